#pragma once
#include <cstdint>
#include <string>

namespace loom {

/// One running program, told apart from a later one with the same number.
struct Process {
    std::string host;
    std::int64_t id = 0;
    std::int64_t started = 0; // Clock ticks after the machine's start; 0 where unknown.
    bool operator==(const Process&) const = default;
};
const Process& this_process();

/// Whether that process of this host still runs.
bool is_running(const Process&);
/// Whether any process has this number now.
bool is_running(std::int64_t id);

} // namespace loom
