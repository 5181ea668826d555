#include "graph/kit.h"

namespace loom {
namespace {

Document make()
{
    using Size = std::vector<std::int64_t>;
    constexpr std::int64_t width = 64, vocabulary = 128;
    Chain c;
    const UnitId reads = unit_of(c, "transformer_encoder"), writes = unit_of(c, "transformer_decoder");
    const NodeId read = c.add("input", {{"shape", Size{32}}, {"scaling", "none"}})
                            .named(render(LOOM_TEXT("Written date")))
                            .add("embedding", {{"vocabulary", vocabulary}, {"width", width}})
                            .add("positions")
                            .copy(reads, {{"width", width}, {"heads", std::int64_t{4}}, {"hidden", 4 * width}}, 2)
                            .add("layer_norm")
                            .last();
    c.apart().add("input", {{"shape", Size{12}}, {"scaling", "none"}}).named(render(LOOM_TEXT("Result so far")));
    c.add("embedding", {{"vocabulary", vocabulary}, {"width", width}}).add("positions");
    for (int i = 0; i < 2; ++i)
        c.copy(writes, {{"width", width}, {"heads", std::int64_t{4}}, {"hidden", 4 * width}}).join(read);
    return c.add("layer_norm")
        .add("dense", {{"units", vocabulary}, {"each_place", true}})
        .add("output", {{"each_place", true}})
        .finish(recipe_with("cross_entropy"));
}

} // namespace

const Architecture& seq2seq_dates_architecture()
{
    static const Architecture architecture = {
        .id = "seq2seq-dates",
        .title = LOOM_TEXT("Dates, translated"),
        .help = LOOM_TEXT("Reads a date as people write it and writes it as 2026-11-28: one part reads, the other writes and looks back at what was read."),
        .source = "Vaswani et al. 2017",
        .make = make,
    };
    return architecture;
}

} // namespace loom
