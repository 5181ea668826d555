#include "evaluate/explain_finder.h"
#include "ir/resample.h"

namespace loom::explaining {

void Finder::visit(const Conv& op)
{
    reason_.kind = Kind::Sum;
    const Shape &x = shape(op.x), &w = shape(op.w);
    const auto group = place_[1] / (w[0] / op.groups);
    const Place at(place_.begin() + 2, place_.end());
    for (std::int64_t c = 0; c < w[1]; ++c)
        each_place(spatial(w), [&](const Place& within) {
            if (const auto from = looked_at(op.window, at, within, spatial(x)))
                term({factor(op.w, element_at(w, joined(place_[1], c, within))),
                      factor(op.x, element_at(x, joined(place_[0], group * w[1] + c, *from)))});
        });
}

void Finder::visit(const ConvBackwardData& op)
{
    reason_.kind = Kind::Sum;
    const Shape &g = shape(op.grad), &w = shape(op.w);
    const auto group = place_[1] / w[1], filters = w[0] / op.groups;
    const Place at(place_.begin() + 2, place_.end());
    for (std::int64_t o = group * filters; o < (group + 1) * filters; ++o)
        each_place(spatial(w), [&](const Place& within) {
            if (const auto from = looked_from(op.window, at, within, spatial(g)))
                term({factor(op.w, element_at(w, joined(o, place_[1] % w[1], within))),
                      factor(op.grad, element_at(g, joined(place_[0], o, *from)))});
        });
}

void Finder::visit(const ConvBackwardWeights& op)
{
    reason_.kind = Kind::Sum;
    const Shape &x = shape(op.x), &g = shape(op.grad), &w = shape(op.out);
    const auto group = place_[0] / (w[0] / op.groups);
    const Place within(place_.begin() + 2, place_.end());
    for (std::int64_t n = 0; n < x[0]; ++n)
        each_place(spatial(g), [&](const Place& at) {
            if (const auto from = looked_at(op.window, at, within, spatial(x)))
                term({factor(op.grad, element_at(g, joined(n, place_[0], at))),
                      factor(op.x, element_at(x, joined(n, group * w[1] + place_[1], *from)))});
        });
}

/// What a window of a pool holds at a place of its result.
std::vector<std::size_t> Finder::pooled(const Window& w, const Shape& x, std::int64_t n, std::int64_t c, const Place& at) const
{
    std::vector<std::size_t> found;
    each_place(w.kernel, [&](const Place& within) {
        if (const auto from = looked_at(w, at, within, spatial(x)))
            found.push_back(element_at(x, joined(n, c, *from)));
    });
    return found;
}

void Finder::visit(const Pool& op)
{
    const auto held = pooled(op.window, shape(op.x), place_[0], place_[1], Place(place_.begin() + 2, place_.end()));
    reason_.kind = op.kind == PoolKind::Max ? Kind::Largest : op.kind == PoolKind::Average ? Kind::Sum : Kind::Formula;
    const double share = op.kind != PoolKind::Average ? 1
                                                      : 1.0 / double(op.count_padding ? count(op.window.kernel) : held.size());
    for (const std::size_t element : held)
        term({factor(op.x, element)}, share);
}

void Finder::visit(const PoolBackward& op)
{
    if (op.kind == PoolKind::Norm)
        return term({factor(op.x, spot_.element)});
    reason_.kind = Kind::Sum;
    const Shape &x = shape(op.x), &g = shape(op.grad);
    const Place at(place_.begin() + 2, place_.end());
    each_place(op.window.kernel, [&](const Place& within) {
        const auto from = looked_from(op.window, at, within, spatial(g));
        if (!from)
            return;
        const auto held = pooled(op.window, x, place_[0], place_[1], *from);
        const std::size_t element = element_at(g, joined(place_[0], place_[1], *from));
        if (op.kind == PoolKind::Average)
            return term({factor(op.grad, element)}, 1.0 / double(op.count_padding ? count(op.window.kernel) : held.size()));
        const auto first = std::ranges::max_element(held, {}, [&](std::size_t e) { return number(op.x, e); });
        if (*first == spot_.element)
            term({factor(op.grad, element)});
    });
}

void Finder::tapped(TensorId from, const std::vector<AxisTaps>& taps)
{
    reason_.kind = Kind::Sum;
    Shape box;
    for (std::size_t i = 0; i < taps.size(); ++i)
        box.push_back(std::int64_t(taps[i][std::size_t(place_[i + 2])].size()));
    each_place(box, [&](const Place& which) {
        Place at{place_[0], place_[1]};
        double weight = 1;
        for (std::size_t i = 0; i < taps.size(); ++i) {
            const Tap& tap = taps[i][std::size_t(place_[i + 2])][std::size_t(which[i])];
            at.push_back(tap.from);
            weight *= tap.weight;
        }
        term({factor(from, element_at(shape(from), at))}, weight);
    });
}

void Finder::visit(const Pad& op) { tapped(op.x, taps_of(op, program_)); }

void Finder::visit(const PadBackward& op) { tapped(op.grad, taps_of(op, program_)); }

void Finder::visit(const Resize& op) { tapped(op.x, taps_of(op, program_)); }

void Finder::visit(const ResizeBackward& op) { tapped(op.grad, taps_of(op, program_)); }

} // namespace loom::explaining
