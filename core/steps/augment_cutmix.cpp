#include "data/sample_changes.h"
#include "data/step.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// Yun et al. 2019, "CutMix: Regularization strategy to train strong classifiers with localizable features".
struct CutMix {
    double alpha = 1;

    static bool augments(SampleForm::Kind kind) { return kind == SampleForm::Kind::Picture; }
    double mix(Augmented& a, std::span<float> b) const
    {
        const double side = std::sqrt(1 - beta(a.random, alpha));
        const SampleForm& form = a.form;
        // Around a place anywhere in the picture, as far as it lies within.
        const auto cut = [&](std::size_t length) {
            const auto half = std::ptrdiff_t(side * double(length)) / 2;
            const auto middle = std::ptrdiff_t(a.up_to(length - 1));
            const auto begin = std::max<std::ptrdiff_t>(middle - half, 0), end = std::min(middle + half, std::ptrdiff_t(length));
            return std::pair(std::size_t(begin), std::size_t(end - begin));
        };
        const auto [left, width] = cut(form.width);
        const auto [top, height] = cut(form.height);
        each_line(a, {left, top, width, height}, [&](std::span<float> line, std::size_t place) {
            std::ranges::copy(b.subspan(place, line.size()), line.begin());
        });
        std::ranges::copy(a.values, b.begin());
        return 1 - double(width * height) / double(form.area());
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("alpha %1"), alpha}; }
};

} // namespace

const StepType& augment_cutmix_step()
{
    static const StepType type = step<CutMix>({
        .id = "augment_cutmix",
        .title = LOOM_TEXT("CutMix"),
        .help = LOOM_TEXT("A rectangle of one picture is laid into another of the batch, and their targets count by area."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&CutMix::alpha, {.key = "alpha", .label = LOOM_TEXT("Alpha"), .help = LOOM_TEXT("The rectangle's share is drawn from Beta(alpha, alpha); 1: all shares alike."), .min = 0.01, .max = 10})},
    });
    return type;
}

} // namespace loom
