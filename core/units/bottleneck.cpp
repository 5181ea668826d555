#include "graph/kit.h"

namespace loom {

const UnitKit& bottleneck_kit()
{
    static const UnitKit kit = {
        .id = "bottleneck",
        .title = LOOM_TEXT("Bottleneck block"),
        .help = LOOM_TEXT("A residual block that narrows before its 3×3 convolution and widens behind it, as the deeper ResNets have it (He et al. 2016). The shortcut has a convolution of its own where the shape changes; take “Plain shortcut” off there."),
        .category = Category::Convolution,
        .make = [](Chain& c) {
            using Size = std::vector<std::int64_t>;
            c.begin(render(find_kit("bottleneck")->title), render(find_kit("bottleneck")->help));
            const NodeId in = c.last();
            const NodeId narrow = c.add("conv2d", {{"filters", std::int64_t{64}}, {"kernel", Size{1, 1}}, {"bias", false}}).last();
            c.add("batch_norm").add("activation");
            const NodeId middle = c.add("conv2d", {{"filters", std::int64_t{64}}, {"padding", "explicit"}, {"pads", Size{1, 1, 1, 1}}, {"bias", false}}).last();
            c.add("batch_norm").add("activation");
            const NodeId wide = c.add("conv2d", {{"filters", std::int64_t{256}}, {"kernel", Size{1, 1}}, {"bias", false}}).last();
            const NodeId deep = c.add("batch_norm").last();
            const NodeId across = c.from(in).add("conv2d", {{"filters", std::int64_t{256}}, {"kernel", Size{1, 1}}, {"bias", false}}).bypass().last();
            const NodeId norm = c.add("batch_norm").bypass().last();
            c.from(deep).add("add").join(norm).add("activation");
            c.expose("filters", render(LOOM_TEXT("Filters in the middle")), {{narrow, "filters"}, {middle, "filters"}, {wide, "filters", 4}, {across, "filters", 4}});
            c.expose("stride", render(LOOM_TEXT("Stride")), {{middle, "stride"}, {across, "stride"}});
            c.expose("plain", render(LOOM_TEXT("Plain shortcut")), {{across, std::string(bypass_key)}, {norm, std::string(bypass_key)}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
