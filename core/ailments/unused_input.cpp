#include "graph/ends.h"
#include "train/ailment.h"

#include <algorithm>

namespace loom {
namespace {

constexpr double nothing = 1e-6;  // Of the gradient of the column that counts most: below what floats can tell. Measured: 0.005 and more for used ones.
constexpr std::size_t looks = 2;  // In a row.

/// The numbers of a table's rows that are the same in every row of the training part, by place.
std::vector<bool> constant_places(const Dataset& data)
{
    constexpr std::size_t portion = 256;
    const auto rows = data.rows(Part::Train);
    const std::size_t width = data.sample_width();
    std::vector<bool> constant(width, true);
    std::vector<float> first(width), values;
    data.fill(rows.first(1), first);
    for (std::size_t begin = 0; begin < rows.size(); begin += portion) {
        const auto some = rows.subspan(begin, std::min(portion, rows.size() - begin));
        values.resize(some.size() * width);
        data.fill(some, values);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i] != first[i % width])
                constant[i % width] = false;
    }
    return constant;
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
        if (std::ranges::all_of(std::span(chart.looks).last(looks), [&](const NetworkLook& l) { return gets_nothing(l, c.column); }))
            found.push_back({.message = Message(LOOM_TEXT("The network does not use the column “%1”: its prediction does not change with it."), column.name),
                             .hint = LOOM_TEXT("Look on the canvas where its values are lost, or drop it."), .column = column.name});
    }
    return found;
}

/// Told after the first epoch: the data does not change.
std::vector<Diagnosis> constant_columns(const Chart& chart)
{
    std::vector<Diagnosis> found;
    const DataFacts& facts = chart.data.facts();
    if (chart.epochs.size() != 1 || facts.pictures || facts.columns.empty() || !chart.data.samples().fits())
        return found;
    const std::vector<bool> constant = constant_places(chart.data);
    for (const DataFacts::Column& column : facts.columns) {
        const auto place = std::size_t(column.place);
        bool all = !column.picture && column.vocabulary == 0;
        for (std::size_t i = place; i < place + count(column.shape) && all; ++i)
            all = i < constant.size() && constant[i];
        if (all)
            found.push_back({.message = Message(LOOM_TEXT("The column “%1” has the same value in every training row, so it says nothing."), column.name),
                             .hint = LOOM_TEXT("Drop it, or look why it never changes."), .column = column.name});
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
    for (const auto& more : {constant_columns(chart), unused_columns(chart)})
        found.insert(found.end(), more.begin(), more.end());
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
