#include "graph/kit.h"

namespace loom {

const UnitKit& residual_block_kit()
{
    static const UnitKit kit = {
        .id = "residual_block",
        .title = LOOM_TEXT("Residual block"),
        .help = LOOM_TEXT("Two convolutions and a shortcut around them, so that deep networks still learn (He et al. 2016). The shortcut has a convolution of its own where the shape changes; take “Plain shortcut” off there."),
        .category = Category::Convolution,
        .make = [](Chain& c) {
            using Size = std::vector<std::int64_t>;
            c.begin(render(find_kit("residual_block")->title), render(find_kit("residual_block")->help));
            const NodeId in = c.last();
            const NodeId first = c.add("conv2d", {{"filters", std::int64_t{64}}, {"padding", "explicit"}, {"pads", Size{1, 1, 1, 1}}, {"bias", false}}).last();
            c.add("batch_norm").add("activation");
            const NodeId second = c.add("conv2d", {{"filters", std::int64_t{64}}, {"padding", "explicit"}, {"pads", Size{1, 1, 1, 1}}, {"bias", false}}).last();
            const NodeId deep = c.add("batch_norm").last();
            const NodeId across = c.from(in).add("conv2d", {{"filters", std::int64_t{64}}, {"kernel", Size{1, 1}}, {"bias", false}}).bypass().last();
            const NodeId norm = c.add("batch_norm").bypass().last();
            c.from(deep).add("add").join(norm).add("activation");
            c.expose("filters", render(LOOM_TEXT("Filters")), {{first, "filters"}, {second, "filters"}, {across, "filters"}});
            c.expose("stride", render(LOOM_TEXT("Stride")), {{first, "stride"}, {across, "stride"}});
            c.expose("plain", render(LOOM_TEXT("Plain shortcut")), {{across, std::string(bypass_key)}, {norm, std::string(bypass_key)}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
