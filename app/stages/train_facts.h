#pragma once
#include "base/energy.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace loom {

class Session;

/// What the status bar says of Train: the parts of the data; while it trains, how old the checkpoint is, how much of the time goes by waiting
/// for data, what the machine draws where it tells that, and what comes next.
class TrainFacts : public QObject {
    Q_OBJECT
public:
    /// `zones`: as EnergyMeter's.
    explicit TrainFacts(Session&, std::filesystem::path zones = "/sys/class/powercap");
    QString text() const;

signals:
    /// Once a second while it trains.
    void changed();

private:
    void begin();
    void look();
    QString words_of_checkpoint() const;
    QString words_of_energy() const;

    Session& session_;
    const std::filesystem::path zones_;
    std::optional<EnergyMeter> meter_;   // Since it was looked at last.
    std::optional<double> joules_;       // Since the run was begun; nothing where the machine does not count them.
    std::optional<double> age_;          // Of the checkpoint, in seconds; nothing where there is none.
    QTimer timer_;
};

} // namespace loom
