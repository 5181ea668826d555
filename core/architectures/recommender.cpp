#include "graph/kit.h"
#include "schema/recipe.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    constexpr std::int64_t width = 32;
    Chain c;
    const NodeId product = c.add("input", {{"shape", Size{1}}, {"scaling", "none"}})
                               .named(render(LOOM_TEXT("Product")))
                               .add("embedding", {{"vocabulary", std::int64_t{10000}}, {"width", width}})
                               .add("flatten")
                               .last();
    const NodeId mind = c.apart()
                            .add("input", {{"shape", Size{1}}, {"scaling", "none"}})
                            .named(render(LOOM_TEXT("Person")))
                            .add("embedding", {{"vocabulary", std::int64_t{1000}}, {"width", width}})
                            .add("flatten")
                            .add("concat")
                            .join(product)
                            .add("dense", {{"units", std::int64_t{128}}, {"activation", "relu"}})
                            .add("dense", {{"units", std::int64_t{64}}, {"activation", "relu"}})
                            .last();
    c.add("dense", {{"units", std::int64_t{1}}}).add("output").named(render(LOOM_TEXT("Rating")));
    c.from(mind).add("dense", {{"units", std::int64_t{1}}}).add("output", {{"target", "liked"}}).named(render(LOOM_TEXT("Liked"))).loss("binary_cross_entropy");
    Recipe recipe = recipe_with("mse");
    recipe.settings = with(recipe_type(), {{"batch_size", std::int64_t{64}}});
    return c.finish(recipe);
}

} // namespace

const Architecture& recommender_architecture()
{
    static const Architecture architecture = {
        .id = "recommender",
        .title = LOOM_TEXT("Recommender"),
        .help = LOOM_TEXT("Two learned vectors, of a person and of a product, lead to a rating and to whether it is liked: two answers of one network."),
        .source = "He et al. 2017",
        .make = make,
    };
    return architecture;
}

} // namespace loom
