// Order, type and choice of elements.
#include "engine/reference/store.h"

#include <algorithm>
#include <cmath>

namespace loom::reference {

void apply(Store& s, const Permute& p)
{
    const Shape &shape = s.shape(p.out), &from = s.shape(p.x);
    std::vector<std::size_t> step(shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i)
        step[i] = count(Shape(from.begin() + p.perm[i] + 1, from.end()));
    auto& out = s.at(p.out);
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::size_t place = 0, rest = i;
        for (std::size_t axis = shape.size(); axis-- > 0; rest /= std::size_t(shape[axis]))
            place += rest % std::size_t(shape[axis]) * step[axis];
        out[i] = s.at(p.x)[place];
    }
}

namespace {

/// Towards 0, and inside the type's range.
std::int64_t whole_of(double v, DType type)
{
    const double limit = type == DType::I32 ? 2147483647.0 : 9223372036854774784.0;
    return std::isnan(v) ? 0 : std::int64_t(std::clamp(v, -limit, limit));
}

} // namespace

void apply(Store& s, const Cast& c)
{
    const DType from = s.program.at(c.x).dtype, to = s.program.at(c.out).dtype;
    for (std::size_t i = 0; i < count(s.shape(c.out)); ++i) {
        if (from != DType::F32 && to != DType::F32)
            s.whole(c.out)[i] = to == DType::I32 ? std::int32_t(s.whole(c.x)[i]) : s.whole(c.x)[i];
        else if (from != DType::F32)
            s.at(c.out)[i] = double(s.whole(c.x)[i]);
        else if (to != DType::F32)
            s.whole(c.out)[i] = whole_of(s.at(c.x)[i], to);
        else
            s.at(c.out)[i] = s.at(c.x)[i];
    }
}

namespace {

/// Calls f(place in what is gathered from, place in what is gathered) for each element of the latter.
template <class F>
void for_each_gathered(const Shape& from, const std::vector<std::int64_t>& indices, int axis, F f)
{
    const auto size = from[std::size_t(axis)];
    const auto inner = count(Shape(from.begin() + axis + 1, from.end())),
               outer = count(Shape(from.begin(), from.begin() + axis));
    std::size_t to = 0;
    for (std::size_t o = 0; o < outer; ++o)
        for (const std::int64_t index : indices) {
            const auto row = o * std::size_t(size) + std::size_t(std::clamp<std::int64_t>(index, 0, size - 1));
            for (std::size_t i = 0; i < inner; ++i)
                f(row * inner + i, to++);
        }
}

} // namespace

void apply(Store& s, const Gather& g)
{
    for_each_gathered(s.shape(g.x), s.whole(g.indices), g.axis,
                      [&](auto from, auto to) { s.at(g.out)[to] = s.at(g.x)[from]; });
}

void apply(Store& s, const GatherBackward& g)
{
    std::ranges::fill(s.at(g.out), 0.0);
    for_each_gathered(s.shape(g.out), s.whole(g.indices), g.axis,
                      [&](auto from, auto to) { s.at(g.out)[from] += s.at(g.grad)[to]; });
}

} // namespace loom::reference
