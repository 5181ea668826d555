#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

/// Park et al. 2019, "SpecAugment": masked is the mean, which is their 0 once the values are standardised.
struct FrequencyMask {
    std::int64_t masks = 2;
    double share = 0.2;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Spectrogram; }
    void augment(Augmented& sample) const
    {
        const auto mean = float(std::accumulate(sample.values.begin(), sample.values.end(), 0.0) / double(sample.values.size()));
        const auto most = std::size_t(std::lround(share * double(sample.form.height)));
        for (std::int64_t i = 0; i < masks; ++i) {
            const std::size_t length = sample.up_to(most), begin = sample.up_to(sample.form.height - length);
            each_line(sample, {0, begin, sample.form.width, length}, [&](std::span<float> line, std::size_t) { std::ranges::fill(line, mean); });
        }
    }
    Message summary() const { return {LOOM_TEXT("%1 times up to %2 % of the bands"), masks, in_percent(share)}; }
};

} // namespace

const StepType& augment_frequency_mask_step()
{
    static const StepType type = step<FrequencyMask>({
        .id = "augment_frequency_mask",
        .title = LOOM_TEXT("Frequency mask"),
        .help = LOOM_TEXT("Some bands of pitch, drawn at random, are set to the mean of the whole, so that the network learns from all pitches."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&FrequencyMask::masks, {.key = "masks", .label = LOOM_TEXT("How many"), .help = {}, .min = 1, .max = 10}),
                     setting(&FrequencyMask::share, {.key = "share", .label = LOOM_TEXT("Each at most"), .help = LOOM_TEXT("As a share of the bands."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
