#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loom {
namespace {

/// Gaussian, lines and columns apart; beyond the edges stand the edge's own.
struct Blur {
    double strongest = 1, probability = 0.5;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    void augment(Augmented& sample) const
    {
        const double deviation = sample.between(0.1, std::max(strongest, 0.1));
        if (!sample.chance(probability))
            return;
        const auto reach = std::min(std::ptrdiff_t(std::ceil(3 * deviation)), most);
        std::array<float, most + 1> weights{};
        double sum = 0;
        for (std::ptrdiff_t k = 0; k <= reach; ++k) {
            const double w = std::exp(-0.5 * double(k * k) / (deviation * deviation));
            weights[std::size_t(k)] = float(w);
            sum += k ? 2 * w : w;
        }
        for (float& w : weights)
            w = float(w / sum);
        const std::size_t width = sample.form.width, height = sample.form.height;
        for (std::size_t c = 0; c < sample.form.channels; ++c) {
            float* channel = sample.channel(c).data();
            for (std::size_t y = 0; y < height; ++y)
                smooth(channel + y * width, sample.scratch.data() + y * width, width, 1, std::span(weights).first(std::size_t(reach) + 1));
            for (std::size_t x = 0; x < width; ++x)
                smooth(sample.scratch.data() + x, channel + x, height, width, std::span(weights).first(std::size_t(reach) + 1));
        }
    }
    Message summary() const { return {LOOM_TEXT("deviation up to %1 pixels, in %2 % of the pictures"), strongest, in_percent(probability)}; }

private:
    static constexpr std::ptrdiff_t most = 30;

    static void smooth(const float* from, float* to, std::size_t count, std::size_t stride, std::span<const float> weights)
    {
        const auto last = std::ptrdiff_t(count) - 1;
        const auto at = [&](std::ptrdiff_t i) { return from[std::size_t(std::clamp<std::ptrdiff_t>(i, 0, last)) * stride]; };
        for (std::ptrdiff_t i = 0; i <= last; ++i) {
            float sum = weights[0] * at(i);
            for (std::ptrdiff_t k = 1; k < std::ssize(weights); ++k)
                sum += weights[std::size_t(k)] * (at(i - k) + at(i + k));
            to[std::size_t(i) * stride] = sum;
        }
    }
};

} // namespace

const StepType& augment_blur_step()
{
    static const StepType type = step<Blur>({
        .id = "augment_blur",
        .title = LOOM_TEXT("Blur"),
        .help = LOOM_TEXT("Pictures are made blurred at random, with a Gaussian of a width that is drawn."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Blur::strongest, {.key = "strongest", .label = LOOM_TEXT("At most"), .help = LOOM_TEXT("The Gaussian's standard deviation."), .unit = LOOM_TEXT("px"), .min = 0.1, .max = 10}),
                     setting(&Blur::probability, {.key = "probability", .label = LOOM_TEXT("Probability"), .help = LOOM_TEXT("How probable it is, from 0 to 1."), .min = 0, .max = 1})},
    });
    return type;
}

} // namespace loom
