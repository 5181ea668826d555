#include "schema/types.h"

namespace loom {
namespace {

struct MaeLoss {
    TensorId lower(Builder& b, TensorId prediction, TensorId target, TensorId weights) const
    {
        return b.pointwise_loss(PointLoss::Mae, prediction, target, weights);
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
