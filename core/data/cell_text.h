#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loom {

/// Between texts and values, the same in every locale.
enum class DecimalMark { Point, Comma };
enum class DateOrder { YearFirst, DayFirst, MonthFirst };

/// Words that stand for "nothing was filled in": empty, NA, N/A, NaN, null, None, ?, -, 缺失 …
bool is_short_missing_word(std::string_view); // Of up to 6 bytes.
inline bool is_missing_word(std::string_view text)
{
    return text.size() <= 6 && is_short_missing_word(text); // Most texts are longer, and there are many of them.
}

/// The whole text, an optional sign and digits; nothing when it does not fit.
std::optional<std::int64_t> parse_integer(std::string_view);
/// The whole text. Nothing for "inf" and "nan"; infinite where the text is a number too large for a double.
std::optional<double> parse_number(std::string_view, DecimalMark = DecimalMark::Point);
/// "1,234,567.8": groups of three from the right.
std::optional<double> parse_grouped_number(std::string_view);
/// A number with a mark of money or % at one of its ends: "$2.39", "-€1,200", "30元", "12 %" (which is 12).
struct Amount {
    double value = 0;
    std::string_view mark; // As it stands in the text.
};
std::optional<Amount> parse_amount(std::string_view);
/// A day, or a day with a time, optional zone: seconds since 1970 UTC. 2024-05-01, 2024/5/1, 2024-05, 1.5.2024,
/// 5/1/2024, 2024年5月1日, …T12:30:00.5+08:00; whatever the order Jan 1 2000, January 1, 2000, 1-Jan-2000.
std::optional<std::int64_t> parse_date(std::string_view, DateOrder = DateOrder::YearFirst);

/// 3 November for 11 March, the time kept; nothing where the day is no month.
std::optional<std::int64_t> with_day_and_month_swapped(std::int64_t seconds);

/// The shortest text that reads back as the same number.
std::string exact_text(double);
std::string date_text(std::int64_t seconds);

std::string_view trimmed(std::string_view);

} // namespace loom
