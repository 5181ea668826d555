#pragma once
#include "train/rate_finder.h"

#include <QWidget>

namespace loom {

/// The loss over the learning rates that were tried, on a logarithmic axis, with a line at the one that is suggested.
class RateCurveView : public QWidget {
    Q_OBJECT
public:
    RateCurveView();
    void show_curve(const RateCurve&);
    const RateCurve& curve() const { return curve_; }
    /// Where a rate stands, in pixels; of one between the first and the last that were tried.
    double place_of(double rate) const;

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void tell();
    QRectF field() const;
    /// What stands at the lower and the upper edge: the loss as it was smoothed, where it has not gone astray.
    std::pair<double, double> range() const;
    void paint_curve(QPainter&, const QRectF& field, const std::vector<double>& losses) const;

    RateCurve curve_;
};

} // namespace loom
