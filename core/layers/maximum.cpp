#include "schema/formula.h"
#include "schema/merging.h"

namespace loom {
namespace {

struct Maximum {
    std::int64_t inputs_count = 2;

    std::vector<Port> inputs() const { return merged_ports(inputs_count); }
    Inferred infer(std::span<const Shape> in) const { return merged_shape(in); }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        TensorId out = in[0];
        for (const TensorId x : in.subspan(1))
            out = b.binary(BinaryKind::Maximum, out, x);
        return out;
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        std::string largest = in[0].text;
        for (const SourceValue& x : in.subspan(1))
            largest = "torch.maximum(" + largest + ", " + x.text + ")";
        return largest;
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_merged(w, "layers.Maximum", in);
    }

    Formula formula() const
    {
        return merged_formula(inputs_count, ", ", "max(", ")");
    }

    Message summary() const { return joined({inputs_text(inputs_count), LOOM_TEXT("same shape")}); }
};

} // namespace

const LayerType& maximum_layer()
{
    static const LayerType type = layer<Maximum>({
        .id = "maximum",
        .title = LOOM_TEXT("Maximum"),
        .help = LOOM_TEXT("Keeps the largest value of its inputs at each place. Several branches look for the same "
                          "thing, and the one "
                          "that is surest counts."),
        .category = Category::Merge,
        .inputs = {},
        .settings = {inputs_setting(&Maximum::inputs_count)},
    });
    return type;
}

} // namespace loom
