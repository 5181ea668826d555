#include "schema/row_edits.h"

#include <algorithm>
#include <tuple>

namespace loom {
namespace {

using Place = std::pair<std::string_view, std::uint32_t>;

Place place_of(std::string_view name, std::uint32_t row)
{
    return {name, name.empty() ? row : 0};
}
Place place_of(const RowEdit& e)
{
    return place_of(e.name, e.row);
}

} // namespace

const RowEdit* RowEdits::find(std::string_view name, std::uint32_t row) const
{
    const auto rows = all();
    const auto at = std::ranges::lower_bound(rows, place_of(name, row), {}, [](const RowEdit& e) { return place_of(e); });
    return at != rows.end() && place_of(*at) == place_of(name, row) ? &*at : nullptr;
}

std::vector<RowEdit> RowEdits::put(std::vector<RowEdit> fresh)
{
    const auto before = [](const RowEdit& a, const RowEdit& b) { return place_of(a) < place_of(b); };
    std::ranges::stable_sort(fresh, before);
    // Of several for one row the last one counts.
    const auto end = std::unique(fresh.rbegin(), fresh.rend(), [](const auto& a, const auto& b) { return place_of(a) == place_of(b); });
    fresh.erase(fresh.begin(), end.base());

    std::vector<RowEdit> back;
    back.reserve(fresh.size());
    auto merged = std::make_shared<std::vector<RowEdit>>();
    merged->reserve(size() + fresh.size());
    const auto old = all();
    std::size_t at = 0;
    for (RowEdit& e : fresh) {
        for (; at < old.size() && before(old[at], e); ++at)
            merged->push_back(old[at]);
        if (at < old.size() && place_of(old[at]) == place_of(e)) {
            back.push_back(old[at++]);
        } else {
            RowEdit none;
            none.name = e.name;
            none.row = e.row;
            none.check = e.check;
            back.push_back(std::move(none));
        }
        if (!e.changes_nothing())
            merged->push_back(std::move(e));
    }
    merged->insert(merged->end(), old.begin() + std::ptrdiff_t(at), old.end());
    rows_ = merged->empty() ? nullptr : std::move(merged);
    return back;
}

RowEdits RowEdits::without_notes() const
{
    auto bare = std::make_shared<std::vector<RowEdit>>();
    for (RowEdit e : all()) {
        e.note.clear();
        if (!e.changes_nothing())
            bare->push_back(std::move(e));
    }
    RowEdits result;
    if (!bare->empty())
        result.rows_ = std::move(bare);
    return result;
}

bool RowEdits::operator==(const RowEdits& other) const
{
    return rows_ == other.rows_ || std::ranges::equal(all(), other.all());
}

} // namespace loom
