#include "schema/formula.h"
#include "schema/norms.h"
#include "schema/sequences.h"

namespace loom {
namespace {

constexpr Text layer_norm_title = LOOM_TEXT("Layer norm");

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

    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string& x = in[0].text;
        if (over == Over::Channels) {
            const auto channels = in[0].sample[0];
            const std::string made = w.make(
                "nn.LayerNorm", torch_norm({python(channels)}, epsilon, "elementwise_affine", scale || shift));
            torch_scale_shift(w, channels, scale, shift);
            return in[0].sample.size() == 1 ? made + "(" + x + ")" : made + "(" + x + ".movedim(1, -1)).movedim(-1, 1)";
        }
        const std::string made = w.make(
            "nn.LayerNorm", torch_norm({python_tuple(in[0].sample)}, epsilon, "elementwise_affine", scale || shift));
        if (scale || shift) {
            w.weight("weight", scale ? w.own("scale") : filled(in[0].sample, 1));
            w.weight("bias", shift ? w.own("shift") : filled(in[0].sample, 0));
        }
        return made + "(" + x + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        SourceWriter::Arguments arguments;
        std::vector<int> order; // {channels, spatial…} as {spatial…, channels}.
        if (over == Over::Everything && in[0].sample.size() > 1) {
            std::vector<std::int64_t> axes;
            for (std::size_t i = 0; i < in[0].sample.size(); ++i) {
                axes.push_back(std::int64_t(i) + 1);
                order.push_back(int((i + 1) % in[0].sample.size()));
            }
            arguments.push_back(keyword("axis", python_tuple(axes)));
        }
        const std::string made = w.make("layers.LayerNormalization", keras_norm(arguments, epsilon, scale, shift));
        const auto own = [&](const char* name) { return order.empty() ? w.own(name) : permuted(w.own(name), order); };
        if (scale)
            w.weight("gamma", own("scale"));
        if (shift)
            w.weight("beta", own("shift"));
        return made + "(" + in[0].text + ")";
    }

    Formula formula() const
    {
        return over == Over::Channels
                   ? norm_formula("c,i", "c", scale, shift, epsilon, LOOM_TEXT("mean of all channels at the place"))
                   : norm_formula("c,i", "c,i", scale, shift, epsilon, LOOM_TEXT("mean of all values of the sample"));
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
        .title = layer_norm_title,
        .help = LOOM_TEXT(
            "Brings the channels at each place of a sample to mean 0 and deviation 1, then scales and shifts them by "
            "learned numbers. It looks at one sample at a time, so it does the same in training and in use and with "
            "any batch size. Transformers and recurrent networks use it."),
        .category = Category::Normalise,
        .learns = true,
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
