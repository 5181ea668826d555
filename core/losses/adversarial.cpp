#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

enum class Form { NonSaturating, LeastSquares, Hinge };

/// With logits r of real and m of made samples, and their weighted means over the batch:
///   NonSaturating: discriminator softplus(−r) + softplus(m), generator softplus(−m). Goodfellow et al. 2014.
///   LeastSquares:  discriminator (r − 1)² + m²,              generator (m − 1)².     Mao et al. 2017.
///   Hinge:         discriminator relu(1 − r) + relu(1 + m),  generator −m.           Lim and Ye 2017.
struct AdversarialLoss {
    Form form = Form::NonSaturating;
    double smoothing = 0;

    TensorId lower(Builder& b, TensorId judgement, TensorId, TensorId weights) const
    {
        const auto samples = b.shape(weights)[0];
        const TensorId real = b.slice(judgement, 0, 0, samples), made = b.slice(judgement, 0, samples, samples);
        if (form == Form::Hinge)
            return b.binary(BinaryKind::Add, mean(b, b.eltwise(Curve::Relu, b.affine(real, -1, 1)), weights),
                            mean(b, b.eltwise(Curve::Relu, b.affine(made, 1, 1)), weights));
        return b.binary(BinaryKind::Add, against(b, real, 1 - smoothing, weights), against(b, made, 0, weights));
    }
    TensorId lower_generator(Builder& b, TensorId judgement, TensorId weights) const
    {
        return form == Form::Hinge ? mean(b, b.affine(judgement, -1, 0), weights) : against(b, judgement, 1, weights);
    }
    Formula formula() const
    {
        std::vector<Formula::Word> where{{"x", LOOM_TEXT("judgement of a real sample")}, {"m", LOOM_TEXT("judgement of a sample that was made")},
                                         {"G", LOOM_TEXT("the generator's loss")}, {"D", LOOM_TEXT("the discriminator's loss")}};
        const std::string yes = number_text(1 - smoothing);
        switch (form) {
        case Form::Hinge:
            return {"D = max(0, 1 - x) + max(0, 1 + m) ;; G = -m", std::move(where)};
        case Form::LeastSquares:
            return {"D = (x - " + yes + ")^2 + m^2 ;; G = (m - 1)^2", std::move(where)};
        case Form::NonSaturating:
            break;
        }
        where.push_back({"s", LOOM_TEXT("sigmoid")});
        const std::string real = smoothing == 0 ? "-ln(s(x))" : "-" + yes + " ln(s(x)) - " + number_text(smoothing) + " ln(1 - s(x))";
        return {"D = " + real + " - ln(1 - s(m)) ;; G = -ln(s(m))", std::move(where)};
    }
    TensorId scores(Builder&, TensorId made) const { return made; }

private:
    TensorId against(Builder& b, TensorId judgement, double target, TensorId weights) const
    {
        const PointLoss kind = form == Form::LeastSquares ? PointLoss::Mse : PointLoss::BinaryCrossEntropy;
        return b.pointwise_loss(kind, judgement, b.constant(Shape(b.shape(judgement)), {.a = target}), weights);
    }
    /// Over the rows that count; 0 where none does.
    static TensorId mean(Builder& b, TensorId x, TensorId weights)
    {
        const Shape shape = b.shape(x);
        std::vector<int> rest;
        for (int axis = 1; axis < int(shape.size()); ++axis)
            rest.push_back(axis);
        const TensorId each = rest.empty() ? x : b.reduce(ReduceKind::Mean, x, rest);
        const TensorId sum = b.reduce(ReduceKind::Sum, b.binary(BinaryKind::Multiply, each, weights), {0});
        const TensorId all = b.reduce(ReduceKind::Sum, weights, {0});
        const TensorId some = b.binary(BinaryKind::Maximum, all, b.constant({}, {.a = 1e-12}));
        return b.reshape(b.binary(BinaryKind::Divide, sum, some), {1});
    }
};

} // namespace

const LossType& adversarial_loss()
{
    static const LossType type = loss<AdversarialLoss>({
        .id = "adversarial",
        .title = LOOM_TEXT("Adversarial"),
        .help = LOOM_TEXT(
            "For a generator and a discriminator that learn against each other, joined by “Real and made”. The "
            "discriminator gives one value: high for real samples, low for those made. In every step first the "
            "discriminator learns, then the generator. The loss shown is the discriminator's."),
        .needs = LossType::Needs::Nothing,
        .applies = "sigmoid",
        .settings = {setting(&AdversarialLoss::form,
                             {.key = "form",
                              .label = LOOM_TEXT("Form"),
                              .help = LOOM_TEXT("Cross-entropy is the usual one. Least squares and hinge push less hard "
                                                "where the discriminator is sure, which can be steadier."),
                              .choices = {{"non_saturating", LOOM_TEXT("Cross-entropy")},
                                          {"least_squares", LOOM_TEXT("Least squares")},
                                          {"hinge", LOOM_TEXT("Hinge")}}}),
                     setting(&AdversarialLoss::smoothing,
                             {.key = "smoothing",
                              .label = LOOM_TEXT("Label smoothing"),
                              .help = LOOM_TEXT("Real samples are to be judged this much less than fully real, so that "
                                                "the discriminator stays less sure of itself. Not used by hinge."),
                              .min = 0,
                              .max = 0.5,
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
