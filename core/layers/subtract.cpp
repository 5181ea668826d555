#include "schema/formula.h"
#include "schema/merging.h"

namespace loom {
namespace {

struct Subtract {
    std::vector<Port> inputs() const { return merged_ports(2); }
    Inferred infer(std::span<const Shape> in) const { return merged_shape(in); }

    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    TensorId lower(Builder& b, std::span<const TensorId> in) const
    {
        return b.binary(BinaryKind::Subtract, in[0], in[1]);
    }

    std::string torch(SourceWriter&, std::span<const SourceValue> in) const
    {
        return torch_merged("-", in);
    }
    std::string keras(SourceWriter& w, std::span<const SourceValue> in) const
    {
        return keras_merged(w, "layers.Subtract", in);
    }

    Formula formula() const
    {
        return merged_formula(2, " - ");
    }

    Message summary() const { return LOOM_TEXT("a − b"); }
};

} // namespace

const LayerType& subtract_layer()
{
    static const LayerType type = layer<Subtract>({
        .id = "subtract",
        .title = LOOM_TEXT("Subtract"),
        .help = LOOM_TEXT(
            "Takes the second input from the first, value by value. What is left shows how two branches differ, for "
            "example two pictures of the same thing."),
        .category = Category::Merge,
        .inputs = {},
    });
    return type;
}

} // namespace loom
