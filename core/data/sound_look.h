#pragma once
#include "data/sounds.h"

namespace loom {

/// Smallest and largest value in each of `columns` equal stretches of time: a sound as it is drawn.
std::vector<std::pair<float, float>> outline_of(const Sound&, int columns);

/// How loud each pitch is over time, for looking at: one windowed transform (Hann, 512 samples; what lies outside of the
/// sound is silence) in the middle of each stretch of time.
struct Spectrogram {
    static constexpr int bands = 256;         // Equal ones, from 0 to half the rate.
    static constexpr float quietest = -80;    // Decibels below the loudest; what is quieter counts as that.
    int columns = 0;
    std::vector<float> decibels;              // Column by column, the lowest band first.
};
Spectrogram spectrogram_of(const Sound&, int columns);

} // namespace loom
