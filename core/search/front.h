#pragma once
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace loom {

/// The points of which no other is at least as good in both numbers and better in one (the Pareto front), the less the better, by the
/// second number; of equal ones the first.
std::vector<std::size_t> front(std::span<const std::pair<double, double>> points);

} // namespace loom
