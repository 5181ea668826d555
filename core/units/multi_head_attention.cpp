#include "graph/kit.h"

namespace loom {

const UnitKit& multi_head_attention_kit()
{
    static const UnitKit kit = {
        .id = "multi_head_attention",
        .title = LOOM_TEXT("Multi-head attention"),
        .help = LOOM_TEXT("Every step looks at all steps of a sequence and takes a mixture of what it finds, in several heads (Vaswani et al. 2017)."),
        .category = Category::Attention,
        .make = [](Chain& c) {
            c.begin(render(find_kit("multi_head_attention")->title), render(find_kit("multi_head_attention")->help));
            const NodeId in = c.last();
            const Chain::Settings product = {{"units", std::int64_t{128}}, {"each_place", true}};
            const NodeId query = c.add("dense", product).named(render(LOOM_TEXT("Queries"))).last();
            const NodeId key = c.from(in).add("dense", product).named(render(LOOM_TEXT("Keys"))).last();
            const NodeId value = c.from(in).add("dense", product).named(render(LOOM_TEXT("Values"))).last();
            const NodeId seen = c.from(query).add("dot_product_attention").join(key, 1).join(value, 2).last();
            const NodeId out = c.add("dense", product).named(render(LOOM_TEXT("Heads together"))).last();
            c.expose("width", render(LOOM_TEXT("Width")), {{query, "units"}, {key, "units"}, {value, "units"}, {out, "units"}});
            c.expose("heads", render(LOOM_TEXT("Heads")), {{seen, "heads"}});
            c.expose("causal", render(LOOM_TEXT("Causal")), {{seen, "causal"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
