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

/// How long a training takes from here on, pauses left out, as far as whoever watches it sees them.
class TimeTaken {
public:
    void see(Monitor::Phase phase)
    {
        const auto now = Clock::now();
        if (phase != Monitor::Phase::Paused)
            seconds_ += std::chrono::duration<double>(now - seen_).count();
        seen_ = now;
    }
    double seconds() const { return seconds_; }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point seen_ = Clock::now();
    double seconds_ = 0;
};

} // namespace loom::cli
