#pragma once
#include "ir/program.h"

#include <cstddef>
#include <span>

namespace loom {

/// Memory that must keep its content from step `first` to step `last`, both included.
struct Life {
    std::size_t bytes = 0;
    std::ptrdiff_t first = 0, last = 0;
    bool overlaps(const Life& other) const { return first <= other.last && other.first <= last; }
};

struct Plan {
    std::vector<std::size_t> offsets; // One per life, each a multiple of `alignment`.
    std::size_t bytes = 0;
};

/// A cache line, and as wide as the widest vector register.
inline constexpr std::size_t alignment = 64;

/// Lays the lives out in one block of memory so that no two overlap in both time and place: the largest first, each in
/// the smallest gap that fits (greedy best fit).
Plan pack(std::span<const Life>);

/// From when to when each tensor of a program is needed. Intermediate and Gradient tensors live from the instruction
/// that writes them to the last one that reads them; all others always.
std::vector<Life> lifetimes(const Program&, std::span<const std::size_t> bytes_of_tensor);

} // namespace loom
