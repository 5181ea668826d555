#include "train/training_run.h"
#include "base/peak.h"
#include "base/process.h"
#include "train/as_trained.h"
#include "train/kept_states.h"
#include "train/step_log.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace loom {
namespace {

Error changed_since(Text what, const std::string& run)
{
    return {Message(what, run), LOOM_TEXT("Take the changes back to go on with it, or start a new run.")};
}

/// Both as they are trained.
Status same_data(const RunRecord& record, const Document& began, const Document& now, const Dataset& data)
{
    if (began.data() != now.data())
        return changed_since(LOOM_TEXT("The data setup has changed since %1 began."), record.name);
    if (record.data_fingerprint != data.fingerprint())
        return Error{Message(LOOM_TEXT("The data has changed since %1 began."), record.name),
                     LOOM_TEXT("Bring the old data back to go on with it, or start a new run.")};
    return Ok{};
}

Status unchanged(const RunRecord& record, const Document& document, const Dataset& data)
{
    const Document began = as_trained(record.document), now = as_trained(document);
    const auto changed = [&](Text what) { return changed_since(what, record.name); };
    LOOM_TRY(same_data(record, began, now, data));
    if (began.recipe() != now.recipe())
        return changed(LOOM_TEXT("The recipe has changed since %1 began."));
    if (began != now)
        return changed(LOOM_TEXT("The network has changed since %1 began."));
    return Ok{};
}

std::int64_t epochs_in(const Document& document) { return unpack_recipe(document.recipe().settings).epochs; }

/// Whether the recipe's epochs are those that the state was kept in.
Status same_epochs(const RunRecord& record, const Milestone& at, const Job& job)
{
    const auto steps = [&](const Document& d) {
        const std::int64_t rows = std::int64_t(job.dataset->training_rows().size());
        return steps_per_epoch(*job.dataset, std::min(unpack_recipe(d.recipe().settings).batch_size, rows));
    };
    const std::int64_t then = steps(record.document), now = steps(job.document);
    if (then != now)
        return Error{Message(LOOM_TEXT("An epoch of %1 has %2 steps, one of this recipe %3."), record.name, then, now),
                     Message(LOOM_TEXT("Take the batch size of %1 to go on from it, or begin with its weights alone (“Begin with the weights of” in the recipe)."), record.name)};
    if (at.step / then != at.epoch + (at.between_epochs() ? 0 : at.step == (at.epoch + 1) * then))
        return Error{Message(LOOM_TEXT("%1 does not say how far the run was."), record.name), LOOM_TEXT("Go on from another state, or from another run.")};
    return Ok{};
}

/// Going on with a curve that lacks something would leave a hole in it for ever.
Status whole_curve(const Runs& runs, const std::string& run, const Milestone& at)
{
    const auto metrics = runs.metrics(run);
    if (!metrics)
        return metrics.error();
    const auto short_of = [&](Text what, const char* file, std::int64_t there, std::int64_t made) {
        return Error{Message(what, path_text(runs.folder(run) / file), there, made),
                     Message(LOOM_TEXT("Bring the file back from a copy, or begin a new run with the weights of %1 (“Begin with the weights of” in the recipe)."), run)};
    };
    const auto log = read_steps(runs.folder(run) / "steps.f32");
    if (!log)
        return log.error();
    if (const auto epochs = std::ranges::count_if(metrics->epochs, [&](const EpochPoint& p) { return p.epoch <= at.epoch; }); epochs < at.epoch)
        return short_of(LOOM_TEXT("%1 holds %2 epochs, but %3 were trained: it was shortened or deleted."), "metrics.jsonl", epochs, at.epoch);
    if (at.epoch == 0 && std::ranges::find(metrics->marks, at.step, &MarkPoint::step) == metrics->marks.end())
        return short_of(LOOM_TEXT("%1 holds %2 marks of the first epoch, but %3 or more were made: it was shortened or deleted."), "metrics.jsonl", std::ssize(metrics->marks), 1);
    if (const auto steps = std::int64_t(std::max(log->size(), metrics->steps.size())); steps < at.step) // Of a run before 2026-11-28 they are lines.
        return short_of(LOOM_TEXT("%1 holds %2 steps, but %3 were made: it was shortened or deleted."), "steps.f32", steps, at.step);
    return Ok{};
}

} // namespace

/// With what a run began, so that it goes on bit for bit: the same device and threads, unless asked otherwise.
Result<Prepared> TrainingRun::prepare_as(const RunRecord& began) const
{
    return prepare(job_, job_.device == "auto" ? began.device : job_.device, job_.threads > 0 ? job_.threads : began.threads, began.parts);
}

Result<Prepared> TrainingRun::open()
{
    return job_.continues ? open_continued() : job_.resume ? open_resumed() : prepare(job_, job_.device, job_.threads);
}

Result<Prepared> TrainingRun::open_resumed()
{
    auto record = runs_.load(*job_.resume);
    if (!record)
        return record.error();
    record_ = std::move(*record);
    LOOM_TRY(unchanged(record_, job_.document, *job_.dataset));
    const auto kept = Safetensors::summary(files_.folder / "last.safetensors");
    if (const auto at = kept ? Milestone::from(kept->metadata) : std::nullopt) { // What cannot be read is told when it is restored.
        const std::int64_t epochs = epochs_in(job_.document);
        if (at->epoch > epochs)
            return Error{Message(LOOM_TEXT("%1 has finished %2 epochs already, more than the %3 asked for."), record_.name, at->epoch, epochs),
                         LOOM_TEXT("Ask for more epochs to go on with it, or start a new run.")};
        LOOM_TRY(whole_curve(runs_, record_.name, *at));
    }
    return prepare_as(record_);
}

/// What another run was: all that is wrong with it is told before the new one is there.
Result<Prepared> TrainingRun::open_continued()
{
    auto other = runs_.load(job_.continues->run);
    if (!other)
        return other.error();
    const fs::path folder = runs_.folder(other->name);
    const auto state = kept_state(folder, *job_.continues);
    if (!state)
        return state.error();
    const Milestone& at = state->at;
    LOOM_TRY(whole_curve(runs_, other->name, at));
    LOOM_TRY(same_data(*other, as_trained(other->document), as_trained(job_.document), *job_.dataset));
    LOOM_TRY(same_epochs(*other, at, job_));
    const std::int64_t epochs = epochs_in(job_.document);
    if (job_.more_epochs == 0 && at.epoch >= epochs)
        return Error{Message(LOOM_TEXT("%1 has %2 epochs behind it there, and the recipe asks for %3: nothing is left to train."), other->name, at.epoch, epochs),
                     LOOM_TEXT("Ask for more epochs.")};
    auto prepared = prepare_as(*other);
    if (!prepared)
        return prepared.error();
    const auto file = Safetensors::summary(state->file);
    if (!file)
        return file.error();
    LOOM_TRY(carries(*file, prepared->train.program, path_text(state->file), does_not_fit));
    record_.continued = {other->name, at.epoch, at.step};
    record_.parts = other->parts;
    record_.choices = std::move(other->choices);
    std::ranges::copy_if(other->rate_changes, std::back_inserter(record_.rate_changes), [&](const RateChange& c) { return c.step < at.step; });
    if (epochs == other->epochs || job_.more_epochs > 0)
        record_.scheduled_epochs = other->scheduled_epochs;
    return prepared;
}

/// Takes batches in parts where memory does not suffice. A run that goes on stays as it began.
Result<Forecast> TrainingRun::fit()
{
    const std::int64_t asked = prepared_.recipe.parts;
    auto fit = fitted_to_memory(job_, std::move(prepared_), job_.device, job_.threads);
    if (!fit)
        return fit.error();
    prepared_ = std::move(fit->prepared);
    if (fit->forecast.parts != asked)
        record_.parts = fit->forecast.parts;
    return fit->forecast;
}

Status TrainingRun::set_epochs(std::int64_t all)
{
    if (record_.scheduled_epochs == 0)
        record_.scheduled_epochs = prepared_.recipe.epochs;
    LOOM_TRY(set_recipe({{"epochs", all}}));
    prepared_.recipe.epochs = record_.epochs = all;
    return Ok{};
}

Status TrainingRun::set_recipe(const std::vector<std::pair<std::string_view, Value>>& settings)
{
    Recipe recipe = record_.document.recipe();
    for (const auto& [key, value] : settings)
        recipe.settings[*recipe_type().index_of(key)] = value;
    auto set = record_.document.apply(SetRecipe{std::move(recipe)});
    return set ? Status(Ok{}) : Status(set.error());
}

/// They are trained whatever else would end the run.
Status TrainingRun::plan_more_epochs()
{
    LOOM_TRY(set_epochs(record_.continued.epoch + job_.more_epochs));
    LOOM_TRY(set_recipe({{"stop_early", std::int64_t{0}}, {"most_steps", std::int64_t{0}}, {"most_minutes", 0.0}}));
    prepared_.recipe.stop_early = prepared_.recipe.most_steps = 0;
    prepared_.recipe.most_minutes = 0;
    return Ok{};
}

Status TrainingRun::take_folder(const std::string& run)
{
    files_.folder = runs_.folder(run);
    lock_ = FolderLock::try_lock(files_.folder);
    if (!lock_)
        return Error{Message(LOOM_TEXT("%1 is being trained already."), run), LOOM_TEXT("Wait for it, or stop it in its window.")};
    return Ok{};
}

Status TrainingRun::begin_record()
{
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
    return Ok{};
}

Result<std::string> TrainingRun::start()
{
    monitor_.move_to(position_);
    if (job_.resume) { // What its record says holds once nobody else trains it.
        if (auto known = runs_.load(*job_.resume); !known)
            return known.error();
        LOOM_TRY(take_folder(*job_.resume));
    }
    auto prepared = open();
    if (!prepared)
        return prepared.error();
    prepared_ = std::move(*prepared);
    restart_peak(); // Not that of what was open before.
    auto foretold = fit();
    if (!foretold)
        return foretold.error();

    record_.document = job_.document;
    record_.epochs = prepared_.recipe.epochs;
    if (job_.more_epochs > 0 && job_.continues)
        LOOM_TRY(plan_more_epochs());
    if (!job_.resume) {
        LOOM_TRY(begin_record());
        LOOM_TRY(take_folder(record_.name));
    }
    record_.peak_bytes = 0;
    record_.state = RunRecord::State::Unfinished;
    record_.failure.clear();
    record_.device = prepared_.backend->id();
    record_.device_text = render(prepared_.backend->description(), Language::English);
    record_.threads = prepared_.threads;
    record_.parameters = foretold->parameters;
    record_.steps_per_epoch = foretold->steps_per_epoch;
    record_.forecast_bytes = foretold->memory_bytes;
    if (job_.foretold_seconds > 0)
        record_.foretold_seconds = job_.foretold_seconds;
    position_.parts = record_.parts;
    record_.held_bytes = position_.held_bytes = foretold->memory_bytes - foretold->added_bytes;
    if (auto saved = runs_.save(record_); !saved) {
        std::error_code ignored;
        if (!job_.resume)
            fs::remove(files_.folder, ignored);
        return saved.error();
    }
    return record_.name;
}

} // namespace loom
