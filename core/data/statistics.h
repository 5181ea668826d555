#pragma once
#include "data/table.h"

#include <array>

namespace loom {

/// What a person wants to know of one column at a glance.
struct ColumnStatistics {
    std::size_t rows = 0, missing = 0, distinct = 0;

    // Integer, Number, DateTime; NaN where there is no value.
    double min = 0, max = 0, mean = 0, deviation = 0;
    std::array<double, 5> quantiles{};  // 5, 25, 50, 75, 95 %.
    std::vector<std::size_t> histogram; // Equal bins from min to max.

    // Everything else that has texts: the most frequent ones, most frequent first, at most 50.
    std::vector<std::pair<std::string, std::size_t>> top;
    double mean_length = 0; // In bytes.

    // Pictures. The means and deviations (0–255) are over at most 1 000 pictures spread over the rows.
    PictureShape smallest, largest, most_common;
    std::size_t sizes = 0; // How many different ones.
    std::vector<double> channel_mean, channel_deviation;

    // Sounds, by what their files say.
    double shortest = 0, longest = 0, total_seconds = 0;
    std::size_t rates = 0; // How many different ones.
    int most_common_rate = 0, most_common_channels = 0;
};

ColumnStatistics statistics(const Column&);

/// Mean and deviation of byte values from how often each of the 256 occurs.
struct Moments {
    double mean = 0, deviation = 0;
};
Moments moments(std::span<const std::uint64_t, 256> counts);

} // namespace loom
