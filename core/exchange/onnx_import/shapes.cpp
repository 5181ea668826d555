// Operators that give values another shape or order, or make shapes.
#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

Values reshape(const Node& n)
{
    Shape to = n.opset() < 5 ? n.list("shape").value_or(Shape{}) : n.whole(1);
    const Shape from = n.shape(n.in(0));
    const auto total = std::int64_t(count(from));
    std::int64_t others = 1;
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (to[i] == 0 && n.whole("allowzero", 0) == 0) {
            n.need(i < from.size(), LOOM_TEXT("there is no axis %1 among %2"), i, from.size());
            to[i] = from[i];
        }
        if (to[i] == -1 && !open) {
            open = i;
            continue;
        }
        n.need_between("shape", to[i], 0, to[i] == 0 ? 0 : most_elements / std::max<std::int64_t>(others, 1));
        others *= to[i];
    }
    if (open) {
        n.need(others != 0 && total % others == 0, LOOM_TEXT("%1 elements cannot be divided by %2"), total, others);
        to[*open] = total / others;
    }
    return {n.reshape(n.in(0), std::move(to))};
}

Values flatten(const Node& n)
{
    const Shape from = n.shape(n.in(0));
    const auto rank = n.rank(n.in(0)), written = n.whole("axis", 1);
    n.need_between("axis", written, -rank, rank);
    const auto axis = written < 0 ? written + rank : written;
    return {n.reshape(n.in(0), {std::int64_t(count(Shape(from.begin(), from.begin() + axis))),
                                std::int64_t(count(Shape(from.begin() + axis, from.end())))})};
}

/// The axes of Squeeze and Unsqueeze: an input since opset 13.
std::optional<std::vector<std::int64_t>> written_axes(const Node& n)
{
    return n.has(1) ? std::optional(n.whole(1)) : n.list("axes");
}

Values squeeze(const Node& n)
{
    const Shape from = n.shape(n.in(0));
    const auto written = written_axes(n);
    std::vector<int> axes;
    if (written)
        axes = n.axes(*written, n.rank(n.in(0)));
    else
        for (std::size_t i = 0; i < from.size(); ++i)
            if (from[i] == 1)
                axes.push_back(int(i));
    Shape to;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const bool goes = std::ranges::find(axes, int(i)) != axes.end();
        n.need(!goes || from[i] == 1, LOOM_TEXT("axis %1 has %2 elements; only one of 1 can go"), i, from[i]);
        if (!goes)
            to.push_back(from[i]);
    }
    return {n.reshape(n.in(0), std::move(to))};
}

Values unsqueeze(const Node& n)
{
    const auto written = written_axes(n);
    n.need(written.has_value(), LOOM_TEXT("it has no axes"));
    n.need_length("axes", std::int64_t(written->size()), 0, std::int64_t(most_axes));
    return {n.unsqueezed(n.in(0), n.axes(*written, n.rank(n.in(0)) + std::int64_t(written->size())))};
}

Values transpose(const Node& n)
{
    const auto rank = n.rank(n.in(0));
    std::vector<std::int64_t> backwards(static_cast<std::size_t>(rank));
    for (std::int64_t i = 0; i < rank; ++i)
        backwards[std::size_t(i)] = rank - 1 - i;
    const auto perm = n.list("perm").value_or(backwards);
    n.need_count("perm", perm.size(), std::size_t(rank));
    (void)n.axes(perm, rank); // Each of them once.
    if (rank < 2)
        return {n.in(0)};
    std::vector<int> order;
    for (const auto axis : perm)
        order.push_back(n.axis(axis, rank));
    return {n.b.permute(n.in(0), order)};
}

Values concat(const Node& n)
{
    const Values all = n.all();
    const auto rank = n.rank(all[0]);
    const int axis = n.axis(n.whole("axis", 1), rank);
    for (TensorId id : all) {
        n.need_same_type(id, all[0]);
        n.need_rank(id, rank, rank);
        Shape like_first = n.shape(all[0]);
        like_first[std::size_t(axis)] = n.shape(id)[std::size_t(axis)];
        n.need_shape(n.op(), id, like_first);
    }
    return {all.size() == 1 ? all[0] : n.b.concat(all, axis)};
}

Values split(const Node& n)
{
    const TensorId x = n.in(0);
    const int axis = n.axis(n.whole("axis", 0), n.rank(x));
    const auto size = n.shape(x)[std::size_t(axis)];
    auto parts = n.has(1) ? std::optional(n.whole(1)) : n.list("split");
    if (!parts) {
        // Since opset 18 the last part may be smaller.
        const auto each = (size + n.outputs() - 1) / n.outputs(), last = size - each * (n.outputs() - 1);
        n.need(last >= 0 && (n.opset() >= 18 || last == each), LOOM_TEXT("%1 elements cannot be divided by %2"), size, n.outputs());
        parts.emplace(std::size_t(n.outputs()), each);
        parts->back() = last;
    }
    n.need_count("split", parts->size(), std::size_t(n.outputs()));
    Values out;
    std::int64_t begin = 0;
    for (auto part : *parts) {
        n.need_between("split", part, 0, size - begin);
        out.push_back(n.b.slice(x, axis, begin, part));
        begin += part;
    }
    n.need(begin == size, LOOM_TEXT("its parts have %1 elements together; there are %2"), begin, size);
    return out;
}

/// What Slice takes along one axis: `size` elements from `begin` on, every `step`-th, which may go backwards.
TensorId sliced(const Node& n, TensorId x, int axis, std::int64_t start, std::int64_t end, std::int64_t step)
{
    const auto size = n.shape(x)[std::size_t(axis)];
    n.need(step != 0 && step != std::numeric_limits<std::int64_t>::min(), LOOM_TEXT("a step is %1"), step);
    auto inside = [&](std::int64_t v, std::int64_t low, std::int64_t high) {
        return std::clamp(v < 0 ? v + size : v, low, high);
    };
    const auto first = step > 0 ? inside(start, 0, size) : inside(start, -1, size - 1);
    // A negative end counts from the back, so what lies in front of everything cannot be written with −1.
    const auto last = step > 0 ? inside(end, 0, size) : inside(end, -1, size - 1);
    const auto way = step > 0 ? last - first : first - last, stride = step > 0 ? step : -step;
    const auto n_taken = way <= 0 ? 0 : (way - 1) / stride + 1;
    if (step == 1 || n_taken == 0)
        return n_taken == size ? x : n.b.slice(x, axis, n_taken == 0 ? 0 : first, n_taken);
    n.need_length(n.op(), n_taken, 0, most_made_elements);
    std::vector<std::int64_t> places;
    for (std::int64_t i = 0; i < n_taken; ++i)
        places.push_back(first + i * step);
    return n.b.gather(x, n.whole_constant({n_taken}, std::move(places)), axis);
}

Values slice(const Node& n)
{
    TensorId x = n.in(0);
    const bool attributes = n.opset() < 10;
    const auto starts = attributes ? n.list("starts").value_or(Shape{}) : n.whole(1),
               ends = attributes ? n.list("ends").value_or(Shape{}) : n.whole(2);
    std::vector<std::int64_t> axes(starts.size()), steps(starts.size(), 1);
    std::iota(axes.begin(), axes.end(), 0);
    if (attributes)
        axes = n.list("axes").value_or(axes);
    else if (n.has(3))
        axes = n.whole(3);
    if (!attributes && n.has(4))
        steps = n.whole(4);
    n.need_count("ends", ends.size(), starts.size());
    n.need_count("axes", axes.size(), starts.size());
    n.need_count("steps", steps.size(), starts.size());
    (void)n.axes(axes, n.rank(x));
    for (std::size_t i = 0; i < axes.size(); ++i)
        x = sliced(n, x, n.axis(axes[i], n.rank(x)), starts[i], ends[i], steps[i]);
    return {x};
}

Values expand(const Node& n)
{
    const Shape from = n.shape(n.in(0));
    Shape to = n.whole(1);
    n.need_size(to);
    // A size of 1 in the wanted shape takes what is there.
    if (to.size() < from.size())
        to.insert(to.begin(), from.size() - to.size(), 1);
    for (std::size_t i = 1; i <= from.size(); ++i)
        if (to[to.size() - i] == 1)
            to[to.size() - i] = from[from.size() - i];
    return {n.broadcast_to(n.in(0), to)};
}

Values tile(const Node& n)
{
    TensorId x = n.in(0);
    const auto repeats = n.whole(1);
    n.need_count("repeats", repeats.size(), std::size_t(n.rank(x)));
    for (std::size_t axis = 0; axis < repeats.size(); ++axis) {
        if (repeats[axis] == 1)
            continue;
        Shape shape = n.shape(x);
        n.need_between("repeats", repeats[axis], 0, most_elements / std::max<std::int64_t>(shape[axis], 1));
        const auto outer = std::int64_t(count(Shape(shape.begin(), shape.begin() + std::ptrdiff_t(axis)))),
                   inner = std::int64_t(count(Shape(shape.begin() + std::ptrdiff_t(axis), shape.end())));
        n.need_size({outer, repeats[axis], inner});
        const TensorId repeated = n.b.expand(n.reshape(x, {outer, 1, inner}), {outer, repeats[axis], inner}, {1});
        shape[axis] *= repeats[axis];
        x = n.reshape(repeated, std::move(shape));
    }
    return {x};
}

Values shape_of(const Node& n)
{
    const Shape shape = n.shape(n.in(0));
    const auto rank = std::int64_t(shape.size());
    auto inside = [&](std::int64_t v) { return std::clamp<std::int64_t>(v < 0 ? v + rank : v, 0, rank); };
    const auto begin = inside(n.whole("start", 0)), end = std::max(begin, inside(n.whole("end", rank)));
    return {n.whole_constant({end - begin}, Shape(shape.begin() + begin, shape.begin() + end))};
}

Values size_of_value(const Node& n)
{
    return {n.whole_constant({}, {std::int64_t(count(n.shape(n.in(0))))})};
}

Values constant(const Node& n)
{
    if (const auto* t = n.attribute("value"))
        return {n.constant(n.tensor(t->t()))};
    if (n.attribute("value_float"))
        return {n.number(n.real("value_float", 0), DType::F32)};
    if (n.attribute("value_int"))
        return {n.whole_constant({}, {n.whole("value_int", 0)})};
    if (auto list = n.list("value_ints"); list && n.attribute("value_ints"))
        return {n.whole_constant({std::int64_t(list->size())}, *list)};
    auto list = n.real_list("value_floats");
    n.need(list.has_value(), LOOM_TEXT("it has no value that can be read"));
    return {n.b.constant({std::int64_t(list->size())}, {.values = *list})};
}

Values constant_of_shape(const Node& n)
{
    const Shape to = n.whole(0);
    n.need_size(to);
    const auto* given = n.attribute("value");
    if (!given)
        return {n.b.constant(to, {})};
    const OnnxTensor t = n.tensor(given->t());
    n.need_count("value", count(t.shape), 1);
    // One number for all elements, as a double where that holds it.
    constexpr auto exact = std::int64_t{1} << 53;
    if (!is_real(t.dtype) && (t.whole[0] > exact || t.whole[0] < -exact))
        return {n.broadcast_to(n.constant(OnnxTensor{.dtype = t.dtype, .whole = t.whole}), to)};
    return {n.b.constant(to, {.a = is_real(t.dtype) ? t.reals[0] : double(t.whole[0])}, t.dtype)};
}

Values range(const Node& n)
{
    const DType type = n.dtype(n.in(0));
    n.need_same_type(n.in(0), n.in(1));
    n.need_same_type(n.in(0), n.in(2));
    constexpr Text endless = LOOM_TEXT("it would have no end, or too many elements");
    OnnxTensor out{.dtype = type};
    if (is_real(type)) {
        const double start = n.real_number(0), limit = n.real_number(1), delta = n.real_number(2);
        const double steps = std::ceil((limit - start) / delta);
        n.need(delta != 0 && steps <= double(most_made_elements), endless);
        for (double i = 0; i < steps; ++i)
            out.reals.push_back(start + i * delta);
        out.shape = {std::int64_t(out.reals.size())};
    } else {
        const std::int64_t start = n.whole_number(0), limit = n.whole_number(1), delta = n.whole_number(2);
        n.need(delta != 0, endless);
        // Without a sign, where no difference is too large.
        const auto from = std::uint64_t(start), to = std::uint64_t(limit), step = std::uint64_t(delta);
        const bool any = delta > 0 ? start < limit : start > limit;
        const std::uint64_t steps = !any ? 0 : delta > 0 ? (to - from - 1) / step + 1 : (from - to - 1) / (0 - step) + 1;
        n.need(steps <= std::uint64_t(most_made_elements), endless);
        for (std::uint64_t i = 0; i < steps; ++i)
            out.whole.push_back(std::int64_t(from + i * step));
        out.shape = {std::int64_t(out.whole.size())};
    }
    return {n.constant(out)};
}

/// A matrix of truth: column − row is at least (or at most) k.
TensorId triangle(const Node& n, std::int64_t rows, std::int64_t columns, std::int64_t k, bool upper, bool only)
{
    n.need_length(n.op(), columns, 0, most_made_elements / std::max<std::int64_t>(rows, 1));
    std::vector<std::int64_t> inside;
    for (std::int64_t i = 0; i < rows && columns > 0; ++i)
        for (std::int64_t j = 0; j < columns; ++j)
            inside.push_back(only ? j - i == k : upper ? j - i >= k : j - i <= k);
    return n.b.constant({rows, columns}, {.whole = std::move(inside)}, DType::Bool);
}

Values trilu(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_rank(x, 2);
    const Shape shape = n.shape(x);
    // Beyond the sizes nothing changes any more.
    const auto k = std::clamp(n.has(1) ? n.whole_number(1) : 0, -most_elements, most_elements);
    const TensorId inside = triangle(n, shape[shape.size() - 2], shape.back(), k, n.whole("upper", 1) != 0, false);
    return {n.b.where(inside, x, n.number(0, n.dtype(x)))};
}

Values eye_like(const Node& n)
{
    const Shape shape = n.shape(n.in(0));
    n.need_rank(n.in(0), 2, 2);
    const auto type = n.attribute("dtype") ? dtype_of(std::int32_t(n.whole("dtype", 0))) : n.dtype(n.in(0));
    n.need(type.has_value(), LOOM_TEXT("it gives a type that cannot be read"));
    const auto k = std::clamp(n.whole("k", 0), -most_elements, most_elements);
    return {n.cast(triangle(n, shape[0], shape[1], k, false, true), *type)};
}

/// Blocks of neighbouring pixels against channels. x is seen with six axes and put in another order.
Values depth_to_space(const Node& n)
{
    const TensorId x = n.in(0);
    const auto size = n.whole("blocksize", 0);
    const Shape s = n.shape(x);
    constexpr Text no_blocks = LOOM_TEXT("a size of %1 has no whole blocks of %2");
    n.need_rank(x, 4, 4);
    n.need_between("blocksize", size, 1, most_made_elements);
    if (n.op() == "SpaceToDepth") {
        n.need(s[2] % size == 0, no_blocks, s[2], size);
        n.need(s[3] % size == 0, no_blocks, s[3], size);
        const TensorId blocks = n.reshape(x, {s[0], s[1], s[2] / size, size, s[3] / size, size});
        return {
            n.reshape(n.b.permute(blocks, {0, 3, 5, 1, 2, 4}), {s[0], s[1] * size * size, s[2] / size, s[3] / size})};
    }
    n.need(s[1] % (size * size) == 0, no_blocks, s[1], size * size);
    const auto channels = s[1] / (size * size);
    const bool rows_first = n.text("mode", "DCR") == "DCR";
    const TensorId blocks =
        rows_first ? n.b.permute(n.reshape(x, {s[0], size, size, channels, s[2], s[3]}), {0, 3, 4, 1, 5, 2})
                   : n.b.permute(n.reshape(x, {s[0], channels, size, size, s[2], s[3]}), {0, 1, 4, 2, 5, 3});
    return {n.reshape(blocks, {s[0], channels, s[2] * size, s[3] * size})};
}

} // namespace

std::span<const Operator> shape_operators()
{
    static const Operator table[] = {{"Reshape", 1, reshape},
                                     {"Flatten", 1, flatten},
                                     {"Squeeze", 1, squeeze},
                                     {"Unsqueeze", 1, unsqueeze},
                                     {"Transpose", 1, transpose},
                                     {"Concat", 1, concat},
                                     {"Split", 1, split},
                                     {"Slice", 1, slice},
                                     {"Expand", 2, expand},
                                     {"Tile", 2, tile},
                                     {"Shape", 1, shape_of},
                                     {"Size", 1, size_of_value},
                                     {"Constant", 0, constant},
                                     {"ConstantOfShape", 1, constant_of_shape},
                                     {"Range", 3, range},
                                     {"Trilu", 1, trilu},
                                     {"EyeLike", 1, eye_like},
                                     {"DepthToSpace", 1, depth_to_space},
                                     {"SpaceToDepth", 1, depth_to_space}};
    return table;
}

} // namespace loom::onnx_import
