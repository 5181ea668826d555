#include "exchange/onnx.h"

#include <nlohmann/json.hpp>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace loom {
namespace {

/// The operator of a curve that is one and has no numbers of its own.
const char* plain_curve(Curve curve)
{
    switch (curve) {
    case Curve::Relu: return "Relu";
    case Curve::Tanh: return "Tanh";
    case Curve::Sigmoid: return "Sigmoid";
    case Curve::Softplus: return "Softplus";
    case Curve::Softsign: return "Softsign";
    case Curve::Exp: return "Exp";
    case Curve::Log: return "Log";
    case Curve::Sqrt: return "Sqrt";
    case Curve::Reciprocal: return "Reciprocal";
    case Curve::Abs: return "Abs";
    case Curve::Erf: return "Erf";
    case Curve::Sin: return "Sin";
    case Curve::Cos: return "Cos";
    case Curve::Tan: return "Tan";
    case Curve::Asin: return "Asin";
    case Curve::Acos: return "Acos";
    case Curve::Atan: return "Atan";
    case Curve::Sinh: return "Sinh";
    case Curve::Cosh: return "Cosh";
    case Curve::Asinh: return "Asinh";
    case Curve::Acosh: return "Acosh";
    case Curve::Atanh: return "Atanh";
    case Curve::Floor: return "Floor";
    case Curve::Ceil: return "Ceil";
    case Curve::Round: return "Round";
    case Curve::Sign: return "Sign";
    default: return "";
    }
}

onnx::TensorProto::DataType onnx_type(DType dtype)
{
    switch (dtype) {
    case DType::F32: return onnx::TensorProto::FLOAT;
    case DType::F64: return onnx::TensorProto::DOUBLE;
    case DType::I32: return onnx::TensorProto::INT32;
    case DType::I64: return onnx::TensorProto::INT64;
    case DType::U8: return onnx::TensorProto::UINT8;
    case DType::Bool: return onnx::TensorProto::BOOL;
    }
    return onnx::TensorProto::UNDEFINED;
}

class Writer {
public:
    Writer(const Program& program, const std::map<std::string, std::vector<float>>& tensors) : program_(program), tensors_(tensors)
    {
        uses_.resize(program.tensors.size());
        for (const Op& op : program.ops)
            for (TensorId id : read(op))
                ++uses_[std::size_t(id)];
    }

    Result<onnx::ModelProto> write(const OnnxNotes& notes)
    {
        opset_ = notes.opset;
        model_.set_ir_version(8);
        model_.set_producer_name("Layerloom");
        model_.set_producer_version(LOOM_VERSION);
        auto* opset = model_.add_opset_import();
        opset->set_domain("");
        graph_ = model_.mutable_graph();
        graph_->set_name(notes.name.empty() ? "model" : notes.name);
        auto* labels = model_.add_metadata_props();
        labels->set_key("labels");
        labels->set_value(nlohmann::json(notes.labels).dump());

        for (std::size_t i = 0; i < program_.tensors.size(); ++i) {
            const Tensor& t = program_.tensors[i];
            if (t.role == Role::Input)
                describe(*graph_->add_input(), t);
            else if (t.role == Role::Output)
                describe(*graph_->add_output(), t);
        }
        for (std::size_t i = 0; i < program_.ops.size(); ++i) {
            if (skipped_.contains(i))
                continue;
            at_ = i;
            LOOM_TRY(std::visit([this](const auto& o) -> Status { return emit(o); }, program_.ops[i]));
        }
        opset->set_version(opset_);
        return std::move(model_);
    }

private:
    const Shape& shape(TensorId id) const { return program_.at(id).shape; }

    void describe(onnx::ValueInfoProto& info, const Tensor& t)
    {
        info.set_name(t.name);
        auto* type = info.mutable_type()->mutable_tensor_type();
        type->set_elem_type(onnx_type(t.dtype));
        for (std::size_t i = 0; i < t.shape.size(); ++i) {
            auto* dim = type->mutable_shape()->add_dim();
            if (i == 0)
                dim->set_dim_param("batch");
            else
                dim->set_dim_value(t.shape[i]);
        }
    }

    std::string name_alone(TensorId id) const
    {
        return program_.at(id).name.empty() ? "t" + std::to_string(id) : program_.at(id).name;
    }
    /// The name of a value in the file; weights, states and constants become initializers when first named.
    std::string name(TensorId id)
    {
        const Tensor& t = program_.at(id);
        const bool stored = is_stored(id);
        const std::string text = name_alone(id);
        if (stored && t.dtype == DType::F32)
            initializer(text, t.shape, values(id));
        else if (stored)
            constant(text, t);
        return text;
    }

    std::vector<float> values(TensorId id) const
    {
        const Tensor& t = program_.at(id);
        if (const auto known = tensors_.find(t.name); !t.name.empty() && known != tensors_.end())
            return known->second;
        std::vector<float> filled(count(t.shape));
        fill(t.init, 0, 0, filled);
        return filled;
    }

    /// A constant of another type than f32.
    void constant(const std::string& as, const Tensor& t)
    {
        if (!written_.insert(as).second)
            return;
        auto* tensor = graph_->add_initializer();
        tensor->set_name(as);
        tensor->set_data_type(onnx_type(t.dtype));
        for (auto d : t.shape)
            tensor->add_dims(d);
        std::vector<double> reals(is_real(t.dtype) ? count(t.shape) : 0);
        std::vector<std::int64_t> whole(is_real(t.dtype) ? 0 : count(t.shape));
        fill_exactly(t.init, reals);
        fill_exactly(t.init, whole);
        if (t.dtype == DType::F64)
            tensor->mutable_double_data()->Assign(reals.begin(), reals.end());
        else if (t.dtype == DType::I64)
            tensor->mutable_int64_data()->Assign(whole.begin(), whole.end());
        else
            tensor->mutable_int32_data()->Assign(whole.begin(), whole.end());
    }
    void initializer(const std::string& as, const Shape& dims, const std::vector<float>& content)
    {
        if (!written_.insert(as).second)
            return;
        auto* tensor = graph_->add_initializer();
        tensor->set_name(as);
        tensor->set_data_type(onnx::TensorProto::FLOAT);
        for (auto d : dims)
            tensor->add_dims(d);
        tensor->set_raw_data(content.data(), content.size() * sizeof(float)); // Little endian, as the format asks.
    }
    std::string scalar(float v)
    {
        const std::string as = "c" + std::to_string(constants_++);
        initializer(as, {}, {v});
        return as;
    }
    std::string integers(const std::vector<std::int64_t>& content) { return integers(content, {std::int64_t(content.size())}); }
    std::string integers(const std::vector<std::int64_t>& content, const Shape& dims)
    {
        const std::string as = "i" + std::to_string(constants_++);
        auto* tensor = graph_->add_initializer();
        tensor->set_name(as);
        tensor->set_data_type(onnx::TensorProto::INT64);
        for (auto d : dims)
            tensor->add_dims(d);
        tensor->set_raw_data(content.data(), content.size() * sizeof(std::int64_t));
        return as;
    }

    onnx::NodeProto& node(const char* type, const std::vector<std::string>& inputs, const std::string& output)
    {
        auto* n = graph_->add_node();
        n->set_op_type(type);
        n->set_name(std::string(type) + "_" + std::to_string(graph_->node_size()));
        for (const auto& i : inputs)
            n->add_input(i);
        n->add_output(output);
        return *n;
    }
    std::string inner() { return "h" + std::to_string(inner_++); }

    static void set(onnx::NodeProto& n, const char* key, std::int64_t v)
    {
        auto* a = n.add_attribute();
        a->set_name(key);
        a->set_type(onnx::AttributeProto::INT);
        a->set_i(v);
    }
    static void set(onnx::NodeProto& n, const char* key, float v)
    {
        auto* a = n.add_attribute();
        a->set_name(key);
        a->set_type(onnx::AttributeProto::FLOAT);
        a->set_f(v);
    }
    static void set(onnx::NodeProto& n, const char* key, const std::vector<std::int64_t>& v)
    {
        auto* a = n.add_attribute();
        a->set_name(key);
        a->set_type(onnx::AttributeProto::INTS);
        for (auto entry : v)
            a->add_ints(entry);
    }
    static void set(onnx::NodeProto& n, const char* key, const std::string& v)
    {
        auto* a = n.add_attribute();
        a->set_name(key);
        a->set_type(onnx::AttributeProto::STRING);
        a->set_s(v);
    }
    static void set_window(onnx::NodeProto& n, const Window& w)
    {
        set(n, "kernel_shape", w.kernel);
        set(n, "strides", w.stride);
        std::vector<std::int64_t> pads = w.pad_begin;
        pads.insert(pads.end(), w.pad_end.begin(), w.pad_end.end());
        set(n, "pads", pads);
    }

    /// The AddBias behind this instruction, if nothing else reads its result: the two become one node.
    const AddBias* bias_behind(TensorId out)
    {
        if (uses_[std::size_t(out)] != 1 || program_.at(out).role == Role::Output)
            return nullptr;
        for (std::size_t i = at_ + 1; i < program_.ops.size(); ++i)
            if (const auto* bias = std::get_if<AddBias>(&program_.ops[i]); bias && bias->x == out) {
                skipped_.insert(i);
                return bias;
            }
        return nullptr;
    }

    /// The value with its last two axes exchanged where a product wants that; MatMul in ONNX cannot be told.
    std::string turned(TensorId id, bool turn)
    {
        if (!turn)
            return name(id);
        std::vector<std::int64_t> perm(shape(id).size());
        std::iota(perm.begin(), perm.end(), 0);
        std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
        const std::string as = inner();
        set(node("Transpose", {name(id)}, as), "perm", perm);
        return as;
    }
    Status emit(const MatMul& m)
    {
        if (shape(m.out).size() > 2) {
            const std::string a = turned(m.a, m.transpose_a), b = turned(m.b, m.transpose_b);
            node("MatMul", {a, b}, name(m.out));
            return Ok{};
        }
        const AddBias* bias = bias_behind(m.out);
        std::vector<std::string> inputs{name(m.a), name(m.b)};
        if (bias)
            inputs.push_back(name(bias->bias));
        auto& n = node("Gemm", inputs, name(bias ? bias->out : m.out));
        set(n, "transA", std::int64_t(m.transpose_a));
        set(n, "transB", std::int64_t(m.transpose_b));
        return Ok{};
    }
    Status emit(const Conv& c)
    {
        const AddBias* bias = bias_behind(c.out);
        std::vector<std::string> inputs{name(c.x), name(c.w)};
        if (bias)
            inputs.push_back(name(bias->bias));
        auto& n = node("Conv", inputs, name(bias ? bias->out : c.out));
        set_window(n, c.window);
        set(n, "dilations", c.window.dilation);
        set(n, "group", c.groups);
        return Ok{};
    }
    Status emit(const ConvBackwardData& c)
    {
        const AddBias* bias = bias_behind(c.out);
        std::vector<std::string> inputs{name(c.grad), name(c.w)};
        if (bias)
            inputs.push_back(name(bias->bias));
        auto& n = node("ConvTranspose", inputs, name(bias ? bias->out : c.out));
        set_window(n, c.window);
        set(n, "dilations", c.window.dilation);
        set(n, "group", c.groups);
        std::vector<std::int64_t> extra; // By how much the result is longer than the shortest that leads to x.
        for (std::size_t i = 0; i < c.window.kernel.size(); ++i)
            extra.push_back(shape(c.out)[i + 2] - transposed(shape(c.grad)[i + 2], c.window, i));
        set(n, "output_padding", extra);
        return Ok{};
    }
    Status emit(const Pool& p)
    {
        const char* types[] = {"MaxPool", "AveragePool", "LpPool"};
        auto& n = node(types[int(p.kind)], {name(p.x)}, name(p.out));
        set_window(n, p.window);
        if (p.kind == PoolKind::Max)
            set(n, "dilations", p.window.dilation);
        else if (p.kind == PoolKind::Norm)
            set(n, "p", std::int64_t(p.power));
        else
            set(n, "count_include_pad", std::int64_t(p.count_padding));
        return Ok{};
    }
    Status emit(const BatchNormInference& b)
    {
        auto& n = node("BatchNormalization", {name(b.x), name(b.scale), name(b.shift), name(b.mean), name(b.variance)}, name(b.y));
        set(n, "epsilon", float(b.epsilon));
        return Ok{};
    }
    /// {N, sets, …} normalised along all but the first two axes.
    std::string normalised(const std::string& x, std::int64_t sets, double epsilon)
    {
        const std::string y = inner(), one = inner(), zero = inner();
        initializer(one, {sets}, std::vector<float>(std::size_t(sets), 1));
        initializer(zero, {sets}, std::vector<float>(std::size_t(sets), 0));
        set(node("InstanceNormalization", {x, one, zero}, y), "epsilon", float(epsilon));
        return y;
    }
    std::string reshaped(const std::string& x, const std::vector<std::int64_t>& to)
    {
        const std::string y = inner();
        node("Reshape", {x, integers(to)}, y);
        return y;
    }
    /// A tensor of one number per channel as it stands beside values of that rank.
    std::string column(TensorId id, std::size_t rank)
    {
        Shape dims = shape(id);
        dims.resize(rank - 1, 1);
        const std::string as = program_.at(id).name + ".column";
        initializer(as, dims, values(id));
        return as;
    }
    /// scale·x + shift per channel, as far as there are any, under the name `out`.
    void scaled(std::string x, TensorId scale, TensorId shift, std::size_t rank, const std::string& out)
    {
        if (scale == no_tensor && shift == no_tensor)
            node("Identity", {x}, out);
        if (scale != no_tensor) {
            const std::string y = shift == no_tensor ? out : inner();
            node("Mul", {x, column(scale, rank)}, y);
            x = y;
        }
        if (shift != no_tensor)
            node("Add", {x, column(shift, rank)}, out);
    }
    std::string permuted(const std::string& x, const std::vector<std::int64_t>& perm)
    {
        const std::string y = inner();
        set(node("Transpose", {x}, y), "perm", perm);
        return y;
    }
    // Before opset 17 there is InstanceNormalization only: groups become its instances, and so do places, with the
    // channels last.
    Status emit(const LayerNorm& o)
    {
        const Shape& x = shape(o.x);
        const std::size_t rank = x.size();
        const auto places = std::int64_t(count(Shape(x.begin() + 2, x.end())));
        if (o.groups == x[1] && rank > 2 && !o.rms && o.scale != no_tensor && o.shift != no_tensor) {
            set(node("InstanceNormalization", {name(o.x), name(o.scale), name(o.shift)}, name(o.y)), "epsilon", float(o.epsilon));
            return Ok{};
        }
        const bool by_place = o.groups == 0 && rank > 2;
        std::vector<std::int64_t> last{0}, first{0, std::int64_t(rank) - 1}, back{0};
        for (std::size_t i = 2; i < rank; ++i) {
            last.push_back(std::int64_t(i));
            first.push_back(std::int64_t(i) - 1);
        }
        last.push_back(1);
        back.insert(back.end(), x.begin() + (by_place ? 2 : 1), x.end());
        if (by_place)
            back.push_back(x[1]);
        if (opset_ >= 17 && !o.rms && (by_place || (rank == 2 && o.groups <= 1))) {
            std::vector<std::string> inputs{by_place ? permuted(name(o.x), last) : name(o.x)};
            if (o.scale != no_tensor) {
                inputs.push_back(name(o.scale));
            } else {
                inputs.push_back(inner());
                initializer(inputs.back(), {x[1]}, std::vector<float>(std::size_t(x[1]), 1));
            }
            if (o.shift != no_tensor)
                inputs.push_back(name(o.shift));
            const std::string y = by_place ? inner() : name(o.y);
            set(node("LayerNormalization", inputs, y), "epsilon", float(o.epsilon));
            if (by_place)
                set(node("Transpose", {y}, name(o.y)), "perm", first);
            return Ok{};
        }
        const auto sets = by_place ? places : std::max<std::int64_t>(1, o.groups), each = x[1] * places / sets;
        std::string y = reshaped(by_place ? permuted(name(o.x), last) : name(o.x), {0, sets, each});
        if (o.rms) { // Beside their own negatives values have the mean 0, so that nothing is subtracted.
            const std::string minus = inner(), pair = inner(), normal = inner();
            node("Mul", {y, scalar(-1)}, minus);
            set(node("Concat", {y, minus}, pair), "axis", std::int64_t(2));
            node("Slice", {normalised(pair, sets, o.epsilon), integers({0}), integers({each}), integers({2})}, normal);
            y = normal;
        } else {
            y = normalised(y, sets, o.epsilon);
        }
        const std::string end = by_place ? inner() : name(o.y);
        scaled(reshaped(y, back), o.scale, o.shift, by_place ? 2 : rank, end);
        if (by_place)
            set(node("Transpose", {end}, name(o.y)), "perm", first);
        return Ok{};
    }
    Status emit(const Pad& p)
    {
        const Shape &x = shape(p.x), &y = shape(p.out);
        std::vector<std::int64_t> pads(2 * x.size(), 0); // Before on every axis, then behind on every axis.
        for (std::size_t i = 0; i < p.begin.size(); ++i) {
            pads[i + 2] = p.begin[i];
            pads[x.size() + i + 2] = y[i + 2] - x[i + 2] - p.begin[i];
        }
        const char* modes[] = {"constant", "reflect", "edge"};
        set(node("Pad", {name(p.x), integers(pads)}, name(p.out)), "mode", modes[int(p.kind)]);
        return Ok{};
    }
    Status emit(const Resize& r)
    {
        // Scales instead of sizes, so that the batch stays open; the reader multiplies and rounds down.
        const Shape &x = shape(r.x), &y = shape(r.out);
        std::vector<float> scales(x.size(), 1);
        for (std::size_t i = 2; i < x.size(); ++i) {
            scales[i] = float(double(y[i]) / double(x[i]));
            while (std::int64_t(float(x[i]) * scales[i]) < y[i])
                scales[i] = std::nextafter(scales[i], std::numeric_limits<float>::max());
        }
        const std::string as = "c" + std::to_string(constants_++);
        initializer(as, {std::int64_t(scales.size())}, scales);
        auto& n = node("Resize", {name(r.x), "", as}, name(r.out));
        const bool linear = r.kind == ResizeKind::Linear;
        set(n, "mode", linear ? "linear" : "nearest");
        set(n, "coordinate_transformation_mode", linear ? "half_pixel" : "asymmetric");
        if (!linear)
            set(n, "nearest_mode", "floor");
        return Ok{};
    }
    Status emit(const Lrn& o)
    {
        // ONNX Runtime knows it for pictures only, and all places are alike to it.
        const Shape& x = shape(o.x);
        const bool picture = x.size() == 4;
        const std::string from = picture ? name(o.x) : reshaped(name(o.x), {0, x[1], -1, 1}),
                          to = picture ? name(o.out) : inner();
        auto& n = node("LRN", {from}, to);
        set(n, "size", o.response.size);
        set(n, "alpha", float(o.response.alpha));
        set(n, "beta", float(o.response.beta));
        set(n, "bias", float(o.response.bias));
        if (!picture) {
            std::vector<std::int64_t> back = x;
            back[0] = 0;
            node("Reshape", {to, integers(back)}, name(o.out));
        }
        return Ok{};
    }
    Status emit(const Eltwise& e)
    {
        const std::string x = name(e.x), out = name(e.out);
        switch (e.curve) {
        case Curve::LeakyRelu: set(node("LeakyRelu", {x}, out), "alpha", float(e.alpha)); break;
        case Curve::Elu: set(node("Elu", {x}, out), "alpha", float(e.alpha)); break;
        case Curve::Relu6: node("Clip", {x, scalar(0), scalar(6)}, out); break;
        case Curve::HardSigmoid: hard_sigmoid(x, out); break;
        case Curve::HardSwish: {
            if (opset_ >= 14) {
                node("HardSwish", {x}, out);
                break;
            }
            const std::string gate = inner();
            hard_sigmoid(x, gate);
            node("Mul", {x, gate}, out);
            break;
        }
        case Curve::Silu: {
            const std::string gate = inner();
            node("Sigmoid", {x}, gate);
            node("Mul", {x, gate}, out);
            break;
        }
        case Curve::Gelu: { // x/2 · (1 + erf(x/√2)); Gelu comes with opset 20.
            const std::string scaled = inner(), erf = inner(), plus = inner(), product = inner();
            node("Mul", {x, scalar(float(std::sqrt(0.5)))}, scaled);
            node("Erf", {scaled}, erf);
            node("Add", {erf, scalar(1)}, plus);
            node("Mul", {x, plus}, product);
            node("Mul", {product, scalar(0.5f)}, out);
            break;
        }
        case Curve::GeluTanh: { // x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³)))
            const std::string cube = inner(), bent = inner(), sum = inner(), scaled = inner(), tanh = inner(), plus = inner(), product = inner();
            node("Pow", {x, scalar(3)}, cube);
            node("Mul", {cube, scalar(0.044715f)}, bent);
            node("Add", {x, bent}, sum);
            node("Mul", {sum, scalar(0.7978845608f)}, scaled);
            node("Tanh", {scaled}, tanh);
            node("Add", {tanh, scalar(1)}, plus);
            node("Mul", {x, plus}, product);
            node("Mul", {product, scalar(0.5f)}, out);
            break;
        }
        case Curve::Mish: {
            const std::string soft = inner(), gate = inner();
            node("Softplus", {x}, soft);
            node("Tanh", {soft}, gate);
            node("Mul", {x, gate}, out);
            break;
        }
        case Curve::Clip: node("Clip", {x, scalar(float(e.alpha)), scalar(float(e.beta))}, out); break;
        default: node(plain_curve(e.curve), {x}, out);
        }
        return Ok{};
    }
    void hard_sigmoid(const std::string& x, const std::string& out)
    {
        auto& n = node("HardSigmoid", {x}, out);
        set(n, "alpha", 1.f / 6);
        set(n, "beta", 0.5f);
    }
    Status emit(const Softmax& s)
    {
        set(node(s.log ? "LogSoftmax" : "Softmax", {name(s.x)}, name(s.out)), "axis", std::int64_t(-1));
        return Ok{};
    }
    Status emit(const Affine& a)
    {
        std::string x = name(a.x);
        const std::string out = name(a.out);
        if (a.scale == 1 && a.shift == 0) {
            node("Identity", {x}, out);
            return Ok{};
        }
        if (a.scale != 1) {
            const std::string scaled = a.shift == 0 ? out : inner();
            node("Mul", {x, scalar(float(a.scale))}, scaled);
            x = scaled;
        }
        if (a.shift != 0)
            node("Add", {x, scalar(float(a.shift))}, out);
        return Ok{};
    }
    Status emit(const Binary& b)
    {
        const char* type = "";
        switch (b.kind) {
        case BinaryKind::Add: type = "Add"; break;
        case BinaryKind::Subtract: type = "Sub"; break;
        case BinaryKind::Multiply: type = "Mul"; break;
        case BinaryKind::Divide: type = "Div"; break;
        case BinaryKind::Maximum: type = "Max"; break;
        case BinaryKind::Minimum: type = "Min"; break;
        case BinaryKind::Power: type = "Pow"; break;
        case BinaryKind::Remainder: type = "Mod"; break;
        case BinaryKind::Modulo:
            if (is_real(program_.at(b.out).dtype)) { // Mod has no form for fractions that takes the sign of b.
                const std::string ratio = inner(), steps = inner(), whole = inner();
                node("Div", {name(b.a), name(b.b)}, ratio);
                node("Floor", {ratio}, steps);
                node("Mul", {steps, name(b.b)}, whole);
                node("Sub", {name(b.a), whole}, name(b.out));
                return Ok{};
            }
            type = "Mod";
            break;
        }
        auto& n = node(type, {name(b.a), name(b.b)}, name(b.out));
        if (b.kind == BinaryKind::Remainder)
            set(n, "fmod", std::int64_t(1));
        return Ok{};
    }
    Status emit(const Compare& c)
    {
        const char* types[] = {"Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"};
        node(types[int(c.kind)], {name(c.a), name(c.b)}, name(c.out));
        return Ok{};
    }
    Status emit(const Logic& l)
    {
        if (l.kind == LogicKind::Not)
            node("Not", {name(l.a)}, name(l.out));
        else
            node(l.kind == LogicKind::And ? "And" : l.kind == LogicKind::Or ? "Or" : "Xor", {name(l.a), name(l.b)}, name(l.out));
        return Ok{};
    }
    Status emit(const Where& w)
    {
        node("Where", {name(w.condition), name(w.a), name(w.b)}, name(w.out));
        return Ok{};
    }
    Status emit(const ArgReduce& r)
    {
        auto& n = node(r.smallest ? "ArgMin" : "ArgMax", {name(r.x)}, name(r.out));
        set(n, "axis", std::int64_t(r.axis));
        set(n, "keepdims", std::int64_t(shape(r.x).size() == shape(r.out).size()));
        set(n, "select_last_index", std::int64_t(r.last));
        return Ok{};
    }
    Status emit(const CumSum& c)
    {
        auto& n = node("CumSum", {name(c.x), integers({c.axis}, {})}, name(c.out));
        set(n, "exclusive", std::int64_t(c.exclusive));
        set(n, "reverse", std::int64_t(c.reverse));
        return Ok{};
    }
    Status emit(const TopK& t)
    {
        auto& n = node("TopK", {name(t.x), integers({shape(t.values).back()})}, name(t.values));
        n.add_output(name(t.places));
        set(n, "axis", std::int64_t(-1));
        set(n, "largest", std::int64_t(!t.smallest));
        return Ok{};
    }
    Status emit(const Scatter& s)
    {
        const std::string rows = inner();
        node("Unsqueeze", {name(s.indices), integers({1})}, rows);
        auto& n = node("ScatterND", {name(s.x), rows, name(s.updates)}, name(s.out));
        if (s.kind != ScatterKind::Replace) { // Since opset 16.
            opset_ = std::max(opset_, 16);
            set(n, "reduction", std::string(s.kind == ScatterKind::Add ? "add" : "mul"));
        }
        return Ok{};
    }
    Status emit(const AddBias& a)
    {
        // ONNX aligns at the last axis, a bias stands at axis 1: {C} becomes {C, 1, …}.
        node("Add", {name(a.x), column(a.bias, shape(a.x).size())}, name(a.out));
        return Ok{};
    }
    Status emit(const Reduce& r)
    {
        const std::vector<std::int64_t> axes(r.axes.begin(), r.axes.end());
        const std::int64_t keep = shape(r.x).size() == shape(r.out).size();
        if (r.kind == ReduceKind::Sum) { // Its axes are an input since opset 13, those of the others an attribute until 18.
            set(node("ReduceSum", {name(r.x), integers(axes)}, name(r.out)), "keepdims", keep);
            return Ok{};
        }
        const char* types[] = {"", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceLogSumExp"};
        auto& n = node(types[int(r.kind)], {name(r.x)}, name(r.out));
        set(n, "axes", axes);
        set(n, "keepdims", keep);
        return Ok{};
    }
    Status emit(const Expand& e)
    {
        std::string x = name(e.x);
        if (shape(e.x).size() < shape(e.out).size()) {
            const std::string wide = inner();
            node("Unsqueeze", {x, integers(std::vector<std::int64_t>(e.axes.begin(), e.axes.end()))}, wide);
            x = wide;
        }
        // A size of 1 takes the other's: so the batch stays what it is.
        Shape to = shape(e.out);
        for (std::size_t axis = 0; axis < to.size(); ++axis)
            if (std::ranges::find(e.axes, int(axis)) == e.axes.end())
                to[axis] = 1;
        const std::string repeated = e.scale == 1 ? name(e.out) : inner();
        node("Expand", {x, integers(to)}, repeated);
        if (e.scale != 1)
            node("Mul", {repeated, scalar(float(e.scale))}, name(e.out));
        return Ok{};
    }
    Status emit(const Reshape& r)
    {
        std::vector<std::int64_t> to = shape(r.out);
        if (!to.empty() && !shape(r.x).empty()) // The batch as it comes, or what it makes together with other axes.
            to[0] = to[0] == shape(r.x)[0] ? 0 : -1;
        node("Reshape", {name(r.x), integers(to)}, name(r.out));
        return Ok{};
    }
    Status emit(const Concat& c)
    {
        std::vector<std::string> inputs;
        for (TensorId x : c.inputs)
            inputs.push_back(name(x));
        set(node("Concat", inputs, name(c.out)), "axis", std::int64_t(c.axis));
        return Ok{};
    }
    Status emit(const Slice& s)
    {
        const std::int64_t end = s.begin + shape(s.out)[std::size_t(s.axis)];
        node("Slice", {name(s.x), integers({s.begin}), integers({end}), integers({s.axis})}, name(s.out));
        return Ok{};
    }

    Status emit(const Permute& p)
    {
        set(node("Transpose", {name(p.x)}, name(p.out)), "perm", std::vector<std::int64_t>(p.perm.begin(), p.perm.end()));
        return Ok{};
    }
    Status emit(const Cast& c)
    {
        set(node("Cast", {name(c.x)}, name(c.out)), "to", std::int64_t(onnx_type(program_.at(c.out).dtype)));
        return Ok{};
    }
    // Layers see to it that indices are inside: ONNX counts negative ones from the end and refuses those beyond it.
    Status emit(const Gather& g)
    {
        set(node("Gather", {name(g.x), name(g.indices)}, name(g.out)), "axis", std::int64_t(g.axis));
        return Ok{};
    }
    bool is_stored(TensorId id) const
    {
        const Role role = program_.at(id).role;
        return role == Role::Weight || role == Role::State || role == Role::Constant;
    }
    bool is_used(TensorId id) const { return uses_[std::size_t(id)] > 0 || program_.at(id).role == Role::Output; }

    Status emit(const Recurrent& r)
    {
        if (!is_stored(r.wx) || !is_stored(r.wh) || !is_stored(r.bias) || r.mask != no_tensor ||
            (r.recurrent_bias != no_tensor && !is_stored(r.recurrent_bias)))
            return refuse();
        const auto hidden = shape(r.wh)[0], width = shape(r.wh)[1];
        // ONNX has a row per gate and the order i, o, f, c.
        const auto parts = gate_count(r.cell);
        const std::vector<std::int64_t> lstm{0, 3, 1, 2};
        auto column = [&](std::int64_t row) {
            return r.cell == Cell::Lstm ? lstm[std::size_t(row / hidden)] * hidden + row % hidden : row;
        };
        auto rows = [&](TensorId id, const char* what) {
            const auto content = values(id);
            const auto height = shape(id)[0];
            std::vector<float> out;
            for (std::int64_t row = 0; row < width; ++row)
                for (std::int64_t i = 0; i < height; ++i)
                    out.push_back(content[std::size_t(i * width + column(row))]);
            const std::string as = name_alone(id) + what;
            initializer(as, {1, width, height}, out);
            return as;
        };
        const auto bias = values(r.bias);
        const auto back = r.recurrent_bias == no_tensor ? std::vector<float>(bias.size(), 0.f) : values(r.recurrent_bias);
        std::vector<float> both;
        for (const auto& side : {bias, back})
            for (std::int64_t row = 0; row < width; ++row)
                both.push_back(side[std::size_t(column(row))]);
        const std::string biases = name_alone(r.bias) + (r.recurrent_bias == no_tensor ? "" : "+" + name_alone(r.recurrent_bias)) + ".onnx", y = is_used(r.y) ? inner() : "",
                          last = is_used(r.last) ? inner() : "";
        initializer(biases, {1, 2 * width}, both);
        std::vector<std::string> inputs{name(r.x), rows(r.wx, ".onnx"), rows(r.wh, ".onnx"), biases};
        if (r.lengths != no_tensor)
            inputs.push_back(name(r.lengths));
        auto& n = node(parts == 4 ? "LSTM" : parts == 3 ? "GRU" : "RNN", inputs, y);
        n.add_output(last);
        set(n, "hidden_size", hidden);
        set(n, "direction", std::string(r.reverse ? "reverse" : "forward"));
        if (r.cell == Cell::Gru)
            set(n, "linear_before_reset", std::int64_t(1));
        if (r.cell == Cell::Relu) {
            auto* a = n.add_attribute();
            a->set_name("activations");
            a->set_type(onnx::AttributeProto::STRINGS);
            a->add_strings("Relu");
        }
        if (!y.empty())
            node("Squeeze", {y, integers({1})}, name(r.y));
        if (!last.empty())
            node("Squeeze", {last, integers({0})}, name(r.last));
        return Ok{};
    }
    Status emit(const MaskedSoftmax& m)
    {
        const auto keys = shape(m.x).back(), queries = shape(m.x)[shape(m.x).size() - 2];
        constexpr float far = 1e9f; // Its exponential is 0 against any other.
        std::string x = name(m.x), there;
        auto step = [&](const char* type, const std::string& a, const std::string& b) {
            const std::string out = inner();
            node(type, {a, b}, out);
            return out;
        };
        if (m.causal) {
            std::vector<float> content;
            for (std::int64_t q = 0; q < queries; ++q)
                for (std::int64_t k = 0; k < keys; ++k)
                    content.push_back(k <= q + keys - queries ? 0.f : -far);
            const std::string mask = "m" + std::to_string(constants_++);
            initializer(mask, {queries, keys}, content);
            x = step("Add", x, mask);
        }
        if (m.lengths != no_tensor) { // 1 for keys before the length, else 0: min(max(length − place, 0), 1).
            std::vector<float> content;
            for (std::int64_t k = 0; k < keys; ++k)
                content.push_back(float(k));
            const std::string places = "m" + std::to_string(constants_++), whole = inner();
            initializer(places, {keys}, content);
            set(node("Cast", {name(m.lengths)}, whole), "to", std::int64_t(onnx::TensorProto::FLOAT));
            std::vector<std::int64_t> column(shape(m.x).size(), 1);
            column[0] = 0; // The batch, as it comes.
            const std::string length = step("Reshape", whole, integers(column));
            there = step("Min", step("Max", step("Sub", length, places), scalar(0)), scalar(1));
            x = step("Add", x, step("Mul", step("Sub", there, scalar(1)), scalar(far)));
        }
        const std::string out = there.empty() ? name(m.out) : inner();
        set(node("Softmax", {x}, out), "axis", std::int64_t(-1));
        if (!there.empty())
            node("Mul", {out, there}, name(m.out)); // Nothing at all where there is no key.
        return Ok{};
    }

    // What only training has. Named one by one, so that a new instruction without an answer here does not compile.
    Status refuse() const
    {
        return Error{Message(LOOM_TEXT("The instruction %1 has no form in ONNX."), name_of(program_.ops[at_])),
                     LOOM_TEXT("Only the forward part of a network can be exported.")};
    }
    Status emit(const ConvBackwardWeights&) { return refuse(); }
    Status emit(const PoolBackward&) { return refuse(); }
    Status emit(const Assign&) { return refuse(); }
    Status emit(const BatchNorm&) { return refuse(); }
    Status emit(const BatchNormBackward&) { return refuse(); }
    Status emit(const PadBackward&) { return refuse(); }
    Status emit(const ResizeBackward&) { return refuse(); }
    Status emit(const NormalNoise&) { return refuse(); }
    Status emit(const LayerNormBackward&) { return refuse(); }
    Status emit(const LrnBackward&) { return refuse(); }
    Status emit(const EltwiseBackward&) { return refuse(); }
    Status emit(const SoftmaxBackward&) { return refuse(); }
    Status emit(const SliceBackward&) { return refuse(); }
    Status emit(const GatherBackward&) { return refuse(); }
    Status emit(const RecurrentBackward&) { return refuse(); }
    Status emit(const Dropout&) { return refuse(); }
    Status emit(const CrossEntropy&) { return refuse(); }
    Status emit(const CrossEntropyBackward&) { return refuse(); }
    Status emit(const Ctc&) { return refuse(); }
    Status emit(const PointwiseLoss&) { return refuse(); }
    Status emit(const PointwiseLossBackward&) { return refuse(); }
    Status emit(const CountCorrect&) { return refuse(); }
    Status emit(const SgdUpdate&) { return refuse(); }
    Status emit(const AdaGradUpdate&) { return refuse(); }
    Status emit(const RmsPropUpdate&) { return refuse(); }
    Status emit(const AdamUpdate&) { return refuse(); }
    Status emit(const LionUpdate&) { return refuse(); }
    Status emit(const SquareSum&) { return refuse(); }

    const Program& program_;
    const std::map<std::string, std::vector<float>>& tensors_;
    std::vector<int> uses_;
    std::set<std::size_t> skipped_;
    std::set<std::string> written_;
    std::size_t at_ = 0;
    int constants_ = 0, inner_ = 0, opset_ = onnx_opsets.front();
    onnx::ModelProto model_;
    onnx::GraphProto* graph_ = nullptr;
};

} // namespace

Status write_onnx(const fs::path& path, const Program& program, const std::map<std::string, std::vector<float>>& tensors,
                  const OnnxNotes& notes, const FileCheck& check)
{
    auto model = Writer(program, tensors).write(notes);
    if (!model)
        return model.error();
    if (model->ByteSizeLong() > std::size_t{0x7fffffff})
        return Error{LOOM_TEXT("The model is larger than the 2 GiB that an ONNX file can hold."), LOOM_TEXT("Export it as safetensors.")};
    const std::string bytes = model->SerializeAsString();
    return write_file(path, [&](const Sink& sink) { return sink(bytes); }, check);
}

} // namespace loom
