#include "data/sample_changes.h"
#include "data/step.h"

#include <cmath>

namespace loom {
namespace {

struct Shift {
    double across = 0.1, down = 0.1;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        // Whole points, so that nothing is blurred.
        const auto drawn = [&](double share, std::size_t side) {
            const auto most = std::size_t(std::lround(share * double(side)));
            return std::ptrdiff_t(sample.up_to(2 * most)) - std::ptrdiff_t(most);
        };
        const std::ptrdiff_t right = drawn(across, sample.form.width), below = drawn(down, sample.form.height);
        move_points(sample, right, below);
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("up to %1 % across, %2 % down"), in_percent(across), in_percent(down)}; }
};

} // namespace

const StepType& augment_shift_step()
{
    static const StepType type = step<Shift>({
        .id = "augment_shift",
        .title = LOOM_TEXT("Shift"),
        .help = LOOM_TEXT("Pictures are moved at random by whole pixels, in every direction. What comes in is the edge's own colour."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Shift::across, {.key = "across", .label = LOOM_TEXT("Across, at most"), .help = LOOM_TEXT("As a share of the width."), .min = 0, .max = 1}),
                     setting(&Shift::down, {.key = "down", .label = LOOM_TEXT("Up and down, at most"), .help = LOOM_TEXT("As a share of the height."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
