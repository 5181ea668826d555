#include "evaluate/scatter_view.h"

#include "theme/numbers.h"
#include "theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace loom {

ScatterView::ScatterView()
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Predicted against true"));
}

void ScatterView::set_dots(std::vector<Dot> dots)
{
    dots_ = std::move(dots);
    chosen_ = -1;
    low_ = dots_.empty() ? 0 : INFINITY;
    high_ = dots_.empty() ? 1 : -INFINITY;
    for (const Dot& d : dots_) {
        low_ = std::min({low_, d.truth, d.predicted});
        high_ = std::max({high_, d.truth, d.predicted});
    }
    const double room = high_ > low_ ? (high_ - low_) * 0.05 : 1;
    low_ -= room;
    high_ += room;
    update();
}

QRectF ScatterView::area() const
{
    const QFontMetrics metrics(number_font(FontRole::Caption));
    return QRectF(rect()).adjusted(metrics.horizontalAdvance(QStringLiteral("0,000,000")), metrics.height() + 6, -16, -2 * metrics.height() - 10);
}

QPointF ScatterView::place(const Dot& d) const
{
    const QRectF r = area();
    return {r.left() + (d.truth - low_) / (high_ - low_) * r.width(), r.bottom() - (d.predicted - low_) / (high_ - low_) * r.height()};
}

void ScatterView::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF r = area();
    p.setFont(number_font(FontRole::Caption));
    const double line = p.fontMetrics().height();
    // Steps of 1, 2 or 5.
    const double rough = (high_ - low_) / 5, power = std::pow(10, std::floor(std::log10(rough))), m = rough / power;
    const double step = (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10) * power;
    for (double k = std::ceil(low_ / step); k * step <= high_; ++k) {
        const double v = std::abs(k * step) < step * 1e-6 ? 0 : k * step;
        const double x = r.left() + (v - low_) / (high_ - low_) * r.width(), y = r.bottom() - (v - low_) / (high_ - low_) * r.height();
        p.setPen(QPen(t.grid, 1));
        p.drawLine(QPointF(r.left(), y), QPointF(r.right(), y));
        p.setPen(t.text3);
        const QString text = axis_number(v, step >= 1 ? 0 : int(std::ceil(-std::log10(step) - 1e-9)));
        p.drawText(QRectF(0, y - line / 2, r.left() - 6, line), Qt::AlignRight | Qt::AlignVCenter, text);
        p.drawText(QRectF(x - 60, r.bottom() + 4, 120, line), Qt::AlignCenter, text);
    }
    p.setPen(QPen(t.edge, 1));
    p.drawLine(r.bottomLeft(), r.bottomRight());
    p.setPen(t.text3);
    p.setFont(loom::font(FontRole::Caption));
    p.drawText(QRectF(r.left(), r.bottom() + 4 + line, r.width(), line), Qt::AlignRight, tr("true"));
    p.drawText(QRectF(4, 0, width(), line), Qt::AlignLeft, tr("predicted"));
    QPen right(t.text3, 1, Qt::CustomDashLine);
    right.setDashPattern({4, 3});
    p.setPen(right);
    p.drawLine(r.bottomLeft(), r.topRight());
    QColor fill = t.s1;
    fill.setAlphaF(dots_.size() > 2000 ? 0.25f : 0.55f);
    p.setPen(Qt::NoPen);
    p.setBrush(fill);
    const double radius = dots_.size() > 2000 ? 2 : 3;
    for (const Dot& d : dots_)
        p.drawEllipse(place(d), radius, radius);
    if (chosen_ >= 0) {
        p.setPen(QPen(t.accent, 2.5));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(place(dots_[std::size_t(chosen_)]), 7, 7);
    }
}

void ScatterView::mousePressEvent(QMouseEvent* event)
{
    double best = 16 * 16;
    int found = -1;
    for (std::size_t i = 0; i < dots_.size(); ++i) {
        const QPointF d = place(dots_[i]) - event->position();
        if (const double far = d.x() * d.x() + d.y() * d.y(); far < best) {
            best = far;
            found = int(i);
        }
    }
    if (found >= 0) {
        chosen_ = found;
        update();
        Q_EMIT dot_chosen(found);
    }
}

void ScatterView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Predicted against true"));
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace loom
