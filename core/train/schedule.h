#pragma once
#include "schema/recipe.h"

#include <span>

namespace loom {

struct EpochPoint;

/// As many as the run takes if nothing ends it early.
std::int64_t planned_steps(const RecipeSettings&, std::int64_t steps_per_epoch);

/// The learning rate of a step as a multiple of the optimiser's own. `step` counts from 0 over the whole run.
/// `validation_losses`: of the epochs before this one, which Plateau goes by; NaN where there is none.
///
/// Step, Exponential: factor^⌊epoch/interval⌋, factor^(epoch/interval). Polynomial: factor + (1 − factor)·(1 − step/steps)^power, as
/// torch.optim.lr_scheduler.PolynomialLR for a factor of 0. Cosine: from 1 to `factor` by half a cosine (Loshchilov and Hutter 2017,
/// without restarts); Restarts: with them, T_0 the interval and T_mult the growth, as CosineAnnealingWarmRestarts. OneCycle: half cosines from 1/25 up to 1 at 30 % of the steps and down
/// to 1/250 000, as torch.optim.lr_scheduler.OneCycleLR with its defaults. Plateau: factor^(times that `interval` epochs
/// passed without a loss lower than the best). Warm-up multiplies all of them by (step + 1)/steps of the warm-up.
double rate_multiple(const RecipeSettings&, std::int64_t step, std::int64_t steps_per_epoch,
                     std::span<const double> validation_losses);

/// What epochs are compared by, the less the better: the loss, or the accuracy below 0; the loss where there is no accuracy.
double goal_of(const RecipeSettings&, double loss, double accuracy);
/// Of the validation; of the training where nothing is held back.
double goal_of(const RecipeSettings&, const EpochPoint&);
/// How many epochs passed since one was better than the best before it by more than `least`.
std::int64_t epochs_without_gain(std::span<const double> goals, double least);

} // namespace loom
