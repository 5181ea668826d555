#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    struct Stage {
        std::int64_t widening, filters, blocks, stride;
    };
    Chain c;
    const UnitId block = unit_of(c, "inverted_residual");
    c.add("input", {{"shape", Size{224, 224, 3}}})
        .add("conv2d", {{"filters", std::int64_t{32}}, {"stride", Size{2, 2}}, {"padding", "explicit"}, {"pads", Size{1, 1, 1, 1}}, {"bias", false}})
        .add("batch_norm")
        .add("activation", {{"curve", "relu6"}});
    std::int64_t channels = 32;
    for (const Stage& s : {Stage{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}}) {
        Chain::Settings first = {{"hidden", channels * s.widening}, {"filters", s.filters}, {"stride", Size{s.stride, s.stride}}, {"no_shortcut", true}};
        if (s.widening == 1)
            first.emplace_back("no_widening", true);
        c.copy(block, first);
        if (s.blocks > 1)
            c.copy(block, {{"hidden", s.filters * s.widening}, {"filters", s.filters}}, s.blocks - 1);
        channels = s.filters;
    }
    return c.add("conv2d", {{"filters", std::int64_t{1280}}, {"kernel", Size{1, 1}}, {"bias", false}})
        .add("batch_norm")
        .add("activation", {{"curve", "relu6"}})
        .add("global_avg_pool")
        .add("dropout", {{"rate", 0.2}})
        .add("dense", {{"units", std::int64_t{1000}}})
        .add("output")
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& mobilenet_v2_architecture()
{
    static const Architecture architecture = {
        .id = "mobilenet-v2",
        .title = LOOM_TEXT("MobileNetV2"),
        .help = LOOM_TEXT("Small and fast enough for phones."),
        .source = "Sandler et al. 2018",
        .make = make,
    };
    return architecture;
}

} // namespace loom
