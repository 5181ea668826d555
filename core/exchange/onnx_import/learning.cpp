// Losses, gradients and the updates of optimisers.
#include "exchange/onnx_import/import.h"
#include "ir/gradient.h"

#include <cmath>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;
constexpr std::string_view training = "ai.onnx.preview.training";

/// −Σ weight[label]·x[label] over the places; x {N, C, …}, labels {N, …}. `ignore_index` has no part.
TensorId negative_log_likelihood(const Node& n, TensorId x, TensorId labels, TensorId weights)
{
    const Shape sx = n.shape(x), sl = n.shape(labels);
    n.need_real(x);
    n.need_rank(x, 2);
    n.need(n.dtype(labels) == DType::I32 || n.dtype(labels) == DType::I64,
           LOOM_TEXT("its labels are of type %1; they must be int32 or int64"), type_text(n.dtype(labels)));
    Shape one_each = sx; // A label at each place.
    one_each.erase(one_each.begin() + 1);
    n.need_shape("target", labels, one_each);
    const DType type = n.dtype(x);
    const auto classes = sx[1], total = std::int64_t(count(sl)),
               inner = std::int64_t(count(Shape(sx.begin() + 2, sx.end())));
    n.need_length("target", total, 1, most_made_elements);
    n.need(classes > 0, LOOM_TEXT("axis %1 has no elements"), 1);
    TensorId label = n.cast(n.reshape(labels, {total}), DType::I64), ignored = no_tensor;
    if (const auto* index = n.attribute("ignore_index")) {
        ignored = n.compare(CompareKind::Equal, label, n.whole_constant({1}, {index->i()}));
        label = n.b.where(ignored, n.whole_constant({1}, {0}), label);
    }
    std::vector<std::int64_t> starts(static_cast<std::size_t>(total));
    for (std::int64_t i = 0; i < total; ++i)
        starts[std::size_t(i)] = i / inner * classes * inner + i % inner;
    const TensorId along = n.binary(BinaryKind::Multiply, label, n.number(double(inner), DType::I64));
    const TensorId places = n.binary(BinaryKind::Add, along, n.whole_constant({total}, std::move(starts)));
    TensorId loss = n.negative(n.b.gather(n.reshape(x, {std::int64_t(count(sx))}), places, 0));
    TensorId weight = no_tensor;
    if (weights != no_tensor) {
        n.need_same_type(weights, x);
        n.need_shape("weight", weights, {classes});
        weight = n.b.gather(weights, label, 0);
    }
    if (ignored != no_tensor)
        weight = n.b.where(ignored, n.number(0, type), weight == no_tensor ? n.number(1, type) : weight);
    if (weight != no_tensor)
        loss = n.binary(BinaryKind::Multiply, loss, weight);
    const std::string how = n.text("reduction", "mean");
    if (how == "none")
        return n.reshape(loss, sl);
    n.need_one_of("reduction", how, {"none", "sum", "mean"});
    const TensorId sum =
        n.reduced(how == "mean" && weight == no_tensor ? ReduceKind::Mean : ReduceKind::Sum, loss, {0}, false);
    return how == "mean" && weight != no_tensor
               ? n.binary(BinaryKind::Divide, sum, n.reduced(ReduceKind::Sum, weight, {0}, false))
               : sum;
}

Values nll_loss(const Node& n)
{
    return {negative_log_likelihood(n, n.in(0), n.in(1), n.has(2) ? n.in(2) : no_tensor)};
}

Values softmax_cross_entropy(const Node& n)
{
    n.need_real(n.in(0));
    n.need_rank(n.in(0), 2);
    const TensorId logs = n.log_softmax(n.in(0), 1);
    return {negative_log_likelihood(n, logs, n.in(1), n.has(2) ? n.in(2) : no_tensor), logs};
}

// ---- Updates: rate and step first, then `moments` + 2 tensors per parameter, kind after kind.
// -------------------------

struct Update {
    TensorId rate, step, param, grad;
    Values moments;
};

/// `one` gives the new parameter and the new moments; the outputs are kind after kind, too.
template <class F>
Values updates(const Node& n, int moments, F one)
{
    const int kinds = moments + 2, params = (n.inputs() - 2) / kinds;
    n.need(params > 0 && n.inputs() == 2 + params * kinds,
           LOOM_TEXT("it has %1 inputs; it must have 2 and %2 for each parameter"), n.inputs(), kinds);
    std::vector<Values> made;
    for (int i = 0; i < params; ++i) {
        Update u{n.in(0), n.in(1), n.in(2 + i), n.in(2 + params + i), {}};
        n.need_real(u.param);
        n.need_type("T", u.step, DType::I64);
        n.need_count("T", count(n.shape(u.step)), 1);
        n.need_count("R", count(n.shape(u.rate)), 1);
        n.need_same_type(u.rate, u.param);
        for (int m = 0; m < moments; ++m)
            u.moments.push_back(n.in(2 + (2 + m) * params + i));
        // The gradient of the penalty on the parameter's size goes with it.
        u.grad = n.binary(BinaryKind::Add, n.b.affine(u.param, n.real("norm_coefficient", 0), 0), u.grad);
        made.push_back(one(u));
    }
    Values out;
    for (int kind = 0; kind < moments + 1; ++kind)
        for (const Values& of : made)
            out.push_back(of[std::size_t(kind)]);
    return out;
}

/// In the first step, which is number 0, `first`, later `later`.
TensorId by_step(const Node& n, TensorId step, TensorId later, TensorId first)
{
    return n.b.where(n.compare(CompareKind::Greater, step, n.number(0, DType::I64)), later, first);
}

Values momentum(const Node& n)
{
    const double alpha = n.real("alpha", 0), beta = n.real("beta", 0);
    const std::string mode = n.text("mode", "standard");
    n.need_one_of("mode", mode, {"standard", "nesterov"});
    return updates(n, 1, [&](const Update& u) {
        const DType type = n.dtype(u.param);
        const TensorId share = by_step(n, u.step, n.number(beta, type), n.number(1, type));
        const TensorId velocity = n.binary(BinaryKind::Add, n.b.affine(u.moments[0], alpha, 0),
                                           n.binary(BinaryKind::Multiply, share, u.grad));
        const TensorId move =
            mode == "standard" ? velocity : n.binary(BinaryKind::Add, u.grad, n.b.affine(velocity, alpha, 0));
        return Values{n.binary(BinaryKind::Subtract, u.param, n.binary(BinaryKind::Multiply, u.rate, move)), velocity};
    });
}

Values adagrad(const Node& n)
{
    return updates(n, 1, [&](const Update& u) {
        const TensorId decay = n.b.affine(n.cast(u.step, n.dtype(u.rate)), n.real("decay_factor", 0), 1);
        const TensorId rate = n.binary(BinaryKind::Divide, u.rate, decay);
        const TensorId sum = n.binary(BinaryKind::Add, u.moments[0], n.binary(BinaryKind::Multiply, u.grad, u.grad));
        const TensorId size = n.b.affine(n.b.eltwise(Curve::Sqrt, sum), 1, n.real("epsilon", 1e-6));
        const TensorId move = n.binary(BinaryKind::Divide, n.binary(BinaryKind::Multiply, rate, u.grad), size);
        return Values{n.binary(BinaryKind::Subtract, u.param, move), sum};
    });
}

Values adam(const Node& n)
{
    const double alpha = n.real("alpha", 0.9), beta = n.real("beta", 0.999), epsilon = n.real("epsilon", 1e-6);
    return updates(n, 2, [&](const Update& u) {
        const DType type = n.dtype(u.param);
        const TensorId first =
            n.binary(BinaryKind::Add, n.b.affine(u.moments[0], alpha, 0), n.b.affine(u.grad, 1 - alpha, 0));
        const TensorId square = n.binary(BinaryKind::Multiply, u.grad, u.grad);
        const TensorId second =
            n.binary(BinaryKind::Add, n.b.affine(u.moments[1], beta, 0), n.b.affine(square, 1 - beta, 0));
        // rate·√(1 − β^step)/(1 − α^step)
        const TensorId step = n.cast(u.step, type);
        auto rest = [&](double base) {
            return n.b.affine(n.binary(BinaryKind::Power, n.number(base, type), step), -1, 1);
        };
        const TensorId correction = n.binary(BinaryKind::Divide, n.b.eltwise(Curve::Sqrt, rest(beta)), rest(alpha));
        const TensorId rate = by_step(n, u.step, n.binary(BinaryKind::Multiply, u.rate, correction), u.rate);
        const TensorId size = n.b.affine(n.b.eltwise(Curve::Sqrt, second), 1, epsilon);
        const TensorId move = n.binary(BinaryKind::Divide, n.binary(BinaryKind::Multiply, rate, first), size);
        const TensorId moved = n.binary(BinaryKind::Subtract, u.param, move);
        return Values{n.b.affine(moved, 1 - n.real("norm_coefficient_post", 0), 0), first, second};
    });
}

/// d y / d xs, for xs that are inputs of the model.
Values gradient(const Node& n)
{
    const auto* xs = n.attribute("xs");
    n.need(xs && xs->strings_size() > 0 && n.attribute("y"), LOOM_TEXT("it does not say of what by what"));
    const TensorId y = n.value(n.text("y", ""));
    n.need(y != no_tensor && n.b.program().at(y).role != Role::Input,
           LOOM_TEXT("“%1” is no value that is computed before it"), n.text("y", ""));
    n.need_real(y);
    const TensorId seed = n.b.constant(n.shape(y), {.a = 1}, n.dtype(y));
    const auto gradients = differentiate(n.b.program(), y, seed, Wanted::WeightsAndInputs);
    Values out;
    for (const auto& name : xs->strings()) {
        const TensorId x = n.value(name);
        n.need(x != no_tensor && n.b.program().at(x).role == Role::Input, LOOM_TEXT("“%1” is no input of the model"),
               name);
        const TensorId g = std::size_t(x) < gradients.size() ? gradients[std::size_t(x)] : no_tensor;
        out.push_back(g == no_tensor ? n.b.constant(n.shape(x), {}, n.dtype(x)) : g);
    }
    return out;
}

} // namespace

std::span<const Operator> learning_operators()
{
    static const Operator table[] = {{"NegativeLogLikelihoodLoss", 2, nll_loss},
                                     {"SoftmaxCrossEntropyLoss", 2, softmax_cross_entropy},
                                     {"Momentum", 5, momentum, training},
                                     {"Adagrad", 5, adagrad, training},
                                     {"Adam", 6, adam, training},
                                     {"Gradient", 1, gradient, training}};
    return table;
}

} // namespace loom::onnx_import
