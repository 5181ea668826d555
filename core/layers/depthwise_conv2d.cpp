#include "schema/convolution.h"
#include "schema/formula.h"

namespace loom {
namespace {

constexpr Text depthwise_conv2d_title = LOOM_TEXT("Depthwise conv 2D");

struct DepthwiseConv2d {
    std::int64_t multiplier = 1;
    std::vector<std::int64_t> kernel = {3, 3}, stride = {1, 1};
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {0, 0, 0, 0};
    std::int64_t dilation = 1;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;
    bool spectral_norm = false;

    /// A group for each channel.
    Filters all(std::int64_t channels) const
    {
        return {{depthwise_conv2d_title, kernel, stride, dilation, padding, pads}, channels * multiplier, channels, initializer, spectral_norm};
    }
    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() != 3)
            return needs_axes(depthwise_conv2d_title, in[0], 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        return all(in[0][0]).infer(in[0], "multiplier");
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return finish(b, all(b.shape(in[0])[1]).lower(b, in[0]), {bias, activation});
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return all(in[0].sample[0]).torch(w, in[0], {bias, activation});
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return all(in[0].sample[0]).keras(w, in[0], {bias, activation});
    }
    Formula formula() const
    {
        return all(1).formula({bias, activation}, multiplier);
    }

    Message summary() const
    {
        std::vector<Message> parts = all(1).sliding.summary();
        if (multiplier != 1)
            parts.insert(parts.begin(), Message(LOOM_TEXT("%1 per channel"), multiplier));
        return with_ending(std::move(parts), activation);
    }
};

} // namespace

const LayerType& depthwise_conv2d_layer()
{
    using Here = DepthwiseConv2d;
    static const LayerType type = layer<Here>({
        .id = "depthwise_conv2d",
        .title = depthwise_conv2d_title,
        .help = LOOM_TEXT(
            "Slides a filter of its own over each channel of a picture, without mixing channels. It needs very few "
            "weights; a 1×1 convolution behind it does the mixing. Use it in small, fast networks."),
        .category = Category::Convolution,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = {setting(&Here::multiplier,
                             {.key = "multiplier",
                              .label = LOOM_TEXT("Filters per channel"),
                              .help = LOOM_TEXT("How many patterns are learned for each channel; each gives one output "
                                                "channel."),
                              .min = 1,
                              .max = 1024}),
                     kernel_setting(&Here::kernel), stride_setting(&Here::stride), padding_setting(&Here::padding),
                     pads_setting(&Here::pads), dilation_setting(&Here::dilation), bias_setting(&Here::bias),
                     ending_setting(&Here::activation, false), initializer_setting(&Here::initializer),
                     spectral_norm_setting(&Here::spectral_norm)},
    });
    return type;
}

} // namespace loom
