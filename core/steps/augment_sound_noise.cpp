#include "data/sample_changes.h"
#include "data/spectrum.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// White noise has the same mean power in every band, and the power of a moment is exponential around it.
struct SoundNoise {
    double loudest = 10, quietest = 30;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Spectrogram; }
    void augment(Augmented& sample) const
    {
        const double distance = sample.between(std::min(loudest, quietest), std::max(loudest, quietest));
        double power = 0;
        for (std::size_t i = 0; i < sample.values.size(); ++i) {
            sample.scratch[i] = power_of(sample.values[i]);
            power += double(sample.scratch[i]) / double(sample.values.size());
        }
        const auto noise = float(power * std::pow(10, -distance / 10));
        for (std::size_t i = 0; i < sample.values.size(); ++i) {
            const float both = sample.scratch[i] - noise * std::log(1 - unit_float(sample.random.bits()));
            sample.values[i] = std::max(10 * std::log10(both), MelSpectrum::silence);
        }
    }
    Message summary() const { return {LOOM_TEXT("%1 to %2 dB below the sound"), std::min(loudest, quietest), std::max(loudest, quietest)}; }

private:
    static float power_of(float decibels) { return std::pow(10.0f, decibels / 10); }
};

} // namespace

const StepType& augment_sound_noise_step()
{
    static const StepType type = step<SoundNoise>({
        .id = "augment_sound_noise",
        .title = LOOM_TEXT("Hiss"),
        .help = LOOM_TEXT("Sounds get white noise added, as from a poor microphone; how much is drawn for each sound."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&SoundNoise::loudest, {.key = "loudest", .label = LOOM_TEXT("Loudest"), .help = LOOM_TEXT("So far below the sound's mean power."), .unit = LOOM_TEXT("dB"), .min = -20, .max = 100}),
                     setting(&SoundNoise::quietest, {.key = "quietest", .label = LOOM_TEXT("Quietest"), .help = LOOM_TEXT("So far below the sound's mean power."), .unit = LOOM_TEXT("dB"), .min = -20, .max = 100})},
    });
    return type;
}

} // namespace loom
