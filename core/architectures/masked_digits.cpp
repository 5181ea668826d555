#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.begin(render(LOOM_TEXT("Encoder")), render(LOOM_TEXT("Sees what is left of the picture.")));
    for (const std::int64_t filters : {32, 64})
        c.add("conv2d", {{"filters", filters}, {"padding", "same"}, {"stride", Size{2, 2}}, {"activation", "relu"}});
    const UnitId encoder = c.end();
    c.begin(render(LOOM_TEXT("Decoder")), render(LOOM_TEXT("Draws the whole picture.")));
    c.add("conv_transpose2d", {{"filters", std::int64_t{32}}, {"kernel", Size{4, 4}}, {"activation", "relu"}});
    c.add("conv_transpose2d", {{"filters", std::int64_t{1}}, {"kernel", Size{4, 4}}, {"activation", "sigmoid"}});
    const UnitId decoder = c.end();
    // Only hidden places count: the drawing and the picture are compared behind the same mask.
    const NodeId picture = c.add("input", {{"shape", Size{28, 28, 1}}}).last();
    const NodeId hidden = c.add("random_mask", {{"gives", "mask"}}).last();
    const NodeId drawn = c.from(picture).add("random_mask").copy(encoder).copy(decoder).add("multiply").join(hidden).last();
    const NodeId truth = c.from(picture).add("multiply").join(hidden).last();
    return c.from(drawn).add("output", {{"truth", "wire"}}).join(truth).finish(recipe_with("mse"));
}

} // namespace

const Architecture& masked_digits_architecture()
{
    static const Architecture architecture = {
        .id = "masked-digits",
        .title = LOOM_TEXT("Masked digits"),
        .help = LOOM_TEXT("Fills in what is hidden in a picture, without any labels; what its encoder has learned helps a classifier that has few of them."),
        .source = "He et al. 2022",
        .make = make,
    };
    return architecture;
}

} // namespace loom
