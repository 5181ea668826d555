#include "data/edited_rows.h"
#include "train/ailment.h"

#include <algorithm>

namespace loom {
namespace {

constexpr double smaller = 0.1;             // Times the learning rate.
constexpr std::size_t rows_named = 5, most_left_out = 20;

std::string listed(std::span<const std::uint32_t> rows)
{
    std::string out;
    for (const std::uint32_t row : rows.first(std::min(rows_named, rows.size())))
        out += (out.empty() ? "" : ", ") + std::to_string(row + 1);
    return rows.size() > rows_named ? out + " …" : out;
}

Message place_of(const Chart& chart, const Breakdown& b)
{
    const std::string what = b.nan ? "NaN" : "∞";
    const std::string name = b.node ? chart.node(*b.node).name : std::string();
    switch (b.where) {
    case Breakdown::Where::Layer:
        return b.rows.size() == b.of_rows ? Message(LOOM_TEXT("“%1” is the first layer that gave %2, for all %3 rows of the batch"), name, what, b.of_rows)
                                          : Message(LOOM_TEXT("“%1” is the first layer that gave %2, for %3 of %4 rows of the batch: row %5"), name, what, b.rows.size(), b.of_rows, listed(b.rows));
    case Breakdown::Where::Loss:
        return Message(LOOM_TEXT("All layers gave numbers, but the loss became %1"), what);
    case Breakdown::Where::Gradient:
        return Message(LOOM_TEXT("On the way back the gradient became %1 behind “%2”"), what, name);
    case Breakdown::Where::Update:
        break;
    }
    return LOOM_TEXT("All layers and gradients were numbers, but the step made weights too large for one");
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (!chart.breakdown)
        return {};
    const Breakdown& b = *chart.breakdown;
    const bool input = b.where == Breakdown::Where::Layer && chart.node(*b.node).type == "input";
    Diagnosis d{.severity = Severity::Error,
                .message = Message(LOOM_TEXT("%1: step %2 (epoch %3, batch %4)."), place_of(chart, b), b.step, b.epoch, b.batch),
                .hint = input ? Message(LOOM_TEXT("These rows hold values that are no numbers, or too large for one. Leave them out, or mend the file."))
                              : Message(LOOM_TEXT("Steps were too large, or a division by 0 or a logarithm of 0 is in the way. Make the learning rate smaller, or clip gradients."))};
    d.step = b.step;
    if (b.rows.size() < b.of_rows)
        d.rows = b.rows;
    d.size = input ? 0 : double(b.step);
    return {b.node ? at_layer(chart, *b.node, std::move(d)) : d};
}

std::optional<Fix> treat(const Diagnosis& d, const Document& document)
{
    if (d.size > 1) // Learning led there.
        return scaling_rate(document, smaller);
    if (d.size > 0 || d.rows.empty() || d.rows.size() > most_left_out || document.data().source.empty())
        return {};
    const auto data = Dataset::open(document.data());
    if (!data)
        return {};
    EditRows edit;
    for (const std::uint32_t row : d.rows) {
        RowEdit left_out = edit_of(*(*data)->source_table(), row);
        left_out.excluded = true;
        edit.rows.push_back(std::move(left_out));
    }
    return Fix{Message(LOOM_TEXT("Leave out row %1"), listed(d.rows)), {std::move(edit)}};
}

} // namespace

const AilmentType& broken_numbers_ailment()
{
    static const AilmentType type{.id = "broken_numbers", .title = LOOM_TEXT("Numbers that are none"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
