#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct MaeLoss {
    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::Mae, prediction, target, weights);
    }
    Formula formula() const
    {
        return {"L = frac{1}{n} sum_{i} abs{x_i - t_i}", {{"x", LOOM_TEXT("prediction")}, {"t", LOOM_TEXT("target value")}, {"i", LOOM_TEXT("all values of the target")}, {"n", LOOM_TEXT("how many these are")}}};
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& mae_loss()
{
    static const LossType type = loss<MaeLoss>({
        .id = "mae",
        .title = LOOM_TEXT("Mean absolute error"),
        .help = LOOM_TEXT("For numbers. The size of the difference between prediction and target, averaged. It is told "
                          "in the target's own unit and is not led by outliers."),
        .needs = LossType::Needs::Numbers,
    });
    return type;
}

} // namespace loom
