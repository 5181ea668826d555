// What combines, sums up, repeats or moves elements.
#include "engine/reference/store.h"
#include "ir/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loom::reference {

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

std::int64_t kept(DType type, std::int64_t v)
{
    switch (type) {
    case DType::I32:
        return std::int32_t(v);
    case DType::U8:
        return std::uint8_t(v);
    case DType::Bool:
        return v != 0;
    case DType::I64:
    case DType::F32:
    case DType::F64:
        return v;
    }
    return v;
}

namespace {

/// The shape of a reduction's result with its axes kept at size 1.
Shape with_ones(Shape shape, const std::vector<int>& axes)
{
    for (int axis : axes)
        shape[std::size_t(axis)] = 1;
    return shape;
}

using loom::combine;

/// Wraps around, so it goes through numbers without a sign.
std::int64_t power(std::int64_t base, std::int64_t exponent)
{
    if (exponent < 0)
        return base == 1 ? 1 : base == -1 ? (exponent % 2 ? -1 : 1) : 0;
    std::uint64_t result = 1, factor = std::uint64_t(base);
    for (; exponent > 0; exponent /= 2, factor *= factor)
        if (exponent % 2)
            result *= factor;
    return std::int64_t(result);
}

std::int64_t combine(BinaryKind kind, std::int64_t a, std::int64_t b)
{
    const auto x = std::uint64_t(a), y = std::uint64_t(b);
    switch (kind) {
    case BinaryKind::Add:
        return std::int64_t(x + y);
    case BinaryKind::Subtract:
        return std::int64_t(x - y);
    case BinaryKind::Multiply:
        return std::int64_t(x * y);
    case BinaryKind::Divide:
        return b == 0 ? 0 : b == -1 ? std::int64_t(-x) : a / b; // The least number has no opposite.
    case BinaryKind::Maximum:
        return std::max(a, b);
    case BinaryKind::Minimum:
        return std::min(a, b);
    case BinaryKind::Power:
        return power(a, b);
    case BinaryKind::Modulo: {
        const std::int64_t rest = b == 0 || b == -1 ? 0 : a % b;
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }
    case BinaryKind::Remainder:
        return b == 0 || b == -1 ? 0 : a % b;
    }
    return 0;
}

template <class T>
bool holds(CompareKind kind, T a, T b)
{
    switch (kind) {
    case CompareKind::Equal:
        return a == b;
    case CompareKind::Less:
        return a < b;
    case CompareKind::LessEqual:
        return a <= b;
    case CompareKind::Greater:
        return a > b;
    case CompareKind::GreaterEqual:
        return a >= b;
    }
    return false;
}

bool holds(LogicKind kind, bool a, bool b)
{
    switch (kind) {
    case LogicKind::And:
        return a && b;
    case LogicKind::Or:
        return a || b;
    case LogicKind::Xor:
        return a != b;
    case LogicKind::Not:
        return !a;
    }
    return false;
}

/// Calls f(index of the result, place in a, place in b) for every element, by numpy's rule.
template <class F>
void walk_pairs(Store& s, TensorId a, TensorId b, TensorId out, F f)
{
    const Shape& shape = s.shape(out);
    const auto right = steps(s.shape(b), shape.size());
    walk(shape, steps(s.shape(a), shape.size()), [&](auto i, auto left) { f(i, left, place_of(shape, right, i)); });
}

} // namespace

void apply(Store& s, const Binary& o)
{
    s.with_type(o.out, [&]<class T>(T) {
        const auto &a = s.values<T>(o.a), &b = s.values<T>(o.b);
        walk_pairs(s, o.a, o.b, o.out, [&](auto i, auto x, auto y) {
            s.values<T>(o.out)[i] = kept(s.dtype(o.out), combine(o.kind, a[x], b[y]));
        });
    });
}

void apply(Store& s, const Compare& o)
{
    s.with_type(o.a, [&]<class T>(T) {
        const auto &a = s.values<T>(o.a), &b = s.values<T>(o.b);
        walk_pairs(s, o.a, o.b, o.out, [&](auto i, auto x, auto y) { s.whole(o.out)[i] = holds(o.kind, a[x], b[y]); });
    });
}

void apply(Store& s, const Logic& o)
{
    const TensorId right = o.b == no_tensor ? o.a : o.b;
    const auto &a = s.whole(o.a), &b = s.whole(right);
    walk_pairs(s, o.a, right, o.out,
               [&](auto i, auto x, auto y) { s.whole(o.out)[i] = holds(o.kind, a[x] != 0, b[y] != 0); });
}

void apply(Store& s, const Where& o)
{
    s.with_type(o.out, [&]<class T>(T) {
        const auto &a = s.values<T>(o.a), &b = s.values<T>(o.b);
        auto& out = s.values<T>(o.out);
        const auto step = steps(s.shape(o.condition), s.shape(o.out).size());
        walk_pairs(s, o.a, o.b, o.out, [&](auto i, auto x, auto y) {
            out[i] = s.whole(o.condition)[place_of(s.shape(o.out), step, i)] != 0 ? a[x] : b[y];
        });
    });
}

namespace {

/// Where a reduction starts. Whole numbers of fewer bits lie between their own limits.
template <class T>
T start_of(ReduceKind kind, DType type)
{
    using Limits = std::numeric_limits<T>;
    if (type == DType::I32 && (kind == ReduceKind::Max || kind == ReduceKind::Min))
        return kind == ReduceKind::Max ? T(std::numeric_limits<std::int32_t>::lowest()) : T(std::numeric_limits<std::int32_t>::max());
    if ((type == DType::U8 || type == DType::Bool) && (kind == ReduceKind::Max || kind == ReduceKind::Min))
        return T(kind == ReduceKind::Max ? 0 : type == DType::Bool ? 1 : 255);
    switch (kind) {
    case ReduceKind::Sum:
    case ReduceKind::Mean:
    case ReduceKind::LogSumExp:
        return 0;
    case ReduceKind::Max:
        return Limits::has_infinity ? -Limits::infinity() : Limits::lowest();
    case ReduceKind::Min:
        return Limits::has_infinity ? Limits::infinity() : Limits::max();
    case ReduceKind::Product:
        return 1;
    }
    return 0;
}

} // namespace

void apply(Store& s, const Reduce& r)
{
    const Shape& shape = s.shape(r.x);
    const auto step = steps(with_ones(shape, r.axes), shape.size());
    if (r.kind == ReduceKind::LogSumExp) {
        const auto& x = s.at(r.x);
        auto& out = s.at(r.out);
        std::vector<double> largest(out.size(), -std::numeric_limits<double>::infinity());
        walk(shape, step, [&](auto i, auto place) {
            if (x[i] > largest[place] || std::isnan(x[i])) // One that is no number stays.
                largest[place] = x[i];
        });
        std::ranges::fill(out, 0.0);
        // Infinities are subtracted from nothing: ∞ − ∞ would be no number.
        walk(shape, step, [&](auto i, auto place) {
            out[place] += std::isinf(largest[place]) ? 0 : std::exp(x[i] - largest[place]);
        });
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = std::isinf(largest[i]) ? largest[i] : largest[i] + std::log(out[i]);
        return;
    }
    s.with_type(r.out, [&]<class T>(T) {
        const auto& x = s.values<T>(r.x);
        auto& out = s.values<T>(r.out);
        const BinaryKind kind = r.kind == ReduceKind::Max       ? BinaryKind::Maximum
                                : r.kind == ReduceKind::Min     ? BinaryKind::Minimum
                                : r.kind == ReduceKind::Product ? BinaryKind::Multiply
                                                                : BinaryKind::Add;
        std::ranges::fill(out, start_of<T>(r.kind, s.dtype(r.out)));
        walk(shape, step,
             [&](auto i, auto place) { out[place] = kept(s.dtype(r.out), combine(kind, out[place], x[i])); });
        if (r.kind == ReduceKind::Mean)
            for (T& v : out)
                v = combine(BinaryKind::Divide, v, T(x.size()) / T(std::max<std::size_t>(out.size(), 1)));
    });
}

void apply(Store& s, const Expand& e)
{
    const Shape& shape = s.shape(e.out);
    const auto step = steps(with_ones(shape, e.axes), shape.size());
    s.with_type(e.out, [&]<class T>(T) {
        walk(shape, step, [&](auto i, auto place) { s.values<T>(e.out)[i] = T(s.values<T>(e.x)[place] * T(e.scale)); });
    });
}

void apply(Store& s, const Reshape& r)
{
    s.with_type(r.out, [&]<class T>(T) { std::ranges::copy(s.values<T>(r.x), s.values<T>(r.out).begin()); });
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
        s.with_type(x, [&]<class T>(T) {
            for_each_of_part(s.shape(x), s.shape(c.out), c.axis, begin,
                             [&](auto i, auto o) { s.values<T>(c.out)[o] = s.values<T>(x)[i]; });
        });
        begin += s.shape(x)[std::size_t(c.axis)];
    }
}

void apply(Store& s, const Slice& o)
{
    s.with_type(o.x, [&]<class T>(T) {
        for_each_of_part(s.shape(o.out), s.shape(o.x), o.axis, o.begin,
                         [&](auto i, auto x) { s.values<T>(o.out)[i] = s.values<T>(o.x)[x]; });
    });
}

void apply(Store& s, const SliceBackward& o)
{
    s.with_type(o.out, [&]<class T>(T) {
        std::ranges::fill(s.values<T>(o.out), T(0));
        for_each_of_part(s.shape(o.grad), s.shape(o.out), o.axis, o.begin,
                         [&](auto i, auto x) { s.values<T>(o.out)[x] = s.values<T>(o.grad)[i]; });
    });
}

} // namespace loom::reference
