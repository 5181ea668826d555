#include "data/spectrum.h"

#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loom {
namespace {

// Slaney's scale: straight below 1 kHz, logarithmic above.
constexpr double hz_per_mel = 200.0 / 3, corner_hz = 1000, corner_mel = corner_hz / hz_per_mel;
const double log_step = std::log(6.4) / 27;

double to_mel(double hz)
{
    return hz < corner_hz ? hz / hz_per_mel : corner_mel + std::log(hz / corner_hz) / log_step;
}
double to_hz(double mel)
{
    return mel < corner_mel ? mel * hz_per_mel : corner_hz * std::exp((mel - corner_mel) * log_step);
}

} // namespace

struct PieceSpectrum::Transform {
    explicit Transform(int size) : plan(kiss_fftr_alloc(size, 0, nullptr, nullptr)), in(std::size_t(size)), out(std::size_t(size / 2 + 1)) {}
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;
    ~Transform() { kiss_fftr_free(plan); }

    kiss_fftr_cfg plan;
    std::vector<kiss_fft_scalar> in;
    std::vector<kiss_fft_cpx> out;
};

PieceSpectrum::PieceSpectrum(int size) : power_(std::size_t(size / 2 + 1)), transform_(std::make_unique<Transform>(size))
{
    for (int i = 0; i < size; ++i)
        window_.push_back(float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / size)));
}

PieceSpectrum::~PieceSpectrum() = default;

std::span<const float> PieceSpectrum::power(std::span<const float> samples, std::ptrdiff_t middle)
{
    const std::ptrdiff_t begin = middle - std::ssize(window_) / 2;
    for (std::size_t i = 0; i < window_.size(); ++i) {
        const std::ptrdiff_t at = begin + std::ptrdiff_t(i);
        transform_->in[i] = at >= 0 && at < std::ssize(samples) ? samples[std::size_t(at)] * window_[i] : 0.0f;
    }
    kiss_fftr(transform_->plan, transform_->in.data(), transform_->out.data());
    for (std::size_t bin = 0; bin < power_.size(); ++bin)
        power_[bin] = transform_->out[bin].r * transform_->out[bin].r + transform_->out[bin].i * transform_->out[bin].i;
    return power_;
}

MelSpectrum::MelSpectrum(const Setup& setup) : setup_(setup), pieces_(setup.window)
{
    const std::size_t bins = std::size_t(setup.window / 2 + 1);
    const double low = to_mel(setup.low), high = to_mel(setup.high > 0 ? setup.high : setup.rate / 2.0);
    auto edge = [&](int i) { return to_hz(low + (high - low) * i / (setup.bands + 1)); };
    for (int b = 0; b < setup.bands; ++b) {
        const double left = edge(b), peak = edge(b + 1), right = edge(b + 2);
        Band band;
        for (std::size_t bin = 0; bin < bins; ++bin) {
            const double hz = double(bin) * setup.rate / setup.window;
            const double height = std::min((hz - left) / (peak - left), (right - hz) / (right - peak));
            if (height <= 0)
                continue;
            if (band.weights.empty())
                band.first = bin;
            band.weights.push_back(float(height * 2 / (right - left)));
        }
        bands_.push_back(std::move(band));
    }
}

void MelSpectrum::decibels(std::span<const float> samples, std::span<float> out)
{
    const std::size_t count = frames(samples.size());
    for (std::size_t frame = 0; frame < count; ++frame) {
        const auto power = pieces_.power(samples, std::ptrdiff_t(frame) * setup_.hop);
        for (std::size_t b = 0; b < bands_.size(); ++b) {
            float sum = 0;
            for (std::size_t i = 0; i < bands_[b].weights.size(); ++i)
                sum += bands_[b].weights[i] * power[bands_[b].first + i];
            out[b * count + frame] = 10 * std::log10(std::max(sum, 1e-10f));
        }
    }
}

void cepstrum(std::span<const float> decibels, std::size_t bands, std::size_t coefficients, std::span<float> out)
{
    const std::size_t frames = decibels.size() / bands;
    std::ranges::fill(out, 0.0f);
    for (std::size_t k = 0; k < coefficients; ++k)
        for (std::size_t b = 0; b < bands; ++b) {
            const auto factor = float(std::sqrt((k ? 2.0 : 1.0) / double(bands)) *
                                      std::cos(std::numbers::pi * double(k) * (2 * double(b) + 1) / (2 * double(bands))));
            for (std::size_t f = 0; f < frames; ++f)
                out[k * frames + f] += factor * decibels[b * frames + f];
        }
}

} // namespace loom
