#include "data/step.h"

namespace loom {
namespace {

/// What follows in the list finds the column by its new name; files keep the old one.
struct Rename {
    std::string name;

    static bool takes(const Column& c) { return !c.pixels(); }
    std::vector<std::string> reads() const { return {name}; }

    Status check(const Table& table, std::span<const std::string> columns) const
    {
        if (columns.size() != 1)
            return Error{LOOM_TEXT("several columns cannot get one name."), LOOM_TEXT("Choose one column, and add a step for each of the others.")};
        if (trimmed(name).empty())
            return Error{LOOM_TEXT("there is no new name."), LOOM_TEXT("Enter one.")};
        if (name != columns[0] && table.find(name))
            return Error{Message(LOOM_TEXT("there is a column “%1” already."), name), LOOM_TEXT("Choose another name, or drop or rename that column first.")};
        return Ok{};
    }

    Status apply(Table& table, std::span<const std::string> columns) const
    {
        // What other data has besides, under the new name, is not what is learned from.
        if (name != columns[0] && table.find(columns[0]))
            std::erase_if(table.columns, [&](const Column& c) { return c.name == name; });
        const auto column = column_to_change(table, columns[0]);
        if (!column)
            return column.error();
        (*column)->name = name;
        return Ok{};
    }
    Message summary() const { return Message(LOOM_TEXT("to “%1”"), name); }
};

} // namespace

const StepType& rename_step()
{
    static const StepType type = step<Rename>({
        .id = "rename",
        .title = LOOM_TEXT("Rename a column"),
        .help = LOOM_TEXT("The steps behind it and the network know the column by its new name. Files, also those that are predicted, keep the old one."),
        .group = StepGroup::Columns,
        .looks_into = false,
        .settings = {setting(&Rename::name, {.key = "name", .label = LOOM_TEXT("New name"), .help = {}})},
    });
    return type;
}

} // namespace loom
