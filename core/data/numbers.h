#pragma once
#include "data/step.h"

namespace loom {

/// Whether a column holds whole or other numbers.
bool is_numeric(const Column&);

/// The numbers in these rows that are there, in their order.
std::vector<double> present_numbers(const Column&, std::span<const std::uint32_t> rows);

/// A column of the same name that holds change(number) where there is one.
Column changed_numbers(const Column&, const std::function<double(double)>& change);

/// The share-th quantile (0 to 1) of sorted numbers, linear between neighbours as numpy's default; NaN of none.
double quantile(std::span<const double> sorted, double share);

/// (x − shift) / divisor, in place of the column's numbers.
struct Scaling {
    double shift = 0, divisor = 1;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Scaling, shift, divisor)
Status scale(const Scaling&, Table&, const std::string& column);

/// Why a step has nothing to learn from.
Error without_numbers(const Column&);

} // namespace loom
