#include "data/preparation.h"
#include "data/step.h"

#include <algorithm>

namespace loom {
namespace {

Error in_step(const StepType& type, const Error& error)
{
    return {Message(LOOM_TEXT("Step “%1”: %2"), type.title, error.message), error.hint, error.blame};
}

} // namespace

Result<ReadyStep> ready_step(const PreparationStep& step)
{
    const StepType* type = find_step(step.type);
    if (!type)
        return Error{Message(LOOM_TEXT("There is no preparation step “%1”."), step.type), LOOM_TEXT("A newer Layerloom may know it.")};
    Values values = defaults(*type);
    for (const auto& [key, value] : step.settings) {
        const auto at = type->index_of(key);
        if (!at)
            return Error{Message(LOOM_TEXT("%1 has no setting “%2”."), type->title, key), LOOM_TEXT("A newer Layerloom may know it.")};
        values[*at] = value;
    }
    if (const auto errors = validate(*type, values); !errors.empty())
        return in_step(*type, errors.front());
    return ReadyStep{type, std::move(values)};
}

Result<std::vector<std::string>> columns_of_step(const PreparationStep& step, const StepType& type, const Table& table,
                                                 const std::string& target)
{
    std::vector<std::string> columns = step.columns;
    if (columns.empty() && type.each)
        for (const Column& c : table.columns)
            if (c.name != target && type.takes(c))
                columns.push_back(c.name);
    if (columns.empty() && !type.each && type.names_columns && type.apply)
        return Error{LOOM_TEXT("no column is chosen."), LOOM_TEXT("Choose at least one column.")};
    for (const std::string& name : step.columns) {
        const Column* column = table.find(name);
        if (!column)
            return Error{Message(LOOM_TEXT("there is no column “%1”."), name),
                         LOOM_TEXT("An earlier step may have dropped it; choose other columns.")};
        if (name == target && !type.reads_target)
            return Error{Message(LOOM_TEXT("column “%1” is what is learned, and steps leave it alone."), name),
                         LOOM_TEXT("Choose other columns, or another target.")};
        if (!type.takes(*column))
            return Error{Message(LOOM_TEXT("column “%1” has the type “%2”, which it does not take."), name,
                                 column_type_title(column->type)),
                         LOOM_TEXT("Choose other columns, or another type for this one.")};
    }
    return columns;
}

std::vector<PreparationStep> steps_by_themselves(const Table& table, const std::string& target)
{
    for (const Column& c : table.columns)
        if (c.sounds() && c.name != target)
            return {{.type = "spectrogram", .columns = {c.name}, .settings = {}}};
    std::vector<PreparationStep> steps;
    for (const Column& c : table.columns) {
        if (c.name == target || c.type == ColumnType::Id)
            continue;
        if (c.type != ColumnType::Text)
            return {};
        steps.push_back({.type = "tokens", .columns = {c.name}, .settings = {}});
    }
    return steps.size() == 1 ? steps : std::vector<PreparationStep>();
}

nlohmann::json to_json(const FittedStep& step)
{
    const StepType& type = *find_step(step.type);
    nlohmann::json settings = nlohmann::json::object();
    for (std::size_t i = 0; i < type.settings.size(); ++i)
        settings[std::string(type.settings[i].key)] = std::visit([](const auto& v) { return nlohmann::json(v); }, step.values[i]);
    nlohmann::json columns = nlohmann::json::array();
    for (const KnownColumn& known : step.columns)
        columns.push_back(to_json(known));
    return {{"step", step.type}, {"settings", std::move(settings)}, {"learned", nlohmann::json::parse(step.learned)}, {"columns", std::move(columns)}};
}

Result<FittedStep> fitted_step_from_json(const nlohmann::json& json)
{
    const std::string id = json.at("step").get<std::string>();
    const StepType* type = find_step(id);
    if (!type || !type->apply)
        return Error{Message(LOOM_TEXT("There is no preparation step “%1”."), id), LOOM_TEXT("A newer Layerloom may know it.")};
    FittedStep step{id, defaults(*type), json.at("learned").dump()};
    for (const auto& [key, entry] : json.at("settings").items()) {
        const auto at = type->index_of(key);
        if (!at)
            return damaged_step();
        std::visit([&, &item = entry](auto& value) { item.get_to(value); }, step.values[*at]);
    }
    if (!validate(*type, step.values).empty())
        return damaged_step();
    for (const auto& item : json.value("columns", nlohmann::json::array())) {
        auto known = known_column_from_json(item);
        if (!known)
            return damaged_step();
        step.columns.push_back(std::move(*known));
    }
    return step;
}

Result<std::vector<std::uint32_t>> chosen_rows(std::span<const PreparationStep> steps, const Table& table,
                                               std::vector<std::uint32_t> rows)
{
    for (const PreparationStep& step : steps) {
        if (!step.on)
            continue;
        const auto readied = ready_step(step);
        if (!readied)
            return readied.error();
        const StepType& type = *readied->type;
        if (!type.choose)
            continue;
        const auto columns = columns_of_step(step, type, table, {});
        if (!columns)
            return in_step(type, columns.error());
        auto kept = type.choose(readied->values, table, *columns, rows);
        if (!kept)
            return in_step(type, kept.error());
        rows = std::move(*kept);
    }
    return rows;
}

Result<std::vector<std::uint32_t>> balanced_rows(std::span<const PreparationStep> steps, std::vector<std::uint32_t> training_rows,
                                                 std::span<const std::int32_t> classes)
{
    for (const PreparationStep& step : steps) {
        if (!step.on)
            continue;
        const auto readied = ready_step(step);
        if (!readied)
            return readied.error();
        if (!readied->type->balance)
            continue;
        auto drawn = readied->type->balance(readied->values, training_rows, classes);
        if (!drawn)
            return in_step(*readied->type, drawn.error());
        training_rows = std::move(*drawn);
    }
    return training_rows;
}

Result<std::vector<FittedStep>> fit_steps(std::span<const PreparationStep> steps, Table& table, const std::string& target,
                                          std::span<const std::uint32_t> training_rows, const StepRun& run)
{
    std::vector<FittedStep> fitted;
    for (const PreparationStep& step : steps) {
        if (!step.on)
            continue;
        auto readied = ready_step(step);
        if (!readied)
            return readied.error();
        const StepType& type = *readied->type;
        if (!type.changes_columns())
            continue;
        const auto columns = columns_of_step(step, type, table, target);
        if (!columns)
            return in_step(type, columns.error());
        std::vector<KnownColumn> known;
        for (const std::string& name : *columns)
            if (const Column& c = *table.find(name); type.looks_into && !c.pixels() && !c.sounds() && c.type != ColumnType::Vector)
                known.push_back(KnownColumn::of(c));
        if (type.reads)
            for (const std::string& name : type.reads(readied->values))
                if (const Column* c = table.find(name); c && !c->pixels() && !c->sounds() && c->type != ColumnType::Vector)
                    known.push_back(KnownColumn::of(*c));
        auto learned = type.fit(readied->values, table, *columns, training_rows, run);
        if (run.stopped())
            return opening_stopped();
        if (!learned)
            return in_step(type, learned.error());
        const auto done = type.apply(readied->values, *learned, table, run);
        if (run.stopped())
            return opening_stopped();
        if (!done)
            return in_step(type, done.error());
        fitted.push_back({step.type, std::move(readied->values), learned->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                          std::move(known)});
    }
    return fitted;
}

Status apply_steps(std::span<const FittedStep> steps, Table& table, const StepRun& run)
{
    for (const FittedStep& step : steps) {
        const StepType& type = *find_step(step.type);
        for (const KnownColumn& known : step.columns)
            if (const Column* column = table.find(known.name)) { // One that is absent, the step tells of.
                auto alike = as_known(*column, known);
                if (!alike)
                    return in_step(type, alike.error());
                if (*alike)
                    put_column(table, known.name, std::move(**alike));
            }
        const auto done = type.apply(step.values, nlohmann::json::parse(step.learned), table, run);
        if (run.stopped())
            return opening_stopped();
        if (!done)
            return in_step(type, done.error());
    }
    return Ok{};
}

} // namespace loom
