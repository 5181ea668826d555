#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// −α(1 − p)^γ·log p, p being the probability of the truth. Lin et al. 2017.
struct BinaryFocalLoss {
    double gamma = 2, alpha = 0.25;

    TensorId lower(Builder& b, TensorId logits, TensorId target, TensorId weights) const
    {
        const auto rows = b.shape(logits)[0], width = std::int64_t(count(b.shape(logits))) / rows;
        const TensorId x = b.reshape(logits, {rows, width}), yes = b.reshape(target, {rows, width});
        // Towards the truth: p = σ(z), so log p = −softplus(−z) and log(1 − p) = −softplus(z).
        const TensorId z = b.binary(BinaryKind::Multiply, x, b.affine(yes, 2, -1)),
                       missed = b.eltwise(Curve::Softplus, b.affine(z, -1, 0)),
                       met = b.eltwise(Curve::Softplus, z);
        const TensorId focus = b.binary(BinaryKind::Multiply, b.eltwise(Curve::Exp, b.affine(met, -gamma, 0)),
                                        b.affine(yes, 2 * alpha - 1, 1 - alpha));
        return weighted_mean(b, b.reduce(ReduceKind::Mean, b.binary(BinaryKind::Multiply, focus, missed), {1}), weights);
    }

    Formula formula() const
    {
        return {"q_i = frac{1}{1 + e^{-x_i}} ;; L = -frac{1}{n} sum_{i} (" + number_text(alpha) + " t_i (1 - q_i)^{" + number_text(gamma) +
                    "} ln(q_i) + " + number_text(1 - alpha) + " (1 - t_i) q_i^{" + number_text(gamma) + "} ln(1 - q_i))",
                {{"x", LOOM_TEXT("logits: what the network says")}, {"t", LOOM_TEXT("target: 1 or 0")}, {"i", LOOM_TEXT("all values of the target")}, {"n", LOOM_TEXT("how many these are")}}};
    }
    TensorId scores(Builder& b, TensorId logits) const { return b.eltwise(Curve::Sigmoid, logits); }
};

} // namespace

const LossType& binary_focal_loss()
{
    static const LossType type = loss<BinaryFocalLoss>({
        .id = "binary_focal",
        .title = LOOM_TEXT("Binary focal loss"),
        .help = LOOM_TEXT("For yes or no, where one of them is rare and most samples are easy: those that the network "
                          "gets right already count little. It applies sigmoid itself."),
        .needs = LossType::Needs::Binary,
        .applies = "sigmoid",
        .settings = {gamma_setting(&BinaryFocalLoss::gamma),
                     setting(&BinaryFocalLoss::alpha,
                             {.key = "alpha",
                              .label = LOOM_TEXT("Alpha"),
                              .help = LOOM_TEXT("The share of the weight that yes gets, from 0 to 1; no gets the rest. "
                                                "0.5 treats both alike, 0.25 is usual with gamma 2."),
                              .min = 0,
                              .max = 1})},
    });
    return type;
}

} // namespace loom
