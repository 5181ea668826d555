#include "canvas/routing.h"

#include "canvas/measures.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

constexpr double stub = 20, off = row_gap / 2; // Out of a port; between a row and the middle of its gutter.
constexpr double air = 6;                      // Between a wire and a node that it passes.
constexpr double around = 16, reach = 320;     // From the nodes that are passed; how far one looks for a way.

double handle_of(QPointF from, QPointF to)
{
    return std::max(40.0, std::abs(to.x() - from.x()) / 2);
}

/// Whether a curve passes all nodes, and, if asked, all frames.
bool curve_free(QPointF from, QPointF to, const Obstacles& obstacles, bool frames)
{
    if (to.x() - from.x() <= column_gap + 8) // Nothing fits between.
        return true;
    constexpr int parts = 16;
    const double handle = handle_of(from, to);
    QPointF last = from;
    for (int i = 1; i <= parts; ++i) {
        const double t = double(i) / parts, u = 1 - t;
        const QPointF now = from * (u * u * u) + (from + QPointF(handle, 0)) * (3 * u * u * t) +
                            (to - QPointF(handle, 0)) * (3 * u * t * t) + to * (t * t * t);
        QRectF area = QRectF(last, now).normalized().adjusted(0, -4, 0, 4);
        // Not the two nodes themselves.
        area.setLeft(std::max(area.left(), from.x() + 1));
        area.setRight(std::min(area.right(), to.x() - 1));
        if (frames ? std::ranges::any_of(obstacles.foreign_frames, [&](const QRectF& frame) { return frame.intersects(area); }) : obstacles.blocked(area))
            return false;
        last = now;
    }
    return true;
}

class Router {
public:
    Router(QPointF from, QPointF to, const QRectF& source, const QRectF& target, const Obstacles& obstacles)
        : from_(from), to_(to), source_(source), target_(target), obstacles_(obstacles), out_(from.x() + stub),
          in_(to.x() - stub), below_(target.top() >= source.bottom() + 16), above_(target.bottom() <= source.top() - 16)
    {
    }

    /// `frames`: those are in the way too.
    std::optional<Corners> past_all(bool frames)
    {
        frames_ = frames;
        if (const auto y = gutter())
            return Corners{from_, {out_, from_.y()}, {out_, *y}, {in_, *y}, {in_, to_.y()}, to_};
        return two_gutters();
    }

    /// Through what is in the way.
    Corners straight_on() const
    {
        const double y = below_ ? source_.bottom() + off
                         : above_ ? source_.top() - off
                         : to_.x() > from_.x() ? std::min(source_.top(), target_.top()) - stub
                                               : std::max(source_.bottom(), target_.bottom()) + stub;
        return {from_, {out_, from_.y()}, {out_, y}, {in_, y}, {in_, to_.y()}, to_};
    }

private:
    bool level(double y, double a, double b) const
    {
        return !obstacles_.blocked(QRectF(QPointF(std::min(a, b) - air, y - air), QPointF(std::max(a, b) + air, y + air))) &&
               !(frames_ && obstacles_.at_frame({a, y}, {b, y}));
    }
    bool upright(double x, double a, double b) const
    {
        return !obstacles_.blocked(QRectF(QPointF(x - air, std::min(a, b)), QPointF(x + air, std::max(a, b)))) &&
               !(frames_ && obstacles_.at_frame({x, a}, {x, b}));
    }

    std::vector<double> edges(const QRectF& area, bool of_rows) const
    {
        std::vector<double> found;
        obstacles_.each(area, [&](const QRectF& r) {
            found.push_back((of_rows ? r.top() : r.left()) - around);
            found.push_back((of_rows ? r.bottom() : r.right()) + around);
        });
        if (frames_)
            for (const auto* frames : {&obstacles_.foreign_frames, &obstacles_.own_frames})
                for (const QRectF& r : *frames) {
                    if (!r.intersects(area))
                        continue;
                    found.push_back((of_rows ? r.top() : r.left()) - frame_air);
                    found.push_back((of_rows ? r.bottom() : r.right()) + frame_air);
                }
        return found;
    }

    /// Where a wire with one level stretch between the ports' own goes.
    std::optional<double> gutter() const
    {
        const auto free = [&](double y) {
            return level(y, out_, in_) && upright(out_, from_.y(), y) && upright(in_, y, to_.y());
        };
        std::vector<double> first;
        if (below_)
            first = {source_.bottom() + off, target_.top() - off, (source_.bottom() + target_.top()) / 2};
        else if (above_)
            first = {source_.top() - off, target_.bottom() + off, (source_.top() + target_.bottom()) / 2};
        for (double y : first)
            if ((!below_ || (y > source_.bottom() && y < target_.top())) && (!above_ || (y < source_.top() && y > target_.bottom())) && free(y))
                return y;
        const double left = std::min(out_, in_), right = std::max(out_, in_);
        const double top = std::min(from_.y(), to_.y()), bottom = std::max(from_.y(), to_.y());
        std::vector<double> ys = edges({QPointF(left - air, top - reach), QPointF(right + air, bottom + reach)}, true);
        for (const QRectF& own : {source_, target_}) {
            ys.push_back(own.top() - stub);
            ys.push_back(own.bottom() + stub);
        }
        // Forward rather over a row, back rather under it.
        const bool forward = in_ > out_;
        const auto cost = [&](double y) {
            return std::abs(y - from_.y()) + std::abs(y - to_.y()) + ((y > bottom && forward) || (y < top && !forward) ? 96 : 0);
        };
        std::ranges::sort(ys, {}, [&](double y) { return std::pair(cost(y), y); });
        ys.erase(std::ranges::unique(ys).begin(), ys.end());
        for (double y : ys)
            if (free(y))
                return y;
        return {};
    }

    /// Along a gutter at the source, upright past everything, along a gutter at the target.
    std::optional<Corners> two_gutters() const
    {
        const double leave[] = {source_.bottom() + off, source_.top() - off, source_.bottom() + around, source_.top() - around};
        const double arrive[] = {target_.top() - off, target_.bottom() + off, target_.top() - around, target_.bottom() + around};
        const QRectF whole = source_ | target_;
        std::vector<double> xs = edges(whole.adjusted(-reach, -reach, reach, reach), false);
        const auto cost = [&](double x) { return std::abs(x - out_) + std::abs(x - in_); };
        std::ranges::sort(xs, {}, [&](double x) { return std::pair(cost(x), x); });
        xs.erase(std::ranges::unique(xs).begin(), xs.end());
        for (double a : leave) {
            if (!upright(out_, from_.y(), a))
                continue;
            for (double b : arrive) {
                if (!upright(in_, b, to_.y()))
                    continue;
                for (double x : xs)
                    if (level(a, out_, x) && upright(x, a, b) && level(b, x, in_))
                        return Corners{from_, {out_, from_.y()}, {out_, a}, {x, a}, {x, b}, {in_, b}, {in_, to_.y()}, to_};
            }
        }
        return {};
    }

    QPointF from_, to_;
    QRectF source_, target_;
    const Obstacles& obstacles_;
    double out_, in_;
    bool below_, above_, frames_ = false;
};

} // namespace

bool Obstacles::at_frame(QPointF a, QPointF b) const
{
    const bool level = a.y() == b.y();
    const auto [left, right] = std::minmax({a.x(), b.x()});
    const auto [top, bottom] = std::minmax({a.y(), b.y()});
    const auto meets = [&](const QRectF& r) { return left < r.right() && right > r.left() && top < r.bottom() && bottom > r.top(); };
    const auto near = [](const QRectF& r) { return r.adjusted(-frame_air, -frame_air, frame_air, frame_air); };
    if (std::ranges::any_of(foreign_frames, [&](const QRectF& r) { return meets(near(r)); }))
        return true;
    // Into its own frames it goes straight across the edge, never along it.
    return std::ranges::any_of(own_frames, [&](const QRectF& r) {
        if (level)
            return left < r.right() && right > r.left() && ((top > r.top() - frame_air && top <= r.top()) || (top >= r.bottom() && top < r.bottom() + frame_air));
        return top < r.bottom() && bottom > r.top() && ((left > r.left() - frame_air && left <= r.left()) || (left >= r.right() && left < r.right() + frame_air));
    });
}

QPainterPath curved_path(QPointF from, QPointF to)
{
    const double handle = handle_of(from, to);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(handle, 0), to - QPointF(handle, 0), to);
    return path;
}

std::optional<Corners> corners_between(QPointF from, QPointF to, const QRectF& source, const QRectF& target,
                                       const Obstacles& obstacles)
{
    const bool curve = to.x() - from.x() >= 24 && curve_free(from, to, obstacles, false);
    const bool framed = !obstacles.foreign_frames.empty() || !obstacles.own_frames.empty();
    if (curve && (!framed || curve_free(from, to, obstacles, true)))
        return {};
    Router router(from, to, source, target, obstacles);
    if (framed)
        if (auto way = router.past_all(true))
            return way;
    if (curve)
        return {};
    if (auto way = router.past_all(false))
        return way;
    return router.straight_on();
}

QPainterPath bent_path(const Corners& points)
{
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
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
    path.lineTo(points.back());
    return path;
}

// ---- Lanes ----------------------------------------------------------------------------------------------------------

bool Lanes::taken(bool level, const Stretch& s) const
{
    constexpr double least = 5; // Between two wires.
    const int cell = int(std::floor(s.at / side));
    for (int near = cell - 1; near <= cell + 1; ++near)
        if (const auto found = stretches_.find({level, near}); found != stretches_.end())
            for (const Stretch& other : found->second)
                if (other.source != s.source && std::abs(other.at - s.at) < least && other.from < s.to + least &&
                    s.from < other.to + least)
                    return true;
    return false;
}

void Lanes::settle(Corners& points, int source, const Obstacles& obstacles)
{
    const auto is_level = [&](std::size_t i) { return i % 2 == 0; }; // They take turns.
    const auto stretch = [&](std::size_t i) {
        const QPointF a = points[i], b = points[i + 1];
        return is_level(i) ? Stretch{a.y(), std::min(a.x(), b.x()), std::max(a.x(), b.x()), source}
                           : Stretch{a.x(), std::min(a.y(), b.y()), std::max(a.y(), b.y()), source};
    };
    const auto blocked = [&](std::size_t i) {
        return obstacles.blocked(QRectF(points[i], points[i + 1]).normalized().adjusted(-3, -3, 3, 3));
    };
    const auto at_frame = [&](std::size_t i) { return obstacles.at_frame(points[i], points[i + 1]); };
    const auto shift = [&](std::size_t i, double by) {
        for (QPointF* p : {&points[i], &points[i + 1]})
            is_level(i) ? p->ry() += by : p->rx() += by;
    };
    const auto end = points.size() - 1;
    const auto leaves_stubs = [&] {
        return points[1].x() >= points[0].x() + air && points[end - 1].x() <= points[end].x() - air;
    };
    // The gutters first: what is upright reaches from one to the next.
    for (const bool level : {true, false})
        for (std::size_t i = 1; i + 1 < end; ++i) {
            if (is_level(i) != level)
                continue;
            const bool was_blocked = blocked(i), was_at_frame = at_frame(i);
            if (taken(level, stretch(i)) && !was_blocked) {
                const double step = level ? 10 : 7;
                bool found = false;
                for (int k = 1; k <= 24 && !found; ++k)
                    for (const double by : {-step * k, step * k}) {
                        shift(i, by);
                        const bool touches = blocked(i) || (i > 1 && blocked(i - 1)) || (i + 2 < end && blocked(i + 1)) || (!was_at_frame && at_frame(i));
                        found = !touches && leaves_stubs() && !taken(level, stretch(i));
                        if (found)
                            break;
                        shift(i, -by);
                    }
            }
            const Stretch s = stretch(i);
            stretches_[{level, int(std::floor(s.at / side))}].push_back(s);
        }
}

} // namespace loom
