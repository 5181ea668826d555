#include "schema/norms.h"
#include "schema/sequences.h"

namespace loom {
namespace {

struct RmsNorm {
    bool scale = true;
    double epsilon = 1e-6;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape> in) const { return whole_vector(in); }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const ScaleShift own = scale_shift(b, in[0], scale, false);
        return b.layer_norm(in[0], own.scale, no_tensor, 0, epsilon, true);
    }
    Message summary() const { return Message(LOOM_TEXT("ε %1"), epsilon); }
};

} // namespace

const LayerType& rms_norm_layer()
{
    static const LayerType type = layer<RmsNorm>({
        .id = "rms_norm",
        .title = LOOM_TEXT("RMS norm"),
        .help = LOOM_TEXT(
            "Divides the channels at each place by their root mean square, then scales them by learned numbers: Layer "
            "norm without the mean, a little cheaper and mostly as good. Large language models use it."),
        .category = Category::Normalise,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {scale_setting(&RmsNorm::scale), norm_epsilon_setting(&RmsNorm::epsilon)},
    });
    return type;
}

} // namespace loom
