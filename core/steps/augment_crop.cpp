#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// Szegedy et al. 2015, "Going deeper with convolutions".
struct RandomCrop {
    double smallest = 0.5, stretch = 4.0 / 3;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const double area = sample.between(smallest, 1), ratio = std::pow(stretch, sample.between(-1, 1));
        // Of the sides; what would be longer than the picture is as long as it.
        const double across = std::min(1.0, std::sqrt(area * ratio)), down = std::min(1.0, std::sqrt(area / ratio));
        const double right = sample.between(-0.5, 0.5) * (1 - across) * double(sample.form.width);
        const double below = sample.between(-0.5, 0.5) * (1 - down) * double(sample.form.height);
        warp(sample, {.a = across, .d = down, .right = right, .down = below});
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("%1 % of the area or more"), in_percent(smallest)}; }
};

} // namespace

const StepType& augment_crop_step()
{
    static const StepType type = step<RandomCrop>({
        .id = "augment_crop",
        .title = LOOM_TEXT("Random crop"),
        .help = LOOM_TEXT("A part of each picture, drawn at random, takes the place of the whole, enlarged to its size."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&RandomCrop::smallest, {.key = "smallest", .label = LOOM_TEXT("Smallest part"), .help = LOOM_TEXT("As a share of the picture's area. 0.08 is usual for large sets of photographs, 0.5 and more for small ones."), .min = 0.01, .max = 1}),
                     setting(&RandomCrop::stretch, {.key = "stretch", .label = LOOM_TEXT("Stretched at most"), .help = LOOM_TEXT("How many times wider than high, or higher than wide, the part may be in comparison with the whole."), .unit = LOOM_TEXT("×"), .min = 1, .max = 4, .advanced = true})},
    });
    return type;
}

} // namespace loom
