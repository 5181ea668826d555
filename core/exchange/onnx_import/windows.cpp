// Operators that multiply matrices, slide windows or normalise.
#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom::onnx_import {
namespace {

using Values = std::vector<TensorId>;

constexpr Text no_product = LOOM_TEXT("a matrix with rows of %1 cannot be multiplied by one with columns of %2");

Values gemm(const Node& n)
{
    const bool ta = n.whole("transA", 0) != 0, tb = n.whole("transB", 0) != 0;
    const double alpha = n.real("alpha", 1), beta = n.real("beta", 1);
    const TensorId a = n.in(0), b = n.in(1);
    n.need_same_type(a, b);
    n.need_real(a);
    n.need_rank(a, 2, 2);
    n.need_rank(b, 2, 2);
    n.need(n.shape(a)[ta ? 0 : 1] == n.shape(b)[tb ? 1 : 0], no_product, n.shape(a)[ta ? 0 : 1],
           n.shape(b)[tb ? 1 : 0]);
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
    n.need_shape("C", sum, n.shape(out));
    return {sum};
}

/// a·b of whole numbers, whose sums are exact: every element times every other one, summed up.
TensorId whole_product(const Node& n, TensorId a, TensorId b)
{
    const auto inner = int(n.rank(a)) - 1;
    Shape columns = n.shape(b);
    columns.insert(columns.end() - 2, 1);
    const TensorId all = n.binary(BinaryKind::Multiply, n.unsqueezed(a, {inner + 1}), n.reshape(b, columns));
    return n.reduced(ReduceKind::Sum, all, {int(n.rank(all)) - 2}, false);
}

/// A row or column where one axis is missing, as numpy has it.
Values matmul(const Node& n)
{
    TensorId a = n.in(0), b = n.in(1);
    n.need_same_type(a, b);
    n.need_rank(a, 1);
    n.need_rank(b, 1);
    const bool row = n.rank(a) == 1, column = n.rank(b) == 1;
    if (row)
        a = n.unsqueezed(a, {0});
    if (column)
        b = n.unsqueezed(b, {1});
    const Shape &sa = n.shape(a), &sb = n.shape(b);
    n.need(sa.back() == sb[sb.size() - 2], no_product, sa.back(), sb[sb.size() - 2]);
    n.need_broadcast(Shape(sa.begin(), sa.end() - 2), Shape(sb.begin(), sb.end() - 2));
    const TensorId out = n.is_real(a) ? n.b.matmul(a, b) : whole_product(n, a, b);
    Shape to = n.shape(out);
    if (column)
        to.pop_back();
    if (row)
        to.erase(to.end() - (column ? 1 : 2));
    return {n.reshape(out, to)};
}

constexpr Text odd_equation = LOOM_TEXT("the equation does not fit its operands");

/// What "…" stands for: digits, counted from the last axis.
std::string hidden_labels(std::size_t axes)
{
    std::string digits;
    while (axes-- > 0)
        digits += char('0' + axes);
    return digits;
}

/// The labels of one operand, one per axis. `hidden`: the most axes that a "…" stood for so far.
std::string labels_of(const Node& n, std::string term, std::size_t rank, std::size_t& hidden)
{
    std::erase(term, ' ');
    if (const auto dots = term.find("..."); dots != term.npos) {
        n.need(rank + 3 >= term.size() && rank + 3 - term.size() <= most_axes, odd_equation);
        const std::size_t axes = rank + 3 - term.size();
        hidden = std::max(hidden, axes);
        term.replace(dots, 3, hidden_labels(axes));
    }
    n.need(term.size() == rank, odd_equation);
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
    n.need_length("equation", std::int64_t(count(to)), 1, most_made_elements);
    std::vector<std::int64_t> places(count(to), 0);
    for (std::size_t e = 0; e < places.size(); ++e) {
        std::size_t rest = e;
        for (std::size_t i = to.size(); i-- > 0; rest /= std::size_t(to[i]))
            for (std::size_t axis = 0; axis < labels.size(); ++axis)
                if (labels[axis] == once[i]) {
                    n.need(shape[axis] == to[i], odd_equation);
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
    n.need(terms.size() == operands.size(), odd_equation);
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
    if (arrow == equation.npos) { // What "…" stands for, then the labels that are there once, by the alphabet.
        for (char label : all)
            if (std::ranges::count(left, label) == 1)
                result += label;
        std::ranges::sort(result);
        result.insert(0, hidden_labels(hidden));
    } else {
        result = labels_of(n, result, result.find("...") == result.npos ? result.size() : result.size() - 3 + hidden,
                           hidden);
    }
    // Those of the result first, so that what is summed up stands at the end.
    std::string order = result;
    for (char label : all)
        if (order.find(label) == order.npos)
            order += label;
    n.need(order.size() == all.size(), odd_equation);
    n.need(order.size() <= most_axes, LOOM_TEXT("a value has %1 axes; it must have %2 or fewer"), order.size(),
           most_axes);
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
    n.need(n.dtype(product) != DType::Bool, LOOM_TEXT("it is read for numbers, not for bool"));
    std::vector<int> summed(order.size() - result.size());
    std::iota(summed.begin(), summed.end(), int(result.size()));
    return {n.reduced(ReduceKind::Sum, product, summed, false)};
}

/// A list of sizes has so many entries, none below `least`.
void check(const Node& n, std::string_view key, const std::vector<std::int64_t>& sizes, std::size_t wanted,
           std::int64_t least)
{
    n.need_count(key, sizes.size(), wanted);
    for (auto size : sizes)
        n.need_between(key, size, least, (std::int64_t{1} << 31) - 1);
}

constexpr std::int64_t fewest = 3, most = 5; // Axes of pictures.

/// The window of a convolution or pool over the axes behind the second.
Window window_of(const Node& n, const Shape& x, std::vector<std::int64_t> kernel)
{
    const auto rank = x.size() - 2;
    Window w;
    w.kernel = n.list("kernel_shape").value_or(std::move(kernel));
    w.stride = n.list("strides").value_or(std::vector<std::int64_t>(rank, 1));
    w.dilation = n.list("dilations").value_or(std::vector<std::int64_t>(rank, 1));
    const auto pads = n.list("pads").value_or(std::vector<std::int64_t>(2 * rank, 0));
    check(n, "kernel_shape", w.kernel, rank, 1);
    check(n, "strides", w.stride, rank, 1);
    check(n, "dilations", w.dilation, rank, 1);
    check(n, "pads", pads, 2 * rank, 0);
    w.pad_begin.assign(pads.begin(), pads.begin() + std::ptrdiff_t(rank));
    w.pad_end.assign(pads.begin() + std::ptrdiff_t(rank), pads.end());
    const std::string automatic = n.text("auto_pad", "NOTSET");
    n.need_one_of("auto_pad", automatic, {"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"});
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
        n.need(room >= 0, LOOM_TEXT("its window reaches over %1 elements, of which there are only %2 with the padding"),
               reach, size + w.pad_begin[i] + w.pad_end[i]);
        // As if padded until the last window fits, unless that would begin behind the values, as PyTorch has it.
        if (n.whole("ceil_mode", 0) != 0 && room % w.stride[i] != 0 &&
            (room / w.stride[i] + 1) * w.stride[i] < size + w.pad_begin[i])
            w.pad_end[i] += w.stride[i] - room % w.stride[i];
    }
    return w;
}

TensorId with_bias(const Node& n, TensorId y, int input)
{
    if (!n.has(input))
        return y;
    n.need_same_type(y, n.in(input));
    n.need_shape("B", n.in(input), {n.shape(y)[1]});
    return n.b.add_bias(y, n.in(input));
}

constexpr Text no_groups = LOOM_TEXT("%1 channels cannot be divided into %2 groups");

Values conv(const Node& n)
{
    const TensorId x = n.in(0), w = n.in(1);
    const Shape &sx = n.shape(x), &sw = n.shape(w);
    const auto groups = n.whole("group", 1);
    n.need_same_type(x, w);
    n.need_real(x);
    n.need_rank(x, fewest, most);
    n.need_rank(w, n.rank(x), n.rank(x));
    n.need_between("group", groups, 1, sw[0]);
    n.need(sw[0] % groups == 0, no_groups, sw[0], groups);
    n.need(sx[1] % groups == 0, no_groups, sx[1], groups);
    Shape weight = sw;
    weight[1] = sx[1] / groups;
    n.need_shape("W", w, weight);
    const Window win = window_of(n, sx, Shape(sw.begin() + 2, sw.end()));
    std::ranges::copy(win.kernel, weight.begin() + 2);
    n.need_shape("W", w, weight);
    return {with_bias(n, n.b.conv(x, w, win, groups), 2)};
}

/// A convolution's way back from its result to its operand, on a weight {channels in, channels out/groups, …}.
Values conv_transpose(const Node& n)
{
    const TensorId x = n.in(0), w = n.in(1);
    const Shape sx = n.shape(x), sw = n.shape(w);
    const auto groups = n.whole("group", 1);
    n.need_same_type(x, w);
    n.need_real(x);
    n.need_rank(x, fewest, most);
    n.need_rank(w, n.rank(x), n.rank(x));
    n.need_between("group", groups, 1, most_elements);
    n.need(sx[1] % groups == 0, no_groups, sx[1], groups);
    Shape weight = sw;
    weight[0] = sx[1];
    n.need_shape("W", w, weight);
    n.need_length("W", sw[1], 0, most_elements / groups);
    const auto rank = sx.size() - 2;
    auto list = [&](std::string_view key, std::size_t size, std::int64_t fallback) {
        auto given = n.list(key).value_or(std::vector<std::int64_t>(size, fallback));
        check(n, key, given, size, fallback);
        return given;
    };
    Window win{Shape(sw.begin() + 2, sw.end()), list("strides", rank, 1), list("dilations", rank, 1), {}, {}};
    const auto kernel = n.list("kernel_shape").value_or(win.kernel);
    check(n, "kernel_shape", kernel, rank, 1);
    std::ranges::copy(kernel, weight.begin() + 2);
    n.need_shape("W", w, weight);
    for (std::size_t i = 0; i < rank; ++i)
        n.need_length("X", sx[2 + i], 0, most_elements / win.stride[i]);
    const auto pads = list("pads", 2 * rank, 0), extra = list("output_padding", rank, 0);
    const auto wanted = n.list("output_shape");
    const std::string automatic = n.text("auto_pad", "NOTSET");
    if (wanted)
        check(n, "output_shape", *wanted, rank, 1);
    Shape to{sx[0], sw[1] * groups};
    for (std::size_t i = 0; i < rank; ++i) {
        const auto whole = win.stride[i] * (sx[2 + i] - 1) + extra[i] + win.dilation[i] * (win.kernel[i] - 1) + 1;
        auto begin = pads[i], end = pads[i + rank];
        if (wanted || automatic.starts_with("SAME")) {
            const auto size = wanted ? (*wanted)[i] : sx[2 + i] * win.stride[i];
            const auto cut = std::max<std::int64_t>(0, whole - size); // What is wanted beyond it gets nothing.
            n.need_between("output_shape", size, 1, most_elements);
            begin = automatic == "SAME_UPPER" ? cut / 2 : cut - cut / 2;
            end = cut - begin;
        }
        win.pad_begin.push_back(begin);
        win.pad_end.push_back(end);
        to.push_back(wanted ? (*wanted)[i] : whole - begin - end);
        n.need_between("output_shape", to.back(), 1, most_elements);
    }
    n.need_size(to);
    n.need(windowed(Shape(to.begin() + 2, to.end()), win) == Shape(sx.begin() + 2, sx.end()),
           LOOM_TEXT("its strides and its padding do not lead from one shape to the other"));
    Program& program = n.b.program();
    program.tensors.push_back({.shape = to, .dtype = n.dtype(x)});
    const auto out = TensorId(program.tensors.size()) - 1;
    n.b.emit(ConvBackwardData{x, w, out, win, groups});
    return {with_bias(n, out, 2)};
}

std::int64_t power_of(const Node& n)
{
    const auto* given = n.attribute("p");
    const auto power = given && given->type() == onnx::AttributeProto::FLOAT ? std::int64_t(given->f()) // Opset 1.
                                                                             : n.whole("p", 2);
    n.need_between("p", power, 1, 1024);
    return power;
}

/// An average that counted what a last window has beyond the padding, where there is nothing to count.
TensorId counted_to_padding(const Node& n, TensorId y, const Shape& x, const Window& win)
{
    const auto pads = n.list("pads").value_or(std::vector<std::int64_t>(2 * win.kernel.size(), 0));
    for (std::size_t i = 0; i < win.kernel.size(); ++i) {
        const auto end = x[2 + i] + win.pad_begin[i] + pads[i + win.kernel.size()];
        n.need_length("Y", n.shape(y)[2 + i], 0, most_made_elements);
        std::vector<double> shares;
        for (std::int64_t o = 0; o < n.shape(y)[2 + i]; ++o) {
            const auto there = (end - o * win.stride[i] + win.dilation[i] - 1) / win.dilation[i];
            shares.push_back(double(win.kernel[i]) / double(std::clamp<std::int64_t>(there, 1, win.kernel[i])));
        }
        Shape along(n.shape(y).size(), 1);
        along[2 + i] = n.shape(y)[2 + i];
        if (std::ranges::any_of(shares, [](double s) { return s != 1; }))
            y = n.binary(BinaryKind::Multiply, y,
                         n.b.constant(std::move(along), {.values = std::move(shares)}, n.dtype(y)));
    }
    return y;
}

Values pool(const Node& n)
{
    const TensorId x = n.in(0);
    const Shape sx = n.shape(x);
    n.need_real(x);
    n.need_rank(x, fewest, most);
    const bool count_padding = n.whole("count_include_pad", 0) != 0;
    const PoolKind kind = n.op() == "MaxPool" ? PoolKind::Max : n.op() == "LpPool" ? PoolKind::Norm : PoolKind::Average;
    const auto power = power_of(n);
    const Window win = window_of(n, sx, {});
    const TensorId y = n.b.pool(kind, x, win, count_padding, int(power));
    return {kind == PoolKind::Average && count_padding && n.whole("ceil_mode", 0) != 0
                ? counted_to_padding(n, y, sx, win)
                : y};
}

std::vector<int> spatial_axes(const Shape& x)
{
    std::vector<int> axes(x.size() - 2);
    std::iota(axes.begin(), axes.end(), 2);
    return axes;
}

/// (Σ |x|^power)^(1/power) over the axes, which stay.
TensorId norm(const Node& n, TensorId x, std::int64_t power, const std::vector<int>& axes)
{
    auto raised = [&](TensorId base, double to) { return n.binary(BinaryKind::Power, base, n.number(to, n.dtype(x))); };
    const TensorId size = n.b.eltwise(Curve::Abs, x);
    if (power == 1)
        return n.reduced(ReduceKind::Sum, size, axes, true);
    if (power == 2)
        return n.b.eltwise(Curve::Sqrt, n.reduced(ReduceKind::Sum, n.binary(BinaryKind::Multiply, x, x), axes, true));
    return raised(n.reduced(ReduceKind::Sum, raised(size, double(power)), axes, true), 1 / double(power));
}

Values global_pool(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_real(x);
    n.need_rank(x, 2);
    if (n.op() == "GlobalLpPool")
        return {norm(n, x, power_of(n), spatial_axes(n.shape(x)))};
    const ReduceKind kind = n.op() == "GlobalMaxPool" ? ReduceKind::Max : ReduceKind::Mean;
    return {n.reduced(kind, x, spatial_axes(n.shape(x)), true)};
}

/// What has no length stays 0.
Values lp_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_real(x);
    const TensorId length = norm(n, x, power_of(n), {n.axis(n.whole("axis", -1), n.rank(x))});
    const TensorId zero = n.number(0, n.dtype(x));
    return {n.b.where(n.compare(CompareKind::Equal, length, zero), zero, n.binary(BinaryKind::Divide, x, length))};
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
    n.need_real(x);
    n.need_rank(x, 2);
    n.need_between("spatial", n.whole("spatial", 1), 1, 1);
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
    n.need_real(x);
    n.need_rank(x, 3);
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
    n.need_real(x);
    n.need_rank(x, 1);
    const int axis = n.axis(n.whole("axis", -1), n.rank(x));
    std::vector<int> axes(std::size_t(n.rank(x) - axis));
    std::iota(axes.begin(), axes.end(), axis);
    const Centred c = centred(n, x, axes);
    const TensorId inverse = inverse_deviation(n, c.variance, n.real("epsilon", 1e-5));
    TensorId y = n.binary(BinaryKind::Multiply, n.binary(BinaryKind::Multiply, c.values, inverse), n.in(1));
    if (n.has(2))
        y = n.binary(BinaryKind::Add, y, n.in(2));
    n.need_shape("Scale", y, n.shape(x));
    return {y, c.mean, inverse};
}

/// Zhang and Sennrich 2019: x/√(mean of x² + ε), over the axes from `axis` on.
Values rms_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_real(x);
    n.need_rank(x, 1);
    const int axis = n.axis(n.whole("axis", -1), n.rank(x));
    std::vector<int> axes(std::size_t(n.rank(x) - axis));
    std::iota(axes.begin(), axes.end(), axis);
    const TensorId square = n.reduced(ReduceKind::Mean, n.binary(BinaryKind::Multiply, x, x), axes, true);
    const TensorId y = n.binary(BinaryKind::Multiply, n.binary(BinaryKind::Multiply, x, inverse_deviation(n, square, n.real("epsilon", 1e-5))), n.in(1));
    n.need_shape("scale", y, n.shape(x));
    return {y};
}

/// Wu and He 2018. Scale and shift are those of the groups before opset 21, of the channels since.
Values group_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_real(x);
    n.need_rank(x, 3);
    const Shape s = n.shape(x);
    const auto groups = n.whole("num_groups", 0);
    n.need_between("num_groups", groups, 1, std::max<std::int64_t>(1, s[1]));
    n.need(s[1] % groups == 0, LOOM_TEXT("%1 elements cannot be divided by %2"), s[1], groups);
    n.need(count(s) > 0, LOOM_TEXT("it has nothing to normalise"));
    const TensorId rows = n.reshape(x, {s[0], groups, std::int64_t(count(s)) / (s[0] * groups)});
    const Centred c = centred(n, rows, {2});
    const TensorId unit = n.binary(BinaryKind::Multiply, c.values, inverse_deviation(n, c.variance, n.real("epsilon", 1e-5)));
    const bool by_group = n.opset() < 21;
    const TensorId normal = by_group ? unit : n.reshape(unit, s);
    const TensorId y = n.binary(BinaryKind::Add, n.binary(BinaryKind::Multiply, normal, n.by_channel(n.in(1), normal)), n.by_channel(n.in(2), normal));
    return {by_group ? n.reshape(y, s) : y};
}

Values mean_variance_norm(const Node& n)
{
    const TensorId x = n.in(0);
    n.need_real(x);
    const Centred c = centred(n, x, n.axes(n.list("axes").value_or(std::vector<std::int64_t>{0, 2, 3}), n.rank(x)));
    return {n.binary(BinaryKind::Divide, c.values, n.b.affine(n.b.eltwise(Curve::Sqrt, c.variance), 1, 1e-9))};
}

/// Krizhevsky et al. 2012: x/(bias + α·mean of the squares of `size` neighbouring channels)^β; outside are zeros.
Values local_response_norm(const Node& n)
{
    const TensorId x = n.in(0);
    const Shape s = n.shape(x);
    const auto size = n.whole("size", 0);
    n.need_type("X", x, DType::F32);
    n.need_rank(x, 3);
    n.need_between("size", size, 1, most_made_elements);
    n.need(count(s) > 0, LOOM_TEXT("it has nothing to normalise"));
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
                                     {"GlobalLpPool", 1, global_pool},
                                     {"LpNormalization", 1, lp_norm},
                                     {"BatchNormalization", 5, batch_norm},
                                     {"InstanceNormalization", 3, instance_norm},
                                     {"LayerNormalization", 2, layer_norm},
                                     {"RMSNormalization", 2, rms_norm},
                                     {"GroupNormalization", 3, group_norm},
                                     {"MeanVarianceNormalization", 1, mean_variance_norm},
                                     {"LRN", 1, local_response_norm}};
    return table;
}

} // namespace loom::onnx_import
