#include "schema/convolution.h"
#include "schema/formula.h"

namespace loom {
namespace {

constexpr Text separable_conv2d_title = LOOM_TEXT("Separable conv 2D");

/// Chollet 2017, "Xception": a depthwise convolution, then a pointwise one; nothing in between, one bias at the end.
struct SeparableConv2d {
    std::int64_t filters = 32, multiplier = 1;
    std::vector<std::int64_t> kernel = {3, 3}, stride = {1, 1};
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {0, 0, 0, 0};
    std::int64_t dilation = 1;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    Filters depthwise(std::int64_t channels) const
    {
        return {{separable_conv2d_title, kernel, stride, dilation, padding, pads}, channels * multiplier, channels, initializer, spectral_norm};
    }
    Filters pointwise() const { return {{separable_conv2d_title, {1, 1}, {1, 1}}, filters, 1, initializer, spectral_norm}; }

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 3)
            return needs_axes(separable_conv2d_title, in[0], 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        Inferred spread = depthwise(in[0][0]).infer(in[0], "multiplier");
        if (Fault* fault = std::get_if<Fault>(&spread)) {
            if (fault->assumed)
                (*fault->assumed)[0] = filters;
            return spread;
        }
        return pointwise().infer(std::get<Shape>(spread));
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const TensorId spread = depthwise(b.shape(in[0])[1]).lower(b, in[0], "depthwise");
        return finish(b, pointwise().lower(b, spread, "pointwise"), {bias, activation});
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const SourceValue spread{depthwise(in[0].sample[0]).torch(w, in[0], {false}, "depthwise", "depthwise"),
                                 std::get<Shape>(depthwise(in[0].sample[0]).infer(in[0].sample))};
        return pointwise().torch(w, spread, {bias, activation}, "pointwise", "pointwise");
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const SourceValue spread{depthwise(in[0].sample[0]).keras(w, in[0], {false}, "depthwise", "depthwise"),
                                 std::get<Shape>(depthwise(in[0].sample[0]).infer(in[0].sample))};
        return pointwise().keras(w, spread, {bias, activation}, "pointwise", "pointwise");
    }
    Formula formula() const
    {
        Formula made = pointwise().formula({bias, activation});
        const Filters spread = depthwise(1);
        const std::string within = spread.sliding.formula_within(), d = spectral_norm ? "hat{d}" : "d";
        const std::string from = multiplier == 1 ? "c" : "floor{frac{c}{" + std::to_string(multiplier) + "}}";
        made.text = "a_{c,i,j} = " + spread.sliding.formula_sums() + d + "_{c" + (within.empty() ? "" : "," + within) + "} x_{" + from +
                    ", " + spread.sliding.formula_places() + "} ;; " + made.text;
        // The second convolution takes what the first one made.
        made.text.replace(made.text.find(" x_{c, i, j}"), 12, " a_{c,i,j}");
        made.where.push_back({"d", LOOM_TEXT("learned filter of each channel")});
        made.where.push_back({"a", LOOM_TEXT("what the first step makes")});
        return made;
    }

    Message summary() const
    {
        std::vector<Message> parts = depthwise(1).sliding.summary();
        parts.insert(parts.begin(), filters_text(filters));
        if (multiplier != 1)
            parts.emplace_back(LOOM_TEXT("%1 per channel"), multiplier);
        return with_ending(std::move(parts), activation);
    }
};

} // namespace

const LayerType& separable_conv2d_layer()
{
    using Here = SeparableConv2d;
    static const LayerType type = layer<Here>({
        .id = "separable_conv2d",
        .title = separable_conv2d_title,
        .help = LOOM_TEXT(
            "A convolution in two cheap steps: a filter of its own for each channel, then a 1×1 convolution that mixes "
            "the channels. It needs a fraction of the weights and work of Conv 2D and is often as good."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = {filters_setting(&Here::filters),
                     setting(&Here::multiplier,
                             {.key = "multiplier",
                              .label = LOOM_TEXT("Filters per channel"),
                              .help = LOOM_TEXT("How many filters slide over each channel before the channels are mixed."),
                              .min = 1,
                              .max = 1024,
                              .advanced = true}),
                     kernel_setting(&Here::kernel), stride_setting(&Here::stride), padding_setting(&Here::padding),
                     pads_setting(&Here::pads), dilation_setting(&Here::dilation), bias_setting(&Here::bias),
                     ending_setting(&Here::activation, false), initializer_setting(&Here::initializer),
                     spectral_norm_setting(&Here::spectral_norm)},
    });
    return type;
}

} // namespace loom
