#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>

namespace loom {
namespace {

struct Flip {
    double left_right = 0.5, upside_down = 0;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const bool across = sample.chance(left_right), down = sample.chance(upside_down);
        const std::size_t width = sample.form.width;
        for (std::size_t c = 0; c < sample.form.channels; ++c) {
            const std::span<float> channel = sample.channel(c);
            if (across && down)
                std::ranges::reverse(channel);
            else if (across)
                for (std::size_t y = 0; y < sample.form.height; ++y)
                    std::ranges::reverse(channel.subspan(y * width, width));
            else if (down)
                for (std::size_t y = 0; y < sample.form.height / 2; ++y)
                    std::ranges::swap_ranges(channel.subspan(y * width, width), channel.subspan((sample.form.height - 1 - y) * width, width));
        }
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("left–right %1 %, upside down %2 %"), in_percent(left_right), in_percent(upside_down)}; }
};

} // namespace

const StepType& augment_flip_step()
{
    static const StepType type = step<Flip>({
        .id = "augment_flip",
        .title = LOOM_TEXT("Flip"),
        .help = LOOM_TEXT("Pictures are mirrored at random. Not for what a mirror changes, such as digits and letters."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Flip::left_right, {.key = "left_right", .label = LOOM_TEXT("Left–right"), .help = LOOM_TEXT("How probable it is, from 0 to 1."), .min = 0, .max = 1}),
                     setting(&Flip::upside_down, {.key = "upside_down", .label = LOOM_TEXT("Upside down"), .help = LOOM_TEXT("For pictures without an above and below, as from a microscope or from the air."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
