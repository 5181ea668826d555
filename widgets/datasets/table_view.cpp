#include "datasets/table_view.h"
#include "theme/icons.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <cmath>

namespace loom {
namespace {

constexpr int head = 80, chart = 28, padding = 12, narrowest = 72, widest = 260;

bool is_number(ColumnType type) { return type == ColumnType::Integer || type == ColumnType::Number || type == ColumnType::DateTime; }
bool has_bars(ColumnType type) { return type == ColumnType::Category || type == ColumnType::Boolean; }

} // namespace

const char* column_icon(ColumnType type)
{
    switch (type) {
    case ColumnType::Integer:
    case ColumnType::Number: return "train"; // A curve over an axis.
    case ColumnType::DateTime: return "step";
    case ColumnType::Category: return "list";
    case ColumnType::Boolean: return "check";
    case ColumnType::Text: return "text";
    case ColumnType::Image: return "image";
    case ColumnType::Audio: return "audio";
    case ColumnType::Id: return "table";
    }
    return "table";
}

QString shown_number(double value, int decimals)
{
    QString text = QLocale::c().toString(value, 'f', decimals);
    if (value < 0)
        text.replace(QLatin1Char('-'), QChar(0x2212));
    return text;
}

int decimals_of(const Column& column)
{
    if (column.type != ColumnType::Number)
        return 0;
    int most = 0;
    const std::size_t step = std::max<std::size_t>(1, column.size() / 200);
    for (std::size_t i = 0; i < column.size(); i += step) {
        double v = column.number(i);
        if (!std::isfinite(v))
            continue;
        int places = 0;
        while (places < 4 && std::abs(v - std::round(v)) > 1e-6 * std::max(1.0, std::abs(v))) {
            v *= 10;
            ++places;
        }
        most = std::max(most, places);
    }
    return most;
}

TableView::TableView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Table"));
}

void TableView::set_data(std::shared_ptr<const Dataset> dataset)
{
    data_ = std::move(dataset);
    statistics_.clear();
    column_ = -1;
    measure();
    set_rows({});
}

void TableView::set_statistics(std::vector<ColumnStatistics> statistics)
{
    statistics_ = std::move(statistics);
    viewport()->update();
}

void TableView::set_rows(std::vector<std::uint32_t> rows)
{
    rows_ = std::move(rows);
    hovered_ = -1;
    verticalScrollBar()->setValue(0);
    layout_rows();
    viewport()->update();
}

void TableView::set_current_column(int column)
{
    if (column == column_ || !data_ || column >= int(data_->table().columns.size()))
        return;
    column_ = column;
    viewport()->update();
    Q_EMIT column_changed(column);
}

void TableView::measure()
{
    widths_.clear();
    if (!data_)
        return;
    const QFontMetrics bold(loom::font(FontRole::Small, true)), plain(loom::font(FontRole::Small));
    for (const Column& c : data_->table().columns) {
        int width = bold.horizontalAdvance(QString::fromStdString(c.name)) + 20;
        width = std::max(width, plain.horizontalAdvance(shown(column_type_title(c.type))) + 70);
        const std::size_t step = std::max<std::size_t>(1, c.size() / 100);
        for (std::size_t i = 0; i < c.size(); i += step)
            width = std::max(width, plain.horizontalAdvance(QString::fromStdString(c.text(i).substr(0, 80))));
        widths_.push_back(std::clamp(width + 2 * padding, narrowest, widest));
    }
}

void TableView::layout_rows()
{
    const int visible = std::max(1, (viewport()->height() - head) / size::row);
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setRange(0, std::max(0, int(rows_.size()) - visible));
    int total = 0;
    for (int w : widths_)
        total += w;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, total - viewport()->width()));
    horizontalScrollBar()->setSingleStep(40);
}

int TableView::column_at(int x) const
{
    int left = -horizontalScrollBar()->value();
    for (std::size_t c = 0; c < widths_.size(); ++c) {
        if (x >= left && x < left + widths_[c])
            return int(c);
        left += widths_[c];
    }
    return -1;
}

void TableView::paint_head(QPainter& p, int index, const QRect& r) const
{
    const Theme& t = theme();
    const Column& c = data_->table().columns[std::size_t(index)];
    const bool target = c.name == data_->target();
    const bool chosen = index == column_;
    p.fillRect(r, target ? t.accentbg : chosen ? t.hover : t.sunken);
    const QRect in = r.adjusted(padding, 8, -padding, 0);
    paint_icon(p, column_icon(c.type), in.topLeft(), 14, t.text2);
    p.setFont(loom::font(FontRole::Small, true));
    p.setPen(t.text2);
    p.drawText(in.adjusted(20, -1, 0, 0), Qt::AlignLeft | Qt::AlignTop, p.fontMetrics().elidedText(QString::fromStdString(c.name), Qt::ElideRight, in.width() - 20));
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(target ? t.accent : t.text3);
    QString type = target ? tr("target") : shown(column_type_title(c.type));
    const QRect line = in.adjusted(0, 17, 0, 0);
    p.drawText(line, Qt::AlignLeft | Qt::AlignTop, type);
    if (std::size_t(index) >= statistics_.size())
        return;
    const ColumnStatistics& s = statistics_[std::size_t(index)];
    if (s.missing && s.rows) {
        const QString text = tr("missing %1%").arg(QLocale::c().toString(100.0 * double(s.missing) / double(s.rows), 'f', 1));
        p.setPen(t.warn);
        p.drawText(line.adjusted(p.fontMetrics().horizontalAdvance(type + QStringLiteral("  ")), 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, text);
    }
    const QRect box(in.left(), r.top() + head - chart - 6, in.width(), chart);
    if (is_number(c.type) && !s.histogram.empty()) {
        const auto most = double(std::max<std::size_t>(1, *std::ranges::max_element(s.histogram)));
        const double step = double(box.width()) / double(s.histogram.size());
        for (std::size_t b = 0; b < s.histogram.size(); ++b) {
            const double height = s.histogram[b] ? std::max(1.0, chart * double(s.histogram[b]) / most) : 0;
            p.fillRect(QRectF(box.left() + double(b) * step, box.bottom() + 1 - height, std::max(1.0, step - 1), height), t.s1);
        }
    } else if (has_bars(c.type)) {
        p.setPen(t.text2);
        for (std::size_t b = 0; b < std::min<std::size_t>(2, s.top.size()); ++b) {
            const int y = box.top() + int(b) * 14;
            const int width = std::max(2, int(box.width() * 0.45 * double(s.top[b].second) / double(s.top[0].second)));
            p.fillRect(QRect(box.left(), y + 3, width, 7), t.s1);
            p.drawText(QRect(box.left() + int(box.width() * 0.45) + 6, y - 1, int(box.width() * 0.55) - 6, 14), Qt::AlignLeft | Qt::AlignVCenter,
                       p.fontMetrics().elidedText(QString::fromStdString(s.top[b].first), Qt::ElideRight, int(box.width() * 0.55) - 6));
        }
    } else {
        p.setPen(t.text3);
        const QString text = s.distinct == s.rows - s.missing ? tr("all different") : tr("%n different", nullptr, int(s.distinct));
        p.drawText(box, Qt::AlignLeft | Qt::AlignBottom, text);
    }
}

void TableView::paintEvent(QPaintEvent*)
{
    QPainter p(viewport());
    const Theme& t = theme();
    p.fillRect(viewport()->rect(), t.surface);
    if (!data_)
        return;
    const Table& table = data_->table();
    const int first = verticalScrollBar()->value();
    const int lines = std::min(int(rows_.size()) - first, (viewport()->height() - head) / size::row + 1);
    const QFont plain = loom::font(FontRole::Small), bold = loom::font(FontRole::Small, true), numbers = number_font(FontRole::Small);
    int left = -horizontalScrollBar()->value();
    for (std::size_t c = 0; c < table.columns.size(); left += widths_[c], ++c) {
        if (left + widths_[c] < 0 || left > viewport()->width())
            continue;
        const Column& column = table.columns[c];
        const bool target = column.name == data_->target(), number = is_number(column.type) && column.type != ColumnType::DateTime;
        const int decimals = decimals_of(column);
        paint_head(p, int(c), QRect(left, 0, widths_[c], head));
        for (int i = 0; i < lines; ++i) {
            const std::uint32_t row = rows_[std::size_t(first + i)];
            const QRect cell(left, head + i * size::row, widths_[c], size::row);
            const QRect in = cell.adjusted(padding, 0, -padding, 0);
            if (target)
                p.fillRect(cell, t.accentbg);
            else if (first + i == hovered_)
                p.fillRect(cell, t.hover);
            if (column.missing(row)) {
                p.fillRect(cell.adjusted(0, 0, 0, -1), t.warnbg);
                p.setFont(plain);
                p.setPen(t.warn);
                p.drawText(in, (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, tr("missing"));
                continue;
            }
            p.setPen(column.type == ColumnType::Id ? t.text3 : t.text);
            p.setFont(target ? bold : number ? numbers : plain);
            const QString text = number ? shown_number(column.number(row), decimals) : QString::fromStdString(column.text(row));
            p.drawText(in, (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, p.fontMetrics().elidedText(text, Qt::ElideRight, in.width()));
        }
    }
    p.setPen(t.line);
    for (int i = 0; i <= lines; ++i)
        p.drawLine(0, head + i * size::row - 1, viewport()->width(), head + i * size::row - 1);
}

void TableView::resizeEvent(QResizeEvent*) { layout_rows(); }

void TableView::mousePressEvent(QMouseEvent* event) { set_current_column(column_at(event->pos().x())); }

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    const int line = event->pos().y() < head ? -1 : verticalScrollBar()->value() + (event->pos().y() - head) / size::row;
    if (line == hovered_)
        return;
    hovered_ = line;
    viewport()->update();
}

void TableView::leaveEvent(QEvent*)
{
    hovered_ = -1;
    viewport()->update();
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    auto* bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Up: return bar->setValue(bar->value() - 1);
    case Qt::Key_Down: return bar->setValue(bar->value() + 1);
    case Qt::Key_PageUp: return bar->setValue(bar->value() - bar->pageStep());
    case Qt::Key_PageDown: return bar->setValue(bar->value() + bar->pageStep());
    case Qt::Key_Home: return bar->setValue(0);
    case Qt::Key_End: return bar->setValue(bar->maximum());
    case Qt::Key_Left: return set_current_column(std::max(0, column_ - 1));
    case Qt::Key_Right: return set_current_column(column_ + 1);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void TableView::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    if (std::abs(turn.x()) > std::abs(turn.y()) || event->modifiers() & Qt::ShiftModifier)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (turn.x() ? turn.x() : turn.y()));
    else
        verticalScrollBar()->setValue(verticalScrollBar()->value() - turn.y() / 40);
}

void TableView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Table"));
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) {
        measure();
        layout_rows();
    }
    QAbstractScrollArea::changeEvent(event);
    viewport()->update();
}

} // namespace loom
