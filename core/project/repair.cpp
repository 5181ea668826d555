#include "project/repair.h"
#include "data/edited_rows.h"
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
    if (repair.id == "convert_unit") {
        const std::string side = repair.arguments.contains("above") ? "above" : "below";
        return named({"convert_unit", {column}, {{"side", side}, {"limit", argument<double>(repair, side)}, {"times", argument<double>(repair, "times")}}});
    }
    if (repair.id == "group_rare" && repair.arguments.contains("share"))
        return named({"rare_categories", {column}, {{"share", argument<double>(repair, "share")}}});
    if (repair.id == "keep_one" && !repair.arguments.contains("alike"))
        return named({"drop_duplicates", finding.columns, {}});
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

/// Where a step goes whose values are the file's: in front of what makes other numbers or categories of them. A column is
/// dropped behind the steps that name it.
std::ptrdiff_t place_of(const PreparationStep& step, std::span<const PreparationStep> list)
{
    const auto remakes = [](const PreparationStep& s) {
        const StepType* type = find_step(s.type);
        return type && (type->group == StepGroup::Numbers || type->group == StepGroup::Categories || type->group == StepGroup::Texts ||
                        type->group == StepGroup::Sounds || type->group == StepGroup::Series || type->group == StepGroup::Privacy);
    };
    const auto names_it = [&](const PreparationStep& s) { return std::ranges::count(s.columns, step.columns.front()) > 0; };
    if (step.type == "convert_unit") // What others learn, they learn of one unit.
        return 0;
    if (find_step(step.type)->choose || (step.type == "drop" && std::ranges::any_of(list, names_it)))
        return std::ssize(list);
    return std::ranges::find_if(list, remakes) - list.begin();
}

/// The step that drops other columns, with this one added to it, where no step behind it needs the column; else the end.
std::vector<PreparationStep>::iterator dropping_too(const PreparationStep& step, std::vector<PreparationStep>& list)
{
    if (step.type != "drop")
        return list.end();
    for (auto s = list.end(); s != list.begin();) {
        --s;
        if (s->type == "drop" && s->on) {
            s->columns.push_back(step.columns.front());
            return s;
        }
        if (s->columns.empty() || std::ranges::count(s->columns, step.columns.front()) > 0)
            break;
    }
    return list.end();
}

std::optional<Mending> mending_by_recipe(const DataRepair& repair, Recipe recipe)
{
    const LossType* loss = find_loss(recipe.loss.type);
    const auto weights = loss ? loss->index_of("class_weights") : std::nullopt;
    if (!weights)
        return {};
    Mending made{.title = repair_title(repair.id)};
    const Value balanced(std::string("balanced"));
    if (recipe.loss.values[*weights] != balanced) {
        recipe.loss.values[*weights] = balanced;
        made.edits.push_back(SetRecipe{std::move(recipe)});
    }
    return made;
}

/// Parts that the data brings can be drawn instead. Where the finding was found in parts that were drawn, drawing them again
/// would change little.
std::optional<Mending> mending_by_split(const DataRepair& repair, const DataSetup& now, const Dataset& data)
{
    DataSetup setup = now;
    if (repair.id == "split_by_group") {
        setup.split = SplitWay::Group;
        setup.split_column = argument<std::string>(repair, "column");
    } else if (data.setup().split != SplitWay::Given || data.table().split.empty()) {
        return {};
    } else if (now.split == SplitWay::Given) {
        setup.split = SplitWay::Random;
    }
    Mending made{.title = repair_title(repair.id), .of_split = true};
    if (setup != now)
        made.edits.push_back(SetData{std::move(setup)});
    return made;
}

/// Whether the step would be done, and change something: pictures and sounds are compared and changed by no step yet, and
/// what is learned is left alone.
bool can_be_done(const PreparationStep& step, const Dataset& data)
{
    const StepType& type = *find_step(step.type);
    const Table& table = data.table();
    const bool media = std::ranges::any_of(table.columns, [](const Column& c) { return c.pixels() || c.sounds(); });
    if (media && (!type.choose || step.type == "drop_duplicates"))
        return false;
    return std::ranges::all_of(step.columns, [&](const std::string& name) {
        const Column* column = table.find(name);
        return column && type.takes(*column) && (type.choose || name != data.target());
    });
}

/// Its rows are left out by hand. Nothing where it does not name all of them.
std::optional<Mending> mending_by_hand(const DataFinding& finding, const RowEdits& known, const Table& table)
{
    if (finding.rows.empty() || finding.rows.size() != finding.row_count)
        return {};
    Mending made{.title = repair_title(finding.repair->id)};
    std::vector<RowEdit> edits;
    for (const std::uint32_t row : finding.rows) {
        const RowEdit* before = find_edit(known, table, row);
        RowEdit edit = before ? *before : edit_of(table, row);
        if (!edit.excluded) {
            edit.excluded = true;
            edits.push_back(std::move(edit));
        }
    }
    if (!edits.empty())
        made.edits.push_back(EditRows{std::move(edits)});
    return made;
}

} // namespace

std::optional<Mending> mending(const DataFinding& finding, const Document& document, const Dataset& data)
{
    if (!finding.repair)
        return {};
    if (finding.repair->id == "weight_by_class")
        return mending_by_recipe(*finding.repair, document.recipe());
    if (finding.repair->id == "leave_out")
        return mending_by_hand(finding, document.data().row_edits, *data.source_table());
    if (finding.repair->id == "split_by_group" || finding.repair->id == "split_at_random")
        return mending_by_split(*finding.repair, document.data(), data);
    const auto found = step_for(finding);
    if (!found || !can_be_done(found->first, data))
        return {};
    DataSetup setup = document.data();
    const PreparationStep step = shortened(found->first);
    const bool of_a_column = !find_step(step.type)->choose;
    const auto same = [&](const PreparationStep& s) {
        return s.type == step.type && s.columns == step.columns && s.settings == step.settings;
    };
    // A column that is dropped has nothing left to mend.
    const auto does_it = [&](const PreparationStep& s) {
        return s.on && (same(s) || (of_a_column && s.type == "drop" && std::ranges::count(s.columns, step.columns.front()) > 0));
    };
    auto there = std::ranges::find_if(setup.steps, does_it);
    Mending made{.title = found->second};
    if (there == setup.steps.end()) {
        there = std::ranges::find_if(setup.steps, same);
        if (there == setup.steps.end())
            there = dropping_too(step, setup.steps);
        if (there == setup.steps.end())
            there = setup.steps.insert(setup.steps.begin() + place_of(step, setup.steps), step);
        there->on = true;
        made.step = std::size_t(there - setup.steps.begin()) + 1;
        made.edits.push_back(SetData{std::move(setup)});
        return made;
    }
    made.step = std::size_t(there - setup.steps.begin()) + 1;
    return made;
}

} // namespace loom
