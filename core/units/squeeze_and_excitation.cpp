#include "graph/kit.h"

namespace loom {

const UnitKit& squeeze_and_excitation_kit()
{
    static const UnitKit kit = {
        .id = "squeeze_and_excitation",
        .title = LOOM_TEXT("Squeeze and excitation"),
        .help = LOOM_TEXT("Weighs each channel by what the whole picture holds (Hu et al. 2018): the mean of each channel, two small products, and a factor between 0 and 1 for each channel. Height and width are those of what comes in."),
        .category = Category::Convolution,
        .make = [](Chain& c) {
            using Size = std::vector<std::int64_t>;
            c.begin(render(find_kit("squeeze_and_excitation")->title), render(find_kit("squeeze_and_excitation")->help));
            const NodeId in = c.last();
            c.add("global_avg_pool");
            const NodeId squeeze = c.add("dense", {{"units", std::int64_t{4}}, {"activation", "relu"}}).last();
            const NodeId excite = c.add("dense", {{"units", std::int64_t{64}}, {"activation", "sigmoid"}}).last();
            c.add("reshape", {{"shape", Size{1, 1, -1}}});
            const NodeId places = c.add("expand", {{"shape", Size{28, 28, -1}}}).last();
            c.from(in).add("multiply").join(places);
            c.expose("channels", render(LOOM_TEXT("Channels")), {{excite, "units"}});
            c.expose("squeezed", render(LOOM_TEXT("Squeezed channels")), {{squeeze, "units"}});
            c.expose("places", render(LOOM_TEXT("Height, width, −1")), {{places, "shape"}});
            return c.end();
        },
    };
    return kit;
}

} // namespace loom
