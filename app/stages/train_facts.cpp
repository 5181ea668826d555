#include "stages/train_facts.h"

#include "session.h"
#include "theme/language.h"

#include <cmath>

namespace loom {

TrainFacts::TrainFacts(Session& session, std::filesystem::path zones) : session_(session), zones_(std::move(zones))
{
    timer_.setInterval(1000);
    connect(&timer_, &QTimer::timeout, this, &TrainFacts::look);
    const TrainingSession& training = session.training();
    connect(&training, &TrainingSession::started, this, &TrainFacts::begin);
    connect(&training, &TrainingSession::run_known, this, &TrainFacts::look);
    connect(&training, &TrainingSession::finished, this, [this] {
        timer_.stop();
        Q_EMIT changed();
    });
    if (training.active())
        begin();
}

void TrainFacts::begin()
{
    meter_.emplace(zones_);
    joules_ = meter_->joules();
    timer_.start();
    look();
}

void TrainFacts::look()
{
    // A counter goes round within minutes, so it is asked anew each time.
    if (const auto more = meter_->joules(); joules_ && more) {
        *joules_ += *more;
        meter_.emplace(zones_);
    }
    const TrainingSession& training = session_.training();
    age_.reset();
    std::error_code none;
    const auto kept = fs::last_write_time(Runs(training.job().project).checkpoint(training.run()), none);
    if (!none && !training.run().empty())
        age_ = std::max(0.0, std::chrono::duration<double>(fs::file_time_type::clock::now() - kept).count());
    Q_EMIT changed();
}

QString TrainFacts::words_of_checkpoint() const
{
    return age_ ? tr("Checkpoint saved %1 ago").arg(duration_text(std::max(1.0, std::floor(*age_)))) : tr("No checkpoint yet");
}

QString TrainFacts::words_of_energy() const
{
    const double hours = *joules_ / 3600;
    return hours < 0.1 ? tr("Energy %1 J").arg(counted(qint64(*joules_))) : tr("Energy %1 Wh").arg(hours, 0, 'f', hours < 10 ? 1 : 0);
}

QString TrainFacts::text() const
{
    const auto& data = session_.data().dataset();
    const TrainingSession& training = session_.training();
    if (!training.active())
        return data ? tr("%1 training samples, %2 validation samples").arg(counted(qint64(data->training_rows().size())), counted(qint64(data->rows(Part::Validation).size())))
                    : QString();
    QStringList facts{words_of_checkpoint()};
    if (training.position().samples_per_second > 0)
        facts += tr("Data loader waits %1 of the time").arg(percent_text(training.position().waited, 0));
    if (joules_)
        facts += words_of_energy();
    const auto& entries = session_.queue().entries();
    const auto after = std::ranges::count_if(entries, [this](const QueueEntry& e) { return e.number != session_.queue().current(); });
    if (after > 0)
        facts += tr("Queue: %n run(s) after this one", nullptr, int(after));
    return facts.join(QStringLiteral(" · "));
}

} // namespace loom
