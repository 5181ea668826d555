#pragma once
#include "bridge/forecast_session.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace loom {

class Session;

/// What a training takes. 0, or an end that is not valid: not known.
struct Taken {
    double bytes = 0; // Beside what the process held before.
    double epoch = 0; // Seconds of one.
    QDateTime end = {};
};

/// The run that the bar, the doctor and the forecast of Train speak of: the one in progress, or the one that has just ended. Remembers what was
/// foretold of it when it was begun, whatever is edited since.
class ShownRun : public QObject {
    Q_OBJECT
public:
    explicit ShownRun(Session&, QObject* parent = nullptr);
    /// Whether it is there and of this project: what was found in it and foretold of it is shown.
    bool is_here() const;
    /// How it ended; nothing while it goes on, and where there is none.
    const std::optional<Outcome>& outcome() const { return outcome_; }

    /// As it was when the run was begun; nothing where none was made for what it trains.
    const std::optional<Forecast>& forecast() const { return forecast_; }
    const std::optional<ForecastSession::Measured>& measured() const { return measured_; }
    Taken foretold() const;
    /// So far, or in all.
    Taken taken() const;
    /// What an epoch took in the newest other run with so many parameters, in seconds; 0: there is none.
    double epoch_of_others(std::int64_t parameters) const;

private:
    void begin();
    void move(const Monitor::Position&);
    void end(const Outcome&);
    const RunRecord* record() const;

    Session& session_;
    std::optional<Outcome> outcome_;
    QDateTime started_, ended_;
    std::optional<Forecast> forecast_;
    std::optional<ForecastSession::Measured> measured_;
    double epoch_of_others_ = 0; // When it was begun.
    std::size_t most_memory_ = 0; // Of the process, while it was trained.
    double done_before_ = 0;      // Of a run that goes on, or goes on from another one: the share of its steps that was there.
};

} // namespace loom
