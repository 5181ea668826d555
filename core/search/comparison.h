#pragma once
#include "base/result.h"

#include <cstddef>
#include <span>

namespace loom {

/// What repeated measurements on parts of one data set say. Repeats share most of their training rows, so their variance is too small;
/// it is corrected by the share of rows that are judged: variance × (1/n + tested/trained) (Nadeau and Bengio, "Inference for the
/// Generalization Error", Machine Learning 52, 2003), with n − 1 degrees of freedom.
struct MeanInterval {
    std::size_t count = 0;
    double mean = 0;
    double half = 0; // The 95 % interval is mean ± half; infinite for fewer than two.
    double deviation = 0; // Of one measurement.
};
/// `tested_share`: rows that are judged for each that is trained on, 1/(k − 1) for k folds.
MeanInterval interval_of(std::span<const double> values, double tested_share);

/// B against A, pair by pair. Positive differences: B is better.
struct Comparison {
    MeanInterval difference;
    double probability = 1; // Of one at least this large, to either side, where both are equally good: a corrected paired t-test. Of n that are
                            // all the same, which says nothing of how they scatter: 2^(1−n), as of a permutation test, where each may have either sign.
    std::size_t better = 0, worse = 0; // Pairs in which B is the better one, or A.
    bool clear() const { return probability < 0.05; }
};
/// `a` and `b`: of the same pairs. `more_is_better`: as of an accuracy.
Comparison compare(std::span<const double> a, std::span<const double> b, bool more_is_better, double tested_share);

/// "B is better than A by 0.6 ± 0.2 points; 19 of 20 repeats". `points`: the numbers are shares, told in percent; else as they are.
Message sentence_of(const Comparison&, const std::string& a, const std::string& b, bool points);

} // namespace loom
