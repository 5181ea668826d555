#include "datasets/row_query.h"

#include "base/threads.h"
#include "data/row_filter.h"

#include <algorithm>

namespace loom {

RowOrder find_rows(const Dataset& data, const RowQuery& query, Progress& progress)
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
        return (query.label < 0 || data.label(row) == query.label) && (!query.edited || among(data.edited_rows(), row)) &&
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
    std::vector<std::uint32_t> all;
    all.reserve(total);
    for (const auto& rows : found)
        all.insert(all.end(), rows.begin(), rows.end());
    return RowOrder(std::move(all));
}

} // namespace loom
