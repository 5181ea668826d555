#include "data/sample_changes.h"
#include "data/step.h"

#include <cmath>

namespace loom {
namespace {

struct TimeShift {
    double share = 0.1;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Spectrogram || kind == SampleForm::Kind::Cepstrum; }
    void augment(Augmented& sample) const
    {
        const auto most = std::size_t(std::lround(share * double(sample.form.width)));
        move_points(sample, std::ptrdiff_t(sample.up_to(2 * most)) - std::ptrdiff_t(most), 0);
    }
    Message summary() const { return {LOOM_TEXT("up to %1 % of the length"), in_percent(share)}; }
};

} // namespace

const StepType& augment_time_shift_step()
{
    static const StepType type = step<TimeShift>({
        .id = "augment_time_shift",
        .title = LOOM_TEXT("Shift in time"),
        .help = LOOM_TEXT("Sounds begin earlier or later at random. What comes in is what stands at that end already."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&TimeShift::share, {.key = "share", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("As a share of the length."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
