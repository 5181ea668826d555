#include "canvas/minimap.h"

#include "canvas/canvas.h"
#include "canvas/remark_paint.h"

#include <QMouseEvent>

namespace loom {

Minimap::Minimap(Canvas& canvas) : QWidget(&canvas), canvas_(canvas)
{
    setFixedSize(176, 116);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::NoFocus); // The outline is the way for keys and screen readers.
}

void Minimap::renew()
{
    picture_ = {};
    update();
}

QTransform Minimap::to_map(const QRectF& part) const
{
    const QRectF world = part.adjusted(-24, -24, 24, 24);
    const QRectF inner = QRectF(rect()).adjusted(6, 6, -6, -6);
    const double scale = std::min(inner.width() / world.width(), inner.height() / world.height());
    QTransform t;
    t.translate(inner.center().x(), inner.center().y());
    t.scale(scale, scale);
    t.translate(-world.center().x(), -world.center().y());
    return t;
}

QTransform Minimap::to_map() const
{
    return to_map(canvas_.scene().bounds() | canvas_.visible_area());
}

/// All frames and boxes, as large as they get here; where the view lies beyond them, the picture is drawn smaller, not made anew.
void Minimap::draw_picture()
{
    const Theme& t = theme();
    const QRectF all = canvas_.scene().bounds();
    const QTransform map = to_map(all);
    const QRectF place = map.mapRect(all);
    picture_ = QPixmap((place.size() * devicePixelRatioF()).toSize().expandedTo({1, 1}));
    picture_.setDevicePixelRatio(devicePixelRatioF());
    picture_.fill(Qt::transparent);
    QPainter painter(&picture_);
    painter.translate(-place.topLeft());
    for (const RemarkBox& box : canvas_.scene().remarks())
        if (box.remark.kind == Remark::Kind::Frame)
            paint_far_remark(painter, box, map.mapRect(box.rect), {}, t);
    painter.setPen(Qt::NoPen);
    for (const Box& box : canvas_.scene().boxes()) {
        QRectF r = map.mapRect(box.rect);
        r.setSize(r.size().expandedTo(QSizeF(1.5, 1.5)));
        const QColor colour = mixed(box.worst == Severity::Error ? t.err : t.category(box.type->category), t.surface, 0.55);
        if (r.height() < 6) {
            painter.fillRect(r, colour);
            continue;
        }
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(colour);
        painter.drawRoundedRect(r, 2, 2);
    }
}

void Minimap::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    if (picture_.isNull() || picture_.devicePixelRatio() != devicePixelRatioF())
        draw_picture();
    const QTransform map = to_map();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(map.mapRect(canvas_.scene().bounds()), picture_, QRectF(picture_.rect()));
    QColor fill = t.accent;
    fill.setAlphaF(0.06);
    painter.setPen(QPen(t.accent, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(map.mapRect(canvas_.visible_area()), 2, 2);
}

void Minimap::go(QPointF at)
{
    const QPointF centre = to_map().inverted().map(at);
    canvas_.set_view(centre - QPointF(canvas_.width(), canvas_.height()) / 2 / canvas_.zoom(), canvas_.zoom());
}

void Minimap::mousePressEvent(QMouseEvent* e)
{
    if (e->button() == Qt::LeftButton)
        go(e->position());
}

void Minimap::mouseMoveEvent(QMouseEvent* e)
{
    if (e->buttons() & Qt::LeftButton)
        go(e->position());
}

} // namespace loom
