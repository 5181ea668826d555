#include "schema/shapes.h"

namespace loom {
namespace {

struct Exit {
    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    TensorId lower(Builder&, std::span<const TensorId> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const { return in[0].text; }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const { return in[0].text; }
    Message summary() const { return LOOM_TEXT("what the unit gives"); }
};

} // namespace

const LayerType& unit_output_layer()
{
    static const LayerType type = layer<Exit>({
        .id = "unit_output",
        .title = LOOM_TEXT("Exit"),
        .help = LOOM_TEXT("What a unit gives. There is one in each unit."),
        .category = Category::InputOutput,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
    });
    return type;
}

} // namespace loom
