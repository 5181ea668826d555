#include "schema/formula.h"
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
    Formula formula() const
    {
        const std::string g = weight_decay == 0 ? "g" : "h", first = weight_decay == 0 ? "" : "h = g + " + number_text(weight_decay) + " w ;; ";
        return {first + "v' = v + " + g + "^2 ;; w' = w - eta frac{" + g + "}{sqrt{v'} + " + number_text(epsilon) + "}",
                {{"v", Message(LOOM_TEXT("sum of past squared gradients, %1 at the start"), initial)}}};
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
