#pragma once
#include "schema/formula.h"
#include "schema/types.h"

namespace loom {

/// The curves a person can choose.
enum class Bend {
    Relu,
    LeakyRelu,
    Tanh,
    Sigmoid,
    Gelu,
    Silu,
    Elu,
    Softplus,
    HardSigmoid,
    HardSwish,
    Relu6,
    Mish,
    GeluTanh,
    Selu,
    Softsign,
    Softmax
};
std::vector<Choice> bend_choices();
TensorId apply(Builder&, Bend, TensorId x, double slope, double alpha);
/// What it makes of z, such as "z_o", as a formula.
std::string curve_formula(Bend, const std::string& z, double slope, double alpha);
/// Its call in Python.
std::string torch_curve(Bend, const std::string& x, double slope, double alpha);
std::string keras_curve(Bend, const std::string& x, double slope, double alpha);

/// The curve a layer ends with, if any: those of Bend behind None, with the usual slope 0.01 and alpha 1.
enum class Ending {
    None,
    Relu,
    LeakyRelu,
    Tanh,
    Sigmoid,
    Gelu,
    Silu,
    Elu,
    Softplus,
    HardSigmoid,
    HardSwish,
    Relu6,
    Mish,
    GeluTanh,
    Selu,
    Softsign,
    Softmax
};
/// Softmax runs over vectors, so layers that give pictures do not offer it.
std::vector<Choice> ending_choices(bool softmax);
TensorId apply(Builder&, Ending, TensorId x);
/// The curve's name.
Text name_of(Ending);
/// "y_o = sum" and, with a curve, "z_o = sum" and below it what the curve makes of that; `place` is "o".
Formula ended_formula(const std::string& place, const std::string& sum, Ending, std::vector<Formula::Word> where = {});
/// x itself without a curve.
std::string torch_curve(Ending, const std::string& x);
std::string keras_curve(Ending, const std::string& x);
/// As something to call later.
std::string torch_function(Ending);
std::string keras_function(Ending);
/// A Keras layer with its call, and the curve behind it: among its arguments where Keras has a name for it.
std::string keras_ending(SourceWriter&, std::string_view type, SourceWriter::Arguments, const std::string& x, Ending,
                         std::string_view part = {});

template <class P>
SettingBinding<P> ending_setting(Ending P::*member, bool softmax)
{
    return setting(member, {.key = "activation",
                            .label = LOOM_TEXT("Activation"),
                            .help = LOOM_TEXT(
                                "The curve that every result goes through at the end. Without one, layers behind each "
                                "other could only do what a single one can."),
                            .choices = ending_choices(softmax)});
}

} // namespace loom
