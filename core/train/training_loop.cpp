#include "train/training_run.h"
#include "base/process.h"
#include "train/breakdown.h"
#include "train/points_json.h"

#include <cmath>
#include <numeric>
#include <thread>

namespace loom {

Status TrainingRun::pause(Phase phase)
{
    position_.samples_per_second = 0;
    position_.phase = Phase::Pausing;
    monitor_.move_to(position_);
    LOOM_TRY(keep_here(phase));
    position_.phase = Phase::Paused;
    monitor_.move_to(position_);
    const auto paused_at = Clock::now();
    while (monitor_.wish() == Wish::Pause)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    paused_ += seconds_since(paused_at);
    usage_->skip();
    speed_since_ = Clock::now();
    speed_samples_ = position_.samples_seen;
    return Ok{};
}

Result<TrainingRun::Reached> TrainingRun::obey(Phase phase)
{
    if (monitor_.wish() == Wish::Pause)
        LOOM_TRY(pause(phase));
    position_.phase = phase;
    switch (monitor_.wish()) {
    case Wish::StopKeepBest:
        return Reached::Stop;
    case Wish::Discard:
        return Reached::Discard;
    case Wish::Leave:
        LOOM_TRY(keep_here(phase));
        return Reached::Leave;
    case Wish::GoOn:
    case Wish::Pause:
        break;
    }
    return Reached::End;
}

Result<TrainingRun::Reached> TrainingRun::train_epochs()
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
Status TrainingRun::heed(std::int64_t step)
{
    const std::optional<double> scale = monitor_.take_rate_scale();
    const std::int64_t more = monitor_.take_more_epochs();
    if (scale) {
        std::erase_if(record_.rate_changes, [&](const RateChange& c) { return c.step >= step; });
        record_.rate_changes.push_back({step, *scale});
    }
    if (more > 0) {
        LOOM_TRY(set_epochs(prepared_.recipe.epochs + more));
        position_.epochs = record_.epochs;
        position_.steps = planned_steps(prepared_.recipe, steps_per_epoch_);
    }
    position_.rate_scale = rate_scale(record_.rate_changes, step);
    return scale || more > 0 ? runs_.save(record_) : Status(Ok{});
}

bool TrainingRun::spent() const
{
    const RecipeSettings& r = prepared_.recipe;
    return (r.most_steps > 0 && done_.step >= r.most_steps) || (r.most_minutes > 0 && record_.seconds + begun_seconds_ >= 60 * r.most_minutes);
}

Result<TrainingRun::Reached> TrainingRun::one_epoch()
{
    began_ = kept_ = Clock::now();
    paused_ = 0;
    steps_.clear();
    training_ = Tally::from(done_.begun);
    if (!done_.judged && done_.step < end_of_epoch()) // It was left before it was validated.
        if (auto reached = mark_at(true, false); !reached || *reached != Reached::End)
            return reached;
    if (auto reached = steps_of_epoch(); !reached || *reached != Reached::End || position_.step < end_of_epoch())
        return reached;
    return end_epoch();
}

/// Those that are left of it, unless the run is spent before.
Result<TrainingRun::Reached> TrainingRun::steps_of_epoch()
{
    for (std::int64_t step = done_.step, end = end_of_epoch(); step < end && !spent(); ++step) {
        if (const auto wish = obey(Phase::Training); !wish || *wish != Reached::End) {
            if (wish && *wish == Reached::Stop && step > 0 && done_.best_epoch == 0) // Or there would be nothing to keep.
                if (auto kept = mark_at(true, true); !kept || *kept != Reached::End)
                    return kept;
            return wish;
        }
        LOOM_TRY(heed(step));
        const Batch& batch = doctor_->wait_for(*batches_);
        const double learning_rate = rate_at(step);
        const bool watched = is_watched(step);
        LOOM_TRY(run_step(*train_, prepared_.train, {learning_rate, prepared_.recipe.seed, step, watched}, batch, result_));
        const BatchResult* result = &result_;
        if (!std::isfinite(result->loss) && step == 0)
            return Error{Message(LOOM_TEXT("The loss is %1 at the first step, before anything was learned."),
                                 broken_text(result->loss)),
                         LOOM_TEXT("Look in the data for values that are extreme or no numbers, and in formulas for a "
                                   "division by 0 or a logarithm of 0 or less.")};
        if (!std::isfinite(result->loss))
            return no_number(Message(LOOM_TEXT("The loss became %1 in epoch %2, at step %3."),
                                     broken_text(result->loss), done_.epoch + 1, step + 1));
        training_.add(*result);
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
            position_.waited = doctor_->waited_share();
            position_.memory_bytes = resident_bytes();
            position_.peak_bytes = peak_resident_bytes();
            usage_->see(step + 1);
            speed_since_ = Clock::now();
            speed_samples_ = position_.samples_seen;
        }
        monitor_.move_to(position_);
        if (step + 1 < end)
            if (auto reached = within_epoch(); !reached || *reached != Reached::End)
                return reached;
    }
    return Reached::End;
}

Result<TrainingRun::Reached> TrainingRun::end_epoch()
{
    const NotCounted beside(speed_since_);
    if (keeping_is_due()) // The validation may take long, too.
        LOOM_TRY(keep_here(Phase::Validating));
    LOOM_TRY(take_weights());
    EpochPoint point{.epoch = done_.epoch + 1,
                     .step = position_.step,
                     .loss = training_.mean_loss(),
                     .accuracy = training_.accuracy(),
                     .learning_rate = rate_at(position_.step - 1),
                     .parts = training_.part_points()};
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
    next.judged = true;
    doctor_->close_epoch(point);
    if (album_->wants()) // Like the curve: what lies beyond the checkpoint is dropped when the run goes on.
        LOOM_TRY(append_page(files_.folder / "album.f32", album_->layout(), album_->page()));
    LOOM_TRY(keep(line_of(point), std::move(next), validation_ ? point.val_loss : point.loss, validation_ ? point.val_accuracy : point.accuracy));
    LOOM_TRY(keep_epoch());
    note(point);
    record_.seconds += point.seconds;
    begun_seconds_ = 0;
    monitor_.report(point);
    position_.epoch = done_.epoch;
    monitor_.move_to(position_);
    LOOM_TRY(tell(doctor_->after_epoch()));
    return Reached::End;
}

Status TrainingRun::tell(Result<std::vector<Diagnosis>> found)
{
    if (!found)
        return found.error();
    for (Diagnosis& d : *found)
        monitor_.report(std::move(d));
    return Ok{};
}

Status TrainingRun::call_doctor()
{
    doctor_.emplace(job_, prepared_, *evaluate_, files_.folder);
    carried_->write_to(*evaluate_, places_); // As after an epoch.
    std::optional<Doctor::Before> before;
    if (done_.step > 0) {
        auto metrics = runs_.metrics(record_.name);
        if (!metrics)
            return metrics.error();
        before.emplace(Doctor::Before{.metrics = std::move(*metrics)});
        notes_ = load_notes_of_doctor(files_.folder);
        std::erase_if(notes_, [this](const DoctorNotes& n) { return !n.belongs_to(done_.epoch, done_.step, done_.judged); });
        if (!notes_.empty()) {
            before->notes = notes_.back();
            if (!notes_.back().looks.empty())
                before->looked_at = looked_at(notes_.back().looks.back().step);
        }
    }
    return tell(doctor_->begin(before, *train_));
}

/// The weights that the doctor looked at last, at that step. Nothing where they are nowhere: then it does not know what moved until it looks again.
LayerProbe::Values TrainingRun::looked_at(std::int64_t step)
{
    if (step == done_.step)
        return [this](const std::string& name) { return carried_->values_of(name); };
    if (step == 0) {
        const auto first = std::make_shared<Carried>(*carried_);
        if (!begin(*first))
            return {};
        return [first](const std::string& name) { return first->values_of(name); };
    }
    auto file = files_.look_at(step);
    if (!file)
        return {};
    return [kept = std::make_shared<Safetensors>(std::move(*file))](const std::string& name) {
        return kept->contains(name) ? kept->floats(name) : std::vector<float>();
    };
}

/// Where numbers broke: finds the place. What this cannot find or write makes nothing worse.
void TrainingRun::look_back()
{
    const auto kept = files_.restore(*carried_);
    if (!kept || (!*kept && !begin(*carried_)))
        return;
    const auto broken = find_breakdown({.job = job_, .prepared = prepared_, .training = *train_, .state = *carried_, .from = done_.step, .broken = position_.step,
                                        .rate = [this](std::int64_t step) { return rate_at(step); },
                                        .stopped = [this] { return monitor_.wish() != Wish::GoOn; }});
    if (broken && *broken)
        (void)tell(doctor_->after_breakdown(**broken));
}

double TrainingRun::gradient_norm()
{
    if (prepared_.train.gradient_squares == no_tensor)
        return not_measured;
    train_->read(prepared_.train.gradient_squares, std::span<double>(squares_));
    return std::sqrt(std::accumulate(squares_.begin(), squares_.end(), 0.0));
}

Status TrainingRun::take_weights()
{
    carried_->read_from(*train_);
    if (const std::string* broken = carried_->first_broken())
        return no_number(Message(LOOM_TEXT("A value of %1 became infinite or NaN in epoch %2."), *broken, done_.epoch + 1));
    return Ok{};
}

} // namespace loom
