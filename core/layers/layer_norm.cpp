#include "schema/norms.h"
#include "schema/sequences.h"

namespace loom {
namespace {

constexpr Text title = LOOM_TEXT("Layer norm");

struct LayerNormLayer {
    enum class Over { Channels, Everything };
    Over over = Over::Channels;
    bool scale = true, shift = true;
    double epsilon = 1e-5;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }

    std::optional<Text> needs_whole(std::span<const Shape> in) const
    {
        return over == Over::Channels ? whole_vector(in) : LOOM_TEXT("It normalises all steps together.");
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        if (over == Over::Channels) {
            const ScaleShift own = scale_shift(b, in[0], scale, shift);
            return b.layer_norm(in[0], own.scale, own.shift, 0, epsilon);
        }
        // PyTorch's normalized_shape of a whole sample: every value has a scale and a shift of its own.
        const Shape each(b.shape(in[0]).begin() + 1, b.shape(in[0]).end());
        TensorId y = b.layer_norm(in[0], no_tensor, no_tensor, 1, epsilon);
        if (scale)
            y = b.binary(BinaryKind::Multiply, y, b.weight("scale", each, {.a = 1}));
        if (shift)
            y = b.binary(BinaryKind::Add, y, b.weight("shift", each, {}));
        return y;
    }

    Message summary() const { return over_choices()[std::size_t(over)].label; }

    static std::vector<Choice> over_choices()
    {
        return {{"channels", LOOM_TEXT("Channels")}, {"everything", LOOM_TEXT("Everything")}};
    }
};

} // namespace

const LayerType& layer_norm_layer()
{
    using Here = LayerNormLayer;
    static const LayerType type = layer<Here>({
        .id = "layer_norm",
        .title = title,
        .help = LOOM_TEXT(
            "Brings the channels at each place of a sample to mean 0 and deviation 1, then scales and shifts them by "
            "learned numbers. It looks at one sample at a time, so it does the same in training and in use and with "
            "any batch size. Transformers and recurrent networks use it."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&Here::over,
                             {.key = "over",
                              .label = LOOM_TEXT("Normalise over"),
                              .help = LOOM_TEXT("Channels: the last size as you read it, at each place by itself. "
                                                "Everything: all values of a sample together."),
                              .choices = Here::over_choices()}),
                     scale_setting(&Here::scale), shift_setting(&Here::shift), norm_epsilon_setting(&Here::epsilon)},
    });
    return type;
}

} // namespace loom
