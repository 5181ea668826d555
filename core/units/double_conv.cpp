#include "graph/kit.h"

namespace loom {

const UnitKit& double_conv_kit()
{
    static const UnitKit kit = {
        .id = "double_conv",
        .title = LOOM_TEXT("Double convolution"),
        .help = LOOM_TEXT("Two 3×3 convolutions with ReLU that keep height and width: what each level of a U-Net does on its way down and up (Ronneberger et al. 2015)."),
        .category = Category::Convolution,
        .make = [](Chain& c) {
            c.begin(render(find_kit("double_conv")->title), render(find_kit("double_conv")->help));
            const Chain::Settings settings = {{"filters", std::int64_t{64}}, {"padding", "same"}, {"activation", "relu"}};
            const NodeId first = c.add("conv2d", settings).last(), second = c.add("conv2d", settings).last();
            c.expose("filters", render(LOOM_TEXT("Filters")), {{first, "filters"}, {second, "filters"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
