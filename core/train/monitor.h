#pragma once
#include "train/diagnosis.h"
#include "train/points.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace loom {

/// Whose weights best.safetensors holds, as the recipe compares them: by the validation or, where nothing is held back, by the training.
struct Best {
    std::int64_t epoch = 0;                              // From 1; 0: none yet.
    double loss = not_measured, accuracy = not_measured; // Accuracy: 0–1.
};

/// How a run ended.
struct Outcome {
    enum class Kind { Finished, Stopped, Discarded, Failed, Left }; // Left: unfinished, as the watcher wished.
    Kind kind = Kind::Finished;
    std::optional<Error> error = {};                               // Failed: why.
    Best best = {};
    double test_loss = not_measured, test_accuracy = not_measured; // Of the best weights, at the end. 0–1.
    std::vector<PartPoint> test_parts = {};                        // Of several Outputs, as Ends has them; else none.
};

/// The mailbox between a training run and whoever watches it. The run never waits for the watcher, and the watcher
/// never touches what the run owns.
class Monitor {
public:
    /// Pausing: no step is made any more, and the run is being kept. Paused: it is kept, where the device knows nothing beyond what is kept.
    enum class Phase { Preparing, Training, Validating, Pausing, Paused, Testing, Ended };
    /// Leave: end at once; the run stays unfinished and can be resumed. Kept as at a pause.
    enum class Wish { GoOn, Pause, StopKeepBest, Discard, Leave };

    /// Where the run is, for the progress bar. Steps count from 0 over the whole run.
    struct Position {
        Phase phase = Phase::Preparing;
        std::int64_t epoch = 0, epochs = 0, step = 0, steps = 0, steps_per_epoch = 0, samples_seen = 0;
        double samples_per_second = 0; // Over the last second or so.
        double waited = 0;             // Of the time for the steps of this epoch, the share that went by waiting for their batches, 0–1.
        std::size_t memory_bytes = 0;  // Of the process now; 0 where unknown.
        std::size_t held_bytes = 0;    // Of it, what it held when the run began.
        std::size_t peak_bytes = 0;    // The most that it held since the run began or went on; 0 where unknown.
        Best best = {};                // Of the whole run, also of what was trained before it was gone on with.
        double rate_scale = 1;         // What the recipe's learning rate is multiplied by, as the watcher wished.
        std::int64_t parts = 0;        // What batches are taken in because memory is short; else 0.
    };

    // ---- For the run.
    /// Its folder is made; from now on it has a name.
    void begin(std::string run)
    {
        std::scoped_lock lock(mutex_);
        run_ = std::move(run);
    }
    void report(const StepPoint& p)
    {
        std::scoped_lock lock(mutex_);
        steps_.append(p);
    }
    void report(EpochPoint p)
    {
        std::scoped_lock lock(mutex_);
        epochs_.push_back(std::move(p));
    }
    void report(MarkPoint p)
    {
        std::scoped_lock lock(mutex_);
        marks_.push_back(std::move(p));
    }
    void report(Diagnosis d)
    {
        std::scoped_lock lock(mutex_);
        findings_.push_back(std::move(d));
    }
    void move_to(Position p)
    {
        std::scoped_lock lock(mutex_);
        position_ = p;
    }
    void finish(Outcome outcome)
    {
        std::scoped_lock lock(mutex_);
        position_.phase = Phase::Ended;
        outcome_ = std::move(outcome);
    }
    Wish wish() const { return wish_.load(std::memory_order_relaxed); }
    /// What was asked for since the last time, if anything was.
    std::optional<double> take_rate_scale()
    {
        if (rate_scale_.load(std::memory_order_relaxed) == 0)
            return {};
        return rate_scale_.exchange(0);
    }
    std::int64_t take_more_epochs() { return more_epochs_.load(std::memory_order_relaxed) == 0 ? 0 : more_epochs_.exchange(0); }

    // ---- For the watcher.
    struct News {
        std::string run; // Its name; empty before it has one.
        StepCurve steps;
        std::vector<EpochPoint> epochs;
        std::vector<MarkPoint> marks;
        std::vector<Diagnosis> findings; // Of the doctor, as they come.
        Position position;
        std::optional<Outcome> outcome;
    };
    News take()
    {
        std::scoped_lock lock(mutex_);
        return {run_, std::exchange(steps_, {}), std::exchange(epochs_, {}), std::exchange(marks_, {}), std::exchange(findings_, {}), position_, std::exchange(outcome_, {})};
    }
    void ask(Wish wish) { wish_.store(wish, std::memory_order_relaxed); }
    /// From the next step on, the learning rate is so many times (above 0) what the recipe's schedule says. Recorded.
    void ask_rate_scale(double scale) { rate_scale_.store(scale); }
    /// So many epochs more than it was to have. The schedule stays what it was; the further epochs have the rate that it ends with.
    void ask_more_epochs(std::int64_t more) { more_epochs_.fetch_add(more); }

private:
    std::mutex mutex_;
    std::string run_;
    StepCurve steps_;
    std::vector<EpochPoint> epochs_;
    std::vector<MarkPoint> marks_;
    std::vector<Diagnosis> findings_;
    Position position_;
    std::optional<Outcome> outcome_;
    std::atomic<Wish> wish_ = Wish::GoOn;
    std::atomic<double> rate_scale_ = 0; // 0: nothing is asked for.
    std::atomic<std::int64_t> more_epochs_ = 0;
};

} // namespace loom
