#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    Chain c;
    c.begin(render(LOOM_TEXT("Encoder")), render(LOOM_TEXT("Squeezes the picture into a code.")));
    c.add("flatten").add("dense", {{"units", std::int64_t{128}}, {"activation", "relu"}});
    const NodeId code = c.add("dense", {{"units", std::int64_t{32}}, {"activation", "relu"}}).last();
    c.expose("code", render(LOOM_TEXT("Length of the code")), {{code, "units"}});
    const UnitId encoder = c.end();
    c.begin(render(LOOM_TEXT("Decoder")), render(LOOM_TEXT("Makes the picture of the code.")));
    c.add("dense", {{"units", std::int64_t{128}}, {"activation", "relu"}}).add("dense", {{"units", std::int64_t{784}}, {"activation", "sigmoid"}});
    const UnitId decoder = c.end();
    return c.add("input", {{"shape", Size{28, 28, 1}}}).copy(encoder).copy(decoder).add("output").finish(recipe_with("mse"));
}

} // namespace

const Architecture& autoencoder_architecture()
{
    static const Architecture architecture = {
        .id = "autoencoder",
        .title = LOOM_TEXT("Autoencoder"),
        .help = LOOM_TEXT("Squeezes a picture into a few numbers and makes the picture of them again: for compression, de-noising, and to find what is odd."),
        .source = "Hinton and Salakhutdinov 2006",
        .make = make,
    };
    return architecture;
}

} // namespace loom
