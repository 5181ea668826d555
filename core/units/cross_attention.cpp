#include "graph/kit.h"

namespace loom {

const UnitKit& cross_attention_kit()
{
    static const UnitKit kit = {
        .id = "cross_attention",
        .title = LOOM_TEXT("Cross-attention"),
        .help = LOOM_TEXT("Every step of one sequence looks at all steps of another, as a decoder looks at what an encoder has read (Vaswani et al. 2017)."),
        .category = Category::Attention,
        .make = [](Chain& c) {
            c.begin(render(find_kit("cross_attention")->title), render(find_kit("cross_attention")->help));
            const NodeId in = c.last();
            const NodeId memory = c.entrance(render(LOOM_TEXT("Encoder’s result"))).last();
            const Chain::Settings product = {{"units", std::int64_t{128}}, {"each_place", true}};
            const NodeId key = c.add("dense", product).named(render(LOOM_TEXT("Keys"))).last();
            const NodeId value = c.from(memory).add("dense", product).named(render(LOOM_TEXT("Values"))).last();
            const NodeId query = c.from(in).add("dense", product).named(render(LOOM_TEXT("Queries"))).last();
            const NodeId seen = c.add("dot_product_attention").join(key, 1).join(value, 2).last();
            const NodeId out = c.add("dense", product).named(render(LOOM_TEXT("Heads together"))).last();
            c.expose("width", render(LOOM_TEXT("Width")), {{query, "units"}, {key, "units"}, {value, "units"}, {out, "units"}});
            c.expose("heads", render(LOOM_TEXT("Heads")), {{seen, "heads"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
