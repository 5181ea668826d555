#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    constexpr std::int64_t space = 128;
    Chain c;
    c.begin(render(LOOM_TEXT("Picture tower")), render(LOOM_TEXT("Brings a picture into the shared space.")));
    for (const std::int64_t filters : {32, 64, 128})
        c.add("conv2d", {{"filters", filters}, {"padding", "same"}, {"stride", Size{2, 2}}, {"bias", false}}).add("batch_norm").add("activation");
    c.add("global_avg_pool").add("dense", {{"units", space}});
    const UnitId pictures = c.end();
    c.begin(render(LOOM_TEXT("Text tower")), render(LOOM_TEXT("Brings a text into the shared space.")));
    c.add("embedding", {{"vocabulary", std::int64_t{10000}}, {"width", std::int64_t{64}}}).add("gru", {{"units", std::int64_t{128}}}).add("dense", {{"units", space}});
    const UnitId texts = c.end();
    c.add("input", {{"shape", Size{64, 64, 3}}}).named(render(LOOM_TEXT("Picture")));
    const NodeId picture = c.copy(pictures).last();
    c.apart().add("input", {{"shape", Size{32}}, {"scaling", "none"}}).named(render(LOOM_TEXT("Text")));
    const NodeId text = c.copy(texts).last();
    return c.from(picture).add("concat").join(text).add("output").finish(recipe_with("info_nce"));
}

} // namespace

const Architecture& two_towers_architecture()
{
    static const Architecture architecture = {
        .id = "two-towers",
        .title = LOOM_TEXT("Two towers"),
        .help = LOOM_TEXT("One network for pictures and one for texts lead into the same space, where what belongs together lies close: pictures are found by words, and words by pictures."),
        .source = "Radford et al. 2021",
        .make = make,
    };
    return architecture;
}

} // namespace loom
