#include "schema/formula.h"
#include "schema/rates.h"
#include "schema/types.h"

namespace loom {
namespace {

struct Sgd {
    double learning_rate = 0.01, momentum = 0;
    bool nesterov = false;
    double weight_decay = 0;

    void lower(Builder& b, TensorId param, TensorId grad, TensorId rate) const
    {
        const TensorId velocity = momentum > 0 ? b.moment(param, "velocity") : no_tensor;
        b.emit(SgdUpdate{param, grad, velocity, rate, momentum, weight_decay, nesterov});
    }
    Formula formula() const
    {
        const std::string g = weight_decay == 0 ? "g" : "h", first = weight_decay == 0 ? "" : "h = g + " + number_text(weight_decay) + " w ;; ";
        if (momentum == 0)
            return first + "w' = w - eta " + g;
        const std::string mu = number_text(momentum);
        return {first + "v' = " + mu + " v + " + g + " ;; w' = w - eta " + (nesterov ? "(" + g + " + " + mu + " v')" : "v'"),
                {{"v", LOOM_TEXT("momentum: past gradients, 0 at the start")}}};
    }
};

} // namespace

const OptimizerType& sgd_optimizer()
{
    static const OptimizerType type = optimizer<Sgd>({
        .id = "sgd",
        .title = LOOM_TEXT("SGD"),
        .help = LOOM_TEXT("Goes a step against the gradient, the same rate for every parameter. With momentum it often "
                          "ends at better "
                          "networks for pictures than Adam, but the learning rate must be found with care."),
        .settings = {rate_setting(&Sgd::learning_rate), momentum_setting(&Sgd::momentum),
                     setting(&Sgd::nesterov,
                             {.key = "nesterov",
                              .label = LOOM_TEXT("Nesterov"),
                              .help = LOOM_TEXT("Looks one step ahead along the momentum, which brakes earlier. Needs "
                                                "momentum above 0.")}),
                     decay_setting(&Sgd::weight_decay)},
    });
    return type;
}

} // namespace loom
