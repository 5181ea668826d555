#include "train/training_run.h"
#include "base/process.h"
#include "train/points_json.h"
#include "train/step_log.h"

#include <cmath>

namespace loom {

bool TrainingRun::keeping_is_due() const
{
    const double minutes = prepared_.recipe.checkpoint_minutes;
    return minutes > 0 && seconds_since(kept_) >= 60 * minutes;
}

/// What is due after a step that does not end its epoch.
Result<TrainingRun::Reached> TrainingRun::within_epoch()
{
    const RecipeSettings& r = prepared_.recipe;
    const std::int64_t step = position_.step;
    const bool last = (r.most_steps > 0 && step >= r.most_steps) ||
                      (r.most_minutes > 0 && record_.seconds + seconds_of_epoch() >= 60 * r.most_minutes);
    const bool validated = last || (r.validate_steps > 0 && step % r.validate_steps == 0);
    const bool saved = prepared_.backend->carries_floats() && keeping_is_due();
    return validated || saved ? mark_at(validated, last) : Result<Reached>(Reached::End);
}

/// Keeps the run as it is within an epoch. Where it is validated, or ends here, it is compared with the best: by the validation or,
/// where nothing is held back, by what was trained so far.
Result<TrainingRun::Reached> TrainingRun::mark_at(bool validated, bool last)
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
        loss = training_.mean_loss();
        accuracy = training_.accuracy();
    }
    LOOM_TRY(keep_mark(std::move(point), loss, accuracy, true));
    return Reached::End;
}

Status TrainingRun::keep_mark(MarkPoint point, double loss, double accuracy, bool judged)
{
    point.seconds = seconds_of_epoch();
    Milestone next = done_;
    next.step = point.step;
    next.begun = training_.numbers();
    next.judged = judged;
    LOOM_TRY(keep(line_of(point), std::move(next), loss, accuracy));
    begun_seconds_ = point.seconds;
    began_ = kept_ = Clock::now();
    paused_ = 0;
    monitor_.report(std::move(point));
    return Ok{};
}

/// Keeps the run where it is, if it is not kept yet. Between two steps only where floats hold all that the device knows. Before a validation always:
/// behind it the unbroken run is kept, too, and goes on from what its checkpoint holds. While it is tested there is nothing to keep: what was
/// learned since the checkpoint was not wanted.
Status TrainingRun::keep_here(Phase phase)
{
    const bool can = phase == Phase::Validating || (phase == Phase::Training && prepared_.backend->carries_floats());
    if (!can || position_.step <= done_.step)
        return Ok{};
    const NotCounted beside(speed_since_);
    LOOM_TRY(take_weights());
    return keep_mark({.step = position_.step}, not_measured, not_measured, phase != Phase::Validating);
}

/// The validation after an epoch, and all that its page is made of.
Result<TrainingRun::Reached> TrainingRun::fill_page(Tally& held_back)
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
Result<TrainingRun::Reached> TrainingRun::validate(BatchStream& rows, Tally& held_back, AlbumMaker* album)
{
    carried_->write_to(*evaluate_, places_);
    if (auto reached = pass(rows, held_back, album); !reached || *reached != Reached::End)
        return reached;
    if (validation_ && !std::isfinite(held_back.mean_loss()) && held_back.rows > 0)
        return no_number(Message(LOOM_TEXT("The validation loss became %1 in epoch %2."), broken_text(held_back.mean_loss()), done_.epoch + 1));
    return Reached::End;
}

Result<TrainingRun::Reached> TrainingRun::pass(BatchStream& batches, Tally& tally, AlbumMaker* album)
{
    for (std::size_t i = 0; i < batches.batches_per_epoch(); ++i) {
        // A stop keeps what is being judged here, so it waits for the judgement.
        if (const auto wish = obey(Phase::Validating); !wish || (*wish != Reached::End && *wish != Reached::Stop))
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

void TrainingRun::note(const EpochPoint& p)
{
    losses_.push_back(std::isnan(p.val_loss) ? p.loss : p.val_loss);
    goals_.push_back(goal_of(prepared_.recipe, p));
}

/// The line of a point, what is not kept yet of the steps before it, and the checkpoint. `loss` and `accuracy` are compared with the
/// best; no number: they are not.
Status TrainingRun::keep(const std::string& line, Milestone next, double loss, double accuracy)
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
    LOOM_TRY(keep_notes(next));
    LOOM_TRY(files_.save(*carried_, next));
    done_ = std::move(next);
    position_.best = best_so_far();
    if (!prepared_.backend->carries_floats())
        carried_->write_to(*train_); // It goes on from what the checkpoint holds, too.
    position_.peak_bytes = peak_resident_bytes();
    if (position_.peak_bytes <= record_.peak_bytes)
        return Ok{};
    record_.peak_bytes = position_.peak_bytes;
    return runs_.save(record_);
}

/// What the doctor has seen by then, for whoever goes on.
Status TrainingRun::keep_notes(const Milestone& next)
{
    if (done_.step > 0 && doctor_->last_look() == done_.step)
        LOOM_TRY(files_.set_look_aside());
    DoctorNotes now = doctor_->notes();
    now.epoch = next.epoch;
    now.step = next.step;
    now.judged = next.judged;
    if (notes_.size() > 1)
        notes_.erase(notes_.begin());
    notes_.push_back(std::move(now));
    return save_notes_of_doctor(files_.folder, notes_);
}

/// The checkpoint that stays, where the recipe wants one of this epoch.
Status TrainingRun::keep_epoch()
{
    const RecipeSettings& r = prepared_.recipe;
    const bool due = r.checkpoint_epochs > 0 && done_.epoch > 0 && done_.between_epochs() && done_.epoch % r.checkpoint_epochs == 0;
    return due ? files_.save_epoch(*carried_, done_, r.checkpoints_kept) : Status(Ok{});
}

} // namespace loom
