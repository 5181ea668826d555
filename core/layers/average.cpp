#include "schema/formula.h"
#include "schema/merging.h"

namespace loom {
namespace {

struct Average {
    std::int64_t inputs_count = 2;

    std::vector<Port> inputs() const { return merged_ports(inputs_count); }
    Inferred infer(std::span<const Shape> in) const { return merged_shape(in); }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        TensorId out = in[0];
        for (const TensorId x : in.subspan(1))
            out = b.binary(BinaryKind::Add, out, x);
        return b.affine(out, 1.0 / double(in.size()), 0);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return "(" + torch_merged("+", in) + ") / " + python(inputs_count);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_merged(w, "layers.Average", in);
    }

    Formula formula() const
    {
        return merged_formula(inputs_count, " + ", "frac{1}{" + std::to_string(inputs_count) + "} (", ")");
    }

    Message summary() const { return joined({inputs_text(inputs_count), LOOM_TEXT("same shape")}); }
};

} // namespace

const LayerType& average_layer()
{
    static const LayerType type = layer<Average>({
        .id = "average",
        .title = LOOM_TEXT("Average"),
        .help = LOOM_TEXT("The mean of inputs of the same shape, value by value. Several branches vote, and their "
                          "errors cancel in part."),
        .category = Category::Merge,
        .inputs = {},
        .settings = {inputs_setting(&Average::inputs_count)},
    });
    return type;
}

} // namespace loom
