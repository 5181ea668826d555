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

std::string torch_curve(Bend bend, const std::string& x, double slope, double alpha)
{
    switch (bend) {
    case Bend::Relu:
        return "F.relu(" + x + ")";
    case Bend::LeakyRelu:
        return "F.leaky_relu(" + x + ", " + python(slope) + ")";
    case Bend::Tanh:
        return "torch.tanh(" + x + ")";
    case Bend::Sigmoid:
        return "torch.sigmoid(" + x + ")";
    case Bend::Gelu:
        return "F.gelu(" + x + ")";
    case Bend::Silu:
        return "F.silu(" + x + ")";
    case Bend::Elu:
        return "F.elu(" + x + (alpha == 1 ? "" : ", " + python(alpha)) + ")";
    case Bend::Softplus:
        return "F.softplus(" + x + ")";
    case Bend::HardSigmoid:
        return "F.hardsigmoid(" + x + ")";
    case Bend::HardSwish:
        return "F.hardswish(" + x + ")";
    case Bend::Relu6:
        return "F.relu6(" + x + ")";
    case Bend::Mish:
        return "F.mish(" + x + ")";
    case Bend::GeluTanh:
        return "F.gelu(" + x + ", approximate=\"tanh\")";
    case Bend::Selu:
        return "F.selu(" + x + ")";
    case Bend::Softsign:
        return "F.softsign(" + x + ")";
    case Bend::Softmax:
        return "torch.softmax(" + x + ", dim=1)";
    }
    return x;
}

namespace {

/// What Keras calls the curve in `activation=…`; empty for curves that need numbers of their own.
std::string_view keras_name(Bend bend)
{
    switch (bend) {
    case Bend::Relu:
        return "relu";
    case Bend::Tanh:
        return "tanh";
    case Bend::Sigmoid:
        return "sigmoid";
    case Bend::Gelu:
        return "gelu";
    case Bend::Silu:
        return "silu";
    case Bend::Elu:
        return "elu";
    case Bend::Softplus:
        return "softplus";
    case Bend::HardSigmoid:
        return "hard_sigmoid";
    case Bend::HardSwish:
        return "hard_silu";
    case Bend::Relu6:
        return "relu6";
    case Bend::Mish:
        return "mish";
    case Bend::Selu:
        return "selu";
    case Bend::Softsign:
        return "softsign";
    case Bend::Softmax:
        return "softmax";
    case Bend::LeakyRelu:
    case Bend::GeluTanh:
        break;
    }
    return {};
}

} // namespace

std::string keras_curve(Bend bend, const std::string& x, double slope, double alpha)
{
    if (bend == Bend::LeakyRelu)
        return "ops.leaky_relu(" + x + ", negative_slope=" + python(slope) + ")";
    if (bend == Bend::GeluTanh)
        return "ops.gelu(" + x + ", approximate=True)";
    if (bend == Bend::Gelu) // Keras's operation is the approximate one by default.
        return "ops.gelu(" + x + ", approximate=False)";
    if (bend == Bend::Mish) // Keras has no operation of that name.
        return "layers.Activation(\"mish\")(" + x + ")";
    if (bend == Bend::Elu && alpha != 1)
        return "ops.elu(" + x + ", alpha=" + python(alpha) + ")";
    return "ops." + std::string(keras_name(bend)) + "(" + x + ")";
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

std::string curve_formula(Bend bend, const std::string& z, double slope, double alpha)
{
    const std::string a = number_text(alpha) == "1" ? "" : number_text(alpha) + " ", below = number_text(slope) + " " + z;
    switch (bend) {
    case Bend::Relu:
        return "max(0, " + z + ")";
    case Bend::LeakyRelu:
        return "cases{" + z + " & " + z + " > 0 ;; " + below + " & " + z + " <= 0}";
    case Bend::Tanh:
        return "tanh(" + z + ")";
    case Bend::Sigmoid:
        return "frac{1}{1 + e^{-" + z + "}}";
    case Bend::Gelu: // Hendrycks and Gimpel 2016.
        return "frac{" + z + "}{2} (1 + erf(frac{" + z + "}{sqrt{2}}))";
    case Bend::Silu:
        return "frac{" + z + "}{1 + e^{-" + z + "}}";
    case Bend::Elu:
        return "cases{" + z + " & " + z + " > 0 ;; " + a + "(e^{" + z + "} - 1) & " + z + " <= 0}";
    case Bend::Softplus:
        return "ln(1 + e^{" + z + "})";
    case Bend::HardSigmoid:
        return "min(1, max(0, frac{" + z + "}{6} + frac{1}{2}))";
    case Bend::HardSwish:
        return z + " * min(1, max(0, frac{" + z + "}{6} + frac{1}{2}))";
    case Bend::Relu6:
        return "min(6, max(0, " + z + "))";
    case Bend::Mish:
        return z + " * tanh(ln(1 + e^{" + z + "}))";
    case Bend::GeluTanh:
        return "frac{" + z + "}{2} (1 + tanh(sqrt{frac{2}{pi}} (" + z + " + 0.044715 {" + z + "}^3)))";
    case Bend::Selu:
        return "1.0507 cases{" + z + " & " + z + " > 0 ;; 1.6733 (e^{" + z + "} - 1) & " + z + " <= 0}";
    case Bend::Softsign:
        return "frac{" + z + "}{1 + abs{" + z + "}}";
    case Bend::Softmax:
        return "frac{e^{" + z + "}}{sum_{r} e^{" + z.substr(0, 1) + "_r}}";
    }
    return z;
}

Formula ended_formula(const std::string& place, const std::string& sum, Ending ending, std::vector<Formula::Word> where)
{
    if (ending == Ending::None)
        return {"y_{" + place + "} = " + sum, std::move(where)};
    const std::string z = "z_{" + place + "}";
    return {z + " = " + sum + " ;; y_{" + place + "} = " + curve_formula(Bend(int(ending) - 1), z, 0.01, 1), std::move(where)};
}

std::string torch_curve(Ending ending, const std::string& x)
{
    return ending == Ending::None ? x : torch_curve(Bend(int(ending) - 1), x, 0.01, 1);
}
std::string keras_curve(Ending ending, const std::string& x)
{
    return ending == Ending::None ? x : keras_curve(Bend(int(ending) - 1), x, 0.01, 1);
}

namespace {

/// "F.relu" of "F.relu(x)".
std::string function_of(const std::string& call)
{
    const bool alone = call.ends_with("(x)");
    return alone ? call.substr(0, call.size() - 3) : "lambda x: " + call;
}

} // namespace

std::string torch_function(Ending ending)
{
    return function_of(torch_curve(ending, "x"));
}
std::string keras_function(Ending ending)
{
    return function_of(keras_curve(ending, "x"));
}

std::string keras_ending(SourceWriter& w, std::string_view type, SourceWriter::Arguments arguments, const std::string& x,
                         Ending ending, std::string_view part)
{
    const std::string_view name = ending == Ending::None || w.has_sharers() ? "" : keras_name(Bend(int(ending) - 1));
    if (!name.empty())
        arguments.push_back(keyword("activation", python_string(name)));
    const std::string call = w.make(type, arguments, part) + "(" + x + ")";
    return name.empty() ? keras_curve(ending, call) : call;
}

Text name_of(Ending ending)
{
    return ending_choices(true)[std::size_t(ending)].label;
}

} // namespace loom
