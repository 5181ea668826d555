#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    Chain c;
    const NodeId columns = c.add("input", {{"shape", std::vector<std::int64_t>{16}}}).last();
    c.add("dense", {{"units", std::int64_t{32}}, {"activation", "relu"}}).add("dense", {{"units", std::int64_t{2}}}).named(render(LOOM_TEXT("Place of the customer")));
    return c.add("dense", {{"units", std::int64_t{32}}, {"activation", "relu"}})
        .add("dense", {{"units", std::int64_t{16}}})
        .add("output", {{"truth", "wire"}})
        .join(columns)
        .finish(recipe_with("mse"));
}

} // namespace

const Architecture& customer_groups_architecture()
{
    static const Architecture architecture = {
        .id = "customer-groups",
        .title = LOOM_TEXT("Customer groups"),
        .help = LOOM_TEXT("Squeezes what is known of a customer into two numbers that still tell it all: groups can be seen, and drawn, there."),
        .source = "Hinton and Salakhutdinov 2006",
        .make = make,
    };
    return architecture;
}

} // namespace loom
