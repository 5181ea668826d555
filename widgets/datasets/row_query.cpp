#include "datasets/row_query.h"

#include "base/threads.h"
#include "data/row_classes.h"
#include "data/row_filter.h"

#include <algorithm>
#include <numeric>

namespace loom {

/// Ascending.
static GrowingMemory<std::uint32_t> look_through(const Dataset& data, const RowQuery& query, Progress& progress)
{
    constexpr std::size_t block = 16384; // Rows between two looks at whether it is still wanted.
    const auto filter = RowFilter::parse(query.condition, data.table());
    std::span<const std::uint32_t> candidates = !query.only.empty() ? std::span(query.only)
                                                : query.edited      ? data.edited_rows()
                                                : query.part        ? data.rows(*query.part)
                                                                    : std::span<const std::uint32_t>();
    const bool listed = !query.only.empty() || query.edited || query.part;
    const auto among = [](std::span<const std::uint32_t> rows, std::uint32_t row) { return std::ranges::binary_search(rows, row); };
    const auto wanted = [&](std::uint32_t row) {
        return (query.label < 0 || is_of_class(data, row, query.label)) && (!query.edited || among(data.edited_rows(), row)) &&
               (!query.part || among(data.rows(*query.part), row)) && (!filter || filter->matches(row));
    };
    const std::size_t count = listed ? candidates.size() : data.table().rows;
    std::vector<std::vector<std::uint32_t>> found((count + block - 1) / block);
    progress.total = std::int64_t(count);
    parallel_for(found.size(), allowed_processors(), [&](std::size_t b) {
        if (progress.cancelled)
            return;
        const std::size_t end = std::min(count, (b + 1) * block);
        for (std::size_t i = b * block; i < end; ++i)
            if (const std::uint32_t row = listed ? candidates[i] : std::uint32_t(i); wanted(row))
                found[b].push_back(row);
        progress.done += std::int64_t(end - b * block);
    });
    std::size_t total = 0;
    for (const auto& rows : found)
        total += rows.size();
    GrowingMemory<std::uint32_t> all;
    std::uint32_t* to = all.grow(total);
    for (const auto& rows : found)
        to = std::ranges::copy(rows, to).out;
    return all;
}

RowOrder find_rows(const Dataset& data, const RowQuery& query, Progress& progress)
{
    GrowingMemory<std::uint32_t> rows;
    if (!query.is_all())
        rows = look_through(data, query, progress);
    else if (std::uint32_t* const all = rows.grow(data.table().rows))
        std::iota(all, all + rows.size(), 0U);
    const Column* by = query.sort ? data.table().find(query.sort->column) : nullptr;
    if (by && !progress.cancelled)
        sort_rows({rows.data(), rows.size()}, *by, query.sort->descending, allowed_processors(), &progress);
    return RowOrder(std::move(rows));
}

RowChoice followed(const RowChoice& choice, const RowOrder& before, const RowOrder& after, const Progress& progress)
{
    constexpr std::size_t block = 65536, most_ranges = 100'000;
    std::vector<bool> chosen;
    for (const auto& [first, last] : choice.ranges)
        for (int i = first; i <= last && !progress.cancelled; ++i) {
            const std::uint32_t row = before[std::size_t(i)];
            if (row >= chosen.size())
                chosen.resize(std::max<std::size_t>(row + std::size_t{1}, 2 * chosen.size()));
            chosen[row] = true;
        }
    const std::int64_t current = choice.current < 0 ? -1 : std::int64_t(before[std::size_t(choice.current)]);
    RowChoice now;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (i % block == 0 && progress.cancelled)
            return {};
        const std::uint32_t row = after[i];
        if (std::int64_t(row) == current)
            now.current = int(i);
        if (row >= chosen.size() || !chosen[row])
            continue;
        if (!now.ranges.empty() && now.ranges.back().second + 1 == int(i))
            now.ranges.back().second = int(i);
        else if (now.ranges.size() <= most_ranges)
            now.ranges.emplace_back(i, i);
    }
    if (now.ranges.size() > most_ranges) {
        now.ranges.clear();
        if (now.current >= 0)
            now.ranges = {{now.current, now.current}};
    }
    return now;
}

} // namespace loom
