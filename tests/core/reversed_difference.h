#pragma once
#include "graph/difference.h"

#include <algorithm>

namespace loom {

/// What the same comparison says the other way round.
inline Difference reversed(const Difference& d)
{
    Difference r = d;
    r.pairs.clear();
    for (const auto& [x, y] : d.pairs)
        r.pairs.emplace(y, x);
    r.unit_pairs.clear();
    for (const auto& [x, y] : d.unit_pairs)
        r.unit_pairs.emplace(y, x);
    std::swap(r.removed, r.added);
    std::swap(r.removed_units, r.added_units);
    for (UnitId& unit : r.units)
        unit = d.unit_pairs.at(unit);
    std::ranges::sort(r.units);
    const auto turn = [](std::vector<SettingChange>& changes) {
        for (SettingChange& change : changes)
            std::swap(change.before, change.after);
    };
    for (NodeChange& change : r.changed) {
        std::swap(change.before, change.after);
        turn(change.settings);
        turn(change.loss.settings);
        for (InputChange& input : change.inputs)
            std::swap(input.before, input.after);
    }
    std::ranges::sort(r.changed, {}, &NodeChange::before);
    turn(r.loss.settings);
    turn(r.optimizer.settings);
    turn(r.recipe);
    return r;
}

} // namespace loom
