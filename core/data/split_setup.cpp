#include "data/split_setup.h"
#include "base/letters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <unordered_map>

namespace loom {
namespace {

constexpr std::pair<SplitWay, std::string_view> ways[] = {{SplitWay::Given, "given"},
                                                          {SplitWay::Random, "random"},
                                                          {SplitWay::Group, "group"},
                                                          {SplitWay::Time, "time"},
                                                          {SplitWay::Folds, "k-fold"}};

// Fewer different values are kinds of something; with fewer rows each, a value hardly ever comes again.
constexpr std::size_t fewest_groups = 20, fewest_rows_each = 2;

const Text choose_other = LOOM_TEXT("Choose another column for the split, or another way of splitting.");

/// "patient", "speaker_no", "customerId", "患者编号" …; "user_age" tells of users, but does not name them.
bool called_group(std::string_view name)
{
    static constexpr std::array<std::string_view, 30> words = {
        "patient", "subject", "person",    "participant", "respondent", "user", "customer", "client", "speaker", "writer",
        "author",  "student", "driver",    "player",      "device",     "machine", "engine", "session", "visitor", "household",
        "患者",    "病人",    "受试者",    "被试",        "用户",       "客户", "说话人",   "学生",   "设备",    "会话"};
    static constexpr std::array<std::string_view, 16> behind = {"",    "s",       "id",    "_id",  " id", ".id", "-id",  "_no",
                                                                "_number", "_name", "name", "_key", "编号", "号", "姓名", "名"};
    const std::string lower = small_letters(name);
    return std::ranges::any_of(words, [&](std::string_view word) {
        return lower.starts_with(word) && std::ranges::find(behind, std::string_view(lower).substr(word.size())) != behind.end();
    });
}

template <class T>
std::vector<std::int32_t> numbered(const ColumnArray<T>& values, const auto& missing, const auto& key)
{
    std::unordered_map<std::uint64_t, std::int32_t> known;
    std::vector<std::int32_t> groups;
    groups.reserve(values.size());
    for (const T v : values)
        groups.push_back(missing(v) ? -1 : known.try_emplace(key(v), std::int32_t(known.size())).first->second);
    return groups;
}

std::size_t different(std::span<const std::uint32_t> rows, std::span<const std::int32_t> groups)
{
    std::vector<bool> seen;
    std::size_t count = 0;
    for (const auto row : rows)
        if (const std::int32_t g = groups[row]; g >= 0) {
            seen.resize(std::max(seen.size(), std::size_t(g) + 1));
            count += !seen[std::size_t(g)];
            seen[std::size_t(g)] = true;
        }
    return count;
}

Result<const Column*> column_to_split_by(const Table& table, std::string_view target, const DataSetup& setup)
{
    if (setup.split_column.empty())
        return Error{LOOM_TEXT("No column is chosen to split the rows by."), choose_other};
    const Column* column = table.find(setup.split_column);
    if (!column)
        return Error{Message(LOOM_TEXT("The rows are to be split by the column “%1”, which the data does not have."), setup.split_column),
                     choose_other};
    if (column->name == target)
        return Error{Message(LOOM_TEXT("The rows cannot be split by “%1”: it is what is to be learned."), column->name), choose_other};
    if (!can_split_by(*column, setup.split))
        return Error{Message(setup.split == SplitWay::Time
                                 ? LOOM_TEXT("The rows cannot be split in time by “%1”: its type is “%2”, not a date or a number.")
                                 : LOOM_TEXT("The rows cannot be split by “%1”: its type is “%2”."),
                             column->name, column_type_title(column->type)),
                     choose_other};
    return column;
}

Error one_value(const Column& column)
{
    return {Message(LOOM_TEXT("The rows cannot be split by “%1”: it has no two different values."), column.name), choose_other};
}

} // namespace

std::string_view split_way_id(SplitWay way)
{
    return ways[std::size_t(way)].second;
}

std::optional<SplitWay> find_split_way(std::string_view id)
{
    const auto it = std::ranges::find(ways, id, &std::pair<SplitWay, std::string_view>::second);
    return it == std::end(ways) ? std::nullopt : std::optional(it->first);
}

bool can_split_by(const Column& column, SplitWay way)
{
    if (way == SplitWay::Time)
        return column.type == ColumnType::DateTime || column.type == ColumnType::Integer || column.type == ColumnType::Number;
    return column.type != ColumnType::Image && column.type != ColumnType::Audio;
}

std::vector<std::int32_t> groups_of(const Column& column)
{
    return std::visit(
        overloaded{[](const ColumnArray<std::int64_t>& v) {
                       return numbered(v, [](std::int64_t x) { return x == missing_integer; }, [](std::int64_t x) { return std::uint64_t(x); });
                   },
                   [](const ColumnArray<double>& v) {
                       return numbered(v, [](double x) { return std::isnan(x); },
                                       [](double x) {
                                           std::uint64_t bits = 0;
                                           const double plain = x + 0.0; // −0 is 0.
                                           std::memcpy(&bits, &plain, sizeof bits);
                                           return bits;
                                       });
                   },
                   [](const Codes& c) { return c.codes.copy(); },
                   [](const Texts& t) {
                       std::unordered_map<std::string_view, std::int32_t> known;
                       std::vector<std::int32_t> groups;
                       groups.reserve(t.size());
                       for (std::size_t i = 0; i < t.size(); ++i)
                           groups.push_back(t[i].empty() ? -1 : known.try_emplace(t[i], std::int32_t(known.size())).first->second);
                       return groups;
                   },
                   [](const auto&) { return std::vector<std::int32_t>(); }},
        column.cells);
}

bool names_groups(const Column& column, std::size_t filled, std::size_t distinct)
{
    if (distinct < fewest_groups || filled < fewest_rows_each * distinct)
        return false;
    switch (column.type) {
    case ColumnType::Id:
        return true;
    case ColumnType::Integer:
    case ColumnType::Category:
    case ColumnType::Text:
        return called_group(column.name);
    case ColumnType::Number:
    case ColumnType::DateTime:
    case ColumnType::Boolean:
    case ColumnType::Image:
    case ColumnType::Audio:
    case ColumnType::Vector:
        return false;
    }
    return false;
}

std::string guess_split_column(const Table& table, SplitWay way, std::string_view target)
{
    const auto first = [&](const auto& fits) {
        const auto it = std::ranges::find_if(
            table.columns, [&](const Column& c) { return c.name != target && can_split_by(c, way) && fits(c); });
        return it == table.columns.end() ? std::string() : it->name;
    };
    if (way == SplitWay::Time) {
        static constexpr std::array<std::string_view, 9> words = {"timestamp", "time", "date", "year", "month", "日期", "时间", "年份", "年"};
        if (auto date = first([](const Column& c) { return c.type == ColumnType::DateTime; }); !date.empty())
            return date;
        return first([](const Column& c) { return std::ranges::find(words, small_letters(c.name)) != words.end(); });
    }
    auto named = first([](const Column& c) { return called_group(c.name); });
    if (named.empty())
        named = first([](const Column& c) { return c.type == ColumnType::Id; });
    return named.empty() ? first([](const Column& c) { return c.type == ColumnType::Category; }) : named;
}

Result<Parts> parts_of(const Table& table, std::span<const std::uint32_t> rows, std::span<const std::int32_t> classes,
                       std::string_view target, const DataSetup& setup, std::vector<Message>& notes)
{
    if (!setup.stratified)
        classes = {};
    const SplitRules rules{setup.validation_share, setup.test_share, std::uint64_t(setup.split_seed)};
    const Fold fold{std::size_t(setup.folds), std::size_t(setup.fold - 1)};
    const Text fewer_folds = LOOM_TEXT("Choose fewer folds.");
    if (setup.split == SplitWay::Given && table.scored_on_all)
        return Parts{{rows.begin(), rows.end()}, {}, {rows.begin(), rows.end()}};
    if (setup.split == SplitWay::Given)
        return split_rows(rows, table.split, classes, rules);
    if (setup.split == SplitWay::Random)
        return split_rows(rows, {}, classes, rules);
    if (setup.split == SplitWay::Folds && fold.count > rows.size())
        return Error{Message(LOOM_TEXT("%1 folds cannot be made of %2 rows."), fold.count, rows.size()), fewer_folds};
    if (setup.split == SplitWay::Folds && setup.split_column.empty())
        return split_folds(rows, classes, {}, fold, rules);

    auto found = column_to_split_by(table, target, setup);
    if (!found)
        return found.error();
    const Column& column = **found;
    Parts parts;
    std::size_t missing = 0;
    for (const auto row : rows)
        missing += column.missing(row);
    if (setup.split == SplitWay::Time) {
        std::vector<double> times(table.rows);
        double oldest = std::numeric_limits<double>::infinity(), newest = -oldest;
        for (const auto row : rows) {
            times[row] = column.number(row);
            if (std::isnan(times[row]))
                continue;
            oldest = std::min(oldest, times[row]);
            newest = std::max(newest, times[row]);
        }
        if (!(oldest < newest))
            return one_value(column);
        parts = split_times(rows, times, rules);
    } else {
        const auto groups = groups_of(column);
        const std::size_t count = different(rows, groups);
        if (count < 2)
            return one_value(column);
        if (setup.split == SplitWay::Folds && fold.count > count)
            return Error{Message(LOOM_TEXT("%1 folds cannot be made of %2 groups, the values of “%3”."), fold.count, count, column.name),
                         fewer_folds};
        parts = setup.split == SplitWay::Folds ? split_folds(rows, {}, groups, fold, rules) : split_groups(rows, groups, rules);
    }
    if (missing)
        notes.push_back(Message(LOOM_TEXT("%1 rows have no value in “%2”, by which the rows are split: they are in the training part."),
                                missing, column.name));
    if ((parts.test.empty() && setup.split != SplitWay::Folds && setup.test_share > 0) ||
        (parts.validation.empty() && setup.validation_share > 0))
        notes.push_back(Message(LOOM_TEXT("“%1” has too few different values for all three parts: one is empty."), column.name));
    return parts;
}

} // namespace loom
