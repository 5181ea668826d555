#include "base/wall_clock.h"

#include <fmt/chrono.h>

#include <cstdio>
#include <ctime>

namespace loom {
namespace {

constexpr std::int64_t day_seconds = 24 * 60 * 60;

/// As they are written: month and day from 1.
struct Fields {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

std::tm tm_of(const Fields& f)
{
    std::tm tm{};
    tm.tm_year = f.year - 1900;
    tm.tm_mon = f.month - 1;
    tm.tm_mday = f.day;
    tm.tm_hour = f.hour;
    tm.tm_min = f.minute;
    tm.tm_sec = f.second;
    return tm;
}

bool same_fields(const std::tm& a, const std::tm& b)
{
    return a.tm_year == b.tm_year && a.tm_mon == b.tm_mon && a.tm_mday == b.tm_mday && a.tm_hour == b.tm_hour && a.tm_min == b.tm_min && a.tm_sec == b.tm_sec;
}

/// The first moment at which clocks here show these; nothing where they never do.
std::optional<std::int64_t> moment(const Fields& f)
{
    std::optional<std::int64_t> first;
    for (const int summer : {-1, 1, 0}) {
        std::tm tm = tm_of(f), shown{};
        tm.tm_isdst = summer;
        const std::time_t t = std::mktime(&tm);
        if (::localtime_r(&t, &shown) && same_fields(shown, tm_of(f)) && (!first || t < *first))
            first = t;
    }
    return first;
}

bool has_shape(std::string_view text, std::string_view shape)
{
    if (text.size() != shape.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return false;
    return true;
}

int digits_at(std::string_view text, std::size_t at, std::size_t digits)
{
    int n = 0;
    for (const char c : text.substr(at, digits))
        n = 10 * n + (c - '0');
    return n;
}

/// "22:00" or "22:00:30" into the hours, minutes and seconds.
bool read_clock(std::string_view text, Fields& f)
{
    const bool seconds = has_shape(text, "00:00:00");
    if (!seconds && !has_shape(text, "00:00"))
        return false;
    f.hour = digits_at(text, 0, 2);
    f.minute = digits_at(text, 3, 2);
    f.second = seconds ? digits_at(text, 6, 2) : 0;
    return f.hour < 24 && f.minute < 60 && f.second < 60;
}

/// "2026-11-30"; only days that there are.
bool read_date(std::string_view text, Fields& f)
{
    if (!has_shape(text, "0000-00-00"))
        return false;
    f.year = digits_at(text, 0, 4);
    f.month = digits_at(text, 5, 2);
    f.day = digits_at(text, 8, 2);
    std::tm tm = tm_of({f.year, f.month, f.day});
    ::timegm(&tm);
    return same_fields(tm, tm_of({f.year, f.month, f.day}));
}

/// Without spaces around it, "9:05" as "09:05", and with the colons of this alphabet.
std::string tidy(std::string_view text)
{
    constexpr std::string_view wide_colon = "：";
    std::string out(text);
    for (std::size_t at; (at = out.find(wide_colon)) != out.npos;)
        out.replace(at, wide_colon.size(), ":");
    const std::size_t first = out.find_first_not_of(" \t");
    out = first == out.npos ? std::string() : out.substr(first, out.find_last_not_of(" \t") + 1 - first);
    const std::size_t clock = out.find_last_of(" T") + 1; // 0 where there is no date.
    if (out.find(':') == clock + 1)
        out.insert(clock, "0");
    return out;
}

} // namespace

std::int64_t utc_seconds() { return std::time(nullptr); }

std::string utc_text(std::int64_t seconds) { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time_t(seconds))); }

std::optional<std::int64_t> seconds_of_utc(std::string_view text)
{
    Fields f;
    if (text.size() != 20 || text[10] != 'T' || text[19] != 'Z' || !read_date(text.substr(0, 10), f) || !read_clock(text.substr(11, 8), f))
        return {};
    std::tm tm = tm_of(f);
    return ::timegm(&tm);
}

std::string local_text(std::int64_t seconds)
{
    std::tm tm{};
    const std::time_t t = seconds;
    ::localtime_r(&t, &tm);
    return tm.tm_sec == 0 ? fmt::format("{:%Y-%m-%d %H:%M}", tm) : fmt::format("{:%Y-%m-%d %H:%M:%S}", tm);
}

Result<std::int64_t> seconds_of_local(std::string_view text, std::int64_t now)
{
    const std::string tidied = tidy(text);
    const std::string_view written = tidied;
    Fields f;
    if (read_clock(written, f)) {
        // Of the days from today on, the first on which that is still to come: clocks may leave it out on one of them.
        std::tm tm{};
        const std::time_t t = now;
        ::localtime_r(&t, &tm);
        std::tm noon = tm_of({tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, 12});
        for (std::time_t day = ::timegm(&noon), last = day + 2 * day_seconds; day <= last; day += day_seconds) {
            std::tm date{};
            ::gmtime_r(&day, &date);
            const auto at = moment({date.tm_year + 1900, date.tm_mon + 1, date.tm_mday, f.hour, f.minute, f.second});
            if (at && *at > now)
                return *at;
        }
    }
    const bool dated = written.size() > 11 && (written[10] == ' ' || written[10] == 'T') && read_date(written.substr(0, 10), f) && read_clock(written.substr(11), f);
    if (!dated)
        return Error{Message(LOOM_TEXT("“%1” is no time."), std::string(text)), LOOM_TEXT("Write a time of the day, such as 22:00, or a day and a time, such as 2026-11-30 22:00.")};
    const auto at = moment(f);
    if (!at)
        return Error{Message(LOOM_TEXT("The clocks here never show %1: they are put forward then."), std::string(text)), LOOM_TEXT("Write another time, an hour later for example.")};
    if (*at <= now)
        return Error{Message(LOOM_TEXT("%1 has passed already; it is %2 now."), std::string(text), local_text(now)), LOOM_TEXT("Write a time that is still to come.")};
    return *at;
}

} // namespace loom
