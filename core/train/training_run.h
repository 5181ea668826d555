#pragma once
#include "base/lock.h"
#include "train/album_maker.h"
#include "train/beginning.h"
#include "train/checkpoint.h"
#include "train/doctor.h"
#include "train/feed.h"
#include "train/prepared.h"
#include "train/schedule.h"
#include "train/usage.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace loom {

/// One run of the trainer, from its record to its outcome. Everything the loop touches is made before it. Its functions lie in files by what they
/// are for: training_begin (before there is a run), training_run (what it begins or goes on with), training_loop (the steps), training_keep (validation and
/// checkpoints), training_end.
class TrainingRun {
public:
    TrainingRun(const Job& job, Monitor& monitor) : job_(job), monitor_(monitor), runs_(job.project) {}

    Result<std::string> start();
    Outcome go();

private:
    using Clock = std::chrono::steady_clock;
    using Phase = Monitor::Phase;
    using Wish = Monitor::Wish;
    enum class Reached { End, Stop, Discard, Leave };

    /// Moves the beginning of a measurement on by the time that it lives; one within another counts once.
    class NotCounted {
    public:
        explicit NotCounted(Clock::time_point& since) : since_(since) {}
        NotCounted(const NotCounted&) = delete;
        NotCounted& operator=(const NotCounted&) = delete;
        ~NotCounted() { since_ = std::min(since_ + (Clock::now() - began_), Clock::now()); }

    private:
        Clock::time_point& since_;
        Clock::time_point began_ = Clock::now();
    };

    static inline const Message does_not_fit = LOOM_TEXT("Take the network and the optimiser that it was trained with, or begin with its weights alone (“Begin with the weights of” in the recipe).");

    Result<Prepared> open();
    Result<Prepared> open_resumed();
    Result<Prepared> open_continued();
    Result<Prepared> prepare_as(const RunRecord& began) const;
    Result<Forecast> fit();
    /// With steps that were made before: the same run's, or another one's.
    bool goes_on() const { return job_.resume || job_.continues; }
    /// The folder of a run is this process's until the run ends.
    Status take_folder(const std::string& run);
    Status begin_record();
    Status plan_more_epochs();
    Status set_epochs(std::int64_t all);
    Status set_recipe(const std::vector<std::pair<std::string_view, Value>>& settings);
    Status restore();
    Status bring_over();
    Status begin(Carried& carried) const { return begin_as_recipe_says(carried, prepared_.recipe, job_.project); }
    Status drop_metrics_after(std::int64_t step);
    /// For schedules and for stopping early.
    void note(const EpochPoint&);
    Result<Reached> train_epochs();
    Result<Reached> one_epoch();
    Status heed(std::int64_t step);
    Result<Reached> pass(BatchStream&, Tally&, AlbumMaker* album);
    /// Of the step that was just made, where it was asked for.
    double gradient_norm();
    Status take_weights();
    Result<Reached> steps_of_epoch();
    Result<Reached> end_epoch();
    Result<Reached> within_epoch();
    Result<Reached> mark_at(bool validated, bool last);
    Status keep_mark(MarkPoint, double loss, double accuracy, bool judged);
    Status keep_here(Phase);
    bool keeping_is_due() const;
    Result<Reached> validate(BatchStream&, Tally&, AlbumMaker* album);
    Result<Reached> fill_page(Tally& held_back);
    Result<Reached> obey(Phase);
    Status pause(Phase);
    Status keep(const std::string& line, Milestone next, double loss, double accuracy);
    Status keep_epoch();
    double rate_at(std::int64_t step) const
    {
        return prepared_.learning_rate * rate_multiple(scheduled_, step, steps_per_epoch_, losses_) * rate_scale(record_.rate_changes, step);
    }
    static double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }
    double seconds_of_epoch() const { return begun_seconds_ + seconds_since(began_) - paused_; }
    bool spent() const;
    std::int64_t end_of_epoch() const { return (done_.epoch + 1) * steps_per_epoch_; }
    /// A run that was left before a validation that was due has that before it ends.
    bool ended() const { return done_.judged && (done_.epoch >= prepared_.recipe.epochs || stopped_early() || spent()); }
    Outcome finish(RunRecord::State);
    Best best_so_far() const { return {done_.best_epoch, done_.best_loss, done_.best_accuracy}; }
    Outcome discard();
    Outcome fail(const Error&, bool resumable);
    bool stopped_early() const
    {
        return prepared_.recipe.stop_early > 0 && epochs_without_gain(goals_, prepared_.recipe.min_change) >= prepared_.recipe.stop_early;
    }
    /// After an epoch, also one that was finished before the run was gone on with.
    bool given_up() const
    {
        return job_.gives_up && !goals_.empty() && done_.begun.empty() && job_.gives_up(done_.epoch, std::ranges::min(goals_));
    }
    /// Of a number that is none.
    static const char* broken_text(double v) { return std::isnan(v) ? "NaN" : "∞"; }
    Error no_number(Message what) const;
    /// What the doctor found, for the watcher.
    Status tell(Result<std::vector<Diagnosis>>);
    Status call_doctor();
    LayerProbe::Values looked_at(std::int64_t step);
    Status keep_notes(const Milestone& next);
    void look_back();

    const Job& job_;
    Monitor& monitor_;
    Runs runs_;
    RunRecord record_;
    std::optional<FolderLock> lock_;
    Prepared prepared_;
    RecipeSettings scheduled_; // As the learning rate's schedule sees it.
    std::unique_ptr<Executable> train_, evaluate_;
    std::optional<Carried> carried_;
    std::vector<std::pair<TensorId, std::size_t>> places_; // Of what is carried, in the evaluating program.
    CheckpointFiles files_;
    Milestone done_;
    std::vector<double> losses_; // Of the validation, by epoch; the training's where nothing is held back.
    std::vector<double> goals_;  // What the recipe compares epochs by, the less the better.
    std::optional<BatchStream> batches_, validation_;
    std::optional<BatchStream> shown_; // The album's rows, where nothing is held back.
    std::optional<Doctor> doctor_;
    std::vector<DoctorNotes> notes_; // Of the checkpoint that is there, and of the one that is written.
    std::optional<AlbumMaker> album_;
    std::optional<UsageMeter> usage_; // From the first step on.
    std::int64_t steps_per_epoch_ = 0;
    Tally training_; // Of the epoch that runs.
    StepCurve steps_; // Of the epoch that runs, as far as they are not kept.
    std::vector<PartPoint> parts_; // Of the last step.
    std::vector<double> squares_;  // As Lowered::learned.
    BatchResult result_;           // Of the last batch.
    Monitor::Position position_;
    Clock::time_point speed_since_{}; // Of training steps alone.
    std::int64_t speed_samples_ = 0;
    Clock::time_point began_{}, kept_{}; // The epoch that runs, or the going on with it; when it was kept the last time.
    double paused_ = 0;        // Seconds, in the epoch that runs.
    double begun_seconds_ = 0; // Of it, before the run was gone on with.
};

} // namespace loom
