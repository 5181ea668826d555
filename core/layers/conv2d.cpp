#include "schema/curves.h"
#include "schema/initializers.h"
#include "schema/windows.h"

#include <numeric>

namespace loom {
namespace {

constexpr Text title = LOOM_TEXT("Conv 2D");

struct Conv2d {
    std::int64_t filters = 32;
    std::vector<std::int64_t> kernel = {3, 3}, stride = {1, 1};
    Padding padding = Padding::Valid;
    std::vector<std::int64_t> pads = {0, 0, 0, 0};
    std::int64_t dilation = 1, groups = 1;
    bool bias = true;
    Ending activation = Ending::None;
    Initializer initializer = Initializer::GlorotUniform;

    Sliding sliding() const { return {title, kernel, stride, dilation, padding, pads}; }

    Inferred infer(std::span<const Shape> in) const
    {
        const Shape& x = in[0];
        if (x.size() != 3)
            return needs_picture(title, x, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        if (x[0] % groups != 0 || filters % groups != 0)
            return groups_fault(x);
        if (auto fault = sliding().fault(x, "kernel", filters))
            return *fault;
        const Shape weight{filters, x[0] / groups, kernel[0], kernel[1]}, result = sliding().out(x, filters);
        for (const Shape& made : {weight, result})
            if (too_large(made))
                return too_large_fault(title, made, "filters");
        return result;
    }

    Fault groups_fault(const Shape& x) const
    {
        Fault fault{.message =
                        x[0] % groups != 0
                            ? Message(LOOM_TEXT("%1 input channels cannot be shared out to %2 groups."), x[0], groups)
                            : Message(LOOM_TEXT("%1 filters cannot be shared out to %2 groups."), filters, groups),
                    .hint = LOOM_TEXT("Choose a number of groups that divides both the channels and the filters."),
                    .port = 0,
                    .setting = "groups",
                    .found = x,
                    .repairs = {{LOOM_TEXT("Set groups to 1"), ChangeSetting{"groups", std::int64_t{1}}}}};
        std::int64_t best = std::min(groups, std::gcd(x[0], filters));
        while (std::gcd(x[0], filters) % best != 0)
            --best;
        if (best > 1)
            fault.repairs.push_back({Message(LOOM_TEXT("Set groups to %1"), best), ChangeSetting{"groups", best}});
        if (const Shape out = sliding().out(x, filters); !too_large(out))
            fault.assumed = out;
        return fault;
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        const auto area = kernel[0] * kernel[1], channels = x[1] / groups;
        const TensorId w = b.weight("weight", {filters, channels, kernel[0], kernel[1]},
                                    init_of(initializer, channels * area, filters * area));
        TensorId y = b.conv(in[0], w, sliding().over({x[1], x[2], x[3]}), groups);
        if (bias)
            y = b.add_bias(y, b.weight("bias", {filters}, {}));
        return apply(b, activation, y);
    }

    Message summary() const
    {
        std::vector<Message> parts = sliding().summary();
        parts.insert(parts.begin(), filters_text(filters));
        if (groups != 1)
            parts.emplace_back(LOOM_TEXT("%1 groups"), groups);
        if (activation != Ending::None)
            parts.emplace_back(name_of(activation));
        return joined(parts);
    }
};

} // namespace

const LayerType& conv2d_layer()
{
    static const LayerType type = layer<Conv2d>({
        .id = "conv2d",
        .title = title,
        .help = LOOM_TEXT(
            "Slides small learned filters over a picture; each gives one new channel that lights up where its pattern "
            "is. The same weights serve every place, so it needs few of them and finds a pattern wherever it lies. "
            "Use it for pictures, several behind each other."),
        .category = Category::Convolution,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings =
            {setting(&Conv2d::filters,
                     {.key = "filters",
                      .label = LOOM_TEXT("Filters"),
                      .help = LOOM_TEXT("How many patterns are learned; each gives one output channel."),
                      .min = 1,
                      .max = 65536}),
             setting(&Conv2d::kernel,
                     {.key = "kernel",
                      .label = LOOM_TEXT("Kernel"),
                      .help = LOOM_TEXT("Height and width of a filter. 3×3 is usual; larger ones see more and cost "
                                        "more."),
                      .unit = LOOM_TEXT("px"),
                      .min = 1,
                      .max = 255,
                      .entries = 2}),
             setting(&Conv2d::stride,
                     {.key = "stride",
                      .label = LOOM_TEXT("Stride"),
                      .help = LOOM_TEXT("How far the filter moves each time, down and across. 2 halves the picture."),
                      .unit = LOOM_TEXT("px"),
                      .min = 1,
                      .max = 255,
                      .entries = 2}),
             padding_setting(&Conv2d::padding), pads_setting(&Conv2d::pads),
             setting(&Conv2d::dilation,
                     {.key = "dilation",
                      .label = LOOM_TEXT("Dilation"),
                      .help = LOOM_TEXT("Distance between the pixels that a filter looks at. 2 leaves every second "
                                        "one out, so a 3×3 filter spans 5×5."),
                      .min = 1,
                      .max = 64,
                      .advanced = true}),
             setting(&Conv2d::groups,
                     {.key = "groups",
                      .label = LOOM_TEXT("Groups"),
                      .help = LOOM_TEXT("Splits the channels into groups that do not see each other. As many groups as "
                                        "channels make a depthwise convolution."),
                      .min = 1,
                      .max = 65536,
                      .advanced = true}),
             setting(&Conv2d::bias,
                     {.key = "bias",
                      .label = LOOM_TEXT("Bias"),
                      .help = LOOM_TEXT("Adds a learned number to each result. Not needed where Batch norm follows.")}),
             ending_setting(&Conv2d::activation, false), initializer_setting(&Conv2d::initializer)},
    });
    return type;
}

} // namespace loom
