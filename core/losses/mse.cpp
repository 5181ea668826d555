#include "schema/types.h"

namespace loom {
namespace {

struct MseLoss {
    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::Mse, prediction, target, weights);
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
