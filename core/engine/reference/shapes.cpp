// What combines, sums up, repeats or moves elements.
#include "engine/reference/store.h"

#include <algorithm>

namespace loom::reference {

namespace {

/// How far apart neighbours along each axis of `shape` are in memory, seen from a tensor of rank `rank` aligned at the
/// last axis; 0 along an axis that is repeated.
std::vector<std::size_t> steps(const Shape& shape, std::size_t rank)
{
    std::vector<std::size_t> out(rank, 0);
    std::size_t step = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const auto size = std::size_t(shape[shape.size() - 1 - i]);
        out[rank - 1 - i] = size == 1 ? 0 : step;
        step *= size;
    }
    return out;
}

/// Calls f(index, place) for every element of `shape` in order, with its place according to `step`.
template <class F>
void walk(const Shape& shape, const std::vector<std::size_t>& step, F f)
{
    const auto total = count(shape);
    for (std::size_t i = 0; i < total; ++i) {
        std::size_t place = 0, rest = i;
        for (std::size_t axis = shape.size(); axis-- > 0; rest /= std::size_t(shape[axis]))
            place += rest % std::size_t(shape[axis]) * step[axis];
        f(i, place);
    }
}

/// The shape of a reduction's result with its axes kept at size 1.
Shape kept(Shape shape, const std::vector<int>& axes)
{
    for (int axis : axes)
        shape[std::size_t(axis)] = 1;
    return shape;
}

double combine(BinaryKind kind, double a, double b)
{
    switch (kind) {
    case BinaryKind::Add:
        return a + b;
    case BinaryKind::Subtract:
        return a - b;
    case BinaryKind::Multiply:
        return a * b;
    case BinaryKind::Divide:
        return a / b;
    case BinaryKind::Maximum:
        return std::max(a, b);
    case BinaryKind::Minimum:
        return std::min(a, b);
    }
    return 0;
}

} // namespace

void apply(Store& s, const Binary& o)
{
    const Shape& shape = s.shape(o.out);
    auto& out = s.at(o.out);
    std::vector<double> left(out.size());
    walk(shape, steps(s.shape(o.a), shape.size()), [&](auto i, auto place) { left[i] = s.at(o.a)[place]; });
    walk(shape, steps(s.shape(o.b), shape.size()),
         [&](auto i, auto place) { out[i] = combine(o.kind, left[i], s.at(o.b)[place]); });
}

void apply(Store& s, const Reduce& r)
{
    const Shape& shape = s.shape(r.x);
    auto& out = s.at(r.out);
    const double n = r.kind == ReduceKind::Mean ? double(s.at(r.x).size()) / double(out.size()) : 1;
    std::ranges::fill(out, 0.0);
    walk(shape, steps(kept(shape, r.axes), shape.size()), [&](auto i, auto place) { out[place] += s.at(r.x)[i] / n; });
}

void apply(Store& s, const Expand& e)
{
    const Shape& shape = s.shape(e.out);
    walk(shape, steps(kept(shape, e.axes), shape.size()),
         [&](auto i, auto place) { s.at(e.out)[i] = s.at(e.x)[place] * e.scale; });
}

void apply(Store& s, const Reshape& r)
{
    s.at(r.out) = s.at(r.x);
}

namespace {

/// Calls f(index in the part, index in the whole) for every element of a part that begins at `begin` along `axis`.
template <class F>
void for_each_of_part(const Shape& part, const Shape& whole, int axis, std::int64_t begin, F f)
{
    const auto at = std::size_t(axis);
    const auto inner = count(Shape(part.begin() + axis + 1, part.end()));
    const auto run = std::size_t(part[at]) * inner, stride = std::size_t(whole[at]) * inner;
    const auto total = count(part);
    for (std::size_t i = 0; i < total; ++i)
        f(i, i / run * stride + std::size_t(begin) * inner + i % run);
}

} // namespace

void apply(Store& s, const Concat& c)
{
    std::int64_t begin = 0;
    for (TensorId x : c.inputs) {
        for_each_of_part(s.shape(x), s.shape(c.out), c.axis, begin,
                         [&](auto i, auto o) { s.at(c.out)[o] = s.at(x)[i]; });
        begin += s.shape(x)[std::size_t(c.axis)];
    }
}

void apply(Store& s, const Slice& o)
{
    for_each_of_part(s.shape(o.out), s.shape(o.x), o.axis, o.begin,
                     [&](auto i, auto x) { s.at(o.out)[i] = s.at(o.x)[x]; });
}

void apply(Store& s, const SliceBackward& o)
{
    std::ranges::fill(s.at(o.out), 0.0);
    for_each_of_part(s.shape(o.grad), s.shape(o.out), o.axis, o.begin,
                     [&](auto i, auto x) { s.at(o.out)[x] = s.at(o.grad)[i]; });
}

} // namespace loom::reference
