#include "schema/formula.h"
#include "schema/norms.h"

namespace loom {
namespace {

constexpr Text group_norm_title = LOOM_TEXT("Group norm");

struct GroupNorm {
    std::int64_t groups = 8;
    bool scale = true, shift = true;
    double epsilon = 1e-5;

    Inferred infer(std::span<const Shape> in) const
    {
        if (in[0][0] % groups == 0)
            return in[0];
        std::int64_t best = std::min(groups, in[0][0]);
        while (in[0][0] % best != 0)
            --best;
        return Fault{
            .message = Message(LOOM_TEXT("%1 channels cannot be shared out to %2 groups."), in[0][0], groups),
            .hint = LOOM_TEXT("Choose a number of groups that divides the channels."),
            .port = 0,
            .setting = "groups",
            .found = in[0],
            .repairs = {{Message(LOOM_TEXT("Set groups to %1"), best), ChangeSetting{"groups", best}}},
            .assumed = in[0]};
    }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        const ScaleShift own = scale_shift(b, in[0], scale, shift);
        return b.layer_norm(in[0], own.scale, own.shift, groups, epsilon);
    }
    std::string torch(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const auto channels = in[0].sample[0];
        const std::string made = w.make(
            "nn.GroupNorm", torch_norm({python(groups), python(channels)}, epsilon, "affine", scale || shift));
        torch_scale_shift(w, channels, scale, shift);
        return made + "(" + in[0].text + ")";
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        const std::string made =
            w.make("layers.GroupNormalization", keras_norm({python(groups)}, epsilon, scale, shift));
        keras_scale_shift(w, scale, shift);
        return made + "(" + in[0].text + ")";
    }
    Formula formula() const
    {
        return norm_formula("c,i", "c", scale, shift, epsilon,
                            Message(LOOM_TEXT("mean of the channel's group (one of %1) at all places of the sample"), groups));
    }

    Message summary() const { return Message(LOOM_TEXT("%1 groups"), groups); }
};

} // namespace

const LayerType& group_norm_layer()
{
    using Here = GroupNorm;
    static const LayerType type = layer<Here>({
        .id = "group_norm",
        .title = group_norm_title,
        .help = LOOM_TEXT(
            "Cuts the channels into groups and brings each group of a sample, with all its places, to mean 0 and "
            "deviation 1; then scales and shifts each channel by learned numbers. It replaces Batch norm where batches "
            "are small."),
        .category = Category::Normalise,
        .learns = true,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&Here::groups,
                             {.key = "groups",
                              .label = LOOM_TEXT("Groups"),
                              .help = LOOM_TEXT("How many groups the channels are cut into. It must divide their number. "
                                                "1 takes all together; as many as channels make Instance norm."),
                              .min = 1,
                              .max = 65536}),
                     scale_setting(&Here::scale), shift_setting(&Here::shift), norm_epsilon_setting(&Here::epsilon)},
    });
    return type;
}

} // namespace loom
