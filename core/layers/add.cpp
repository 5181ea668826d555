#include "schema/formula.h"
#include "schema/merging.h"

namespace loom {
namespace {

struct Add {
    std::int64_t inputs_count = 2;

    std::vector<Port> inputs() const { return merged_ports(inputs_count); }
    Inferred infer(std::span<const Shape> in) const { return merged_shape(in); }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        TensorId sum = in[0];
        for (const TensorId x : in.subspan(1))
            sum = b.binary(BinaryKind::Add, sum, x);
        return sum;
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_merged("+", in);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_merged(w, "layers.Add", in);
    }

    Formula formula() const
    {
        return merged_formula(inputs_count, " + ");
    }

    Message summary() const { return joined({inputs_text(inputs_count), LOOM_TEXT("same shape")}); }
};

} // namespace

const LayerType& add_layer()
{
    static const LayerType type = layer<Add>({
        .id = "add",
        .title = LOOM_TEXT("Add"),
        .help = LOOM_TEXT(
            "Adds inputs of the same shape, value by value. It closes a shortcut around some layers, as in residual "
            "networks, so that deep networks still learn."),
        .category = Category::Merge,
        .inputs = {},
        .settings = {inputs_setting(&Add::inputs_count)},
    });
    return type;
}

} // namespace loom
