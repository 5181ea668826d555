#include "data/split.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace loom {
namespace {

constexpr std::uint64_t test_stream = stream_of("test part"), validation_stream = stream_of("validation part"),
                        fold_stream = stream_of("folds");

/// What is in `from` and not in `taken`. Both ascending.
std::vector<std::uint32_t> without(std::span<const std::uint32_t> from, std::span<const std::uint32_t> taken)
{
    std::vector<std::uint32_t> rest;
    std::ranges::set_difference(from, taken, std::back_inserter(rest));
    return rest;
}

std::size_t rounded(double share, std::size_t of)
{
    return std::size_t(std::llround(share * double(of)));
}

/// The groups that some rows lie in, in the order of their first row: their numbers and how many rows they have.
struct Sizes {
    std::vector<std::int32_t> groups;
    std::vector<std::size_t> rows;
};
Sizes sizes_of(std::span<const std::uint32_t> rows, std::span<const std::int32_t> groups)
{
    Sizes sizes;
    std::vector<std::int32_t> place;
    for (const auto row : rows) {
        const std::int32_t g = groups[row];
        if (g < 0)
            continue;
        if (std::size_t(g) >= place.size())
            place.resize(std::size_t(g) + 1, -1);
        if (place[std::size_t(g)] < 0) {
            place[std::size_t(g)] = std::int32_t(sizes.groups.size());
            sizes.groups.push_back(g);
            sizes.rows.push_back(0);
        }
        ++sizes.rows[std::size_t(place[std::size_t(g)])];
    }
    return sizes;
}

/// The rows whose group is one of those that are taken.
std::vector<std::uint32_t> rows_in(std::span<const std::uint32_t> rows, std::span<const std::int32_t> groups,
                                   const std::vector<bool>& taken)
{
    std::vector<std::uint32_t> in;
    std::ranges::copy_if(rows, std::back_inserter(in), [&](std::uint32_t row) {
        const std::int32_t g = groups[row];
        return g >= 0 && std::size_t(g) < taken.size() && taken[std::size_t(g)];
    });
    return in;
}

/// Whole groups with about `wanted` rows; one group stays. In the drawn order each is taken that does not make them too many,
/// and at the end the one that comes nearest to what is missing, if it comes nearer.
std::vector<std::uint32_t> draw_groups(std::span<const std::uint32_t> rows, std::span<const std::int32_t> groups,
                                       std::size_t wanted, std::uint64_t seed, std::uint64_t stream)
{
    const Sizes sizes = sizes_of(rows, groups);
    const std::size_t n = sizes.groups.size();
    if (wanted == 0 || n < 2)
        return {};
    const auto order = permutation(n, Random(seed, stream));
    std::vector<bool> taken(std::size_t(std::ranges::max(sizes.groups)) + 1);
    std::size_t sum = 0, count = 0, nearest = n, distance = 0;
    for (const auto i : order)
        if (sum + sizes.rows[i] <= wanted && count + 1 < n) {
            taken[std::size_t(sizes.groups[i])] = true;
            sum += sizes.rows[i];
            ++count;
        }
    const std::size_t missing = wanted - sum;
    for (const auto i : order) {
        if (taken[std::size_t(sizes.groups[i])])
            continue;
        const std::size_t size = sizes.rows[i], off = size > missing ? size - missing : missing - size;
        if (nearest == n || off < distance) {
            nearest = i;
            distance = off;
        }
    }
    if (nearest < n && count + 1 < n && (distance < missing || count == 0))
        taken[std::size_t(sizes.groups[nearest])] = true;
    return rows_in(rows, groups, taken);
}

} // namespace

std::vector<std::uint32_t> draw(std::span<const std::uint32_t> rows, double share,
                                std::span<const std::int32_t> classes, std::uint64_t seed, std::uint64_t stream)
{
    const auto wanted = rounded(share, rows.size());
    // How many each class gives: its share rounded down, what is still missing from those with the largest rest.
    auto class_of = [&](std::uint32_t row) { return classes.empty() ? std::size_t{0} : std::size_t(classes[row] + 1); };
    std::vector<std::size_t> count, quota;
    for (auto row : rows) {
        count.resize(std::max(count.size(), class_of(row) + 1));
        ++count[class_of(row)];
    }
    std::vector<std::pair<double, std::size_t>> rests;
    std::size_t given = 0;
    for (std::size_t c = 0; c < count.size(); ++c) {
        const double part = share * double(count[c]);
        quota.push_back(std::size_t(part));
        given += quota.back();
        rests.emplace_back(std::floor(part) - part, c);
    }
    std::ranges::sort(rests);
    for (std::size_t i = 0; given < wanted && i < rests.size(); ++i)
        if (auto& q = quota[rests[i].second]; q < count[rests[i].second]) {
            ++q;
            ++given;
        }
    std::vector<std::uint32_t> drawn;
    for (auto i : permutation(rows.size(), Random(seed, stream)))
        if (auto& q = quota[class_of(rows[i])]; q > 0) {
            --q;
            drawn.push_back(rows[i]);
        }
    std::ranges::sort(drawn);
    return drawn;
}

Parts split_rows(std::span<const std::uint32_t> rows, std::span<const Part> given,
                 std::span<const std::int32_t> classes, const SplitRules& rules)
{
    Parts parts;
    for (auto row : rows)
        switch (given.empty() ? Part::Train : given[row]) {
        case Part::Train:
            parts.train.push_back(row);
            break;
        case Part::Validation:
            parts.validation.push_back(row);
            break;
        case Part::Test:
            parts.test.push_back(row);
            break;
        }
    if (parts.test.empty()) {
        parts.test = draw(parts.train, rules.test_share, classes, rules.seed, test_stream);
        parts.train = without(parts.train, parts.test);
    }
    if (parts.validation.empty()) {
        parts.validation = draw(parts.train, rules.validation_share, classes, rules.seed, validation_stream);
        parts.train = without(parts.train, parts.validation);
    }
    return parts;
}

Parts split_groups(std::span<const std::uint32_t> rows, std::span<const std::int32_t> groups, const SplitRules& rules)
{
    Parts parts;
    parts.test = draw_groups(rows, groups, rounded(rules.test_share, rows.size()), rules.seed, test_stream);
    parts.train = without(rows, parts.test);
    parts.validation =
        draw_groups(parts.train, groups, rounded(rules.validation_share, parts.train.size()), rules.seed, validation_stream);
    parts.train = without(parts.train, parts.validation);
    return parts;
}

Parts split_times(std::span<const std::uint32_t> rows, std::span<const double> times, const SplitRules& rules)
{
    std::vector<std::uint32_t> known;
    std::ranges::copy_if(rows, std::back_inserter(known), [&](std::uint32_t row) { return !std::isnan(times[row]); });
    std::ranges::sort(known, {}, [&](std::uint32_t row) { return std::pair(times[row], row); });
    // Where the newest of the first `end` rows begin, `wanted` of them or nearly so many.
    const auto border = [&](std::size_t end, std::size_t wanted) {
        if (wanted == 0 || end == 0)
            return end;
        const std::span older(known.data(), end);
        const std::size_t at = end - std::min(wanted, end);
        const auto [first, last] = std::ranges::equal_range(older, times[older[at]], {}, [&](std::uint32_t row) { return times[row]; });
        const auto lower = std::size_t(first - older.begin()), upper = std::size_t(last - older.begin());
        if (lower == 0)
            return upper;
        return upper == end || at - lower < upper - at ? lower : upper;
    };
    const std::size_t test = border(known.size(), rounded(rules.test_share, rows.size()));
    const std::size_t left = rows.size() - (known.size() - test);
    const std::size_t validation = border(test, rounded(rules.validation_share, left));
    Parts parts;
    parts.validation.assign(known.begin() + std::ptrdiff_t(validation), known.begin() + std::ptrdiff_t(test));
    parts.test.assign(known.begin() + std::ptrdiff_t(test), known.end());
    std::ranges::sort(parts.validation);
    std::ranges::sort(parts.test);
    parts.train = without(without(rows, parts.test), parts.validation);
    return parts;
}

Parts split_folds(std::span<const std::uint32_t> rows, std::span<const std::int32_t> classes,
                  std::span<const std::int32_t> groups, Fold fold, const SplitRules& rules)
{
    Parts parts;
    if (!groups.empty()) {
        const Sizes sizes = sizes_of(rows, groups);
        auto order = permutation(sizes.groups.size(), Random(rules.seed, fold_stream));
        std::ranges::stable_sort(order, std::ranges::greater(), [&](auto i) { return sizes.rows[i]; });
        std::vector<std::size_t> filled(fold.count);
        std::vector<bool> taken(sizes.groups.empty() ? 0 : std::size_t(std::ranges::max(sizes.groups)) + 1);
        for (const auto i : order) {
            const auto lightest = std::size_t(std::ranges::min_element(filled) - filled.begin());
            filled[lightest] += sizes.rows[i];
            if (lightest == fold.test)
                taken[std::size_t(sizes.groups[i])] = true;
        }
        parts.test = rows_in(rows, groups, taken);
        parts.train = without(rows, parts.test);
        parts.validation =
            draw_groups(parts.train, groups, rounded(rules.validation_share, parts.train.size()), rules.seed, validation_stream);
    } else {
        // Dealt out class after class, going on where the class before ended.
        auto order = permutation(rows.size(), Random(rules.seed, fold_stream));
        if (!classes.empty())
            std::ranges::stable_sort(order, {}, [&](auto i) { return classes[rows[i]]; });
        for (std::size_t i = fold.test; i < order.size(); i += fold.count)
            parts.test.push_back(rows[order[i]]);
        std::ranges::sort(parts.test);
        parts.train = without(rows, parts.test);
        parts.validation = draw(parts.train, rules.validation_share, classes, rules.seed, validation_stream);
    }
    parts.train = without(parts.train, parts.validation);
    return parts;
}

} // namespace loom
