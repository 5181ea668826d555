#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    return Chain()
        .add("input", {{"shape", std::vector<std::int64_t>{200}}, {"scaling", "none"}})
        .add("embedding", {{"vocabulary", std::int64_t{10000}}, {"width", std::int64_t{64}}})
        .add("lstm", {{"units", std::int64_t{128}}})
        .add("dense", {{"units", std::int64_t{1}}})
        .add("output")
        .finish(recipe_with("binary_cross_entropy"));
}

} // namespace

const Architecture& lstm_classifier_architecture()
{
    static const Architecture architecture = {
        .id = "lstm-classifier",
        .title = LOOM_TEXT("LSTM classifier"),
        .help = LOOM_TEXT("Reads a text word by word and says at its end which of two kinds it is."),
        .source = "Hochreiter and Schmidhuber 1997",
        .make = make,
    };
    return architecture;
}

} // namespace loom
