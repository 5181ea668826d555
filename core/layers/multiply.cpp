#include "schema/formula.h"
#include "schema/merging.h"

namespace loom {
namespace {

struct Multiply {
    std::int64_t inputs_count = 2;

    std::vector<Port> inputs() const { return merged_ports(inputs_count); }
    Inferred infer(std::span<const Shape> in) const { return merged_shape(in); }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        TensorId out = in[0];
        for (const TensorId x : in.subspan(1))
            out = b.binary(BinaryKind::Multiply, out, x);
        return out;
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_merged("*", in);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_merged(w, "layers.Multiply", in);
    }

    Formula formula() const
    {
        return merged_formula(inputs_count, " * ");
    }

    Message summary() const { return joined({inputs_text(inputs_count), LOOM_TEXT("same shape")}); }
};

} // namespace

const LayerType& multiply_layer()
{
    static const LayerType type = layer<Multiply>({
        .id = "multiply",
        .title = LOOM_TEXT("Multiply"),
        .help = LOOM_TEXT(
            "Multiplies inputs of the same shape, value by value. With a branch that ends in sigmoid it is a gate: the "
            "branch decides how much of each value passes."),
        .category = Category::Merge,
        .inputs = {},
        .settings = {inputs_setting(&Multiply::inputs_count)},
    });
    return type;
}

} // namespace loom
