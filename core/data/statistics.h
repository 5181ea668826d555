#pragma once
#include "base/threads.h"
#include "data/table.h"

#include <array>

namespace loom {

/// Numbers at a glance. NaN where there are none; infinite ones count as in IEEE arithmetic.
struct NumberSummary {
    static constexpr std::array<double, 7> places = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
    double min = 0, max = 0, mean = 0, deviation = 0; // Deviation: divided by n, as NumPy's std.
    std::array<double, 7> quantiles{};                // At `places`, linear between neighbours (NumPy's default).
    /// Equal bins from the smallest to the largest finite value, the last one closed, as NumPy's histogram; whole
    /// numbers that span less than 32 have a bin each.
    std::vector<std::size_t> histogram;

    double median() const { return quantiles[3]; }
};

/// What a person wants to know of one column at a glance.
struct ColumnStatistics : NumberSummary { // Of integers, numbers and dates (in seconds).
    std::size_t rows = 0, missing = 0, distinct = 0;

    // Everything that has texts: the most frequent ones, most frequent first, at most 50; which of equally frequent texts these are is
    // settled by their bytes, of categories by natural order, in which all are given.
    std::vector<std::pair<std::string, std::size_t>> top;
    // Of texts that are not missing: in code points; words as ICU's rules find them (UAX 29, Chinese by dictionary), in
    // as many texts, spread over the rows, as hold about 4 MB.
    NumberSummary characters, words;
    std::size_t words_from = 0; // In how many texts they were counted.

    // Pictures. The means and deviations (0–255) are over all pixels of the most common kind where the pictures are in
    // memory, else over at most 1 000 pictures spread over the rows.
    PictureShape smallest, largest, most_common;
    std::size_t sizes = 0; // How many different ones.
    std::vector<double> channel_mean, channel_deviation;

    // Sounds, by what their files say.
    double shortest = 0, longest = 0, total_seconds = 0;
    std::size_t rates = 0; // How many different ones.
    int most_common_rate = 0, most_common_channels = 0;
};

/// Exact, and the same for any number of threads.
ColumnStatistics statistics(const Column&, int threads = allowed_processors());

/// What Column::number() gives for each row.
std::vector<double> numbers_of(const Column&);

/// Mean and deviation of byte values from how often each of the 256 occurs.
struct Moments {
    double mean = 0, deviation = 0;
};
Moments moments(std::span<const std::uint64_t, 256> counts);

} // namespace loom
