#include "schema/formula.h"
#include "schema/windows.h"

namespace loom {
namespace {

constexpr Text pixel_shuffle_title = LOOM_TEXT("Pixel shuffle");

/// Shi et al. 2016, "Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural
/// network": {C·r², H, W} becomes {C, r·H, r·W}; channel (c·r + i)·r + j gives the pixels (r·y + i, r·x + j).
struct PixelShuffle {
    std::int64_t factor = 2;

    Inferred infer(std::span<const Shape> in) const
    {
        const Shape& x = in[0];
        if (x.size() != 3)
            return needs_axes(pixel_shuffle_title, x, 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
        const auto square = factor * factor;
        if (x[0] % square == 0)
            return Shape{x[0] / square, x[1] * factor, x[2] * factor};
        const auto next = (x[0] + square - 1) / square * square;
        return Fault{.message = Message(LOOM_TEXT("%1 channels cannot be shared out to %2 pixels each."), x[0], square),
                     .hint = LOOM_TEXT("The number of channels must be a multiple of the factor's square."),
                     .port = 0,
                     .setting = "factor",
                     .expected = Shape{next, x[1], x[2]},
                     .found = x,
                     .repairs = {{LOOM_TEXT("Insert 1×1 convolution"),
                                  InsertBefore{0,
                                               "conv2d",
                                               {{"filters", next}, {"kernel", std::vector<std::int64_t>{1, 1}}}}}},
                     .assumed = Shape{next / square, x[1] * factor, x[2] * factor}};
    }

    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const Shape x = b.shape(in[0]);
        const auto channels = x[1] / (factor * factor);
        const TensorId apart = b.reshape(in[0], {x[0], channels, factor, factor, x[2], x[3]});
        return b.reshape(b.permute(apart, {0, 1, 4, 2, 5, 3}), {x[0], channels, x[2] * factor, x[3] * factor});
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "F.pixel_shuffle(" + in[0].text + ", " + python(factor) + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        w.helper(R"(def pixel_shuffle(x, factor):
    """Makes a block of pixels of each group of channels (Shi et al. 2016)."""
    height, width, channels = x.shape[1], x.shape[2], x.shape[3] // factor**2
    x = ops.reshape(x, (-1, height, width, channels, factor, factor))
    return ops.reshape(ops.transpose(x, (0, 1, 4, 2, 5, 3)), (-1, height * factor, width * factor, channels)))");
        return "pixel_shuffle(" + in[0].text + ", " + python(factor) + ")";
    }

    Formula formula() const
    {
        const std::string r = std::to_string(factor), square = std::to_string(factor * factor);
        return {"y_{c,i,j} = x_{" + square + " c + " + r + " u + v, k, l} ;; i = " + r + " k + u , j = " + r + " l + v , 0 <= u, v < " + r,
                {{"c", LOOM_TEXT("which channel")}, {"k", LOOM_TEXT("row in the input")}, {"l", LOOM_TEXT("column in the input")},
                 {"u", LOOM_TEXT("row among the pixels of one place")}, {"v", LOOM_TEXT("column among them")}}};
    }

    Message summary() const { return Message(LOOM_TEXT("×%1"), factor); }
};

} // namespace

const LayerType& pixel_shuffle_layer()
{
    static const LayerType type = layer<PixelShuffle>({
        .id = "pixel_shuffle",
        .title = pixel_shuffle_title,
        .help = LOOM_TEXT(
            "Makes a larger picture of a smaller one with more channels: each group of channels becomes a small block of "
            "pixels. Nothing is computed. With a convolution before it, it enlarges pictures sharply and cheaply."),
        .category = Category::Convolution,
        .inputs = {{"x", LOOM_TEXT("Pictures: height, width and channels.")}},
        .settings = {setting(&PixelShuffle::factor,
                             {.key = "factor",
                              .label = LOOM_TEXT("Factor"),
                              .help = LOOM_TEXT("How many times as high and wide the picture becomes. It needs the "
                                                "factor's square times as many channels."),
                              .min = 1,
                              .max = 16})},
    });
    return type;
}

} // namespace loom
