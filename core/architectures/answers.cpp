#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    constexpr std::int64_t width = 128, steps = 192;
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    const NodeId read = c.add("input", {{"shape", std::vector<std::int64_t>{steps}}, {"scaling", "none"}})
                            .add("embedding", {{"vocabulary", std::int64_t{8000}}, {"width", width}})
                            .add("positions", {{"kind", "learned"}})
                            .copy(block, {{"width", width}, {"heads", std::int64_t{4}}, {"hidden", 4 * width}}, 3)
                            .add("layer_norm")
                            .last();
    for (const auto& [name, target] : {std::pair(LOOM_TEXT("Begin"), "begin"), std::pair(LOOM_TEXT("End"), "end")})
        c.from(read).add("dense", {{"units", std::int64_t{1}}, {"each_place", true}}).add("flatten").add("output", {{"target", target}}).named(render(name));
    return c.finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& answers_architecture()
{
    static const Architecture architecture = {
        .id = "answers",
        .title = LOOM_TEXT("Answers"),
        .help = LOOM_TEXT("Reads a question and a text behind it, and says where in the text its answer begins and where it ends: two Outputs of one encoder."),
        .source = "Devlin et al. 2019",
        .make = make,
    };
    return architecture;
}

} // namespace loom
