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
    s.with_type(p.out, [&]<class T>(T) {
        walk(shape, step, [&](auto i, auto place) { s.values<T>(p.out)[i] = s.values<T>(p.x)[place]; });
    });
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
    const DType from = s.dtype(c.x), to = s.dtype(c.out);
    for (std::size_t i = 0; i < count(s.shape(c.out)); ++i) {
        if (is_real(from) && is_real(to))
            s.at(c.out)[i] = to == DType::F32 ? double(float(s.at(c.x)[i])) : s.at(c.x)[i];
        else if (is_real(to))
            s.at(c.out)[i] = double(s.whole(c.x)[i]);
        else if (!is_real(from))
            s.whole(c.out)[i] = kept(to, s.whole(c.x)[i]);
        else
            s.whole(c.out)[i] = to == DType::Bool ? s.at(c.x)[i] != 0 : kept(to, whole_of(s.at(c.x)[i], to));
    }
}

namespace {

/// Calls f(place in what is gathered from, place in what is gathered) for each element of the latter.
template <class F>
void for_each_gathered(const Shape& from, std::span<const std::int64_t> indices, int axis, F f)
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
    s.with_type(g.out, [&]<class T>(T) {
        for_each_gathered(s.shape(g.x), s.whole(g.indices), g.axis,
                          [&](auto from, auto to) { s.values<T>(g.out)[to] = s.values<T>(g.x)[from]; });
    });
}

void apply(Store& s, const GatherBackward& g)
{
    std::ranges::fill(s.at(g.out), 0.0);
    for_each_gathered(s.shape(g.out), s.whole(g.indices), g.axis,
                      [&](auto from, auto to) { s.at(g.out)[from] += s.at(g.grad)[to]; });
}

} // namespace loom::reference
