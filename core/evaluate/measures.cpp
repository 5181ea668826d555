#include "evaluate/measures.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace loom {
namespace {

double ratio(double a, double b)
{
    return b == 0 ? 0 : a / b;
}

} // namespace

ClassificationReport classification_report(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                                           std::size_t classes)
{
    assert(truth.size() == predicted.size());
    ClassificationReport r;
    r.samples = std::int64_t(truth.size());
    r.confusion.assign(classes, std::vector<std::int64_t>(classes));
    r.classes.resize(classes);
    for (std::size_t i = 0; i < truth.size(); ++i)
        ++r.confusion[std::size_t(truth[i])][std::size_t(predicted[i])];
    std::int64_t right = 0, present = 0;
    for (std::size_t c = 0; c < classes; ++c) {
        ClassMeasures& m = r.classes[c];
        const std::int64_t hits = r.confusion[c][c];
        std::int64_t claimed = 0;
        for (std::size_t t = 0; t < classes; ++t)
            claimed += r.confusion[t][c];
        m.support = std::accumulate(r.confusion[c].begin(), r.confusion[c].end(), std::int64_t{0});
        m.precision = ratio(double(hits), double(claimed));
        m.recall = ratio(double(hits), double(m.support));
        m.f1 = ratio(2.0 * double(hits), double(claimed + m.support));
        right += hits;
        if (claimed + m.support == 0)
            continue; // As scikit-learn: the averages leave out a class that neither list names.
        ++present;
        r.macro_precision += m.precision;
        r.macro_recall += m.recall;
        r.macro_f1 += m.f1;
        r.weighted_f1 += m.f1 * double(m.support);
    }
    for (double* mean : {&r.macro_precision, &r.macro_recall, &r.macro_f1})
        *mean = ratio(*mean, double(present));
    r.weighted_f1 = ratio(r.weighted_f1, double(r.samples));
    r.accuracy = ratio(double(right), double(r.samples));
    return r;
}

double roc_auc(std::span<const std::int32_t> truth, std::int32_t positive, const float* scores, std::size_t stride)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::pair<float, bool>> samples(truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i) {
        samples[i] = {scores[i * stride], truth[i] == positive};
        if (std::isnan(samples[i].first))
            return unknown;
    }
    std::ranges::sort(samples, {}, [](const auto& sample) { return sample.first; });
    // Pairs, each counted twice, so that halves stay whole numbers.
    std::uint64_t below = 0, pairs = 0, hits = 0;
    for (std::size_t i = 0; i < samples.size();) {
        std::uint64_t same[2] = {};
        const float score = samples[i].first;
        for (; i < samples.size() && samples[i].first == score; ++i)
            ++same[samples[i].second];
        pairs += same[1] * (2 * below + same[0]);
        below += same[0];
        hits += same[1];
    }
    if (hits == 0 || below == 0)
        return unknown;
    return double(pairs) / (2.0 * double(hits) * double(below));
}

RegressionReport regression_report(std::span<const double> truth, std::span<const double> predicted)
{
    assert(truth.size() == predicted.size());
    RegressionReport r;
    r.samples = std::int64_t(truth.size());
    if (truth.empty())
        return r;
    const double n = double(truth.size());
    const double mean = double(std::accumulate(truth.begin(), truth.end(), 0.0L) / n);
    const auto [lowest, highest] = std::ranges::minmax(truth);
    double squares = 0, absolutes = 0, spread = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double e = predicted[i] - truth[i], d = truth[i] - mean;
        squares += e * e;
        absolutes += std::abs(e);
        spread += d * d;
    }
    if (lowest == highest)
        spread = 0; // Whatever rounding made of the mean.
    r.mse = squares / n;
    r.rmse = std::sqrt(r.mse);
    r.mae = absolutes / n;
    // Where the truth is constant: 1 for a perfect prediction, else 0, as scikit-learn.
    r.r2 = spread > 0 ? 1 - squares / spread : squares > 0 ? 0 : 1;
    return r;
}

Interval wilson(std::int64_t right, std::int64_t samples)
{
    if (samples <= 0)
        return {0, 1};
    constexpr double z = 1.959963984540054; // 97.5 % of the normal distribution.
    const double n = double(samples), p = double(right) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

} // namespace loom
