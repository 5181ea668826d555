#include "data/audit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

struct Factor {
    double value;
    Text example;
};
constexpr std::array<Factor, 5> factors = {{{10, LOOM_TEXT("millimetres and centimetres")},
                                            {100, LOOM_TEXT("centimetres and metres, cents and euros")},
                                            {1000, LOOM_TEXT("grams and kilograms")},
                                            {2.54, LOOM_TEXT("centimetres and inches")},
                                            {1 / 0.4536, LOOM_TEXT("pounds and kilograms")}}};
constexpr double exact = 0.1;         // How far the clusters' medians may be from the factor.
constexpr double narrow = 0.5;        // Of the distance in logarithms: how wide a cluster may be, from 5 % to 95 %.
constexpr double empty_between = 0.1; // Of the distance: the gap.
constexpr double smallest_share = 0.01;
constexpr std::size_t enough_values = 50, enough_different = 20;

double at(std::span<const double> sorted, double place)
{
    return sorted[std::size_t(std::lround(place * double(sorted.size() - 1)))];
}

/// Where the second of two clusters begins in ascending values: behind the widest gap that leaves both enough.
std::size_t border(std::span<const double> sorted)
{
    const auto least = std::max<std::size_t>(5, std::size_t(smallest_share * double(sorted.size())));
    std::size_t best = 0;
    for (std::size_t i = least; i + least <= sorted.size(); ++i)
        if (best == 0 || sorted[i] - sorted[i - 1] > sorted[best] - sorted[best - 1])
            best = i;
    return best;
}

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        if ((c.type != ColumnType::Integer && c.type != ColumnType::Number) || a.identifier[i] ||
            a.statistics[i].distinct < enough_different || !(a.statistics[i].min > 0))
            continue;
        const std::vector<double> values = numbers_of(c);
        std::vector<double> logs;
        for (const double v : values)
            if (std::isfinite(v))
                logs.push_back(std::log(v));
        if (logs.size() < enough_values)
            continue;
        std::ranges::sort(logs);
        const std::size_t cut = border(logs);
        if (cut == 0)
            continue;
        const std::span all(logs), low = all.first(cut), high = all.subspan(cut);
        const double apart = at(high, 0.5) - at(low, 0.5);
        const auto width = [](std::span<const double> s) { return at(s, 0.95) - at(s, 0.05); };
        const auto factor = std::ranges::find_if(factors, [&](const Factor& f) { return std::abs(std::exp(apart) / f.value - 1) < exact; });
        if (factor == factors.end() || width(low) > narrow * apart || width(high) > narrow * apart ||
            high.front() - low.back() < empty_between * apart || width(low) == 0 || width(high) == 0)
            continue;
        const bool few_high = high.size() < low.size();
        const double limit = std::exp((low.back() + high.front()) / 2);
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < values.size(); ++row)
            if (few_high ? values[row] > limit : values[row] < limit)
                rows.push_back(row);
        const double times = few_high ? 1 / factor->value : factor->value;
        DataFinding f{.severity = Severity::Warning,
                      .title = Message(few_high ? LOOM_TEXT("“%1” seems to mix units: %2 are about %3 times as large as the others")
                                                : LOOM_TEXT("“%1” seems to mix units: the others are about %3 times as large as in %2"),
                                       c.name, rows_text(rows.size()), figure(std::round(factor->value * 1000) / 1000)),
                      .reason = Message(LOOM_TEXT("The values fall into two groups, around %1 and around %2, with nothing between them, as with %3."),
                                        figure(std::exp(at(low, 0.5))), figure(std::exp(at(high, 0.5))), factor->example),
                      .columns = {c.name},
                      .repair = DataRepair{"convert_unit",
                                       {{"column", c.name}, {few_high ? "above" : "below", limit}, {"times", times}}}};
        f.concern(rows);
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& mixed_units_check()
{
    static const CheckType type{"mixed-units", LOOM_TEXT("Mixed units"), look};
    return type;
}

} // namespace loom
