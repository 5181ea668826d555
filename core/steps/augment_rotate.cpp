#include "data/sample_changes.h"
#include "data/step.h"

#include <cmath>
#include <numbers>

namespace loom {
namespace {

struct Rotate {
    double degrees = 15;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const double angle = sample.between(-degrees, degrees) * std::numbers::pi / 180;
        warp(sample, {.a = std::cos(angle), .b = std::sin(angle), .c = -std::sin(angle), .d = std::cos(angle)});
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("up to %1°"), degrees}; }
};

} // namespace

const StepType& augment_rotate_step()
{
    static const StepType type = step<Rotate>({
        .id = "augment_rotate",
        .title = LOOM_TEXT("Rotate"),
        .help = LOOM_TEXT("Pictures are turned around their middle at random, to either side. What comes in at the corners is the edge's own colour."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Rotate::degrees, {.key = "degrees", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("10 to 15 suit most pictures, 180 those without an above and below."), .unit = LOOM_TEXT("°"), .min = 0, .max = 180})},
    });
    return type;
}

} // namespace loom
