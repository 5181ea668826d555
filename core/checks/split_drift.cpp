#include "data/audit.h"
#include "data/relations.h"
#include "data/significance.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t fewest_rows = 30;   // In each part.
constexpr double chance = 0.001;          // Divided by the number of columns (Bonferroni).
constexpr double effect = 0.1;            // D, or Cramér's V: less than this changes little.
constexpr double strong = 0.3;
constexpr std::size_t most_names = 1000;

std::vector<double> known_values(const Column& c, std::span<const std::uint32_t> rows)
{
    std::vector<double> values;
    for (const auto row : rows)
        if (const double v = c.number(row); !std::isnan(v))
            values.push_back(v);
    std::ranges::sort(values);
    return values;
}

struct Drift {
    double effect = 0, probability = 1;
};

Drift of_numbers(const Column& c, std::span<const std::uint32_t> train, std::span<const std::uint32_t> other)
{
    const auto x = known_values(c, train), y = known_values(c, other);
    if (x.size() < fewest_rows || y.size() < fewest_rows)
        return {};
    const auto test = kolmogorov_smirnov(x, y);
    return {test.distance, test.probability};
}

Drift of_codes(const Codes& codes, std::span<const std::uint32_t> train, std::span<const std::uint32_t> other)
{
    const std::size_t names = codes.names.size();
    if (names < 2 || names > most_names)
        return {};
    std::vector<double> counts(2 * names);
    for (const auto row : train)
        if (codes.codes[row] >= 0)
            ++counts[std::size_t(codes.codes[row])];
    for (const auto row : other)
        if (codes.codes[row] >= 0)
            ++counts[names + std::size_t(codes.codes[row])];
    double chi_square = 0, freedom = 0;
    const double v = cramers_v(counts, names, &chi_square, &freedom);
    return std::isnan(v) ? Drift{} : Drift{v, chi_square_tail(chi_square, freedom)};
}

std::string probability_text(double p)
{
    return p < 1e-10 ? "< 1e-10" : "= " + number_text(p);
}

std::vector<DataFinding> look(const Audited& a)
{
    if (!a.dataset || a.dataset->scored_on_all())
        return {};
    std::vector<DataFinding> found;
    const DataSetup& setup = a.dataset->setup();
    const bool by_column = setup.split != SplitWay::Given && setup.split != SplitWay::Random;
    const auto train = a.dataset->rows(Part::Train);
    for (const Part part : {Part::Test, Part::Validation}) {
        const auto other = a.dataset->rows(part);
        if (train.size() < fewest_rows || other.size() < fewest_rows)
            continue;
        const auto& columns = a.table.columns;
        std::vector<Drift> drifts(columns.size());
        parallel_for(columns.size(), a.threads, [&](std::size_t i) {
            if (a.stopped() || a.identifier[i] || (by_column && columns[i].name == setup.split_column)) // Which differs by definition.
                return;
            if (const auto* codes = std::get_if<Codes>(&columns[i].cells))
                drifts[i] = of_codes(*codes, train, other);
            else if (!a.statistics[i].histogram.empty())
                drifts[i] = of_numbers(columns[i], train, other);
        });
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Drift& d = drifts[i];
            if (d.effect < effect || d.probability > chance / double(columns.size()))
                continue;
            const bool codes = std::holds_alternative<Codes>(columns[i].cells);
            const Message value(codes ? LOOM_TEXT("Cramér's V = %1, χ² test p %2") : LOOM_TEXT("Kolmogorov–Smirnov D = %1, p %2"),
                                number_text(std::round(d.effect * 1000) / 1000), probability_text(d.probability));
            DataFinding f{.severity = d.effect >= strong ? Severity::Warning : Severity::Info,
                          .title = Message(part == Part::Test ? LOOM_TEXT("“%1” differs between the training and the test part (%2)")
                                                              : LOOM_TEXT("“%1” differs between the training and the validation part (%2)"),
                                           columns[i].name, value),
                          .reason = LOOM_TEXT("What is learned on one part may not hold for the other. Where the parts come from different times or "
                                              "places, that may be the point; else draw them again."),
                          .columns = {columns[i].name},
                          .repair = DataRepair{"split_at_random"}};
            found.push_back(std::move(f));
        }
    }
    return found;
}

} // namespace

const CheckType& split_drift_check()
{
    static const CheckType type{"split-drift", LOOM_TEXT("Drift between the parts"), look};
    return type;
}

} // namespace loom
