#include "theme/marks.h"

#include <QPainter>

namespace loom {

void paint_mark(QPainter& p, int series, QPointF c, const Theme& theme)
{
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    const QColor colour = theme.series(series);
    p.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
    p.setBrush(series >= 6 ? colour : theme.surface);
    switch (series % 6) {
    case 0: p.drawEllipse(c, 3.5, 3.5); break;
    case 1: p.drawRect(QRectF(c.x() - 3.5, c.y() - 3.5, 7, 7)); break;
    case 2: p.drawPolygon(QPolygonF{{c.x(), c.y() - 4}, {c.x() + 4.5, c.y() + 3.5}, {c.x() - 4.5, c.y() + 3.5}}); break;
    case 3: p.drawPolygon(QPolygonF{{c.x(), c.y() - 4.5}, {c.x() + 4.5, c.y()}, {c.x(), c.y() + 4.5}, {c.x() - 4.5, c.y()}}); break;
    case 4:
        p.drawLine(c + QPointF(-3.5, -3.5), c + QPointF(3.5, 3.5));
        p.drawLine(c + QPointF(-3.5, 3.5), c + QPointF(3.5, -3.5));
        break;
    default:
        p.drawLine(c + QPointF(-4.5, 0), c + QPointF(4.5, 0));
        p.drawLine(c + QPointF(0, -4.5), c + QPointF(0, 4.5));
    }
    p.restore();
}

} // namespace loom
