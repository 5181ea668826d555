#include "studies/pareto_plot.h"

#include "search/front.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace loom {

ParetoPlot::ParetoPlot()
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    tell();
}

void ParetoPlot::set_dots(std::vector<Dot> dots, const QString& cost_title, const QString& result_title, QString (*cost_text)(double), QString (*goal_text)(double))
{
    dots_ = std::move(dots);
    cost_title_ = cost_title;
    result_title_ = result_title;
    cost_text_ = cost_text;
    goal_text_ = goal_text;
    std::vector<std::pair<double, double>> points;
    least_cost_ = best_ = INFINITY;
    most_cost_ = worst_ = -INFINITY;
    for (const Dot& d : dots_) {
        points.emplace_back(d.goal, d.cost);
        least_cost_ = std::min(least_cost_, d.cost);
        most_cost_ = std::max(most_cost_, d.cost);
        best_ = std::min(best_, d.goal);
        worst_ = std::max(worst_, d.goal);
    }
    front_ = front(points);
    tell();
}

void ParetoPlot::set_current(std::int64_t trial)
{
    current_ = trial;
    tell();
}

std::vector<std::int64_t> ParetoPlot::front_trials() const
{
    std::vector<std::int64_t> trials;
    for (const std::size_t i : front_)
        trials.push_back(dots_[i].trial);
    return trials;
}

QRectF ParetoPlot::area() const
{
    const QFontMetrics m(number_font(FontRole::Caption));
    return QRectF(rect()).adjusted(m.horizontalAdvance(QStringLiteral("00.00%")) + 10, m.height() + 8, -14, -2 * m.height() - 8);
}

QPointF ParetoPlot::place(const Dot& d) const
{
    const QRectF r = area();
    const double x = most_cost_ > least_cost_ ? (d.cost - least_cost_) / (most_cost_ - least_cost_) : 0.5;
    const double y = worst_ > best_ ? (worst_ - d.goal) / (worst_ - best_) : 0.5;
    return {r.left() + x * r.width(), r.bottom() - y * r.height()};
}

void ParetoPlot::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (dots_.empty()) {
        p.setFont(loom::font(FontRole::Small));
        p.setPen(t.text3);
        p.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Trials that were trained to their end stand here by what they cost."));
        return;
    }
    const QRectF r = area();
    p.setFont(number_font(FontRole::Caption));
    const int line = p.fontMetrics().height();
    p.setPen(QPen(t.grid, 1));
    for (const double at : {0.0, 0.5, 1.0})
        p.drawLine(QPointF(r.left(), r.bottom() - at * r.height()), QPointF(r.right(), r.bottom() - at * r.height()));
    p.setPen(t.text2);
    for (const double at : {0.0, 0.5, 1.0}) {
        if (worst_ > best_ || at == 0.5)
            p.drawText(QRectF(0, r.bottom() - at * r.height() - line / 2.0, r.left() - 6, line), Qt::AlignRight | Qt::AlignVCenter, goal_text_(worst_ + at * (best_ - worst_)));
        if (most_cost_ > least_cost_ ? at != 0.5 : at == 0.5)
            p.drawText(QRectF(r.left() + at * r.width() - (at == 1 ? 100 : at == 0 ? 0 : 50), r.bottom() + 6, 100, line),
                       (at == 1 ? Qt::AlignRight : at == 0 ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter, cost_text_(least_cost_ + at * (most_cost_ - least_cost_)));
    }
    p.setFont(loom::font(FontRole::Caption));
    p.setPen(t.text3);
    p.drawText(QRectF(r.left(), r.bottom() + 6 + line, r.width(), line), Qt::AlignRight, cost_title_);
    p.drawText(QRectF(0, 0, width(), line + 2), Qt::AlignLeft, result_title_);
    p.setPen(QPen(t.accent, 1.5));
    for (std::size_t i = 0; i + 1 < front_.size(); ++i) {
        const QPointF a = place(dots_[front_[i]]), b = place(dots_[front_[i + 1]]);
        p.drawLine(a, QPointF(b.x(), a.y()));
        p.drawLine(QPointF(b.x(), a.y()), b);
    }
    for (std::size_t i = 0; i < dots_.size(); ++i) {
        const bool kept = std::ranges::find(front_, i) != front_.end();
        p.setPen(QPen(t.surface, 1));
        p.setBrush(kept ? t.accent : mixed(t.text3, t.surface, 0.6));
        p.drawEllipse(place(dots_[i]), kept ? 5 : 4, kept ? 5 : 4);
        if (dots_[i].trial == current_) {
            p.setPen(QPen(t.text, 2));
            p.setBrush(Qt::NoBrush);
            p.drawEllipse(place(dots_[i]), 7.5, 7.5);
        }
    }
    if (hasFocus()) {
        p.setPen(QPen(t.accent, 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), size::radius_small, size::radius_small);
    }
}

const ParetoPlot::Dot* ParetoPlot::dot_at(QPointF at) const
{
    const Dot* found = nullptr;
    double nearest = 12;
    for (const Dot& d : dots_)
        if (const double far = std::hypot(place(d).x() - at.x(), place(d).y() - at.y()); far < nearest) {
            nearest = far;
            found = &d;
        }
    return found;
}

void ParetoPlot::tell()
{
    const auto dot = std::ranges::find(dots_, current_, &Dot::trial);
    setAccessibleName(tr("Result by cost"));
    setAccessibleDescription(dot == dots_.end() ? QString() : dot->words);
    update();
}

void ParetoPlot::mousePressEvent(QMouseEvent* event)
{
    if (const Dot* dot = dot_at(event->position())) {
        set_current(dot->trial);
        Q_EMIT chosen(current_);
    }
}

void ParetoPlot::mouseMoveEvent(QMouseEvent* event)
{
    const Dot* dot = dot_at(event->position());
    setToolTip(dot ? dot->words : QString());
    setCursor(dot ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

/// Left and right go along the front.
void ParetoPlot::keyPressEvent(QKeyEvent* event)
{
    const int by = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const auto trials = front_trials();
    if (by == 0 || trials.empty())
        return QWidget::keyPressEvent(event);
    const auto now = std::ranges::find(trials, current_);
    const auto index = now == trials.end() ? 0 : std::clamp<std::ptrdiff_t>(now - trials.begin() + by, 0, std::ssize(trials) - 1);
    set_current(trials[std::size_t(index)]);
    Q_EMIT chosen(current_);
}

void ParetoPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        tell();
    QWidget::changeEvent(event);
}

} // namespace loom
