#include "data/row_filter.h"
#include "data/step.h"

namespace loom {
namespace {

enum class Keep { Matching, Others };

struct FilterRows {
    std::string condition;
    Keep keep = Keep::Matching;

    Result<std::vector<std::uint32_t>> choose(const Table& table, std::span<const std::string>,
                                              std::span<const std::uint32_t> rows) const
    {
        const auto filter = RowFilter::parse(condition, table);
        if (!filter)
            return filter.error();
        std::vector<std::uint32_t> kept;
        for (const std::uint32_t row : rows)
            if (filter->matches(row) == (keep == Keep::Matching))
                kept.push_back(row);
        return kept;
    }
    Message summary() const
    {
        return Message(keep == Keep::Matching ? LOOM_TEXT("keep %1") : LOOM_TEXT("leave out %1"), Message::plain(condition));
    }
};

} // namespace

const StepType& filter_rows_step()
{
    static const StepType type = step<FilterRows>({
        .id = "filter_rows",
        .title = LOOM_TEXT("Filter rows"),
        .help = LOOM_TEXT("Trains and judges with some of the rows. The file stays as it is, and every row that is predicted later is predicted."),
        .group = StepGroup::Rows,
        .names_columns = false,
        .settings = {setting(&FilterRows::condition, {.key = "condition", .label = LOOM_TEXT("Condition"), .help = LOOM_TEXT("For example: city = Paris and age < 30, or: price is missing.")}),
                     setting(&FilterRows::keep, {.key = "keep",
                                                 .label = LOOM_TEXT("Keep"),
                                                 .help = LOOM_TEXT("The rows for which the condition is true, or all others."),
                                                 .choices = {{"matching", LOOM_TEXT("Matching rows")}, {"others", LOOM_TEXT("All others")}}})},
    });
    return type;
}

} // namespace loom
