#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct BinaryCrossEntropyLoss {
    double positive_weight = 1, smoothing = 0;

    TensorId lower(Builder& b, TensorId logits, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::BinaryCrossEntropy, logits, target, weights, positive_weight, smoothing);
    }
    Formula formula() const
    {
        const std::string more = positive_weight == 1 ? "" : number_text(positive_weight) + " ";
        return {"q_i = frac{1}{1 + e^{-x_i}} ;; L = -frac{1}{n} sum_{i} (" + more + "t_i ln(q_i) + (1 - t_i) ln(1 - q_i))" +
                    (smoothing == 0 ? std::string()
                                    : " ;; t_i = " + number_text(1 - smoothing) + " u_i + " + number_text(smoothing / 2)),
                {{"u", LOOM_TEXT("target: 1 or 0")}, {"x", LOOM_TEXT("logits: what the network says")}, {"t", LOOM_TEXT("target: 1 or 0")}, {"i", LOOM_TEXT("all values of the target")}, {"n", LOOM_TEXT("how many these are")}}};
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
