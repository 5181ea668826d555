#include "train/trainer.h"
#include "base/lock.h"
#include "base/peak.h"
#include "base/process.h"
#include "base/threads.h"
#include "train/album_maker.h"
#include "train/as_trained.h"
#include "train/breakdown.h"
#include "train/checkpoint.h"
#include "train/doctor.h"
#include "train/feed.h"
#include "train/points_json.h"
#include "train/prepared.h"
#include "train/schedule.h"
#include "train/shortage.h"
#include "train/step_log.h"
#include "train/usage.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

namespace loom {
namespace {

using Clock = std::chrono::steady_clock;
using Phase = Monitor::Phase;
using Wish = Monitor::Wish;

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Moves the beginning of a measurement on by the time that it lives.
class NotCounted {
public:
    explicit NotCounted(Clock::time_point& since) : since_(since) {}
    NotCounted(const NotCounted&) = delete;
    NotCounted& operator=(const NotCounted&) = delete;
    ~NotCounted() { since_ += Clock::now() - began_; }

private:
    Clock::time_point& since_;
    Clock::time_point began_ = Clock::now();
};

const char* broken_text(double v) { return std::isnan(v) ? "NaN" : "∞"; }

Status unchanged(const Document& began, const Document& now, const std::string& run)
{
    const auto changed = [&](Text what) {
        return Error{Message(what, run), LOOM_TEXT("Take the changes back to go on with it, or start a new run.")};
    };
    if (began.data() != now.data())
        return changed(LOOM_TEXT("The data setup has changed since %1 began."));
    if (began.recipe() != now.recipe())
        return changed(LOOM_TEXT("The recipe has changed since %1 began."));
    if (began != now)
        return changed(LOOM_TEXT("The network has changed since %1 began."));
    return Ok{};
}

/// One run, from its record to its outcome. Everything the loop touches is made before it.
class Run {
public:
    Run(const Job& job, Monitor& monitor) : job_(job), monitor_(monitor), runs_(job.project) {}

    Result<std::string> start();
    Outcome go();

private:
    enum class Reached { End, Stop, Discard, Leave };

    Result<Prepared> open();
    Result<Forecast> fit();
    Status restore();
    Status begin();
    Status drop_metrics_after(std::int64_t step);
    /// For schedules and for stopping early.
    void note(const EpochPoint&);
    Result<Reached> train_epochs();
    Result<Reached> one_epoch();
    Status heed(std::int64_t step);
    Result<Reached> pass(BatchStream&, Phase, Tally&, AlbumMaker* album);
    /// Of the step that was just made, where it was asked for.
    double gradient_norm();
    Status take_weights();
    Result<Reached> within_epoch(const Tally& training);
    Result<Reached> mark_at(const Tally& training, bool validated, bool last);
    Result<Reached> validate(BatchStream&, Tally&, AlbumMaker* album);
    Result<Reached> fill_page(Tally& held_back);
    Reached obey(Phase);
    Status keep(const std::string& line, Milestone next, double loss, double accuracy);
    double rate_at(std::int64_t step) const
    {
        return prepared_.learning_rate * rate_multiple(scheduled_, step, steps_per_epoch_, losses_) * rate_scale(record_.rate_changes, step);
    }
    double seconds_of_epoch() const { return begun_seconds_ + seconds_since(began_) - paused_; }
    bool spent() const;
    bool ended() const { return done_.epoch >= prepared_.recipe.epochs || stopped_early() || spent(); }
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
    Error no_number(Message what) const;
    /// What the doctor found, for the watcher.
    Status tell(Result<std::vector<Diagnosis>>);
    Status call_doctor();
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
    std::optional<AlbumMaker> album_;
    std::optional<UsageMeter> usage_; // From the first step on.
    std::int64_t steps_per_epoch_ = 0;
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

Result<Prepared> Run::open()
{
    if (!job_.resume)
        return prepare(job_, job_.device, job_.threads);
    auto record = runs_.load(*job_.resume);
    if (!record)
        return record.error();
    record_ = std::move(*record);
    LOOM_TRY(unchanged(as_trained(record_.document), as_trained(job_.document), record_.name));
    const auto metrics = runs_.metrics(record_.name);
    const std::int64_t epochs = unpack_recipe(job_.document.recipe().settings).epochs;
    if (metrics && !metrics->epochs.empty() && metrics->epochs.back().epoch > epochs)
        return Error{Message(LOOM_TEXT("%1 has finished %2 epochs already, more than the %3 asked for."), record_.name,
                             metrics->epochs.back().epoch, epochs),
                     LOOM_TEXT("Ask for more epochs to go on with it, or start a new run.")};
    if (record_.data_fingerprint != job_.dataset->fingerprint())
        return Error{Message(LOOM_TEXT("The data has changed since %1 began."), record_.name),
                     LOOM_TEXT("Bring the old data back to go on with it, or start a new run.")};
    // The same device and threads, unless asked otherwise, so that it goes on bit for bit.
    return prepare(job_, job_.device == "auto" ? record_.device : job_.device,
                   job_.threads > 0 ? job_.threads : record_.threads, record_.parts);
}

/// Takes batches in parts where memory does not suffice. A run that goes on stays as it began.
Result<Forecast> Run::fit()
{
    auto told = forecast(job_, prepared_);
    if (!told)
        return told.error();
    const std::size_t free = free_memory_bytes();
    const std::size_t most = job_.most_bytes == 0 || free == 0 ? std::max(job_.most_bytes, free) : std::min(job_.most_bytes, free);
    if (most == 0 || told->added_bytes <= most)
        return told;
    const Error too_large = error_of({told->added_bytes, most});
    if (job_.resume)
        return too_large;
    auto fit = fitted(job_, std::move(prepared_), job_.device, job_.threads, most);
    if (!fit)
        return fit.error();
    if (fit->forecast.added_bytes > most || fit->forecast.parts == told->parts)
        return too_large;
    if (told->rows_meet)
        return Error{too_large.message, Message(LOOM_TEXT("It would fit with batches in %1 parts, but then each part is judged by itself (Batch norm, losses that compare rows), which learns "
                                             "something else. Set “Parts of a batch” to %1 in the recipe if that is meant, or choose a smaller batch size."), fit->forecast.parts),
                     Blame::Machine};
    prepared_ = std::move(fit->prepared);
    record_.parts = fit->forecast.parts;
    return fit->forecast;
}

Result<std::string> Run::start()
{
    monitor_.move_to(position_);
    auto prepared = open();
    if (!prepared)
        return prepared.error();
    prepared_ = std::move(*prepared);
    restart_peak(); // Not that of what was open before.
    auto foretold = fit();
    if (!foretold)
        return foretold.error();

    if (!job_.resume) {
        auto name = runs_.create();
        if (!name)
            return name.error();
        record_.name = std::move(*name);
        record_.started = utc_now();
        record_.facts = job_.dataset->facts();
        record_.encoder = to_json(job_.dataset->encoder()).dump();
        record_.data_fingerprint = job_.dataset->fingerprint();
        record_.build = LOOM_VERSION;
        record_.seed = prepared_.recipe.seed;
        record_.member = job_.member;
    }
    record_.document = job_.document;
    record_.state = RunRecord::State::Unfinished;
    record_.failure.clear();
    record_.epochs = prepared_.recipe.epochs;
    record_.device = prepared_.backend->id();
    record_.device_text = render(prepared_.backend->description(), Language::English);
    record_.threads = prepared_.threads;
    record_.parameters = foretold->parameters;
    record_.forecast_bytes = foretold->memory_bytes;
    if (job_.foretold_seconds > 0)
        record_.foretold_seconds = job_.foretold_seconds;
    position_.parts = record_.parts;
    record_.held_bytes = position_.held_bytes = foretold->memory_bytes - foretold->added_bytes;
    files_.folder = runs_.folder(record_.name);
    lock_ = FolderLock::try_lock(files_.folder);
    if (!lock_)
        return Error{Message(LOOM_TEXT("%1 is being trained already."), record_.name),
                     LOOM_TEXT("Wait for it, or stop it in its window.")};
    if (auto saved = runs_.save(record_); !saved) {
        std::error_code ignored;
        if (!job_.resume)
            fs::remove(files_.folder, ignored);
        return saved.error();
    }
    return record_.name;
}

Status Run::restore()
{
    auto found = files_.restore(*carried_);
    if (!found)
        return found.error();
    if (*found)
        done_ = **found;
    else
        LOOM_TRY(begin());
    done_.seed = prepared_.recipe.seed;
    return drop_metrics_after(done_.step);
}

/// As drawn, or with the weights of another run.
Status Run::begin()
{
    carried_->initialise(std::uint64_t(prepared_.recipe.seed));
    const std::string& from = prepared_.recipe.start_from;
    if (from.empty())
        return Ok{};
    auto weights = runs_.weights(from);
    if (!weights)
        return Error{Message(LOOM_TEXT("The recipe begins with the weights of “%1”: %2"), from, weights.error().message),
                     LOOM_TEXT("Name another run as the beginning, or none.")};
    if (carried_->begin_with(*weights) == 0)
        return Error{Message(LOOM_TEXT("No layer of this network has weights like those of “%1”."), from), LOOM_TEXT("Name another run as the beginning, or none.")};
    return Ok{};
}

Status Run::drop_metrics_after(std::int64_t step)
{
    const fs::path path = files_.folder / "metrics.jsonl", log = files_.folder / "steps.f32";
    LOOM_TRY(cut_steps(log, step));
    LOOM_TRY(cut_usage(files_.folder / "usage.jsonl", step));
    LOOM_TRY(album_->go_on(files_.folder / "album.f32", done_.epoch));
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        return Ok{};
    auto text = read_file(path);
    if (!text)
        return text.error();
    std::string kept;
    StepCurve lines; // Of a run before 2026-11-28, whose steps are lines.
    record_.seconds = 0;
    losses_.clear();
    goals_.clear();
    const auto keep_line = [&](std::string_view line, std::int64_t at) {
        if (at <= step)
            (kept += line) += '\n';
        return at <= step;
    };
    each_point(*text, {.step =
                           [&](std::string_view, const StepPoint& p) {
                               if (p.step <= step)
                                   lines.append(p);
                           },
                       .epoch =
                           [&](std::string_view line, const EpochPoint& p) {
                               if (!keep_line(line, p.step))
                                   return;
                               note(p);
                               record_.seconds += p.seconds;
                               begun_seconds_ = 0;
                           },
                       .mark =
                           [&](std::string_view line, const MarkPoint& p) {
                               if (keep_line(line, p.step))
                                   begun_seconds_ = p.seconds;
                           }});
    if (!fs::exists(log, ignored))
        LOOM_TRY(append_steps(log, lines));
    return kept == *text ? Status(Ok{}) : write_file(path, kept);
}

Outcome Run::go()
{
    for (auto [lowered, executable] :
         {std::pair(&prepared_.train, &train_), std::pair(&prepared_.evaluate, &evaluate_)}) {
        // A run that goes on does what it did before; evaluating is seldom enough to do without measuring.
        const bool measure = lowered == &prepared_.train && !job_.resume && !prepared_.recipe.deterministic;
        auto compiled = prepared_.backend->compile(lowered->program, {prepared_.threads, record_.choices, measure});
        if (!compiled)
            return fail(compiled.error(), true);
        *executable = std::move(*compiled);
        if (lowered == &prepared_.train && record_.choices != train_->choices()) {
            record_.choices = train_->choices();
            if (auto saved = runs_.save(record_); !saved)
                return fail(saved.error(), true);
        }
    }
    carried_.emplace(prepared_.train.program);
    places_ = carried_->places_in(prepared_.evaluate.program);
    album_.emplace(job_, prepared_, flattened(job_.document), *carried_);
    if (auto restored = restore(); !restored)
        return fail(restored.error(), restored.error().blame == Blame::Machine);
    carried_->write_to(*train_);

    const Dataset& data = *job_.dataset;
    const auto held_back = data.rows(Part::Validation);
    steps_per_epoch_ = steps_per_epoch(data, prepared_.train.batch);
    batches_.emplace(job_.dataset, training_rows_of(data), training_stream(job_, prepared_, done_.step));
    if (!held_back.empty())
        validation_.emplace(job_.dataset, std::vector(held_back.begin(), held_back.end()),
                            stream_setup(data, prepared_.evaluate.batch, prepared_.threads));
    else if (!album_->layout().rows.empty())
        shown_.emplace(job_.dataset, album_->layout().rows, stream_setup(data, prepared_.evaluate.batch, prepared_.threads));
    steps_.reserve(std::size_t(steps_per_epoch_));
    squares_.resize(prepared_.train.learned.size());
    position_.epoch = done_.epoch;
    position_.epochs = prepared_.recipe.epochs;
    position_.step = done_.step;
    position_.best = best_so_far();
    position_.steps_per_epoch = steps_per_epoch_;
    position_.steps = planned_steps(prepared_.recipe, steps_per_epoch_);
    scheduled_ = prepared_.recipe;
    if (record_.scheduled_epochs > 0)
        scheduled_.epochs = record_.scheduled_epochs;
    monitor_.move_to(position_);
    speed_since_ = Clock::now();
    usage_.emplace(files_.folder / "usage.jsonl");

    if (auto called = call_doctor(); !called)
        return fail(called.error(), true);

    auto reached = train_epochs();
    if (!reached) {
        const bool machine = reached.error().blame == Blame::Machine;
        if (!machine)
            look_back();
        return fail(reached.error(), machine);
    }
    switch (*reached) {
    case Reached::Leave:
        return {.kind = Outcome::Kind::Left, .best = best_so_far()};
    case Reached::Discard:
        return discard();
    case Reached::End:
        return finish(RunRecord::State::Finished);
    case Reached::Stop:
        return finish(RunRecord::State::Stopped);
    }
    return {};
}

Run::Reached Run::obey(Phase phase)
{
    const auto paused_at = Clock::now();
    bool was_paused = false;
    while (monitor_.wish() == Wish::Pause) {
        if (!std::exchange(was_paused, true)) {
            position_.phase = Phase::Paused;
            position_.samples_per_second = 0;
            monitor_.move_to(position_);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (was_paused) {
        paused_ += seconds_since(paused_at);
        usage_->skip();
        speed_since_ = Clock::now();
        speed_samples_ = position_.samples_seen;
    }
    position_.phase = phase;
    switch (monitor_.wish()) {
    case Wish::StopKeepBest:
        return Reached::Stop;
    case Wish::Discard:
        return Reached::Discard;
    case Wish::Leave:
        return Reached::Leave;
    case Wish::GoOn:
    case Wish::Pause:
        break;
    }
    return Reached::End;
}

Result<Run::Reached> Run::train_epochs()
{
    while (true) {
        LOOM_TRY(heed(done_.step)); // More epochs may have been asked for in the last one.
        if (ended())
            return Reached::End;
        if (given_up())
            return Reached::Stop;
        if (auto reached = one_epoch(); !reached || *reached != Reached::End)
            return reached;
    }
}

/// What was asked for while it runs is on the disk before it is done, so that a run that is gone on with does it at the same step.
Status Run::heed(std::int64_t step)
{
    const std::optional<double> scale = monitor_.take_rate_scale();
    const std::int64_t more = monitor_.take_more_epochs();
    if (scale) {
        std::erase_if(record_.rate_changes, [&](const RateChange& c) { return c.step >= step; });
        record_.rate_changes.push_back({step, *scale});
    }
    if (more > 0) {
        if (record_.scheduled_epochs == 0)
            record_.scheduled_epochs = prepared_.recipe.epochs;
        Recipe recipe = record_.document.recipe();
        Value& epochs = recipe.settings[*recipe_type().index_of("epochs")];
        epochs = std::get<std::int64_t>(epochs) + more;
        LOOM_TRY(record_.document.apply(SetRecipe{std::move(recipe)}));
        prepared_.recipe.epochs = record_.epochs = unpack_recipe(record_.document.recipe().settings).epochs;
        position_.epochs = record_.epochs;
        position_.steps = planned_steps(prepared_.recipe, steps_per_epoch_);
    }
    position_.rate_scale = rate_scale(record_.rate_changes, step);
    return scale || more > 0 ? runs_.save(record_) : Status(Ok{});
}

bool Run::spent() const
{
    const RecipeSettings& r = prepared_.recipe;
    return (r.most_steps > 0 && done_.step >= r.most_steps) || (r.most_minutes > 0 && record_.seconds + begun_seconds_ >= 60 * r.most_minutes);
}

Result<Run::Reached> Run::one_epoch()
{
    const RecipeSettings& recipe = prepared_.recipe;
    began_ = kept_ = Clock::now();
    paused_ = 0;
    steps_.clear();
    Tally training = Tally::from(done_.begun);
    double learning_rate = prepared_.learning_rate;
    for (std::int64_t step = done_.step, end = (done_.epoch + 1) * steps_per_epoch_; step < end; ++step) {
        if (const Reached wish = obey(Phase::Training); wish != Reached::End) {
            if (wish == Reached::Leave && step > done_.step && prepared_.backend->carries_floats())
                LOOM_TRY(mark_at(training, false, false));
            if (wish == Reached::Stop && step > done_.step && done_.best_epoch == 0) // Or there would be nothing to keep.
                if (auto kept = mark_at(training, true, true); !kept || *kept != Reached::End)
                    return kept;
            return wish;
        }
        LOOM_TRY(heed(step));
        const Batch& batch = doctor_->wait_for(*batches_);
        learning_rate = rate_at(step);
        const bool watched = is_watched(step);
        LOOM_TRY(run_step(*train_, prepared_.train, {learning_rate, recipe.seed, step, watched}, batch, result_));
        const BatchResult* result = &result_;
        if (!std::isfinite(result->loss) && step == 0)
            return Error{Message(LOOM_TEXT("The loss is %1 at the first step, before anything was learned."),
                                 broken_text(result->loss)),
                         LOOM_TEXT("Look in the data for values that are extreme or no numbers, and in formulas for a "
                                   "division by 0 or a logarithm of 0 or less.")};
        if (!std::isfinite(result->loss))
            return no_number(Message(LOOM_TEXT("The loss became %1 in epoch %2, at step %3."),
                                     broken_text(result->loss), done_.epoch + 1, step + 1));
        training.add(*result);
        parts_.clear();
        for (const BatchResult::Part& p : result->parts)
            parts_.push_back(p.rows > 0 ? PartPoint{p.loss, p.right / p.rows} : PartPoint());
        const StepPoint point{.step = step + 1,
                              .loss = result->loss,
                              .accuracy = result->rows > 0 ? result->right / result->rows : not_measured,
                              .learning_rate = learning_rate,
                              .gradient_norm = watched ? gradient_norm() : not_measured,
                              .parts = parts_};
        steps_.append(point);
        monitor_.report(point);
        doctor_->see(point);

        position_.step = step + 1;
        position_.samples_seen += std::int64_t(batch.rows_used);
        if (const double seconds = seconds_since(speed_since_); seconds >= 0.5) {
            position_.samples_per_second = double(position_.samples_seen - speed_samples_) / seconds;
            position_.memory_bytes = resident_bytes();
            usage_->see(step + 1);
            speed_since_ = Clock::now();
            speed_samples_ = position_.samples_seen;
        }
        monitor_.move_to(position_);
        if (step + 1 < end)
            if (auto reached = within_epoch(training); !reached || *reached != Reached::End || spent())
                return reached;
    }

    const NotCounted beside(speed_since_);
    LOOM_TRY(take_weights());
    EpochPoint point{.epoch = done_.epoch + 1,
                     .step = position_.step,
                     .loss = training.mean_loss(),
                     .accuracy = training.accuracy(),
                     .learning_rate = learning_rate,
                     .parts = training.part_points()};
    Tally held_back;
    if (auto reached = fill_page(held_back); !reached || *reached != Reached::End)
        return reached;
    if (validation_) {
        point.val_loss = held_back.mean_loss();
        point.val_accuracy = held_back.accuracy();
        point.val_parts = held_back.part_points();
    }
    point.seconds = seconds_of_epoch();
    Milestone next = done_;
    next.epoch = point.epoch;
    next.step = point.step;
    next.begun.clear();
    if (album_->wants()) // Like the curve: what lies beyond the checkpoint is dropped when the run goes on.
        LOOM_TRY(append_page(files_.folder / "album.f32", album_->layout(), album_->page()));
    LOOM_TRY(keep(line_of(point), std::move(next), validation_ ? point.val_loss : point.loss, validation_ ? point.val_accuracy : point.accuracy));
    note(point);
    record_.seconds += point.seconds;
    begun_seconds_ = 0;
    monitor_.report(point);
    position_.epoch = done_.epoch;
    monitor_.move_to(position_);
    LOOM_TRY(tell(doctor_->after_epoch(point)));
    return Reached::End;
}

Status Run::tell(Result<std::vector<Diagnosis>> found)
{
    if (!found)
        return found.error();
    for (Diagnosis& d : *found)
        monitor_.report(std::move(d));
    return Ok{};
}

Status Run::call_doctor()
{
    doctor_.emplace(job_, prepared_, *evaluate_, files_.folder);
    std::optional<RunMetrics> done;
    if (done_.step > 0) {
        auto metrics = runs_.metrics(record_.name);
        if (!metrics)
            return metrics.error();
        done = std::move(*metrics);
    }
    return tell(doctor_->begin(done, *train_));
}

/// Where numbers broke: finds the place. What this cannot find or write makes nothing worse.
void Run::look_back()
{
    const auto kept = files_.restore(*carried_);
    if (!kept || (!*kept && !begin()))
        return;
    const auto broken = find_breakdown({.job = job_, .prepared = prepared_, .training = *train_, .state = *carried_, .from = done_.step, .broken = position_.step,
                                        .rate = [this](std::int64_t step) { return rate_at(step); },
                                        .stopped = [this] { return monitor_.wish() != Wish::GoOn; }});
    if (broken && *broken)
        (void)tell(doctor_->after_breakdown(**broken));
}

double Run::gradient_norm()
{
    if (prepared_.train.gradient_squares == no_tensor)
        return not_measured;
    train_->read(prepared_.train.gradient_squares, std::span<double>(squares_));
    return std::sqrt(std::accumulate(squares_.begin(), squares_.end(), 0.0));
}

Status Run::take_weights()
{
    carried_->read_from(*train_);
    if (const std::string* broken = carried_->first_broken())
        return no_number(Message(LOOM_TEXT("A value of %1 became infinite or NaN in epoch %2."), *broken, done_.epoch + 1));
    return Ok{};
}

/// What is due after a step that does not end its epoch.
Result<Run::Reached> Run::within_epoch(const Tally& training)
{
    const RecipeSettings& r = prepared_.recipe;
    const std::int64_t step = position_.step;
    const bool last = (r.most_steps > 0 && step >= r.most_steps) ||
                      (r.most_minutes > 0 && record_.seconds + seconds_of_epoch() >= 60 * r.most_minutes);
    const bool validated = last || (r.validate_steps > 0 && step % r.validate_steps == 0);
    const bool saved = r.checkpoint_minutes > 0 && prepared_.backend->carries_floats() && seconds_since(kept_) >= 60 * r.checkpoint_minutes;
    return validated || saved ? mark_at(training, validated, last) : Result<Reached>(Reached::End);
}

/// Keeps the run as it is within an epoch. Where it is validated, or ends here, it is compared with the best: by the validation or,
/// where nothing is held back, by what was trained so far.
Result<Run::Reached> Run::mark_at(const Tally& training, bool validated, bool last)
{
    const NotCounted beside(speed_since_);
    LOOM_TRY(take_weights());
    MarkPoint point{.step = position_.step};
    double loss = not_measured, accuracy = not_measured;
    if (validated && validation_) {
        Tally held_back;
        if (auto reached = validate(*validation_, held_back, nullptr); !reached || *reached != Reached::End)
            return reached;
        point.val_loss = loss = held_back.mean_loss();
        point.val_accuracy = accuracy = held_back.accuracy();
        point.val_parts = held_back.part_points();
    } else if (last) {
        loss = training.mean_loss();
        accuracy = training.accuracy();
    }
    point.seconds = seconds_of_epoch();
    Milestone next = done_;
    next.step = point.step;
    next.begun = training.numbers();
    LOOM_TRY(keep(line_of(point), std::move(next), loss, accuracy));
    begun_seconds_ = point.seconds;
    began_ = kept_ = Clock::now();
    paused_ = 0;
    monitor_.report(point);
    return Reached::End;
}

/// The validation after an epoch, and all that its page is made of.
Result<Run::Reached> Run::fill_page(Tally& held_back)
{
    album_->begin(done_.epoch + 1);
    if (validation_ || (shown_ && album_->wants()))
        if (auto reached = validate(validation_ ? *validation_ : *shown_, held_back, &*album_); !reached || *reached != Reached::End)
            return reached;
    album_->take_weights(*carried_);
    LOOM_TRY(doctor_->look_after(done_.epoch + 1, position_.step, *train_,
                                 [this](AlbumLayout::Of of, std::size_t index, std::span<const float> values) { album_->take_seen(of, index, values); }));
    return Reached::End;
}

/// Of the weights as they were taken.
Result<Run::Reached> Run::validate(BatchStream& rows, Tally& held_back, AlbumMaker* album)
{
    carried_->write_to(*evaluate_, places_);
    if (auto reached = pass(rows, Phase::Validating, held_back, album); !reached || *reached != Reached::End)
        return reached;
    if (validation_ && !std::isfinite(held_back.mean_loss()) && held_back.rows > 0)
        return no_number(Message(LOOM_TEXT("The validation loss became %1 in epoch %2."), broken_text(held_back.mean_loss()), done_.epoch + 1));
    return Reached::End;
}

Result<Run::Reached> Run::pass(BatchStream& batches, Phase phase, Tally& tally, AlbumMaker* album)
{
    for (std::size_t i = 0; i < batches.batches_per_epoch(); ++i) {
        // A stop keeps what is being judged here, so it waits for the judgement.
        if (const Reached wish = obey(phase); wish != Reached::End && wish != Reached::Stop)
            return wish;
        if (i == 0)
            monitor_.move_to(position_);
        const Batch& batch = *batches.next();
        LOOM_TRY(run_batch(*evaluate_, prepared_.evaluate, batch, result_));
        tally.add(result_);
        if (album)
            album->take_answers(*evaluate_, batch);
    }
    return Reached::End;
}

void Run::note(const EpochPoint& p)
{
    losses_.push_back(std::isnan(p.val_loss) ? p.loss : p.val_loss);
    goals_.push_back(goal_of(prepared_.recipe, p));
}

/// The line of a point, what is not kept yet of the steps before it, and the checkpoint. `loss` and `accuracy` are compared with the
/// best; no number: they are not.
Status Run::keep(const std::string& line, Milestone next, double loss, double accuracy)
{
    // The curve first: what it holds beyond the checkpoint is dropped when the run goes on.
    LOOM_TRY(append_steps(files_.folder / "steps.f32", steps_));
    LOOM_TRY(append_line(files_.folder / "metrics.jsonl", line, Sync::Yes));
    steps_.clear();

    const double goal = goal_of(prepared_.recipe, loss, accuracy), best = goal_of(prepared_.recipe, done_.best_loss, done_.best_accuracy);
    const bool better = goal < best || (goal == best && loss < done_.best_loss);
    if (!std::isnan(loss) && (done_.best_epoch == 0 || better || !prepared_.recipe.keep_best)) {
        next.best_epoch = done_.epoch + 1;
        next.best_step = next.step;
        next.best_loss = loss;
        next.best_accuracy = accuracy;
    }
    LOOM_TRY(files_.save(*carried_, next));
    done_ = std::move(next);
    position_.best = best_so_far();
    if (!prepared_.backend->carries_floats())
        carried_->write_to(*train_); // It goes on from what the checkpoint holds, too.
    return Ok{};
}

Outcome Run::finish(RunRecord::State state)
{
    Outcome outcome{.kind = state == RunRecord::State::Finished ? Outcome::Kind::Finished : Outcome::Kind::Stopped,
                    .best = best_so_far()};
    batches_.reset();
    validation_.reset();
    shown_.reset();
    if (const auto rows = job_.dataset->rows(Part::Test); done_.best_epoch > 0 && !rows.empty()) {
        if (auto read = files_.read_best(*carried_); !read)
            return fail(read.error(), true);
        carried_->write_to(*evaluate_, places_);
        BatchStream test(job_.dataset, std::vector(rows.begin(), rows.end()),
                         stream_setup(*job_.dataset, prepared_.evaluate.batch, prepared_.threads));
        Tally tally;
        position_.phase = Phase::Testing;
        monitor_.move_to(position_);
        for (std::size_t i = 0; i < test.batches_per_epoch(); ++i) {
            switch (obey(Phase::Testing)) {
            case Reached::Leave:
                return {.kind = Outcome::Kind::Left, .best = best_so_far()};
            case Reached::Discard:
                return discard();
            case Reached::Stop:
            case Reached::End:
                break;
            }
            if (auto run = run_batch(*evaluate_, prepared_.evaluate, *test.next(), result_); !run)
                return fail(run.error(), true);
            tally.add(result_);
        }
        outcome.test_loss = tally.mean_loss();
        outcome.test_accuracy = tally.accuracy();
        outcome.test_parts = tally.part_points();
    }
    record_.state = state;
    record_.test_loss = outcome.test_loss;
    record_.test_accuracy = outcome.test_accuracy;
    record_.test_parts = outcome.test_parts;
    record_.ended = utc_now();
    record_.seconds += begun_seconds_; // Of an epoch that it ended in.
    record_.best_epoch = done_.best_epoch;
    const bool validated = !job_.dataset->rows(Part::Validation).empty();
    record_.best_val_loss = validated ? done_.best_loss : not_measured;
    record_.best_val_accuracy = validated ? done_.best_accuracy : not_measured;
    record_.peak_bytes = peak_resident_bytes();
    if (auto saved = runs_.save(record_); !saved)
        return fail(saved.error(), true);
    return outcome;
}

Outcome Run::discard()
{
    batches_.reset();
    validation_.reset();
    shown_.reset();
    if (auto moved = runs_.discard(record_.name); !moved)
        return fail(moved.error(), true);
    return {.kind = Outcome::Kind::Discarded};
}

Outcome Run::fail(const Error& error, bool resumable)
{
    record_.state = RunRecord::State::Failed;
    record_.failure = render(error.message, Language::English);
    record_.resumable = resumable;
    record_.ended = utc_now();
    record_.best_epoch = done_.best_epoch;
    record_.peak_bytes = peak_resident_bytes();
    (void)runs_.save(record_); // On a full disk the record stays as it was: unfinished.
    return {.kind = Outcome::Kind::Failed, .error = error, .best = best_so_far()};
}

Error Run::no_number(Message what) const
{
    if (done_.epoch > 0)
        what = Message(LOOM_TEXT("%1 The weights of epoch %2 are kept."), std::move(what), done_.epoch);
    return {
        std::move(what),
        LOOM_TEXT("Make the learning rate smaller, by factors of 10, and check that the data has no extreme values.")};
}

} // namespace

Result<std::string> train(const Job& job, Monitor& monitor)
{
    const auto refuse = [&](const Error& error) -> Result<std::string> {
        monitor.finish({.kind = Outcome::Kind::Failed, .error = error});
        return error;
    };
    const Error no_memory{LOOM_TEXT("There is not enough memory for this training."),
                          LOOM_TEXT("Choose a smaller batch size or smaller layers, or close other programs."),
                          Blame::Machine};
    std::optional<std::string> name;
    Outcome outcome;
    try {
        Run run(job, monitor);
        auto started = run.start();
        if (!started)
            return refuse(started.error());
        name = *started;
        monitor.begin(*name);
        outcome = run.go();
    } catch (const std::bad_alloc&) {
        if (!name)
            return refuse(no_memory);
        outcome = {.kind = Outcome::Kind::Failed, .error = no_memory};
    }
    monitor.finish(outcome); // After the run let go of its folder: whoever hears of it may resume it at once.
    return *name;
}

} // namespace loom
