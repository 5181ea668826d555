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

std::vector<Message> TransposedFilters::summary() const
{
    std::vector<Message> parts = filters_summary(sliding, filters, groups);
    if (sliding.padding != Padding::Same && std::ranges::any_of(output_padding, [](auto p) { return p != 0; }))
        parts.emplace_back(LOOM_TEXT("output padding %1"), value_text(output_padding));
    return parts;
}

} // namespace loom
