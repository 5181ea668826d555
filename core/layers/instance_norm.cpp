#include "schema/formula.h"
#include "schema/norms.h"

namespace loom {
namespace {

constexpr Text instance_norm_title = LOOM_TEXT("Instance norm");

struct InstanceNorm {
    bool scale = true, shift = true;
    double epsilon = 1e-5;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0].size() >= 2)
            return in[0];
        return needs_axes(instance_norm_title, in[0], 2, [this](const Shape& picture) { return infer(std::span(&picture, 1)); });
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const ScaleShift own = scale_shift(b, in[0], scale, shift);
        return b.layer_norm(in[0], own.scale, own.shift, b.shape(in[0])[1], epsilon);
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const auto channels = in[0].sample[0];
        const std::string made = w.make(
            "nn.GroupNorm", torch_norm({python(channels), python(channels)}, epsilon, "affine", scale || shift));
        torch_scale_shift(w, channels, scale, shift);
        return made + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string made =
            w.make("layers.GroupNormalization", keras_norm({python(in[0].sample[0])}, epsilon, scale, shift));
        keras_scale_shift(w, scale, shift);
        return made + "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        return norm_formula("c,i", "c", scale, shift, epsilon, LOOM_TEXT("mean of the channel at all places of the sample"));
    }

    Message summary() const { return Message(LOOM_TEXT("ε %1"), epsilon); }
};

} // namespace

const LayerType& instance_norm_layer()
{
    using Here = InstanceNorm;
    static const LayerType type = layer<Here>({
        .id = "instance_norm",
        .title = instance_norm_title,
        .help = LOOM_TEXT(
            "Brings each channel of each sample to mean 0 and deviation 1 over all its places, then scales and shifts it "
            "by learned numbers. It takes contrast and brightness out of a picture; style transfer uses it."),
        .category = Category::Normalise,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Sequences, pictures or volumes with channels.")}},
        .settings = {scale_setting(&Here::scale), shift_setting(&Here::shift), norm_epsilon_setting(&Here::epsilon)},
    });
    return type;
}

} // namespace loom
