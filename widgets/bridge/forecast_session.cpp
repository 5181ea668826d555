#include "bridge/forecast_session.h"

#include "base/process.h"
#include "schema/recipe.h"
#include "train/shortage.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

std::int64_t batch_of(const Document& document)
{
    return unpack_recipe(document.recipe().settings).batch_size;
}

} // namespace

ForecastSession::ForecastSession(GraphDocument& graph, DataSession& data, TrainingSession& training, RunList& runs,
                                 QObject* parent)
    : QObject(parent), graph_(graph), data_(data), training_(training), runs_(runs)
{
    soon_.setSingleShot(true);
    soon_.setInterval(200);
    connect(&soon_, &QTimer::timeout, this, &ForecastSession::compute);
    connect(&graph_, &GraphDocument::changed, this, &ForecastSession::follow);
    connect(&data_, &DataSession::changed, this, &ForecastSession::follow);
    connect(&training_, &TrainingSession::state_changed, this, [this] {
        if (training_.active())
            measurer_.cancel(); // The run needs the processors.
        follow();
    });
    connect(&measurer_, &Worker::busy_changed, this, &ForecastSession::changed);
    connect(&runs_, &RunList::changed, this, &ForecastSession::changed);
}

void ForecastSession::watch()
{
    if (std::exchange(watched_, true))
        return;
    follow();
}

void ForecastSession::set_device(const std::string& id, int threads)
{
    device_ = id;
    threads_ = threads;
    of_data_.reset(); // Another device, another forecast.
    follow();
}

bool ForecastSession::is_of(const Document& document, const Dataset* data) const
{
    return of_data_ && of_data_.get() == data && document.recipe() == of_.recipe() && same_network(document, of_);
}

void ForecastSession::follow()
{
    if (!watched_ || training_.active() || is_current())
        return;
    if (data_.dataset() && graph_.analysis().sound()) {
        soon_.start();
        return;
    }
    soon_.stop();
    worker_.cancel();
    measurer_.cancel();
    of_data_.reset();
    fitting_.reset();
    measured_.reset();
    if (std::exchange(forecast_, std::nullopt))
        Q_EMIT changed();
}

void ForecastSession::compute()
{
    if (training_.active() || !data_.dataset() || !graph_.analysis().sound())
        return;
    measurer_.cancel();
    measured_.reset();
    of_ = graph_.document();
    of_data_ = data_.dataset();
    struct Told {
        std::optional<Forecast> forecast, fitting;
    };
    worker_.start<Told>(
        [job = job()](Progress&) {
            Told told;
            if (auto whole = loom::forecast(job)) {
                told.forecast = *whole;
                if (const auto shortage = memory_shortage(*whole))
                    if (auto fit = fitted_forecast(job, shortage->free); fit && fit->added_bytes <= shortage->free && fit->parts > whole->parts)
                        told.fitting = *fit;
            }
            return told;
        },
        [this](Told told) {
            forecast_ = std::move(told.forecast);
            fitting_ = std::move(told.fitting);
            Q_EMIT changed();
            measure();
        });
}

Job ForecastSession::job() const
{
    return {.document = of_, .dataset = of_data_, .project = {}, .device = device_, .threads = threads_};
}

void ForecastSession::want_measured(bool wanted)
{
    measured_wanted_ = wanted;
    if (!wanted)
        measurer_.cancel();
    else
        measure();
}

void ForecastSession::measure()
{
    if (!measured_wanted_ || measured_ || !forecast_ || training_.active() || !is_current() || measurer_.busy() || memory_shortage(*forecast_))
        return;
    measurer_.start<std::optional<Measured>>(
        [job = job(), told = *forecast_](Progress& progress) -> std::optional<Measured> {
            auto pace = rehearse(job, progress);
            if (!pace)
                return {};
            auto largest = largest_batch(job, free_memory_bytes(), progress);
            if (!largest)
                return {};
            return Measured{*pace, training_seconds(job, told, *pace), *largest};
        },
        [this](std::optional<Measured> measured) {
            measured_ = std::move(measured);
            Q_EMIT changed();
        });
}

std::int64_t ForecastSession::batch() const
{
    return batch_of(graph_.document());
}

std::optional<double> ForecastSession::step_seconds()
{
    const Document& now = graph_.document();
    const int threads = threads_ > 0 ? threads_ : allowed_processors();
    for (const RunRecord& run : runs_.records()) {
        if ((device_ != "auto" && run.device != device_) || run.threads != threads ||
            batch_of(run.document) != batch_of(now) || !same_network(run.document, now))
            continue;
        const auto& epochs = runs_.epochs(run.name);
        double seconds = 0;
        for (const EpochPoint& epoch : epochs)
            seconds += epoch.seconds;
        if (!epochs.empty() && epochs.back().step > 0 && seconds > 0)
            return seconds / double(epochs.back().step);
    }
    if (measured_ && forecast_ && is_current())
        return measured_->pace.epoch(forecast_->steps_per_epoch) / double(forecast_->steps_per_epoch);
    return {};
}

std::optional<ForecastSession::PastError> ForecastSession::past_error() const
{
    PastError worst;
    for (const RunRecord& run : runs_.records())
        if (run.forecast_bytes > run.held_bytes && run.peak_bytes > run.held_bytes) {
            // Of what training takes, not of what was open beside it.
            const auto taken = [&](std::size_t bytes) { return double(bytes - run.held_bytes); };
            worst.share = std::max(worst.share, std::abs(taken(run.peak_bytes) / taken(run.forecast_bytes) - 1));
            ++worst.runs;
        }
    return worst.runs ? std::optional(worst) : std::nullopt;
}

} // namespace loom
