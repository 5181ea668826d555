#include "graph/kit.h"

namespace loom {

const UnitKit& unet_level_kit()
{
    static const UnitKit kit = {
        .id = "unet_level",
        .title = LOOM_TEXT("U-Net level"),
        .help = LOOM_TEXT("One step up of a U-Net: twice as high and wide, beside it what the way down had there, its second input, and two convolutions (Ronneberger et al. 2015)."),
        .category = Category::Convolution,
        .make = [](Chain& c) {
            using Size = std::vector<std::int64_t>;
            const UnitId twice = unit_of(c, "double_conv");
            c.begin(render(find_kit("unet_level")->title), render(find_kit("unet_level")->help));
            const NodeId in = c.last();
            const NodeId beside = c.entrance(render(LOOM_TEXT("Beside"))).last();
            const NodeId up = c.from(in).add("conv_transpose2d", {{"filters", std::int64_t{64}}, {"kernel", Size{2, 2}}, {"padding", "valid"}}).last();
            c.from(beside).add("concat").join(up);
            const NodeId both = c.copy(twice).last();
            c.expose("filters", render(LOOM_TEXT("Filters")), {{up, "filters"}, {both, "filters"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
