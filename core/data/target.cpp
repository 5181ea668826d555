#include "data/target.h"
#include "base/letters.h"

#include <algorithm>
#include <array>

namespace loom {

constexpr static std::size_t class_integers = 20; // A whole number with more values than these is a quantity.

bool learnable(const Column& c)
{
    switch (c.type) {
    case ColumnType::Integer:
    case ColumnType::Number:
    case ColumnType::Category:
    case ColumnType::Boolean:
        return true;
    case ColumnType::DateTime:
    case ColumnType::Text:
    case ColumnType::Image:
    case ColumnType::Audio:
    case ColumnType::Id:
    case ColumnType::Vector:
        return false;
    }
    return false;
}

std::string guess_target(const Table& table)
{
    if (!table.target.empty())
        return table.target;
    static constexpr std::array<std::string_view, 23> names = {
        "target", "label",   "y",     "outcome", "survived", "diagnosis", "class",  "sentiment", "quality",
        "income", "species", "price", "medv",    "churn",    "salary",    "rating", "category",
        "标签",   "类别",    "目标",  "分类", "结果",    "价格"};
    std::string named; // What is called a target is meant as one, even where it cannot be learned as it is.
    for (auto name : names)
        for (const Column& c : table.columns) {
            if (small_letters(c.name) != name)
                continue;
            if (learnable(c))
                return c.name;
            if (named.empty())
                named = c.name;
        }
    if (!named.empty())
        return named;
    // median_house_value, sale_price: the last word tells.
    for (const Column& c : table.columns)
        for (const std::string_view word : {"target", "label", "class", "price", "value", "outcome"})
            if (c.name.size() > word.size() && c.name.ends_with(word) &&
                std::string_view("_ .").find(c.name[c.name.size() - word.size() - 1]) != std::string_view::npos && learnable(c))
                return c.name;
    const auto last = std::ranges::find_if(table.columns.rbegin(), table.columns.rend(), learnable);
    return last == table.columns.rend() ? std::string() : last->name;
}

bool is_class(const Column& c)
{
    if (c.type == ColumnType::Number)
        return false;
    if (c.type != ColumnType::Integer)
        return true;
    std::vector<std::int64_t> seen;
    for (auto v : std::get<ColumnArray<std::int64_t>>(c.cells))
        if (v != missing_integer && std::ranges::find(seen, v) == seen.end()) {
            seen.push_back(v);
            if (seen.size() > class_integers)
                return false;
        }
    return true;
}

Codes classes_of(const Column& column)
{
    std::string text;
    return to_codes(column.size(), [&](std::size_t i) -> std::string_view { return text = column.text(i); });
}

Error no_column(const Table& table, const std::string& name)
{
    std::string names;
    for (const Column& c : table.columns)
        if (names.size() < 200)
            names += (names.empty() ? "" : ", ") + c.name;
    return {Message(LOOM_TEXT("The data has no column “%1”."), name), Message(LOOM_TEXT("Its columns are: %1."), names)};
}

} // namespace loom
