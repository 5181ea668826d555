#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    const NodeId wide = c.add("input", {{"shape", Size{64}}}).named(render(LOOM_TEXT("Wide"))).last();
    return c.apart()
        .add("input", {{"shape", Size{16}}})
        .named(render(LOOM_TEXT("Deep")))
        .add("dense", {{"units", std::int64_t{64}}, {"activation", "relu"}})
        .add("dense", {{"units", std::int64_t{32}}, {"activation", "relu"}})
        .add("concat")
        .join(wide)
        .add("dense", {{"units", std::int64_t{1}}})
        .add("output")
        .finish(recipe_with("binary_cross_entropy"));
}

} // namespace

const Architecture& wide_and_deep_architecture()
{
    static const Architecture architecture = {
        .id = "wide-and-deep",
        .title = LOOM_TEXT("Wide and deep"),
        .help = LOOM_TEXT("A table by two ways at once: some columns straight to the answer, as in a linear model, the others through a deep network."),
        .source = "Cheng et al. 2016",
        .make = make,
    };
    return architecture;
}

} // namespace loom
