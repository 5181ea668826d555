#pragma once
#include "data/batches.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "schema/recipe.h"
#include "train/trainer.h"

namespace loom {

/// A job, checked and lowered: what the forecast and the run both start from.
struct Prepared {
    RecipeSettings recipe;
    double learning_rate = 0;
    Backend* backend = nullptr;
    int threads = 1;
    Lowered train, evaluate;
};
Result<Prepared> prepare(const Job&, std::string_view device, int threads);

/// Of a prepared job, from the memory that the process holds now.
Result<Forecast> forecast(const Job&, const Prepared&);

/// How many batches wait ready, and how many threads make them.
BatchSetup stream_setup(const Dataset&, std::int64_t batch, int threads);

} // namespace loom
