#pragma once
#include "base/growing_memory.h"
#include "base/threads.h"

#include <bit>
#include <cstdint>

namespace loom {

constexpr std::uint64_t key_sign = std::uint64_t{1} << 63;

/// Keys that have the order of the values; −0 and 0 are one value. No NaN.
inline std::uint64_t key_of(double v)
{
    const auto bits = std::bit_cast<std::uint64_t>(v + 0.0);
    return bits & key_sign ? ~bits : bits | key_sign;
}
inline std::uint64_t key_of(std::int64_t v)
{
    return std::uint64_t(v) ^ key_sign;
}
template <class T>
double value_of(std::uint64_t key)
{
    if constexpr (std::is_same_v<T, double>)
        return std::bit_cast<double>(key & key_sign ? key ^ key_sign : ~key);
    else
        return double(std::int64_t(key ^ key_sign));
}

/// LowerOnesSorted: keys with the same upper 32 bits stand in order already.
enum class KeyBits : std::uint8_t { All, LowerOnesSorted };

/// In ascending order. A second memory of the same size is needed for as long. Where it is cancelled, the keys are in any order.
void sort_keys(GrowingMemory<std::uint64_t>&, int threads, KeyBits = KeyBits::All, const Progress* = nullptr);

} // namespace loom
