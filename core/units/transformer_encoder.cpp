#include "graph/kit.h"

namespace loom {

const UnitKit& transformer_encoder_kit()
{
    static const UnitKit kit = {
        .id = "transformer_encoder",
        .title = LOOM_TEXT("Transformer encoder block"),
        .help = LOOM_TEXT("Multi-head attention and two products at each step, each behind a layer norm and with a shortcut around it (Vaswani et al. 2017, in the order of Xiong et al. 2020). With Causal on it is a block of a GPT."),
        .category = Category::Attention,
        .make = [](Chain& c) {
            const UnitId attention = unit_of(c, "multi_head_attention");
            c.begin(render(find_kit("transformer_encoder")->title), render(find_kit("transformer_encoder")->help));
            const NodeId in = c.last();
            const NodeId first = c.add("layer_norm").last();
            const NodeId heads = c.copy(attention).last();
            const NodeId sum = c.add("dropout", {{"rate", 0.0}}).add("add").join(in).last();
            const NodeId second = c.add("layer_norm").last();
            const NodeId wide = c.add("dense", {{"units", std::int64_t{512}}, {"activation", "gelu"}, {"each_place", true}}).last();
            const NodeId narrow = c.add("dense", {{"units", std::int64_t{128}}, {"each_place", true}}).last();
            c.add("dropout", {{"rate", 0.0}}).add("add").join(sum);
            c.expose("width", render(LOOM_TEXT("Width")), {{narrow, "units"}, {heads, "width"}});
            c.expose("heads", render(LOOM_TEXT("Heads")), {{heads, "heads"}});
            c.expose("hidden", render(LOOM_TEXT("Hidden units")), {{wide, "units"}});
            c.expose("activation", render(LOOM_TEXT("Activation")), {{wide, "activation"}});
            c.expose("epsilon", render(LOOM_TEXT("Epsilon")), {{first, "epsilon"}, {second, "epsilon"}});
            c.expose("causal", render(LOOM_TEXT("Causal")), {{heads, "causal"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
