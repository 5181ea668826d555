#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>
#include <vector>

namespace loom {

/// Counter-based random numbers: the same (seed, stream, counter) gives the same bits on every machine, so a run can
/// be resumed anywhere. Philox4x32-10, Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
inline std::array<std::uint32_t, 4> philox(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter)
{
    std::array<std::uint32_t, 4> c{std::uint32_t(counter), std::uint32_t(counter >> 32), std::uint32_t(stream),
                                   std::uint32_t(stream >> 32)};
    std::uint32_t k0 = std::uint32_t(seed), k1 = std::uint32_t(seed >> 32);
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0], p1 = std::uint64_t{0xCD9E8D57} * c[2];
        c = {std::uint32_t(p1 >> 32) ^ c[1] ^ k0, std::uint32_t(p1), std::uint32_t(p0 >> 32) ^ c[3] ^ k1,
             std::uint32_t(p0)};
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    return c;
}

/// In [0, 1), from 24 bits, so exact in float.
inline float unit_float(std::uint32_t bits) { return float(bits >> 8) * 0x1p-24f; }

/// A stream of numbers for one purpose. Cheap to make; copies continue alike.
class Random {
public:
    Random(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

    std::uint32_t bits()
    {
        if (used_ == 4) {
            block_ = philox(seed_, stream_, counter_++);
            used_ = 0;
        }
        return block_[used_++];
    }
    /// In [0, 1).
    double uniform() { return double((std::uint64_t(bits()) << 21) ^ (bits() >> 11)) * 0x1p-53; }
    /// In [0, n), without bias. n > 0.
    std::uint64_t below(std::uint64_t n)
    {
        const std::uint64_t limit = ~std::uint64_t{0} - ~std::uint64_t{0} % n;
        for (;;) {
            const std::uint64_t v = (std::uint64_t(bits()) << 32) | bits();
            if (v < limit)
                return v % n;
        }
    }
    /// Mean 0, deviation 1 (Box–Muller).
    double normal()
    {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    std::uint64_t seed_, stream_, counter_ = 0;
    std::array<std::uint32_t, 4> block_{};
    unsigned used_ = 4;
};

/// A stream number from a name (FNV-1a), so that what a tensor draws does not depend on the order of things.
constexpr std::uint64_t stream_of(std::string_view name)
{
    std::uint64_t h = 0xcbf29ce484222325;
    for (char ch : name)
        h = (h ^ std::uint8_t(ch)) * 0x100000001b3;
    return h;
}

/// The numbers 0 … n−1 in random order (Fisher–Yates).
std::vector<std::uint32_t> permutation(std::size_t n, Random);

} // namespace loom
