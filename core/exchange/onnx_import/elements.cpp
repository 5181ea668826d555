// Operators that work element by element.
#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

namespace loom::onnx_import {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Values = std::vector<TensorId>;

Values curve(const Node& n)
{
    static const std::map<std::string_view, Curve> curves = {
        {"Relu", Curve::Relu},         {"Tanh", Curve::Tanh},
        {"Sigmoid", Curve::Sigmoid},   {"Softplus", Curve::Softplus},
        {"Softsign", Curve::Softsign}, {"HardSwish", Curve::HardSwish},
        {"Mish", Curve::Mish},
        {"Exp", Curve::Exp},           {"Log", Curve::Log},
        {"Sqrt", Curve::Sqrt},         {"Reciprocal", Curve::Reciprocal},
        {"Abs", Curve::Abs},           {"Erf", Curve::Erf},
        {"Sin", Curve::Sin},           {"Cos", Curve::Cos},
        {"Tan", Curve::Tan},           {"Asin", Curve::Asin},
        {"Acos", Curve::Acos},         {"Atan", Curve::Atan},
        {"Sinh", Curve::Sinh},         {"Cosh", Curve::Cosh},
        {"Asinh", Curve::Asinh},       {"Acosh", Curve::Acosh},
        {"Atanh", Curve::Atanh},       {"Floor", Curve::Floor},
        {"Ceil", Curve::Ceil},         {"Round", Curve::Round},
        {"Sign", Curve::Sign}};
    const TensorId x = n.in(0);
    if (n.is_real(x))
        return {n.b.eltwise(curves.at(n.op()), x)};
    const TensorId zero = n.number(0, n.dtype(x));
    if (n.op() == "Abs")
        return {n.binary(BinaryKind::Maximum, x, n.negative(x))};
    if (n.op() == "Sign") {
        auto is = [&](CompareKind kind) { return n.cast(n.compare(kind, x, zero), n.dtype(x)); };
        return {n.binary(BinaryKind::Subtract, is(CompareKind::Greater), is(CompareKind::Less))};
    }
    if (n.op() != "Relu")
        n.need_real(x);
    return {n.binary(BinaryKind::Maximum, x, zero)};
}

Values gelu(const Node& n)
{
    const std::string how = n.text("approximate", "none");
    n.need_real(n.in(0));
    n.need_one_of("approximate", how, {"none", "tanh"});
    return {n.b.eltwise(how == "tanh" ? Curve::GeluTanh : Curve::Gelu, n.in(0))};
}

/// Ramachandran, Zoph and Le 2017: x·sigmoid(α·x).
Values swish(const Node& n)
{
    const TensorId x = n.in(0);
    const double alpha = n.real("alpha", 1);
    n.need_real(x);
    if (alpha == 1)
        return {n.b.eltwise(Curve::Silu, x)};
    return {n.binary(BinaryKind::Multiply, x, n.b.eltwise(Curve::Sigmoid, n.b.affine(x, alpha, 0)))};
}

Values leaky_relu(const Node& n)
{
    n.need_real(n.in(0));
    return {n.b.eltwise(Curve::LeakyRelu, n.in(0), n.real("alpha", 0.01))};
}

Values elu(const Node& n)
{
    n.need_real(n.in(0));
    return {n.b.eltwise(Curve::Elu, n.in(0), n.real("alpha", 1))};
}

/// Klambauer et al. 2017: γ·elu(x).
Values selu(const Node& n)
{
    n.need_real(n.in(0));
    const double alpha = n.real("alpha", 1.67326319217681884765625), gamma = n.real("gamma", 1.05070102214813232421875);
    return {n.b.affine(n.b.eltwise(Curve::Elu, n.in(0), alpha), gamma, 0)};
}

/// Barron 2017: α·elu(x/α).
Values celu(const Node& n)
{
    const double alpha = n.real("alpha", 1);
    n.need_real(n.in(0));
    n.need(alpha != 0, LOOM_TEXT("alpha is 0"));
    return {n.b.affine(n.b.eltwise(Curve::Elu, n.b.affine(n.in(0), 1 / alpha, 0), 1), alpha, 0)};
}

Values thresholded_relu(const Node& n)
{
    const TensorId x = n.in(0), zero = n.number(0, n.dtype(x));
    const TensorId above = n.compare(CompareKind::Greater, x, n.number(n.real("alpha", 1), n.dtype(x)));
    return {n.b.where(above, x, zero)};
}

Values hard_sigmoid(const Node& n)
{
    const double alpha = n.real("alpha", 0.2), beta = n.real("beta", 0.5);
    n.need_real(n.in(0));
    if (std::abs(alpha - 1. / 6) < 1e-6 && beta == 0.5)
        return {n.b.eltwise(Curve::HardSigmoid, n.in(0))};
    return {n.b.eltwise(Curve::Clip, n.b.affine(n.in(0), alpha, beta), 0, 1)};
}

/// What is nearer to 0 than `lambd` is 0, the rest moves by `bias` towards 0.
Values shrink(const Node& n)
{
    const double bias = n.real("bias", 0), lambd = n.real("lambd", 0.5);
    const TensorId x = n.in(0), zero = n.number(0, n.dtype(x));
    n.need_real(x);
    const TensorId below = n.compare(CompareKind::Less, x, n.number(-lambd, n.dtype(x)));
    const TensorId above = n.compare(CompareKind::Greater, x, n.number(lambd, n.dtype(x)));
    return {n.b.where(below, n.b.affine(x, 1, bias), n.b.where(above, n.b.affine(x, 1, -bias), zero))};
}

Values clip(const Node& n)
{
    const TensorId x = n.in(0);
    const bool attributes = n.opset() < 11;
    auto known = [&](int input, std::string_view key, double fallback) -> std::optional<double> {
        if (attributes)
            return n.real(key, fallback);
        if (!n.has(input))
            return fallback;
        n.need_same_type(n.in(input), x);
        const auto values = n.known_reals(input);
        return values && values->size() == 1 ? std::optional((*values)[0]) : std::nullopt;
    };
    const auto low = known(1, "min", -infinity), high = known(2, "max", infinity);
    if (n.is_real(x) && low && high)
        return {low == 0.0 && high == 6.0 ? n.b.eltwise(Curve::Relu6, x) : n.b.eltwise(Curve::Clip, x, *low, *high)};
    TensorId out = x;
    if (n.has(1))
        out = n.binary(BinaryKind::Maximum, out, n.in(1));
    if (n.has(2))
        out = n.binary(BinaryKind::Minimum, out, n.in(2));
    return {out};
}

Values prelu(const Node& n)
{
    // Before opset 7 the slopes are those of the channels.
    const TensorId x = n.in(0),
                   slope = n.opset() < 7 && n.rank(n.in(1)) == 1 && n.rank(x) > 1 && n.shape(n.in(1)) != Shape{1}
                               ? n.by_channel(n.in(1), x)
                               : n.in(1);
    const TensorId below = n.binary(BinaryKind::Multiply, x, slope);
    n.need_shape("slope", below, n.shape(x));
    return {n.b.where(n.compare(CompareKind::Less, x, n.number(0, n.dtype(x))), below, x)};
}

Values negative(const Node& n)
{
    return {n.negative(n.in(0))};
}

Values identity(const Node& n)
{
    return {n.in(0)};
}

/// At inference nothing is dropped.
Values dropout(const Node& n)
{
    const bool training = n.has(2) ? n.whole_number(2) != 0 : n.opset() < 7 && n.whole("is_test", 0) == 0;
    const double rate = n.has(1) ? n.real_number(1) : n.real("ratio", 0.5);
    n.need(!training || rate == 0, LOOM_TEXT("it draws at random; export the model for inference"));
    return {n.in(0), n.b.constant(n.shape(n.in(0)), {.a = 1}, DType::Bool)};
}

/// Before opset 7 the second operand was aligned at an axis that an attribute names.
TensorId aligned(const Node& n, TensorId x, TensorId y)
{
    if (n.opset() >= 7 || n.whole("broadcast", 0) == 0 || !n.attribute("axis"))
        return y;
    const auto at = n.axis(n.whole("axis", 0), n.rank(x));
    Shape to = n.shape(y);
    n.need_between("axis", at, 0, n.rank(x) - n.rank(y));
    to.resize(std::size_t(n.rank(x) - at), 1);
    return n.reshape(y, to);
}

/// The instruction that made a tensor, where it is one of these, and not far back: formulas stand together.
template <class T>
const T* maker(const Node& n, TensorId made)
{
    constexpr std::size_t farthest = 16;
    const auto& ops = n.b.program().ops;
    for (std::size_t i = 1; i <= std::min(farthest, ops.size()); ++i)
        if (const T* op = std::get_if<T>(&ops[ops.size() - i]); op && op->out == made)
            return op;
    return nullptr;
}

bool is_number(const Node& n, TensorId id, double number)
{
    if (count(n.shape(id)) != 1 || n.dtype(id) != DType::F32)
        return false;
    const auto known = n.reals_of(id);
    return known && std::abs((*known)[0] - number) < 1e-6;
}

/// What an instruction of this kind joined with `number` to make `made`; no_tensor where none did.
TensorId joined(const Node& n, BinaryKind kind, TensorId made, double number)
{
    const Binary* op = maker<Binary>(n, made);
    if (!op || op->kind != kind)
        return no_tensor;
    if (is_number(n, op->b, number))
        return op->a;
    return kind != BinaryKind::Divide && is_number(n, op->a, number) ? op->b : no_tensor;
}

/// The x of x·(1 + erf(x/√2))·½, which is five nodes in a file and one instruction here; no_tensor where a·b is none.
/// What the formula was made of stays for others who use it; where nobody does, every device drops it.
TensorId bent_by_gelu(const Node& n, TensorId a, TensorId b)
{
    const TensorId half = is_number(n, b, 0.5) ? b : a;
    const Binary* product = is_number(n, half, 0.5) ? maker<Binary>(n, half == b ? a : b) : nullptr;
    if (!product || product->kind != BinaryKind::Multiply)
        return no_tensor;
    for (const auto& [x, sum] : {std::pair(product->a, product->b), std::pair(product->b, product->a)}) {
        const TensorId erf = joined(n, BinaryKind::Add, sum, 1);
        const Eltwise* bent = erf == no_tensor ? nullptr : maker<Eltwise>(n, erf);
        if (!bent || bent->curve != Curve::Erf)
            continue;
        const bool scaled = joined(n, BinaryKind::Multiply, bent->x, std::numbers::sqrt2 / 2) == x ||
                            joined(n, BinaryKind::Divide, bent->x, std::numbers::sqrt2) == x;
        if (scaled && n.shape(product->out) == n.shape(x) && n.rank(half) <= n.rank(x))
            return x;
    }
    return no_tensor;
}

Values binary(const Node& n)
{
    static const std::map<std::string_view, BinaryKind> kinds = {{"Add", BinaryKind::Add},
                                                                 {"Sub", BinaryKind::Subtract},
                                                                 {"Mul", BinaryKind::Multiply},
                                                                 {"Div", BinaryKind::Divide}};
    const TensorId a = n.in(0), b = aligned(n, a, n.in(1));
    if (const TensorId x = n.op() == "Mul" ? bent_by_gelu(n, a, b) : no_tensor; x != no_tensor)
        return {n.b.eltwise(Curve::Gelu, x)};
    return {n.binary(kinds.at(n.op()), a, b)};
}

/// The result has the type of the base.
Values power(const Node& n)
{
    const TensorId x = n.in(0), y = aligned(n, x, n.in(1));
    const DType type = n.dtype(x);
    n.need(type != DType::Bool && n.dtype(y) != DType::Bool, LOOM_TEXT("it is read for numbers, not for bool"));
    if (n.is_real(x) || !n.is_real(y))
        return {n.binary(BinaryKind::Power, x, n.cast(y, type))};
    return {n.cast(n.binary(BinaryKind::Power, n.cast(x, DType::F64), n.cast(y, DType::F64)), type)};
}

Values modulo(const Node& n)
{
    const bool like_c = n.whole("fmod", 0) != 0;
    n.need(like_c || !n.is_real(n.in(0)), LOOM_TEXT("fractions need fmod = 1"));
    return {n.binary(like_c ? BinaryKind::Remainder : BinaryKind::Modulo, n.in(0), n.in(1))};
}

Values variadic(const Node& n)
{
    const BinaryKind kind = n.op() == "Max"   ? BinaryKind::Maximum
                            : n.op() == "Min" ? BinaryKind::Minimum
                                              : BinaryKind::Add;
    const Values all = n.all();
    TensorId out = all[0];
    for (std::size_t i = 1; i < all.size(); ++i)
        out = n.binary(kind, out, all[i]);
    if (n.op() == "Mean")
        n.need_real(out);
    return {n.op() == "Mean" ? n.b.affine(out, 1 / double(all.size()), 0) : out};
}

Values compare(const Node& n)
{
    static const std::map<std::string_view, CompareKind> kinds = {{"Equal", CompareKind::Equal},
                                                                  {"Less", CompareKind::Less},
                                                                  {"LessOrEqual", CompareKind::LessEqual},
                                                                  {"Greater", CompareKind::Greater},
                                                                  {"GreaterOrEqual", CompareKind::GreaterEqual}};
    return {n.compare(kinds.at(n.op()), n.in(0), aligned(n, n.in(0), n.in(1)))};
}

Values logic(const Node& n)
{
    static const std::map<std::string_view, LogicKind> kinds = {
        {"And", LogicKind::And}, {"Or", LogicKind::Or}, {"Xor", LogicKind::Xor}, {"Not", LogicKind::Not}};
    const LogicKind kind = kinds.at(n.op());
    n.need_type(n.op(), n.in(0), DType::Bool);
    if (kind == LogicKind::Not)
        return {n.b.logic(kind, n.in(0))};
    const TensorId y = aligned(n, n.in(0), n.in(1));
    n.need_type(n.op(), y, DType::Bool);
    n.need_broadcast(n.shape(n.in(0)), n.shape(y));
    return {n.b.logic(kind, n.in(0), y)};
}

Values where(const Node& n)
{
    const TensorId condition = n.in(0), x = n.in(1), y = n.in(2);
    n.need_type("condition", condition, DType::Bool);
    n.need_same_type(x, y);
    n.need_broadcast(n.shape(x), n.shape(y));
    n.need_broadcast(n.shape(condition), n.shape(x));
    n.need_broadcast(n.shape(condition), n.shape(y));
    return {n.b.where(condition, x, y)};
}

Values cast(const Node& n)
{
    const auto to = dtype_of(std::int32_t(n.whole("to", 0)));
    if (!to)
        n.refuse(LOOM_TEXT("it gives a type that cannot be read"));
    return {n.cast(n.in(0), *to)};
}

Values cast_like(const Node& n)
{
    return {n.cast(n.in(0), n.dtype(n.in(1)))};
}

Values is_nan(const Node& n)
{
    return {n.b.logic(LogicKind::Not, n.compare(CompareKind::Equal, n.in(0), n.in(0)))};
}

Values is_inf(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_real(x);
    const bool below = n.whole("detect_negative", 1) != 0, above = n.whole("detect_positive", 1) != 0;
    auto equals = [&](double v) { return n.compare(CompareKind::Equal, x, n.number(v, n.dtype(x))); };
    if (below && above)
        return {n.b.logic(LogicKind::Or, equals(-infinity), equals(infinity))};
    return {below || above ? equals(below ? -infinity : infinity) : n.b.constant(n.shape(x), {}, DType::Bool)};
}

} // namespace

std::span<const Operator> element_operators()
{
    static const Operator table[] = {{"Relu", 1, curve},
                                     {"Tanh", 1, curve},
                                     {"Sigmoid", 1, curve},
                                     {"Softplus", 1, curve},
                                     {"Softsign", 1, curve},
                                     {"HardSwish", 1, curve},
                                     {"Mish", 1, curve},
                                     {"Gelu", 1, gelu},
                                     {"Swish", 1, swish},
                                     {"Exp", 1, curve},
                                     {"Log", 1, curve},
                                     {"Sqrt", 1, curve},
                                     {"Reciprocal", 1, curve},
                                     {"Abs", 1, curve},
                                     {"Erf", 1, curve},
                                     {"Sin", 1, curve},
                                     {"Cos", 1, curve},
                                     {"Tan", 1, curve},
                                     {"Asin", 1, curve},
                                     {"Acos", 1, curve},
                                     {"Atan", 1, curve},
                                     {"Sinh", 1, curve},
                                     {"Cosh", 1, curve},
                                     {"Asinh", 1, curve},
                                     {"Acosh", 1, curve},
                                     {"Atanh", 1, curve},
                                     {"Floor", 1, curve},
                                     {"Ceil", 1, curve},
                                     {"Round", 1, curve},
                                     {"Sign", 1, curve},
                                     {"LeakyRelu", 1, leaky_relu},
                                     {"Elu", 1, elu},
                                     {"Selu", 1, selu},
                                     {"Celu", 1, celu},
                                     {"ThresholdedRelu", 1, thresholded_relu},
                                     {"HardSigmoid", 1, hard_sigmoid},
                                     {"Shrink", 1, shrink},
                                     {"Clip", 1, clip},
                                     {"PRelu", 2, prelu},
                                     {"Neg", 1, negative},
                                     {"Identity", 1, identity},
                                     {"Dropout", 1, dropout},
                                     {"Add", 2, binary},
                                     {"Sub", 2, binary},
                                     {"Mul", 2, binary},
                                     {"Div", 2, binary},
                                     {"Pow", 2, power},
                                     {"Mod", 2, modulo},
                                     {"Max", 1, variadic},
                                     {"Min", 1, variadic},
                                     {"Sum", 1, variadic},
                                     {"Mean", 1, variadic},
                                     {"Equal", 2, compare},
                                     {"Less", 2, compare},
                                     {"LessOrEqual", 2, compare},
                                     {"Greater", 2, compare},
                                     {"GreaterOrEqual", 2, compare},
                                     {"And", 2, logic},
                                     {"Or", 2, logic},
                                     {"Xor", 2, logic},
                                     {"Not", 1, logic},
                                     {"Where", 3, where},
                                     {"Cast", 1, cast},
                                     {"CastLike", 2, cast_like},
                                     {"IsNaN", 1, is_nan},
                                     {"IsInf", 1, is_inf}};
    return table;
}

} // namespace loom::onnx_import
