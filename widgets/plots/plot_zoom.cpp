#include "plots/plot_view.h"

#include "plots/plot_overlay.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QPushButton>

#include <cmath>

namespace loom {

void PlotView::remember_view() { zooms_.push_back({key_range(), value_range(), own_values_}); }

void PlotView::turn_wheel(const QWheelEvent& event)
{
    // One turn of the wheel is one step back.
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool step = zooms_.empty() || now - last_wheel_ > 600;
    last_wheel_ = now;
    if (step)
        remember_view();
    const double factor = std::pow(0.85, event.angleDelta().y() / 120.0);
    plot_->xAxis->scaleRange(factor, plot_->xAxis->pixelToCoord(event.position().x()));
    plot_->yAxis->scaleRange(factor, plot_->yAxis->pixelToCoord(event.position().y()));
    own_values_ = true;
    set_following(false);
    touch();
    Q_EMIT keys_zoomed(key_range(), step);
}

void PlotView::zoom_to(const QCPRange& keys, const QCPRange& values)
{
    remember_view();
    plot_->xAxis->setRange(keys);
    plot_->yAxis->setRange(values);
    own_values_ = true;
    set_following(false);
    touch();
    Q_EMIT keys_zoomed(key_range(), true);
}

void PlotView::share_keys(const QCPRange& keys, bool step)
{
    if (step || zooms_.empty())
        remember_view();
    plot_->xAxis->setRange(keys);
    set_following(false);
    touch();
}

void PlotView::zoom_back()
{
    share_back();
    Q_EMIT went_back();
}

void PlotView::share_back()
{
    if (zooms_.empty())
        return;
    const Seen seen = zooms_.back();
    zooms_.pop_back();
    if (zooms_.empty())
        return share_follow();
    plot_->xAxis->setRange(seen.keys);
    own_values_ = seen.own_values;
    if (own_values_)
        plot_->yAxis->setRange(seen.values);
    touch();
}

void PlotView::follow()
{
    share_follow();
    Q_EMIT followed();
}

void PlotView::share_follow()
{
    zooms_.clear();
    own_values_ = false;
    set_following(true);
    touch();
}

void PlotView::set_following(bool on)
{
    if (following_ == on)
        return;
    following_ = on;
    follow_->setVisible(!on && !options_.small);
    Q_EMIT following_changed(on);
}

std::optional<double> PlotView::snapped(double x) const
{
    // To the nearest point of a solid curve (epochs), else of any.
    std::optional<double> best;
    for (const bool solid : {true, false}) {
        for (const PlotCurve* c : curves_) {
            const bool is_solid = c->look().line == CurveLook::Line::Solid || c->look().line == CurveLook::Line::Own;
            if (!c->visible() || is_solid != solid)
                continue;
            if (const auto i = c->points->nearest(x); i && (!best || std::abs(c->points->x(*i) - x) < std::abs(*best - x)))
                best = c->points->x(*i);
        }
        if (best)
            break;
    }
    return best;
}

void PlotView::show_crosshair(std::optional<double> x, bool with_tip)
{
    crosshair_ = x;
    tip_ = with_tip;
    overlay_->update();
}

void PlotView::step_crosshair(int by)
{
    for (const bool solid : {true, false})
        for (const PlotCurve* c : curves_) {
            const bool is_solid = c->look().line == CurveLook::Line::Solid || c->look().line == CurveLook::Line::Own;
            if (!c->visible() || c->points->empty() || is_solid != solid)
                continue;
            const auto last = qint64(c->points->size()) - 1;
            const qint64 at = crosshair_ ? qint64(*c->points->nearest(*crosshair_)) + by : (by > 0 ? 0 : last);
            Q_EMIT crosshair_moved(c->points->x(std::size_t(std::clamp(at, qint64(0), last))));
            return;
        }
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Backspace: zoom_back(); return;
    case Qt::Key_Home: follow(); return;
    case Qt::Key_Left: step_crosshair(-1); return;
    case Qt::Key_Right: step_crosshair(1); return;
    case Qt::Key_Escape: Q_EMIT crosshair_moved(std::nullopt); return;
    case Qt::Key_Plus:
    case Qt::Key_Minus: {
        remember_view();
        const double factor = event->key() == Qt::Key_Plus ? 0.7 : 1 / 0.7;
        plot_->xAxis->scaleRange(factor);
        set_following(false);
        touch();
        Q_EMIT keys_zoomed(key_range(), true);
        return;
    }
    default: QFrame::keyPressEvent(event);
    }
}

} // namespace loom
