#pragma once
#include "schema/declare.h"

namespace loom {

/// How a network is trained, beside its loss and its optimiser. Declared like a layer, so that it is shown, checked and
/// saved the same way.
enum class Schedule { Constant, Step, Exponential, Polynomial, Cosine, Restarts, OneCycle, Plateau };
/// By which measure of the validation epochs are compared.
enum class Goal { Loss, Accuracy };

struct RecipeSettings {
    std::int64_t epochs = 10, batch_size = 32, seed = 1;
    std::int64_t most_steps = 0; // 0: as many as the epochs have.
    double most_minutes = 0;     // Of training; 0: as long as it takes.
    Schedule schedule = Schedule::Constant;
    double warmup = 0; // Epochs.
    double rate_factor = 0.1;
    std::int64_t rate_epochs = 10;
    double rate_power = 1;     // Polynomial.
    double restart_growth = 1; // Restarts: each period is so many times as long as the one before.
    double clip_norm = 0, clip_value = 0, clip_adaptive = 0;
    std::int64_t parts = 1;
    double average_decay = 0;
    Goal goal = Goal::Loss;
    std::int64_t stop_early = 0;
    double min_change = 0;
    bool keep_best = true;
    std::int64_t validate_steps = 0; // Within an epoch; its end is always validated.
    double checkpoint_minutes = 5;   // Within an epoch; its end is always kept.
    std::int64_t checkpoint_epochs = 0; // Between checkpoints that stay in the run's folder; 0: the best and the last alone.
    std::int64_t checkpoints_kept = 0;  // Of these the newest; 0: all.
    bool deterministic = false;
    std::string start_from; // Name of a run; empty: weights are drawn.
};
const TypeInfo& recipe_type();
/// Values must be valid.
RecipeSettings unpack_recipe(const Values&);

} // namespace loom
