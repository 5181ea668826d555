#include "train/training_run.h"
#include "train/kept_states.h"
#include "train/points_json.h"
#include "train/step_log.h"

namespace loom {

Status TrainingRun::restore()
{
    auto found = files_.restore(*carried_);
    if (found && !*found && !record_.continued.run.empty()) {
        LOOM_TRY(bring_over());
        found = files_.restore(*carried_);
    }
    if (!found)
        return found.error();
    if (*found)
        done_ = **found;
    else
        LOOM_TRY(begin(*carried_));
    done_.seed = prepared_.recipe.seed;
    LOOM_TRY(drop_metrics_after(done_.step));
    return keep_epoch(); // A kill may have come before it.
}

/// What the run goes on from, out of the folder of another one. The state comes last: until it is there, going on begins here.
Status TrainingRun::bring_over()
{
    const fs::path from = runs_.folder(record_.continued.run);
    auto state = kept_state(from, record_.continued);
    if (!state)
        return state.error();
    for (const char* file : {"steps.f32", "metrics.jsonl", "usage.jsonl", "album.f32", "findings.json"})
        LOOM_TRY(copy_whole(from / file, files_.folder / file));
    const auto tensors = Safetensors::read(state->file);
    if (!tensors)
        return tensors.error();
    LOOM_TRY(carried_->take_all(*tensors, path_text(state->file), does_not_fit));
    LOOM_TRY(files_.bring_best(from, state->at));
    return files_.save(*carried_, state->at);
}

Status TrainingRun::drop_metrics_after(std::int64_t step)
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
    const auto keep_line = [&](std::string_view line, bool is_done) {
        if (is_done)
            (kept += line) += '\n';
        return is_done;
    };
    each_point(*text, {.step =
                           [&](std::string_view, const StepPoint& p) {
                               if (p.step <= step)
                                   lines.append(p);
                           },
                       .epoch =
                           [&](std::string_view line, const EpochPoint& p) {
                               if (!keep_line(line, p.epoch <= done_.epoch))
                                   return;
                               note(p);
                               record_.seconds += p.seconds;
                               begun_seconds_ = 0;
                           },
                       .mark =
                           [&](std::string_view line, const MarkPoint& p) {
                               if (keep_line(line, p.step < step || (p.step == step && (done_.judged || std::isnan(p.val_loss)))))
                                   begun_seconds_ = p.seconds;
                           }});
    if (!fs::exists(log, ignored))
        LOOM_TRY(append_steps(log, lines));
    return kept == *text ? Status(Ok{}) : write_file(path, kept);
}

Outcome TrainingRun::go()
{
    for (auto [lowered, executable] :
         {std::pair(&prepared_.train, &train_), std::pair(&prepared_.evaluate, &evaluate_)}) {
        // A run that goes on does what it did before; evaluating is seldom enough to do without measuring.
        const bool measure = lowered == &prepared_.train && !goes_on() && !prepared_.recipe.deterministic;
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

} // namespace loom
