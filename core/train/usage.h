#pragma once
#include "base/growing_file.h"

#include <chrono>
#include <vector>

namespace loom {

// What a run took of the machine, in a file that only grows, usage.jsonl: a line of JSON at most once a second, later once in a
// 3600th of the time that was measured so far, so that a week has some 22,000. It says nothing of what is learned: a run that is gone on
// with has other numbers, and one of before 2026-11-29 has no such file.

/// Since the line before, or since the run began or went on; pauses are left out.
struct UsagePoint {
    std::int64_t step = 0;        // Steps done by then.
    double cpu = 0;               // Processor time of the whole process over the time on the clock, in % of one core.
    int cores = 1;                // How many the process may use.
    std::size_t memory_bytes = 0; // Of the process then; 0 where unknown.
};

/// Writes them. Belongs to one thread.
class UsageMeter {
public:
    explicit UsageMeter(fs::path file, std::chrono::duration<double> at_most_every = std::chrono::seconds(1));
    /// Adds a line where it is time for one. What the disk does not take is missing: no training ends for it.
    void see(std::int64_t step);
    /// What was since the last line does not count.
    void skip();

private:
    using Clock = std::chrono::steady_clock;
    fs::path file_;
    double every_;
    double measured_ = 0; // Seconds.
    int cores_;
    Clock::time_point since_ = Clock::now();
    double spent_; // Processor time by then.
};

/// The points that were added since. A torn last line is left for the next time; none where there is no file.
Result<std::vector<UsagePoint>> read_usage(GrowingFile&);
/// Takes off what was written after that step, and what is torn.
Status cut_usage(const fs::path&, std::int64_t step);

} // namespace loom
