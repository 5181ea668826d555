#include "data/byte_marks.h"

#include <vector>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace loom {
namespace {

void find_anywhere(const char* text, std::size_t blocks, char delimiter, char quote, FieldMarks* found)
{
    for (std::size_t k = 0; k < blocks; ++k) {
        const ByteMarks bytes(text + k * ByteMarks::size, ByteMarks::size);
        found[k] = {bytes.of(delimiter), bytes.of('\n'), bytes.of('\r'), bytes.of(quote), bytes.of('\0')};
    }
}

/// Eight at once, though fewer may be left: the next ones go over what is too much.
[[gnu::always_inline]] inline std::uint32_t* write_places(std::uint64_t bits, std::uint32_t base, std::uint32_t* to)
{
    const int all = std::popcount(bits);
    for (int done = 0; done < all; done += 8)
        for (int i = 0; i < 8; ++i) {
            to[done + i] = base + std::uint32_t(std::countr_zero(bits));
            bits &= bits - 1;
        }
    return to + all;
}

std::uint32_t* write_anywhere(const std::uint64_t* bits, std::size_t blocks, std::uint32_t base, std::uint32_t* to)
{
    for (std::size_t k = 0; k < blocks; ++k)
        to = write_places(bits[k], base + std::uint32_t(k * ByteMarks::size), to);
    return to;
}

#ifdef __x86_64__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // In GCC 12's own header.

__attribute__((target("avx2"))) void find_avx2(const char* text, std::size_t blocks, char delimiter, char quote, FieldMarks* found)
{
    for (std::size_t k = 0; k < blocks; ++k) {
        const auto* const at = reinterpret_cast<const __m256i*>(text + k * ByteMarks::size);
        const __m256i low = _mm256_loadu_si256(at), high = _mm256_loadu_si256(at + 1);
        const char wanted[] = {delimiter, '\n', '\r', quote, '\0'};
        std::uint64_t places[std::size(wanted)];
        for (std::size_t i = 0; i < std::size(wanted); ++i) {
            const __m256i mark = _mm256_set1_epi8(wanted[i]);
            places[i] = std::uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, mark))) |
                        std::uint64_t(std::uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, mark)))) << 32;
        }
        found[k] = {places[0], places[1], places[2], places[3], places[4]};
    }
}

__attribute__((target("bmi,popcnt"))) std::uint32_t* write_bmi(const std::uint64_t* bits, std::size_t blocks, std::uint32_t base,
                                                               std::uint32_t* to)
{
    for (std::size_t k = 0; k < blocks; ++k)
        to = write_places(bits[k], base + std::uint32_t(k * ByteMarks::size), to);
    return to;
}

__attribute__((target("avx512bw"))) void find_avx512(const char* text, std::size_t blocks, char delimiter, char quote, FieldMarks* found)
{
    const __m512i delimiters = _mm512_set1_epi8(delimiter), line_ends = _mm512_set1_epi8('\n'), crs = _mm512_set1_epi8('\r'),
                  quotes = _mm512_set1_epi8(quote);
    for (std::size_t k = 0; k < blocks; ++k) {
        const __m512i bytes = _mm512_loadu_si512(text + k * ByteMarks::size);
        found[k] = {_mm512_cmpeq_epi8_mask(bytes, delimiters), _mm512_cmpeq_epi8_mask(bytes, line_ends),
                    _mm512_cmpeq_epi8_mask(bytes, crs), _mm512_cmpeq_epi8_mask(bytes, quotes),
                    _mm512_testn_epi8_mask(bytes, bytes)};
    }
}

/// Sixteen at once.
__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) std::uint32_t* write_avx512(const std::uint64_t* bits, std::size_t blocks,
                                                                                          std::uint32_t base, std::uint32_t* to)
{
    alignas(64) static constexpr auto order = [] {
        std::array<std::uint8_t, 64> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = std::uint8_t(i);
        return all;
    }();
    const __m512i places = _mm512_load_si512(order.data());
    for (std::size_t k = 0; k < blocks; ++k) {
        const int all = __builtin_popcountll(bits[k]);
        const __m512i first = _mm512_set1_epi32(int(base + std::uint32_t(k * ByteMarks::size)));
        __m512i taken = _mm512_maskz_compress_epi8(bits[k], places);
        for (int done = 0; done < all; done += 16) {
            _mm512_storeu_si512(to + done, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(taken))));
            taken = _mm512_alignr_epi64(taken, taken, 2);
        }
        to += all;
    }
    return to;
}

#pragma GCC diagnostic pop
#endif

} // namespace

std::span<const FieldMarking> field_markings()
{
    static const std::vector<FieldMarking> all = [] {
        std::vector<FieldMarking> found{{find_anywhere, write_anywhere}};
#ifdef __x86_64__
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
            found.push_back({find_avx2, write_bmi});
        if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt"))
            found.push_back({find_avx512, write_avx512});
#endif
        return found;
    }();
    return all;
}

} // namespace loom
