#include "schema/formula.h"
#include "schema/rates.h"
#include "schema/types.h"

namespace loom {
namespace {

struct Adam {
    double learning_rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weight_decay = 0;

    void lower(Builder& b, TensorId param, TensorId grad, TensorId rate) const
    {
        const TensorId first = b.moment(param, "first"), second = b.moment(param, "second"), clock = b.clock();
        b.emit(AdamUpdate{param, grad, first, second, rate, clock, beta1, beta2, epsilon, weight_decay, false});
    }
    Formula formula() const
    {
        const std::string g = weight_decay == 0 ? "g" : "h", first = weight_decay == 0 ? "" : "h = g + " + number_text(weight_decay) + " w ;; ";
        const std::string a = number_text(beta1), b = number_text(beta2);
        return {first + "m' = " + a + " m + " + number_text(1 - beta1) + " " + g + " ;; v' = " + b + " v + " + number_text(1 - beta2) + " " + g +
                    "^2 ;; w' = w - eta frac{m' / (1 - " + a + "^t)}{sqrt{v' / (1 - " + b + "^t)} + " + number_text(epsilon) + "}",
                {{"m", LOOM_TEXT("mean of past gradients, 0 at the start")}, {"v", LOOM_TEXT("mean of their squares, 0 at the start")}, {"t", LOOM_TEXT("which step, from 1")}}};
    }
};

} // namespace

const OptimizerType& adam_optimizer()
{
    static const OptimizerType type = optimizer<Adam>({
        .id = "adam",
        .title = LOOM_TEXT("Adam"),
        .help = LOOM_TEXT("Gives every parameter its own step, from the mean and the size of its past gradients. It "
                          "works well without much tuning and is the usual start."),
        .settings = {rate_setting(&Adam::learning_rate), beta1_setting(&Adam::beta1), beta2_setting(&Adam::beta2),
                     epsilon_setting(&Adam::epsilon), decay_setting(&Adam::weight_decay)},
    });
    return type;
}

} // namespace loom
