#include "datasets/step_preview.h"

#include "datasets/table_view.h"
#include "theme/icons.h"
#include "theme/language.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <cmath>
#include <numeric>

namespace loom {

static constexpr int padding = 10, narrowest = 64, widest = 200, arrow = 12, shown_rows = 8;

StepPreviewView::StepPreviewView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    build();
}

int StepPreviewView::head_height() const
{
    return line_height(FontRole::Small) + line_height(FontRole::Caption) + 10;
}

int StepPreviewView::row_height() const
{
    return std::max(24, line_height(FontRole::Small) + 6);
}

QSize StepPreviewView::sizeHint() const
{
    return {400, head_height() + shown_rows * row_height() + 12};
}

void StepPreviewView::show_preview(StepPreview preview)
{
    preview_ = std::move(preview);
    build();
}

StepPreviewView::Strip StepPreviewView::strip_of(const Column& c, const std::vector<bool>* changed) const
{
    Strip strip{QString::fromStdString(c.name), {}, column_icon(c.type), false, {}, 0};
    const bool number = c.type == ColumnType::Integer || c.type == ColumnType::Number;
    const int decimals = decimals_of(c);
    for (std::size_t i = 0; i < preview_.rows.size(); ++i) {
        Cell cell;
        cell.missing = c.missing(i);
        cell.right = number;
        cell.text = cell.missing ? tr("missing") : number ? shown_number(c.number(i), decimals) : QString::fromStdString(c.text(i).substr(0, 200));
        cell.changed = changed && (*changed)[i];
        strip.cells.push_back(std::move(cell));
    }
    return strip;
}

void StepPreviewView::build()
{
    strips_.clear();
    const bool any_gone = std::ranges::find(preview_.stays, false) != preview_.stays.end();
    const bool rows_alone = preview_.chooses_rows;
    if (!preview_.rows.empty()) {
        Strip rows{tr("Row"), {}, nullptr, false, {}, 0};
        for (const std::uint32_t row : preview_.rows)
            rows.cells.push_back({counted(qint64(row) + 1), false, false, false, true});
        strips_.push_back(std::move(rows));
    }
    if (rows_alone && !preview_.rows.empty()) {
        Strip state{tr("Effect"), {}, nullptr, false, {}, 0};
        for (const bool stays : preview_.stays)
            state.cells.push_back({stays ? tr("stays") : tr("left out"), false, !stays, false, false});
        strips_.push_back(std::move(state));
    }
    for (const auto& [before, behind, changed] : preview_.columns) {
        if (before) {
            Strip strip = strip_of(*before, nullptr);
            strip.caption = rows_alone ? shown(column_type_title(before->type)) : behind ? tr("before") : tr("before, then gone");
            for (std::size_t i = 0; i < strip.cells.size(); ++i)
                strip.cells[i].gone = !behind || !preview_.stays[i];
            strips_.push_back(std::move(strip));
        }
        if (behind && !rows_alone) {
            Strip strip = strip_of(*behind, &changed);
            strip.joins = bool(before);
            strip.caption = !before                        ? tr("new column")
                            : before->name != behind->name ? tr("after: %1").arg(QString::fromStdString(behind->name))
                            : before->type != behind->type ? tr("after: %1").arg(shown(column_type_title(behind->type)))
                                                           : tr("after");
            strips_.push_back(std::move(strip));
        }
    }
    QString words = tr("Rows before and after the step");
    if (any_gone)
        words += QStringLiteral(", ") + tr("what is struck through is left out");
    setAccessibleName(words);
    measure();
    viewport()->update();
}

void StepPreviewView::measure()
{
    const QFontMetrics bold(loom::font(FontRole::Small, true)), plain(loom::font(FontRole::Small)), caption(loom::font(FontRole::Caption));
    for (std::size_t s = 0; s < strips_.size(); ++s) {
        Strip& strip = strips_[s];
        int width = caption.horizontalAdvance(strip.caption);
        for (const Cell& cell : strip.cells)
            width = std::max(width, (cell.changed ? bold : plain).horizontalAdvance(cell.text));
        // The title of a pair lies over both.
        const bool pair = s + 1 < strips_.size() && strips_[s + 1].joins;
        const int title = bold.horizontalAdvance(strip.title) + (strip.icon ? 20 : 0);
        if (!strip.joins)
            width = std::max(width, pair ? title / 2 : title);
        strip.width = std::clamp(width + 2 * padding + (strip.joins ? arrow : 0), narrowest, int(widest * std::max(1.0, ThemeManager::instance().font_scale())));
    }
    const int total = std::accumulate(strips_.begin(), strips_.end(), 0, [](int sum, const Strip& s) { return sum + s.width; });
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, total - viewport()->width()));
    horizontalScrollBar()->setSingleStep(40);
    const int height = head_height() + int(preview_.rows.size()) * row_height();
    verticalScrollBar()->setPageStep(std::max(1, viewport()->height() - head_height()));
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setSingleStep(row_height());
}

void StepPreviewView::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), t.surface);
    const int head = head_height(), high = row_height(), top = head - verticalScrollBar()->value();
    const int small = line_height(FontRole::Small), caption = line_height(FontRole::Caption);
    int left = -horizontalScrollBar()->value(), right = left;
    for (const Strip& strip : strips_) {
        p.setClipRect(QRect(0, head, viewport()->width(), viewport()->height() - head));
        for (std::size_t i = 0; i < strip.cells.size(); ++i) {
            const Cell& cell = strip.cells[i];
            const QRect r(left, top + int(i) * high, strip.width, high);
            if (cell.changed)
                p.fillRect(r.adjusted(strip.joins ? arrow : 0, 0, 0, -1), t.infobg);
            else if (cell.missing)
                p.fillRect(r.adjusted(strip.joins ? arrow : 0, 0, 0, -1), t.warnbg);
            if (strip.joins && cell.changed)
                paint_icon(p, "chevron-right", QPointF(r.left() - 1, r.top() + (high - 12) / 2.0), 12, t.info);
            QFont font = cell.right ? number_font(FontRole::Small, cell.changed) : loom::font(FontRole::Small, cell.changed);
            font.setStrikeOut(cell.gone);
            p.setFont(font);
            p.setPen(cell.missing ? t.warn : cell.gone || !strip.icon ? (cell.changed ? t.info : t.text3) : t.text);
            const QRect in = r.adjusted(padding + (strip.joins ? arrow - 4 : 0), 0, -padding, 0);
            p.drawText(in, (cell.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, p.fontMetrics().elidedText(cell.text, Qt::ElideRight, in.width()));
        }
        p.setClipping(false);
        left += strip.width;
    }
    p.fillRect(QRect(0, 0, viewport()->width(), head), t.sunken);
    left = right;
    for (std::size_t s = 0; s < strips_.size(); ++s) {
        const Strip& strip = strips_[s];
        int whole = strip.width;
        if (s + 1 < strips_.size() && strips_[s + 1].joins)
            whole += strips_[s + 1].width;
        if (!strip.joins) {
            const QRect in(left + padding, 4, whole - 2 * padding, small);
            const int text = strip.icon ? 20 : 0;
            if (strip.icon)
                paint_icon(p, strip.icon, QPointF(in.left(), in.top() + (small - 14) / 2.0), 14, t.text2);
            p.setFont(loom::font(FontRole::Small, true));
            p.setPen(t.text2);
            p.drawText(in.adjusted(text, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                       p.fontMetrics().elidedText(strip.title, Qt::ElideRight, in.width() - text));
            if (s)
                p.fillRect(QRect(left, 4, 1, head - 8), t.line);
        }
        p.setFont(loom::font(FontRole::Caption));
        p.setPen(t.text3);
        const QRect in(left + padding + (strip.joins ? arrow - 4 : 0), 5 + small, strip.width - 2 * padding, caption);
        const bool to_right = !strip.cells.empty() && strip.cells.front().right && strip.icon;
        p.drawText(in, (to_right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, p.fontMetrics().elidedText(strip.caption, Qt::ElideRight, in.width()));
        left += strip.width;
    }
    right = left;
    p.setPen(t.line);
    p.drawLine(0, head - 1, viewport()->width(), head - 1);
    for (int i = 1; i <= int(preview_.rows.size()); ++i)
        if (const int y = top + i * high - 1; y > head)
            p.drawLine(0, y, right, y);
}

void StepPreviewView::resizeEvent(QResizeEvent*)
{
    measure();
}

void StepPreviewView::keyPressEvent(QKeyEvent* e)
{
    auto *flat = horizontalScrollBar(), *high = verticalScrollBar();
    switch (e->key()) {
    case Qt::Key_Left: return flat->setValue(flat->value() - flat->singleStep());
    case Qt::Key_Right: return flat->setValue(flat->value() + flat->singleStep());
    case Qt::Key_Up: return high->setValue(high->value() - high->singleStep());
    case Qt::Key_Down: return high->setValue(high->value() + high->singleStep());
    default: QAbstractScrollArea::keyPressEvent(e);
    }
}

void StepPreviewView::changeEvent(QEvent* e)
{
    QAbstractScrollArea::changeEvent(e);
    if (e->type() == QEvent::LanguageChange || e->type() == QEvent::StyleChange)
        build();
}

} // namespace loom
