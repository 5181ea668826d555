#include "search/comparison.h"
#include "search/student.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace loom {

MeanInterval interval_of(std::span<const double> values, double tested_share)
{
    MeanInterval i{.count = values.size()};
    const double n = double(values.size());
    i.mean = values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / n;
    if (values.size() < 2) {
        i.half = std::numeric_limits<double>::infinity();
        return i;
    }
    double squares = 0;
    for (const double v : values)
        squares += (v - i.mean) * (v - i.mean);
    i.deviation = std::sqrt(squares / (n - 1));
    i.half = student_quantile(0.05, n - 1) * i.deviation * std::sqrt(1 / n + tested_share);
    return i;
}

Comparison compare(std::span<const double> a, std::span<const double> b, bool more_is_better, double tested_share)
{
    Comparison c;
    std::vector<double> differences;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        differences.push_back(more_is_better ? b[i] - a[i] : a[i] - b[i]);
        c.better += differences.back() > 0;
        c.worse += differences.back() < 0;
    }
    c.difference = interval_of(differences, tested_share);
    const double n = double(differences.size());
    if (differences.size() < 2)
        return c;
    if (c.difference.deviation <= 1e-9 * std::abs(c.difference.mean)) // Rounding is no scatter.
        c.probability = c.difference.mean == 0 ? 1 : std::exp2(1 - n);
    else
        c.probability = student_tails(c.difference.mean / (c.difference.deviation * std::sqrt(1 / n + tested_share)), n - 1);
    return c;
}

Message sentence_of(const Comparison& c, const std::string& a, const std::string& b, bool points)
{
    const bool worse = c.difference.mean < 0;
    const std::string &first = worse ? a : b, &second = worse ? b : a;
    const std::size_t count = worse ? c.worse : c.better;
    const auto shown = [&](double v) { return points ? fmt::format("{:.1f}", 100 * v) : fmt::format("{:.3g}", v); };
    const Message by(points ? LOOM_TEXT("%1 ± %2 points") : LOOM_TEXT("%1 ± %2 of loss"), shown(std::abs(c.difference.mean)), shown(c.difference.half));
    if (c.clear())
        return Message(LOOM_TEXT("%1 is better than %2 by %3; %4 of %5 repeats"), first, second, by, count, c.difference.count);
    return Message(LOOM_TEXT("%1 is not clearly better than %2: %3; %4 of %5 repeats"), first, second, by, count, c.difference.count);
}

} // namespace loom
