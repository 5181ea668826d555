#pragma once
#include "data/batches.h"
#include "engine/backend.h"
#include "lowering/lowering.h"
#include "schema/recipe.h"
#include "train/layer_probe.h"
#include "train/trainer.h"

namespace loom {

/// A job, checked and lowered: what the forecast and the run both start from.
struct Prepared {
    RecipeSettings recipe;
    double learning_rate = 0;
    Backend* backend = nullptr;
    int threads = 1;
    Lowered train, evaluate;
    std::optional<ProbePlan> probe; // What the doctor watches layers with; nothing where it would cost too much.
};
/// `parts`: into how many parts its batches are taken; 0: as its recipe says.
Result<Prepared> prepare(const Job&, std::string_view device, int threads, std::int64_t parts = 0);

/// A job in the fewest parts with which it fits: see fitted_forecast().
struct Fitted {
    Prepared prepared;
    Forecast forecast;
};
Result<Fitted> fitted(const Job&, Prepared, std::string_view device, int threads, std::size_t bytes);

/// A prepared job as it fits into what it may take (Job::most_bytes) and what is free: as it is, else in the fewest parts. `device` and `threads`: as it was
/// prepared with. Errors: it needs more (MemoryShortage); with parts it would learn something else, because rows meet; it goes on with a run, which stays as it began.
Result<Fitted> fitted_to_memory(const Job&, Prepared, std::string_view device, int threads);

/// Of a prepared job, from the memory that the process holds now.
Result<Forecast> forecast(const Job&, const Prepared&);

/// How many batches wait ready, and how many threads make them.
BatchSetup stream_setup(const Dataset&, std::int64_t batch, int threads);

/// The training part as a run goes through it, from a step on; how many steps an epoch has.
BatchSetup training_stream(const Job&, const Prepared&, std::int64_t first_step);
std::vector<std::uint32_t> training_rows_of(const Dataset&);
std::int64_t steps_per_epoch(const Dataset&, std::int64_t batch);

} // namespace loom
