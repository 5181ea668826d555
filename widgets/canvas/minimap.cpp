#include "canvas/minimap.h"

#include "canvas/canvas.h"

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

QRectF Minimap::world() const
{
    QRectF all = canvas_.scene().bounds() | canvas_.visible_area();
    return all.adjusted(-24, -24, 24, 24);
}

QTransform Minimap::to_map() const
{
    const QRectF w = world();
    const QRectF inner = QRectF(rect()).adjusted(6, 6, -6, -6);
    const double scale = std::min(inner.width() / w.width(), inner.height() / w.height());
    QTransform t;
    t.translate(inner.center().x(), inner.center().y());
    t.scale(scale, scale);
    t.translate(-w.center().x(), -w.center().y());
    return t;
}

void Minimap::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    const QTransform map = to_map();
    if (picture_.isNull() || pictured_ != world()) {
        pictured_ = world();
        picture_ = QPixmap(size() * devicePixelRatioF());
        picture_.setDevicePixelRatio(devicePixelRatioF());
        picture_.fill(Qt::transparent);
        QPainter painter(&picture_);
        for (const Box& box : canvas_.scene().boxes()) {
            QRectF r = map.mapRect(box.rect);
            r.setSize(r.size().expandedTo(QSizeF(1.5, 1.5)));
            const QColor& colour = box.worst == Severity::Error ? t.err : t.category(box.type->category);
            if (r.height() < 6) {
                painter.fillRect(r, mixed(colour, t.surface, 0.55));
                continue;
            }
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(mixed(colour, t.surface, 0.55));
            painter.drawRoundedRect(r, 2, 2);
        }
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.drawPixmap(0, 0, picture_);
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
