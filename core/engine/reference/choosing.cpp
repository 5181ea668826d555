// What compares elements along an axis, adds them up on the way, or puts them at places that other values name.
#include "engine/reference/store.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom::reference {

namespace {

/// The runs along `axis`: calls f(the first element's place, the distance of neighbours) for each, in the order in
/// which a tensor without that axis has them.
template <class F>
void for_each_run(const Shape& shape, int axis, F f)
{
    const auto outer = count(Shape(shape.begin(), shape.begin() + axis));
    const auto inner = count(Shape(shape.begin() + axis + 1, shape.end()));
    for (std::size_t o = 0; o < outer; ++o)
        for (std::size_t i = 0; i < inner; ++i)
            f(o * std::size_t(shape[std::size_t(axis)]) * inner + i, inner);
}

/// NaN lies behind everything.
bool before(double a, double b, bool smallest)
{
    if (std::isnan(a) || std::isnan(b))
        return !std::isnan(a) && std::isnan(b);
    return smallest ? a < b : a > b;
}
bool before(std::int64_t a, std::int64_t b, bool smallest)
{
    return smallest ? a < b : a > b;
}

} // namespace

void apply(Store& s, const ArgReduce& r)
{
    const auto size = s.shape(r.x)[std::size_t(r.axis)];
    s.with_type(r.x, [&]<class T>(T) {
        const auto& x = s.values<T>(r.x);
        std::size_t result = 0;
        for_each_run(s.shape(r.x), r.axis, [&](std::size_t first, std::size_t step) {
            std::int64_t best = 0;
            for (std::int64_t k = 1; k < size; ++k) {
                const T now = x[first + std::size_t(k) * step], known = x[first + std::size_t(best) * step];
                if (before(now, known, r.smallest) || (r.last && !before(known, now, r.smallest)))
                    best = k;
            }
            s.whole(r.out)[result++] = best;
        });
    });
}

void apply(Store& s, const CumSum& c)
{
    const auto size = std::size_t(s.shape(c.x)[std::size_t(c.axis)]);
    s.with_type(c.x, [&]<class T>(T) {
        const auto& x = s.values<T>(c.x);
        auto& out = s.values<T>(c.out);
        for_each_run(s.shape(c.x), c.axis, [&](std::size_t first, std::size_t step) {
            T sum = 0;
            for (std::size_t k = 0; k < size; ++k) {
                const auto at = first + (c.reverse ? size - 1 - k : k) * step;
                const T before = sum;
                if constexpr (std::is_same_v<T, double>)
                    sum += x[at];
                else
                    sum = kept(s.dtype(c.x), std::int64_t(std::uint64_t(sum) + std::uint64_t(x[at])));
                out[at] = c.exclusive ? before : sum;
            }
        });
    });
}

void apply(Store& s, const TopK& t)
{
    const auto width = std::size_t(s.shape(t.x).back()), k = std::size_t(s.shape(t.values).back());
    s.with_type(t.x, [&]<class T>(T) {
        const auto& x = s.values<T>(t.x);
        std::vector<std::size_t> order(width);
        for (std::size_t row = 0; k > 0 && row < x.size() / width; ++row) {
            std::iota(order.begin(), order.end(), row * width);
            std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(k), order.end(), [&](auto a, auto b) {
                return before(x[a], x[b], t.smallest) || (!before(x[b], x[a], t.smallest) && a < b);
            });
            for (std::size_t i = 0; i < k; ++i) {
                s.values<T>(t.values)[row * k + i] = x[order[i]];
                s.whole(t.places)[row * k + i] = std::int64_t(order[i] - row * width);
            }
        }
    });
}

void apply(Store& s, const Scatter& o)
{
    const auto rows = s.shape(o.x)[0], width = s.shape(o.x)[1];
    const auto& indices = s.whole(o.indices);
    s.with_type(o.x, [&]<class T>(T) {
        const auto& updates = s.values<T>(o.updates);
        auto& out = s.values<T>(o.out);
        std::ranges::copy(s.values<T>(o.x), out.begin());
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const auto row = indices[i];
            if (row < 0 || row >= rows)
                continue;
            for (std::int64_t k = 0; k < width; ++k) {
                T& to = out[std::size_t(row * width + k)];
                const T update = updates[i * std::size_t(width) + std::size_t(k)];
                if constexpr (std::is_same_v<T, double>)
                    to = o.kind == ScatterKind::Replace ? update
                         : o.kind == ScatterKind::Add   ? to + update
                                                        : to * update;
                else {
                    const auto a = std::uint64_t(to), b = std::uint64_t(update);
                    to = kept(s.dtype(o.x), std::int64_t(o.kind == ScatterKind::Replace ? b
                                                         : o.kind == ScatterKind::Add   ? a + b
                                                                                        : a * b));
                }
            }
        }
    });
}

void apply(Store& s, const Assign& a)
{
    const Shape &x = s.shape(a.x), &into = s.shape(a.into);
    const auto axis = std::size_t(a.axis);
    s.with_type(a.x, [&]<class T>(T) {
        const auto &from = s.values<T>(a.x), &to = s.values<T>(a.into);
        if (a.places == no_tensor) {
            std::ranges::copy(from, to.begin());
            return;
        }
        const auto places = s.whole(a.places);
        const std::size_t between = count(Shape(x.begin() + 1, x.begin() + a.axis)),
                          inner = count(Shape(x.begin() + a.axis + 1, x.end()));
        for (std::size_t n = 0; n < places.size(); ++n)
            for (std::size_t m = n * between; m < (n + 1) * between; ++m)
                for (std::int64_t i = 0; i < x[axis]; ++i)
                    if (const auto at = places[n] + i; at >= 0 && at < into[axis])
                        std::copy_n(&from[(m * std::size_t(x[axis]) + std::size_t(i)) * inner], inner,
                                    &to[(m * std::size_t(into[axis]) + std::size_t(at)) * inner]);
    });
}

} // namespace loom::reference
