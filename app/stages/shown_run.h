#pragma once
#include "train/monitor.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace loom {

class Session;

/// The run that the bar, the doctor and the forecast of Train speak of: the one in progress, or the one that has just ended.
class ShownRun : public QObject {
    Q_OBJECT
public:
    explicit ShownRun(Session&, QObject* parent = nullptr);
    /// Whether it is there and of this project: what was found in it and foretold of it is shown.
    bool is_here() const;
    /// How it ended; nothing while it goes on, and where there is none.
    const std::optional<Outcome>& outcome() const { return outcome_; }
    /// When it was begun or gone on with.
    const QDateTime& started() const { return started_; }

private:
    Session& session_;
    std::optional<Outcome> outcome_;
    QDateTime started_;
};

} // namespace loom
