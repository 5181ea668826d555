// Operators that take elements from, or put them at, places that other values name. All become Gather and Scatter along
// one axis: places in a tensor of several axes are counted through it.
#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

constexpr Text nothing_to_take = LOOM_TEXT("it takes elements from where there are none");

std::int64_t product(const Shape& shape, std::size_t begin, std::size_t end)
{
    return std::int64_t(count(Shape(shape.begin() + std::ptrdiff_t(begin), shape.begin() + std::ptrdiff_t(end))));
}

Values gather(const Node& n)
{
    const TensorId x = n.in(0);
    const int axis = n.axis(n.whole("axis", 0), n.rank(x));
    const auto size = n.shape(x)[std::size_t(axis)];
    n.need(size > 0 || count(n.shape(n.in(1))) == 0, nothing_to_take);
    return {n.b.gather(x, n.from_beginning(n.in(1), size), axis)};
}

/// Where, in all of `shape` counted through, the elements of GatherElements and ScatterElements are.
TensorId places_along(const Node& n, const Shape& shape, TensorId indices, int axis)
{
    const Shape at = n.shape(indices);
    n.need_rank(indices, std::int64_t(shape.size()), std::int64_t(shape.size()));
    n.need_length("indices", std::int64_t(count(at)), 0, most_made_elements);
    for (std::size_t i = 0; i < at.size(); ++i)
        if (int(i) != axis)
            n.need_length("indices", at[i], 0, shape[i]);
    const auto step = product(shape, std::size_t(axis) + 1, shape.size());
    std::vector<std::int64_t> starts(count(at), 0);
    for (std::size_t e = 0; e < starts.size(); ++e) {
        std::size_t rest = e;
        for (std::size_t i = at.size(); i-- > 0; rest /= std::size_t(at[i]))
            if (int(i) != axis)
                starts[e] += std::int64_t(rest % std::size_t(at[i])) * product(shape, i + 1, shape.size());
    }
    const TensorId along = n.binary(BinaryKind::Multiply, n.from_beginning(indices, shape[std::size_t(axis)]),
                                    n.number(double(step), DType::I64));
    return n.reshape(n.binary(BinaryKind::Add, along, n.whole_constant(at, std::move(starts))),
                     {std::int64_t(count(at))});
}

Values gather_elements(const Node& n)
{
    const TensorId x = n.in(0);
    const Shape shape = n.shape(x), at = n.shape(n.in(1));
    const int axis = n.axis(n.whole("axis", 0), n.rank(x));
    n.need(count(shape) > 0 || count(at) == 0, nothing_to_take);
    const TensorId places = places_along(n, shape, n.in(1), axis);
    return {n.reshape(n.b.gather(n.reshape(x, {std::int64_t(count(shape))}), places, 0), at)};
}

ScatterKind reduction_of(const Node& n)
{
    const std::string how = n.text("reduction", "none");
    n.need_one_of("reduction", how, {"none", "add", "mul"});
    return how == "add" ? ScatterKind::Add : how == "mul" ? ScatterKind::Multiply : ScatterKind::Replace;
}

Values scatter_elements(const Node& n)
{
    const TensorId x = n.in(0), updates = n.in(2);
    const Shape shape = n.shape(x);
    n.need_shape("updates", updates, n.shape(n.in(1)));
    n.need_same_type(x, updates);
    const TensorId places = places_along(n, shape, n.in(1), n.axis(n.whole("axis", 0), n.rank(x)));
    const TensorId column = n.reshape(x, {std::int64_t(count(shape)), 1});
    return {n.reshape(
        n.b.scatter(reduction_of(n), column, places, n.reshape(updates, {std::int64_t(count(n.shape(updates))), 1})),
        shape)};
}

/// Index tuples (the last axis of `indices`) as places in x seen as {places, rest}; `batch` axes in front belong
/// together.
struct Tuples {
    TensorId places;         // {n}
    std::int64_t rows, rest; // x as {rows, rest}
    Shape leading;           // The axes of indices in front of the tuples.
};
Tuples tuples(const Node& n, const Shape& shape, TensorId indices, std::size_t batch)
{
    const Shape at = n.shape(indices);
    n.need_rank(indices, std::int64_t(batch) + 1);
    n.need_length("indices", at.back(), 1, std::int64_t(shape.size()) - std::int64_t(batch));
    const auto length = std::size_t(at.back());
    for (std::size_t i = 0; i < batch; ++i)
        n.need_length("indices", at[i], shape[i], shape[i]);
    Tuples out;
    out.leading = Shape(at.begin(), at.end() - 1);
    out.rows = product(shape, 0, batch + length);
    out.rest = product(shape, batch + length, shape.size());
    const auto total = std::int64_t(count(out.leading)), per_batch = product(shape, batch, batch + length);
    const auto each = product(out.leading, batch, out.leading.size());
    n.need_length("indices", total, 0, most_made_elements);
    std::vector<std::int64_t> starts(static_cast<std::size_t>(total));
    for (std::int64_t i = 0; i < total; ++i)
        starts[std::size_t(i)] = each > 0 ? i / each * per_batch : 0;
    out.places = n.whole_constant({total}, std::move(starts));
    const TensorId flat = n.reshape(indices, {total, at.back()});
    for (std::size_t k = 0; k < length; ++k) {
        const TensorId entry = n.reshape(n.b.slice(flat, 1, std::int64_t(k), 1), {total});
        const auto step = product(shape, batch + k + 1, batch + length);
        const TensorId along = n.binary(BinaryKind::Multiply, n.from_beginning(entry, shape[batch + k]),
                                        n.number(double(step), DType::I64));
        out.places = n.binary(BinaryKind::Add, out.places, along);
    }
    return out;
}

Values gather_nd(const Node& n)
{
    const TensorId x = n.in(0);
    const Shape shape = n.shape(x);
    const auto batch = n.whole("batch_dims", 0);
    n.need_between("batch_dims", batch, 0, n.rank(x) - 1);
    const Tuples t = tuples(n, shape, n.in(1), std::size_t(batch));
    n.need(t.rows > 0 || count(t.leading) == 0, nothing_to_take);
    Shape to = t.leading;
    to.insert(to.end(), shape.begin() + batch + n.shape(n.in(1)).back(), shape.end());
    return {n.reshape(n.b.gather(n.reshape(x, {t.rows, t.rest}), t.places, 0), std::move(to))};
}

Values scatter_nd(const Node& n)
{
    const TensorId x = n.in(0), updates = n.in(2);
    const Shape shape = n.shape(x);
    n.need_same_type(x, updates);
    const Tuples t = tuples(n, shape, n.in(1), 0);
    const TensorId rows = n.reshape(updates, {std::int64_t(count(t.leading)), t.rest});
    return {n.reshape(n.b.scatter(reduction_of(n), n.reshape(x, {t.rows, t.rest}), t.places, rows), shape)};
}

Values one_hot(const Node& n)
{
    const TensorId indices = n.in(0);
    const auto known = n.is_real(n.in(1)) ? std::int64_t(n.real_number(1)) : n.whole_number(1);
    n.need_between("depth", known, 1, most_made_elements);
    n.need_count("values", count(n.shape(n.in(2))), 2);
    n.need(n.dtype(indices) != DType::Bool, LOOM_TEXT("it is read for numbers, not for bool"));
    const int axis = n.axis(n.whole("axis", -1), n.rank(indices) + 1);
    std::vector<std::int64_t> places(static_cast<std::size_t>(known));
    std::iota(places.begin(), places.end(), 0);
    Shape along(n.shape(indices).size() + 1, 1);
    along[std::size_t(axis)] = known;
    const TensorId at = n.unsqueezed(n.from_beginning(n.cast(indices, DType::I64), known), {axis});
    const TensorId here = n.compare(CompareKind::Equal, at, n.whole_constant(along, std::move(places)));
    auto value = [&](std::int64_t i) { return n.reshape(n.b.slice(n.reshape(n.in(2), {2}), 0, i, 1), {1}); };
    return {n.b.where(here, value(1), value(0))};
}

/// Which elements stay must be known, since the result's size follows from it.
Values compress(const Node& n)
{
    TensorId x = n.in(0);
    n.need_type("condition", n.in(1), DType::Bool);
    const auto keep = n.whole(1);
    int axis = 0;
    if (n.attribute("axis"))
        axis = n.axis(n.whole("axis", 0), n.rank(x));
    else
        x = n.reshape(x, {std::int64_t(count(n.shape(x)))});
    n.need_length("condition", std::int64_t(keep.size()), 0, n.shape(x)[std::size_t(axis)]);
    std::vector<std::int64_t> places;
    for (std::size_t i = 0; i < keep.size(); ++i)
        if (keep[i])
            places.push_back(std::int64_t(i));
    return {n.b.gather(x, n.whole_constant({std::int64_t(places.size())}, places), axis)};
}

/// Element i of a sequence of length l comes from l − 1 − i, what is behind it stays.
Values reverse_sequence(const Node& n)
{
    const TensorId x = n.in(0), lengths = n.in(1);
    const Shape shape = n.shape(x);
    const auto time = n.whole("time_axis", 0), batch = n.whole("batch_axis", 1);
    n.need_rank(x, 2);
    n.need_between("time_axis", time, 0, 1);
    n.need_between("batch_axis", batch, 1 - time, 1 - time);
    n.need_type("sequence_lens", lengths, DType::I64);
    const auto steps = shape[std::size_t(time)], rows = shape[std::size_t(batch)],
               rest = product(shape, 2, shape.size());
    n.need(steps * rows <= most_made_elements, LOOM_TEXT("it has more than %1 steps"), most_made_elements);
    n.need_shape("sequence_lens", lengths, {rows});
    std::vector<std::int64_t> at, starts;
    for (std::int64_t i = 0; i < shape[0]; ++i)
        for (std::int64_t j = 0; j < shape[1]; ++j) {
            at.push_back(time == 0 ? i : j);
            starts.push_back(time == 0 ? j : i * shape[1]);
        }
    const Shape both{shape[0], shape[1]};
    const TensorId step = n.whole_constant(both, std::move(at));
    const TensorId of_row = n.reshape(lengths, time == 0 ? Shape{1, rows} : Shape{rows, 1});
    const TensorId mirrored =
        n.binary(BinaryKind::Subtract, n.binary(BinaryKind::Subtract, of_row, n.number(1, DType::I64)), step);
    const TensorId from = n.b.where(n.compare(CompareKind::Less, step, of_row), mirrored, step);
    const TensorId along = n.binary(BinaryKind::Multiply, from, n.number(double(time == 0 ? shape[1] : 1), DType::I64));
    const TensorId places = n.binary(BinaryKind::Add, along, n.whole_constant(both, std::move(starts)));
    n.need(count(shape) > 0, nothing_to_take);
    return {n.reshape(n.b.gather(n.reshape(x, {steps * rows, rest}), n.reshape(places, {steps * rows}), 0), shape)};
}

} // namespace

std::span<const Operator> choice_operators()
{
    static const Operator table[] = {{"Gather", 2, gather},
                                     {"GatherElements", 2, gather_elements},
                                     {"GatherND", 2, gather_nd},
                                     {"Scatter", 3, scatter_elements},
                                     {"ScatterElements", 3, scatter_elements},
                                     {"ScatterND", 3, scatter_nd},
                                     {"OneHot", 3, one_hot},
                                     {"Compress", 2, compress},
                                     {"ReverseSequence", 2, reverse_sequence}};
    return table;
}

} // namespace loom::onnx_import
