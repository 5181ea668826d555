#pragma once
#include "base/threads.h"
#include "train/trainer.h"

namespace loom {

/// How fast a training goes on this machine, in seconds, as its first steps took it.
struct Pace {
    double start = 0;            // Once: making the programs ready, and the first step.
    double step = 0;             // A training step with the waiting for its batch: the mean of those measured, without the extremes.
    double wait = 0;             // Of it, the waiting.
    double validation = 0;       // All of the validation part once.
    double keep = 0;             // Writing a checkpoint and the curve.
    std::optional<double> joules; // A step, with whatever else this machine did; where the system counts them.
    std::int64_t steps = 0;      // That were measured.

    double epoch(std::int64_t steps_per_epoch) const { return double(steps_per_epoch) * step + validation + keep; }
};

/// Trains as the job would for about a second (for as long as three steps take where they are slower), on the same data, and keeps
/// nothing of it: no run, no file. Where memory is short, in parts as the run would, and with the run's error where it would be refused (fitted_to_memory()).
/// Slow, so call it on a thread of its own; ends early with an error when cancelled.
Result<Pace> rehearse(const Job&, const Progress&);

/// How long all of the recipe takes at this pace, in seconds: its epochs, or what it ends by before; stopping early is not foreseen.
double training_seconds(const Job&, const Forecast&, const Pace&);

/// How long the job's network takes to predict one sample by itself, in seconds, on the job's device with its threads: handing over a
/// row of the training part, computing, reading the scores. The median of what is done in a tenth of a second (five at least), with drawn
/// weights. Keeps nothing. Errors: no data, a network or a device that cannot be used.
Result<double> prediction_seconds(const Job&);

/// The largest batch (of the training part at most) whose training fits into `bytes` beside what the process holds; 0 where not even
/// one sample does. Lowers the network several times: slow.
Result<std::int64_t> largest_batch(const Job&, std::size_t bytes, const Progress&);

} // namespace loom
