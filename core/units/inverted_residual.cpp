#include "graph/kit.h"

namespace loom {

const UnitKit& inverted_residual_kit()
{
    static const UnitKit kit = {
        .id = "inverted_residual",
        .title = LOOM_TEXT("Inverted residual block"),
        .help = LOOM_TEXT("Widens, looks at each channel by itself and narrows again, with a shortcut between the narrow ends: cheap on phones (Sandler et al. 2018). Take the shortcut off where the shape changes."),
        .category = Category::Convolution,
        .make = [](Chain& c) {
            using Size = std::vector<std::int64_t>;
            c.begin(render(find_kit("inverted_residual")->title), render(find_kit("inverted_residual")->help));
            const NodeId in = c.last();
            const NodeId wide = c.add("conv2d", {{"filters", std::int64_t{96}}, {"kernel", Size{1, 1}}, {"bias", false}}).last();
            const NodeId norm = c.add("batch_norm").last(), curve = c.add("activation", {{"curve", "relu6"}}).last();
            const NodeId deep = c.add("depthwise_conv2d", {{"padding", "explicit"}, {"pads", Size{1, 1, 1, 1}}, {"bias", false}}).last();
            c.add("batch_norm").add("activation", {{"curve", "relu6"}});
            const NodeId narrow = c.add("conv2d", {{"filters", std::int64_t{16}}, {"kernel", Size{1, 1}}, {"bias", false}}).last();
            const NodeId sum = c.add("batch_norm").add("add").join(in).last();
            c.expose("hidden", render(LOOM_TEXT("Filters in between")), {{wide, "filters"}});
            c.expose("filters", render(LOOM_TEXT("Filters")), {{narrow, "filters"}});
            c.expose("stride", render(LOOM_TEXT("Stride")), {{deep, "stride"}});
            c.expose("no_widening", render(LOOM_TEXT("Without widening")),
                     {{wide, std::string(bypass_key)}, {norm, std::string(bypass_key)}, {curve, std::string(bypass_key)}});
            c.expose("no_shortcut", render(LOOM_TEXT("Without shortcut")), {{sum, std::string(bypass_key)}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
