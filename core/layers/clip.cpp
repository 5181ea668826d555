#include "schema/formula.h"
#include "schema/shapes.h"

namespace loom {
namespace {

struct Clip {
    double low = 0, high = 1;

    Inferred infer(std::span<const Shape> in) const
    {
        if (low < high)
            return in[0];
        const double mended = low + 1;
        return Fault{
            .message = Message(LOOM_TEXT("The lowest value %1 is not below the highest value %2."), low, high),
            .hint = LOOM_TEXT("Make the highest value larger."),
            .setting = "high",
            .repairs = {{Message(LOOM_TEXT("Set the highest value to %1"), mended), ChangeSetting{"high", mended}}},
            .assumed = in[0]};
    }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const { return b.eltwise(Curve::Clip, in[0], low, high); }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "torch.clamp(" + in[0].text + ", " + python(low) + ", " + python(high) + ")";
    }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "ops.clip(" + in[0].text + ", " + python(low) + ", " + python(high) + ")";
    }

    Formula formula() const
    {
        return "y = min(" + number_text(high) + ", max(" + number_text(low) + ", x))";
    }

    Message summary() const { return Message(LOOM_TEXT("%1 to %2"), low, high); }
};

} // namespace

const LayerType& clip_layer()
{
    static const LayerType type = layer<Clip>({
        .id = "clip",
        .title = LOOM_TEXT("Clip"),
        .help =
            LOOM_TEXT("Keeps every value between a lowest and a highest one: what lies outside becomes the border."),
        .category = Category::Activation,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&Clip::low, {.key = "low",
                                          .label = LOOM_TEXT("Lowest value"),
                                          .help = LOOM_TEXT("What values below it become."),
                                          .min = -1e6,
                                          .max = 999999}),
                     setting(&Clip::high, {.key = "high",
                                           .label = LOOM_TEXT("Highest value"),
                                           .help = LOOM_TEXT("What values above it become."),
                                           .min = -1e6,
                                           .max = 1e6})},
    });
    return type;
}

} // namespace loom
