#include "data/csv_mend.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

/// The names that are used, in natural order.
Codes renamed(const Codes& from, const std::vector<std::string>& names)
{
    return to_codes(from.codes.size(), [&](std::size_t row) {
        return from.codes[row] < 0 ? std::string_view() : std::string_view(names[std::size_t(from.codes[row])]);
    });
}

/// A column that kept a word which often means that a value is missing.
void mend_missing(Table& table, Column& column)
{
    auto* codes = std::get_if<Codes>(&column.cells);
    if (!codes)
        return;
    for (std::size_t name = 0; name < codes->names.size(); ++name) {
        if (!is_missing_word(codes->names[name]))
            continue;
        const std::string word = codes->names[name];
        const auto here = [&](std::size_t row) { return codes->codes[row] == std::int32_t(name); };
        const auto misses_them_too = [&](const Column& other) {
            if (&other == &column)
                return false;
            std::size_t others = 0, both = 0;
            for (std::size_t row = 0; row < table.rows; ++row) {
                if (here(row) && !other.missing(row))
                    return false;
                both += here(row);
                others += other.missing(row);
            }
            return both > 0 && others < table.rows;
        };
        if (std::ranges::any_of(table.columns, misses_them_too)) {
            auto names = codes->names;
            names[name].clear();
            *codes = renamed(*codes, names);
            --name;
        } else {
            table.notes.push_back(Message(LOOM_TEXT("Column “%1”: “%2” is taken for a value like the others, not for a "
                                                    "missing one."),
                                          column.name, word));
        }
    }
}

/// "<=50K." in one part and "<=50K" in the others are the same label.
void mend_full_stops(Table& table, Column& column)
{
    auto* codes = std::get_if<Codes>(&column.cells);
    if (!codes || table.split.empty())
        return;
    const std::size_t names = codes->names.size();
    std::array<std::vector<bool>, 3> used;
    used.fill(std::vector<bool>(names));
    for (std::size_t row = 0; row < table.rows; ++row)
        if (codes->codes[row] >= 0)
            used[std::size_t(table.split[row])][std::size_t(codes->codes[row])] = true;
    const auto stopped = [&](std::size_t i) { return codes->names[i].ends_with('.'); };
    for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
        const auto& own = used[std::size_t(part)];
        bool all = std::ranges::find(own, true) != own.end();
        std::vector<std::string> without = codes->names;
        for (std::size_t i = 0; i < names && all; ++i) {
            bool elsewhere = false;
            for (const auto& other : used)
                elsewhere = elsewhere || (&other != &own && other[i]);
            all = !(own[i] && (elsewhere || !stopped(i))) && !(elsewhere && stopped(i));
            if (!own[i])
                continue;
            without[i].pop_back();
            const auto same = std::ranges::find(codes->names, without[i]);
            all = all && same != codes->names.end();
        }
        if (!all)
            continue;
        *codes = renamed(*codes, without);
        table.notes.push_back(
            Message(LOOM_TEXT("Column “%1”: in the part “%2” a full stop stands behind every value. It was taken off, so "
                              "that the values are those of the other part; “Mend what is odd” in the settings of the "
                              "source overrules that."),
                    column.name, std::string(part_id(part))));
        return;
    }
}

/// Gives the column the names if its values are just 0 … n−1 or 1 … n.
std::optional<Codes> with_names(const Column& column, const std::vector<std::string>& names)
{
    const auto* values = std::get_if<ColumnArray<std::int64_t>>(&column.cells);
    if (column.type != ColumnType::Integer || !values || names.size() < 2)
        return {};
    const auto count = std::int64_t(names.size());
    std::int64_t least = count + 1, most = -1;
    std::vector<bool> seen(names.size() + 1);
    for (const auto v : *values) {
        if (v == missing_integer)
            continue;
        if (v < 0 || v > count)
            return {};
        seen[std::size_t(v)] = true;
        least = std::min(least, v);
        most = std::max(most, v);
    }
    if (least > 1 || most - least + 1 != count || std::ranges::count(seen, true) != count)
        return {};
    return to_codes(values->size(), [&](std::size_t row) {
        const auto v = (*values)[row];
        return v == missing_integer ? std::string_view() : std::string_view(names[std::size_t(v - least)]);
    });
}

} // namespace

bool name_classes(Table& table, const std::vector<std::string>& names)
{
    Column* found = nullptr;
    std::optional<Codes> codes;
    for (Column& column : table.columns)
        if (auto named = with_names(column, names)) {
            if (found)
                return false;
            found = &column;
            codes = std::move(named);
        }
    if (!found)
        return false;
    found->type = ColumnType::Category;
    found->cells = *std::move(codes);
    table.target = found->name;
    return true;
}

void mend(Table& table, const CsvDialect& dialect, bool odd)
{
    for (Column& column : table.columns) {
        mend_missing(table, column);
        if (odd)
            mend_full_stops(table, column);
    }
    if (!odd || dialect.counted_classes.empty())
        return;
    Column& last = table.columns.back();
    if (auto codes = with_names(last, dialect.counted_classes)) {
        last.type = ColumnType::Category;
        last.cells = *std::move(codes);
        table.target = last.name;
        table.notes.push_back(Message(LOOM_TEXT("Column “%1”: its numbers got the names that the first line gives. “Mend "
                                                "what is odd” in the settings of the source overrules that."),
                                      last.name));
    }
}

} // namespace loom
