#include "data/cell_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

namespace loom {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Reads digits from the front of `text`: the number and how many they were.
struct Digits {
    std::int64_t value = 0;
    std::size_t count = 0;
};
Digits take_digits(std::string_view& text, std::size_t at_most)
{
    Digits d;
    while (d.count < at_most && d.count < text.size() && is_digit(text[d.count]))
        d.value = d.value * 10 + (text[d.count++] - '0');
    text.remove_prefix(d.count);
    return d;
}

bool take(std::string_view& text, std::string_view mark)
{
    if (!text.starts_with(mark))
        return false;
    text.remove_prefix(mark.size());
    return true;
}

/// Takes the English name of a month, whole or by its first three letters (a full stop behind it), in any case: 1 to 12,
/// or 0.
std::int64_t take_month(std::string_view& text)
{
    static constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                                "may",       "june",     "july",     "august",
                                                                "september", "october",  "november", "december"};
    std::string word;
    for (const char c : text.substr(0, 10)) {
        const char low = char(c | 32);
        if (low < 'a' || low > 'z')
            break;
        word += low;
    }
    for (std::size_t m = 0; m < months.size(); ++m)
        if (word == months[m] || ((word.size() == 3 || word == "sept") && months[m].starts_with(word))) {
            text.remove_prefix(word.size());
            take(text, ".");
            return std::int64_t(m + 1);
        }
    return 0;
}

bool take_blank(std::string_view& text)
{
    const bool blank = take(text, " ");
    while (take(text, " ")) {}
    return blank;
}

/// "12:30", "12:30:05.5", then a zone: seconds, or nothing. The fraction is dropped.
std::optional<std::int64_t> parse_time(std::string_view text)
{
    const Digits hour = take_digits(text, 2);
    if (!hour.count || hour.value > 24 || !take(text, ":"))
        return {};
    const Digits minute = take_digits(text, 2);
    if (minute.count != 2 || minute.value > 59)
        return {};
    std::int64_t seconds = hour.value * 3600 + minute.value * 60;
    if (take(text, ":")) {
        const Digits second = take_digits(text, 2);
        if (second.count != 2 || second.value > 60)
            return {};
        seconds += second.value;
        if (take(text, ".") && !take_digits(text, 9).count)
            return {};
    }
    if (take(text, " AM") || take(text, " am"))
        seconds -= hour.value == 12 ? 12 * 3600 : 0;
    else if (take(text, " PM") || take(text, " pm"))
        seconds += hour.value == 12 ? 0 : 12 * 3600;
    if (text.empty() || text == "Z" || text == "z" || text == " UTC")
        return seconds;
    const char sign = text.front();
    if (sign != '+' && sign != '-')
        return {};
    text.remove_prefix(1);
    const Digits zone_hour = take_digits(text, 2);
    take(text, ":");
    const Digits zone_minute = take_digits(text, 2);
    if (zone_hour.count != 2 || zone_hour.value > 14 || !text.empty())
        return {};
    return seconds - (sign == '+' ? 1 : -1) * (zone_hour.value * 3600 + zone_minute.value * 60);
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool is_short_missing_word(std::string_view text)
{
    static constexpr std::array<std::string_view, 21> words = {"",    "NA",   "N/A",  "n/a",  "na",   "NaN",  "nan",
                                                               "NAN", "null", "NULL", "Null", "None", "none", "?",
                                                               "-",   "--",   ".",    "#N/A", "无",   "缺失", "\\N"};
    if (text.empty())
        return true;
    // Most texts begin with something else, and there are many of them.
    static constexpr std::string_view beginnings = "Nn?-.#\\\xE6\xE7";
    return beginnings.find(text.front()) != beginnings.npos && std::ranges::find(words, text) != words.end();
}

std::optional<std::int64_t> parse_integer(std::string_view text)
{
    if (text.size() > 1 && text.front() == '+' && is_digit(text[1]))
        text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // The smallest integer is left out: columns use it for missing values.
    if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
        value == std::numeric_limits<std::int64_t>::min())
        return {};
    return value;
}

std::optional<double> parse_number(std::string_view text, DecimalMark mark)
{
    static constexpr std::array<double, 23> powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char point = mark == DecimalMark::Point ? '.' : ',';
    const char* p = text.data();
    const char* const end = p + text.size();
    const bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        ++p;
    std::uint64_t mantissa = 0;
    const auto take = [&] {
        const char* const first = p;
        for (; p < end && is_digit(*p); ++p)
            mantissa = mantissa * 10 + std::uint64_t(*p - '0');
        return int(p - first);
    };
    int digits = take(), exponent = 0;
    if (p < end && *p == point) {
        ++p;
        exponent = -take();
        digits -= exponent;
    }
    if (!digits)
        return {};
    if (p < end && (*p == 'e' || *p == 'E')) {
        ++p;
        const bool minus = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            ++p;
        if (p == end)
            return {};
        int e = 0;
        for (; p < end && is_digit(*p); ++p)
            e = std::min(e * 10 + (*p - '0'), 100'000);
        exponent += minus ? -e : e;
    }
    if (p != end)
        return {};
    // Both factors are exact, so one rounding is right (Clinger 1990). 19 digits cannot overflow.
    if (digits <= 19 && mantissa <= std::uint64_t{1} << 53 && std::abs(exponent) <= 22) {
        const double value = exponent < 0 ? double(mantissa) / powers[std::size_t(-exponent)]
                                          : double(mantissa) * powers[std::size_t(exponent)];
        return negative ? -value : value;
    }
    std::string other_mark;
    if (mark == DecimalMark::Comma) {
        other_mark = text;
        std::ranges::replace(other_mark, point, '.');
        text = other_mark;
    }
    text.remove_prefix(text.front() == '+');
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range)
        return exponent + digits > 0 ? (negative ? -1 : 1) * std::numeric_limits<double>::infinity() : 0.0;
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<double> parse_grouped_number(std::string_view text)
{
    const std::size_t whole = std::min(text.find('.'), text.size());
    const std::size_t sign = text.starts_with('-') || text.starts_with('+');
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool place = i >= sign && i < whole && (whole - i) % 4 == 0;
        if (place && i > sign) {
            if (text[i] != ',')
                return {};
        } else if (text[i] == ',') {
            return {};
        } else {
            plain += text[i];
        }
    }
    return parse_number(plain);
}

std::optional<Amount> parse_amount(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> marks = {"$", "US$", "HK$", "€", "£", "¥", "￥", "₹", "₩", "元", "円", "%"};
    std::string number;
    if (text.starts_with('-') || text.starts_with('+')) {
        number = text.front();
        text.remove_prefix(1);
    }
    text = trimmed(text);
    Amount amount;
    for (const auto mark : marks)
        if (text.starts_with(mark) && mark != "%") {
            amount.mark = text.substr(0, mark.size());
            text.remove_prefix(mark.size());
        } else if (text.ends_with(mark)) {
            if (!amount.mark.empty())
                return {};
            amount.mark = text.substr(text.size() - mark.size());
            text.remove_suffix(mark.size());
        }
    number += trimmed(text);
    auto value = amount.mark.empty() ? std::nullopt : parse_number(number);
    if (!value && !amount.mark.empty())
        value = parse_grouped_number(number);
    if (!value || !std::isfinite(*value))
        return {};
    amount.value = *value;
    return amount;
}

std::optional<std::int64_t> parse_date(std::string_view text, DateOrder order)
{
    std::int64_t year = 0, month = take_month(text), day = 1;
    const bool named = month > 0;
    if (named && !take_blank(text) && !take(text, "-"))
        return {};
    const Digits a = take_digits(text, 4);
    if (named) { // Jan 1 2000, or Jan 2000.
        if (a.count == 4) {
            year = a.value;
        } else {
            const bool comma = a.count && take(text, ",");
            if (!a.count || a.count > 2 || (!take_blank(text) && !comma && !take(text, "-")))
                return {};
            day = a.value;
            const Digits y = take_digits(text, 4);
            if (y.count != 4)
                return {};
            year = y.value;
        }
    } else if (std::string_view rest = text; (a.count == 1 || a.count == 2) && (take_blank(rest) || take(rest, "-")) &&
                                             (month = take_month(rest)) > 0) { // 1 Jan 2000.
        if (!take_blank(rest) && !take(rest, "-") && !take(rest, ", "))
            return {};
        const Digits y = take_digits(rest, 4);
        if (y.count != 4 && y.count != 2)
            return {};
        day = a.value;
        year = y.count == 4 ? y.value : y.value + (y.value < 70 ? 2000 : 1900);
        text = rest;
    } else if (a.count == 4) {
        year = a.value;
        const bool chinese = text.starts_with("年");
        const char mark = text.empty() ? '\0' : text.front();
        if (!chinese && mark != '-' && mark != '/' && mark != '.')
            return {};
        text.remove_prefix(chinese ? std::string_view("年").size() : 1);
        const Digits b = take_digits(text, 2);
        if (!b.count)
            return {};
        month = b.value;
        if (chinese) {
            if (!take(text, "月"))
                return {};
            if (!text.empty()) {
                day = take_digits(text, 2).value;
                if (!take(text, "日"))
                    return {};
            }
        } else if (mark == '.' && text.empty()) {
            return {}; // 1234.5 is a number.
        } else if (!text.empty()) {
            if (text.front() != mark)
                return {};
            text.remove_prefix(1);
            const Digits c = take_digits(text, 2);
            if (!c.count)
                return {};
            day = c.value;
        } else if (b.count != 2) {
            return {};
        }
    } else {
        if ((a.count != 1 && a.count != 2) || text.empty() || order == DateOrder::YearFirst)
            return {};
        const char mark = text.front();
        if (mark != '/' && mark != '.' && mark != '-')
            return {};
        text.remove_prefix(1);
        const Digits b = take_digits(text, 2);
        if (!b.count || text.empty() || text.front() != mark)
            return {};
        text.remove_prefix(1);
        const Digits c = take_digits(text, 4);
        if (c.count != 4 && c.count != 2)
            return {};
        year = c.count == 4 ? c.value : c.value + (c.value < 70 ? 2000 : 1900);
        month = order == DateOrder::DayFirst ? b.value : a.value;
        day = order == DateOrder::DayFirst ? a.value : b.value;
    }
    namespace chrono = std::chrono;
    const chrono::year_month_day date{chrono::year(int(year)), chrono::month(unsigned(month)),
                                      chrono::day(unsigned(day))};
    if (!date.ok())
        return {};
    std::int64_t seconds = chrono::sys_days(date).time_since_epoch().count() * 86'400;
    if (text.empty())
        return seconds;
    if (!take(text, "T") && !take(text, " "))
        return {};
    const auto time = parse_time(text);
    return time ? std::optional(seconds + *time) : std::nullopt;
}

std::string exact_text(double value)
{
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

std::optional<std::int64_t> with_day_and_month_swapped(std::int64_t seconds)
{
    namespace chrono = std::chrono;
    const chrono::sys_seconds time{chrono::seconds(seconds)};
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date(day);
    const chrono::year_month_day swapped{date.year(), chrono::month(unsigned(date.day())),
                                         chrono::day(unsigned(date.month()))};
    if (!swapped.ok())
        return {};
    return chrono::sys_seconds(chrono::sys_days(swapped) + (time - day)).time_since_epoch().count();
}

std::string date_text(std::int64_t seconds)
{
    namespace chrono = std::chrono;
    const chrono::sys_seconds time{chrono::seconds(seconds)};
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date(day);
    const std::string text =
        fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    const auto rest = (time - day).count();
    return rest ? fmt::format("{} {:02}:{:02}:{:02}", text, rest / 3600, rest / 60 % 60, rest % 60) : text;
}

} // namespace loom
