#include "canvas/sketch.h"

#include "canvas/scene.h"

#include <QPainter>

#include <algorithm>

namespace loom {

GraphSketch::GraphSketch(const Document& document, const Analysis& analysis)
{
    Scene scene;
    scene.build(document, analysis);
    bounds_ = scene.bounds();
    for (const Box& box : scene.boxes())
        boxes_.push_back({box.rect, box.type->category, box.node.type == unit_type});
    for (const Wire& wire : scene.wires()) {
        wires_.push_back(wire.path);
        bounds_ |= wire.bounds;
    }
}

void GraphSketch::paint(QPainter& painter, const QRectF& room, const Theme& t) const
{
    if (bounds_.isEmpty())
        return;
    constexpr double largest = 0.4;
    const double scale = std::min({largest, room.width() / bounds_.width(), room.height() / bounds_.height()});
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(room.center());
    painter.scale(scale, scale);
    painter.translate(-bounds_.center());
    QPen line(t.edge, 1);
    line.setCosmetic(true);
    painter.setPen(line);
    painter.setBrush(Qt::NoBrush);
    for (const QPainterPath& wire : wires_)
        painter.drawPath(wire);
    // At least this large on the screen.
    const double least = 5 / scale;
    for (const Block& block : boxes_) {
        QRectF rect(QPointF(), block.rect.size().expandedTo(QSizeF(least, least)));
        rect.moveCenter(block.rect.center());
        const double radius = std::min(rect.height() / 4, 8.0 / scale);
        QPen edge(t.category(block.category), 1);
        edge.setCosmetic(true);
        painter.setPen(edge);
        painter.setBrush(mixed(t.category(block.category), t.surface, 0.35));
        if (block.unit) // As on the canvas: with a second edge.
            painter.drawRoundedRect(rect.translated(2 / scale, 2 / scale), radius, radius);
        painter.drawRoundedRect(rect, radius, radius);
    }
    painter.restore();
}

} // namespace loom
