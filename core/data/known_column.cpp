#include "data/known_column.h"
#include "base/letters.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace loom {
namespace {

constexpr std::array<std::string_view, 3> date_order_ids = {"year first", "day first", "month first"};

/// By the two words of the training data: a file with only one of them, or with others, says the same of each row.
Result<Column> yes_or_no(const Column& from, const KnownColumn& known)
{
    std::vector<std::int32_t> codes(from.size(), -1);
    bool understood = true;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        const std::string text = small_letters(trimmed(from.text(row)));
        for (std::int32_t word = 0; word < 2; ++word)
            if (text == small_letters(trimmed(known.words[std::size_t(word)])))
                codes[row] = word;
        understood = understood && (codes[row] >= 0 || from.missing(row));
    }
    if (!understood && std::ranges::all_of(codes, [](std::int32_t code) { return code < 0; }))
        return Error{Message(LOOM_TEXT("Column “%1” has neither “%2” nor “%3”."), known.name, known.words[0],
                             known.words[1]),
                     LOOM_TEXT("Choose data like that the model was trained with.")};
    return Column{from.name, ColumnType::Boolean, Codes{std::move(codes), known.words}};
}

/// With day and month in the order that the training data had them, which a short file may not tell.
Result<Column> dates(const Column& from, const KnownColumn& known)
{
    std::vector<std::int64_t> seconds(from.size(), missing_integer);
    for (std::size_t row = 0; row < seconds.size(); ++row) {
        if (from.missing(row))
            continue;
        const auto date = from.type == ColumnType::DateTime
                              ? with_day_and_month_swapped(std::get<ColumnArray<std::int64_t>>(from.cells)[row])
                              : parse_date(from.text(row), known.date_order);
        seconds[row] = date.value_or(missing_integer);
    }
    return Column{from.name, ColumnType::DateTime, std::move(seconds), known.date_order};
}

bool holds_numbers(ColumnType type)
{
    return type == ColumnType::Integer || type == ColumnType::Number;
}

} // namespace

KnownColumn KnownColumn::of(const Column& c)
{
    KnownColumn known{c.name, c.type};
    if (c.type == ColumnType::DateTime)
        known.date_order = c.date_order;
    if (c.type == ColumnType::Boolean)
        known.words = std::get<Codes>(c.cells).names;
    return known;
}

Result<std::optional<Column>> as_known(const Column& column, const KnownColumn& known)
{
    const auto some = [](Result<Column> made) -> Result<std::optional<Column>> {
        if (!made)
            return made.error();
        return std::optional(std::move(*made));
    };
    if (known.words.size() == 2) {
        const auto* codes = std::get_if<Codes>(&column.cells);
        if (column.type == known.type && codes && codes->names == known.words)
            return std::optional<Column>();
        return some(yes_or_no(column, known));
    }
    if (known.type == ColumnType::DateTime) {
        const bool other_order = column.type == ColumnType::DateTime && column.date_order != known.date_order &&
                                 column.date_order != DateOrder::YearFirst && known.date_order != DateOrder::YearFirst;
        if (other_order || (column.type != known.type && known.date_order != DateOrder::YearFirst))
            return some(dates(column, known));
    }
    if (column.type == known.type || (holds_numbers(column.type) && holds_numbers(known.type)))
        return std::optional<Column>();
    return some(converted(column, known.type));
}

nlohmann::json to_json(const KnownColumn& known)
{
    nlohmann::json json{{"column", known.name}, {"type", column_type_id(known.type)}};
    if (!known.words.empty())
        json["words"] = known.words;
    if (known.type == ColumnType::DateTime)
        json["date_order"] = date_order_id(known.date_order);
    return json;
}

std::optional<KnownColumn> known_column_from_json(const nlohmann::json& json)
{
    const auto type = find_column_type(json.at("type").get<std::string>());
    const auto order = find_date_order(json.value("date_order", std::string(date_order_ids[0])));
    if (!type || !order)
        return {};
    return KnownColumn{json.at("column").get<std::string>(), *type, json.value("words", std::vector<std::string>()), *order};
}

std::string_view date_order_id(DateOrder order)
{
    return date_order_ids[std::size_t(order)];
}

std::optional<DateOrder> find_date_order(std::string_view id)
{
    const auto it = std::ranges::find(date_order_ids, id);
    return it == date_order_ids.end() ? std::nullopt : std::optional(DateOrder(it - date_order_ids.begin()));
}

} // namespace loom
