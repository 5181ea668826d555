#include "data/sample_changes.h"
#include "data/spectrum.h"
#include "data/step.h"

#include <algorithm>

namespace loom {
namespace {

struct Gain {
    double decibels = 6;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Spectrogram; }
    void augment(Augmented& sample) const
    {
        const auto more = float(sample.between(-decibels, decibels));
        // Silence stays silent.
        for (float& v : sample.values)
            v = v <= MelSpectrum::silence ? v : std::max(v + more, MelSpectrum::silence);
    }
    Message summary() const { return {LOOM_TEXT("up to ±%1 dB"), decibels}; }
};

} // namespace

const StepType& augment_gain_step()
{
    static const StepType type = step<Gain>({
        .id = "augment_gain",
        .title = LOOM_TEXT("Loudness"),
        .help = LOOM_TEXT("Sounds are made louder or quieter at random."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Gain::decibels, {.key = "decibels", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("6 dB: from half to twice the amplitude."), .unit = LOOM_TEXT("dB"), .min = 0, .max = 60})},
    });
    return type;
}

} // namespace loom
