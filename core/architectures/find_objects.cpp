#include "graph/kit.h"
#include "schema/boxes.h"
#include "schema/recipe.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    constexpr std::int64_t classes = 3;
    Chain c;
    c.add("input", {{"shape", Size{64, 64, 3}}});
    for (const std::int64_t filters : {16, 32, 64, 96}) {
        c.add("conv2d", {{"filters", filters}, {"padding", "same"}, {"bias", false}}).add("batch_norm").add("activation");
        if (filters < 96)
            c.add("max_pool", {{"size", Size{2, 2}}, {"stride", Size{2, 2}}});
    }
    // The grid: each of its cells sees what lies around it.
    c.add("conv2d", {{"filters", std::int64_t{96}}, {"padding", "same"}, {"bias", false}}).add("batch_norm").add("activation");
    Recipe recipe = recipe_with("boxes");
    recipe.settings = with(recipe_type(), {{"schedule", "one_cycle"}, {"batch_size", std::int64_t{32}}, {"epochs", std::int64_t{20}}});
    recipe.optimizer = {"adam", with(*find_optimizer("adam"), {{"learning_rate", 0.003}})};
    return c.add("conv2d", {{"filters", box_values + classes}, {"kernel", Size{1, 1}}}).add("output", {{"each_place", true}}).finish(recipe);
}

} // namespace

const Architecture& find_objects_architecture()
{
    static const Architecture architecture = {
        .id = "find-objects",
        .title = LOOM_TEXT("Find objects"),
        .help = LOOM_TEXT("Says where in a picture which objects are, in one pass: each cell of a grid gives a box and its class."),
        .source = "Redmon et al. 2016",
        .make = make,
    };
    return architecture;
}

} // namespace loom
