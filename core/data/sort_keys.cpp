#include "data/sort_keys.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace loom {
namespace {

constexpr std::size_t block_size = 1 << 16; // Below four of them one thread sorts alone.

/// By digits of eleven bits from `lowest` on; digits that all keys share cost nothing.
template <int lowest>
void sort_share(std::span<std::uint64_t> keys, const Progress* progress)
{
    if (keys.size() < 2048) {
        std::ranges::sort(keys);
        return;
    }
    constexpr int bits = 11, digits = (64 - lowest + bits - 1) / bits;
    constexpr std::size_t values = std::size_t{1} << bits;
    const auto digit = [](std::uint64_t key, int d) { return key >> (lowest + d * bits) & (values - 1); };
    std::vector<std::size_t> counts(digits * values);
    for (const std::uint64_t key : keys)
        for (int d = 0; d < digits; ++d)
            ++counts[std::size_t(d) * values + digit(key, d)];
    GrowingMemory<std::uint64_t> scratch;
    std::span<std::uint64_t> from = keys, to(scratch.grow(keys.size()), keys.size());
    for (int d = 0; d < digits; ++d) {
        if (progress && progress->cancelled)
            return;
        const auto count = std::span(counts).subspan(std::size_t(d) * values, values);
        if (count[digit(from[0], d)] == keys.size())
            continue;
        std::size_t at = 0;
        for (std::size_t& c : count)
            at += std::exchange(c, at);
        for (const std::uint64_t key : from)
            to[count[digit(key, d)]++] = key;
        std::swap(from, to);
    }
    if (from.data() != keys.data())
        std::ranges::copy(from, keys.begin());
}

} // namespace

void sort_keys(GrowingMemory<std::uint64_t>& memory, int threads, KeyBits bits, const Progress* progress)
{
    std::span<std::uint64_t> keys(memory.data(), memory.size());
    const std::size_t shares = keys.size() < 4 * block_size ? 1 : std::size_t(std::max(1, threads));
    const auto begin = [&](std::size_t i) { return std::min(i, shares) * keys.size() / shares; };
    parallel_for(shares, threads, [&](std::size_t i) {
        const auto share = keys.subspan(begin(i), begin(i + 1) - begin(i));
        bits == KeyBits::All ? sort_share<0>(share, progress) : sort_share<32>(share, progress);
    });
    // Two neighbours become one, in pieces: a piece of the first, and what of the second belongs between its ends.
    struct Piece {
        std::size_t first, first_end, second, second_end, out;
    };
    GrowingMemory<std::uint64_t> other;
    std::span<std::uint64_t> joined(other.grow(shares > 1 ? keys.size() : 0), shares > 1 ? keys.size() : 0);
    for (std::size_t width = 1; width < shares; width *= 2) {
        if (progress && progress->cancelled)
            return;
        const auto at = [&](std::size_t place) { return keys.begin() + std::ptrdiff_t(place); };
        std::vector<Piece> pieces;
        for (std::size_t i = 0; i < shares; i += 2 * width) {
            const std::size_t from = begin(i), middle = begin(i + width), end = begin(i + 2 * width);
            const auto cut = [&](std::size_t k) { return from + (middle - from) * k / shares; };
            for (std::size_t k = 0, second = middle; k < shares; ++k) {
                std::size_t second_end = end;
                if (k + 1 < shares)
                    second_end = std::size_t(std::lower_bound(at(second), at(end), keys[cut(k + 1)]) - keys.begin());
                pieces.push_back({cut(k), cut(k + 1), second, second_end, cut(k) + (second - middle)});
                second = second_end;
            }
        }
        parallel_for(pieces.size(), threads, [&](std::size_t i) {
            const Piece& p = pieces[i];
            std::merge(at(p.first), at(p.first_end), at(p.second), at(p.second_end), joined.begin() + std::ptrdiff_t(p.out));
        });
        std::swap(keys, joined);
        std::swap(memory, other);
    }
}

} // namespace loom
