#include "graph/fitting.h"

#include "graph/copy_repairs.h"

#include <algorithm>

namespace loom {

/// Whether a repair leaves the layers what they are.
static bool only_sets(const Fix& fix)
{
    return !fix.edits.empty() && std::ranges::all_of(fix.edits, [](const Edit& edit) {
        return std::holds_alternative<SetSetting>(edit) || std::holds_alternative<SetRecipe>(edit) || std::holds_alternative<SetLoss>(edit);
    });
}

Fitted fitted(Document network, const DataFacts& facts)
{
    constexpr int most_repairs = 8;
    for (int repaired = 0;; ++repaired) {
        const Analysis told = analyse_untried(network, &facts);
        if (told.sound())
            return {std::move(network), true};
        const Fix* repair = nullptr;
        for (const Finding& finding : told.findings)
            if (finding.severity == Severity::Error && !repair)
                if (const auto fix = std::ranges::find_if(finding.fixes, only_sets); fix != finding.fixes.end())
                    repair = &*fix;
        if (!repair || repaired == most_repairs)
            return {std::move(network), false};
        for (const Edit& edit : repair->edits)
            if (!network.apply(edit))
                return {std::move(network), false};
    }
}

} // namespace loom
