#include "data/sample_changes.h"
#include "data/step.h"

#include <cmath>

namespace loom {
namespace {

struct Zoom {
    double factor = 1.2;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        // Twice as large is as frequent as half as large.
        const double size = std::pow(factor, sample.between(-1, 1));
        warp(sample, {.a = 1 / size, .d = 1 / size});
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("up to %1 times larger or smaller"), factor}; }
};

} // namespace

const StepType& augment_zoom_step()
{
    static const StepType type = step<Zoom>({
        .id = "augment_zoom",
        .title = LOOM_TEXT("Zoom"),
        .help = LOOM_TEXT("Pictures are enlarged or made smaller around their middle at random. Around smaller ones the edge's own colour goes on."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Zoom::factor, {.key = "factor", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("So many times larger or smaller."), .unit = LOOM_TEXT("×"), .min = 1, .max = 10})},
    });
    return type;
}

} // namespace loom
