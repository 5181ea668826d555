#include "data/sample_changes.h"
#include "data/step.h"

#include <cmath>

namespace loom {
namespace {

/// Zhong et al. 2017, "Random erasing data augmentation", with their ranges and values (RE-R).
struct Erase {
    double probability = 0.5, smallest = 0.02, largest = 0.4;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        if (!sample.chance(probability))
            return;
        constexpr double flattest = 0.3;
        // As many attempts as their code makes; a rectangle that fits nowhere is none.
        for (int attempt = 0; attempt < 100; ++attempt) {
            const double area = sample.between(smallest, std::max(smallest, largest)) * double(sample.form.area());
            const double ratio = sample.between(flattest, 1 / flattest);
            const auto high = std::size_t(std::lround(std::sqrt(area * ratio))), wide = std::size_t(std::lround(std::sqrt(area / ratio)));
            if (high >= sample.form.height || wide >= sample.form.width)
                continue;
            const Rectangle box{sample.up_to(sample.form.width - wide), sample.up_to(sample.form.height - high), wide, high};
            each_line(sample, box, [&](std::span<float> line, std::size_t) {
                for (float& v : line)
                    v = 255 * unit_float(sample.random.bits());
            });
            return;
        }
    }
    Message summary() const { return {LOOM_TEXT("in %1 % of the pictures, up to %2 % of the area"), in_percent(probability), in_percent(largest)}; }
};

} // namespace

const StepType& augment_erase_step()
{
    static const StepType type = step<Erase>({
        .id = "augment_erase",
        .title = LOOM_TEXT("Erase"),
        .help = LOOM_TEXT("A rectangle of random size at a random place is filled with random values, so that the network learns not to rely on a single spot."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Erase::probability, {.key = "probability", .label = LOOM_TEXT("Probability"), .help = LOOM_TEXT("How probable it is, from 0 to 1."), .min = 0, .max = 1}),
                     setting(&Erase::smallest, {.key = "smallest", .label = LOOM_TEXT("Area, at least"), .help = LOOM_TEXT("As a share of the picture's area."), .min = 0.001, .max = 1}),
                     setting(&Erase::largest, {.key = "largest", .label = LOOM_TEXT("Area, at most"), .help = LOOM_TEXT("As a share of the picture's area."), .min = 0.001, .max = 1})},
    });
    return type;
}

} // namespace loom
