#include "data/sample_changes.h"
#include "data/step.h"

#include <numeric>

namespace loom {
namespace {

struct Contrast {
    double share = 0.2;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const auto factor = float(sample.between(1 - share, 1 + share));
        // How light the whole picture is.
        double mean = 0;
        for (std::size_t c = 0; c < sample.form.channels; ++c) {
            const auto channel = sample.channel(c);
            const double weight = sample.form.channels == 3 ? luma[c] : 1.0 / double(sample.form.channels);
            mean += weight * std::accumulate(channel.begin(), channel.end(), 0.0) / double(channel.size());
        }
        for (float& v : sample.values)
            v = float(mean) + factor * (v - float(mean));
        keep_in_range(sample.values);
    }
    Message summary() const { return {LOOM_TEXT("up to ±%1 %"), in_percent(share)}; }
};

} // namespace

const StepType& augment_contrast_step()
{
    static const StepType type = step<Contrast>({
        .id = "augment_contrast",
        .title = LOOM_TEXT("Contrast"),
        .help = LOOM_TEXT("Pictures get more or less contrast at random, around how light they are on the whole."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Contrast::share, {.key = "share", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("0.2: from 0.8 to 1.2 times as much contrast."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
