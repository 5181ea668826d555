#pragma once
#include <QPainterPath>
#include <QRectF>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace loom {

/// What stands in the way of wires.
struct Obstacles {
    /// Whether a node lies in a rectangle.
    std::function<bool(const QRectF&)> blocked;
    /// Calls for each node that lies in it.
    std::function<void(const QRectF&, const std::function<void(const QRectF&)>&)> each;
    /// Frames that the wire has nothing to do with, and those that it begins or ends in. Where it can, it keeps
    /// `frame_air` from the outside of both.
    std::vector<QRectF> foreign_frames = {}, own_frames = {};

    /// Whether a stretch comes too near to a frame.
    bool at_frame(QPointF, QPointF) const;
};
/// Between a wire and a frame beside it.
inline constexpr double frame_air = 12;

/// The corners of a right-angled wire, its ends among them: level out of the source, upright, level along a gutter, …,
/// upright, level into the target.
using Corners = std::vector<QPointF>;

/// A wire between ports at `from` and `to` of nodes at `source` and `target`, past all nodes where there is such a way.
/// Nothing: a curve does.
std::optional<Corners> corners_between(QPointF from, QPointF to, const QRectF& source, const QRectF& target,
                                       const Obstacles&);
QPainterPath bent_path(const Corners&);
QPainterPath curved_path(QPointF from, QPointF to);

/// Which stretches wires take already, so that those of different sources lie beside each other, not on each other.
class Lanes {
public:
    /// Moves the inner stretches of a wire to where they are free, and takes them.
    void settle(Corners&, int source, const Obstacles&);

private:
    struct Stretch {
        double at, from, to; // Level: y, and x from … to; upright: the other way round.
        int source;
    };
    static constexpr double side = 64;
    bool taken(bool level, const Stretch&) const;
    std::map<std::pair<bool, int>, std::vector<Stretch>> stretches_;
};

} // namespace loom
