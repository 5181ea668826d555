#include "schema/shapes.h"

namespace loom {
namespace {

struct Entrance {
    std::int64_t port = 1;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    TensorId lower(Builder&, std::span<const TensorId> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const { return in[0].text; }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const { return in[0].text; }
    Message summary() const { return Message(LOOM_TEXT("input %1 of the unit"), port); }
};

} // namespace

const LayerType& unit_input_layer()
{
    static const LayerType type = layer<Entrance>({
        .id = "unit_input",
        .title = LOOM_TEXT("Entrance"),
        .help = LOOM_TEXT("Where values come into a unit. Each entrance is an input of the unit's copies."),
        .category = Category::InputOutput,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&Entrance::port, {.key = "port",
                                      .label = LOOM_TEXT("Number"),
                                      .help = LOOM_TEXT("Which input of the unit's copies it is, counted from 1."),
                                      .min = 1,
                                      .max = 64})},
    });
    return type;
}

} // namespace loom
