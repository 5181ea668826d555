#pragma once
#include "base/files.h"
#include "search/sampler.h"
#include "train/points.h"

#include <span>

namespace loom {

struct Trial {
    enum class State { Begun, Finished, Stopped, Failed, Skipped }; // Skipped: beyond a limit.
    std::int64_t number = 0; // From 1.
    Candidate candidate;
    State state = State::Begun;
    std::string run = {};                                       // Empty: there is none.
    double goal = not_measured;                                 // goal_of() of the best epoch.
    double val_loss = not_measured, val_accuracy = not_measured; // Of it.
    std::int64_t epochs = 0, parameters = 0;
    double seconds = 0;                                         // Of training; 0 while begun.
    double latency_ms = not_measured;                           // Of one prediction, where there is a limit on it.
    std::string reason = {};                               // Failed, Skipped: why, in English.
    std::string note = {}; // In English: why the time of its prediction is not known; the limit on it is not held against it then.
    std::vector<std::pair<std::int64_t, double>> rungs = {}; // Epochs and the best goal by then, where it was judged.
    bool has_result() const { return state == State::Finished || state == State::Stopped; }
};
std::string_view state_id(Trial::State);
/// What people read of it. A trial that is begun is told as its run is: `trained`, at this moment.
Text state_text(Trial::State, bool trained = false);
/// The time of one prediction as it was measured, or a note why it was not.
void take_latency(Trial&, const Result<double>& seconds);

/// The trial with the best goal of those that got the most epochs, or null.
const Trial* best_of(std::span<const Trial>);
/// In the samplers' terms; what came to nothing has an infinite goal.
std::vector<Tried> tried_of(std::span<const Trial>);

/// Trials that went on for as long, so that what came of them differs by their settings alone: all that came to their own end, where those are `enough`;
/// else, with what they had come to after as many epochs, those that were judged there, at the latest rung where they are enough. As BOHB takes the
/// largest budget with enough observations (Falkner, Klein and Hutter, "BOHB: Robust and Efficient Hyperparameter Optimization at Scale", ICML 2018, section 4.1).
std::vector<Tried> tried_alike(std::span<const Trial>, std::size_t enough);

/// A line of trials.jsonl. A trial has one when it begins and one when it has ended.
std::string line_of(const Trial&);
struct TrialList {
    std::vector<Trial> trials;
    std::size_t read = 0, size = 0; // Bytes: of whole lines, and of all. A last line that a power cut has torn was never told to anybody.
};
/// None where there is no file. Errors: it does not hold trials of a space with so many dimensions.
Result<TrialList> read_trials(const fs::path& file, std::size_t dimensions);

} // namespace loom
