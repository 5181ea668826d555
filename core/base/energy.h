#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace loom {

/// What the machine's processors draw, as the kernel's powercap counts it (Intel RAPL and AMD's; Documentation/power/powercap). Only
/// whole packages are counted, so what other programs draw meanwhile is in it too. Nothing is estimated.
class EnergyMeter {
public:
    explicit EnergyMeter(std::filesystem::path zones = "/sys/class/powercap");
    /// Joules since the meter was made; nothing where the system does not count them, or does not let us read it. Right if it is asked
    /// before a counter has gone round twice, which takes minutes.
    std::optional<double> joules() const;

private:
    struct Counter {
        std::uint64_t began = 0, range = 0; // In microjoules; range: where it begins anew.
    };
    std::map<std::string, Counter> counters_; // By the file.
};

} // namespace loom
