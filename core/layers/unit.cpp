#include "schema/shapes.h"

namespace loom {
namespace {

struct UnitCopy {
    std::int64_t repeat = 1;
    bool share = false, frozen = false;

    Inferred infer(std::span<const Shape> in) const { return in[0]; }
    TensorId lower(Builder&, std::span<const TensorId> in) const { return in[0]; }
    std::optional<Text> needs_whole(std::span<const Shape>) const { return {}; }
    std::string torch(SourceWriter&, std::span<const SourceValue> in) const { return in[0].text; }
    std::string keras(SourceWriter&, std::span<const SourceValue> in) const { return in[0].text; }
    Message summary() const { 
        std::vector<Message> parts{repeat == 1 ? LOOM_TEXT("once") : Message(share ? LOOM_TEXT("%1 times with the same weights") : LOOM_TEXT("%1 times"), repeat)};
        if (frozen)
            parts.emplace_back(LOOM_TEXT("frozen"));
        return joined(parts);
    }
};

} // namespace

const LayerType& unit_layer()
{
    static const LayerType type = layer<UnitCopy>({
        .id = "unit",
        .title = LOOM_TEXT("Unit"),
        .help = LOOM_TEXT("A copy of a graph of its own. What is changed inside of a unit is changed in all of its copies."),
        .category = Category::InputOutput,
        .inputs = {{"x", LOOM_TEXT("Values of any shape.")}},
        .settings = {setting(&UnitCopy::repeat, {.key = "repeat",
                                        .label = LOOM_TEXT("Repetitions"),
                                        .help = LOOM_TEXT("How often it stands here, one behind the other. What comes into the first "
                                                          "entrance goes from one to the next; the other entrances get the same."),
                                        .min = 1,
                                        .max = 1000}),
                     setting(&UnitCopy::share, {.key = "share",
                                       .label = LOOM_TEXT("Share the weights"),
                                       .help = LOOM_TEXT("All repetitions have the same weights, as in ALBERT.")}),
                     setting(&UnitCopy::frozen, {.key = "freeze",
                                        .label = LOOM_TEXT("Frozen"),
                                        .help = LOOM_TEXT("No layer inside learns.")})},
    });
    return type;
}

} // namespace loom
