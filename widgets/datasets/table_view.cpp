#include "datasets/table_view.h"
#include "theme/icons.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>
#include <numeric>

namespace loom {
namespace {

constexpr int chart = 28, padding = 12, narrowest = 72, widest = 260;
constexpr int gutter = 36, mark = 12; // At the left, for two marks.
constexpr int arrow = 12, arrow_room = arrow + 4; // Beside a name.

int name_height()
{
    return line_height(FontRole::Small);
}
int type_height()
{
    return line_height(FontRole::Caption);
}
/// 80 at the normal size of type.
int head_height()
{
    return 8 + name_height() + type_height() + 6 + chart + 6;
}
int row_height()
{
    return std::max(size::row, line_height(FontRole::Small) + 8);
}

bool is_number(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Number || type == ColumnType::DateTime;
}
bool has_bars(ColumnType type)
{
    return type == ColumnType::Category || type == ColumnType::Boolean;
}

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
    case ColumnType::Vector: return "list";
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

TableView::TableView(RowList& list, QWidget* parent) : QAbstractScrollArea(parent), list_(list)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Table"));
    connect(&list_, &RowList::rows_changed, this, &TableView::show_rows);
    connect(&list_, &RowList::looks_changed, this, [this] {
        data_ = list_.data(); // Of the same table.
        describe();
        viewport()->update();
    });
    connect(&list_, &RowList::chosen_changed, viewport(), qOverload<>(&QWidget::update));
    connect(&list_, &RowList::current_changed, this, &TableView::show_current);
}

void TableView::show_data()
{
    data_ = list_.data();
    statistics_.clear();
    column_ = -1;
    measure();
    layout_rows();
    viewport()->update();
}

void TableView::set_statistics(std::vector<ColumnStatistics> statistics)
{
    statistics_ = std::move(statistics);
    viewport()->update();
}

void TableView::set_sort(std::optional<RowSort> sort)
{
    sort_ = std::move(sort);
    describe();
    viewport()->update();
}

bool TableView::is_sorted_by(int column) const
{
    return sort_ && data_ && column >= 0 && data_->table().columns[std::size_t(column)].name == sort_->column;
}

void TableView::show_rows()
{
    hovered_ = -1;
    verticalScrollBar()->setValue(0);
    layout_rows();
    viewport()->update();
}

void TableView::show_current(int index)
{
    if (index < 0)
        return;
    auto* bar = verticalScrollBar();
    bar->setValue(std::clamp(bar->value(), index - std::max(1, bar->pageStep()) + 1, index));
    describe();
}

/// The order and the current row, for screen readers.
void TableView::describe()
{
    QStringList words;
    if (sort_)
        words << (sort_->descending ? tr("Sorted by %1, descending") : tr("Sorted by %1, ascending")).arg(QString::fromStdString(sort_->column));
    if (list_.current() >= 0)
        words << list_.words(list_.rows()[std::size_t(list_.current())]);
    setAccessibleDescription(words.join(QStringLiteral(". ")));
}

QRect TableView::row_rect(int index) const
{
    return {0, head_height() + (index - verticalScrollBar()->value()) * row_height(), viewport()->width(), row_height()};
}

QRect TableView::arrow_rect(int column) const
{
    return {left_of(column) + widths_[std::size_t(column)] - padding - arrow, 8 + (name_height() - arrow) / 2, arrow, arrow};
}

bool TableView::is_at_arrow(QPoint at) const
{
    const int column = column_at(at.x());
    return column >= 0 && has_order(data_->table().columns[std::size_t(column)]) &&
           arrow_rect(column).adjusted(-4, -8, padding, 4).contains(at);
}

void TableView::set_current_column(int column)
{
    if (column == column_ || !data_ || column >= int(data_->table().columns.size()))
        return;
    column_ = column;
    if (column >= 0) {
        const int left = left_of(column), right = left + widths_[std::size_t(column)];
        auto* bar = horizontalScrollBar();
        bar->setValue(bar->value() + (left < gutter ? left - gutter : std::max(0, std::min(left - gutter, right - viewport()->width()))));
    }
    viewport()->update();
    Q_EMIT column_changed(column);
}

void TableView::measure()
{
    wanted_.clear();
    decimals_.clear();
    if (!data_)
        return;
    const QFontMetrics bold(loom::font(FontRole::Small, true)), plain(loom::font(FontRole::Small)),
        caption(loom::font(FontRole::Caption));
    for (const Column& c : data_->table().columns) {
        const std::size_t step = std::max<std::size_t>(1, c.size() / 100);
        int width = bold.horizontalAdvance(QString::fromStdString(c.name)) + 24 + arrow_room;
        bool gaps = false;
        for (std::size_t i = 0; i < c.size(); i += step) {
            width = std::max(width, plain.horizontalAdvance(QString::fromStdString(c.text(i).substr(0, 80))));
            gaps = gaps || c.missing(i);
        }
        // The type, the missing share beside it, the mark of the menu. What of it comes later has its room already.
        QString words = c.name == data_->target() ? tr("target") : shown(column_type_title(c.type));
        if (gaps)
            words += tr(" · missing %1").arg(QStringLiteral("88.8%"));
        width = std::max(width, caption.horizontalAdvance(words) + 18);
        wanted_.push_back(std::clamp(width + 2 * padding, narrowest, std::max(widest, bold.averageCharWidth() * 36)));
        decimals_.push_back(decimals_of(c));
    }
}

void TableView::layout_rows()
{
    const int visible = std::max(1, (viewport()->height() - head_height()) / row_height());
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setRange(0, std::max(0, list_.size() - visible));
    widths_ = wanted_;
    const int total = std::accumulate(widths_.begin(), widths_.end(), 0), room = viewport()->width() - gutter - total;
    for (std::size_t c = 0; room > 0 && c < widths_.size(); ++c)
        widths_[c] += room * (int(c) + 1) / int(widths_.size()) - room * int(c) / int(widths_.size());
    horizontalScrollBar()->setPageStep(viewport()->width() - gutter);
    horizontalScrollBar()->setRange(0, std::max(0, -room));
    horizontalScrollBar()->setSingleStep(40);
}

int TableView::left_of(int column) const
{
    return std::accumulate(widths_.begin(), widths_.begin() + column, gutter - horizontalScrollBar()->value());
}

int TableView::column_at(int x) const
{
    int left = left_of(0);
    for (std::size_t c = 0; x >= gutter && c < widths_.size(); left += widths_[c++])
        if (x >= left && x < left + widths_[c])
            return int(c);
    return -1;
}

void TableView::paint_head(QPainter& p, int index, const QRect& r) const
{
    const Theme& t = theme();
    const Column& c = data_->table().columns[std::size_t(index)];
    const bool target = c.name == data_->target();
    p.fillRect(r, target ? t.accentbg : index == column_ ? t.hover : t.sunken);
    const QRect in = r.adjusted(padding, 8, -padding, 0);
    QRect line(in.left(), in.top(), in.width(), name_height());
    paint_icon(p, column_icon(c.type), QPointF(line.left(), line.top() + (line.height() - 14) / 2.0), 14, t.text2);
    p.setFont(loom::font(FontRole::Small, true));
    p.setPen(t.text2);
    const int room = line.width() - 20 - arrow_room;
    p.drawText(line.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
               p.fontMetrics().elidedText(QString::fromStdString(c.name), Qt::ElideRight, room));
    paint_arrow(p, index);
    line = QRect(in.left(), line.bottom() + 1, in.width(), type_height());
    p.setFont(loom::font(FontRole::Caption));
    int x = line.left();
    const auto word = [&](const QString& text, const QColor& colour) {
        p.setPen(colour);
        p.drawText(QRect(x, line.top(), line.right() - x, line.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += p.fontMetrics().horizontalAdvance(text);
    };
    const ColumnStatistics* s = std::size_t(index) < statistics_.size() ? &statistics_[std::size_t(index)] : nullptr;
    word(target ? tr("target") : shown(column_type_title(c.type)), target ? t.accent : t.text3);
    if (s && s->missing && s->rows)
        word(tr(" · missing %1").arg(percent_text(double(s->missing) / double(s->rows))), t.warn);
    if (!c.pixels() && !c.sounds())
        paint_icon(p, "chevron-down", QPointF(x + 4, line.top() + (line.height() - 12) / 2.0), 12, t.text3);
    if (!s)
        return;
    const QRect box(in.left(), r.bottom() + 1 - chart - 6, in.width(), chart);
    if (is_number(c.type) && !s->histogram.empty()) {
        const auto most = double(std::max<std::size_t>(1, *std::ranges::max_element(s->histogram)));
        const double step = double(box.width()) / double(s->histogram.size());
        for (std::size_t b = 0; b < s->histogram.size(); ++b) {
            const double height = s->histogram[b] ? std::max(1.0, chart * double(s->histogram[b]) / most) : 0;
            p.fillRect(QRectF(box.left() + double(b) * step, box.bottom() + 1 - height, std::max(1.0, step - 1), height),
                       t.s1);
        }
    } else if (has_bars(c.type)) {
        p.setPen(t.text2);
        const int half = int(box.width() * 0.45), high = chart / 2;
        for (std::size_t b = 0; b < std::min<std::size_t>(2, s->top.size()); ++b) {
            const QRect bar(box.left(), box.top() + int(b) * high, half, high);
            const double share = double(s->top[b].second) / double(s->top[0].second);
            p.fillRect(QRect(bar.left(), bar.top() + 4, std::max(2, int(half * share)), 6), t.s1);
            const QRect text(bar.right() + 6, bar.top(), box.right() - bar.right() - 6, high);
            p.drawText(text, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextDontClip | Qt::TextSingleLine,
                       p.fontMetrics().elidedText(QString::fromStdString(s->top[b].first), Qt::ElideRight, text.width()));
        }
    } else {
        p.setPen(t.text3);
        p.drawText(box, Qt::AlignLeft | Qt::AlignBottom,
                   s->distinct == 0                      ? tr("no values")
                   : s->distinct == s->rows - s->missing ? tr("all different")
                                                         : tr("%n different", nullptr, int(s->distinct)));
    }
}

/// Of the sorted column; where the pointer is, that there can be one.
void TableView::paint_arrow(QPainter& p, int column) const
{
    const bool sorted = is_sorted_by(column);
    if (sorted || (column == hovered_head_ && has_order(data_->table().columns[std::size_t(column)])))
        paint_icon(p, !sorted ? "sort" : sort_->descending ? "arrow-down" : "arrow-up", arrow_rect(column).topLeft(), arrow,
                   sorted ? theme().accent : theme().text3);
}

void TableView::paint_cell(QPainter& p, int index, std::uint32_t row, const QRect& cell, const RowLook& look) const
{
    const Theme& t = theme();
    const Column& column = data_->table().columns[std::size_t(index)];
    const bool target = column.name == data_->target(),
               number = is_number(column.type) && column.type != ColumnType::DateTime;
    const QRect in = cell.adjusted(padding, 0, -padding, 0);
    const int side = int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter) | Qt::TextSingleLine;
    const bool relabelled = target && !look.before.isEmpty();
    if (column.missing(row) && !relabelled) {
        p.fillRect(cell.adjusted(0, 0, 0, -1), t.warnbg);
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.warn);
        p.drawText(in, side, tr("missing"));
        return;
    }
    QFont font = target ? loom::font(FontRole::Small, true) : number ? number_font(FontRole::Small) : loom::font(FontRole::Small);
    font.setStrikeOut(look.excluded);
    p.setFont(font);
    p.setPen(look.excluded || column.type == ColumnType::Id ? t.text3 : t.text);
    const QString text = relabelled ? QStringLiteral("%1 → %2").arg(look.before, look.label)
                         : number   ? shown_number(column.number(row), decimals_[std::size_t(index)])
                                    : QString::fromStdString(column.text(row));
    p.drawText(in, side, p.fontMetrics().elidedText(text, relabelled ? Qt::ElideLeft : Qt::ElideRight, in.width()));
}

/// Excluded or relabelled, and beside it that there is a note.
void TableView::paint_marks(QPainter& p, const QRect& box, const RowLook& look) const
{
    const double top = box.top() + (box.height() - mark) / 2.0;
    if (look.excluded || !look.before.isEmpty())
        paint_icon(p, look.excluded ? "eye-off" : "edit", QPointF(5, top), mark, theme().text2);
    if (!look.note.isEmpty())
        paint_icon(p, "note", QPointF(5 + mark + 3, top), mark, theme().info);
}

void TableView::paint_row(QPainter& p, int index, const QRect& box, const RowLook& look) const
{
    const Theme& t = theme();
    const std::uint32_t row = list_.rows()[std::size_t(index)];
    const bool chosen = list_.is_chosen(index);
    p.fillRect(box, chosen ? t.accentbg : index == hovered_ ? t.hover : t.surface);
    p.setClipRect(box.adjusted(gutter, 0, 0, 0));
    int left = left_of(0);
    for (int c = 0; c < int(widths_.size()); left += widths_[std::size_t(c++)]) {
        const QRect cell(left, box.top(), widths_[std::size_t(c)], box.height());
        if (cell.right() < gutter || cell.left() > viewport()->width())
            continue;
        if (data_->table().columns[std::size_t(c)].name == data_->target())
            p.fillRect(cell, t.accentbg);
        paint_cell(p, c, row, cell, look);
    }
    p.setClipping(false);
    paint_marks(p, box, look);
    if (chosen)
        p.fillRect(QRect(0, box.top(), 3, box.height()), t.accent);
    if (index == list_.current() && hasFocus()) {
        p.setPen(QPen(t.accent, 1, Qt::DashLine));
        p.drawRect(box.adjusted(1, 1, -2, -3));
    }
}

void TableView::paintEvent(QPaintEvent*)
{
    QPainter p(viewport());
    const Theme& t = theme();
    const int head = head_height(), high = row_height();
    p.fillRect(viewport()->rect(), t.surface);
    if (!data_)
        return;
    const int first = verticalScrollBar()->value();
    const int lines = std::min(list_.size() - first, (viewport()->height() - head) / high + 1);
    for (int i = first; i < first + lines; ++i)
        paint_row(p, i, row_rect(i), list_.look(list_.rows()[std::size_t(i)]));
    p.fillRect(QRect(0, 0, viewport()->width(), head), t.sunken);
    p.setClipRect(QRect(gutter, 0, viewport()->width() - gutter, head));
    int left = left_of(0);
    for (int c = 0; c < int(widths_.size()); left += widths_[std::size_t(c++)])
        if (left + widths_[std::size_t(c)] >= gutter && left <= viewport()->width())
            paint_head(p, c, QRect(left, 0, widths_[std::size_t(c)], head));
    p.setClipping(false);
    p.setPen(t.line);
    for (int i = 0; i <= lines; ++i)
        p.drawLine(0, head + i * high - 1, viewport()->width(), head + i * high - 1);
}

void TableView::resizeEvent(QResizeEvent*)
{
    layout_rows();
}

void TableView::want_menu(int column)
{
    if (column >= 0 && column < int(widths_.size()))
        Q_EMIT menu_wanted(column, viewport()->mapToGlobal(QPoint(std::max(0, left_of(column)) + padding,
                                                                  8 + name_height() + type_height() + 4)));
}

void TableView::want_sort(int column, Qt::SortOrder order)
{
    if (data_ && column >= 0 && has_order(data_->table().columns[std::size_t(column)]))
        Q_EMIT sort_wanted(RowSort{data_->table().columns[std::size_t(column)].name, order == Qt::DescendingOrder});
}

void TableView::want_next_sort(int column)
{
    if (!is_sorted_by(column))
        want_sort(column, Qt::AscendingOrder);
    else if (!sort_->descending)
        want_sort(column, Qt::DescendingOrder);
    else
        Q_EMIT sort_wanted({});
}

// The line with the type is the menu, the right end of the one with the name the order; the rest of the head, and the cells, choose
// the column.
void TableView::mousePressEvent(QMouseEvent* event)
{
    const int column = column_at(event->pos().x()), y = event->pos().y();
    if (y >= head_height()) {
        const int index = verticalScrollBar()->value() + (y - head_height()) / row_height();
        list_.click(index < list_.size() ? index : -1, event->modifiers());
    }
    if (column >= 0)
        set_current_column(column);
    if (column >= 0 && event->button() == Qt::LeftButton && y < head_height() &&
        (event->modifiers() & Qt::ShiftModifier || is_at_arrow(event->pos())))
        return want_next_sort(column);
    if ((event->button() == Qt::RightButton && y < head_height()) ||
        (y >= 8 + name_height() && y < 8 + name_height() + type_height()))
        want_menu(column);
}

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    const int below = event->pos().y() - head_height();
    const int line = below < 0 ? -1 : verticalScrollBar()->value() + below / row_height();
    const int head = below < 0 ? column_at(event->pos().x()) : -1;
    if (line == hovered_ && head == hovered_head_)
        return;
    hovered_ = line;
    hovered_head_ = head;
    viewport()->update();
}

void TableView::leaveEvent(QEvent*)
{
    hovered_ = hovered_head_ = -1;
    viewport()->update();
}

bool TableView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (is_at_arrow(help->pos()))
            QToolTip::showText(help->globalPos(), tr("Sort by this column (Alt+Up, Alt+Down; as in the file: Alt+Home)"), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    const auto keys = event->modifiers();
    if (keys & Qt::AltModifier) {
        switch (event->key()) {
        case Qt::Key_Up: return want_sort(column_, Qt::AscendingOrder);
        case Qt::Key_Down: return want_sort(column_, Qt::DescendingOrder);
        case Qt::Key_Home: return Q_EMIT sort_wanted({});
        default: break;
        }
    }
    const int page = std::max(1, verticalScrollBar()->pageStep());
    switch (event->key()) {
    case Qt::Key_Up: return list_.step(-1, keys);
    case Qt::Key_Down: return list_.step(1, keys);
    case Qt::Key_PageUp: return list_.step(-page, keys);
    case Qt::Key_PageDown: return list_.step(page, keys);
    case Qt::Key_Home: return list_.step(-list_.size(), keys);
    case Qt::Key_End: return list_.step(list_.size(), keys);
    case Qt::Key_Left: return set_current_column(std::max(0, column_ - 1));
    case Qt::Key_Right: return set_current_column(column_ + 1);
    case Qt::Key_Menu: return want_menu(column_);
    default:
        if (!list_.take_key(event))
            QAbstractScrollArea::keyPressEvent(event);
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
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange) {
        measure();
        layout_rows();
    }
    QAbstractScrollArea::changeEvent(event);
    viewport()->update();
}

} // namespace loom
