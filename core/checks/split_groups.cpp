#include "data/audit.h"
#include "data/split_setup.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace loom {
namespace {

constexpr double most = 0.5;      // Of the test part: fewer known values come by chance.
constexpr double much_told = 0.5; // Of what guessing gets wrong, or of the variance.

/// How much of the target in these rows is known from the training rows of the same group alone: of classes the share of
/// the errors of guessing that the group's most frequent class avoids, of numbers R² of the group's mean.
double told_by_groups(const Audited& a, std::span<const std::int32_t> groups, std::span<const std::uint32_t> rows)
{
    const auto train = a.dataset->rows(Part::Train);
    const auto group_of = [&](std::uint32_t row) { return std::size_t(groups[row]); };
    const auto count = std::size_t(*std::ranges::max_element(groups)) + 1;
    const std::size_t classes = a.dataset->facts().classes.size();
    if (classes > 1) {
        std::unordered_map<std::uint64_t, std::size_t> seen;
        std::vector<std::pair<std::size_t, std::int32_t>> best(count);
        std::vector<std::size_t> all(classes);
        for (const auto row : train) {
            const std::int32_t label = a.dataset->label(row);
            ++all[std::size_t(label)];
            if (groups[row] < 0)
                continue;
            const std::size_t n = ++seen[std::uint64_t(group_of(row)) * classes + std::uint64_t(label)];
            best[group_of(row)] = std::max(best[group_of(row)], {n, label});
        }
        const auto usual = std::int32_t(std::ranges::max_element(all) - all.begin());
        std::size_t wrong = 0, guessed_wrong = 0;
        for (const auto row : rows) {
            wrong += a.dataset->label(row) != best[group_of(row)].second;
            guessed_wrong += a.dataset->label(row) != usual;
        }
        return guessed_wrong ? 1 - double(wrong) / double(guessed_wrong) : 0;
    }
    const Column* target = a.target();
    if (!target || classes)
        return 0;
    std::vector<double> sums(count), counts(count);
    double all = 0;
    for (const auto row : train) {
        all += target->number(row) / double(train.size());
        if (groups[row] >= 0) {
            sums[group_of(row)] += target->number(row);
            ++counts[group_of(row)];
        }
    }
    double left = 0, spread = 0;
    for (const auto row : rows) {
        const double v = target->number(row), known = sums[group_of(row)] / counts[group_of(row)];
        left += (v - known) * (v - known);
        spread += (v - all) * (v - all);
    }
    return spread > 0 ? 1 - left / spread : 0;
}

/// Whether each value of `inner` lies in one value of `outer`: a patient in a hospital.
bool lies_in(std::span<const std::int32_t> inner, std::span<const std::int32_t> outer)
{
    std::vector<std::int32_t> of;
    for (std::size_t row = 0; row < inner.size(); ++row) {
        if (inner[row] < 0 || outer[row] < 0)
            continue;
        const auto i = std::size_t(inner[row]);
        if (i >= of.size())
            of.resize(i + 1, -1);
        if (of[i] >= 0 && of[i] != outer[row])
            return false;
        of[i] = outer[row];
    }
    return true;
}

std::vector<DataFinding> look(const Audited& a)
{
    // Rows that go on where those before them ended are meant to be about the same things.
    if (!a.dataset || a.dataset->scored_on_all() || a.dataset->setup().split == SplitWay::Time)
        return {};
    struct Grouping {
        const Column* column;
        std::vector<std::int32_t> groups;
    };
    std::vector<Grouping> all;
    for (std::size_t i = 0; i < a.table.columns.size(); ++i) {
        const Column& c = a.table.columns[i];
        const ColumnStatistics& s = a.statistics[i];
        if (!a.is_target(c) && names_groups(c, s.rows - s.missing, s.distinct))
            all.push_back({&c, groups_of(c)});
    }
    std::vector<DataFinding> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Grouping& g = all[i];
        // Keeping what is around it together keeps it together.
        bool inside = false, crossed = false;
        for (std::size_t j = 0; j < all.size(); ++j) {
            if (i == j)
                continue;
            const bool within = lies_in(g.groups, all[j].groups), around = lies_in(all[j].groups, g.groups);
            inside = inside || (within && (!around || j < i));
            crossed = crossed || (!within && !around);
        }
        if (inside)
            continue;
        std::vector<bool> trained;
        for (const auto row : a.dataset->rows(Part::Train))
            if (const std::int32_t group = g.groups[row]; group >= 0) {
                trained.resize(std::max(trained.size(), std::size_t(group) + 1));
                trained[std::size_t(group)] = true;
            }
        const auto test = a.dataset->rows(Part::Test);
        std::vector<std::uint32_t> known;
        std::ranges::copy_if(test, std::back_inserter(known), [&](std::uint32_t row) {
            const std::int32_t group = g.groups[row];
            return group >= 0 && std::size_t(group) < trained.size() && trained[std::size_t(group)];
        });
        if (known.empty() || double(known.size()) < most * double(test.size()))
            continue;
        const double told = told_by_groups(a, g.groups, known);
        DataFinding f{.severity = crossed ? Severity::Info : told >= much_told ? Severity::Error : Severity::Warning,
                      .title = Message(LOOM_TEXT("%1 of the test part (%2) have a “%3” that is in the training part too"), rows_text(known.size()),
                                       percent(double(known.size()) / double(test.size())), g.column->name)};
        if (crossed) // Who rated, and what was rated.
            f.reason = LOOM_TEXT("Right where a network will be asked about the values that it has learned from, as in recommendations. For new ones "
                                 "the test part tells nothing: then split by group.");
        else if (told >= much_told)
            f.reason = Message(LOOM_TEXT("Knowing it tells %1 of what is to be learned. A network may know it by its other columns, and new ones it has "
                                         "never seen: then the figures of this part look better than the network is. Split by group."),
                               percent(told));
        else
            f.reason = LOOM_TEXT("Rows of one are often alike. If the network will be asked about new ones, the figures of this part look better than "
                                 "it is. Then split by group.");
        f.columns = {g.column->name};
        f.concern(known);
        f.repair = DataRepair{"split_by_group", {{"column", g.column->name}}};
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& split_groups_check()
{
    static const CheckType type{"split-groups", LOOM_TEXT("The same group in two parts"), look};
    return type;
}

} // namespace loom
