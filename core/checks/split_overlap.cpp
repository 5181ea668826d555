#include "data/audit.h"

#include <algorithm>

namespace loom {
namespace {

// From here on, what is measured on the part is no longer what it seems.
constexpr std::size_t many_rows = 10;
constexpr double many_share = 0.01;

std::vector<DataFinding> look(const Audited& a)
{
    if (a.dataset ? a.dataset->scored_on_all() : a.table.scored_on_all)
        return {};
    const auto parts = a.part_of_rows();
    std::vector<DataFinding> found;
    for (const Part judged : {Part::Test, Part::Validation}) {
        std::vector<std::uint32_t> here;
        for (const auto& group : a.equal_rows) {
            if (std::ranges::none_of(group, [&](std::uint32_t row) { return parts[row] == Part::Train; }))
                continue;
            std::ranges::copy_if(group, std::back_inserter(here), [&](std::uint32_t row) { return parts[row] == judged; });
        }
        if (here.empty())
            continue;
        std::ranges::sort(here);
        const double share = double(here.size()) / double(std::ranges::count(parts, judged));
        const bool test = judged == Part::Test;
        DataFinding f{.severity = here.size() >= many_rows && share >= many_share ? Severity::Error : Severity::Warning,
                      .title = Message(test ? LOOM_TEXT("The test part shares %1 with the training part (%2 of it)")
                                            : LOOM_TEXT("The validation part shares %1 with the training part (%2 of it)"),
                                       rows_text(here.size()), percent(share)),
                      .reason = LOOM_TEXT("A network may know them by heart: the figures of this part look better than the network is.")};
        f.columns = a.compared();
        f.concern(here);
        f.repair = DataRepair{"keep_one"};
        if (a.equal_by_chance()) {
            f.severity = Severity::Info;
            f.reason = LOOM_TEXT("The columns have so few different values that rows are equal by chance.");
            f.repair.reset();
        }
        found.push_back(std::move(f));
    }
    return found;
}

} // namespace

const CheckType& split_overlap_check()
{
    static const CheckType type{"split-overlap", LOOM_TEXT("The same row in two parts"), look};
    return type;
}

} // namespace loom
