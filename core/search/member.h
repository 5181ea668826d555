#pragma once
#include "train/trainer.h"

namespace loom {

/// Who watches the runs of a study, from the thread that trains nothing.
struct Watch {
    std::function<void(const Monitor::News&)> news = {};
    std::function<bool()> leaves = {}; // True: the run is left as after a power cut, and the study with it.
};

/// The run that has this place in a study, if there is one.
std::optional<RunRecord> find_member(const Runs&, const Membership&);

/// Where a run of job.member is there, the job goes on with it; where that has ended, it comes back.
std::optional<RunRecord> go_on_with_member(Job&);

/// Trains the job to its end, on a thread beside the calling one. `begun`: where a run of job.member is there, it is gone on with, and
/// where that has ended, it is what comes back. Nothing: it was left. A run that failed for good (a loss that is no number) comes back
/// as such; errors are what kept it from starting, or what may be mended (a full disk).
Result<std::optional<RunRecord>> train_member(Job job, bool begun, const Watch&);

} // namespace loom
