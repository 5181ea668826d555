#include "schema/formula.h"
#include "schema/rates.h"
#include "schema/types.h"

namespace loom {
namespace {

struct AdamW {
    double learning_rate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weight_decay = 0.01;

    void lower(Builder& b, TensorId param, TensorId grad, TensorId rate) const
    {
        const TensorId first = b.moment(param, "first"), second = b.moment(param, "second"), clock = b.clock();
        b.emit(AdamUpdate{param, grad, first, second, rate, clock, beta1, beta2, epsilon, weight_decay, true});
    }
    Formula formula() const
    {
        const std::string a = number_text(beta1), b = number_text(beta2);
        return {"m' = " + a + " m + " + number_text(1 - beta1) + " g ;; v' = " + b + " v + " + number_text(1 - beta2) +
                    " g^2 ;; w' = w - eta (frac{m' / (1 - " + a + "^t)}{sqrt{v' / (1 - " + b + "^t)} + " + number_text(epsilon) + "} + " +
                    number_text(weight_decay) + " w)",
                {{"m", LOOM_TEXT("mean of past gradients, 0 at the start")}, {"v", LOOM_TEXT("mean of their squares, 0 at the start")}, {"t", LOOM_TEXT("which step, from 1")}}};
    }
};

} // namespace

const OptimizerType& adamw_optimizer()
{
    static const OptimizerType type = optimizer<AdamW>({
        .id = "adamw",
        .title = LOOM_TEXT("AdamW"),
        .help = LOOM_TEXT("Adam with weight decay apart from the gradient, so that the decay acts alike on all "
                          "parameters. The usual choice for large networks and Transformers."),
        .settings = {rate_setting(&AdamW::learning_rate), beta1_setting(&AdamW::beta1), beta2_setting(&AdamW::beta2),
                     epsilon_setting(&AdamW::epsilon), decay_setting(&AdamW::weight_decay)},
    });
    return type;
}

} // namespace loom
