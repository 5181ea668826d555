#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <span>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace loom {

/// 64 bytes of a text, of which it is asked where some character stands.
class ByteMarks {
public:
    static constexpr std::size_t size = 64;

    /// Fewer than 64 have zeros behind them.
    ByteMarks(const char* bytes, std::size_t left)
    {
        std::array<char, size> last;
        if (left < size) {
            last = {};
            std::memcpy(last.data(), bytes, left);
            bytes = last.data();
        }
        std::memcpy(parts_, bytes, size);
    }

    /// Bit i: byte i is the character.
    std::uint64_t of(char c) const { return of_any(c, c, c, c); }
    std::uint64_t of_any(char a, char b, char c, char d) const
    {
        std::uint64_t places = 0;
#ifdef __SSE2__
        for (std::size_t k = 0; k < std::size(parts_); ++k) {
            const auto is = [&](char mark) { return _mm_cmpeq_epi8(parts_[k], _mm_set1_epi8(mark)); };
            __m128i any = is(a);
            if (b != a || c != a || d != a)
                any = _mm_or_si128(_mm_or_si128(any, is(b)), _mm_or_si128(is(c), is(d)));
            places |= std::uint64_t(std::uint32_t(_mm_movemask_epi8(any))) << (16 * k);
        }
#else
        for (std::size_t k = 0; k < size; ++k) {
            const char byte = parts_[k];
            places |= std::uint64_t(byte == a || byte == b || byte == c || byte == d) << k;
        }
#endif
        return places;
    }

private:
#ifdef __SSE2__
    __m128i parts_[size / sizeof(__m128i)];
#else
    char parts_[size];
#endif
};

/// Where 64 bytes hold what CSV fields end with or are quoted by; bit i: byte i.
struct FieldMarks {
    std::uint64_t delimiters, line_ends, crs, quotes, zeros;
};
/// How these are found in a long text.
struct FieldMarking {
    /// Of `blocks` times 64 bytes.
    void (*find)(const char* text, std::size_t blocks, char delimiter, char quote, FieldMarks*);
    /// Writes where bits are set, `base` being the first one's place, and up to `places_beyond` numbers behind those. Returns
    /// where they end.
    std::uint32_t* (*write_places)(const std::uint64_t* bits, std::size_t blocks, std::uint32_t base, std::uint32_t* to);
};
inline constexpr std::size_t places_beyond = 15;
/// The ways that this processor has; all give the same, the last one fastest.
std::span<const FieldMarking> field_markings();

} // namespace loom
