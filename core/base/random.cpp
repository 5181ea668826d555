#include "base/random.h"

#include <numeric>
#include <utility>

namespace loom {

std::vector<std::uint32_t> permutation(std::size_t n, Random random)
{
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    for (std::size_t i = n; i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

} // namespace loom
