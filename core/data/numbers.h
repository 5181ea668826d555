#pragma once
#include "data/step.h"

#include <algorithm>
#include <limits>

namespace loom {

/// Whether a column holds whole or other numbers.
bool is_numeric(const Column&);

/// The numbers in these rows that are there, in their order.
std::vector<double> present_numbers(const Column&, std::span<const std::uint32_t> rows);

/// A column of the same name that holds change(number) where there is one.
Column changed_numbers(const Column&, const std::function<double(double)>& change);

/// A column of the same name that holds change(text) where there is one, once for each different name of categories. Numbers
/// become identifiers; what looks alike afterwards is one category.
Column changed_texts(const Column&, const std::function<std::string(const std::string&)>& change);

/// Places for so many numbers in each row, all 0; an error where they would take more than half of the free memory.
Result<std::vector<float>> room_for_vectors(std::size_t rows, std::size_t width);

/// The share-th quantile (0 to 1) of `count` numbers, the i-th smallest of which is at(i), linear between neighbours as
/// numpy's default; NaN of none.
template <class At>
double quantile(std::size_t count, At at, double share)
{
    if (count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double place = share * double(count - 1);
    const auto below = std::size_t(place);
    const double low = at(below), high = at(std::min(below + 1, count - 1));
    return low == high ? low : low + (high - low) * (place - double(below)); // Equal infinities too.
}
/// Of sorted numbers.
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
