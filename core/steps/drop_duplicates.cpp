#include "data/step.h"

#include <string>
#include <unordered_set>

namespace loom {
namespace {

/// The first of equal rows stays. Rows are equal where their texts are, in the named columns or in all.
struct DropDuplicates {
    Result<std::vector<std::uint32_t>> choose(const Table& table, std::span<const std::string> columns,
                                              std::span<const std::uint32_t> rows) const
    {
        std::vector<const Column*> compared;
        for (const Column& c : table.columns)
            if (c.type != ColumnType::Image && (columns.empty() || std::ranges::find(columns, c.name) != columns.end()))
                compared.push_back(&c);
        if (compared.empty())
            return std::vector<std::uint32_t>(rows.begin(), rows.end());
        std::unordered_set<std::string> seen;
        std::vector<std::uint32_t> kept;
        std::string key;
        for (const std::uint32_t row : rows) {
            key.clear();
            for (const Column* c : compared) {
                const std::string text = c->text(row);
                key += std::to_string(text.size()) + ":" + text; // No two different rows read alike.
            }
            if (seen.insert(key).second)
                kept.push_back(row);
        }
        return kept;
    }
    Message summary() const { return LOOM_TEXT("one of each stays"); }
};

} // namespace

const StepType& drop_duplicates_step()
{
    static const StepType type = step<DropDuplicates>({
        .id = "drop_duplicates",
        .title = LOOM_TEXT("Remove duplicate rows"),
        .help = LOOM_TEXT("Of rows that are equal, in the chosen columns or in all, only the first one counts. It is done before the rows are split, so that none is in two parts."),
        .group = StepGroup::Rows,
    });
    return type;
}

} // namespace loom
