#include "graph/kit.h"
#include "schema/recipe.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    const UnitId block = unit_of(c, "residual_block");
    c.add("input", {{"shape", Size{32, 32, 3}}, {"scaling", "standardise"}})
        .add("conv2d", {{"filters", std::int64_t{16}}, {"padding", "same"}, {"bias", false}})
        .add("batch_norm")
        .add("activation");
    std::int64_t filters = 16, stride = 1;
    for (int level = 0; level < 3; ++level) {
        c.copy(block, {{"filters", filters}, {"stride", Size{stride, stride}}, {"plain", level == 0}});
        c.copy(block, {{"filters", filters}}, 2);
        filters *= 2;
        stride = 2;
    }
    Recipe recipe = recipe_with("cross_entropy");
    recipe.loss.values = with(*find_loss("cross_entropy"), {{"smoothing", 0.1}});
    recipe.settings = with(recipe_type(), {{"schedule", "one_cycle"}, {"batch_size", std::int64_t{128}}, {"epochs", std::int64_t{30}}});
    return c.add("global_avg_pool").add("dense", {{"units", std::int64_t{10}}}).add("output").finish(recipe);
}

} // namespace

const Architecture& cifar_resnet_architecture()
{
    static const Architecture architecture = {
        .id = "cifar-resnet",
        .title = LOOM_TEXT("ResNet for small pictures"),
        .help = LOOM_TEXT("Twenty layers with shortcuts for pictures of 32 by 32 pixels, with label smoothing and one cycle of the learning rate."),
        .source = "He et al. 2016",
        .make = make,
    };
    return architecture;
}

} // namespace loom
