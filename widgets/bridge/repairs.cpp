#include "bridge/repairs.h"

#include <algorithm>

namespace loom {

bool repair(GraphDocument& graph, std::span<const Finding> now, const Finding& seen, const Message* label)
{
    for (const Finding& finding : now) {
        if (finding.code != seen.code || finding.node != seen.node || finding.port != seen.port || finding.setting != seen.setting || finding.path != seen.path)
            continue;
        const auto fix = label ? std::ranges::find(finding.fixes, *label, &Fix::label) : finding.fixes.begin();
        if (fix == finding.fixes.end())
            continue;
        const Fix taken = *fix; // The findings change with the document.
        return graph.perform(taken.label, taken.edits);
    }
    return false;
}

} // namespace loom
