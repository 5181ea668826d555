#include "schema/types.h"

namespace loom {
namespace {

struct HuberLoss {
    double delta = 1;

    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::Huber, prediction, target, weights, delta);
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& huber_loss()
{
    static const LossType type = loss<HuberLoss>({
        .id = "huber",
        .title = LOOM_TEXT("Huber loss"),
        .help = LOOM_TEXT(
            "For numbers. Small differences count squared, large ones in proportion, so it learns as finely as the "
            "squared error and is not led by outliers."),
        .needs = LossType::Needs::Numbers,
        .settings = {setting(&HuberLoss::delta,
                             {.key = "delta",
                              .label = LOOM_TEXT("Delta"),
                              .help = LOOM_TEXT("The difference at which it changes from squared to proportional, "
                                                "in units of the target."),
                              .min = 1e-6,
                              .max = 1e6})},
    });
    return type;
}

} // namespace loom
