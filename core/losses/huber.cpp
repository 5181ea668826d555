#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct HuberLoss {
    double delta = 1;

    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::Huber, prediction, target, weights, delta);
    }
    Formula formula() const
    {
        const std::string d = number_text(delta);
        return {"L = frac{1}{n} sum_{i} h(x_i - t_i) ;; h(r) = cases{frac{1}{2} r^2 & abs{r} <= " + d + " ;; " + (delta == 1 ? std::string() : d + " ") + "(abs{r} - frac{" + d +
                    "}{2}) & abs{r} > " + d + "}",
                {{"x", LOOM_TEXT("prediction")}, {"t", LOOM_TEXT("target value")}, {"i", LOOM_TEXT("all values of the target")}, {"n", LOOM_TEXT("how many these are")}}};
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
