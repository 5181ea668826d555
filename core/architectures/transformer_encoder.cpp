#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    constexpr std::int64_t width = 128;
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    return c.add("input", {{"shape", std::vector<std::int64_t>{200}}, {"scaling", "none"}})
        .add("embedding", {{"vocabulary", std::int64_t{10000}}, {"width", width}})
        .add("positions")
        .copy(block, {{"width", width}, {"heads", std::int64_t{4}}, {"hidden", 4 * width}}, 2)
        .add("layer_norm")
        .add("global_avg_pool")
        .add("dense", {{"units", std::int64_t{1}}})
        .add("output")
        .finish(recipe_with("binary_cross_entropy"));
}

} // namespace

const Architecture& transformer_encoder_architecture()
{
    static const Architecture architecture = {
        .id = "transformer-encoder",
        .title = LOOM_TEXT("Transformer encoder"),
        .help = LOOM_TEXT("Reads a text at once, each word in the light of all others, and says which of two kinds it is."),
        .source = "Vaswani et al. 2017",
        .make = make,
    };
    return architecture;
}

} // namespace loom
