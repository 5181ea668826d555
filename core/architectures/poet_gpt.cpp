#include "graph/kit.h"
#include "schema/recipe.h"

namespace loom {
namespace {

Document make()
{
    constexpr std::int64_t width = 128, vocabulary = 128, steps = 128;
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    c.add("input", {{"shape", std::vector<std::int64_t>{steps}}, {"scaling", "none"}});
    const NodeId table = c.add("embedding", {{"vocabulary", vocabulary}, {"width", width}, {"initializer", "normal"}}).last();
    c.add("positions", {{"kind", "learned"}})
        .add("dropout", {{"rate", 0.1}})
        .copy(block, {{"width", width}, {"heads", std::int64_t{4}}, {"hidden", 4 * width}, {"activation", "gelu"}, {"causal", true}}, 4)
        .add("layer_norm")
        .add("token_scores", {{"vocabulary", vocabulary}, {"initializer", "normal"}})
        .share(table);
    Recipe recipe = recipe_with("cross_entropy");
    recipe.optimizer = {"adamw", defaults(*find_optimizer("adamw"))};
    recipe.settings = with(recipe_type(), {{"schedule", "cosine"}, {"warmup", 0.5}, {"clip_norm", 1.0}});
    return c.add("output", {{"each_place", true}}).finish(recipe);
}

} // namespace

const Architecture& poet_gpt_architecture()
{
    static const Architecture architecture = {
        .id = "poet-gpt",
        .title = LOOM_TEXT("Poet"),
        .help = LOOM_TEXT("A small Transformer that writes letter by letter: poems, plays, whatever it has read."),
        .source = "Radford et al. 2018",
        .make = make,
    };
    return architecture;
}

} // namespace loom
