#pragma once
#include "train/checkpoint.h"
#include "train/runs.h"

#include <vector>

namespace loom {

/// A place that a training can go on from: all that it carries from step to step was kept there.
struct KeptState {
    Milestone at;
    std::uintmax_t bytes = 0; // Of the file.
    fs::path file;
};

/// Those of a run's folder, by their steps, each step once: its checkpoints, its last state, and its best one where best.safetensors lacks nothing that
/// is carried (no moments, no means). What cannot be read is left out. Reads no tensor's values.
std::vector<KeptState> kept_states(const fs::path& run_folder);
/// The one that is meant; where there is none of that epoch, the error says which there are.
Result<KeptState> kept_state(const fs::path& run_folder, const Origin&);

/// checkpoints/epoch-N.safetensors of a run's folder, and the N of all that are there, ascending.
fs::path epoch_file(const fs::path& run_folder, std::int64_t epoch);
std::vector<std::int64_t> kept_epochs(const fs::path& run_folder);

/// A copy that is there whole or not at all, also after a power cut; no copy where there is nothing to be copied.
Status copy_whole(const fs::path& from, const fs::path& to);

} // namespace loom
