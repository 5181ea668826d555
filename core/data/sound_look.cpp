#include "data/sound_look.h"
#include "data/spectrum.h"

#include <algorithm>
#include <cmath>

namespace loom {

std::vector<std::pair<float, float>> outline_of(const Sound& sound, int columns)
{
    std::vector<std::pair<float, float>> outline;
    const std::size_t n = sound.samples.size(), wanted = std::size_t(std::max(0, columns));
    for (std::size_t c = 0; c < wanted && n > 0; ++c) {
        const std::size_t from = std::min(n - 1, c * n / wanted), to = std::max(from + 1, (c + 1) * n / wanted);
        const auto [low, high] = std::minmax_element(sound.samples.begin() + std::ptrdiff_t(from), sound.samples.begin() + std::ptrdiff_t(to));
        outline.emplace_back(*low, *high);
    }
    return outline;
}

Spectrogram spectrogram_of(const Sound& sound, int columns)
{
    Spectrogram result;
    result.columns = sound.samples.empty() ? 0 : std::max(0, columns);
    PieceSpectrum pieces(2 * Spectrogram::bands);
    const auto n = std::ptrdiff_t(sound.samples.size());
    for (int c = 0; c < result.columns; ++c) {
        const auto power = pieces.power(sound.samples, (2 * c + 1) * n / (2 * result.columns));
        for (std::size_t b = 0; b < Spectrogram::bands; ++b)
            result.decibels.push_back(std::sqrt(power[b]));
    }
    const float loudest = result.decibels.empty() ? 0 : std::ranges::max(result.decibels);
    for (float& v : result.decibels)
        v = v > 0 && loudest > 0 ? std::max(Spectrogram::quietest, 20 * std::log10(v / loudest)) : Spectrogram::quietest;
    return result;
}

} // namespace loom
