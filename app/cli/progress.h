#pragma once
#include "train/monitor.h"

#include <chrono>

namespace loom::cli {

/// Training as people follow it on standard error: a bar that moves on a terminal, and a line for every epoch.
class TrainingProgress {
public:
    /// `lines`: says the epochs too. Without a terminal there is no bar.
    explicit TrainingProgress(bool lines);
    ~TrainingProgress() { clear_bar(); }
    void show(const Monitor::Position&, double last_loss);
    void show(const EpochPoint&, std::int64_t epochs);
    void clear_bar();

private:
    using Clock = std::chrono::steady_clock;
    /// Seconds to go, by the speed so far; negative while unknown.
    double seconds_left() const;

    bool terminal_, lines_, bar_shown_ = false;
    Clock::time_point begun_{}, shown_{};
    std::int64_t first_step_ = -1;
    Monitor::Position last_;
};

} // namespace loom::cli
