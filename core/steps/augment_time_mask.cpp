#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

/// Park et al. 2019, "SpecAugment": masked is the mean, which is their 0 once the values are standardised.
struct TimeMask {
    std::int64_t masks = 2;
    double share = 0.1;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Spectrogram || kind == SampleForm::Kind::Cepstrum; }
    void augment(Augmented& sample) const
    {
        const auto mean = float(std::accumulate(sample.values.begin(), sample.values.end(), 0.0) / double(sample.values.size()));
        const auto most = std::size_t(std::lround(share * double(sample.form.width)));
        for (std::int64_t i = 0; i < masks; ++i) {
            const std::size_t length = sample.up_to(most), begin = sample.up_to(sample.form.width - length);
            each_line(sample, {begin, 0, length, sample.form.height}, [&](std::span<float> line, std::size_t) { std::ranges::fill(line, mean); });
        }
    }
    Message summary() const { return {LOOM_TEXT("%1 stretches of up to %2 % of the length"), masks, in_percent(share)}; }
};

} // namespace

const StepType& augment_time_mask_step()
{
    static const StepType type = step<TimeMask>({
        .id = "augment_time_mask",
        .title = LOOM_TEXT("Time mask"),
        .help = LOOM_TEXT("Some stretches of time, drawn at random, are silenced to the mean of the whole, so that the network learns from all of the sound."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&TimeMask::masks, {.key = "masks", .label = LOOM_TEXT("How many"), .help = {}, .min = 1, .max = 10}),
                     setting(&TimeMask::share, {.key = "share", .label = LOOM_TEXT("Each at most"), .help = LOOM_TEXT("As a share of the length."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
