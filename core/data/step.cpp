#include "data/step.h"

#include <algorithm>

namespace loom {

const StepType* find_step(std::string_view id)
{
    const auto types = step_types();
    const auto it = std::ranges::find(types, id, [](const StepType* t) { return t->id; });
    return it == types.end() ? nullptr : *it;
}

Text step_group_title(StepGroup group)
{
    switch (group) {
    case StepGroup::Rows: return LOOM_TEXT("Rows to use");
    case StepGroup::Columns: return LOOM_TEXT("Columns");
    case StepGroup::Repair: return LOOM_TEXT("Missing values and outliers");
    case StepGroup::Numbers: return LOOM_TEXT("Numbers");
    case StepGroup::Categories: return LOOM_TEXT("Categories");
    case StepGroup::Texts: return LOOM_TEXT("Texts");
    case StepGroup::Sounds: return LOOM_TEXT("Sounds");
    case StepGroup::Pictures: return LOOM_TEXT("Pictures");
    case StepGroup::Series: return LOOM_TEXT("Series");
    case StepGroup::Privacy: return LOOM_TEXT("Privacy");
    case StepGroup::Augmentation: return LOOM_TEXT("Augmentation");
    }
    return {};
}

Result<Column*> column_to_change(Table& table, const std::string& name)
{
    const auto it = std::ranges::find(table.columns, name, &Column::name);
    if (it == table.columns.end())
        return Error{Message(LOOM_TEXT("There is no column “%1”, which a preparation step changes."), name),
                     LOOM_TEXT("Add the column, or take it out of the step.")};
    return &*it;
}

void put_column(Table& table, const std::string& name, Column made)
{
    const auto it = std::ranges::find(table.columns, name, &Column::name);
    if (made.name == name)
        *it = std::move(made);
    else
        table.columns.insert(it + 1, std::move(made));
}

Error damaged_step()
{
    return {LOOM_TEXT("What a preparation step has learned is damaged."), LOOM_TEXT("Train again, or take the file from a backup.")};
}

} // namespace loom
