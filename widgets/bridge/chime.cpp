#include "bridge/chime.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loom {

Sound chime(bool well)
{
    constexpr int rate = 44100, length = rate / 5, rise = rate / 200;
    constexpr double low = 880, high = 1320, loudness = 0.3;
    Sound sound{.samples = {}, .rate = rate};
    sound.samples.reserve(2 * length);
    for (const double pitch : {well ? low : high, well ? high : low})
        for (int i = 0; i < length; ++i) {
            const double fade = std::min(1.0, double(i) / rise) * (1 - double(i) / length);
            sound.samples.push_back(float(loudness * fade * std::sin(2 * std::numbers::pi * pitch * i / rate)));
        }
    return sound;
}

} // namespace loom
