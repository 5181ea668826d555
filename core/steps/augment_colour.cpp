#include "data/sample_changes.h"
#include "data/step.h"

#include <cmath>
#include <numbers>

namespace loom {
namespace {

/// In YIQ (NTSC 1953), where a hue is an angle, a saturation a length, and how light a point is stands apart.
struct Colour {
    double hue = 15, saturation = 0.3;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        if (sample.form.channels != 3)
            return;
        const double angle = sample.between(-hue, hue) * std::numbers::pi / 180, factor = sample.between(1 - saturation, 1 + saturation);
        const auto along = float(factor * std::cos(angle)), aside = float(factor * std::sin(angle));
        const auto red = sample.channel(0), green = sample.channel(1), blue = sample.channel(2);
        for (std::size_t k = 0; k < sample.form.area(); ++k) {
            const float y = luma[0] * red[k] + luma[1] * green[k] + luma[2] * blue[k];
            const float more_red = red[k] - y, more_blue = blue[k] - y;
            const float i = 0.736f * more_red - 0.268f * more_blue, q = 0.478f * more_red + 0.413f * more_blue;
            const float turned_i = along * i - aside * q, turned_q = aside * i + along * q;
            constexpr float both = 0.736f * 0.413f + 0.268f * 0.478f;
            const float new_red = (0.413f * turned_i + 0.268f * turned_q) / both, new_blue = (0.736f * turned_q - 0.478f * turned_i) / both;
            red[k] = y + new_red;
            green[k] = y - (luma[0] * new_red + luma[2] * new_blue) / luma[1];
            blue[k] = y + new_blue;
        }
        keep_in_range(sample.values);
    }
    Message summary() const { return {LOOM_TEXT("hue up to ±%1°, saturation up to ±%2 %"), hue, in_percent(saturation)}; }
};

} // namespace

const StepType& augment_colour_step()
{
    static const StepType type = step<Colour>({
        .id = "augment_colour",
        .title = LOOM_TEXT("Hue and saturation"),
        .help = LOOM_TEXT("Hue and saturation are changed at random; how light each pixel is stays. Grey pictures stay as they are."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Colour::hue, {.key = "hue", .label = LOOM_TEXT("Hue, at most"), .help = LOOM_TEXT("So far around the circle of colours, to either side."), .unit = LOOM_TEXT("°"), .min = 0, .max = 180}),
                     setting(&Colour::saturation, {.key = "saturation", .label = LOOM_TEXT("Saturation, at most"), .help = LOOM_TEXT("0.3: from 0.7 to 1.3 times as much colour; 1: from grey to twice as much."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
