#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.add("input", {{"shape", Size{224, 224, 3}}});
    for (const auto& [times, filters] : {std::pair<int, std::int64_t>{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}}) {
        for (int i = 0; i < times; ++i)
            c.add("conv2d", {{"filters", filters}, {"padding", "same"}, {"activation", "relu"}});
        c.add("max_pool", {{"size", Size{2, 2}}, {"stride", Size{2, 2}}});
    }
    c.add("flatten");
    for (int i = 0; i < 2; ++i)
        c.add("dense", {{"units", std::int64_t{4096}}, {"activation", "relu"}}).add("dropout", {{"rate", 0.5}});
    return c.add("dense", {{"units", std::int64_t{1000}}}).add("output").finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& vgg_16_architecture()
{
    static const Architecture architecture = {
        .id = "vgg-16",
        .title = LOOM_TEXT("VGG-16"),
        .help = LOOM_TEXT("Thirteen small convolutions and three dense layers: simple, large, and still a good extractor of features."),
        .source = "Simonyan and Zisserman 2015",
        .make = make,
    };
    return architecture;
}

} // namespace loom
