#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    const UnitId block = unit_of(c, "residual_block");
    c.add("input", {{"shape", Size{224, 224, 3}}})
        .add("conv2d", {{"filters", std::int64_t{64}}, {"kernel", Size{7, 7}}, {"stride", Size{2, 2}}, {"padding", "explicit"}, {"pads", Size{3, 3, 3, 3}}, {"bias", false}})
        .add("batch_norm")
        .add("activation")
        .add("max_pool", {{"size", Size{3, 3}}, {"stride", Size{2, 2}}, {"padding", "explicit"}, {"pads", Size{1, 1, 1, 1}}});
    std::int64_t filters = 64, stride = 1;
    for (const std::int64_t blocks : {2, 2, 2, 2}) {
        c.copy(block, {{"filters", filters}, {"stride", Size{stride, stride}}, {"plain", filters == 64}});
        c.copy(block, {{"filters", filters}}, blocks - 1);
        filters *= 2;
        stride = 2;
    }
    return c.add("global_avg_pool").add("dense", {{"units", std::int64_t{1000}}}).add("output").finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& resnet_18_architecture()
{
    static const Architecture architecture = {
        .id = "resnet-18",
        .title = LOOM_TEXT("ResNet-18"),
        .help = LOOM_TEXT("Eighteen layers with shortcuts: a good first try for pictures."),
        .source = "He et al. 2016",
        .make = make,
    };
    return architecture;
}

} // namespace loom
