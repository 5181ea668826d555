#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    return Chain()
        .add("input", {{"shape", std::vector<std::int64_t>{200}}, {"scaling", "none"}})
        .add("embedding", {{"vocabulary", std::int64_t{10000}}, {"width", std::int64_t{64}}})
        .add("gru", {{"units", std::int64_t{128}}})
        .add("dense", {{"units", std::int64_t{1}}})
        .add("output")
        .finish(recipe_with("binary_cross_entropy"));
}

} // namespace

const Architecture& gru_classifier_architecture()
{
    static const Architecture architecture = {
        .id = "gru-classifier",
        .title = LOOM_TEXT("GRU classifier"),
        .help = LOOM_TEXT("Reads a text word by word and says at its end which of two kinds it is."),
        .source = "Cho et al. 2014",
        .make = make,
    };
    return architecture;
}

} // namespace loom
