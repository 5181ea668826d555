#include "schema/formula.h"
#include "schema/types.h"

namespace loom {
namespace {

struct MseLoss {
    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::Mse, prediction, target, weights);
    }
    Formula formula() const
    {
        return {"L = frac{1}{n} sum_{i} (x_i - t_i)^2", {{"x", LOOM_TEXT("prediction")}, {"t", LOOM_TEXT("target value")}, {"i", LOOM_TEXT("all values of the target")}, {"n", LOOM_TEXT("how many these are")}}};
    }
    TensorId scores(Builder&, TensorId prediction) const { return prediction; }
};

} // namespace

const LossType& mse_loss()
{
    static const LossType type = loss<MseLoss>({
        .id = "mse",
        .title = LOOM_TEXT("Mean squared error"),
        .help = LOOM_TEXT("For numbers. The difference between prediction and target, squared and averaged. Large "
                          "errors count far more than small ones, so a few outliers can lead the training."),
        .needs = LossType::Needs::Numbers,
    });
    return type;
}

} // namespace loom
