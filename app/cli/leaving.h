#pragma once
#include "base/text.h"

#include <chrono>
#include <optional>

namespace loom::cli {

/// SIGINT, SIGTERM and SIGHUP while something trains: it is left as after a power cut, at once; what its last epoch saved is there. A
/// second signal ends the program the hard way. One object at a time.
class Leaving {
public:
    /// `how_to_go_on` is said at the end.
    explicit Leaving(Message how_to_go_on);

    /// Whether a signal came. Where it came longer ago than a training may take to leave, ends the program.
    bool asked();
    /// Says how to go on, and ends by the signal.
    [[noreturn]] void end() const;

private:
    Message how_to_go_on_;
    std::optional<std::chrono::steady_clock::time_point> since_;
};

} // namespace loom::cli
