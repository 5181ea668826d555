#include "studies/parallel_plot.h"

#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace loom {

ParallelPlot::ParallelPlot()
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Trials by settings and result"));
}

void ParallelPlot::show_picture(StudyPicture picture)
{
    const bool same = std::ranges::equal(picture.axes, picture_.axes, {}, &StudyAxis::title, &StudyAxis::title);
    picture_ = std::move(picture);
    if (!same)
        stretches_.clear();
    hovered_ = line_of(hovered_) ? hovered_ : 0;
    tell();
}

void ParallelPlot::set_current(std::int64_t trial)
{
    current_ = trial;
    tell();
}

void ParallelPlot::set_stretch(std::size_t axis, std::optional<std::pair<double, double>> stretch)
{
    if (stretch)
        stretches_[axis] = *stretch;
    else
        stretches_.erase(axis);
    update();
}

bool ParallelPlot::is_kept(const StudyLine& line) const
{
    return std::ranges::all_of(stretches_, [&](const auto& s) {
        const double v = line.at[s.first];
        return v >= s.second.first && v <= s.second.second;
    });
}

const StudyLine* ParallelPlot::line_of(std::int64_t trial) const
{
    const auto line = std::ranges::find(picture_.lines, trial, &StudyLine::trial);
    return line == picture_.lines.end() ? nullptr : &*line;
}

/// Between the titles above and what is told below.
QRectF ParallelPlot::area() const
{
    const int line = line_height(FontRole::Small);
    return QRectF(rect()).adjusted(56, line + 16, -72, -line - 18);
}

QPointF ParallelPlot::place(std::size_t axis, double at) const
{
    const QRectF r = area();
    const auto last = double(std::max<std::size_t>(2, picture_.axes.size()) - 1);
    return {r.left() + double(axis) / last * r.width(), r.bottom() - at * r.height()};
}

double ParallelPlot::at(QPointF p) const
{
    const QRectF r = area();
    return std::clamp((r.bottom() - p.y()) / r.height(), 0.0, 1.0);
}

std::optional<std::size_t> ParallelPlot::axis_at(QPointF p) const
{
    const QRectF r = area();
    for (std::size_t k = 0; k < picture_.axes.size(); ++k)
        if (std::abs(place(k, 0).x() - p.x()) <= 8 && p.y() >= r.top() - 8 && p.y() <= r.bottom() + 8)
            return k;
    return {};
}

const StudyLine* ParallelPlot::line_at(QPointF p) const
{
    const StudyLine* found = nullptr;
    double nearest = 8;
    for (const StudyLine& line : picture_.lines) {
        if (!is_kept(line))
            continue;
        for (std::size_t k = 0; k + 1 < line.at.size(); ++k) {
            const QPointF a = place(k, line.at[k]), b = place(k + 1, line.at[k + 1]);
            if (std::isnan(b.y()) || p.x() < a.x() || p.x() > b.x())
                continue;
            const double y = a.y() + (b.y() - a.y()) * (p.x() - a.x()) / (b.x() - a.x());
            const double far = std::abs(y - p.y()) * (b.x() - a.x()) / std::hypot(b.x() - a.x(), b.y() - a.y());
            if (far < nearest) {
                nearest = far;
                found = &line;
            }
        }
    }
    return found;
}

void ParallelPlot::paint_line(QPainter& p, const StudyLine& line, const QPen& pen) const
{
    QPainterPath path(place(0, line.at[0]));
    for (std::size_t k = 1; k < line.at.size() && std::isfinite(line.at[k]); ++k)
        path.lineTo(place(k, line.at[k]));
    p.setPen(pen);
    p.setBrush(Qt::NoBrush);
    p.drawPath(path);
}

void ParallelPlot::paint_axis(QPainter& p, std::size_t k) const
{
    const Theme& t = theme();
    const StudyAxis& axis = picture_.axes[k];
    const bool last = k + 1 == picture_.axes.size();
    const QPointF top = place(k, 1), bottom = place(k, 0);
    p.setPen(QPen(t.edge, 1.5));
    p.drawLine(top, bottom);
    if (const auto s = stretches_.find(k); s != stretches_.end()) {
        const QRectF bar(QPointF(top.x() - 6, place(k, s->second.second).y()), QPointF(top.x() + 6, place(k, s->second.first).y()));
        QColor fill = t.accent;
        fill.setAlphaF(0.25f);
        p.setPen(QPen(t.accent, 1));
        p.setBrush(fill);
        p.drawRoundedRect(bar, 3, 3);
    }
    p.setFont(number_font(FontRole::Caption));
    const int line = p.fontMetrics().height();
    for (const AxisTick& tick : axis.ticks) {
        const QPointF at = place(k, tick.at);
        p.setPen(QPen(t.edge, 1.5));
        p.drawLine(at - QPointF(3, 0), at + QPointF(3, 0));
        const double room = 56;
        const QRectF box = last ? QRectF(at.x() + 8, at.y() - line / 2.0, 64, line) : QRectF(at.x() - room - 6, at.y() - line / 2.0, room, line);
        const QString text = p.fontMetrics().elidedText(tick.text, Qt::ElideRight, int(box.width()));
        const int wide = p.fontMetrics().horizontalAdvance(text);
        const QRectF ground(last ? box.left() - 2 : box.right() - wide - 2, box.top(), wide + 4, line);
        QColor under = t.surface;
        under.setAlphaF(0.8f);
        p.fillRect(ground, under);
        p.setPen(t.text2);
        p.drawText(box, (last ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, text);
    }
    p.setFont(loom::font(FontRole::Small, true));
    const double gap = area().width() / double(std::max<std::size_t>(2, picture_.axes.size()) - 1);
    const double left = k == 0 ? 0 : top.x() - gap / 2 + 4, right = last ? width() : top.x() + gap / 2 - 4;
    const QString title = p.fontMetrics().elidedText(axis.title, Qt::ElideRight, int(right - left));
    const double wide = p.fontMetrics().horizontalAdvance(title);
    const double x = std::clamp(top.x() - wide / 2, left, std::max(left, right - wide));
    p.setPen(t.text);
    p.drawText(QRectF(x, 0, wide + 1, line_height(FontRole::Small) + 4), Qt::AlignLeft | Qt::AlignVCenter, title);
}

void ParallelPlot::paintEvent(QPaintEvent*)
{
    if (picture_.axes.size() < 2)
        return;
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    std::vector<const StudyLine*> order;
    for (const StudyLine& line : picture_.lines)
        order.push_back(&line);
    const auto rank = [&](const StudyLine* l) { return std::pair(is_kept(*l), std::isnan(l->goodness()) ? -1.0 : l->goodness()); };
    std::ranges::stable_sort(order, {}, rank); // The best are drawn last.
    for (const StudyLine* line : order) {
        const double good = line->goodness();
        QPen pen(!is_kept(*line) ? t.line : std::isnan(good) ? t.text3 : mixed(t.accent, t.c_io, good), std::isnan(good) || !is_kept(*line) ? 1 : 1.5);
        if (std::isnan(good))
            pen.setStyle(Qt::DotLine);
        else if (is_kept(*line)) {
            QColor colour = pen.color();
            colour.setAlphaF(float(0.3 + 0.7 * good));
            pen.setColor(colour);
        }
        paint_line(p, *line, pen);
    }
    const StudyLine* told = line_of(hovered_ ? hovered_ : current_);
    for (const StudyLine* line : {line_of(current_), told})
        if (line) {
            paint_line(p, *line, QPen(t.surface, 5));
            paint_line(p, *line, QPen(t.accent, 3));
        }
    for (std::size_t k = 0; k < picture_.axes.size(); ++k)
        paint_axis(p, k);
    p.setFont(number_font(FontRole::Small));
    p.setPen(told ? t.text : t.text3);
    const QString words = told ? told->words : tr("Drag along an axis to keep the trials that pass there.");
    const QRectF foot(8, height() - line_height(FontRole::Small) - 4, width() - 16, line_height(FontRole::Small));
    p.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(words, Qt::ElideRight, int(foot.width())));
    if (hasFocus()) {
        p.setPen(QPen(t.accent, 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), size::radius_small, size::radius_small);
    }
}

void ParallelPlot::choose(std::int64_t trial)
{
    set_current(trial);
    Q_EMIT chosen(trial);
}

/// What is told is in the accessible description too.
void ParallelPlot::tell()
{
    const StudyLine* told = line_of(hovered_ ? hovered_ : current_);
    setAccessibleDescription(told ? told->words : QString());
    update();
}

void ParallelPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    moved_ = false;
    dragged_ = axis_at(event->position());
    drag_from_ = at(event->position());
    if (const StudyLine* line = dragged_ ? nullptr : line_at(event->position()))
        choose(line->trial);
}

void ParallelPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (dragged_) {
        const double to = at(event->position());
        moved_ = moved_ || std::abs(to - drag_from_) * area().height() > 3;
        if (moved_)
            set_stretch(*dragged_, std::pair(std::min(drag_from_, to), std::max(drag_from_, to)));
        return;
    }
    const StudyLine* line = line_at(event->position());
    hovered_ = line ? line->trial : 0;
    setCursor(axis_at(event->position()) ? Qt::SplitVCursor : line ? Qt::PointingHandCursor : Qt::ArrowCursor);
    tell();
}

void ParallelPlot::mouseReleaseEvent(QMouseEvent*)
{
    if (dragged_ && !moved_)
        set_stretch(*dragged_, {});
    dragged_.reset();
}

void ParallelPlot::leaveEvent(QEvent*)
{
    hovered_ = 0;
    tell();
}

void ParallelPlot::keyPressEvent(QKeyEvent* event)
{
    const auto& lines = picture_.lines;
    const int by = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (event->key() == Qt::Key_Escape && !stretches_.empty()) {
        stretches_.clear();
        update();
    } else if (by != 0 && !lines.empty()) {
        const StudyLine* now = line_of(current_);
        const auto index = now ? std::clamp<std::ptrdiff_t>(now - lines.data() + by, 0, std::ssize(lines) - 1) : 0;
        choose(lines[std::size_t(index)].trial);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void ParallelPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Trials by settings and result"));
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace loom
