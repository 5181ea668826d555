#pragma once
#include "evaluate/evaluation.h"

namespace loom {

/// Which samples one classifier has right and another wrong, of those that both have judged.
struct Flips {
    std::size_t samples = 0, both_right = 0, both_wrong = 0;
    std::vector<std::uint32_t> mended, broken; // Rows that only the second, or only the first, has right; in the data's order.
    /// The probability of a difference at least this large where both are equally good: McNemar's exact test (McNemar 1947), two
    /// sides of a binomial distribution with one half.
    double probability = 1;
};
/// Of the two evaluations' first Output. Nothing where one of them is not of classes, or their classes are others.
std::optional<Flips> flips(const Evaluation& before, const Evaluation& after);

} // namespace loom
