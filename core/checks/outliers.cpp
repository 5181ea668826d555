#include "data/audit.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t enough_values = 20, enough_different = 5;
constexpr double far = 10;         // Robust deviations from the median: 1.4826 · MAD is one of a normal distribution.
constexpr double extreme = 2;      // Times as far as the border: that is more than a long tail.
constexpr double beyond_usual = 3; // Times as far from the median as the 1 % and 99 % quantiles.

struct Range {
    double low, high;
};

/// What is usual: outside of both rules a value is an outlier. Nothing where hardly any value differs.
std::optional<Range> usual_range(std::vector<double> values)
{
    std::ranges::sort(values);
    const double n = double(values.size() - 1);
    const auto at = [&](double place) { return values[std::size_t(place * n)]; };
    // Lower and upper value: of few rows the quantile itself must not be the outlier.
    const double median = at(0.5), low = values[values.size() - 1 - std::size_t(0.99 * n)], high = at(0.99);
    std::vector<double> distances;
    distances.reserve(values.size());
    for (const double v : values)
        distances.push_back(std::abs(v - median));
    const auto middle = distances.begin() + std::ptrdiff_t(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    const double robust = 1.4826 * *middle;
    if (!(high > low) || robust == 0) // Half of them are one value: what differs is no fault.
        return {};
    return Range{median - std::max(far * robust, beyond_usual * (median - low)),
                 median + std::max(far * robust, beyond_usual * (high - median))};
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        const ColumnStatistics& s = a.statistics[i];
        if ((c.type != ColumnType::Integer && c.type != ColumnType::Number) || a.identifier[i] || s.distinct < enough_different ||
            s.rows - s.missing < enough_values)
            continue;
        const std::vector<double> values = numbers_of(c);
        std::vector<double> known;
        std::ranges::copy_if(values, std::back_inserter(known), [](double v) { return !std::isnan(v); });
        const auto usual = usual_range(std::move(known));
        if (!usual)
            continue;
        std::vector<std::uint32_t> rows;
        double farthest = s.median();
        for (std::uint32_t row = 0; row < values.size(); ++row)
            if (values[row] < usual->low || values[row] > usual->high) {
                rows.push_back(row);
                if (std::abs(values[row] - s.median()) > std::abs(farthest - s.median()))
                    farthest = values[row];
            }
        if (rows.empty())
            continue;
        const double border = farthest > s.median() ? usual->high : usual->low;
        const bool grave = std::abs(farthest - s.median()) > extreme * std::abs(border - s.median());
        DataFinding f{.severity = grave ? Severity::Warning : Severity::Info,
                      .title = rows.size() == 1 ? Message(LOOM_TEXT("“%1” has 1 outlier: %2"), c.name, figure(farthest))
                                                : Message(LOOM_TEXT("“%1” has %2 outliers, up to %3"), c.name, quantity(rows.size()),
                                                          figure(farthest)),
                      .reason = Message(LOOM_TEXT("Usual values lie around %1, from %2 to %3. Whether it is a slip or the truth, a few such values "
                                                  "can rule the training."),
                                        figure(s.median()), figure(std::max(s.min, usual->low)),
                                        figure(std::min(s.max, usual->high))),
                      .columns = {c.name},
                      .repair = DataRepair{"clip", {{"column", c.name}, {"low", usual->low}, {"high", usual->high}}}};
        f.concern(rows);
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& outliers_check()
{
    static const CheckType type{"outliers", LOOM_TEXT("Outliers"), look};
    return type;
}

} // namespace loom
