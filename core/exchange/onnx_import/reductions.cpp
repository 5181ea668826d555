// Operators that make one value of several, or put them in order.
#include "exchange/onnx_import/import.h"

#include <map>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

/// The axes of a reduction; all where the file names none.
std::vector<int> reduced_axes(const Node& n, TensorId x)
{
    const auto written = n.has(1) ? std::optional(n.whole(1)) : n.list("axes");
    const bool all = !written || written->empty();
    if (!all)
        return n.axes(*written, n.rank(x));
    std::vector<int> out(n.whole("noop_with_empty_axes", 0) != 0 ? 0 : std::size_t(n.rank(x)));
    std::iota(out.begin(), out.end(), 0);
    return out;
}

Values reduce(const Node& n)
{
    static const std::map<std::string_view, ReduceKind> kinds = {
        {"ReduceSum", ReduceKind::Sum},       {"ReduceMean", ReduceKind::Mean},
        {"ReduceMax", ReduceKind::Max},       {"ReduceMin", ReduceKind::Min},
        {"ReduceProd", ReduceKind::Product},  {"ReduceLogSumExp", ReduceKind::LogSumExp},
        {"ReduceL1", ReduceKind::Sum},        {"ReduceL2", ReduceKind::Sum},
        {"ReduceSumSquare", ReduceKind::Sum}, {"ReduceLogSum", ReduceKind::Sum}};
    TensorId x = n.in(0);
    const bool truths = n.dtype(x) == DType::Bool, order = n.op() == "ReduceMax" || n.op() == "ReduceMin";
    n.need(!truths || order, LOOM_TEXT("it is read for numbers, not for bool"));
    x = truths ? n.cast(x, DType::I32) : x;
    const auto axes = reduced_axes(n, x);
    if (n.op() == "ReduceL1")
        x = n.is_real(x) ? n.b.eltwise(Curve::Abs, x) : n.binary(BinaryKind::Maximum, x, n.negative(x));
    else if (n.op() == "ReduceL2" || n.op() == "ReduceSumSquare")
        x = n.binary(BinaryKind::Multiply, x, x);
    const ReduceKind kind = kinds.at(n.op());
    const bool fractions = kind == ReduceKind::LogSumExp || n.op() == "ReduceL2" || n.op() == "ReduceLogSum";
    if (fractions)
        n.need_real(x);
    TensorId out = n.reduced(kind, x, axes, n.whole("keepdims", 1) != 0);
    if (n.op() == "ReduceL2")
        out = n.b.eltwise(Curve::Sqrt, out);
    else if (n.op() == "ReduceLogSum")
        out = n.b.eltwise(Curve::Log, out);
    return {truths ? n.cast(out, DType::Bool) : out};
}

Values arg_reduce(const Node& n)
{
    const TensorId x = n.in(0);
    const int axis = n.axis(n.whole("axis", 0), n.rank(x));
    n.need(n.shape(x)[std::size_t(axis)] > 0, LOOM_TEXT("axis %1 has no elements"), axis);
    const TensorId out = n.b.arg_reduce(x, axis, n.op() == "ArgMin", n.whole("select_last_index", 0) != 0);
    return {n.whole("keepdims", 1) != 0 ? n.unsqueezed(out, {axis}) : out};
}

Values cum_sum(const Node& n)
{
    const TensorId x = n.in(0);
    n.need(n.dtype(x) != DType::Bool, LOOM_TEXT("it is read for numbers, not for bool"));
    return {
        n.b.cum_sum(x, n.axis(n.whole_number(1), n.rank(x)), n.whole("exclusive", 0) != 0, n.whole("reverse", 0) != 0)};
}

/// x with `axis` and the last one exchanged.
TensorId turned(const Node& n, TensorId x, int axis)
{
    std::vector<int> perm(std::size_t(n.rank(x)));
    std::iota(perm.begin(), perm.end(), 0);
    std::swap(perm[std::size_t(axis)], perm.back());
    return axis + 1 == n.rank(x) ? x : n.b.permute(x, perm);
}

Values top_k(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_rank(x, 1);
    const int axis = n.axis(n.whole("axis", -1), n.rank(x));
    const auto k = n.opset() < 10 ? n.whole("k", -1) : n.whole_number(1);
    n.need_between("k", k, 0, n.shape(x)[std::size_t(axis)]);
    const auto top = n.b.top_k(turned(n, x, axis), k, n.whole("largest", 1) == 0);
    return {turned(n, top.values, axis), turned(n, top.places, axis)};
}

/// Softmax and its kin: along one axis; before opset 13 over all axes from there on as if they were one.
Values softmax(const Node& n)
{
    TensorId x = n.in(0);
    n.need_real(x);
    n.need_rank(x, 1);
    const Shape shape = n.shape(x);
    int axis = n.axis(n.whole("axis", n.opset() < 13 ? 1 : -1), n.rank(x));
    if (n.opset() < 13) {
        const auto outer = std::int64_t(count(Shape(shape.begin(), shape.begin() + axis)));
        const auto inner = std::int64_t(count(Shape(shape.begin() + axis, shape.end())));
        x = n.reshape(x, {outer, inner});
        axis = 1;
    }
    TensorId out = no_tensor;
    if (n.op() == "Hardmax") {
        const TensorId best = n.unsqueezed(n.b.arg_reduce(x, axis), {axis});
        n.need_length("output", n.shape(x)[std::size_t(axis)], 1, most_made_elements);
        std::vector<std::int64_t> places(std::size_t(n.shape(x)[std::size_t(axis)]));
        std::iota(places.begin(), places.end(), 0);
        Shape along(n.shape(x).size(), 1);
        along[std::size_t(axis)] = std::int64_t(places.size());
        out = n.cast(n.compare(CompareKind::Equal, best, n.whole_constant(along, std::move(places))), n.dtype(x));
    } else if (n.op() == "Softmax" && axis + 1 == n.rank(x) && n.dtype(x) == DType::F32) {
        out = n.b.softmax(x);
    } else {
        out = n.log_softmax(x, axis);
        if (n.op() == "Softmax")
            out = n.b.eltwise(Curve::Exp, out);
    }
    return {n.reshape(out, shape)};
}

} // namespace

std::span<const Operator> reduction_operators()
{
    static const Operator table[] = {
        {"ReduceSum", 1, reduce},    {"ReduceMean", 1, reduce}, {"ReduceMax", 1, reduce},
        {"ReduceMin", 1, reduce},    {"ReduceProd", 1, reduce}, {"ReduceLogSumExp", 1, reduce},
        {"ReduceL1", 1, reduce},     {"ReduceL2", 1, reduce},   {"ReduceSumSquare", 1, reduce},
        {"ReduceLogSum", 1, reduce}, {"ArgMax", 1, arg_reduce}, {"ArgMin", 1, arg_reduce},
        {"CumSum", 2, cum_sum},      {"TopK", 1, top_k},        {"Softmax", 1, softmax},
        {"LogSoftmax", 1, softmax},  {"Hardmax", 1, softmax}};
    return table;
}

} // namespace loom::onnx_import
