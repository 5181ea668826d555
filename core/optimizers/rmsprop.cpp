#include "schema/rates.h"
#include "schema/types.h"

namespace loom {
namespace {

struct RmsProp {
    double learning_rate = 0.001, rho = 0.9, momentum = 0, epsilon = 1e-7, weight_decay = 0;

    void lower(Builder& b, TensorId param, TensorId grad, TensorId rate) const
    {
        const TensorId square = b.moment(param, "square");
        const TensorId velocity = momentum > 0 ? b.moment(param, "velocity") : no_tensor;
        b.emit(RmsPropUpdate{param, grad, square, velocity, rate, rho, momentum, epsilon, weight_decay});
    }
};

} // namespace

const OptimizerType& rmsprop_optimizer()
{
    static const OptimizerType type = optimizer<RmsProp>({
        .id = "rmsprop",
        .title = LOOM_TEXT("RMSProp"),
        .help = LOOM_TEXT(
            "Divides each parameter's step by the size of its recent gradients, so that steep and flat directions move "
            "alike. An older relative of Adam, still liked for recurrent networks."),
        .settings = {rate_setting(&RmsProp::learning_rate),
                     setting(
                         &RmsProp::rho,
                         {.key = "rho",
                          .label = LOOM_TEXT("Rho"),
                          .help = LOOM_TEXT("The share of the mean squared gradient that is kept from step to step."),
                          .min = 0,
                          .max = 0.9999}),
                     momentum_setting(&RmsProp::momentum), epsilon_setting(&RmsProp::epsilon),
                     decay_setting(&RmsProp::weight_decay)},
    });
    return type;
}

} // namespace loom
