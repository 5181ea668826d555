#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    const UnitId twice = unit_of(c, "double_conv"), level = unit_of(c, "unet_level");
    c.add("input", {{"shape", Size{256, 256, 3}}});
    std::vector<NodeId> beside;
    std::int64_t filters = 64;
    for (; filters < 1024; filters *= 2) {
        beside.push_back(c.copy(twice, {{"filters", filters}}).last());
        c.add("max_pool", {{"size", Size{2, 2}}, {"stride", Size{2, 2}}});
    }
    c.copy(twice, {{"filters", filters}});
    for (; !beside.empty(); beside.pop_back())
        c.copy(level, {{"filters", filters /= 2}}).join(beside.back());
    return c.add("conv2d", {{"filters", std::int64_t{2}}, {"kernel", Size{1, 1}}})
        .add("output", {{"each_place", true}})
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& unet_architecture()
{
    static const Architecture architecture = {
        .id = "unet",
        .title = LOOM_TEXT("U-Net"),
        .help = LOOM_TEXT("Says of each pixel what it belongs to: down to the whole picture and up again to every detail."),
        .source = "Ronneberger et al. 2015",
        .make = make,
    };
    return architecture;
}

} // namespace loom
