#pragma once
#include "base/files.h"
#include "exchange/safetensors.h"
#include "graph/document.h"
#include "train/points.h"
#include "train/run_notes.h"

#include <functional>
#include <map>
#include <span>
#include <utility>

namespace loom {

/// The learning rate was changed by hand while a run went on: from this step on (from 0 over the whole run) it is so many times what the
/// schedule says.
struct RateChange {
    std::int64_t step = 0;
    double scale = 1;
    bool operator==(const RateChange&) const = default;
};
/// What holds at a step; 1 before the first change.
double rate_scale(std::span<const RateChange>, std::int64_t step);
/// The place of a run in a study (core/search): a trial of a search, a fold, an entry of a queue.
struct Membership {
    std::string study;                         // Its name; empty: of none.
    std::int64_t trial = 0, repeat = 0, fold = 0; // From 1; 0 where the study has no such.
    std::map<std::string, Value> values = {};  // What a search gave its settings, by what it calls them.
    /// Of a search or a k-fold, which ask something of settings or rows; a run of a queue is the project's own.
    bool asks() const { return fold > 0 || !values.empty(); }
    bool same_place(const Membership& other) const { return study == other.study && trial == other.trial && repeat == other.repeat && fold == other.fold; }
};

/// Where a run went on from: a state that another one kept.
struct Origin {
    std::string run;             // Its name; empty: it began by itself.
    std::int64_t epoch = 0, step = 0; // Epochs and steps that were done. Where only the run is known, its newest state is meant; without the step, that at the epoch's end.
    bool operator==(const Origin&) const = default;
};

/// What run.json says of a run: enough to judge it, resume it and use its model without its data.
struct RunRecord {
    enum class State { Unfinished, Finished, Stopped, Failed }; // Unfinished: running, paused or killed.

    std::string name; // Of its folder, without spaces: "run-1".
    State state = State::Unfinished;
    Document document; // The snapshot that was trained, recipe and data setup included.
    DataFacts facts;
    std::string encoder; // JSON of the data's encoder, so that new samples can be fed without the training data. Imported: empty.
    std::int64_t seed = 1, epochs = 0; // epochs: the total asked for.
    std::int64_t scheduled_epochs = 0; // Those of the learning rate's schedule, where more were asked for while it ran; else 0.
    std::vector<RateChange> rate_changes; // By step.
    std::string device;                // Id of the device that ran it.
    std::string device_text;           // Its description.
    int threads = 1;
    std::string data_fingerprint, build; // build: the program's version.
    std::string started, ended;          // ISO 8601, UTC.
    double seconds = 0;                  // Training time, pauses left out.
    std::int64_t parameters = 0, steps_per_epoch = 0; // The latter 0 in runs before 2026-11-29 and where nothing was trained.
    std::map<std::string, std::string> choices; // The training program's, as Choices in engine/backend.h.
    std::int64_t best_epoch = 0;
    double best_val_loss = not_measured, best_val_accuracy = not_measured;
    double test_loss = not_measured, test_accuracy = not_measured;
    std::vector<PartPoint> test_parts = {}; // Of several Outputs, as Ends has them; else none.
    std::size_t forecast_bytes = 0, peak_bytes = 0; // Memory of the process at its peak: foretold and measured.
    std::int64_t parts = 0;                         // Memory was short: what its batches are taken in, in place of what the recipe says; else 0.
    double foretold_seconds = 0;                    // How long it would take, as it was told before the start; 0: nobody asked.
    std::size_t held_bytes = 0;                     // Of both, what it held when the run began; 0 in old runs.
    std::string failure;                            // Failed: the message, in English.
    bool resumable = true; // Failed: going on can help (after a full disk, not after a loss that is no number).
    std::string note; // The program's own, of where an imported network came from.
    RunNotes notes;        // In a file of their own: save() leaves them alone.
    bool baseline = false; // The one that others are compared with; as the notes, no part of run.json.
    Membership member = {};
    Origin continued = {};

    /// Imported: nothing was trained, the weights came from a file.
    bool imported() const { return state == State::Finished && epochs == 0; }
    /// It was interrupted, or failed for a reason that may pass.
    bool can_go_on() const { return state == State::Unfinished || (state == State::Failed && resumable); }
    /// best.safetensors is there.
    bool has_weights() const { return best_epoch > 0 || imported(); }
};

/// "finished", as in run.json.
std::string_view state_id(RunRecord::State);

struct RunMetrics {
    StepCurve steps;
    std::vector<EpochPoint> epochs;
    std::vector<MarkPoint> marks;
    std::optional<Error> damage = {}; // Why there are no steps, where there were some.
};

/// The runs beside a project: NAME.runs/<run>/{run.json, metrics.jsonl, steps.f32, album.f32, best.safetensors, last.safetensors, checkpoints/, notes.json},
/// and NAME.runs/ledger.json.
/// A damaged run is skipped (and named in `damaged`), never an error. Any thread may use it.
class Runs {
public:
    explicit Runs(const fs::path& project_file);
    /// NAME.runs for NAME.loom; for a file with another ending, the ending too: m.v1 and m.v2 do not share their runs.
    static fs::path beside(const fs::path& project_file);

    struct Listing {
        std::vector<RunRecord> runs; // Oldest first.
        std::vector<std::pair<std::string, Error>> damaged;
        std::vector<Error> unread; // Why notes or the baseline are not told; the runs are there all the same.
    };
    Listing list() const;
    /// Without its notes where these cannot be read.
    Result<RunRecord> load(const std::string& name) const;
    Status save(const RunRecord&) const;
    /// The curve's points; a torn last line is left out. None where there is no file yet. Steps that cannot be read are its `damage`.
    Result<RunMetrics> metrics(const std::string& name) const;
    /// The next free name, its folder made.
    Result<std::string> create() const;
    /// The newest run that can be resumed and that no process is busy with. Those of searches and k-folds are not meant: these go on with their own.
    std::optional<std::string> unfinished() const;
    /// The newest finished (or stopped) run that has weights; one of a search or a k-fold only where there is no other, and one that a search
    /// has stopped as a bad one never.
    std::optional<std::string> last_finished() const;
    /// Where the newest run of all is damaged: why. Taking an older one in its place unasked would be a lie.
    std::optional<Error> newest_is_damaged() const;
    /// Moves the run's folder into NAME.runs/.bin/, from where restore() fetches it back. What it is called there.
    Result<std::string> discard(const std::string& name) const;
    /// Out of the bin, under the name that it has there or, where that is taken, the next free one; the name. Errors: it is not in the bin.
    Result<std::string> restore(const std::string& name) const;
    /// Those in the bin, to be listed and read like others.
    Runs binned() const;
    fs::path folder(const std::string& name) const;
    /// Its last.safetensors, there or not: what it goes on from.
    fs::path checkpoint(const std::string& name) const { return folder(name) / "last.safetensors"; }
    /// Changes what people wrote to a run, trained at this moment or not. Notes that cannot be read stay as they are and are the error.
    Status change_notes(const std::string& name, const std::function<void(RunNotes&)>& change) const;
    /// The run that others are compared with; empty: none.
    Status pin_baseline(const std::string& name) const;
    /// Adds a run of weights that came from elsewhere, by the names and in the shapes that the document's have. Its name.
    Result<std::string> import(const Document&, const DataFacts&, const std::map<std::string, TensorBytes>& weights, std::string note) const;
    /// Weights and states of a run: its best ones.
    Result<Safetensors> weights(const std::string& name) const;

private:
    Result<RunRecord> load_record(const std::string& name) const;

    fs::path root_;
};

/// The data of a run as it can be had now: as the run says, or, when that has moved, where the project says it is. Of an imported run,
/// which has seen none, the project's.
Document as_trained_on(Document trained, const Document& project);

} // namespace loom
