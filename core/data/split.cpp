#include "data/split.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// What is in `from` and not in `taken`. Both ascending.
std::vector<std::uint32_t> without(std::span<const std::uint32_t> from, std::span<const std::uint32_t> taken)
{
    std::vector<std::uint32_t> rest;
    std::ranges::set_difference(from, taken, std::back_inserter(rest));
    return rest;
}

} // namespace

std::vector<std::uint32_t> draw(std::span<const std::uint32_t> rows, double share,
                                std::span<const std::int32_t> classes, std::uint64_t seed, std::uint64_t stream)
{
    const auto wanted = std::size_t(std::llround(share * double(rows.size())));
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
        parts.test = draw(parts.train, rules.test_share, classes, rules.seed, stream_of("test part"));
        parts.train = without(parts.train, parts.test);
    }
    if (parts.validation.empty()) {
        parts.validation = draw(parts.train, rules.validation_share, classes, rules.seed, stream_of("validation part"));
        parts.train = without(parts.train, parts.validation);
    }
    return parts;
}

} // namespace loom
