#pragma once
#include <bit>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>

namespace loom {

/// A number as nearly all are written: an optional minus, up to 16 digits, perhaps a point between them.
struct QuickNumber {
    std::uint64_t digits = 0; // Without the point.
    int behind = 0;           // The point, of the digits.
    bool minus = false, point = false;
};

namespace quick {

inline std::uint64_t load(const char* p)
{
    std::uint64_t v;
    std::memcpy(&v, p, 8);
    return v;
}
inline constexpr std::uint64_t zeros = 0x3030303030303030, ones = 0x0101010101010101;

/// The highest bit of each byte that is 0; exact up to the first such byte.
inline std::uint64_t zero_bytes(std::uint64_t v)
{
    return (v - ones) & ~v & (ones << 7);
}
inline bool all_digits(std::uint64_t v)
{
    return (((v & 0xF0F0F0F0F0F0F0F0) ^ zeros) | (((v + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) ^ zeros)) == 0;
}
/// Eight digits, the first in the lowest byte (Lemire, “Quickly parsing eight digits”, 2018).
inline std::uint64_t value(std::uint64_t v)
{
    v -= zeros;
    v = v * 10 + (v >> 8);
    return (((v & 0x000000FF000000FF) * 0x000F424000000064) + (((v >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
}
/// The first `size` of eight characters (1 to 8) behind zeros.
inline std::uint64_t at_the_end(std::uint64_t v, std::size_t size)
{
    const auto blank = 64 - 8 * size;
    return (v << blank) | (blank ? zeros >> (64 - blank) : 0);
}
/// Takes the character at byte k out; `first` comes in in front.
inline std::uint64_t without(std::uint64_t v, int k, std::uint64_t first)
{
    const std::uint64_t low = (std::uint64_t{1} << (8 * k)) - 1;
    return (v & ~(low << 8 | 0xFF)) | ((v & low) << 8) | first;
}

} // namespace quick

/// False where it is written in any other way: then nothing is said about whether it is a number. At least 16 bytes must
/// be readable from `begin` on. Little-endian machines only; false on others.
[[gnu::always_inline]] inline bool quick_number(const char* begin, const char* end, char point, QuickNumber& number)
{
    using namespace quick;
    if constexpr (std::endian::native != std::endian::little)
        return false;
    number.minus = *begin == '-';
    begin += number.minus;
    const auto size = std::size_t(end - begin);
    if (size == 0 || size > 16 || *begin == point || end[-1] == point)
        return false;
    if (size > 1 && begin[0] == '0' && begin[1] != point)
        return false;
    const std::uint64_t points = ones * std::uint8_t(point);
    if (size <= 8) {
        std::uint64_t v = at_the_end(load(begin), size);
        const std::uint64_t found = zero_bytes(v ^ points);
        number.point = found != 0;
        number.behind = 0;
        if (found) {
            const int k = std::countr_zero(found) / 8;
            v = without(v, k, '0');
            number.behind = 7 - k;
        }
        number.digits = value(v);
        return all_digits(v);
    }
    std::uint64_t first = at_the_end(load(begin), size - 8), last = load(end - 8);
    number.point = false;
    number.behind = 0;
    if (const std::uint64_t found = zero_bytes(last ^ points)) {
        const int k = std::countr_zero(found) / 8;
        last = without(last, k, first >> 56);
        first = first << 8 | '0';
        number.point = true;
        number.behind = 7 - k;
    } else if (const std::uint64_t in_first = zero_bytes(first ^ points)) {
        const int k = std::countr_zero(in_first) / 8;
        first = without(first, k, '0');
        number.point = true;
        number.behind = 15 - k;
    }
    number.digits = value(first) * 100'000'000 + value(last);
    return all_digits(first) && all_digits(last);
}

/// 2024-05-01, or with a time behind a blank or T: 2024-05-01 12:30:00. Seconds since 1970 UTC; nothing where it is written
/// in any other way, or no such day.
[[gnu::always_inline]] inline std::optional<std::int64_t> quick_date(const char* begin, const char* end)
{
    const auto size = end - begin;
    if (size != 10 && size != 19)
        return {};
    unsigned odd = unsigned(begin[4] != '-') | unsigned(begin[7] != '-');
    const auto digit = [&](std::ptrdiff_t at) __attribute__((always_inline)) {
        const unsigned d = static_cast<unsigned char>(begin[at]) - unsigned('0');
        odd |= unsigned(d > 9);
        return d;
    };
    const auto two = [&](std::ptrdiff_t at) __attribute__((always_inline)) { return digit(at) * 10 + digit(at + 1); };
    const unsigned year = two(0) * 100 + two(2), month = two(5), day = two(8);
    unsigned seconds = 0;
    if (size == 19) {
        const unsigned hour = two(11), minute = two(14), second = two(17);
        odd |= unsigned(begin[10] != ' ' && begin[10] != 'T') | unsigned(begin[13] != ':') | unsigned(begin[16] != ':');
        odd |= unsigned(hour > 23) | unsigned(minute > 59) | unsigned(second > 59);
        seconds = (hour * 60 + minute) * 60 + second;
    }
    const std::chrono::year_month_day date{std::chrono::year(int(year)), std::chrono::month(month), std::chrono::day(day)};
    if (odd || !date.ok())
        return {};
    return std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86'400} + seconds;
}

} // namespace loom
