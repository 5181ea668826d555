#include "search/sampler.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace loom {
namespace {

constexpr std::size_t most_levels = 5;
constexpr std::uint64_t largest_shuffled = 1 << 20;

/// All choices; of numbers up to five values, both ends among them.
std::vector<double> levels(const Dimension& d)
{
    std::vector<double> all;
    if (d.kind == Dimension::Kind::Choice || (d.kind == Dimension::Kind::Whole && d.high - d.low < double(most_levels))) {
        for (double v = d.low; v <= d.high; ++v)
            all.push_back(v);
        return all;
    }
    if (d.low == d.high)
        return {d.low};
    std::set<double> values;
    for (std::size_t i = 0; i < most_levels; ++i) {
        const double share = double(i) / double(most_levels - 1);
        const double v = d.log ? d.low * std::pow(d.high / d.low, share) : d.low + share * (d.high - d.low);
        values.insert(i + 1 == most_levels ? d.high : d.kind == Dimension::Kind::Whole ? std::round(v) : v);
    }
    return {values.begin(), values.end()};
}

std::optional<Candidate> next_of_grid(const Space& space, std::uint64_t seed, std::int64_t number)
{
    std::vector<std::vector<double>> all;
    std::uint64_t points = 1;
    for (const Dimension& d : space.dimensions) {
        all.push_back(levels(d));
        points = std::min<std::uint64_t>(points * all.back().size(), std::uint64_t{1} << 50);
    }
    std::uint64_t at = std::uint64_t(number) - 1;
    if (at >= points)
        return {};
    if (points <= largest_shuffled)
        at = permutation(std::size_t(points), Random(seed, stream_of("grid")))[std::size_t(at)];
    Candidate candidate;
    for (const auto& values : all) {
        candidate.push_back(values[std::size_t(at % values.size())]);
        at /= values.size();
    }
    return candidate;
}

} // namespace

const SamplerType& grid_sampler()
{
    static const SamplerType type{
        .id = "grid",
        .title = LOOM_TEXT("Grid"),
        .help = LOOM_TEXT("Tries all combinations in a random order: all choices, and five values of each range. It ends when all were tried."),
        .next = [](const Space& space, std::span<const Tried>, std::uint64_t seed, std::int64_t number) { return next_of_grid(space, seed, number); },
    };
    return type;
}

} // namespace loom
