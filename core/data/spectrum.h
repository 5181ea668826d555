#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace loom {

/// How strong each frequency is in a piece of sound: the periodic Hann window and the Fourier transform of real numbers (KissFFT). Not
/// to be used from two threads at once.
class PieceSpectrum {
public:
    explicit PieceSpectrum(int size); // Samples of a piece; even.
    ~PieceSpectrum();
    PieceSpectrum(const PieceSpectrum&) = delete;
    PieceSpectrum& operator=(const PieceSpectrum&) = delete;

    /// Power, 1 being that of 1, at the multiples 0 … size / 2 of rate / size, of the piece around sample `middle`; what lies outside
    /// of the sound is silence. Good until the next call.
    std::span<const float> power(std::span<const float> samples, std::ptrdiff_t middle);

private:
    struct Transform;
    std::vector<float> window_, power_;
    std::unique_ptr<Transform> transform_;
};

/// A sound's power in bands of pitch over time, in decibels: 10·log10(max(power, 1e-10)), 1 being a power of 1. As librosa's
/// melspectrogram and power_to_db: periodic Hann window, frames centred with zeros at both ends, triangles of equal area
/// on Slaney's mel scale (Slaney 1998, Auditory Toolbox). Not to be used from two threads at once.
class MelSpectrum {
public:
    struct Setup {
        int rate = 16'000;    // Samples a second.
        int window = 400;     // Samples; even.
        int hop = 160;        // Samples from frame to frame.
        int bands = 64;
        double low = 0;       // Hz.
        double high = 0;      // Hz; 0: half the rate.

        std::size_t frames(std::size_t samples) const { return 1 + samples / std::size_t(hop); }
    };
    static constexpr float silence = -100; // Decibels; nothing is quieter.
    explicit MelSpectrum(const Setup&);

    std::size_t frames(std::size_t samples) const { return setup_.frames(samples); }
    /// `out`: bands × frames(samples), band after band.
    void decibels(std::span<const float> samples, std::span<float> out);

private:
    struct Band {
        std::size_t first = 0;
        std::vector<float> weights;
    };
    Setup setup_;
    PieceSpectrum pieces_;
    std::vector<Band> bands_;
};

/// The first `coefficients` of the cosine transform (type II, orthonormal) over the bands of each frame: from bands × frames to
/// coefficients × frames. As librosa's mfcc (Davis and Mermelstein 1980).
void cepstrum(std::span<const float> decibels, std::size_t bands, std::size_t coefficients, std::span<float> out);

} // namespace loom
