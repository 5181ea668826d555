#include "data/audit.h"

#include <algorithm>

namespace loom {
namespace {

constexpr std::size_t rare = 5;          // Rows.
constexpr std::size_t enough_rows = 100; // Below, everything is rare.

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<DataFinding> found;
    if (a.table.rows < enough_rows)
        return found;
    for (const Column& c : a.table.columns) {
        const auto* codes = std::get_if<Codes>(&c.cells);
        if (!codes || c.type != ColumnType::Category || a.is_target(c))
            continue;
        std::vector<std::size_t> counts(codes->names.size());
        for (const auto code : codes->codes)
            if (code >= 0)
                ++counts[std::size_t(code)];
        const auto is_rare = [&](std::size_t n) { return n > 0 && n < rare; };
        const auto few = std::size_t(std::ranges::count_if(counts, is_rare));
        if (few == 0)
            continue;
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < codes->codes.size(); ++row)
            if (codes->codes[row] >= 0 && is_rare(counts[std::size_t(codes->codes[row])]))
                rows.push_back(row);
        const auto first = std::size_t(std::ranges::find_if(counts, is_rare) - counts.begin());
        DataFinding f{.severity = Severity::Info,
                      .title = few == 1 ? Message(LOOM_TEXT("“%1”: 1 category is in fewer than %2 rows"), c.name, rare)
                                        : Message(LOOM_TEXT("“%1”: %2 categories are in fewer than %3 rows"), c.name, quantity(few), rare),
                      .reason = Message(LOOM_TEXT("For example “%1”, in %2. So few cannot be learned from; together they can."),
                                        excerpt(codes->names[first]), rows_text(counts[first])),
                      .columns = {c.name},
                      .repair = DataRepair{"group_rare", {{"column", c.name}, {"fewest", std::int64_t(rare)}, {"share", double(rare) / double(a.dataset ? a.dataset->rows(Part::Train).size() : a.table.rows)}}}};
        f.concern(rows);
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& rare_categories_check()
{
    static const CheckType type{"rare-categories", LOOM_TEXT("Rare categories"), look};
    return type;
}

} // namespace loom
