#include "project/repair.h"
#include "data/step.h"
#include "schema/types.h"

#include <algorithm>

namespace loom {
namespace {

template <class T>
T argument(const DataRepair& repair, const std::string& key)
{
    const auto it = repair.arguments.find(key);
    const T* value = it == repair.arguments.end() ? nullptr : std::get_if<T>(&it->second);
    return value ? *value : T{};
}

/// The step in the list's terms, and the words of its button.
std::optional<std::pair<PreparationStep, Text>> step_for(const DataFinding& finding)
{
    const DataRepair& repair = *finding.repair;
    const auto column = argument<std::string>(repair, "column");
    const auto named = [&](PreparationStep step) { return std::pair(std::move(step), repair_title(repair.id)); };
    if (repair.id == "drop_column")
        return named({"drop", {column}, {}});
    if (repair.id == "impute")
        return named({"impute", {column}, {{"filling", std::string(argument<std::string>(repair, "with") == "median" ? "median" : "mode")}}});
    if (repair.id == "clip")
        return named({"clip",
                      {column},
                      {{"limits", std::string("values")}, {"low", argument<double>(repair, "low")}, {"high", argument<double>(repair, "high")}}});
    if (repair.id == "group_rare" && repair.arguments.contains("share"))
        return named({"rare_categories", {column}, {{"share", argument<double>(repair, "share")}}});
    if (repair.id == "keep_one" && !repair.arguments.contains("alike"))
        return named({"drop_duplicates", finding.columns, {}});
    if (repair.id == "leave_out" && argument<std::string>(repair, "where") == "missing" && column.find("”") == column.npos)
        return named({"filter_rows", {}, {{"condition", "“" + column + "” is missing"}, {"keep", std::string("others")}}});
    if (repair.id == "hash_column") // What is not needed is protected best.
        return std::pair(PreparationStep{"drop", {column}, {}}, repair_title("drop_column"));
    return {};
}

/// Without the settings that are as the type has them anyway.
PreparationStep shortened(PreparationStep step)
{
    for (const Setting& s : find_step(step.type)->settings)
        if (const auto it = step.settings.find(std::string(s.key)); it != step.settings.end() && it->second == s.fallback)
            step.settings.erase(it);
    return step;
}

} // namespace

std::optional<Mending> mending(const DataFinding& finding, const Document& document, const Table& table)
{
    if (!finding.repair)
        return {};
    if (finding.repair->id == "weight_by_class") {
        Recipe recipe = document.recipe();
        const LossType* loss = find_loss(recipe.loss.type);
        const auto weights = loss ? loss->index_of("class_weights") : std::nullopt;
        if (!weights)
            return {};
        Mending made{.title = repair_title(finding.repair->id)};
        const Value balanced(std::string("balanced"));
        if (recipe.loss.values[*weights] != balanced) {
            recipe.loss.values[*weights] = balanced;
            made.edits.push_back(SetRecipe{std::move(recipe)});
        }
        return made;
    }
    auto found = step_for(finding);
    if (!found)
        return {};
    const StepType& type = *find_step(found->first.type);
    for (const std::string& name : found->first.columns)
        if (const Column* column = table.find(name); !column || !type.takes(*column))
            return {};
    DataSetup setup = document.data();
    const PreparationStep step = shortened(std::move(found->first));
    // A column that is dropped has nothing left to mend.
    const auto mends = [&](const PreparationStep& s) {
        return (s.type == step.type && s.columns == step.columns && s.settings == step.settings) ||
               (s.on && s.type == "drop" && step.columns.size() == 1 && std::ranges::count(s.columns, step.columns[0]) > 0);
    };
    const auto there = std::ranges::find_if(setup.steps, mends);
    Mending made{.title = found->second, .step = std::size_t(there - setup.steps.begin()) + 1};
    if (there != setup.steps.end() && there->on)
        return made;
    if (there != setup.steps.end())
        there->on = true;
    else
        setup.steps.push_back(step);
    made.edits.push_back(SetData{std::move(setup)});
    return made;
}

} // namespace loom
