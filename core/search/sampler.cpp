#include "search/sampler.h"

#include <algorithm>
#include <numeric>

namespace loom {

std::vector<std::size_t> ranked(std::span<const Tried> tried)
{
    std::vector<std::size_t> order(tried.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
        const bool failed = !std::isfinite(tried[i].goal);
        return std::tuple(failed, !failed && tried[i].stopped_after > 0, failed ? 0 : -tried[i].stopped_after, failed ? 0.0 : tried[i].goal);
    };
    std::ranges::stable_sort(order, {}, key);
    return order;
}

const SamplerType* find_sampler(std::string_view id)
{
    const auto all = sampler_types();
    const auto found = std::ranges::find(all, id, [](const SamplerType* s) { return s->id; });
    return found == all.end() ? nullptr : *found;
}

Candidate drawn(const Space& space, Random& random)
{
    Candidate candidate;
    for (const Dimension& d : space.dimensions)
        candidate.push_back(d.from_unit(random.uniform()));
    return candidate;
}

} // namespace loom
