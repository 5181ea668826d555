#include "canvas/routing.h"

#include "canvas/measures.h"

#include <QPolygonF>

#include <cmath>

namespace loom {

QPainterPath curved_path(QPointF from, QPointF to)
{
    const double handle = std::max(40.0, std::abs(to.x() - from.x()) / 2);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(handle, 0), to - QPointF(handle, 0), to);
    return path;
}

std::optional<Bends> bends_between(QPointF from, QPointF to, const QRectF& source, const QRectF& target,
                                   const std::function<bool(const QRectF&)>& blocked)
{
    constexpr double stub = 20, off = row_gap / 2;
    const double dx = to.x() - from.x();
    if (dx >= 24) {
        if (dx <= node_width + column_gap)
            return {};
        // A longer way forward is a curve unless a node stands in it.
        constexpr int parts = 8;
        bool free = true;
        for (int i = 0; i < parts && free; ++i) {
            const double t = (i + 0.5) / parts;
            const double y = from.y() + (to.y() - from.y()) * t * t * (3 - 2 * t);
            const double left = from.x() + dx * i / parts + (i == 0 ? 12 : 0);
            const double right = from.x() + dx * (i + 1) / parts - (i == parts - 1 ? 12 : 0);
            free = !blocked(QRectF(QPointF(left, y - 8), QPointF(right, y + 8)));
        }
        if (free)
            return {};
    }
    const bool below = target.top() >= source.bottom() + 16, above = target.bottom() <= source.top() - 16;
    Bends bends{from, to, from.x() + stub, 0, to.x() - stub};
    const auto row_free = [&](double y, double a, double b) {
        return !blocked(QRectF(QPointF(std::min(a, b), y - 6), QPointF(std::max(a, b), y + 6)));
    };
    const auto column_free = [&](double x, double a, double b) {
        return !blocked(QRectF(QPointF(x - 6, std::min(a, b)), QPointF(x + 6, std::max(a, b))));
    };
    if (!below && !above) {
        // The same row: over it when going forward, under it when going back.
        const bool forward = dx > 0;
        double y =
            forward ? std::min(source.top(), target.top()) - 20 : std::max(source.bottom(), target.bottom()) + 20;
        for (int tries = 0; tries < 6 && !row_free(y, bends.out_x, bends.in_x); ++tries)
            y += forward ? -20 : 20;
        bends.gutter_y = y;
        return bends;
    }
    const double near = below ? source.bottom() + off : source.top() - off;
    const double far = below ? target.top() - off : target.bottom() + off;
    if (std::abs(far - near) < 2 * off || (below ? far < near : far > near)) {
        bends.gutter_y = below ? (source.bottom() + target.top()) / 2 : (source.top() + target.bottom()) / 2;
        return bends;
    }
    if (row_free(near, bends.out_x, bends.in_x) && column_free(bends.in_x, near, to.y())) {
        bends.gutter_y = near;
        return bends;
    }
    if (row_free(far, bends.out_x, bends.in_x) && column_free(bends.out_x, from.y(), far)) {
        bends.gutter_y = far;
        return bends;
    }
    // Round the nodes between, on their left.
    double x = std::min(bends.out_x, bends.in_x);
    for (int tries = 0; tries < 12 && !column_free(x, near, far); ++tries)
        x -= (node_width + column_gap) / 2;
    bends.gutter_y = near;
    bends.second = QPointF(x, far);
    return bends;
}

QPainterPath bent_path(const Bends& b)
{
    QPolygonF points{b.from, {b.out_x, b.from.y()}, {b.out_x, b.gutter_y}};
    if (b.second)
        points << QPointF(b.second->x(), b.gutter_y) << *b.second << QPointF(b.in_x, b.second->y());
    else
        points << QPointF(b.in_x, b.gutter_y);
    points << QPointF(b.in_x, b.to.y()) << b.to;
    QPainterPath path(points.first());
    for (qsizetype i = 1; i + 1 < points.size(); ++i) {
        const QPointF in = points[i] - points[i - 1], out = points[i + 1] - points[i];
        const double in_length = in.manhattanLength(), out_length = out.manhattanLength();
        const double r = std::min({measure::radius, in_length / 2, out_length / 2});
        if (r < 0.5) {
            path.lineTo(points[i]);
            continue;
        }
        path.lineTo(points[i] - in * (r / in_length));
        path.quadTo(points[i], points[i] + out * (r / out_length));
    }
    path.lineTo(points.last());
    return path;
}

} // namespace loom
