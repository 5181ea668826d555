#include "exchange/onnx.h"
#include "ir/builder.h"

#include <nlohmann/json.hpp>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <optional>
#include <set>

namespace loom {
namespace {

/// One tensor of the file.
struct Stored {
    Shape shape;
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
};

class Reader {
public:
    Reader(const onnx::GraphProto& graph, std::int64_t batch) : graph_(graph), batch_(batch), builder_(Mode::Infer) {}

    Result<OnnxProgram> run()
    {
        for (const auto& t : graph_.initializer())
            LOOM_TRY(store(t));
        OnnxProgram result;
        for (const auto& input : graph_.input()) {
            if (stored_.contains(input.name()))
                continue; // Old files list initializers among the inputs.
            if (result.input != no_tensor)
                return Error{Message(LOOM_TEXT("The ONNX model has a second input, “%1”."), input.name()), LOOM_TEXT("Models with one input can be read.")};
            Shape shape;
            for (const auto& d : input.type().tensor_type().shape().dim())
                shape.push_back(d.has_dim_value() ? d.dim_value() : batch_);
            if (shape.empty() || !count_fits(shape))
                return Error{Message(LOOM_TEXT("Input “%1” of the ONNX model has no usable shape."), input.name())};
            result.input = values_[input.name()] = builder_.input(input.name(), shape);
        }
        find_gelus();
        for (int i = 0; i < graph_.node_size(); ++i)
            if (!done_.contains(i))
                LOOM_TRY(take(i, graph_.node(i)));
        if (graph_.output_size() != 1 || !values_.contains(graph_.output(0).name()))
            return Error{LOOM_TEXT("The ONNX model does not have exactly one output."), LOOM_TEXT("Models with one output can be read.")};
        result.output = values_.at(graph_.output(0).name());
        builder_.mark_output(result.output, graph_.output(0).name());
        result.program = builder_.take();
        return result;
    }

private:
    Status store(const onnx::TensorProto& t)
    {
        auto broken = [&](Text why) { return Error{Message(why, t.name()), LOOM_TEXT("The file is damaged, or made by another program.")}; };
        if (t.data_location() == onnx::TensorProto::EXTERNAL)
            return broken(LOOM_TEXT("Tensor “%1” lies outside the ONNX file."));
        Stored s{.shape = Shape(t.dims().begin(), t.dims().end())};
        if (!count_fits(s.shape))
            return broken(LOOM_TEXT("Tensor “%1” of the ONNX file has an impossible shape."));
        const std::size_t n = count(s.shape);
        auto copy = [&](auto& to, const auto& typed) {
            using T = typename std::decay_t<decltype(to)>::value_type;
            if (t.has_raw_data() && t.raw_data().size() == n * sizeof(T)) {
                to.resize(n);
                std::memcpy(to.data(), t.raw_data().data(), t.raw_data().size());
                return true;
            }
            if (std::size_t(typed.size()) != n)
                return false;
            to.assign(typed.begin(), typed.end());
            return true;
        };
        const bool whole = t.data_type() == onnx::TensorProto::FLOAT   ? copy(s.floats, t.float_data())
                           : t.data_type() == onnx::TensorProto::INT64 ? copy(s.integers, t.int64_data())
                                                                       : false;
        if (!whole)
            return broken(LOOM_TEXT("The bytes of tensor “%1” of the ONNX file do not agree with its shape."));
        stored_[t.name()] = std::move(s);
        return Ok{};
    }

    /// The value of that name, initializers made constants when first used.
    TensorId value(const std::string& name)
    {
        if (const auto known = values_.find(name); known != values_.end())
            return known->second;
        const Stored& s = stored_.at(name);
        if (!s.integers.empty())
            return values_[name] = builder_.constant(
                       s.shape, {.values = std::vector<double>(s.integers.begin(), s.integers.end())}, DType::I64);
        return values_[name] = builder_.constant(s.shape, {.values = std::vector<double>(s.floats.begin(), s.floats.end())});
    }
    bool known(const std::string& name) const
    {
        const auto s = stored_.find(name);
        return values_.contains(name) || (s != stored_.end() && s->second.integers.empty());
    }
    std::optional<float> scalar(const std::string& name) const
    {
        const auto s = stored_.find(name);
        return s != stored_.end() && s->second.floats.size() == 1 ? std::optional(s->second.floats[0]) : std::nullopt;
    }
    const std::vector<std::int64_t>* integers(const onnx::NodeProto& n, int index) const
    {
        const auto s = index < n.input_size() ? stored_.find(n.input(index)) : stored_.end();
        return s == stored_.end() ? nullptr : &s->second.integers;
    }

    static const onnx::AttributeProto* attribute(const onnx::NodeProto& n, std::string_view key)
    {
        const auto it = std::ranges::find_if(n.attribute(), [&](const auto& a) { return a.name() == key; });
        return it == n.attribute().end() ? nullptr : &*it;
    }
    static std::int64_t number(const onnx::NodeProto& n, std::string_view key, std::int64_t fallback)
    {
        const auto* a = attribute(n, key);
        return a ? a->i() : fallback;
    }
    static double real(const onnx::NodeProto& n, std::string_view key, double fallback)
    {
        const auto* a = attribute(n, key);
        return a ? double(a->f()) : fallback;
    }
    static std::vector<std::int64_t> list(const onnx::NodeProto& n, std::string_view key, std::vector<std::int64_t> fallback)
    {
        const auto* a = attribute(n, key);
        return a ? std::vector<std::int64_t>(a->ints().begin(), a->ints().end()) : std::move(fallback);
    }

    /// x/2 · (1 + erf(x/√2)) is five nodes in the file and one instruction here.
    void find_gelus()
    {
        std::map<std::string, int> made_by;
        std::map<std::string, std::vector<int>> used_by;
        for (int i = 0; i < graph_.node_size(); ++i) {
            if (graph_.node(i).output_size() == 1)
                made_by[graph_.node(i).output(0)] = i;
            for (const auto& input : graph_.node(i).input())
                used_by[input].push_back(i);
        }
        auto only_user = [&](int i) -> int {
            const auto& users = used_by[graph_.node(i).output(0)];
            return users.size() == 1 ? users[0] : -1;
        };
        for (int i = 0; i < graph_.node_size(); ++i) {
            if (graph_.node(i).op_type() != "Erf" || graph_.node(i).input_size() != 1)
                continue;
            const auto scaled = made_by.find(graph_.node(i).input(0));
            if (scaled == made_by.end() || graph_.node(scaled->second).input_size() != 2)
                continue;
            const int plus = only_user(i), product = plus < 0 ? -1 : only_user(plus), half = product < 0 ? -1 : only_user(product);
            if (half < 0)
                continue;
            const auto &s = graph_.node(scaled->second), &p = graph_.node(product), &h = graph_.node(half);
            const bool same = s.op_type() == "Mul" && graph_.node(plus).op_type() == "Add" && p.op_type() == "Mul" && h.op_type() == "Mul" &&
                              p.input_size() == 2 && p.input(0) == s.input(0) && h.input_size() == 2 && scalar(h.input(1)) == 0.5f &&
                              std::abs(scalar(s.input(1)).value_or(0) - float(std::sqrt(0.5))) < 1e-6f;
            if (!same)
                continue;
            done_.insert({scaled->second, i, plus, product});
            gelus_[half] = s.input(0);
        }
    }

    Status take(int index, const onnx::NodeProto& n)
    {
        constexpr Text unreadable = LOOM_TEXT("Node “%1” of the ONNX file has an operator or a form that cannot be read: %2.");
        auto refuse = [&](Text why) {
            const std::string where = n.name().empty() ? (n.output_size() ? n.output(0) : std::string("?")) : n.name();
            return Error{Message(why, where, n.op_type()), LOOM_TEXT("The file is damaged, or uses what this version cannot read.")};
        };
        if (n.output_size() < 1)
            return refuse(LOOM_TEXT("Node “%1” (%2) of the ONNX file gives no value."));
        if (const auto gelu = gelus_.find(index); gelu != gelus_.end()) {
            if (!known(gelu->second))
                return refuse(LOOM_TEXT("Node “%1” (%2) of the ONNX file uses a value that does not exist."));
            values_[n.output(0)] = builder_.eltwise(Curve::Gelu, value(gelu->second));
            return Ok{};
        }
        if (n.op_type() == "LSTM" || n.op_type() == "GRU" || n.op_type() == "RNN")
            return take_recurrent(n) ? Status(Ok{}) : refuse(unreadable);
        std::vector<TensorId> in;
        for (const auto& name : n.input()) {
            const auto s = stored_.find(name);
            const bool whole = s != stored_.end() && !s->second.integers.empty();
            if (name.empty() || (whole && n.op_type() != "Gather"))
                break; // Axes and shapes follow the tensors, and so do operands that are left out.
            if (!whole && !known(name))
                return refuse(LOOM_TEXT("Node “%1” (%2) of the ONNX file uses a value that does not exist."));
            in.push_back(value(name));
        }
        const auto out = in.empty() ? std::nullopt : build(n, in);
        if (!out)
            return refuse(unreadable);
        values_[n.output(0)] = *out;
        return Ok{};
    }

    std::optional<TensorId> bias(TensorId y, const std::vector<TensorId>& in, std::size_t index)
    {
        if (in.size() <= index)
            return y;
        if (builder_.shape(in[index]) != Shape{builder_.shape(y)[1]})
            return {};
        return builder_.add_bias(y, in[index]);
    }

    std::optional<Window> window(const onnx::NodeProto& n, std::vector<std::int64_t> kernel, std::size_t rank) const
    {
        Window w;
        w.kernel = list(n, "kernel_shape", std::move(kernel));
        w.stride = list(n, "strides", std::vector<std::int64_t>(rank, 1));
        w.dilation = list(n, "dilations", std::vector<std::int64_t>(rank, 1));
        const auto pads = list(n, "pads", std::vector<std::int64_t>(2 * rank, 0));
        const bool fits = w.kernel.size() == rank && w.stride.size() == rank && w.dilation.size() == rank && pads.size() == 2 * rank;
        const auto* automatic = attribute(n, "auto_pad");
        auto positive = [](const auto& v) { return std::ranges::all_of(v, [](auto d) { return d > 0; }); };
        if (!fits || (automatic && automatic->s() != "NOTSET") || !positive(w.kernel) || !positive(w.stride) || !positive(w.dilation) ||
            number(n, "ceil_mode", 0) != 0)
            return {};
        w.pad_begin.assign(pads.begin(), pads.begin() + std::ptrdiff_t(rank));
        w.pad_end.assign(pads.begin() + std::ptrdiff_t(rank), pads.end());
        return w;
    }

    std::optional<TensorId> build(const onnx::NodeProto& n, const std::vector<TensorId>& in)
    {
        const std::string& op = n.op_type();
        const Shape x = builder_.shape(in[0]);
        static const std::map<std::string_view, Curve> curves = {{"Relu", Curve::Relu}, {"Tanh", Curve::Tanh}, {"Sigmoid", Curve::Sigmoid}, {"Softplus", Curve::Softplus}};
        static const std::map<std::string_view, BinaryKind> binaries = {
            {"Add", BinaryKind::Add}, {"Sub", BinaryKind::Subtract}, {"Mul", BinaryKind::Multiply},
            {"Div", BinaryKind::Divide}, {"Max", BinaryKind::Maximum}, {"Min", BinaryKind::Minimum}};
        if (const auto c = curves.find(op); c != curves.end())
            return builder_.eltwise(c->second, in[0]);
        if (const auto b = binaries.find(op); b != binaries.end())
            return in.size() == 2 && broadcasts(x, builder_.shape(in[1])) ? std::optional(builder_.binary(b->second, in[0], in[1])) : std::nullopt;
        if (op == "Identity")
            return builder_.affine(in[0], 1, 0);
        if (op == "LeakyRelu")
            return builder_.eltwise(Curve::LeakyRelu, in[0], real(n, "alpha", 0.01));
        if (op == "Elu")
            return builder_.eltwise(Curve::Elu, in[0], real(n, "alpha", 1));
        if (op == "HardSigmoid" && std::abs(real(n, "alpha", 0.2) - 1. / 6) < 1e-6 && real(n, "beta", 0.5) == 0.5)
            return builder_.eltwise(Curve::HardSigmoid, in[0]);
        if (op == "Clip" && n.input_size() == 3 && scalar(n.input(1)) == 0.f && scalar(n.input(2)) == 6.f)
            return builder_.eltwise(Curve::Relu6, in[0]);
        if (op == "Softmax" || op == "LogSoftmax") {
            const auto axis = number(n, "axis", -1);
            return axis == -1 || axis == std::int64_t(x.size()) - 1 ? std::optional(builder_.softmax(in[0], op == "LogSoftmax")) : std::nullopt;
        }
        if (op == "Gemm") {
            const bool ta = number(n, "transA", 0), tb = number(n, "transB", 0);
            if (in.size() < 2 || x.size() != 2 || builder_.shape(in[1]).size() != 2 || x[ta ? 0 : 1] != builder_.shape(in[1])[tb ? 1 : 0] ||
                real(n, "alpha", 1) != 1 || real(n, "beta", 1) != 1)
                return {};
            return bias(builder_.matmul(in[0], in[1], ta, tb), in, 2);
        }
        if (op == "Conv") {
            if (in.size() < 2 || x.size() < 3 || x.size() > 5)
                return {};
            const Shape w = builder_.shape(in[1]);
            const auto groups = number(n, "group", 1);
            if (w.size() != x.size() || groups < 1 || w[1] * groups != x[1] || w[0] % groups != 0)
                return {};
            const auto win = window(n, std::vector<std::int64_t>(w.begin() + 2, w.end()), x.size() - 2);
            if (!win || win->kernel != std::vector<std::int64_t>(w.begin() + 2, w.end()))
                return {};
            return bias(builder_.conv(in[0], in[1], *win, groups), in, 2);
        }
        if (op == "ConvTranspose")
            return conv_transposed(n, in);
        if (op == "MaxPool" || op == "AveragePool" || op == "LpPool") {
            if (x.size() < 3 || x.size() > 5)
                return {};
            const auto win = window(n, {}, x.size() - 2);
            if (!win)
                return {};
            const auto power = number(n, "p", 2);
            if (power < 1 || power > 1024)
                return {};
            const PoolKind kind = op == "MaxPool" ? PoolKind::Max : op == "LpPool" ? PoolKind::Norm : PoolKind::Average;
            return builder_.pool(kind, in[0], *win, number(n, "count_include_pad", 0) != 0, int(power));
        }
        if (op == "BatchNormalization") {
            if (in.size() != 5 || x.size() < 2)
                return {};
            for (std::size_t i = 1; i < 5; ++i)
                if (builder_.shape(in[i]) != Shape{x[1]})
                    return {};
            return builder_.batch_norm(in[0], in[1], in[2], in[3], in[4], 0, real(n, "epsilon", 1e-5));
        }
        if (op == "InstanceNormalization") {
            if (in.size() != 3 || x.size() < 3 || builder_.shape(in[1]) != Shape{x[1]} || builder_.shape(in[2]) != Shape{x[1]})
                return {};
            return builder_.layer_norm(in[0], in[1], in[2], x[1], real(n, "epsilon", 1e-5));
        }
        if (op == "Pad")
            return pad(n, in[0]);
        if (op == "Resize")
            return resize(n, in[0]);
        if (op == "LRN") {
            const auto size = number(n, "size", 0);
            if (x.size() < 2 || size < 1 || size > 1024)
                return {};
            return builder_.lrn(in[0], {size, real(n, "alpha", 1e-4), real(n, "beta", 0.75), real(n, "bias", 1)});
        }
        if (op == "ReduceMean" || op == "ReduceSum")
            return reduce(n, in[0], op == "ReduceMean");
        if (op == "Reshape")
            return reshape(n, in[0]);
        if (op == "Concat")
            return concat(n, in);
        if (op == "Slice")
            return slice(n, in[0]);
        if (op == "MatMul")
            return matmul(in);
        if (op == "Transpose")
            return transpose(n, in[0]);
        if (op == "Cast")
            return cast(n, in[0]);
        if (op == "Gather")
            return gather(n, in);
        if (op == "Squeeze")
            return squeeze(n, in[0]);
        return {};
    }

    static std::string word(const onnx::NodeProto& n, std::string_view key, std::string fallback)
    {
        const auto* a = attribute(n, key);
        return a ? a->s() : std::move(fallback);
    }

    std::optional<TensorId> pad(const onnx::NodeProto& n, TensorId x)
    {
        const auto* pads = integers(n, 1);
        const Shape from = builder_.shape(x);
        const std::string mode = word(n, "mode", "constant");
        const bool filled = n.input_size() > 2 && !n.input(2).empty() && scalar(n.input(2)) != 0.f;
        if (!pads || pads->size() != 2 * from.size() || from.size() < 3 || from.size() > 5 ||
            (mode != "constant" && mode != "reflect" && mode != "edge") || (mode == "constant" && filled))
            return {};
        std::vector<std::int64_t> begin, end;
        Shape to = from;
        for (std::size_t i = 0; i < from.size(); ++i) {
            const auto before = (*pads)[i], behind = (*pads)[from.size() + i];
            constexpr std::int64_t most = 1 << 20;
            if (before < 0 || behind < 0 || before > most || behind > most || (i < 2 && before + behind > 0) ||
                (mode == "reflect" && (before >= from[i] || behind >= from[i]) && before + behind > 0))
                return {};
            to[i] += before + behind;
            if (i >= 2) {
                begin.push_back(before);
                end.push_back(behind);
            }
        }
        if (!count_fits(to))
            return {};
        return builder_.pad(mode == "edge"      ? PadKind::Replicate
                            : mode == "reflect" ? PadKind::Reflect
                                                : PadKind::Zero,
                            x, begin, end);
    }

    std::optional<TensorId> resize(const onnx::NodeProto& n, TensorId x)
    {
        const Shape from = builder_.shape(x);
        const std::string mode = word(n, "mode", "nearest"),
                          place = word(n, "coordinate_transformation_mode", "half_pixel");
        const bool nearest = mode == "nearest" && place == "asymmetric" && word(n, "nearest_mode", "") == "floor";
        if (from.size() < 3 || from.size() > 5 || (!nearest && (mode != "linear" || place != "half_pixel")))
            return {};
        Shape to;
        if (const auto* sizes = integers(n, 3)) {
            to = *sizes;
        } else if (const auto s = n.input_size() > 2 ? stored_.find(n.input(2)) : stored_.end(); s != stored_.end()) {
            for (std::size_t i = 0; i < std::min(from.size(), s->second.floats.size()); ++i) {
                const double size = double(float(from[i]) * s->second.floats[i]);
                to.push_back(size >= 1 && size < 1e9 ? std::int64_t(size) : 0);
            }
        }
        if (to.size() != from.size() || to[0] != from[0] || to[1] != from[1] || !count_fits(to) ||
            std::ranges::any_of(to, [](auto d) { return d < 1; }))
            return {};
        return builder_.resize(nearest ? ResizeKind::Nearest : ResizeKind::Linear, x, Shape(to.begin() + 2, to.end()));
    }

    std::optional<TensorId> conv_transposed(const onnx::NodeProto& n, const std::vector<TensorId>& in)
    {
        const Shape x = builder_.shape(in[0]);
        if (in.size() < 2 || x.size() < 3 || x.size() > 5)
            return {};
        const Shape w = builder_.shape(in[1]);
        const auto groups = number(n, "group", 1);
        const std::vector<std::int64_t> kernel(w.size() < 2 ? w.begin() : w.begin() + 2, w.end());
        if (w.size() != x.size() || groups < 1 || w[0] != x[1] || x[1] % groups != 0)
            return {};
        const auto win = window(n, kernel, kernel.size());
        const auto extra = list(n, "output_padding", std::vector<std::int64_t>(kernel.size(), 0));
        if (!win || win->kernel != kernel || extra.size() != kernel.size() || attribute(n, "output_shape"))
            return {};
        Shape out{x[0], w[1] * groups};
        for (std::size_t i = 0; i < kernel.size(); ++i)
            out.push_back(transposed(x[i + 2], *win, i) + extra[i]);
        const bool fits = std::ranges::all_of(out, [](auto d) { return d > 0; }) && count_fits(out) &&
                          windowed(Shape(out.begin() + 2, out.end()), *win) == Shape(x.begin() + 2, x.end());
        return fits ? bias(builder_.conv_transposed(in[0], in[1], *win, out, groups), in, 2) : std::nullopt;
    }

    static bool broadcasts(const Shape& a, const Shape& b)
    {
        for (std::size_t i = 1; i <= std::min(a.size(), b.size()); ++i)
            if (a[a.size() - i] != b[b.size() - i] && a[a.size() - i] != 1 && b[b.size() - i] != 1)
                return false;
        return true;
    }

    std::optional<TensorId> reduce(const onnx::NodeProto& n, TensorId x, bool mean)
    {
        const auto* given = integers(n, 1);
        const auto rank = std::int64_t(builder_.shape(x).size());
        std::vector<int> axes;
        for (auto axis : given ? *given : list(n, "axes", {})) {
            if (axis < -rank || axis >= rank)
                return {};
            axes.push_back(int(axis < 0 ? axis + rank : axis));
        }
        std::ranges::sort(axes);
        if (axes.empty())
            return {};
        const Shape before = builder_.shape(x);
        const TensorId reduced = builder_.reduce(mean ? ReduceKind::Mean : ReduceKind::Sum, x, axes);
        if (number(n, "keepdims", 1) == 0)
            return reduced;
        Shape kept = before;
        for (int axis : axes)
            kept[std::size_t(axis)] = 1;
        return builder_.reshape(reduced, kept);
    }
    std::optional<TensorId> reshape(const onnx::NodeProto& n, TensorId x)
    {
        const auto* given = integers(n, 1);
        if (!given)
            return {};
        Shape to = *given;
        const Shape from = builder_.shape(x);
        std::int64_t rest = std::int64_t(count(from)), open = -1;
        for (std::size_t i = 0; i < to.size(); ++i) {
            if (to[i] == 0 && i < from.size())
                to[i] = from[i];
            if (to[i] == -1 && open < 0)
                open = std::int64_t(i);
            else if (to[i] <= 0 || rest % to[i] != 0)
                return {};
            else
                rest /= to[i];
        }
        if (open >= 0)
            to[std::size_t(open)] = rest;
        if (!count_fits(to) || count(to) != count(from))
            return {};
        return builder_.reshape(x, to);
    }
    std::optional<TensorId> concat(const onnx::NodeProto& n, const std::vector<TensorId>& in)
    {
        const auto axis = number(n, "axis", 0);
        const Shape first = builder_.shape(in[0]);
        if (axis < 0 || axis >= std::int64_t(first.size()))
            return {};
        for (TensorId id : in)
            for (std::size_t i = 0; i < first.size(); ++i)
                if (builder_.shape(id).size() != first.size() || (std::int64_t(i) != axis && builder_.shape(id)[i] != first[i]))
                    return {};
        return builder_.concat(in, int(axis));
    }
    std::optional<TensorId> slice(const onnx::NodeProto& n, TensorId x)
    {
        const auto *begin = integers(n, 1), *end = integers(n, 2), *axis = integers(n, 3);
        if (!begin || !end || !axis || begin->size() != 1 || end->size() != 1 || axis->size() != 1)
            return {};
        const auto at = (*axis)[0], from = (*begin)[0], to = (*end)[0];
        const Shape& shape = builder_.shape(x);
        if (at < 0 || at >= std::int64_t(shape.size()) || from < 0 || to <= from || to > shape[std::size_t(at)])
            return {};
        return builder_.slice(x, int(at), from, to - from);
    }

    std::optional<TensorId> matmul(const std::vector<TensorId>& in)
    {
        if (in.size() != 2 || !is_real(in[0]) || !is_real(in[1]))
            return {};
        const Shape a = builder_.shape(in[0]), b = builder_.shape(in[1]);
        if (a.size() < 2 || b.size() < 2 || a.back() != b[b.size() - 2] ||
            !broadcasts(Shape(a.begin(), a.end() - 2), Shape(b.begin(), b.end() - 2)))
            return {};
        return builder_.matmul(in[0], in[1]);
    }
    std::optional<TensorId> transpose(const onnx::NodeProto& n, TensorId x)
    {
        const auto rank = std::int64_t(builder_.shape(x).size());
        std::vector<std::int64_t> backwards(std::size_t(rank), 0), sorted;
        for (std::int64_t i = 0; i < rank; ++i)
            backwards[std::size_t(i)] = rank - 1 - i;
        const auto perm = list(n, "perm", backwards);
        sorted = perm;
        std::ranges::sort(sorted);
        std::ranges::reverse(backwards);
        if (sorted != backwards || !is_real(x))
            return {};
        return builder_.permute(x, std::vector<int>(perm.begin(), perm.end()));
    }
    std::optional<TensorId> cast(const onnx::NodeProto& n, TensorId x)
    {
        switch (number(n, "to", 0)) {
        case onnx::TensorProto::FLOAT: return builder_.cast(x, DType::F32);
        case onnx::TensorProto::INT32: return builder_.cast(x, DType::I32);
        case onnx::TensorProto::INT64: return builder_.cast(x, DType::I64);
        default: return {};
        }
    }
    /// Indices in the file count from the end where they are negative; those that a network computes must not be.
    std::optional<TensorId> gather(const onnx::NodeProto& n, const std::vector<TensorId>& in)
    {
        if (in.size() != 2 || !is_real(in[0]) || is_real(in[1]))
            return {};
        const Shape& x = builder_.shape(in[0]);
        const auto rank = std::int64_t(x.size());
        auto axis = number(n, "axis", 0);
        if (axis < -rank || axis >= rank)
            return {};
        axis = axis < 0 ? axis + rank : axis;
        const auto size = x[std::size_t(axis)];
        for (double& v : builder_.program().at(in[1]).init.values) {
            if (v < double(-size) || v >= double(size))
                return {};
            v = v < 0 ? v + double(size) : v;
        }
        return builder_.gather(in[0], in[1], int(axis));
    }
    std::optional<TensorId> squeeze(const onnx::NodeProto& n, TensorId x)
    {
        const auto* axes = integers(n, 1);
        const Shape from = builder_.shape(x);
        Shape to;
        for (std::size_t i = 0; axes && i < from.size(); ++i) {
            const auto own = std::int64_t(i), rank = std::int64_t(from.size());
            if (std::ranges::none_of(*axes, [&](auto a) { return a == own || a + rank == own; }))
                to.push_back(from[i]);
            else if (from[i] != 1)
                return {};
        }
        return axes ? std::optional(builder_.reshape(x, to)) : std::nullopt;
    }

    /// LSTM, GRU (its reset behind the product) and RNN, with weights from the file, from a state of 0. Sets the values
    /// of the node's outputs; false where it cannot be read.
    bool take_recurrent(const onnx::NodeProto& n)
    {
        const std::string& op = n.op_type();
        auto given = [&](int i) { return i < n.input_size() && !n.input(i).empty() ? n.input(i) : std::string(); };
        auto floats = [&](int i, const Shape& shape) -> const std::vector<float>* {
            const auto s = stored_.find(given(i));
            return s != stored_.end() && s->second.shape == shape && s->second.floats.size() == count(shape) ? &s->second.floats
                                                                                                           : nullptr;
        };
        Cell cell = op == "LSTM" ? Cell::Lstm : op == "GRU" ? Cell::Gru : Cell::Tanh;
        std::string direction = "forward";
        for (const auto& a : n.attribute()) {
            if (a.name() == "direction")
                direction = a.s();
            else if (a.name() == "activations" && op == "RNN" && std::ranges::all_of(a.strings(), [](auto& s) { return s == "Relu"; }))
                cell = Cell::Relu;
            else if (a.name() == "activations" && op == "RNN" && std::ranges::all_of(a.strings(), [](auto& s) { return s == "Tanh"; }))
                continue;
            else if (a.name() != "hidden_size" && a.name() != "linear_before_reset" && !(a.name() == "layout" && a.i() == 0))
                return false;
        }
        if (op == "GRU" && number(n, "linear_before_reset", 0) == 0)
            return false;
        if (!values_.contains(given(0)) || n.input_size() < 3 || (!given(5).empty()) || (!given(6).empty()) || (!given(7).empty()) ||
            (n.output_size() > 2 && !n.output(2).empty()))
            return false;
        const TensorId x = value(given(0));
        const Shape in = builder_.shape(x);
        const std::int64_t directions = direction == "bidirectional" ? 2 : 1, hidden = number(n, "hidden_size", 0),
                           parts = gate_count(cell);
        if (in.size() != 3 || !is_real(x) || hidden < 1 || hidden > (std::int64_t{1} << 30))
            return false;
        const std::int64_t width = parts * hidden, features = in[2];
        const auto *w = floats(1, {directions, width, features}), *r = floats(2, {directions, width, hidden}),
                   *b = floats(3, {directions, 2 * width});
        if (!w || !r || (!b && !given(3).empty()))
            return false;
        TensorId lengths = no_tensor;
        if (!given(4).empty()) {
            if (!values_.contains(given(4)))
                return false;
            lengths = value(given(4));
            if (builder_.program().at(lengths).dtype != DType::I32 || builder_.shape(lengths) != Shape{in[1]})
                return false;
        }
        // The file's order of gates is i, o, f, c.
        const std::vector<std::int64_t> lstm{0, 2, 3, 1};
        auto row = [&](std::int64_t column) {
            return cell == Cell::Lstm ? lstm[std::size_t(column / hidden)] * hidden + column % hidden : column;
        };
        std::vector<TensorId> ys, lasts;
        for (std::int64_t d = 0; d < directions; ++d) {
            auto weights = [&](const std::vector<float>& from, std::int64_t height) {
                std::vector<double> out;
                for (std::int64_t i = 0; i < height; ++i)
                    for (std::int64_t c = 0; c < width; ++c)
                        out.push_back(double(from[std::size_t((d * width + row(c)) * height + i)]));
                return builder_.constant({height, width}, {.values = std::move(out)});
            };
            std::vector<double> bias(std::size_t(width), 0.0), back = bias;
            for (std::int64_t c = 0; b && c < width; ++c) {
                bias[std::size_t(c)] = double((*b)[std::size_t(d * 2 * width + row(c))]);
                back[std::size_t(c)] = double((*b)[std::size_t((d * 2 + 1) * width + row(c))]);
            }
            TensorId own = no_tensor;
            if (cell == Cell::Gru)
                own = builder_.constant({width}, {.values = back});
            else
                std::ranges::transform(bias, back, bias.begin(), std::plus{});
            const auto made = builder_.recurrent(cell, x, weights(*w, features), weights(*r, hidden),
                                                 builder_.constant({width}, {.values = bias}), own, lengths, no_tensor,
                                                 direction == "reverse" || d == 1);
            ys.push_back(builder_.reshape(made.y, {in[0], 1, in[1], hidden}));
            lasts.push_back(builder_.reshape(made.last, {1, in[1], hidden}));
        }
        if (!n.output(0).empty())
            values_[n.output(0)] = directions == 1 ? ys[0] : builder_.concat(ys, 1);
        if (n.output_size() > 1 && !n.output(1).empty())
            values_[n.output(1)] = directions == 1 ? lasts[0] : builder_.concat(lasts, 0);
        return true;
    }
    bool is_real(TensorId id) { return builder_.program().at(id).dtype == DType::F32; }

    const onnx::GraphProto& graph_;
    std::int64_t batch_;
    Builder builder_;
    std::map<std::string, Stored> stored_;
    std::map<std::string, TensorId> values_;
    std::set<int> done_;
    std::map<int, std::string> gelus_;
};

} // namespace

Result<OnnxProgram> read_onnx(const fs::path& path, std::int64_t batch)
{
    auto bytes = read_file(path, std::size_t{0x7fffffff});
    if (!bytes)
        return bytes.error();
    onnx::ModelProto model;
    if (!model.ParseFromString(*bytes) || !model.has_graph())
        return Error{Message(LOOM_TEXT("%1 is not a whole ONNX file."), path_text(path)), LOOM_TEXT("Export it again, or choose another file.")};
    auto result = Reader(model.graph(), batch).run();
    if (!result)
        return result;
    result->notes.name = model.graph().name();
    for (const auto& p : model.metadata_props())
        if (p.key() == "labels")
            if (const auto labels = nlohmann::json::parse(p.value(), nullptr, false); labels.is_array())
                for (const auto& l : labels)
                    if (l.is_string())
                        result->notes.labels.push_back(l);
    return result;
}

} // namespace loom
