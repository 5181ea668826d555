#pragma once
#include "schema/declare.h"

namespace loom {

/// How a network is trained, beside its loss and its optimiser. Declared like a layer, so that it is shown, checked and
/// saved the same way.
enum class Schedule { Constant, Step, Exponential, Cosine, OneCycle, Plateau };

struct RecipeSettings {
    std::int64_t epochs = 10, batch_size = 32, seed = 1;
    Schedule schedule = Schedule::Constant;
    double warmup = 0; // Epochs.
    double rate_factor = 0.1;
    std::int64_t rate_epochs = 10;
    double clip_norm = 0;
    std::int64_t parts = 1;
    double average_decay = 0;
    std::int64_t stop_early = 0;
    bool keep_best = true;
    bool deterministic = false;
    std::string start_from; // Name of a run; empty: weights are drawn.
};
const TypeInfo& recipe_type();
/// Values must be valid.
RecipeSettings unpack_recipe(const Values&);

} // namespace loom
