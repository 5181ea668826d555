#pragma once
#include "base/random.h"

#include <cstddef>
#include <span>

namespace loom {

/// What a sample is to steps that augment: channels one after the other, lines from the top, points from the left. The
/// lines of sounds are bands of pitch, the lowest first, or coefficients; their points are moments.
struct SampleForm {
    enum class Kind {
        Other,
        Picture,     // 0–255.
        Spectrogram, // Decibels.
        Cepstrum,
    };
    Kind kind = Kind::Other;
    std::size_t channels = 0, height = 0, width = 0;

    std::size_t area() const { return height * width; }
    std::size_t size() const { return channels * area(); }
    bool is_sound() const { return kind == Kind::Spectrogram || kind == Kind::Cepstrum; }
    bool operator==(const SampleForm&) const = default;
};

/// A sample that is changed where it lies.
struct Augmented {
    SampleForm form;
    std::span<float> values;  // form.size() of them.
    std::span<float> scratch; // As many, holding anything.
    Random random;            // Its own: by seed, epoch, row and step alone.

    std::span<float> channel(std::size_t c) const { return values.subspan(c * form.area(), form.area()); }
    bool chance(double probability) { return random.uniform() < probability; }
    double between(double low, double high) { return low + (high - low) * random.uniform(); }
    std::size_t up_to(std::size_t most) { return std::size_t(random.below(most + 1)); }
};

} // namespace loom
