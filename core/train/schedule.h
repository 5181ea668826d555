#pragma once
#include "schema/recipe.h"

#include <span>

namespace loom {

/// The learning rate of a step as a multiple of the optimiser's own. `step` counts from 0 over the whole run.
/// `validation_losses`: of the epochs before this one, which Plateau goes by; NaN where there is none.
///
/// Step, Exponential: factor^⌊epoch/interval⌋, factor^(epoch/interval). Cosine: from 1 to `factor` by half a cosine
/// (Loshchilov and Hutter 2017, without restarts). OneCycle: half cosines from 1/25 up to 1 at 30 % of the steps and down
/// to 1/250 000, as torch.optim.lr_scheduler.OneCycleLR with its defaults. Plateau: factor^(times that `interval` epochs
/// passed without a loss lower than the best). Warm-up multiplies all of them by (step + 1)/steps of the warm-up.
double rate_multiple(const RecipeSettings&, std::int64_t step, std::int64_t steps_per_epoch,
                     std::span<const double> validation_losses);

} // namespace loom
