#include "datasets/points_view.h"
#include "datasets/axes.h"
#include "datasets/table_view.h"
#include "theme/controls.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr double radius = 2.5;

int caption()
{
    return line_height(FontRole::Caption);
}

/// A little room at both ends, so that no point lies on an edge.
std::pair<double, double> ends(const std::vector<double>& values)
{
    if (values.empty())
        return {0, 1};
    const auto [least, largest] = std::ranges::minmax(values);
    const double room = std::max(largest > least ? (largest - least) * 0.03 : 0.5, std::max(std::abs(least), std::abs(largest)) * 1e-12);
    return {least - room, largest + room};
}

QString text_of(const Column& axis, double v)
{
    if (const auto* codes = std::get_if<Codes>(&axis.cells)) {
        const auto at = std::size_t(std::clamp<double>(std::round(v), 0, double(codes->names.size()) - 1));
        return QString::fromStdString(codes->names[at]);
    }
    return value_text(axis, v, axis.type == ColumnType::Integer ? 0 : 3);
}

} // namespace

PointsView::PointsView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
}

void PointsView::set_points(Points points)
{
    points_ = std::move(points);
    std::tie(left_, right_) = ends(points_.x);
    std::tie(bottom_, top_) = ends(points_.y);
    picture_ = {};
    hovered_.reset();
    setAccessibleName(tr("%1 points: %2 across, %3 up")
                          .arg(points_.x.size())
                          .arg(QString::fromStdString(points_.x_axis.name), QString::fromStdString(points_.y_axis.name)));
    update();
}

QRect PointsView::room_for_points() const
{
    const QFontMetrics m(number_font(FontRole::Caption));
    int widest = 24;
    for (const AxisMark& mark : axis_marks(points_.y_axis, bottom_, top_, height() - 40, 40))
        widest = std::max(widest, std::min(96, m.horizontalAdvance(mark.text)));
    return QRect(QPoint(widest + 10, caption() + 4), QPoint(width() - 8, height() - caption() - 10));
}

QPointF PointsView::place(std::size_t i) const
{
    const QRect& r = plot_;
    return {r.left() + (points_.x[i] - left_) / (right_ - left_) * r.width(), r.bottom() - (points_.y[i] - bottom_) / (top_ - bottom_) * r.height()};
}

void PointsView::paint_point(QPainter& p, std::size_t i) const
{
    const Theme& t = theme();
    const QPointF at = place(i);
    const float value = points_.colour.empty() ? 0 : points_.colour[i];
    const bool classes = !points_.classes.empty();
    QColor colour = classes ? (value < 0 ? t.text3 : t.series(int(value))) : points_.colour.empty() ? t.s1 : t.heat(double(value));
    colour.setAlphaF(0.75f);
    p.setBrush(colour);
    switch (classes ? int(value) : 0) {
    case 1: {
        const QPointF corners[] = {at + QPointF(0, -3.4), at + QPointF(3.2, 2.6), at + QPointF(-3.2, 2.6)};
        p.drawPolygon(corners, 3);
        break;
    }
    case 2: p.drawRect(QRectF(at.x() - 2.3, at.y() - 2.3, 4.6, 4.6)); break;
    case 3: {
        const QPointF corners[] = {at + QPointF(0, -3.4), at + QPointF(3.4, 0), at + QPointF(0, 3.4), at + QPointF(-3.4, 0)};
        p.drawPolygon(corners, 4);
        break;
    }
    case 4: p.drawRect(QRectF(at.x() - 3.2, at.y() - 1.2, 6.4, 2.4)); break;
    case 5: p.drawRect(QRectF(at.x() - 1.2, at.y() - 3.2, 2.4, 6.4)); break;
    default: p.drawEllipse(at, radius, radius);
    }
}

void PointsView::draw()
{
    picture_ = QPixmap(size() * devicePixelRatioF());
    picture_.setDevicePixelRatio(devicePixelRatioF());
    plot_ = room_for_points();
    const Theme& t = theme();
    picture_.fill(t.surface);
    QPainter p(&picture_);
    const QRect& r = plot_;
    p.setFont(number_font(FontRole::Caption));
    const auto across = [&](double v) { return r.left() + (v - left_) / (right_ - left_) * r.width(); };
    const auto up = [&](double v) { return r.bottom() - (v - bottom_) / (top_ - bottom_) * r.height(); };
    for (const AxisMark& mark : axis_marks(points_.y_axis, bottom_, top_, r.height(), 40)) {
        const double y = up(mark.value);
        p.setPen(t.grid);
        p.drawLine(QPointF(r.left(), y), QPointF(r.right(), y));
        p.setPen(t.text3);
        p.drawText(QRectF(0, y - caption() / 2.0, r.left() - 6, caption()), Qt::AlignRight | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(mark.text, Qt::ElideRight, r.left() - 6));
    }
    p.setPen(t.edge);
    p.drawLine(r.bottomLeft(), r.bottomRight());
    p.setPen(t.text3);
    for (const AxisMark& mark : axis_marks(points_.x_axis, left_, right_, r.width(), 80)) {
        const double x = across(mark.value), half = std::min({40.0, x, width() - x});
        p.drawText(QRectF(x - half, r.bottom() + 4, 2 * half, caption()), Qt::AlignHCenter | Qt::AlignVCenter,
                   p.fontMetrics().elidedText(mark.text, Qt::ElideRight, int(2 * half)));
    }
    p.setFont(loom::font(FontRole::Caption));
    const QString title = tr("%1 (across) and %2").arg(QString::fromStdString(points_.x_axis.name), QString::fromStdString(points_.y_axis.name));
    p.drawText(QRect(r.left(), 0, r.width(), caption()), Qt::AlignLeft | Qt::AlignVCenter, p.fontMetrics().elidedText(title, Qt::ElideRight, r.width()));
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < points_.x.size(); ++i)
        paint_point(p, i);
}

void PointsView::paintEvent(QPaintEvent*)
{
    if (picture_.isNull() || picture_.devicePixelRatio() != devicePixelRatioF())
        draw();
    QPainter p(this);
    p.drawPixmap(0, 0, picture_);
    if (hovered_) {
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(QPen(theme().text, 1.5));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(place(*hovered_), 5, 5);
    }
}

std::optional<std::size_t> PointsView::nearest(QPointF at) const
{
    std::optional<std::size_t> best;
    double least = 8 * 8;
    for (std::size_t i = 0; i < points_.x.size(); ++i) {
        const QPointF apart = place(i) - at;
        if (const double d = QPointF::dotProduct(apart, apart); d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

void PointsView::mouseMoveEvent(QMouseEvent* event)
{
    const auto before = std::exchange(hovered_, nearest(event->position()));
    if (before == hovered_)
        return;
    update();
    if (!hovered_)
        return QToolTip::hideText();
    const std::size_t i = *hovered_;
    QString tip = tr("Row %1").arg(points_.rows[i] + 1);
    for (const auto& [axis, v] : {std::pair(&points_.x_axis, points_.x[i]), {&points_.y_axis, points_.y[i]}})
        tip += QStringLiteral("\n%1: %2").arg(QString::fromStdString(axis->name), text_of(*axis, v));
    if (!points_.classes.empty() && points_.colour[i] >= 0)
        tip += QLatin1Char('\n') + points_.classes[int(points_.colour[i])];
    QToolTip::showText(event->globalPosition().toPoint(), tip, this);
}

void PointsView::mousePressEvent(QMouseEvent* event)
{
    if (const auto i = nearest(event->position()); i && event->button() == Qt::LeftButton)
        Q_EMIT row_chosen(points_.rows[*i]);
}

void PointsView::leaveEvent(QEvent*)
{
    hovered_.reset();
    update();
}

void PointsView::resizeEvent(QResizeEvent*)
{
    picture_ = {};
}

void PointsView::changeEvent(QEvent* event)
{
    picture_ = {};
    QWidget::changeEvent(event);
    update();
}

} // namespace loom
