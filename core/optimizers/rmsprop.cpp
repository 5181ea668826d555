#include "schema/formula.h"
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
    Formula formula() const
    {
        const std::string g = weight_decay == 0 ? "g" : "h", first = weight_decay == 0 ? "" : "h = g + " + number_text(weight_decay) + " w ;; ";
        const std::string move = "frac{" + g + "}{sqrt{v'} + " + number_text(epsilon) + "}";
        std::vector<Formula::Word> where{{"v", LOOM_TEXT("mean of past squared gradients, 0 at the start")}, {"u", LOOM_TEXT("momentum: past moves, 0 at the start")}};
        if (momentum == 0)
            where.pop_back();
        return {first + "v' = " + number_text(rho) + " v + " + number_text(1 - rho) + " " + g + "^2 ;; " +
                    (momentum == 0 ? "w' = w - eta " + move : "u' = " + number_text(momentum) + " u + " + move + " ;; w' = w - eta u'"),
                std::move(where)};
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
