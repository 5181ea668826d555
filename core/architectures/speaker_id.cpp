#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.add("input", {{"shape", Size{64, 40}}, {"scaling", "standardise"}});
    for (const std::int64_t filters : {64, 64})
        c.add("conv1d", {{"filters", filters}, {"kernel", Size{5}}, {"padding", "same"}, {"activation", "relu"}});
    return c.add("gru", {{"units", std::int64_t{64}}})
        .add("dense", {{"units", std::int64_t{64}}})
        .named(render(LOOM_TEXT("Voice")))
        .add("activation")
        .add("dense", {{"units", std::int64_t{6}}})
        .add("output")
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& speaker_id_architecture()
{
    static const Architecture architecture = {
        .id = "speaker-id",
        .title = LOOM_TEXT("Who is speaking"),
        .help = LOOM_TEXT("Makes a vector of how somebody speaks: near for the same voice, far for another. Here it says which of six people it was."),
        .source = "Snyder et al. 2018",
        .make = make,
    };
    return architecture;
}

} // namespace loom
