#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.begin(render(LOOM_TEXT("Generator")), render(LOOM_TEXT("Makes a picture of random numbers.")));
    c.add("dense", {{"units", std::int64_t{4 * 4 * 512}}, {"bias", false}}).add("reshape", {{"shape", Size{4, 4, 512}}}).add("batch_norm").add("activation");
    for (const std::int64_t filters : {256, 128, 64})
        c.add("conv_transpose2d", {{"filters", filters}, {"kernel", Size{4, 4}}, {"bias", false}}).add("batch_norm").add("activation");
    c.add("conv_transpose2d", {{"filters", std::int64_t{3}}, {"kernel", Size{4, 4}}, {"activation", "sigmoid"}});
    const UnitId generator = c.end();

    c.begin(render(LOOM_TEXT("Discriminator")), render(LOOM_TEXT("Tells real pictures from made ones.")));
    const auto down = [&c](std::int64_t filters, bool bias) {
        c.add("conv2d", {{"filters", filters}, {"kernel", Size{4, 4}}, {"stride", Size{2, 2}}, {"padding", "same"}, {"bias", bias}});
    };
    down(64, true);
    c.add("activation", {{"curve", "leaky_relu"}, {"slope", 0.2}});
    for (const std::int64_t filters : {128, 256, 512}) {
        down(filters, false);
        c.add("batch_norm").add("activation", {{"curve", "leaky_relu"}, {"slope", 0.2}});
    }
    c.add("flatten").add("dense", {{"units", std::int64_t{1}}});
    const UnitId discriminator = c.end();

    const NodeId real = c.add("input", {{"shape", Size{64, 64, 3}}, {"scaling", "pixels"}}).last();
    const NodeId made = c.apart().add("noise").copy(generator).last();
    return c.from(real).add("real_and_made").join(made).copy(discriminator).add("output").finish(recipe_with("adversarial"));
}

} // namespace

const Architecture& dcgan_architecture()
{
    static const Architecture architecture = {
        .id = "dcgan",
        .title = LOOM_TEXT("DCGAN"),
        .help = LOOM_TEXT("Two networks that learn against each other: one makes pictures, the other tells them from real ones."),
        .source = "Radford et al. 2016",
        .make = make,
    };
    return architecture;
}

} // namespace loom
