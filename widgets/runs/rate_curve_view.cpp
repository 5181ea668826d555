#include "runs/rate_curve_view.h"

#include "theme/numbers.h"
#include "theme/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace loom {

RateCurveView::RateCurveView()
{
    setFixedHeight(120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RateCurveView::show_curve(const RateCurve& curve)
{
    curve_ = curve;
    tell();
    update();
}

void RateCurveView::tell()
{
    setAccessibleName(tr("Loss over the learning rates that were tried"));
    setAccessibleDescription(curve_.suggested ? tr("%1 is suggested.").arg(measure_text(*curve_.suggested)) : tr("None is suggested."));
}

QRectF RateCurveView::field() const
{
    const int line = QFontMetrics(number_font(FontRole::Caption)).height();
    return QRectF(rect()).adjusted(8, line + 6, -8, -line - 6);
}

std::pair<double, double> RateCurveView::range() const
{
    double low = INFINITY, high = -INFINITY;
    for (const double v : curve_.smoothed)
        if (std::isfinite(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    if (!curve_.smoothed.empty() && std::isfinite(curve_.smoothed.front())) // Where it goes astray it may rise to anything.
        high = std::min(high, low + 1.5 * std::max(curve_.smoothed.front() - low, 1e-9));
    return {low, std::max(high, low + 1e-9)};
}

double RateCurveView::place_of(double rate) const
{
    const QRectF f = field();
    const double from = std::log(curve_.rate.front()), to = std::log(curve_.rate.back());
    return f.left() + f.width() * (to > from ? (std::log(rate) - from) / (to - from) : 0);
}

void RateCurveView::paint_curve(QPainter& p, const QRectF& f, const std::vector<double>& losses) const
{
    const auto [low, high] = range();
    QPainterPath path;
    bool on = false;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (!std::isfinite(losses[i])) {
            on = false;
            continue;
        }
        const QPointF at(place_of(curve_.rate[i]), f.bottom() - f.height() * std::min(2.0, (losses[i] - low) / (high - low)));
        on ? path.lineTo(at) : path.moveTo(at);
        on = true;
    }
    p.drawPath(path);
}

void RateCurveView::paintEvent(QPaintEvent*)
{
    if (curve_.rate.size() < 2)
        return;
    const Theme& t = theme();
    const QRectF f = field();
    const auto [low, high] = range();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setFont(number_font(FontRole::Caption));
    p.setPen(t.text2);
    const QRectF above(f.left(), 2, f.width(), f.top() - 4), below(f.left(), f.bottom() + 4, f.width(), height() - f.bottom() - 4);
    p.drawText(above, Qt::AlignLeft | Qt::AlignTop, tr("loss %1").arg(measure_text(high)));
    p.drawText(below, Qt::AlignLeft | Qt::AlignTop, axis_number(curve_.rate.front(), 0));
    p.drawText(below, Qt::AlignRight | Qt::AlignTop, axis_number(curve_.rate.back(), 0));
    p.drawText(below, Qt::AlignHCenter | Qt::AlignTop, tr("learning rate, log"));
    p.setPen(QPen(t.grid, 1));
    p.drawLine(f.bottomLeft(), f.bottomRight());
    p.drawLine(f.topLeft(), f.topRight());
    p.save();
    p.setClipRect(f.adjusted(-2, -2, 2, 2));
    QColor faint = t.accent;
    faint.setAlphaF(0.3f);
    p.setPen(QPen(faint, 1));
    paint_curve(p, f, curve_.loss);
    p.setPen(QPen(t.accent, 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    paint_curve(p, f, curve_.smoothed);
    p.restore();
    if (!curve_.suggested)
        return;
    const double x = place_of(*curve_.suggested);
    p.setPen(QPen(t.text3, 1, Qt::DashLine));
    p.drawLine(QPointF(x, f.top()), QPointF(x, f.bottom()));
    p.setPen(Qt::NoPen);
    p.setBrush(t.accent);
    p.drawPolygon(QPolygonF({{x - 4, f.top() - 6}, {x + 4, f.top() - 6}, {x, f.top()}}));
}

bool RateCurveView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && curve_.rate.size() >= 2) {
        const auto* help = static_cast<QHelpEvent*>(event);
        std::size_t near = 0;
        for (std::size_t i = 0; i < curve_.rate.size(); ++i)
            if (std::abs(place_of(curve_.rate[i]) - help->pos().x()) < std::abs(place_of(curve_.rate[near]) - help->pos().x()))
                near = i;
        QToolTip::showText(help->globalPos(), tr("Learning rate %1: loss %2").arg(measure_text(curve_.rate[near]), measure_text(curve_.loss[near])), this);
        return true;
    }
    return QWidget::event(event);
}

void RateCurveView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        tell();
    QWidget::changeEvent(event);
}

} // namespace loom
