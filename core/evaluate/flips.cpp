#include "evaluate/flips.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace loom {
namespace {

/// Twice the probability of at most `fewer` heads in `throws`, at most 1.
double both_tails(std::size_t fewer, std::size_t throws)
{
    double sum = 0;
    for (std::size_t k = 0; k <= fewer; ++k)
        sum += std::exp(std::lgamma(double(throws) + 1) - std::lgamma(double(k) + 1) - std::lgamma(double(throws - k) + 1) - double(throws) * std::log(2.0));
    return std::min(1.0, 2 * sum);
}

} // namespace

std::optional<Flips> flips(const Evaluation& before, const Evaluation& after)
{
    if (!before.classes || !after.classes || before.labels != after.labels)
        return {};
    std::unordered_map<std::uint32_t, std::size_t> places;
    for (std::size_t i = 0; i < before.rows.size(); ++i)
        places.emplace(before.rows[i], i);
    Flips found;
    for (std::size_t i = 0; i < after.rows.size(); ++i) {
        const auto at = places.find(after.rows[i]);
        if (at == places.end())
            continue;
        const bool first = before.predicted[at->second] == before.truth[at->second], second = after.predicted[i] == after.truth[i];
        ++found.samples;
        found.both_right += first && second;
        found.both_wrong += !first && !second;
        if (first != second)
            (second ? found.mended : found.broken).push_back(after.rows[i]);
    }
    const std::size_t mended = found.mended.size(), broken = found.broken.size();
    if (mended + broken > 0)
        found.probability = both_tails(std::min(mended, broken), mended + broken);
    return found;
}

} // namespace loom
