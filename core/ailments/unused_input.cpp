#include "graph/ends.h"
#include "train/ailment.h"

#include <algorithm>

namespace loom {
namespace {

constexpr double nothing = 1e-6;  // Of the gradient of the column that counts most: below what floats can tell.
constexpr std::size_t looks = 2;  // In a row.

bool is_constant(const DataFacts::Column& c)
{
    return !c.picture && !c.deviation.empty() && std::ranges::all_of(c.deviation, [](double v) { return v == 0; });
}

bool gets_nothing(const NetworkLook& look, std::size_t column)
{
    double most = 0, own = -1;
    for (const ColumnLook& c : look.columns) {
        most = std::max(most, c.gradient);
        if (c.column == column)
            own = c.gradient;
    }
    return own >= 0 && most > 0 && own <= nothing * most;
}

std::vector<Diagnosis> unused_columns(const Chart& chart)
{
    std::vector<Diagnosis> found;
    if (chart.looks.size() < looks)
        return found;
    const auto& columns = chart.data.facts().columns;
    for (const ColumnLook& c : chart.looks.back().columns) {
        const DataFacts::Column& column = columns.at(c.column);
        if (is_constant(column))
            found.push_back({.message = Message(LOOM_TEXT("The column “%1” has the same value in every training row, so it says nothing."), column.name),
                             .hint = LOOM_TEXT("Drop it, or look why it never changes."), .column = column.name});
        else if (std::ranges::all_of(std::span(chart.looks).last(looks), [&](const NetworkLook& l) { return gets_nothing(l, c.column); }))
            found.push_back({.message = Message(LOOM_TEXT("The network does not use the column “%1”: its prediction does not change with it."), column.name),
                             .hint = LOOM_TEXT("Look on the canvas where its values are lost, or drop it."), .column = column.name});
    }
    return found;
}

/// Of several Inputs, those that nothing hangs on.
std::vector<Diagnosis> unused_inputs(const Chart& chart)
{
    std::vector<Diagnosis> found;
    if (chart.looks.empty())
        return found;
    double most = 0;
    for (const LayerLook& layer : chart.looks.back().layers)
        if (chart.node(layer.node).type == "input" && layer.gradient > most)
            most = layer.gradient;
    for (const LayerLook& layer : chart.looks.back().layers)
        if (chart.node(layer.node).type == "input" && most > 0 && lasts(chart, looks, layer.node, [&](const LayerLook& l) { return l.gradient <= nothing * most; }))
            found.push_back(at_layer(chart, layer.node,
                                     {.message = Message(LOOM_TEXT("The network does not use what “%1” takes: its prediction does not change with it."), chart.node(layer.node).name),
                                      .hint = LOOM_TEXT("Look on the canvas where its values are lost, or take the Input out.")}));
    return found;
}

std::vector<Diagnosis> look(const Chart& chart)
{
    std::vector<Diagnosis> found = unused_inputs(chart);
    std::ranges::move(unused_columns(chart), std::back_inserter(found));
    return found;
}

/// Drops a column that no Input names.
std::optional<Fix> treat(const Diagnosis& d, const Document& document)
{
    const Ends ends(flattened(document).document, nullptr);
    if (d.column.empty() || std::ranges::any_of(ends.inputs, [&](const InputEnd& end) { return std::ranges::find(end.columns, d.column) != end.columns.end(); }))
        return {};
    DataSetup data = document.data();
    data.steps.push_back({.type = "drop", .columns = {d.column}, .settings = {}});
    return Fix{Message(LOOM_TEXT("Drop the column “%1”"), d.column), {SetData{std::move(data)}}};
}

} // namespace

const AilmentType& unused_input_ailment()
{
    static const AilmentType type{.id = "unused_input", .title = LOOM_TEXT("Unused input"), .look = look, .treat = treat, .follows_from = {"dead_units"}};
    return type;
}

} // namespace loom
