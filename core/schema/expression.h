#pragma once
#include "base/result.h"
#include "ir/builder.h"

#include <string_view>

namespace loom {

/// A formula of one value: numbers, x, pi, e, + − * / ^ (which binds to the right), brackets, and calls of exp, log,
/// sqrt, abs, sign, floor, ceil, round, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, erf, sigmoid, relu, gelu,
/// silu, elu, softplus, softsign and mish with one argument, of min, max, pow and mod with two, of clip with three
/// (value, lowest, highest: numbers). Nothing is executed but these instructions.
///
/// Appends the formula of `x`. An error tells the place. `b` may then hold instructions that nothing needs.
Result<TensorId> lower_expression(Builder& b, std::string_view formula, TensorId x);

/// The same formula in Python; it must be one that lower_expression() takes. `x` is what x is called there.
std::string torch_expression(std::string_view formula, const std::string& x);
std::string keras_expression(std::string_view formula, const std::string& x);

} // namespace loom
