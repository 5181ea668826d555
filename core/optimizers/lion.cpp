#include "schema/formula.h"
#include "schema/rates.h"
#include "schema/types.h"

namespace loom {
namespace {

struct Lion {
    double learning_rate = 0.0001, beta1 = 0.9, beta2 = 0.99, weight_decay = 0;

    void lower(Builder& b, TensorId param, TensorId grad, TensorId rate) const
    {
        b.emit(LionUpdate{param, grad, b.moment(param, "mean"), rate, beta1, beta2, weight_decay});
    }
    Formula formula() const
    {
        return {"w' = w - eta (sign(" + number_text(beta1) + " m + " + number_text(1 - beta1) + " g)" +
                    (weight_decay == 0 ? std::string() : " + " + number_text(weight_decay) + " w") + ") ;; m' = " + number_text(beta2) + " m + " +
                    number_text(1 - beta2) + " g",
                {{"m", LOOM_TEXT("mean of past gradients, 0 at the start")}}};
    }
};

} // namespace

const OptimizerType& lion_optimizer()
{
    static const OptimizerType type = optimizer<Lion>({
        .id = "lion",
        .title = LOOM_TEXT("Lion"),
        .help = LOOM_TEXT("Every parameter takes a step of the same size; only its direction follows the gradients. It "
                          "needs half of Adam's memory, and a learning rate three to ten times smaller."),
        .settings = {rate_setting(&Lion::learning_rate), beta1_setting(&Lion::beta1), beta2_setting(&Lion::beta2),
                     decay_setting(&Lion::weight_decay)},
    });
    return type;
}

} // namespace loom
