#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    constexpr std::int64_t width = 768, vocabulary = 50257, steps = 1024;
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    c.add("input", {{"shape", std::vector<std::int64_t>{steps}}, {"scaling", "none"}});
    const NodeId table = c.add("embedding", {{"vocabulary", vocabulary}, {"width", width}, {"initializer", "normal"}}).last();
    c.add("positions", {{"kind", "learned"}})
        .copy(block, {{"width", width}, {"heads", std::int64_t{12}}, {"hidden", 4 * width}, {"activation", "gelu_tanh"}, {"causal", true}}, 12)
        .add("layer_norm")
        .add("token_scores", {{"vocabulary", vocabulary}, {"initializer", "normal"}})
        .share(table);
    return c.add("output", {{"each_place", true}}).finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& gpt2_small_architecture()
{
    static const Architecture architecture = {
        .id = "gpt2-small",
        .title = LOOM_TEXT("GPT-2 small"),
        .help = LOOM_TEXT("A Transformer that says of each token which one comes next; its last products share the rows of its Embedding."),
        .source = "Radford et al. 2019",
        .make = make,
    };
    return architecture;
}

} // namespace loom
