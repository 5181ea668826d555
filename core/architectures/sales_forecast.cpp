#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    return Chain()
        .add("input", {{"shape", std::vector<std::int64_t>{36, 1}}})
        .add("lstm", {{"units", std::int64_t{64}}})
        .add("dense", {{"units", std::int64_t{12}}})
        .add("output")
        .finish(recipe_with("mse"));
}

} // namespace

const Architecture& sales_forecast_architecture()
{
    static const Architecture architecture = {
        .id = "sales-forecast",
        .title = LOOM_TEXT("Sales forecast"),
        .help = LOOM_TEXT("Reads what was sold in the last steps and says what the next twelve will bring."),
        .source = "Hochreiter and Schmidhuber 1997",
        .make = make,
    };
    return architecture;
}

} // namespace loom
