#include "stages/shown_run.h"

#include "session.h"

#include <cmath>

namespace loom {

ShownRun::ShownRun(Session& session, QObject* parent) : QObject(parent), session_(session)
{
    const TrainingSession& training = session.training();
    connect(&training, &TrainingSession::started, this, &ShownRun::begin); // By the queue too.
    connect(&training, &TrainingSession::moved, this, &ShownRun::move);
    connect(&training, &TrainingSession::finished, this, &ShownRun::end);
    connect(&session, &Session::project_changed, this, [this] {
        if (!is_here())
            outcome_.reset();
    });
}

bool ShownRun::is_here() const
{
    const TrainingSession& training = session_.training();
    return (training.active() || outcome_) && training.job().project == session_.run_list().project();
}

void ShownRun::begin()
{
    const Job& job = session_.training().job();
    const ForecastSession& told = session_.forecast();
    const bool is_its = told.is_of(job.document, job.dataset.get());
    outcome_.reset();
    started_ = QDateTime::currentDateTime();
    ended_ = {};
    forecast_ = is_its ? told.forecast() : std::nullopt;
    measured_ = is_its ? told.measured() : std::nullopt;
    epoch_of_others_ = forecast_ ? epoch_of_others(forecast_->parameters) : 0;
    most_memory_ = 0;
    done_before_ = 0;
}

void ShownRun::move(const Monitor::Position& p)
{
    most_memory_ = std::max(most_memory_, p.peak_bytes);
    const Job& job = session_.training().job();
    if ((job.resume || job.continues) && done_before_ == 0 && p.steps > 0)
        done_before_ = double(p.step) / double(p.steps);
}

void ShownRun::end(const Outcome& outcome)
{
    outcome_ = outcome;
    ended_ = QDateTime::currentDateTime();
}

const RunRecord* ShownRun::record() const { return session_.run_list().find(session_.training().run()); }

double ShownRun::epoch_of_others(std::int64_t parameters) const
{
    RunList& runs = session_.run_list();
    for (const RunRecord& r : runs.records()) {
        if (r.parameters != parameters || session_.training().is_of(runs.project(), r.name))
            continue;
        const auto& epochs = runs.epochs(r.name);
        double seconds = 0;
        for (const EpochPoint& e : epochs)
            seconds += e.seconds / double(epochs.size());
        if (seconds > 0)
            return seconds;
    }
    return 0;
}

Taken ShownRun::foretold() const
{
    const RunRecord* r = record();
    const Job& job = session_.training().job();
    const bool further = job.more_epochs > 0; // Than the recipe says, and than what was foretold for it.
    const std::int64_t epochs = further && r ? r->epochs : unpack_recipe(job.document.recipe().settings).epochs;
    Taken told;
    if (r && r->forecast_bytes > r->held_bytes)
        told.bytes = double(r->forecast_bytes - r->held_bytes);
    else if (forecast_)
        told.bytes = double(forecast_->added_bytes);
    double all = further ? 0 : measured_ ? measured_->seconds : r ? r->foretold_seconds : 0;
    if (measured_ && forecast_)
        told.epoch = measured_->pace.epoch(forecast_->steps_per_epoch);
    else
        told.epoch = all > 0 && epochs > 0 ? all / double(epochs) : epoch_of_others_;
    if (all <= 0)
        all = told.epoch * double(epochs);
    if (all > 0)
        told.end = started_.addMSecs(qint64(all * (1 - done_before_) * 1000));
    return told;
}

Taken ShownRun::taken() const
{
    const TrainingSession& training = session_.training();
    const RunRecord* r = record();
    Taken took;
    const std::size_t held = training.position().held_bytes, most = outcome_ && r && r->peak_bytes > 0 ? r->peak_bytes : most_memory_;
    took.bytes = most > held ? double(most - held) : 0;
    const auto& epochs = training.metrics().epochs;
    for (const EpochPoint& e : epochs)
        took.epoch += e.seconds / double(epochs.size());
    if (outcome_)
        took.end = ended_;
    else if (std::isfinite(training.seconds_left()))
        took.end = QDateTime::currentDateTime().addMSecs(qint64(training.seconds_left() * 1000));
    return took;
}

} // namespace loom
