#include "data/sample_changes.h"
#include "data/step.h"

namespace loom {
namespace {

struct PictureNoise {
    double deviation = 10;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const auto strength = float(sample.between(0, deviation));
        fill_normal(sample.scratch, sample.random);
        for (std::size_t i = 0; i < sample.values.size(); ++i)
            sample.values[i] += strength * sample.scratch[i];
        keep_in_range(sample.values);
    }
    Message summary() const { return {LOOM_TEXT("deviation up to %1 of 255"), deviation}; }
};

} // namespace

const StepType& augment_noise_step()
{
    static const StepType type = step<PictureNoise>({
        .id = "augment_noise",
        .title = LOOM_TEXT("Noise"),
        .help = LOOM_TEXT("Every value of a picture gets a random number added, as from a poor camera; how much is drawn for each picture."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&PictureNoise::deviation, {.key = "deviation", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("The standard deviation of what is added; values go from 0 to 255."), .min = 0, .max = 128})},
    });
    return type;
}

} // namespace loom
