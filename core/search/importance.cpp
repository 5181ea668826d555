#include "search/importance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

constexpr std::size_t trees = 64;

struct Sample {
    std::vector<double> at; // In the unit cube.
    double goal;
};

/// Where a tree says the same: a part of the unit cube, and what it says.
struct Leaf {
    std::vector<std::pair<double, double>> box;
    double value;
    double volume_without(std::size_t k) const
    {
        double volume = 1;
        for (std::size_t i = 0; i < box.size(); ++i)
            if (i != k)
                volume *= box[i].second - box[i].first;
        return volume;
    }
};

double mean(std::span<const Sample*> samples)
{
    double sum = 0;
    for (const Sample* s : samples)
        sum += s->goal;
    return sum / double(samples.size());
}

/// Splits where the squares of the differences fall the most, until what is left is the same.
void grow(std::span<const Sample*> samples, std::vector<std::pair<double, double>> box, std::vector<Leaf>& leaves)
{
    std::size_t dimension = 0;
    double border = 0, best = 0;
    const double all = mean(samples) * double(samples.size());
    for (std::size_t k = 0; k < box.size(); ++k) {
        std::ranges::sort(samples, {}, [&](const Sample* s) { return std::pair(s->at[k], s->goal); });
        double left = 0;
        for (std::size_t i = 0; i + 1 < samples.size(); ++i) {
            left += samples[i]->goal;
            if (samples[i]->at[k] == samples[i + 1]->at[k])
                continue;
            const double n = double(i) + 1, m = double(samples.size()) - n, right = all - left;
            const double gain = left * left / n + right * right / m - all * all / (n + m);
            if (gain > best + 1e-12 * (1 + std::abs(best))) {
                best = gain;
                dimension = k;
                border = (samples[i]->at[k] + samples[i + 1]->at[k]) / 2;
            }
        }
    }
    if (best <= 0) {
        leaves.push_back({std::move(box), all / double(samples.size())});
        return;
    }
    const auto rest = std::ranges::partition(samples, [&](const Sample* s) { return s->at[dimension] < border; });
    const auto split = std::size_t(rest.begin() - samples.begin());
    auto left = box, right = box;
    left[dimension].second = right[dimension].first = border;
    grow(samples.first(split), std::move(left), leaves);
    grow(samples.subspan(split), std::move(right), leaves);
}

/// The variance of what a tree says over the whole cube; that of its mean over all other dimensions, for each.
struct Variances {
    double whole = 0;
    std::vector<double> own;
};
Variances variances(const std::vector<Leaf>& leaves, std::size_t dimensions)
{
    Variances v{.own = std::vector<double>(dimensions)};
    double mean = 0;
    for (const Leaf& leaf : leaves)
        mean += leaf.volume_without(dimensions) * leaf.value;
    for (const Leaf& leaf : leaves)
        v.whole += leaf.volume_without(dimensions) * (leaf.value - mean) * (leaf.value - mean);
    for (std::size_t k = 0; k < dimensions; ++k) {
        std::vector<double> borders;
        for (const Leaf& leaf : leaves)
            borders.insert(borders.end(), {leaf.box[k].first, leaf.box[k].second});
        std::ranges::sort(borders);
        borders.erase(std::ranges::unique(borders).begin(), borders.end());
        for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
            double there = 0;
            for (const Leaf& leaf : leaves)
                if (leaf.box[k].first <= borders[i] && leaf.box[k].second >= borders[i + 1])
                    there += leaf.volume_without(k) * leaf.value;
            v.own[k] += (borders[i + 1] - borders[i]) * (there - mean) * (there - mean);
        }
    }
    return v;
}

} // namespace

std::size_t trials_for_importance(const Space& space) { return std::max<std::size_t>(10, 5 * space.dimensions.size()); }

std::vector<double> importance(const Space& space, std::span<const Tried> tried)
{
    std::vector<Sample> samples;
    for (const Tried& t : tried)
        if (std::isfinite(t.goal)) {
            Sample s{.at = {}, .goal = t.goal};
            for (std::size_t k = 0; k < space.dimensions.size(); ++k) {
                const auto [low, high] = space.dimensions[k].cell(t.candidate[k]);
                s.at.push_back((low + high) / 2);
            }
            samples.push_back(std::move(s));
        }
    if (samples.size() < trials_for_importance(space))
        return {};
    std::vector<double> shares(space.dimensions.size());
    std::size_t counted = 0;
    for (std::size_t tree = 0; tree < trees; ++tree) {
        Random random(tree, stream_of("importance"));
        std::vector<const Sample*> bag;
        for (std::size_t i = 0; i < samples.size(); ++i)
            bag.push_back(&samples[std::size_t(random.below(samples.size()))]);
        std::vector<Leaf> leaves;
        grow(bag, std::vector(space.dimensions.size(), std::pair(0.0, 1.0)), leaves);
        const Variances v = variances(leaves, space.dimensions.size());
        if (v.whole <= 0)
            continue; // All of this bag came to the same.
        ++counted;
        for (std::size_t k = 0; k < shares.size(); ++k)
            shares[k] += v.own[k] / v.whole;
    }
    if (counted == 0)
        return {};
    for (double& share : shares)
        share /= double(counted);
    return shares;
}

} // namespace loom
