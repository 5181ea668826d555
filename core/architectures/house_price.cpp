#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    return Chain()
        .add("input", {{"shape", std::vector<std::int64_t>{8}}})
        .add("dense", {{"units", std::int64_t{64}}, {"activation", "relu"}})
        .add("dense", {{"units", std::int64_t{64}}, {"activation", "relu"}})
        .add("dense", {{"units", std::int64_t{1}}})
        .add("output")
        .finish(recipe_with("mse"));
}

} // namespace

const Architecture& house_price_architecture()
{
    static const Architecture architecture = {
        .id = "house-price",
        .title = LOOM_TEXT("House price"),
        .help = LOOM_TEXT("Two dense layers from what a house is like to its price."),
        .source = "Rumelhart et al. 1986",
        .make = make,
    };
    return architecture;
}

} // namespace loom
