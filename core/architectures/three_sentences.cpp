#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    constexpr std::int64_t width = 512, vocabulary = 10000, steps = 32;
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    return c.add("input", {{"shape", std::vector<std::int64_t>{steps}}, {"scaling", "none"}})
        .add("embedding", {{"vocabulary", vocabulary}, {"width", width}})
        .add("positions")
        .copy(block, {{"width", width}, {"heads", std::int64_t{8}}, {"hidden", 4 * width}, {"causal", true}}, 2)
        .add("dense", {{"units", vocabulary}, {"each_place", true}})
        .add("output", {{"each_place", true}})
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& three_sentences_architecture()
{
    static const Architecture architecture = {
        .id = "three-sentences",
        .title = LOOM_TEXT("Three sentences"),
        .help = LOOM_TEXT("The smallest generator: two blocks of a Transformer learn three sentences by heart and complete them from their beginnings."),
        .source = "Vaswani et al. 2017",
        .make = make,
    };
    return architecture;
}

} // namespace loom
