#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.begin(render(LOOM_TEXT("Generator")), render(LOOM_TEXT("Makes a picture of random numbers.")));
    c.add("dense", {{"units", std::int64_t{7 * 7 * 128}}, {"bias", false}}).add("reshape", {{"shape", Size{7, 7, 128}}}).add("batch_norm").add("activation");
    c.add("conv_transpose2d", {{"filters", std::int64_t{64}}, {"kernel", Size{4, 4}}, {"bias", false}}).add("batch_norm").add("activation");
    c.add("conv_transpose2d", {{"filters", std::int64_t{1}}, {"kernel", Size{4, 4}}, {"activation", "sigmoid"}});
    const UnitId generator = c.end();
    c.begin(render(LOOM_TEXT("Discriminator")), render(LOOM_TEXT("Tells real pictures from made ones.")));
    for (const std::int64_t filters : {64, 128})
        c.add("conv2d", {{"filters", filters}, {"kernel", Size{4, 4}}, {"stride", Size{2, 2}}, {"padding", "same"}}).add("activation", {{"curve", "leaky_relu"}, {"slope", 0.2}});
    c.add("flatten").add("dense", {{"units", std::int64_t{1}}});
    const UnitId discriminator = c.end();
    const NodeId real = c.add("input", {{"shape", Size{28, 28, 1}}, {"scaling", "pixels"}}).last();
    const NodeId made = c.apart().add("noise").copy(generator).last();
    Recipe recipe = recipe_with("adversarial");
    recipe.optimizer = {"adam", with(*find_optimizer("adam"), {{"learning_rate", 0.0002}, {"beta1", 0.5}})};
    return c.from(real).add("real_and_made").join(made).copy(discriminator).add("output").finish(recipe);
}

} // namespace

const Architecture& digits_gan_architecture()
{
    static const Architecture architecture = {
        .id = "digits-gan",
        .title = LOOM_TEXT("Digits GAN"),
        .help = LOOM_TEXT("Two small networks that learn against each other: one draws digits of 28 by 28 pixels, the other tells them from real ones."),
        .source = "Goodfellow et al. 2014",
        .make = make,
    };
    return architecture;
}

} // namespace loom
