#include "plots/plot_group.h"

#include "plots/plot_view.h"

namespace loom {

PlotGroup::PlotGroup(QObject* parent) : QObject(parent)
{
    timer_.setSingleShot(true);
    timer_.setInterval(33);
    connect(&timer_, &QTimer::timeout, this, &PlotGroup::flush);
}

void PlotGroup::add(PlotView* view)
{
    views_.append(view);
    connect(view, &QObject::destroyed, this, [this, view] { views_.removeOne(view); });
    connect(view, &PlotView::touched, this, [this] {
        if (!timer_.isActive())
            timer_.start();
    });
    connect(view, &PlotView::crosshair_moved, this, [this, view](std::optional<double> x) {
        for (PlotView* other : std::as_const(views_))
            other->show_crosshair(x, other == view);
    });
    share_zoom(view);
    timer_.start();
}

void PlotGroup::share_zoom(PlotView* view)
{
    const auto others = [this, view](const auto& change) {
        for (PlotView* other : std::as_const(views_))
            if (other != view)
                change(*other);
    };
    connect(view, &PlotView::keys_zoomed, this,
            [others](const QCPRange& keys, bool step) { others([&](PlotView& other) { other.share_keys(keys, step); }); });
    connect(view, &PlotView::went_back, this, [others] { others([](PlotView& other) { other.share_back(); }); });
    connect(view, &PlotView::followed, this, [others] { others([](PlotView& other) { other.share_follow(); }); });
}

void PlotGroup::align(const QList<PlotView*>& column)
{
    if (column.isEmpty())
        return;
    auto* margins = new QCPMarginGroup(column.first()->plot());
    for (PlotView* view : column)
        view->plot()->axisRect()->setMarginGroup(QCP::msLeft, margins);
}

void PlotGroup::set_hidden(const QSet<QString>& runs)
{
    for (PlotView* view : std::as_const(views_))
        view->set_hidden(runs);
}

void PlotGroup::flush()
{
    for (PlotView* view : std::as_const(views_))
        if (view->isVisible())
            view->flush();
}

} // namespace loom
