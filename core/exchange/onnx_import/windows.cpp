// Operators that multiply matrices, slide windows or normalise.
#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

Values gemm(const Node& n)
{
    const bool ta = n.whole("transA", 0) != 0, tb = n.whole("transB", 0) != 0;
    const double alpha = n.real("alpha", 1), beta = n.real("beta", 1);
    const TensorId a = n.in(0), b = n.in(1);
    n.need_same_type(a, b);
    n.need(n.rank(a) == 2 && n.rank(b) == 2 && n.shape(a)[ta ? 0 : 1] == n.shape(b)[tb ? 1 : 0] && n.is_real(a));
    TensorId out = n.b.matmul(a, b, ta, tb);
    if (alpha != 1)
        out = n.b.affine(out, alpha, 0);
    if (!n.has(2))
        return {out};
    const TensorId c = n.in(2);
    n.need_same_type(a, c);
    if (beta == 1 && n.shape(c) == Shape{n.shape(out)[1]})
        return {n.b.add_bias(out, c)};
    const TensorId sum = n.binary(BinaryKind::Add, out, beta == 1 ? c : n.b.affine(c, beta, 0));
    n.need(n.shape(sum) == n.shape(out));
    return {sum};
}

/// A row or column where one axis is missing, as numpy has it.
Values matmul(const Node& n)
{
    TensorId a = n.in(0), b = n.in(1);
    n.need_same_type(a, b);
    n.need(n.is_real(a) && n.rank(a) > 0 && n.rank(b) > 0);
    const bool row = n.rank(a) == 1, column = n.rank(b) == 1;
    if (row)
        a = n.unsqueezed(a, {0});
    if (column)
        b = n.unsqueezed(b, {1});
    const Shape &sa = n.shape(a), &sb = n.shape(b);
    n.need(sa.back() == sb[sb.size() - 2]);
    n.need_broadcast(Shape(sa.begin(), sa.end() - 2), Shape(sb.begin(), sb.end() - 2));
    const TensorId out = n.b.matmul(a, b);
    Shape to = n.shape(out);
    if (column)
        to.pop_back();
    if (row)
        to.erase(to.end() - (column ? 1 : 2));
    return {n.reshape(out, to)};
}

/// The labels of one operand, one per axis; those that "…" stands for are digits, counted from the last.
std::string labels_of(const Node& n, std::string term, std::size_t rank, std::size_t& hidden)
{
    std::erase(term, ' ');
    if (const auto dots = term.find("..."); dots != term.npos) {
        n.need(rank + 3 >= term.size() && rank + 3 - term.size() <= most_axes);
        hidden = rank + 3 - term.size();
        std::string digits;
        for (std::size_t i = hidden; i-- > 0;)
            digits += char('0' + i);
        term.replace(dots, 3, digits);
    }
    n.need(term.size() == rank);
    return term;
}

/// The elements where axes of the same label agree, under one axis each.
TensorId diagonal(const Node& n, TensorId x, std::string& labels)
{
    const Shape shape = n.shape(x);
    std::string once;
    Shape to;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (once.find(labels[i]) == once.npos) {
            once += labels[i];
            to.push_back(shape[i]);
        }
    if (once.size() == labels.size())
        return x;
    n.need(std::int64_t(count(to)) <= most_made_elements && count(shape) > 0);
    std::vector<std::int64_t> places(count(to), 0);
    for (std::size_t e = 0; e < places.size(); ++e) {
        std::size_t rest = e;
        for (std::size_t i = to.size(); i-- > 0; rest /= std::size_t(to[i]))
            for (std::size_t axis = 0; axis < labels.size(); ++axis)
                if (labels[axis] == once[i]) {
                    n.need(shape[axis] == to[i]);
                    places[e] += std::int64_t(rest % std::size_t(to[i])) *
                                 std::int64_t(count(Shape(shape.begin() + std::ptrdiff_t(axis) + 1, shape.end())));
                }
    }
    labels = once;
    const auto total = std::int64_t(places.size());
    return n.reshape(
        n.b.gather(n.reshape(x, {std::int64_t(count(shape))}), n.whole_constant({total}, std::move(places)), 0), to);
}

/// Every operand with all labels as axes, multiplied, and summed up over the labels that the result lacks.
Values einsum(const Node& n)
{
    std::string equation = n.text("equation", "");
    std::erase(equation, ' ');
    const auto arrow = equation.find("->");
    std::string left = equation.substr(0, arrow), result = arrow == equation.npos ? "" : equation.substr(arrow + 2);
    const Values operands = n.all();
    std::vector<std::string> terms;
    for (std::size_t begin = 0; begin <= left.size();) {
        const auto end = std::min(left.find(',', begin), left.size());
        terms.push_back(left.substr(begin, end - begin));
        begin = end + 1;
    }
    n.need(terms.size() == operands.size());
    std::size_t hidden = 0;
    Values parts;
    std::string all;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        n.need_same_type(operands[i], operands[0]);
        terms[i] = labels_of(n, terms[i], std::size_t(n.rank(operands[i])), hidden);
        parts.push_back(diagonal(n, operands[i], terms[i]));
        for (char label : terms[i])
            if (all.find(label) == all.npos)
                all += label;
    }
    if (arrow == equation.npos) { // The labels that are there once, in the order of the alphabet.
        for (char label : all)
            if (std::ranges::count(left, label) <= 1)
                result += label;
        std::ranges::sort(result);
    } else {
        result = labels_of(n, result, result.find("...") == result.npos ? result.size() : result.size() - 3 + hidden,
                           hidden);
    }
    // Those of the result first, so that what is summed up stands at the end.
    std::string order = result;
    for (char label : all)
        if (order.find(label) == order.npos)
            order += label;
    n.need(order.size() == all.size() && order.size() <= most_axes);
    TensorId product = no_tensor;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::vector<int> perm;
        Shape to;
        for (char label : order)
            if (const auto at = terms[i].find(label); at != terms[i].npos) {
                perm.push_back(int(at));
                to.push_back(n.shape(parts[i])[at]);
            } else {
                to.push_back(1);
            }
        const TensorId turned = perm.size() < 2 ? parts[i] : n.b.permute(parts[i], perm);
        const TensorId wide = n.reshape(turned, to);
        product = product == no_tensor ? wide : n.binary(BinaryKind::Multiply, product, wide);
    }
    n.need(n.dtype(product) != DType::Bool);
    std::vector<int> summed(order.size() - result.size());
    std::iota(summed.begin(), summed.end(), int(result.size()));
    return {n.reduced(ReduceKind::Sum, product, summed, false)};
}

/// The window of a convolution or pool over the axes behind the second.
Window window_of(const Node& n, const Shape& x, std::vector<std::int64_t> kernel)
{
    const auto rank = x.size() - 2;
    Window w;
    w.kernel = n.list("kernel_shape").value_or(std::move(kernel));
    w.stride = n.list("strides").value_or(std::vector<std::int64_t>(rank, 1));
    w.dilation = n.list("dilations").value_or(std::vector<std::int64_t>(rank, 1));
    const auto pads = n.list("pads").value_or(std::vector<std::int64_t>(2 * rank, 0));
    n.need(w.kernel.size() == rank && w.stride.size() == rank && w.dilation.size() == rank && pads.size() == 2 * rank);
    constexpr std::int64_t most = std::int64_t{1} << 31;
    for (const auto* sizes : {&w.kernel, &w.stride, &w.dilation})
        n.need(std::ranges::all_of(*sizes, [](auto d) { return d > 0 && d < most; }));
    n.need(std::ranges::all_of(pads, [](auto d) { return d >= 0 && d < most; }));
    w.pad_begin.assign(pads.begin(), pads.begin() + std::ptrdiff_t(rank));
    w.pad_end.assign(pads.begin() + std::ptrdiff_t(rank), pads.end());
    const std::string automatic = n.text("auto_pad", "NOTSET");
    n.need(automatic == "NOTSET" || automatic == "VALID" || automatic == "SAME_UPPER" || automatic == "SAME_LOWER");
    for (std::size_t i = 0; i < rank; ++i) {
        const auto reach = w.dilation[i] * (w.kernel[i] - 1) + 1, size = x[2 + i];
        if (automatic != "NOTSET") {
            const auto out = (size + w.stride[i] - 1) / w.stride[i];
            const auto all =
                automatic == "VALID" ? 0 : std::max<std::int64_t>(0, (out - 1) * w.stride[i] + reach - size);
            w.pad_begin[i] = automatic == "SAME_LOWER" ? (all + 1) / 2 : all / 2;
            w.pad_end[i] = all - w.pad_begin[i];
        }
        const auto room = size + w.pad_begin[i] + w.pad_end[i] - reach;
        n.need(room >= 0);
        if (n.whole("ceil_mode", 0) != 0 && room % w.stride[i] != 0) // As if padded until the last window fits.
            w.pad_end[i] += w.stride[i] - room % w.stride[i];
    }
    return w;
}

TensorId with_bias(const Node& n, TensorId y, int input)
{
    if (!n.has(input))
        return y;
    n.need_same_type(y, n.in(input));
    n.need(n.shape(n.in(input)) == Shape{n.shape(y)[1]});
    return n.b.add_bias(y, n.in(input));
}

Values conv(const Node& n)
{
    const TensorId x = n.in(0), w = n.in(1);
    const Shape &sx = n.shape(x), &sw = n.shape(w);
    const auto groups = n.whole("group", 1);
    n.need_same_type(x, w);
    n.need(n.is_real(x) && sx.size() >= 3 && sx.size() <= 5 && sw.size() == sx.size() && groups >= 1);
    n.need(groups <= sw[0] && sw[0] % groups == 0 && sx[1] % groups == 0 && sw[1] == sx[1] / groups);
    const Window win = window_of(n, sx, Shape(sw.begin() + 2, sw.end()));
    n.need(std::ranges::equal(win.kernel, std::span(sw).subspan(2)));
    return {with_bias(n, n.b.conv(x, w, win, groups), 2)};
}

/// A convolution's way back from its result to its operand, on a weight {channels in, channels out/groups, …}.
Values conv_transpose(const Node& n)
{
    const TensorId x = n.in(0), w = n.in(1);
    const Shape sx = n.shape(x), sw = n.shape(w);
    const auto groups = n.whole("group", 1);
    n.need_same_type(x, w);
    n.need(n.is_real(x) && sx.size() >= 3 && sx.size() <= 5 && sw.size() == sx.size() && groups >= 1);
    n.need(sw[0] == sx[1] && sx[1] % groups == 0 && sw[1] <= most_elements / groups);
    const auto rank = sx.size() - 2;
    auto list = [&](std::string_view key, std::size_t size, std::int64_t fallback) {
        const auto given = n.list(key).value_or(std::vector<std::int64_t>(size, fallback));
        constexpr std::int64_t most = std::int64_t{1} << 31;
        n.need(given.size() == size && std::ranges::all_of(given, [&](auto d) { return d >= fallback && d < most; }));
        return given;
    };
    Window win{Shape(sw.begin() + 2, sw.end()), list("strides", rank, 1), list("dilations", rank, 1), {}, {}};
    n.need(n.list("kernel_shape").value_or(win.kernel) == win.kernel);
    const auto pads = list("pads", 2 * rank, 0), extra = list("output_padding", rank, 0);
    const auto wanted = n.list("output_shape");
    const std::string automatic = n.text("auto_pad", "NOTSET");
    n.need(!wanted || wanted->size() == rank);
    Shape to{sx[0], sw[1] * groups};
    for (std::size_t i = 0; i < rank; ++i) {
        const auto whole = win.stride[i] * (sx[2 + i] - 1) + extra[i] + win.dilation[i] * (win.kernel[i] - 1) + 1;
        auto begin = pads[i], end = pads[i + rank];
        if (wanted || automatic.starts_with("SAME")) {
            const auto size = wanted ? (*wanted)[i] : sx[2 + i] * win.stride[i];
            const auto cut = std::max<std::int64_t>(0, whole - size); // What is wanted beyond it gets nothing.
            n.need(size > 0 && size <= most_elements);
            begin = automatic == "SAME_UPPER" ? cut / 2 : cut - cut / 2;
            end = cut - begin;
        }
        win.pad_begin.push_back(begin);
        win.pad_end.push_back(end);
        to.push_back(wanted ? (*wanted)[i] : whole - begin - end);
        n.need(to.back() > 0);
    }
    n.need_size(to);
    n.need(windowed(Shape(to.begin() + 2, to.end()), win) == Shape(sx.begin() + 2, sx.end()));
    Program& program = n.b.program();
    program.tensors.push_back({.shape = to, .dtype = n.dtype(x)});
    const auto out = TensorId(program.tensors.size()) - 1;
    n.b.emit(ConvBackwardData{x, w, out, win, groups});
    return {with_bias(n, out, 2)};
}

Values pool(const Node& n)
{
    const TensorId x = n.in(0);
    const Shape& sx = n.shape(x);
    n.need(n.is_real(x) && sx.size() >= 3 && sx.size() <= 5 && n.attribute("kernel_shape"));
    const bool count_padding = n.whole("count_include_pad", 0) != 0;
    n.need(!count_padding || n.whole("ceil_mode", 0) == 0);
    const PoolKind kind = n.op() == "MaxPool"  ? PoolKind::Max
                          : n.op() == "LpPool" ? PoolKind::Norm
                                               : PoolKind::Average;
    const auto power = n.whole("p", 2);
    n.need(power >= 1 && power <= 1024);
    return {n.b.pool(kind, x, window_of(n, sx, {}), count_padding, int(power))};
}

std::vector<int> spatial_axes(const Shape& x)
{
    std::vector<int> axes(x.size() - 2);
    std::iota(axes.begin(), axes.end(), 2);
    return axes;
}

Values global_pool(const Node& n)
{
    const TensorId x = n.in(0);
    n.need(n.is_real(x) && n.rank(x) >= 2);
    const ReduceKind kind = n.op() == "GlobalMaxPool" ? ReduceKind::Max : ReduceKind::Mean;
    return {n.reduced(kind, x, spatial_axes(n.shape(x)), true)};
}

struct Centred {
    TensorId mean, variance, values; // The first two with the axes kept; values = x − mean.
};
Centred centred(const Node& n, TensorId x, const std::vector<int>& axes)
{
    const TensorId mean = n.reduced(ReduceKind::Mean, x, axes, true);
    const TensorId values = n.binary(BinaryKind::Subtract, x, mean);
    return {mean, n.reduced(ReduceKind::Mean, n.binary(BinaryKind::Multiply, values, values), axes, true), values};
}

/// 1/√(variance + ε)
TensorId inverse_deviation(const Node& n, TensorId variance, double epsilon)
{
    return n.b.eltwise(Curve::Reciprocal, n.b.eltwise(Curve::Sqrt, n.b.affine(variance, 1, epsilon)));
}

Values batch_norm(const Node& n)
{
    const TensorId x = n.in(0);
    const double epsilon = n.real("epsilon", 1e-5);
    const bool training =
        n.opset() >= 14 ? n.whole("training_mode", 0) != 0 : n.opset() < 7 && n.whole("is_test", 0) == 0;
    n.need(n.is_real(x) && n.rank(x) >= 2 && n.whole("spatial", 1) == 1);
    for (int i = 1; i < 5; ++i)
        (void)n.by_channel(n.in(i), x);
    if (!training)
        return {n.b.batch_norm(x, n.in(1), n.in(2), n.in(3), n.in(4), 0, epsilon)};
    // By this batch's mean and biased variance, which the running values move towards.
    const double kept = n.real("momentum", 0.9);
    auto axes = spatial_axes(n.shape(x));
    axes.insert(axes.begin(), 0);
    const Centred c = centred(n, x, axes);
    const TensorId unit = n.binary(BinaryKind::Multiply, c.values, inverse_deviation(n, c.variance, epsilon));
    const TensorId scaled = n.binary(BinaryKind::Multiply, unit, n.by_channel(n.in(1), x));
    auto moved = [&](int input, TensorId batch) {
        const TensorId now = n.reshape(batch, Shape(n.shape(n.in(input))));
        return n.binary(BinaryKind::Add, n.b.affine(n.in(input), kept, 0), n.b.affine(now, 1 - kept, 0));
    };
    return {n.binary(BinaryKind::Add, scaled, n.by_channel(n.in(2), x)), moved(3, c.mean), moved(4, c.variance)};
}

Values instance_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need(n.is_real(x) && n.rank(x) >= 3);
    const Centred c = centred(n, x, spatial_axes(n.shape(x)));
    const TensorId unit =
        n.binary(BinaryKind::Multiply, c.values, inverse_deviation(n, c.variance, n.real("epsilon", 1e-5)));
    return {n.binary(BinaryKind::Add, n.binary(BinaryKind::Multiply, unit, n.by_channel(n.in(1), x)),
                     n.by_channel(n.in(2), x))};
}

/// Over the axes from `axis` on. Ba, Kiros and Hinton 2016.
Values layer_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need(n.is_real(x) && n.rank(x) > 0);
    const int axis = n.axis(n.whole("axis", -1), n.rank(x));
    std::vector<int> axes(std::size_t(n.rank(x) - axis));
    std::iota(axes.begin(), axes.end(), axis);
    const Centred c = centred(n, x, axes);
    const TensorId inverse = inverse_deviation(n, c.variance, n.real("epsilon", 1e-5));
    TensorId y = n.binary(BinaryKind::Multiply, n.binary(BinaryKind::Multiply, c.values, inverse), n.in(1));
    if (n.has(2))
        y = n.binary(BinaryKind::Add, y, n.in(2));
    n.need(n.shape(y) == n.shape(x));
    return {y, c.mean, inverse};
}

Values mean_variance_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need(n.is_real(x));
    const Centred c = centred(n, x, n.axes(n.list("axes").value_or(std::vector<std::int64_t>{0, 2, 3}), n.rank(x)));
    return {n.binary(BinaryKind::Divide, c.values, n.b.affine(n.b.eltwise(Curve::Sqrt, c.variance), 1, 1e-9))};
}

/// Krizhevsky et al. 2012: x/(bias + α·mean of the squares of `size` neighbouring channels)^β; outside are zeros.
Values local_response_norm(const Node& n)
{
    const TensorId x = n.in(0);
    const Shape s = n.shape(x);
    const auto size = n.whole("size", 0);
    n.need(n.dtype(x) == DType::F32 && s.size() >= 3 && size > 0 && size <= most_made_elements && count(s) > 0);
    // The channels as rows of a picture with one column per place.
    const auto places = std::int64_t(count(Shape(s.begin() + 2, s.end())));
    const TensorId squares = n.reshape(n.binary(BinaryKind::Multiply, x, x), {s[0], 1, s[1], places});
    const Window win{{size, 1}, {1, 1}, {1, 1}, {(size - 1) / 2, 0}, {size / 2, 0}};
    const TensorId mean = n.reshape(n.b.pool(PoolKind::Average, squares, win, true), s);
    const TensorId base = n.b.affine(mean, n.real("alpha", 1e-4), n.real("bias", 1));
    return {
        n.binary(BinaryKind::Divide, x, n.binary(BinaryKind::Power, base, n.number(n.real("beta", 0.75), DType::F32)))};
}

} // namespace

std::span<const Operator> window_operators()
{
    static const Operator table[] = {{"Gemm", 2, gemm},
                                     {"MatMul", 2, matmul},
                                     {"Einsum", 1, einsum},
                                     {"Conv", 2, conv},
                                     {"ConvTranspose", 2, conv_transpose},
                                     {"MaxPool", 1, pool},
                                     {"AveragePool", 1, pool},
                                     {"LpPool", 1, pool},
                                     {"GlobalAveragePool", 1, global_pool},
                                     {"GlobalMaxPool", 1, global_pool},
                                     {"BatchNormalization", 5, batch_norm},
                                     {"InstanceNormalization", 3, instance_norm},
                                     {"LayerNormalization", 2, layer_norm},
                                     {"MeanVarianceNormalization", 1, mean_variance_norm},
                                     {"LRN", 1, local_response_norm}};
    return table;
}

} // namespace loom::onnx_import
