#pragma once
#include "base/files.h"
#include "engine/backend.h"

#include <functional>
#include <optional>

namespace loom {

/// One who takes part in a measurement: a program that speaks the protocol of tests/bench/README.md. It is called with
/// the job's folder behind its own arguments.
struct BenchSide {
    std::string name; // Until it tells its own.
    std::vector<std::string> command;
};

struct SideResult {
    std::string name;
    std::optional<Error> fault; // It ended, or computed something else. No times then.
    double prepare_seconds = 0, first_step_seconds = 0;
    std::size_t start_bytes = 0; // The most memory it held before it built the network,
    std::size_t peak_bytes = 0;  // and in all.
    std::vector<double> losses;  // Of the first steps.
    // Per step, in seconds.
    double least = 0, median = 0, p95 = 0;
    double processor = 0; // All threads together; the mean.
};

struct MatchSetup {
    std::int64_t rounds = 30;
    std::int64_t steps = 0;         // Per round; 0: as many as our side does in a tenth of a second.
    std::int64_t profile_steps = 0; // Of our side, behind the last round; 0: no profile.
};

struct MatchResult {
    std::int64_t steps = 0; // Per round.
    std::vector<SideResult> sides;
    std::vector<StepTime> profile; // Of our side; the median of each part.
};

/// How far apart losses of equal steps may be, relative to ours.
inline constexpr double loss_tolerance = 1e-3;

/// Lets the sides (ours first) do the job of this folder in turns, each round in the opposite order of the one before
/// it, and compares their losses of the first steps with ours. A fault of our own side is the error.
Result<MatchResult> run_match(const fs::path& folder, const std::vector<BenchSide>&, const MatchSetup&,
                              const std::function<void(std::int64_t rounds_done)>& progress);

} // namespace loom
