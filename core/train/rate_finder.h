#pragma once
#include "base/threads.h"
#include "train/trainer.h"

#include <optional>

namespace loom {

/// Which learning rates are tried.
struct RateRange {
    double from = 1e-6, to = 10;  // Both above 0.
    std::int64_t steps = 150;     // At least 10.
};

/// The loss of a training whose learning rate grows by the same factor at each step, from the weights a run begins with (Smith 2017,
/// “Cyclical learning rates for training neural networks”, section 3.3).
struct RateCurve {
    std::vector<double> rate, loss, smoothed; // One of each step that was made. smoothed: see smoothing in the source.
    std::optional<double> steepest;           // Where the smoothed loss falls fastest by the logarithm of the rate.
    std::optional<double> diverged;           // Where it ended because the loss was no number, or four times its best.
    std::optional<double> suggested;          // `steepest`, but at most a tenth of `diverged`; nothing where the loss never fell.
};

/// Leaves no run behind and changes nothing. Beginnings are those of the recipe: its seed, and `start_from` where it names a run. The
/// recipe's schedule is left out. Where memory is short, in parts as the run would; errors: also the run's, where it would be refused.
/// `progress`: its steps; cancelled between two of them, it ends with an error.
Result<RateCurve> find_rate(const Job&, const RateRange& = {}, Progress* progress = nullptr);

/// Marks of a curve whose rates and losses are there: smoothed, steepest, diverged (where the last loss says so) and suggested.
void read_rates(RateCurve&);

/// The recipe with this learning rate, in three digits and within its range, as an edit; nothing where the optimiser has none.
std::optional<Edit> taking_rate(const Document&, double rate);

} // namespace loom
