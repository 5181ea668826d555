#pragma once
#include "base/growing_file.h"
#include "train/points.h"

namespace loom {

// The steps of a run in a file that only grows, steps.f32: 64 bytes that say "layerloom steps 1" and how many numbers a step has,
// then these numbers of each step, little-endian f32, from step 1 on: loss, accuracy, learning rate, norm of the gradients, and loss
// and accuracy of each of several Outputs. 16 bytes a step, where a line of text took a hundred.

/// Adds steps that follow those in the file, and waits until the disk has them.
Status append_steps(const fs::path&, const StepCurve&);
/// A last step that is torn is left out. None where there is no file.
Result<StepCurve> read_steps(const fs::path&);
/// The same of what was added since.
Result<StepCurve> read_steps(GrowingFile&);
/// Takes off the steps behind the first `steps`, and what is torn.
Status cut_steps(const fs::path&, std::int64_t steps);

} // namespace loom
