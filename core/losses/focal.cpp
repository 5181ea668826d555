#include "schema/formula.h"
#include "schema/rows.h"

namespace loom {
namespace {

/// −(1 − p)^γ·log p of the right class's probability p. Lin et al. 2017, with a weight per class as α.
struct FocalLoss {
    double gamma = 2;
    ClassWeights class_weights = ClassWeights::None;

    TensorId lower(Builder& b, TensorId logits, TensorId labels, TensorId weights, const Surroundings& around) const
    {
        const auto classes = b.shape(logits)[1];
        const TensorId right = one_hot(b, labels, classes);
        auto of_right = [&](TensorId each) {
            return b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, right, each), {1});
        };
        // The right class against all others together: p = σ(z), so log p = −softplus(−z) and log(1 − p) = −softplus(z),
        // and nothing is lost where p is nearly 1.
        const TensorId others = b.reduce(ReduceKind::LogSumExp,
                                         b.binary(BinaryKind::Add, logits, b.affine(right, -1e30, 0)), {1});
        const TensorId z = b.binary(BinaryKind::Subtract, of_right(logits), others);
        const TensorId missed = b.eltwise(Curve::Softplus, b.affine(z, -1, 0)),
                       focus = b.eltwise(Curve::Exp, b.affine(b.eltwise(Curve::Softplus, z), -gamma, 0));
        const TensorId rows = b.binary(BinaryKind::Multiply, focus, missed);
        TensorId per_class = class_weights_of(b, class_weights, classes, around);
        if (per_class == no_tensor)
            per_class = b.constant({1}, {.a = 1});
        return weighted_mean(b, rows, b.binary(BinaryKind::Multiply, weights, of_right(per_class)));
    }

    TensorId total_weight(Builder& b, const Shape& logits, TensorId labels, TensorId weights,
                          const Surroundings& around) const
    {
        return label_weight(b, labels, weights, logits[1], class_weights_of(b, class_weights, logits[1], around));
    }

    Formula formula() const
    {
        return {"q_c = frac{e^{x_c}}{sum_{r} e^{x_r}} ;; L = -(1 - q_t)^{" + number_text(gamma) + "} ln(q_t)",
                {{"x", LOOM_TEXT("logits: what the network says")}, {"t", LOOM_TEXT("the right class")}, {"c", LOOM_TEXT("which class")}, {"r", LOOM_TEXT("all classes in turn")}}};
    }
    TensorId scores(Builder& b, TensorId logits) const { return b.softmax(logits); }
};

} // namespace

const LossType& focal_loss()
{
    static const LossType type = loss<FocalLoss>({
        .id = "focal",
        .title = LOOM_TEXT("Focal loss"),
        .help = LOOM_TEXT("Cross-entropy that looks at the hard samples: those that the network gets right already "
                          "count little. For one class out of several, where easy samples are by far the most."),
        .needs = LossType::Needs::Label,
        .applies = "softmax",
        .settings = {gamma_setting(&FocalLoss::gamma), class_weights_setting(&FocalLoss::class_weights)},
    });
    return type;
}

} // namespace loom
