#include "project/data_json.h"
#include "data/split_setup.h"
#include "data/step.h"
#include "project/json_entries.h"

#include <fmt/format.h>

#include <charconv>

namespace loom {

using nlohmann::json;

json data_json(const DataSetup& d)
{
    json steps = json::array();
    for (const PreparationStep& s : d.steps)
        steps.push_back({{"columns", s.columns}, {"on", s.on}, {"settings", settings_json(s.settings)}, {"type", s.type}});
    json object = {{"column_types", d.column_types},
            {"path", d.path},
            {"picture_size", d.picture_size},
            {"settings", settings_json(d.settings)},
            {"source", d.source},
            {"split_seed", d.split_seed},
            {"stratified", d.stratified},
            {"target", d.target},
            {"test_share", d.test_share},
            {"validation_share", d.validation_share}};
    if (!steps.empty()) // Earlier versions do not know them.
        object["steps"] = std::move(steps);
    const DataSetup usual;
    if (d.split != usual.split) // Nor these.
        object["split"] = split_way_id(d.split);
    if (d.split_column != usual.split_column)
        object["split_column"] = d.split_column;
    if (d.folds != usual.folds)
        object["folds"] = d.folds;
    if (d.fold != usual.fold)
        object["fold"] = d.fold;
    return object;
}

/// What is empty is left out; check as hexadecimal digits, because JSON's numbers have 53 bits.
json row_json(const RowEdit& e)
{
    json object = {{"row", e.row}};
    if (e.check)
        object["check"] = fmt::format("{:016x}", e.check);
    for (const auto& [key, text] : {std::pair("column", &e.column), {"label", &e.label}, {"name", &e.name}, {"note", &e.note}})
        if (!text->empty())
            object[key] = *text;
    if (e.excluded)
        object["excluded"] = true;
    return object;
}

namespace {

Result<PreparationStep> step_from(const json& object, const Message& where)
{
    Entries entries(object, where);
    PreparationStep step;
    entries.read("type", step.type);
    entries.read("on", step.on);
    const json *columns = entries.find("columns"), *settings = entries.find("settings");
    if (columns && (!columns->is_array() || !std::ranges::all_of(*columns, [](const json& c) { return c.is_string(); })))
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), where, "columns"));
    if (auto error = entries.finish())
        return *error;
    const StepType* type = find_step(step.type);
    if (!type)
        return Error{Message(LOOM_TEXT("%1: the type “%2” is unknown."), where, step.type), perhaps_newer};
    if (columns)
        step.columns = columns->get<std::vector<std::string>>();
    if (settings) {
        auto changed = changed_settings(*settings, *type, where);
        if (!changed)
            return changed.error();
        step.settings = std::move(*changed);
    }
    return step;
}

} // namespace

Result<DataSetup> data_from(const json& object, const Message& where)
{
    Entries entries(object, Message(LOOM_TEXT("%1, data"), where));
    DataSetup d;
    std::string split(split_way_id(d.split));
    entries.read("fold", d.fold);
    entries.read("folds", d.folds);
    entries.read("path", d.path);
    entries.read("picture_size", d.picture_size);
    entries.read("source", d.source);
    entries.read("split", split);
    entries.read("split_column", d.split_column);
    entries.read("split_seed", d.split_seed);
    entries.read("stratified", d.stratified);
    entries.read("target", d.target);
    entries.read("test_share", d.test_share);
    entries.read("validation_share", d.validation_share);
    const SourceType* source = find_source(d.source);
    if (!d.source.empty() && !source)
        entries.fail(Message(LOOM_TEXT("%1: the source “%2” is unknown."), entries.place(), d.source), perhaps_newer);
    if (const auto way = find_split_way(split))
        d.split = *way;
    else
        entries.fail(Message(LOOM_TEXT("%1: “%2” is no way of splitting."), entries.place(), split), perhaps_newer);
    if (d.folds < 2 || d.fold < 1 || d.fold > d.folds)
        entries.fail(Message(LOOM_TEXT("%1: there is no fold %2 of %3."), entries.place(), d.fold, d.folds));
    for (double share : {d.test_share, d.validation_share})
        if (!(share >= 0 && share < 1))
            entries.fail(Message(LOOM_TEXT("%1: a share of %2 is not between 0 and 1."), entries.place(), share));
    if (d.picture_size < 0 || d.picture_size > 1 << 16)
        entries.fail(
            Message(LOOM_TEXT("%1: pictures of %2 pixels a side cannot be made."), entries.place(), d.picture_size));
    if (const json* types = entries.find("column_types")) {
        if (!types->is_object() || !std::ranges::all_of(*types, [](const json& t) { return t.is_string(); }))
            entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "column_types"));
        else
            d.column_types = types->get<std::map<std::string, std::string>>();
    }
    const json *settings = entries.find("settings"), *steps = entries.find("steps");
    if (steps && !steps->is_array())
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "steps"));
    if (auto error = entries.finish())
        return *error;
    if (settings && !settings->empty() && !source)
        return Error{Message(LOOM_TEXT("%1: there are settings without a source."), entries.place()), perhaps_newer};
    if (settings && source) {
        auto changed = changed_settings(*settings, *source, entries.place());
        if (!changed)
            return changed.error();
        d.settings = std::move(*changed);
    }
    for (std::size_t i = 0; steps && i < steps->size(); ++i) {
        auto step = step_from((*steps)[i], Message(LOOM_TEXT("%1, step %2"), entries.place(), i + 1));
        if (!step)
            return step.error();
        d.steps.push_back(std::move(*step));
    }
    return d;
}

Result<std::vector<RowEdit>> rows_from(const json& rows, const Message& where)
{
    std::vector<RowEdit> edits;
    edits.reserve(rows.size());
    for (const json& object : rows) {
        Entries entries(object, Message(LOOM_TEXT("%1, a changed row"), where));
        RowEdit edit;
        std::int64_t row = 0;
        std::string check;
        entries.read("check", check);
        entries.read("column", edit.column);
        entries.read("excluded", edit.excluded);
        entries.read("label", edit.label);
        entries.read("name", edit.name);
        entries.read("note", edit.note);
        entries.read("row", row);
        if (row < 0 || row > UINT32_MAX)
            entries.fail(Message(LOOM_TEXT("%1: the number %2 is not allowed."), entries.place(), row));
        edit.row = std::uint32_t(row);
        if (const auto [end, error] = std::from_chars(check.data(), check.data() + check.size(), edit.check, 16);
            !check.empty() && (error != std::errc() || end != check.data() + check.size()))
            entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "check"));
        if (edit.label.empty() != edit.column.empty())
            entries.fail(Message(LOOM_TEXT("%1: “label” and “column” belong together."), entries.place()));
        if (auto error = entries.finish())
            return *error;
        edits.push_back(std::move(edit));
    }
    return edits;
}

} // namespace loom
