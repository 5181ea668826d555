#include "schema/rates.h"
#include "schema/types.h"

namespace loom {
namespace {

struct AdaGrad {
    double learning_rate = 0.01, initial = 0, epsilon = 1e-7, weight_decay = 0;

    void lower(Builder& b, TensorId param, TensorId grad, TensorId rate) const
    {
        b.emit(AdaGradUpdate{param, grad, b.moment(param, "sum", initial), rate, epsilon, weight_decay});
    }
};

} // namespace

const OptimizerType& adagrad_optimizer()
{
    static const OptimizerType type = optimizer<AdaGrad>({
        .id = "adagrad",
        .title = LOOM_TEXT("AdaGrad"),
        .help = LOOM_TEXT("Divides each parameter's step by the size of all its past gradients, so that seldom used "
                          "ones still learn. "
                          "Steps only ever get smaller, so long trainings come to rest."),
        .settings = {rate_setting(&AdaGrad::learning_rate),
                     setting(&AdaGrad::initial,
                             {.key = "initial",
                              .label = LOOM_TEXT("Initial sum"),
                              .help = LOOM_TEXT("What the sum of squared gradients starts at. Above 0 the first steps "
                                                "are smaller."),
                              .min = 0,
                              .max = 1000,
                              .advanced = true}),
                     epsilon_setting(&AdaGrad::epsilon), decay_setting(&AdaGrad::weight_decay)},
    });
    return type;
}

} // namespace loom
