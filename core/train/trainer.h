#pragma once
#include "graph/document.h"
#include "train/monitor.h"
#include "train/runs.h"

#include <functional>
#include <memory>

namespace loom {

class Dataset; // data/dataset.h

/// All that a run needs, by value: the document goes on being edited meanwhile.
struct Job {
    Document document; // Its recipe says epochs, batch size and seed.
    std::shared_ptr<const Dataset> dataset;
    fs::path project; // The project file; runs live beside it.
    std::string device = "auto";
    int threads = 0;                        // 0: what affinity and control group allow.
    std::optional<std::string> resume = {}; // Name of the unfinished run to go on with.
    /// A new run that goes on from this state of another one, which stays as it is: with its curve, its optimiser's state and its place in the schedule.
    /// The recipe may be another one as long as the state fits it.
    std::optional<Origin> continues = {};
    /// Of such a run: so many epochs behind that state, whatever the recipe says of its end. The schedule stays as it was planned. 0: as the recipe says.
    std::int64_t more_epochs = 0;
    std::size_t most_bytes = 0;             // What training may take beside what the process holds; 0: what is free.
    double foretold_seconds = 0;            // As a rehearsal told, for the run's record; 0: nobody asked.
    Membership member = {};                 // Of a study, where it is of one.
    /// Asked after each epoch but the last, with the best goal so far (goal_of()): whether the run stops there, as by hand.
    std::function<bool(std::int64_t epoch, double goal)> gives_up = {};
};

/// What training will take, told before it starts.
struct Forecast {
    std::int64_t parameters = 0, multiply_adds = 0; // multiply_adds: one forward pass of one sample.
    std::size_t added_bytes = 0;                    // What training takes beside what the process holds; the same in every process.
    std::size_t memory_bytes = 0;                   // Peak resident memory of the process: with what it holds now.
    std::int64_t steps_per_epoch = 0;
    std::int64_t parts = 1; // Of a batch, one after the other, as the forecast takes them.
    bool rows_meet = false; // Other parts would learn something else: Lowered::rows_meet.
};
Result<Forecast> forecast(const Job&);
/// The forecast with batches in the fewest parts (by powers of two) with which the training fits into `bytes` beside what the process
/// holds; as the recipe has it where that fits. Where nothing fits, that of parts of one sample. Lowers the network several times: slow.
Result<Forecast> fitted_forecast(const Job&, std::size_t bytes);

/// Runs the job on the calling thread until it ends. Where memory does not suffice and rows do not meet, its batches are taken in parts, one after
/// the other (the effective batch stays), which the run's record and the position say; every step is reported to the monitor and its wishes are obeyed
/// within one step. Checkpoints are written after each epoch, before the epoch is reported. The outcome is given to
/// the monitor too. Returns the run's name, or the error for which it could not start.
Result<std::string> train(const Job&, Monitor&);

} // namespace loom
