#include "search/front.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace loom {

std::vector<std::size_t> front(std::span<const std::pair<double, double>> points)
{
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(points[i].second, points[i].first); });
    std::vector<std::size_t> kept;
    double best = std::numeric_limits<double>::infinity();
    for (const std::size_t i : order)
        if (points[i].first < best) {
            best = points[i].first;
            kept.push_back(i);
        }
    return kept;
}

} // namespace loom
