#include "base/energy.h"

#include <fstream>

namespace loom {
namespace {

std::optional<std::uint64_t> number_in(const std::filesystem::path& file)
{
    std::uint64_t number = 0;
    std::ifstream in(file);
    return in >> number ? std::optional(number) : std::nullopt;
}

/// "intel-rapl:0" is a package; "intel-rapl:0:1" a part of it.
bool is_package(const std::string& zone)
{
    const auto colon = zone.find(':');
    return colon != zone.npos && zone.find(':', colon + 1) == zone.npos;
}

} // namespace

EnergyMeter::EnergyMeter(std::filesystem::path zones)
{
    std::error_code error;
    for (std::filesystem::directory_iterator it(zones, error), end; !error && it != end; it.increment(error)) {
        if (!is_package(it->path().filename().string()))
            continue;
        const auto file = it->path() / "energy_uj";
        const auto now = number_in(file), range = number_in(it->path() / "max_energy_range_uj");
        if (now && range)
            counters_[file.string()] = {*now, *range};
    }
}

std::optional<double> EnergyMeter::joules() const
{
    if (counters_.empty())
        return {};
    double sum = 0;
    for (const auto& [file, counter] : counters_) {
        const auto now = number_in(file);
        if (!now)
            return {};
        const std::uint64_t spent = *now >= counter.began ? *now - counter.began : counter.range - counter.began + *now;
        sum += 1e-6 * double(spent);
    }
    return sum;
}

} // namespace loom
