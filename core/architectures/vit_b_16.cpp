#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    constexpr std::int64_t width = 768;
    const Chain::Settings turned = {{"order", Size{1, 0}}};
    Chain c;
    const UnitId block = unit_of(c, "transformer_encoder");
    c.add("input", {{"shape", Size{224, 224, 3}}})
        .add("conv2d", {{"filters", width}, {"kernel", Size{16, 16}}, {"stride", Size{16, 16}}})
        .named(render(LOOM_TEXT("Patches")));
    const NodeId patches = c.add("reshape", {{"shape", Size{14 * 14, width}}}).add("permute", turned).last();
    // One step more, in front, that gathers what the classes are told by.
    c.apart().add("constant", {{"shape", Size{width, 1}}, {"values", "0"}, {"learned", true}}).named(render(LOOM_TEXT("Class token")));
    c.add("concat").join(patches).add("permute", turned).add("positions", {{"kind", "learned"}});
    c.copy(block, {{"width", width}, {"heads", std::int64_t{12}}, {"hidden", 4 * width}, {"epsilon", 1e-6}}, 12);
    return c.add("layer_norm", {{"epsilon", 1e-6}})
        .add("slice", {{"axis", std::int64_t{0}}})
        .add("flatten")
        .add("dense", {{"units", std::int64_t{1000}}})
        .add("output")
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& vit_b_16_architecture()
{
    static const Architecture architecture = {
        .id = "vit-b-16",
        .title = LOOM_TEXT("ViT-B/16"),
        .help = LOOM_TEXT("A Transformer that reads a picture as a sequence of patches of 16×16 pixels."),
        .source = "Dosovitskiy et al. 2021",
        .make = make,
    };
    return architecture;
}

} // namespace loom
