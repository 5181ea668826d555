#pragma once
#include <QPainterPath>
#include <QRectF>

#include <functional>
#include <optional>

namespace loom {

/// The way of a right-angled wire: right out of the source, along a gutter between rows, down or up, into the target.
struct Bends {
    QPointF from, to;
    double out_x = 0, gutter_y = 0, in_x = 0;
    /// A second gutter, with the x at which the wire goes from the first to it.
    std::optional<QPointF> second = {};
};

/// A wire between ports at `from` and `to` of nodes at `source` and `target`; `blocked` tells whether a node lies in a
/// rectangle. Nothing: a curve does.
std::optional<Bends> bends_between(QPointF from, QPointF to, const QRectF& source, const QRectF& target,
                                   const std::function<bool(const QRectF&)>& blocked);
QPainterPath bent_path(const Bends&);
QPainterPath curved_path(QPointF from, QPointF to);

} // namespace loom
