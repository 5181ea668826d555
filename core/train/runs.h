#pragma once
#include "base/files.h"
#include "exchange/safetensors.h"
#include "graph/document.h"
#include "train/points.h"

#include <map>
#include <utility>

namespace loom {

/// The place of a run in a study (core/search): a trial of a search, a fold, an entry of a queue.
struct Membership {
    std::string study;                         // Its name; empty: of none.
    std::int64_t trial = 0, repeat = 0, fold = 0; // From 1; 0 where the study has no such.
    std::map<std::string, Value> values = {};  // What a search gave its settings, by what it calls them.
    bool same_place(const Membership& other) const { return study == other.study && trial == other.trial && repeat == other.repeat && fold == other.fold; }
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
    std::string device;                // Id of the device that ran it.
    std::string device_text;           // Its description.
    int threads = 1;
    std::string data_fingerprint, build; // build: the program's version.
    std::string started, ended;          // ISO 8601, UTC.
    double seconds = 0;                  // Training time, pauses left out.
    std::int64_t parameters = 0;
    std::map<std::string, std::string> choices; // The training program's, as Choices in engine/backend.h.
    std::int64_t best_epoch = 0;
    double best_val_loss = not_measured, best_val_accuracy = not_measured;
    double test_loss = not_measured, test_accuracy = not_measured;
    std::vector<PartPoint> test_parts = {}; // Of several Outputs, as Ends has them; else none.
    std::size_t forecast_bytes = 0, peak_bytes = 0; // Memory of the process at its peak: foretold and measured.
    std::size_t held_bytes = 0;                     // Of both, what it held when the run began; 0 in old runs.
    std::string failure;                            // Failed: the message, in English.
    bool resumable = true; // Failed: going on can help (after a full disk, not after a loss that is no number).
    std::string note;
    Membership member = {};

    /// Imported: nothing was trained, the weights came from a file.
    bool imported() const { return state == State::Finished && epochs == 0; }
    /// best.safetensors is there.
    bool has_weights() const { return best_epoch > 0 || imported(); }
};

/// "finished", as in run.json.
std::string_view state_id(RunRecord::State);

struct RunMetrics {
    StepCurve steps;
    std::vector<EpochPoint> epochs;
    std::vector<MarkPoint> marks;
};

/// The runs beside a project: NAME.runs/<run>/{run.json, metrics.jsonl, steps.f32, best.safetensors, last.safetensors}.
/// A damaged run is skipped (and named in `damaged`), never an error. Any thread may use it.
class Runs {
public:
    explicit Runs(const fs::path& project_file);
    /// NAME.runs for NAME.loom; for a file with another ending, the ending too: m.v1 and m.v2 do not share their runs.
    static fs::path beside(const fs::path& project_file);

    struct Listing {
        std::vector<RunRecord> runs; // Oldest first.
        std::vector<std::pair<std::string, Error>> damaged;
    };
    Listing list() const;
    Result<RunRecord> load(const std::string& name) const;
    Status save(const RunRecord&) const;
    /// The curve's points; a torn last line is left out. None where there is no file yet.
    Result<RunMetrics> metrics(const std::string& name) const;
    /// The next free name, its folder made.
    Result<std::string> create() const;
    /// The newest run that can be resumed and that no process is busy with.
    std::optional<std::string> unfinished() const;
    /// The newest finished (or stopped) run that has weights.
    std::optional<std::string> last_finished() const;
    /// Where the newest run of all is damaged: why. Taking an older one in its place unasked would be a lie.
    std::optional<Error> newest_is_damaged() const;
    /// Moves the run's folder into NAME.runs/.bin/, from where it can be fetched back.
    Status discard(const std::string& name) const;
    fs::path folder(const std::string& name) const;
    /// Adds a run of weights that came from elsewhere, by the names and in the shapes that the document's have. Its name.
    Result<std::string> import(const Document&, const DataFacts&, const std::map<std::string, TensorBytes>& weights, std::string note) const;
    /// Weights and states of a run: its best ones.
    Result<Safetensors> weights(const std::string& name) const;

private:
    fs::path root_;
};

} // namespace loom
