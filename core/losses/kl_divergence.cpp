#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// Σ t·(log t − log q) over a sample's values, q = softmax(logits/T), times T² (Hinton et al. 2015).
struct KlDivergenceLoss {
    double temperature = 1;

    TensorId lower(Builder& b, TensorId logits, TensorId target, TensorId weights) const
    {
        const TensorId log_q = b.softmax(b.affine(logits, 1 / temperature, 0), true);
        // 0·log 0 is 0.
        const TensorId log_t =
            b.eltwise(Curve::Log, b.binary(BinaryKind::Maximum, target, b.constant({1}, {.a = 1e-30})));
        const TensorId each = b.binary(BinaryKind::Multiply, target, b.binary(BinaryKind::Subtract, log_t, log_q));
        return b.affine(weighted_mean(b, b.reduce(ReduceKind::Sum, each, {1}), weights), temperature * temperature, 0);
    }

    Formula formula() const
    {
        const std::string divided = temperature == 1 ? "x_c" : "x_c / " + number_text(temperature);
        const std::string others = temperature == 1 ? "x_r" : "x_r / " + number_text(temperature);
        return {"q_c = frac{e^{" + divided + "}}{sum_{r} e^{" + others + "}} ;; L = " +
                    (temperature == 1 ? std::string() : number_text(temperature * temperature) + " ") + "sum_{c} t_c (ln(t_c) - ln(q_c))",
                {{"x", LOOM_TEXT("logits: what the network says")}, {"t", LOOM_TEXT("target: a probability for each class")}, {"c", LOOM_TEXT("which class")}, {"r", LOOM_TEXT("all classes in turn")}}};
    }
    TensorId scores(Builder& b, TensorId logits) const { return b.softmax(logits); }
};

} // namespace

const LossType& kl_divergence_loss()
{
    static const LossType type = loss<KlDivergenceLoss>({
        .id = "kl_divergence",
        .title = LOOM_TEXT("KL divergence"),
        .help = LOOM_TEXT("For shares that sum to 1, such as another network's probabilities. It turns the network's "
                          "values (logits) into probabilities with softmax and asks how far these are from the target's: "
                          "0 where both are equal."),
        .needs = LossType::Needs::Numbers,
        .applies = "softmax",
        .settings = {setting(&KlDivergenceLoss::temperature,
                             {.key = "temperature",
                              .label = LOOM_TEXT("Temperature"),
                              .help = LOOM_TEXT("Divides the logits before softmax. Above 1 where the target's "
                                                "probabilities were softened in the same way (distillation)."),
                              .min = 0.01,
                              .max = 1000})},
    });
    return type;
}

} // namespace loom
