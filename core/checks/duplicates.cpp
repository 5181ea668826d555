#include "data/audit.h"

#include <algorithm>

namespace loom {
namespace {

std::vector<DataFinding> look(const Audited& a)
{
    std::vector<std::uint32_t> repeated; // All but the first of each.
    std::size_t other_label = 0;
    for (const auto& group : a.equal_rows)
        for (std::size_t k = 1; k < group.size(); ++k) {
            repeated.push_back(group[k]);
            other_label += a.dataset && a.dataset->label(group[k]) != a.dataset->label(group.front());
        }
    if (repeated.empty())
        return {};
    std::ranges::sort(repeated);
    const double share = double(repeated.size()) / double(a.table.rows);
    DataFinding f{.severity = Severity::Warning, .columns = a.compared(), .repair = DataRepair{"keep_one"}};
    f.concern(repeated);
    if (a.table.image_column()) {
        f.title = repeated.size() == 1 ? Message(LOOM_TEXT("1 picture is there twice"))
                                       : Message(LOOM_TEXT("%1 pictures are there already (%2)"), quantity(repeated.size()), percent(share));
        f.reason = other_label ? Message(LOOM_TEXT("They equal an earlier picture in every pixel, and %1 of them have another label than it: "
                                                   "one of both is wrong."),
                                         quantity(other_label))
                               : Message(LOOM_TEXT("They equal an earlier picture in every pixel and count twice in training."));
        return {f};
    }
    f.title = repeated.size() == 1 ? Message(LOOM_TEXT("1 row is there twice"))
                                   : Message(LOOM_TEXT("%1 rows are there already (%2)"), quantity(repeated.size()), percent(share));
    if (a.equal_by_chance()) {
        f.severity = Severity::Info;
        f.reason = LOOM_TEXT("They equal an earlier row in every column. The columns have so few different values that this happens by "
                             "chance.");
        f.repair.reset();
    } else {
        f.reason = LOOM_TEXT("They equal an earlier row in every column and count twice in training. Where the data was measured once per "
                             "row, one of each is enough.");
    }
    return {f};
}

} // namespace

const CheckType& duplicates_check()
{
    static const CheckType type{"duplicates", LOOM_TEXT("Exact duplicates"), look};
    return type;
}

} // namespace loom
