#include "train/training_run.h"
#include "base/peak.h"
#include "base/process.h"
#include "train/as_trained.h"
#include "train/points_json.h"
#include "train/shortage.h"
#include "train/step_log.h"

#include <nlohmann/json.hpp>

namespace loom {
namespace {

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

} // namespace

Result<Prepared> TrainingRun::open()
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
Result<Forecast> TrainingRun::fit()
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

Result<std::string> TrainingRun::start()
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

Status TrainingRun::restore()
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
Status TrainingRun::begin()
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

} // namespace loom
