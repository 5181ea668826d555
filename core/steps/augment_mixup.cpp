#include "data/sample_changes.h"
#include "data/step.h"

namespace loom {
namespace {

/// Zhang et al. 2017, "mixup: Beyond empirical risk minimization".
struct Mixup {
    double alpha = 0.2;

    static bool augments(SampleForm::Kind kind) { return kind != SampleForm::Kind::Other; }
    double mix(Augmented& a, std::span<float> b) const
    {
        const double share = beta(a.random, alpha);
        for (std::size_t i = 0; i < b.size(); ++i)
            a.values[i] = b[i] = float(share) * a.values[i] + float(1 - share) * b[i];
        return share;
    }
    bool moves() const { return true; }
    Message summary() const { return {LOOM_TEXT("alpha %1"), alpha}; }
};

} // namespace

const StepType& augment_mixup_step()
{
    static const StepType type = step<Mixup>({
        .id = "augment_mixup",
        .title = LOOM_TEXT("Mixup"),
        .help = LOOM_TEXT("Two samples of a batch are laid over each other, and so are their targets: the network learns to be as sure as the shares say."),
        .group = StepGroup::Augmentation,
        .settings = {setting(&Mixup::alpha, {.key = "alpha", .label = LOOM_TEXT("Alpha"), .help = LOOM_TEXT("Shares are drawn from Beta(alpha, alpha). 0.1 to 0.4 are usual: mostly one sample with a little of the other; 1: all shares alike."), .min = 0.01, .max = 10})},
    });
    return type;
}

} // namespace loom
