#include "schema/pooling.h"

namespace loom {

Sliding pool_sliding(Text layer, std::vector<std::int64_t> size, std::vector<std::int64_t> stride, Padding padding,
                     std::vector<std::int64_t> pads)
{
    for (std::size_t i = 0; i < size.size(); ++i)
        if (stride[i] == 0)
            stride[i] = size[i];
    return {layer, std::move(size), std::move(stride), 1, padding, std::move(pads)};
}

Inferred infer_pool(const Sliding& s, const Shape& found)
{
    if (found.size() != s.rank() + 1)
        return needs_axes(s.layer, found, s.rank(), [&](const Shape& mended) { return infer_pool(s, mended); });
    // A window that lies in the padding alone would have nothing to choose from.
    if (s.padding == Padding::Explicit)
        for (std::size_t i = 0; i < s.pads.size(); ++i)
            if (s.pads[i] >= s.size[i % s.rank()]) {
                Sliding same = s;
                same.padding = Padding::Same;
                return Fault{
                    .message =
                        Message(LOOM_TEXT("The padding %1 is not smaller than the window %2, so a window could lie "
                                          "outside the picture."),
                                value_text(s.pads), value_text(s.size)),
                    .hint = LOOM_TEXT("Choose less padding than the window is large."),
                    .port = 0,
                    .setting = "pads",
                    .found = found,
                    .repairs = {{LOOM_TEXT("Set padding to same"), ChangeSetting{"padding", std::string("same")}}},
                    .assumed = same.out(found, found[0])};
            }
    if (auto fault = s.fault(found, "size", found[0]))
        return *fault;
    const Shape result = s.out(found, found[0]);
    return too_large(result) ? Inferred(too_large_fault(s.layer, result, "size")) : result;
}

TensorId lower_pool(Builder& b, const Sliding& s, TensorId x, PoolKind kind, bool count_padding, int power)
{
    const Shape& from = b.shape(x);
    return b.pool(kind, x, s.over(Shape(from.begin() + 1, from.end())), count_padding, power);
}

namespace {

std::vector<std::int64_t> per_axis(const std::vector<std::int64_t>& size, std::size_t axes)
{
    return size.size() == 1 ? std::vector(axes, size[0]) : size;
}

} // namespace

Inferred infer_adaptive(Text layer, const std::vector<std::int64_t>& size, const Shape& found)
{
    if (found.size() < 2 || found.size() > 4)
        return needs_axes(layer, found, 2, [&](const Shape& picture) { return infer_adaptive(layer, size, picture); });
    const std::size_t axes = found.size() - 1;
    if (auto fault = entries_fault("size", size, {1, axes}, found)) {
        const auto& mended = std::get<ChangeSetting>(fault->repairs[0].action).value;
        fault->assumed = std::get<Shape>(infer_adaptive(layer, std::get<std::vector<std::int64_t>>(mended), found));
        return *fault;
    }
    Shape result = per_axis(size, axes);
    result.insert(result.begin(), found[0]);
    return too_large(result) ? Inferred(too_large_fault(layer, result, "size")) : result;
}

Inferred infer_global(Text layer, const Shape& found)
{
    if (found.size() >= 2 && found.size() <= 4)
        return Shape{found[0]};
    Fault fault = needs_axes(layer, found, 2, [&](const Shape& picture) { return infer_global(layer, picture); });
    if (found.size() == 1) {
        // What is a vector already needs no pooling.
        fault.repairs.insert(fault.repairs.begin(), {Message(LOOM_TEXT("Take %1 out"), layer), TakeOut{}});
        fault.assumed = found;
    }
    return fault;
}

TensorId lower_adaptive(Builder& b, const std::vector<std::int64_t>& size, TensorId x, PoolKind kind)
{
    const Shape from(b.shape(x).begin() + 2, b.shape(x).end());
    const Shape to = per_axis(size, from.size());
    const std::vector<std::int64_t> none(from.size(), 0), ones(from.size(), 1);
    auto pool = [&](TensorId y, const std::vector<std::int64_t>& window) {
        return b.pool(kind, y, {window, window, ones, none, none});
    };
    std::vector<std::int64_t> window;
    for (std::size_t i = 0; i < from.size(); ++i)
        window.push_back(from[i] % to[i] == 0 ? from[i] / to[i] : 0);
    if (std::ranges::find(window, 0) == window.end())
        return pool(x, window);
    // Uneven windows one by one, axis by axis: largest values and averages of even ones can be taken in turns.
    for (std::size_t axis = 0; axis < from.size(); ++axis) {
        std::vector<TensorId> made;
        for (std::int64_t i = 0; i < to[axis]; ++i) {
            const auto begin = i * from[axis] / to[axis], end = ((i + 1) * from[axis] + to[axis] - 1) / to[axis];
            std::vector<std::int64_t> whole = ones;
            whole[axis] = end - begin;
            made.push_back(pool(b.slice(x, int(axis) + 2, begin, end - begin), whole));
        }
        x = made.size() == 1 ? made[0] : b.concat(made, int(axis) + 2);
    }
    return x;
}

std::string torch_pool(const Sliding& s, const SourceValue& x, PoolKind kind, bool count_padding, std::int64_t power)
{
    const Window w = s.over(x.sample);
    std::string numbers = ", " + python_sizes(s.size);
    if (s.stride != s.size)
        numbers += ", stride=" + python_sizes(s.stride);
    const auto pool = [&](const char* name, const std::string& from, const std::string& more = {}) {
        return with_axes(name, s.rank(), 'd') + "(" + from + numbers + more + ")";
    };
    const auto padded = [&](const std::string& from, std::string_view fill = {}) {
        return torch_padded(from, w.pad_begin, w.pad_end, fill);
    };
    if (kind == PoolKind::Norm) {
        const auto raised = power == 1 ? x.text + ".abs()" : x.text + ".abs() ** " + python(power);
        const std::string sum =
            pool("F.avg_pool", padded(raised)) + " * " + python(std::int64_t(count(s.size)));
        return power == 1 ? sum : "(" + sum + ") ** (1 / " + python(power) + ")";
    }
    // PyTorch pads both ends alike, by half a window at most.
    bool alike = w.pad_begin == w.pad_end, any = false;
    for (std::size_t i = 0; i < s.rank(); ++i) {
        alike = alike && 2 * w.pad_begin[i] <= s.size[i];
        any = any || w.pad_begin[i] + w.pad_end[i] > 0;
    }
    const std::string padding = any ? ", padding=" + python_sizes(w.pad_begin) : "";
    if (kind == PoolKind::Max)
        return alike ? pool("F.max_pool", x.text, padding)
                     : pool("F.max_pool", padded(x.text, "float(\"-inf\")"));
    if (!any || alike)
        return pool("F.avg_pool", x.text, padding + (any && !count_padding ? ", count_include_pad=False" : ""));
    const std::string whole = pool("F.avg_pool", padded(x.text));
    return count_padding ? whole : whole + " / " + pool("F.avg_pool", padded("torch.ones_like(" + x.text + ")"));
}

std::string keras_pool(SourceWriter& writer, const Sliding& s, const SourceValue& x, PoolKind kind, bool count_padding,
                       std::int64_t power)
{
    const Window w = s.over(x.sample);
    const bool any = w.pad_begin != std::vector<std::int64_t>(s.rank(), 0) || w.pad_begin != w.pad_end;
    const auto padded = [&](const std::string& from, std::string_view fill = {}) {
        return keras_padded(from, w.pad_begin, w.pad_end, fill);
    };
    SourceWriter::Arguments arguments{python_sizes(s.size)};
    if (s.stride != s.size)
        arguments.push_back(keyword("strides", python_sizes(s.stride)));
    if (kind == PoolKind::Max && s.padding == Padding::Same)
        arguments.push_back(keyword("padding", python_string("same")));
    if (kind == PoolKind::Max)
        return writer.make(with_axes("layers.MaxPooling", s.rank(), 'D'), arguments) + "(" +
               (s.padding == Padding::Same ? x.text : padded(x.text, "float(\"-inf\")")) + ")";
    if (kind == PoolKind::Average && !any)
        return writer.make(with_axes("layers.AveragePooling", s.rank(), 'D'), arguments) + "(" + x.text + ")";

    const auto average = [&](const std::string& from) {
        return "ops.average_pool(" + from + ", " + python_sizes(s.size) + ", " + python_sizes(s.stride) + ")";
    };
    if (kind == PoolKind::Average) {
        const std::string whole = average(padded(x.text));
        return count_padding ? whole : whole + " / " + average(padded("ops.ones_like(" + x.text + ")"));
    }
    const auto raised = power == 1 ? "ops.abs(" + x.text + ")" : "ops.abs(" + x.text + ") ** " + python(power);
    const std::string sum = average(padded(raised)) + " * " + python(std::int64_t(count(s.size)));
    return power == 1 ? sum : "(" + sum + ") ** (1 / " + python(power) + ")";
}

std::string torch_adaptive(const std::vector<std::int64_t>& size, const SourceValue& x, PoolKind kind)
{
    const std::size_t axes = x.sample.size() - 1;
    return with_axes(kind == PoolKind::Max ? "F.adaptive_max_pool" : "F.adaptive_avg_pool", axes, 'd') + "(" + x.text +
           ", " + python_sizes(size) + ")";
}

namespace {

constexpr std::string_view keras_adaptive_pool = R"(def adaptive_pool(x, sizes, pool):
    """Makes so many places of each spatial axis: place i of those from floor(i·in/out) to ceil((i + 1)·in/out)."""
    for axis, size in enumerate(sizes, 1):
        length = x.shape[axis]
        places = [range(i * length // size, -(-(i + 1) * length // size)) for i in range(size)]
        x = ops.concatenate(
            [pool(ops.take(x, list(place), axis=axis), axis=axis, keepdims=True) for place in places], axis=axis
        )
    return x)";

} // namespace

std::string keras_adaptive(SourceWriter& w, const std::vector<std::int64_t>& size, const SourceValue& x, PoolKind kind)
{
    w.helper(keras_adaptive_pool);
    return "adaptive_pool(" + x.text + ", " + python_tuple(per_axis(size, x.sample.size() - 1)) + ", " +
           (kind == PoolKind::Max ? "ops.max" : "ops.mean") + ")";
}

Message pool_summary(const Sliding& s)
{
    std::vector<Message> parts = s.summary();
    if (all_ones(s.stride))
        parts.insert(parts.begin() + 1, stride_text(s.stride));
    return joined(parts);
}

Formula pool_formula(const Sliding& sliding, PoolKind kind, bool count_padding, std::int64_t power)
{
    const std::string result = "y_{c," + sliding.formula_result() + "} = ", x = "x_{c, " + sliding.formula_places() + "}";
    std::string ranges;
    for (std::size_t i = 0; i < sliding.rank(); ++i)
        if (sliding.size[i] > 1)
            ranges += (ranges.empty() ? "0 <= " : ", 0 <= ") + std::string(1, window_letters[i]) + " < " + std::to_string(sliding.size[i]);
    const bool padded = sliding.padding == Padding::Same ||
                        (sliding.padding == Padding::Explicit && std::ranges::any_of(sliding.pads, [](auto p) { return p > 0; }));
    std::vector<Formula::Word> where{{"c", LOOM_TEXT("which channel")}};
    if (sliding.padding == Padding::Same)
        where.push_back({"p", LOOM_TEXT("places in front of the input, which hold no values")});
    switch (kind) {
    case PoolKind::Max:
        return {result + (ranges.empty() ? x : "max_{" + ranges + "} " + x), std::move(where)};
    case PoolKind::Average: {
        const bool all = count_padding || !padded;
        if (!all)
            where.push_back({"n_{" + sliding.formula_result() + "}", LOOM_TEXT("places of the window that lie in the input")});
        const std::string share =
            all ? "frac{1}{" + std::to_string(count(sliding.size)) + "} " : "frac{1}{n_{" + sliding.formula_result() + "}} ";
        return {result + share + sliding.formula_sums() + x, std::move(where)};
    }
    case PoolKind::Norm:
        break;
    }
    const std::string p = std::to_string(power);
    return {result + "(" + sliding.formula_sums() + "{abs{" + x + "}}^{" + p + "})^{1/" + p + "}", std::move(where)};
}

Formula adaptive_formula(const std::vector<std::int64_t>& size, PoolKind kind)
{
    std::vector<Formula::Word> where{
        {"c", LOOM_TEXT("which channel")},
        {"B_i", Message(LOOM_TEXT("places from ⌊i·n/m⌋ to before ⌈(i + 1)·n/m⌉ along each axis of n places, m being %1"),
                        value_text(size))},
        {"i", LOOM_TEXT("place in the result")},
        {"u", LOOM_TEXT("place in the input")}};
    if (kind == PoolKind::Max)
        return {"y_{c,i} = max_{u in B_i} x_{c,u}", std::move(where)};
    return {"y_{c,i} = frac{1}{abs{B_i}} sum_{u in B_i} x_{c,u}", std::move(where)};
}

} // namespace loom
