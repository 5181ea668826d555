#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.add("input", {{"shape", Size{40, 64, 1}}, {"scaling", "standardise"}});
    for (const std::int64_t filters : {16, 32, 64})
        c.add("conv2d", {{"filters", filters}, {"padding", "same"}, {"bias", false}}).add("batch_norm").add("activation").add("max_pool");
    return c.add("global_avg_pool").add("dropout", {{"rate", 0.3}}).add("dense", {{"units", std::int64_t{10}}}).add("output").finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& spoken_digits_architecture()
{
    static const Architecture architecture = {
        .id = "spoken-digits",
        .title = LOOM_TEXT("Spoken digits"),
        .help = LOOM_TEXT("Looks at the picture of a sound (its log-mel spectrogram) and says which digit was spoken."),
        .source = "Hershey et al. 2017",
        .make = make,
    };
    return architecture;
}

} // namespace loom
