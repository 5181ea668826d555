#pragma once
#include "train/checkpoint.h"
#include "train/feed.h"
#include "train/prepared.h"

#include <functional>

namespace loom {

/// What a run that broke can be done again from.
struct Replay {
    const Job& job;
    const Prepared& prepared;
    Executable& training;
    Carried& state;                             // As at step `from`; afterwards anything.
    std::int64_t from = 0, broken = 0;          // Steps that were done: where the state was kept, and where numbers were none.
    std::function<double(std::int64_t)> rate = {}; // The learning rate of a step.
    std::function<bool()> stopped = {};         // Whether nobody waits any more.
};

/// Does the steps again, the same bits from the same state, and looks inside of the one that broke: it or, where the weights were
/// broken when it began, the one before. Nothing where it was not found, or would take longer than anybody waits.
Result<std::optional<Breakdown>> find_breakdown(const Replay&);

} // namespace loom
