#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    constexpr std::int64_t width = 256, vocabulary = 8000, steps = 128;
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    c.add("input", {{"shape", std::vector<std::int64_t>{steps}}, {"scaling", "none"}});
    const NodeId table = c.add("embedding", {{"vocabulary", vocabulary}, {"width", width}, {"initializer", "normal"}}).last();
    c.add("positions", {{"kind", "learned"}})
        .copy(block, {{"width", width}, {"heads", std::int64_t{4}}, {"hidden", 4 * width}, {"activation", "gelu"}}, 4)
        .add("layer_norm")
        .add("token_scores", {{"vocabulary", vocabulary}, {"initializer", "normal"}})
        .share(table);
    return c.add("output", {{"each_place", true}}).finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& bert_mini_architecture()
{
    static const Architecture architecture = {
        .id = "bert-mini",
        .title = LOOM_TEXT("BERT mini"),
        .help = LOOM_TEXT("A small Transformer that reads a text in both directions and says which words are missing; then it can be taught to tell kinds of texts apart."),
        .source = "Devlin et al. 2019",
        .make = make,
    };
    return architecture;
}

} // namespace loom
