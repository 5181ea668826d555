#include "schema/convolution.h"

#include <numeric>

namespace loom {
namespace {

/// Why so many groups cannot be, where they cannot. `channels` is the input's, `made` the output's shape without them.
std::optional<Fault> groups_fault(const Shape& sample, std::int64_t filters, std::int64_t groups, const Shape& made)
{
    const auto channels = sample[0];
    if (channels % groups == 0 && filters % groups == 0)
        return {};
    Fault fault{.message =
                    channels % groups != 0
                        ? Message(LOOM_TEXT("%1 input channels cannot be shared out to %2 groups."), channels, groups)
                        : Message(LOOM_TEXT("%1 filters cannot be shared out to %2 groups."), filters, groups),
                .hint = LOOM_TEXT("Choose a number of groups that divides both the channels and the filters."),
                .port = 0,
                .setting = "groups",
                .found = sample,
                .repairs = {{LOOM_TEXT("Set groups to 1"), ChangeSetting{"groups", std::int64_t{1}}}}};
    std::int64_t best = std::min(groups, std::gcd(channels, filters));
    while (std::gcd(channels, filters) % best != 0)
        --best;
    if (best > 1)
        fault.repairs.push_back({Message(LOOM_TEXT("Set groups to %1"), best), ChangeSetting{"groups", best}});
    if (!too_large(made))
        fault.assumed = made;
    return fault;
}

std::vector<Message> filters_summary(const Sliding& sliding, std::int64_t filters, std::int64_t groups)
{
    std::vector<Message> parts = sliding.summary();
    parts.insert(parts.begin(), filters_text(filters));
    if (groups != 1)
        parts.emplace_back(LOOM_TEXT("%1 groups"), groups);
    return parts;
}

Shape weight_shape(std::int64_t outer, std::int64_t inner, const std::vector<std::int64_t>& kernel)
{
    Shape shape{outer, inner};
    shape.insert(shape.end(), kernel.begin(), kernel.end());
    return shape;
}

Shape sample_of(const Shape& batch)
{
    return Shape(batch.begin() + 1, batch.end());
}

} // namespace

TensorId finish(Builder& b, TensorId y, const Finish& end)
{
    if (end.bias)
        y = b.add_bias(y, b.weight("bias", {b.shape(y)[1]}, {}));
    return apply(b, end.activation, y);
}

Message with_ending(std::vector<Message> parts, Ending activation)
{
    if (activation != Ending::None)
        parts.emplace_back(name_of(activation));
    return joined(parts);
}

// ---- Filters -------------------------------------------------------------------------------------------------------

Inferred Filters::infer(const Shape& sample, std::string blame) const
{
    if (sample.size() != sliding.rank() + 1)
        return needs_axes(sliding.layer, sample, sliding.rank(), [&](const Shape& mended) { return infer(mended, blame); });
    const Shape result = sliding.out(sample, filters);
    if (auto fault = groups_fault(sample, filters, groups, result))
        return *fault;
    if (auto fault = sliding.fault(sample, "kernel", filters))
        return *fault;
    for (const Shape& made : {weight_shape(filters, sample[0] / groups, sliding.size), result})
        if (too_large(made))
            return too_large_fault(sliding.layer, made, blame);
    return result;
}

TensorId Filters::lower(Builder& b, TensorId x, std::string_view weight) const
{
    const Shape sample = sample_of(b.shape(x));
    const auto area = std::int64_t(count(sliding.size)), channels = sample[0] / groups;
    TensorId w = b.weight(weight, weight_shape(filters, channels, sliding.size),
                          init_of(initializer, channels * area, filters * area));
    if (spectral_norm)
        w = spectrally_normalised(b, w, weight, 0);
    return b.conv(x, w, sliding.over(sample), groups);
}

Array Filters::values(SourceWriter& w, std::string_view weight) const
{
    return spectral_norm ? spectrally_normalised(w, weight, 0) : w.own(weight);
}

std::string Filters::torch(SourceWriter& w, const SourceValue& x, const Finish& end, std::string_view weight,
                           std::string_view part) const
{
    const Window over = sliding.over(x.sample);
    SourceWriter::Arguments arguments{python(x.sample[0]), python(filters), python_sizes(sliding.size)};
    if (!all_ones(sliding.stride))
        arguments.push_back(keyword("stride", python_sizes(sliding.stride)));
    std::string from = x.text;
    const std::vector<std::int64_t> none(sliding.rank(), 0);
    if (sliding.padding == Padding::Same && all_ones(sliding.stride))
        arguments.push_back(keyword("padding", python_string("same")));
    else if (over.pad_begin != over.pad_end)
        from = torch_padded(from, over.pad_begin, over.pad_end);
    else if (over.pad_begin != none)
        arguments.push_back(keyword("padding", python_sizes(over.pad_begin)));
    if (sliding.dilation != 1)
        arguments.push_back(keyword("dilation", python(sliding.dilation)));
    if (groups != 1)
        arguments.push_back(keyword("groups", python(groups)));
    if (!end.bias)
        arguments.push_back(keyword("bias", python(false)));
    const std::string made = w.make(with_axes("nn.Conv", sliding.rank(), 'd'), arguments, part);
    w.weight("weight", values(w, weight), part);
    if (end.bias)
        w.weight("bias", w.own("bias"), part);
    return torch_curve(end.activation, made + "(" + from + ")");
}

std::string Filters::keras(SourceWriter& w, const SourceValue& x, const Finish& end, std::string_view weight,
                           std::string_view part) const
{
    const std::size_t axes = sliding.rank();
    const Window over = sliding.over(x.sample);
    // Keras has strides or dilation, never both: then all places are computed and some are taken.
    const bool thinned = sliding.dilation != 1 && !all_ones(sliding.stride);
    SourceWriter::Arguments arguments{python(filters), python_sizes(sliding.size)};
    std::string from = x.text;
    if (!thinned && !all_ones(sliding.stride))
        arguments.push_back(keyword("strides", python_sizes(sliding.stride)));
    if (!thinned && sliding.padding == Padding::Same)
        arguments.push_back(keyword("padding", python_string("same")));
    else
        from = keras_padded(from, over.pad_begin, over.pad_end);
    if (sliding.dilation != 1)
        arguments.push_back(keyword("dilation_rate", python(sliding.dilation)));
    if (groups != 1)
        arguments.push_back(keyword("groups", python(groups)));
    if (!end.bias)
        arguments.push_back(keyword("use_bias", python(false)));
    const std::string y =
        keras_ending(w, with_axes("layers.Conv", axes, 'D'), arguments, from, end.activation, part);
    std::vector<int> order(axes + 2); // {filters, channels, spatial…} as {spatial…, channels, filters}.
    std::iota(order.begin(), order.end(), 2);
    order[axes] = 1;
    order[axes + 1] = 0;
    w.weight("kernel", permuted(values(w, weight), order), part);
    if (end.bias)
        w.weight("bias", w.own("bias"), part);
    if (!thinned)
        return y;
    const Shape out = sliding.out(x.sample, filters);
    std::vector<Run> taken;
    for (std::size_t i = 0; i < axes; ++i)
        taken.push_back({0, out[i + 1], sliding.stride[i]});
    return y + keras_places(taken);
}

Formula Filters::formula(const Finish& end, std::int64_t depthwise) const
{
    std::vector<Formula::Word> where;
    const std::string within = sliding.formula_within(), w = spectral_norm ? "hat{w}" : "w",
                      place = "o," + sliding.formula_result();
    std::string channels = "sum_{c=1}^{C} ", from = "c, ", learned = w + "_{o,c" + (within.empty() ? "" : "," + within) + "}";
    if (depthwise > 0) {
        channels = "";
        from = depthwise == 1 ? "o, " : "floor{frac{o}{" + std::to_string(depthwise) + "}}, ";
        learned = w + "_{o" + (within.empty() ? "" : "," + within) + "}";
    } else if (groups > 1) {
        channels = "sum_{c in G_o} ";
        where.push_back({"G_o", Message(LOOM_TEXT("channels of the same one of %1 groups"), groups)});
    }
    const std::string sum = std::string(end.bias ? "b_o + " : "") + channels + sliding.formula_sums() + learned + " x_{" + from +
                            sliding.formula_places() + "}";
    Formula made = ended_formula(place, sum, end.activation, std::move(where));
    if (spectral_norm)
        add_spectral_norm(made);
    return made;
}

std::vector<Message> Filters::summary() const
{
    return filters_summary(sliding, filters, groups);
}

// ---- Transposed ----------------------------------------------------------------------------------------------------

std::pair<Window, Shape> TransposedFilters::over(const Shape& sample) const
{
    Sliding free = sliding;
    if (free.padding == Padding::Same) // It means something else here.
        free.padding = Padding::Valid;
    std::pair<Window, Shape> made{free.over(sample), {filters}};
    Window& w = made.first;
    for (std::size_t i = 0; i < sliding.rank(); ++i) {
        const auto in = sample[i + 1];
        if (sliding.padding == Padding::Same) {
            const auto cut = std::max<std::int64_t>(0, w.dilation[i] * (w.kernel[i] - 1) + 1 - w.stride[i]);
            w.pad_begin[i] = cut / 2;
            w.pad_end[i] = cut - cut / 2;
            made.second.push_back(in * w.stride[i]);
        } else {
            made.second.push_back(transposed(in, w, i) + output_padding[i]);
        }
    }
    return made;
}

Inferred TransposedFilters::infer(const Shape& sample) const
{
    if (sample.size() != sliding.rank() + 1)
        return needs_axes(sliding.layer, sample, sliding.rank(), [&](const Shape& mended) { return infer(mended); });
    const Shape result = over(sample).second;
    TransposedFilters same = *this;
    same.sliding.padding = Padding::Same;
    for (std::size_t i = 0; i < sliding.rank(); ++i)
        if (sliding.padding != Padding::Same && output_padding[i] >= sliding.stride[i]) {
            TransposedFilters less = *this;
            for (std::size_t k = 0; k < sliding.rank(); ++k)
                less.output_padding[k] = std::min(output_padding[k], sliding.stride[k] - 1);
            Fault fault{.message = Message(LOOM_TEXT("The output padding %1 is not smaller than the stride %2."),
                                           value_text(output_padding), value_text(sliding.stride)),
                        .hint = LOOM_TEXT("Output padding chooses among the sizes that the stride cannot tell apart, so "
                                          "it must be smaller."),
                        .setting = "output_padding",
                        .repairs = {{Message(LOOM_TEXT("Set output padding to %1"), value_text(less.output_padding)),
                                     ChangeSetting{"output_padding", less.output_padding}}}};
            if (const Inferred then = less.infer(sample); const Shape* shape = std::get_if<Shape>(&then))
                fault.assumed = *shape;
            return fault;
        }
    for (std::size_t i = 1; i < result.size(); ++i)
        if (result[i] < 1)
            return Fault{.message = Message(LOOM_TEXT("The padding %1 cuts off everything that %2 makes of %3."),
                                            value_text(sliding.pads), sliding.layer, shape_text(sample)),
                         .hint = LOOM_TEXT("Choose less padding or padding “same”."),
                         .port = 0,
                         .setting = "pads",
                         .found = sample,
                         .repairs = {{LOOM_TEXT("Set padding to same"), ChangeSetting{"padding", std::string("same")}}},
                         .assumed = same.over(sample).second};
    if (auto fault = groups_fault(sample, filters, groups, result))
        return *fault;
    for (const Shape& made : {weight_shape(sample[0], filters / groups, sliding.size), result})
        if (too_large(made))
            return too_large_fault(sliding.layer, made, "filters");
    return result;
}

TensorId TransposedFilters::lower(Builder& b, TensorId x) const
{
    const Shape sample = sample_of(b.shape(x));
    const auto area = std::int64_t(count(sliding.size)), made = filters / groups;
    TensorId w = b.weight("weight", weight_shape(sample[0], made, sliding.size),
                          init_of(initializer, made * area, sample[0] * area));
    if (spectral_norm)
        w = spectrally_normalised(b, w, "weight", 1);
    auto [window, result] = over(sample);
    result.insert(result.begin(), b.shape(x)[0]);
    return b.conv_transposed(x, w, std::move(window), std::move(result), groups);
}

Array TransposedFilters::values(SourceWriter& w) const
{
    return spectral_norm ? spectrally_normalised(w, "weight", 1) : w.own("weight");
}

std::string TransposedFilters::torch(SourceWriter& w, const SourceValue& x, const Finish& end) const
{
    const std::size_t axes = sliding.rank();
    const auto [window, result] = over(x.sample);
    // PyTorch cuts as much off at both ends and adds at the far one; the rest is cut off, or made from zeros, here.
    std::vector<std::int64_t> added(axes, 0), zeros(axes, 0);
    std::vector<Run> kept;
    bool cut = false;
    for (std::size_t i = 0; i < axes; ++i) {
        auto& more = added[i];
        more = result[i + 1] - transposed(x.sample[i + 1], window, i) + window.pad_begin[i] - window.pad_end[i];
        const auto most = std::max(window.stride[i], window.dilation[i]) - 1;
        if (more > most) {
            zeros[i] = (more - most + window.stride[i] - 1) / window.stride[i];
            more -= zeros[i] * window.stride[i];
        }
        cut = cut || more < 0;
        more = std::max<std::int64_t>(more, 0);
        kept.push_back({0, result[i + 1]});
    }
    const std::vector<std::int64_t> none(axes, 0);
    SourceWriter::Arguments arguments{python(x.sample[0]), python(filters), python_sizes(sliding.size)};
    if (!all_ones(sliding.stride))
        arguments.push_back(keyword("stride", python_sizes(sliding.stride)));
    if (window.pad_begin != none)
        arguments.push_back(keyword("padding", python_sizes(window.pad_begin)));
    if (added != none)
        arguments.push_back(keyword("output_padding", python_sizes(added)));
    if (groups != 1)
        arguments.push_back(keyword("groups", python(groups)));
    if (!end.bias)
        arguments.push_back(keyword("bias", python(false)));
    if (sliding.dilation != 1)
        arguments.push_back(keyword("dilation", python(sliding.dilation)));
    const std::string made = w.make(with_axes("nn.ConvTranspose", axes, 'd'), arguments);
    w.weight("weight", values(w));
    if (end.bias)
        w.weight("bias", w.own("bias"));
    return torch_curve(end.activation,
                       made + "(" + torch_padded(x.text, none, zeros) + ")" + (cut ? torch_places(kept) : ""));
}

std::string TransposedFilters::keras(SourceWriter& w, const SourceValue& x, const Finish& end) const
{
    const std::size_t axes = sliding.rank();
    const auto [window, result] = over(x.sample);
    // Without padding everything is there; what belongs to the result is taken out of it.
    std::vector<std::int64_t> zeros(axes, 0), spread;
    std::vector<Run> kept;
    const std::vector<std::int64_t> none(axes, 0);
    bool cut = false;
    for (std::size_t i = 0; i < axes; ++i) {
        const auto stride = window.stride[i], last = window.pad_begin[i] + result[i + 1];
        spread.push_back(window.dilation[i] * (window.kernel[i] - 1) + 1);
        auto whole = (x.sample[i + 1] - 1) * stride + std::max(spread[i], stride);
        if (last > whole) {
            zeros[i] = (last - whole + stride - 1) / stride;
            whole += zeros[i] * stride;
        }
        cut = cut || window.pad_begin[i] != 0 || last != whole;
        kept.push_back({window.pad_begin[i], result[i + 1]});
    }
    const std::string from = keras_padded(x.text, none, zeros);
    if (sliding.dilation != 1)
        w.note("The kernel holds its dilation as zeros between its values.");

    // {channels, filters/groups, spatial…}, with zeros between the values where dilated.
    Array weight = values(w);
    if (sliding.dilation != 1) {
        Array wide = filled(weight_shape(weight.shape[0], weight.shape[1], spread), 0);
        const std::size_t each = count(spread);
        for (std::size_t i = 0; i < weight.values.size(); ++i) {
            std::size_t to = 0, rest = i % count(sliding.size);
            for (std::size_t k = axes, factor = 1; k-- > 0; factor *= std::size_t(spread[k])) {
                to += rest % std::size_t(sliding.size[k]) * std::size_t(sliding.dilation) * factor;
                rest /= std::size_t(sliding.size[k]);
            }
            wide.values[i / count(sliding.size) * each + to] = weight.values[i];
        }
        weight = std::move(wide);
    }
    std::vector<int> order(axes + 2); // As {spatial…, filters, channels}.
    std::iota(order.begin(), order.end(), 2);
    order[axes] = 1;
    order[axes + 1] = 0;
    const auto channels = x.sample[0] / groups, made = filters / groups;
    const Array bias = end.bias ? w.own("bias") : Array{};
    std::vector<std::string> parts;
    for (std::int64_t g = 0; g < groups; ++g) {
        SourceWriter::Arguments arguments{python(made), python_sizes(spread)};
        if (!all_ones(sliding.stride))
            arguments.push_back(keyword("strides", python_sizes(sliding.stride)));
        if (!end.bias)
            arguments.push_back(keyword("use_bias", python(false)));
        const std::string part = groups == 1 ? "" : "group_" + std::to_string(g + 1);
        const std::string some =
            groups == 1 ? from : from + "[..., " + python(g * channels) + ":" + python((g + 1) * channels) + "]";
        parts.push_back(w.make(with_axes("layers.Conv", axes, 'D') + "Transpose", arguments, part) + "(" + some + ")");
        const auto share_of = [&](const Array& all, std::int64_t outer) {
            const auto each = std::ptrdiff_t(all.values.size() / std::size_t(groups));
            const auto begin = all.values.begin() + g * each;
            Array own{all.shape, {begin, begin + each}};
            own.shape[0] = outer;
            return own;
        };
        w.weight("kernel", permuted(share_of(weight, channels), order), part);
        if (end.bias)
            w.weight("bias", share_of(bias, made), part);
    }
    std::string y = parts[0];
    if (groups > 1) {
        y = "[";
        for (const std::string& p : parts)
            y += (y.size() == 1 ? "" : ", ") + p;
        y = w.make("layers.Concatenate", {}) + "(" + y + "])";
    }
    return keras_curve(end.activation, y + (cut ? keras_places(kept) : ""));
}

Formula TransposedFilters::formula(const Finish& end) const
{
    std::vector<Formula::Word> where{{"k", LOOM_TEXT("place in the input: row or step")},
                                     {"l", LOOM_TEXT("place in the input: column")},
                                     {"m", LOOM_TEXT("place in the input: depth")},
                                     {"h", LOOM_TEXT("place: depth")},
                                     {"p", LOOM_TEXT("places cut off in front of the result")}};
    where.erase(where.begin() + std::ptrdiff_t(sliding.rank()), where.begin() + 3);
    where.erase(where.begin() + std::ptrdiff_t(sliding.rank()) + (sliding.rank() < 3 ? 0 : 1),
                where.begin() + std::ptrdiff_t(sliding.rank()) + 1);
    static constexpr std::string_view to = "ijh", from = "klm";
    const std::string w = spectral_norm ? "hat{w}" : "w";
    std::string place = "o", weight = w + "_{c,o", input = "x_{c", sums;
    for (std::size_t i = 0; i < sliding.rank(); ++i) {
        place += std::string(",") + to[i];
        weight += std::string(",") + window_letters[i];
        input += std::string(",") + from[i];
        const std::string cut = sliding.padding == Padding::Same ? (sliding.rank() > 1 ? " - p_" + std::to_string(i + 1) : " - p")
                                : sliding.padding == Padding::Explicit && sliding.pads[i] > 0
                                    ? " - " + std::to_string(sliding.pads[i])
                                    : "";
        sums += "sum_{" + (sliding.stride[i] > 1 ? std::to_string(sliding.stride[i]) + " " : "") + from[i] + " + " +
                (sliding.dilation > 1 ? std::to_string(sliding.dilation) + " " : "") + window_letters[i] + cut + " = " + to[i] + "} ";
    }
    if (sliding.padding != Padding::Same)
        where.pop_back();
    std::string channels = "sum_{c=1}^{C} ";
    if (groups > 1) {
        channels = "sum_{c in G_o} ";
        where.push_back({"G_o", Message(LOOM_TEXT("channels of the same one of %1 groups"), groups)});
    }
    Formula made = ended_formula(place, (end.bias ? "b_o + " : "") + channels + sums + weight + "} " + input + "}", end.activation,
                                 std::move(where));
    if (spectral_norm)
        add_spectral_norm(made);
    return made;
}

std::vector<Message> TransposedFilters::summary() const
{
    std::vector<Message> parts = filters_summary(sliding, filters, groups);
    if (sliding.padding != Padding::Same && std::ranges::any_of(output_padding, [](auto p) { return p != 0; }))
        parts.emplace_back(LOOM_TEXT("output padding %1"), value_text(output_padding));
    return parts;
}

} // namespace loom
