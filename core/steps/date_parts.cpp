#include "data/step.h"

#include <chrono>

namespace loom {
namespace {

/// A date becomes columns of whole numbers.
struct DateParts {
    bool year = true, month = true, day = true, weekday = true, hour = true, flag = false;

    static bool takes(const Column& c) { return c.type == ColumnType::DateTime; }
    Status apply(Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        if (!takes(**from)) {
            auto date = converted(**from, ColumnType::DateTime);
            if (!date)
                return date.error();
            **from = std::move(*date);
        }
        struct Part {
            bool wanted;
            const char* name;
            std::vector<std::int64_t> values = {};
        };
        Part parts[] = {{year, "year"}, {month, "month"}, {day, "day"}, {weekday, "weekday"}, {hour, "hour"}};
        const auto seconds = std::get<ColumnArray<std::int64_t>>((*from)->cells);
        for (const std::int64_t s : seconds) {
            using namespace std::chrono;
            const sys_seconds time{std::chrono::seconds{s == missing_integer ? 0 : s}};
            const auto midnight = floor<days>(time);
            const year_month_day date(midnight);
            const std::int64_t values[] = {int(date.year()), unsigned(date.month()), unsigned(date.day()),
                                           std::chrono::weekday(midnight).iso_encoding(), (time - midnight) / hours(1)};
            for (std::size_t i = 0; i < std::size(parts); ++i)
                parts[i].values.push_back(s == missing_integer ? missing_integer : values[i]);
        }
        if (flag) {
            std::vector<std::int64_t> missing(seconds.size());
            for (std::size_t row = 0; row < missing.size(); ++row)
                missing[row] = seconds[row] == missing_integer;
            put_column(table, column, {column + " missing", ColumnType::Integer, std::move(missing)});
        }
        for (auto part = std::rbegin(parts); part != std::rend(parts); ++part)
            if (part->wanted)
                put_column(table, column, {column + " " + part->name, ColumnType::Integer, std::move(part->values)});
        std::erase_if(table.columns, [&](const Column& c) { return c.name == column; });
        return Ok{};
    }
    Message summary() const
    {
        std::string names;
        for (const auto& [wanted, name] : {std::pair(year, "year"), {month, "month"}, {day, "day"}, {weekday, "weekday"}, {hour, "hour"}})
            if (wanted)
                names += (names.empty() ? "" : ", ") + std::string(name);
        return Message::plain(names);
    }
};

} // namespace

const StepType& date_parts_step()
{
    static const StepType type = step<DateParts>({
        .id = "date_parts",
        .title = LOOM_TEXT("Take dates apart"),
        .help = LOOM_TEXT("A date becomes columns for its year, month, day, weekday (1 is Monday) and hour, so that a network can learn what comes again each week or year."),
        .group = StepGroup::Columns,
        .settings = {setting(&DateParts::year, {.key = "year", .label = LOOM_TEXT("Year"), .help = {}}),
                     setting(&DateParts::month, {.key = "month", .label = LOOM_TEXT("Month"), .help = {}}),
                     setting(&DateParts::day, {.key = "day", .label = LOOM_TEXT("Day"), .help = {}}),
                     setting(&DateParts::weekday, {.key = "weekday", .label = LOOM_TEXT("Weekday"), .help = {}}),
                     setting(&DateParts::hour, {.key = "hour", .label = LOOM_TEXT("Hour"), .help = {}}),
                     setting(&DateParts::flag, {.key = "flag",
                                                .label = LOOM_TEXT("Mark what was missing"),
                                                .help = LOOM_TEXT("Adds a column that is 1 where the date was missing. Its parts stay missing, for a step that fills them in.")})},
    });
    return type;
}

} // namespace loom
