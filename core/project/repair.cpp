#include "project/repair.h"
#include "data/edited_rows.h"
#include "data/preparation.h"
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

/// What a column of the file is called in front of each step of a list, and behind the last one.
std::vector<std::string> names_of(const std::string& column, std::span<const PreparationStep> list)
{
    std::vector<std::string> names{column};
    for (const PreparationStep& s : list) {
        const auto ready = ready_step(s);
        const bool renames = s.on && s.type == "rename" && ready && s.columns == std::vector{names.back()};
        names.push_back(renames ? std::get<std::string>(ready->values[*ready->type->index_of("name")]) : names.back());
    }
    return names;
}

/// Whether a step changes or reads the column. Those that choose rows do so before all others: a column is there for them.
bool needs(const PreparationStep& step, const std::string& column)
{
    const auto ready = ready_step(step);
    if (!ready || !ready->type->changes_columns())
        return false;
    return std::ranges::count(step.columns, column) > 0 ||
           (ready->type->reads && std::ranges::count(ready->type->reads(ready->values), column) > 0);
}

/// Where a step goes whose values are the file's: in front of what makes other numbers or categories of them. A column is
/// dropped behind the steps that need it.
std::ptrdiff_t place_of(const PreparationStep& step, std::span<const PreparationStep> list, std::span<const std::string> names)
{
    const auto remakes = [](const PreparationStep& s) {
        const StepType* type = find_step(s.type);
        return type && (type->group == StepGroup::Numbers || type->group == StepGroup::Categories || type->group == StepGroup::Texts ||
                        type->group == StepGroup::Sounds || type->group == StepGroup::Series || type->group == StepGroup::Privacy);
    };
    if (step.type == "convert_unit") // What others learn, they learn of one unit.
        return 0;
    if (find_step(step.type)->choose)
        return std::ssize(list);
    if (step.type == "drop")
        for (std::size_t i = 0; i < list.size(); ++i)
            if (needs(list[i], names[i]))
                return std::ssize(list);
    return std::ranges::find_if(list, remakes) - list.begin();
}

/// The last step that drops other columns and that no step behind it needs the column of; else the end.
std::vector<PreparationStep>::iterator dropping_too(std::vector<PreparationStep>& list, std::span<const std::string> names)
{
    for (auto s = list.end(); s != list.begin();) {
        --s;
        if (s->type == "drop" && s->on)
            return s;
        if (needs(*s, names[std::size_t(s - list.begin())]))
            break;
    }
    return list.end();
}

/// Takes the column out of the steps that drop it and are off: turned on again, they would look for it in vain.
void forget_where_off(std::vector<PreparationStep>& list, std::span<const std::string> names)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].type == "drop" && !list[i].on)
            std::erase(list[i].columns, names[i]);
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

/// Whether nothing would be left to learn from without the column.
bool is_last_input(const std::string& column, std::span<const PreparationStep> list, const Dataset& data)
{
    return std::ranges::none_of(data.table().columns, [&](const Column& c) {
        if (c.name == column || c.name == data.target())
            return false;
        const auto names = names_of(c.name, list);
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].on && list[i].type == "drop" && std::ranges::count(list[i].columns, names[i]) > 0)
                return false;
        return true;
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
    std::vector<PreparationStep>& list = setup.steps;
    PreparationStep step = shortened(found->first);
    const bool of_a_column = !find_step(step.type)->choose, drops = step.type == "drop";
    const auto names = of_a_column ? names_of(step.columns.front(), list) : std::vector<std::string>(list.size() + 1);
    const auto place = [&](auto s) { return std::size_t(s - list.begin()); };
    const auto same = [&](const PreparationStep& s) {
        return s.type == step.type && s.columns == step.columns && shortened(s).settings == step.settings;
    };
    // Gaps are filled whatever with.
    const auto fills = [&](const PreparationStep& s) {
        return step.type == "impute" && s.type == "impute" && (s.columns.empty() || std::ranges::count(s.columns, step.columns.front()) > 0);
    };
    Mending made{.title = found->second};
    for (auto s = list.begin(); s != list.end(); ++s) // A column that is dropped has nothing left to mend.
        if (s->on && (same(*s) || fills(*s) || (of_a_column && s->type == "drop" && std::ranges::count(s->columns, names[place(s)]) > 0))) {
            made.step = place(s) + 1;
            return made;
        }
    if (drops && is_last_input(step.columns.front(), list, data))
        return {};
    auto there = drops ? dropping_too(list, names) : list.end();
    if (there != list.end())
        there->columns.push_back(names[place(there)]);
    else
        there = std::ranges::find_if(list, same);
    if (there == list.end()) {
        const std::ptrdiff_t at = place_of(step, list, names);
        if (of_a_column)
            step.columns = {names[std::size_t(at)]};
        there = list.insert(list.begin() + at, step);
    }
    there->on = true;
    if (drops) {
        const std::size_t at = place(there);
        forget_where_off(list, names_of(found->first.columns.front(), list));
        made.step = at + 1;
        const auto is_empty = [](const PreparationStep& s) { return s.type == "drop" && !s.on && s.columns.empty(); };
        made.step -= std::size_t(std::ranges::count_if(std::span(list).first(at), is_empty));
        std::erase_if(list, is_empty);
    } else {
        made.step = place(there) + 1;
    }
    made.edits.push_back(SetData{std::move(setup)});
    return made;
}

} // namespace loom
