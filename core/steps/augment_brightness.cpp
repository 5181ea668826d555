#include "data/sample_changes.h"
#include "data/step.h"

namespace loom {
namespace {

struct Brightness {
    double share = 0.2;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const auto factor = float(sample.between(1 - share, 1 + share));
        for (float& v : sample.values)
            v *= factor;
        keep_in_range(sample.values);
    }
    Message summary() const { return {LOOM_TEXT("up to ±%1 %"), in_percent(share)}; }
};

} // namespace

const StepType& augment_brightness_step()
{
    static const StepType type = step<Brightness>({
        .id = "augment_brightness",
        .title = LOOM_TEXT("Brightness"),
        .help = LOOM_TEXT("Pictures are made lighter or darker at random: all values are multiplied alike."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Brightness::share, {.key = "share", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("0.2: from 0.8 to 1.2 times as light."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
