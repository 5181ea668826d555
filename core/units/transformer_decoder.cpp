#include "graph/kit.h"

namespace loom {

const UnitKit& transformer_decoder_kit()
{
    static const UnitKit kit = {
        .id = "transformer_decoder",
        .title = LOOM_TEXT("Transformer decoder block"),
        .help = LOOM_TEXT("What an encoder block does, and between attention and the two products a look at the encoder's result, its second input (Vaswani et al. 2017, in the order of Xiong et al. 2020)."),
        .category = Category::Attention,
        .make = [](Chain& c) {
            const UnitId attention = unit_of(c, "multi_head_attention"), cross = unit_of(c, "cross_attention");
            c.begin(render(find_kit("transformer_decoder")->title), render(find_kit("transformer_decoder")->help));
            const NodeId in = c.last();
            const NodeId memory = c.entrance(render(LOOM_TEXT("Encoder’s result"))).last();
            const NodeId self = c.from(in).add("layer_norm").copy(attention, {{"causal", true}}).last();
            const NodeId first = c.add("add").join(in).last();
            const NodeId other = c.add("layer_norm").copy(cross).join(memory).last();
            const NodeId second = c.add("add").join(first).last();
            const NodeId wide = c.add("layer_norm").add("dense", {{"units", std::int64_t{512}}, {"activation", "gelu"}, {"each_place", true}}).last();
            const NodeId narrow = c.add("dense", {{"units", std::int64_t{128}}, {"each_place", true}}).last();
            c.add("add").join(second);
            c.expose("width", render(LOOM_TEXT("Width")), {{narrow, "units"}, {self, "width"}, {other, "width"}});
            c.expose("heads", render(LOOM_TEXT("Heads")), {{self, "heads"}, {other, "heads"}});
            c.expose("hidden", render(LOOM_TEXT("Hidden units")), {{wide, "units"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
