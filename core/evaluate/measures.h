#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace loom {

/// Of one class against the rest. 0 where the denominator is 0, as scikit-learn's zero_division=0.
struct ClassMeasures {
    double precision = 0, recall = 0, f1 = 0;
    std::int64_t support = 0; // True samples of this class.
};

/// What a classifier did on a set of samples. All figures agree with scikit-learn on the same predictions.
struct ClassificationReport {
    std::int64_t samples = 0;
    double accuracy = 0;
    std::vector<ClassMeasures> classes;
    double macro_precision = 0, macro_recall = 0, macro_f1 = 0, weighted_f1 = 0;
    std::vector<std::vector<std::int64_t>> confusion; // [truth][prediction].
};
ClassificationReport classification_report(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                                           std::size_t classes);

/// The area under the ROC curve of `scores` (one per sample, `stride` apart) for the class `positive` against the rest: the
/// share of pairs in which its sample has the larger score, ties counted half. NaN where one side has no sample, or a
/// score is no number. Equal to scikit-learn's roc_auc_score.
double roc_auc(std::span<const std::int32_t> truth, std::int32_t positive, const float* scores, std::size_t stride = 1);

struct RegressionReport {
    std::int64_t samples = 0;
    double mse = 0, rmse = 0, mae = 0, r2 = 0;
};
RegressionReport regression_report(std::span<const double> truth, std::span<const double> predicted);

/// Wilson's interval for a share of `right` in `samples`, at 95 %. Wilson 1927.
struct Interval {
    double low = 0, high = 0;
};
Interval wilson(std::int64_t right, std::int64_t samples);

} // namespace loom
