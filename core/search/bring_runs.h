#pragma once
#include "base/files.h"

namespace loom {

/// Moves all that lies beside a project's file (runs, their bin, studies, the queue and the baseline) beside another file, where other runs may lie already.
/// There a run whose name is taken gets the next free one, a study the next number of its kind; what names them is changed with them: records, trials, the k-fold
/// that was asked for last and the baseline, which stays where one is pinned there. What is open in the queue goes behind what is open there; what has ended is told by its runs.
/// Nobody trains beside either of them. Errors: something could not be moved; what had been moved by then stays there, and the rest where it was.
Status bring_runs(const fs::path& from_project, const fs::path& to_project);

} // namespace loom
