#include "schema/types.h"

namespace loom {
namespace {

struct BinaryCrossEntropyLoss {
    double positive_weight = 1, smoothing = 0;

    TensorId lower(Builder& b, TensorId logits, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::BinaryCrossEntropy, logits, target, weights, positive_weight, smoothing);
    }
    TensorId scores(Builder& b, TensorId logits) const { return b.eltwise(Curve::Sigmoid, logits); }
};

} // namespace

const LossType& binary_cross_entropy_loss()
{
    static const LossType type = loss<BinaryCrossEntropyLoss>({
        .id = "binary_cross_entropy",
        .title = LOOM_TEXT("Binary cross-entropy"),
        .help = LOOM_TEXT("For yes or no. It turns each value (logit) into a probability with sigmoid and asks how far "
                          "it is from the "
                          "truth. With two classes, one unit is enough: its probability is that of the second class."),
        .needs = LossType::Needs::Binary,
        .applies = "sigmoid",
        .settings = {setting(&BinaryCrossEntropyLoss::positive_weight,
                             {.key = "positive_weight",
                              .label = LOOM_TEXT("Weight of yes"),
                              .help = LOOM_TEXT(
                                  "How much more a missed yes counts than a missed no. Above 1 where yes is rare."),
                              .min = 0,
                              .max = 10000}),
                     setting(
                         &BinaryCrossEntropyLoss::smoothing,
                         {.key = "smoothing",
                          .label = LOOM_TEXT("Label smoothing"),
                          .help = LOOM_TEXT(
                              "Moves yes and no this share of the way towards the middle, so that the network stays "
                              "less sure of itself."),
                          .min = 0,
                          .max = 0.9})},
    });
    return type;
}

} // namespace loom
