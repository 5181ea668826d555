#include "schema/curves.h"

namespace loom {

std::vector<Choice> bend_choices()
{
    return {{"relu", LOOM_TEXT("ReLU")},
            {"leaky_relu", LOOM_TEXT("Leaky ReLU")},
            {"tanh", LOOM_TEXT("Tanh")},
            {"sigmoid", LOOM_TEXT("Sigmoid")},
            {"gelu", LOOM_TEXT("GELU")},
            {"silu", LOOM_TEXT("SiLU")},
            {"elu", LOOM_TEXT("ELU")},
            {"softplus", LOOM_TEXT("Softplus")},
            {"hard_sigmoid", LOOM_TEXT("Hard sigmoid")},
            {"hard_swish", LOOM_TEXT("Hard swish")},
            {"relu6", LOOM_TEXT("ReLU6")},
            {"mish", LOOM_TEXT("Mish")},
            {"gelu_tanh", LOOM_TEXT("GELU (tanh)")},
            {"selu", LOOM_TEXT("SELU")},
            {"softsign", LOOM_TEXT("Softsign")},
            {"softmax", LOOM_TEXT("Softmax")}};
}

TensorId apply(Builder& b, Bend bend, TensorId x, double slope, double alpha)
{
    switch (bend) {
    case Bend::Relu:
        return b.eltwise(Curve::Relu, x);
    case Bend::LeakyRelu:
        return b.eltwise(Curve::LeakyRelu, x, slope);
    case Bend::Tanh:
        return b.eltwise(Curve::Tanh, x);
    case Bend::Sigmoid:
        return b.eltwise(Curve::Sigmoid, x);
    case Bend::Gelu:
        return b.eltwise(Curve::Gelu, x);
    case Bend::Silu:
        return b.eltwise(Curve::Silu, x);
    case Bend::Elu:
        return b.eltwise(Curve::Elu, x, alpha);
    case Bend::Softplus:
        return b.eltwise(Curve::Softplus, x);
    case Bend::HardSigmoid:
        return b.eltwise(Curve::HardSigmoid, x);
    case Bend::HardSwish:
        return b.eltwise(Curve::HardSwish, x);
    case Bend::Relu6:
        return b.eltwise(Curve::Relu6, x);
    case Bend::Mish:
        return b.eltwise(Curve::Mish, x);
    case Bend::GeluTanh:
        return b.eltwise(Curve::GeluTanh, x);
    case Bend::Selu: // Klambauer et al. 2017.
        return b.affine(b.eltwise(Curve::Elu, x, 1.6732632423543772), 1.0507009873554805, 0);
    case Bend::Softsign:
        return b.eltwise(Curve::Softsign, x);
    case Bend::Softmax:
        return b.softmax(x);
    }
    return x;
}

std::vector<Choice> ending_choices(bool softmax)
{
    std::vector<Choice> choices = bend_choices();
    choices.insert(choices.begin(), {"none", LOOM_TEXT("None")});
    if (!softmax)
        choices.pop_back();
    return choices;
}

TensorId apply(Builder& b, Ending ending, TensorId x)
{
    return ending == Ending::None ? x : apply(b, Bend(int(ending) - 1), x, 0.01, 1);
}

Text name_of(Ending ending)
{
    return ending_choices(true)[std::size_t(ending)].label;
}

} // namespace loom
