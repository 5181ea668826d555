#pragma once
#include "plots/plot_view.h"

namespace loom {

/// Crosshair and tip over the plot: moving them redraws no curve.
class PlotOverlay : public QWidget {
public:
    explicit PlotOverlay(PlotView* view) : QWidget(view->plot()), view_(view)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
    }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    PlotView* view_;
};

} // namespace loom
