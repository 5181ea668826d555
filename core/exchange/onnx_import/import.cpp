#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace loom::onnx_import {
namespace {

[[noreturn]] void refuse_tensor(Text why, const std::string& name)
{
    throw Refusal{{Message(why, name), LOOM_TEXT("The file is damaged, or made by another program.")}};
}

[[noreturn]] void refuse_node(Text why, const onnx::NodeProto& node)
{
    throw Refusal{{Message(why, place_of(node), node.op_type()),
                   LOOM_TEXT("The file is damaged, or uses what this version cannot read.")}};
}

const Operator* find_operator(const onnx::NodeProto& node)
{
    static const auto table = [] {
        std::unordered_map<std::string_view, const Operator*> all;
        for (const auto family : {element_operators(), reduction_operators(), shape_operators(), choice_operators(),
                                  window_operators(), resampling_operators(), sequence_operators(),
                                  learning_operators()})
            for (const Operator& o : family)
                all.emplace(o.name, &o);
        return all;
    }();
    const auto known = table.find(node.op_type());
    const std::string_view domain = node.domain() == "ai.onnx" ? std::string_view() : std::string_view(node.domain());
    return known == table.end() || known->second->domain != domain ? nullptr : known->second;
}

/// Sizes not negative, few enough axes, and few enough elements.
bool usable(const Shape& shape)
{
    return shape.size() <= most_axes && count_fits(shape) && std::int64_t(count(shape)) <= most_elements &&
           std::ranges::all_of(shape, [](auto d) { return d >= 0 && d <= most_elements; });
}

} // namespace

std::string place_of(const onnx::NodeProto& node)
{
    return !node.name().empty() ? node.name() : node.output_size() > 0 ? node.output(0) : std::string("?");
}

std::optional<DType> dtype_of(std::int32_t onnx_type)
{
    switch (onnx_type) {
    case onnx::TensorProto::FLOAT:
        return DType::F32;
    case onnx::TensorProto::DOUBLE:
        return DType::F64;
    case onnx::TensorProto::INT32:
        return DType::I32;
    case onnx::TensorProto::INT64:
        return DType::I64;
    case onnx::TensorProto::BOOL:
        return DType::Bool;
    default:
        return {};
    }
}

OnnxTensor tensor_of(const onnx::TensorProto& t)
{
    if (t.data_location() == onnx::TensorProto::EXTERNAL || t.external_data_size() > 0)
        refuse_tensor(LOOM_TEXT("Tensor “%1” lies outside the ONNX file."), t.name());
    const auto dtype = dtype_of(t.data_type());
    if (!dtype)
        refuse_tensor(LOOM_TEXT("Tensor “%1” of the ONNX file has a type that cannot be read."), t.name());
    OnnxTensor out{t.name(), *dtype, Shape(t.dims().begin(), t.dims().end()), {}, {}};
    if (!usable(out.shape))
        refuse_tensor(LOOM_TEXT("Tensor “%1” of the ONNX file has an impossible shape."), t.name());
    const std::size_t n = count(out.shape);
    auto copy = [&]<class T>(T, auto& to, const auto& typed) {
        if (t.has_raw_data()) {
            if (t.raw_data().size() != n * sizeof(T))
                return false;
            to.resize(n);
            for (std::size_t i = 0; i < n; ++i) {
                T v;
                std::memcpy(&v, t.raw_data().data() + i * sizeof(T), sizeof(T)); // Little endian, as the format asks.
                to[i] = v;
            }
            return true;
        }
        if (std::size_t(typed.size()) != n)
            return false;
        to.assign(typed.begin(), typed.end());
        return true;
    };
    const bool whole = *dtype == DType::F32   ? copy(float{}, out.reals, t.float_data())
                       : *dtype == DType::F64 ? copy(double{}, out.reals, t.double_data())
                       : *dtype == DType::I64 ? copy(std::int64_t{}, out.whole, t.int64_data())
                       : *dtype == DType::I32 ? copy(std::int32_t{}, out.whole, t.int32_data())
                                              : copy(std::uint8_t{}, out.whole, t.int32_data());
    if (!whole)
        refuse_tensor(LOOM_TEXT("The bytes of tensor “%1” of the ONNX file do not agree with its shape."), t.name());
    if (*dtype == DType::Bool)
        for (std::int64_t& v : out.whole)
            v = v != 0;
    return out;
}

// ---- The graph -----------------------------------------------------------------------------------------------------

Import::Import(const onnx::ModelProto& model, const OnnxRequest& request)
    : model_(model), graph_(model.graph()), request_(request)
{
    for (const auto& set : model.opset_import())
        if (set.domain().empty() || set.domain() == "ai.onnx")
            opset_ = set.version();
}

OnnxProgram Import::run()
{
    if (opset_ > 17)
        throw Refusal{
            {Message(LOOM_TEXT("The ONNX model uses opset %1."), opset_), LOOM_TEXT("Opsets up to 17 can be read.")}};
    for (const auto& t : graph_.initializer())
        stored_[t.name()] = &t;
    if (graph_.sparse_initializer_size() > 0)
        refuse_tensor(LOOM_TEXT("Tensor “%1” of the ONNX file has a type that cannot be read."),
                      graph_.sparse_initializer(0).values().name());
    take_inputs();
    find_gelus();
    for (int i = 0; i < graph_.node_size(); ++i) {
        if (done_.contains(i))
            continue;
        if (const auto gelu = gelus_.find(i); gelu != gelus_.end()) {
            const TensorId x = value(gelu->second);
            if (x == no_tensor)
                refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file uses a value that does not exist."),
                            graph_.node(i));
            values_[graph_.node(i).output(0)] = builder_.eltwise(Curve::Gelu, x);
            continue;
        }
        take(graph_.node(i));
    }
    OnnxProgram result;
    for (const auto& output : graph_.output()) {
        TensorId id = value(output.name());
        if (id == no_tensor)
            throw Refusal{{Message(LOOM_TEXT("Nothing gives the output “%1” of the ONNX model."), output.name()),
                           LOOM_TEXT("The file is damaged, or made by another program.")}};
        if (builder_.program().at(id).role !=
            Role::Intermediate) // What is already something else, as a value of its own.
            id = builder_.reshape(id, Shape(builder_.shape(id)));
        builder_.mark_output(id, output.name());
        result.outputs.push_back(id);
    }
    if (result.outputs.empty())
        throw Refusal{{LOOM_TEXT("The ONNX model has no output."),
                       LOOM_TEXT("The file is damaged, or made by another program.")}};
    result.inputs = std::move(inputs_);
    result.program = builder_.take();
    return result;
}

void Import::take_inputs()
{
    for (const auto& input : graph_.input()) {
        if (stored_.contains(input.name()))
            continue; // Old files list initializers among the inputs.
        auto refuse = [&](Text why) {
            throw Refusal{
                {Message(why, input.name()), LOOM_TEXT("The file is damaged, or uses what this version cannot read.")}};
        };
        const auto dtype = dtype_of(input.type().has_tensor_type() ? input.type().tensor_type().elem_type() : 0);
        if (!dtype)
            refuse(LOOM_TEXT("Input “%1” of the ONNX model has a type that cannot be read."));
        if (const auto known = request_.known.find(input.name()); known != request_.known.end()) {
            values_[input.name()] = constant(known->second);
            continue;
        }
        Shape shape;
        for (const auto& d : input.type().tensor_type().shape().dim())
            shape.push_back(d.has_dim_value() ? d.dim_value() : request_.batch);
        if (!input.type().tensor_type().has_shape() || !usable(shape))
            refuse(LOOM_TEXT("Input “%1” of the ONNX model has no usable shape."));
        inputs_.push_back(values_[input.name()] = builder_.input(input.name(), shape, *dtype));
    }
}

TensorId Import::constant(const OnnxTensor& t)
{
    return builder_.constant(t.shape, {.values = t.reals, .whole = t.whole}, t.dtype);
}

TensorId Import::value(const std::string& name)
{
    if (const auto known = values_.find(name); known != values_.end())
        return known->second;
    const auto stored = stored_.find(name);
    if (stored == stored_.end())
        return no_tensor;
    return values_[name] = constant(tensor_of(*stored->second));
}

std::optional<std::vector<double>> Import::known_reals(TensorId id)
{
    const Tensor& t = builder_.program().at(id);
    if (t.role != Role::Constant || !is_real(t.dtype) || std::int64_t(count(t.shape)) > most_made_elements)
        return {};
    std::vector<double> out(count(t.shape));
    fill_exactly(t.init, std::span(out));
    return out;
}

std::optional<std::vector<std::int64_t>> Import::known_whole(TensorId id)
{
    const Tensor& t = builder_.program().at(id);
    if (t.role != Role::Constant || is_real(t.dtype) || std::int64_t(count(t.shape)) > most_made_elements)
        return {};
    std::vector<std::int64_t> out(count(t.shape));
    fill_exactly(t.init, std::span(out));
    return out;
}

void Import::take(const onnx::NodeProto& proto)
{
    const Operator* op = find_operator(proto);
    if (!op) {
        const auto function = std::ranges::find_if(model_.functions(), [&](const auto& f) {
            return f.name() == proto.op_type() && f.domain() == proto.domain();
        });
        if (function != model_.functions().end())
            return call(*function, proto);
        refuse_node(LOOM_TEXT("Node “%1” of the ONNX file has an operator or a form that cannot be read: %2."), proto);
    }
    if (proto.output_size() < 1)
        refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file gives no value."), proto);
    Program& program = builder_.program();
    const std::size_t first_op = program.ops.size(), first_tensor = program.tensors.size();
    const Node node(*this, proto);
    for (int i = 0; i < op->inputs; ++i)
        (void)node.in(i); // Names what is missing.
    const std::vector<TensorId> made = op->read(node);
    for (std::size_t i = first_tensor; i < program.tensors.size(); ++i)
        if (!usable(program.tensors[i].shape))
            refuse_node(LOOM_TEXT("A value of node “%1” (%2) of the ONNX file would have an impossible size."), proto);
    for (int i = 0; i < proto.output_size(); ++i) {
        if (proto.output(i).empty())
            continue;
        if (std::size_t(i) >= made.size() || made[std::size_t(i)] == no_tensor)
            node.refuse();
        values_[proto.output(i)] = made[std::size_t(i)];
    }
    fold(first_op);
}

void Import::call(const onnx::FunctionProto& function, const onnx::NodeProto& caller)
{
    constexpr int deepest = 32, most_nodes = 4'000'000;
    called_ += function.node_size();
    if (++depth_ > deepest || called_ > most_nodes)
        refuse_node(LOOM_TEXT("Node “%1” of the ONNX file calls functions without end: %2."), caller);
    const Node node(*this, caller);
    std::unordered_map<std::string, TensorId> inside;
    for (int i = 0; i < function.input_size(); ++i)
        if (node.has(i))
            inside[function.input(i)] = node.in(i);
    // Only its own names are known in it.
    std::swap(values_, inside);
    decltype(stored_) outside_stored;
    std::swap(stored_, outside_stored);
    const auto outside_opset = opset_;
    for (const auto& set : function.opset_import())
        if (set.domain().empty() || set.domain() == "ai.onnx")
            opset_ = set.version();
    for (const auto& inner : function.node()) {
        onnx::NodeProto resolved = inner;
        resolved.set_name(place_of(caller) + "/" + place_of(inner));
        resolved.clear_attribute();
        for (const auto& a : inner.attribute()) {
            // An attribute may stand for one of the caller's; without that it has its usual value.
            const auto* given = a.ref_attr_name().empty() ? &a : node.attribute(a.ref_attr_name());
            if (given) {
                *resolved.add_attribute() = *given;
                resolved.mutable_attribute()->rbegin()->set_name(a.name());
            }
        }
        take(resolved);
    }
    std::vector<TensorId> results;
    for (const auto& name : function.output())
        results.push_back(value(name));
    std::swap(values_, inside);
    std::swap(stored_, outside_stored);
    opset_ = outside_opset;
    --depth_;
    for (int i = 0; i < caller.output_size(); ++i) {
        if (caller.output(i).empty())
            continue;
        node.need(std::size_t(i) < results.size() && results[std::size_t(i)] != no_tensor);
        values_[caller.output(i)] = results[std::size_t(i)];
    }
}

void Import::fold(std::size_t first)
{
    Program& program = builder_.program();
    constexpr std::size_t most = std::size_t{1} << 16;
    std::vector<Op> kept;
    for (std::size_t i = first; i < program.ops.size(); ++i) {
        const Op& op = program.ops[i];
        std::int64_t work = 0;
        bool all_known = true;
        auto consider = [&](TensorId id) {
            const std::size_t n = count(program.at(id).shape);
            all_known = all_known && n <= most;
            work += std::int64_t(n);
        };
        for (TensorId id : read(op)) {
            all_known = all_known && program.at(id).role == Role::Constant;
            consider(id);
        }
        std::ranges::for_each(written(op), consider);
        if (all_known && work <= foldable_) {
            foldable_ -= work;
            reference::compute_ahead(program, op);
        } else {
            kept.push_back(op);
        }
    }
    program.ops.resize(first);
    program.ops.insert(program.ops.end(), kept.begin(), kept.end());
}

std::optional<float> Import::stored_number(const std::string& name) const
{
    const auto s = stored_.find(name);
    if (s == stored_.end() || s->second->data_type() != onnx::TensorProto::FLOAT)
        return {};
    const OnnxTensor t = tensor_of(*s->second);
    return t.reals.size() == 1 ? std::optional(float(t.reals[0])) : std::nullopt;
}

void Import::find_gelus()
{
    std::unordered_map<std::string, int> made_by;
    std::unordered_map<std::string, std::vector<int>> used_by;
    for (int i = 0; i < graph_.node_size(); ++i) {
        if (graph_.node(i).output_size() == 1)
            made_by[graph_.node(i).output(0)] = i;
        for (const auto& input : graph_.node(i).input())
            used_by[input].push_back(i);
    }
    auto only_user = [&](int i) -> int {
        const auto& node = graph_.node(i);
        if (node.output_size() != 1)
            return -1;
        const auto& users = used_by[node.output(0)];
        return users.size() == 1 ? users[0] : -1;
    };
    for (int i = 0; i < graph_.node_size(); ++i) {
        if (graph_.node(i).op_type() != "Erf" || graph_.node(i).input_size() != 1)
            continue;
        const auto scaled = made_by.find(graph_.node(i).input(0));
        if (scaled == made_by.end() || graph_.node(scaled->second).input_size() != 2)
            continue;
        const int plus = only_user(i), product = plus < 0 ? -1 : only_user(plus),
                  half = product < 0 ? -1 : only_user(product);
        if (half < 0 || graph_.node(half).output_size() != 1)
            continue;
        const auto &s = graph_.node(scaled->second), &p = graph_.node(product), &h = graph_.node(half);
        const bool same = s.op_type() == "Mul" && graph_.node(plus).op_type() == "Add" && p.op_type() == "Mul" &&
                          h.op_type() == "Mul" && p.input_size() == 2 && p.input(0) == s.input(0) &&
                          h.input_size() == 2 && stored_number(h.input(1)) == 0.5f &&
                          std::abs(stored_number(s.input(1)).value_or(0) - float(std::sqrt(0.5))) < 1e-6f;
        if (!same)
            continue;
        done_.insert({scaled->second, i, plus, product});
        gelus_[half] = s.input(0);
    }
}

// ---- A node --------------------------------------------------------------------------------------------------------

void Node::refuse() const
{
    refuse(LOOM_TEXT("Node “%1” of the ONNX file has an operator or a form that cannot be read: %2."));
}

void Node::refuse(Text why) const
{
    refuse_node(why, proto_);
}

TensorId Node::in(int input) const
{
    const TensorId id = has(input) ? import_.value(proto_.input(input)) : no_tensor;
    if (id == no_tensor)
        refuse(LOOM_TEXT("Node “%1” (%2) of the ONNX file uses a value that does not exist."));
    return id;
}

std::vector<TensorId> Node::all(int first) const
{
    std::vector<TensorId> out;
    for (int i = first; i < inputs(); ++i)
        if (has(i))
            out.push_back(in(i));
    return out;
}

namespace {
constexpr Text unknown_values =
    LOOM_TEXT("Node “%1” (%2) of the ONNX file makes a shape out of values that are not known before it runs.");
} // namespace

std::vector<std::int64_t> Node::whole(int input) const
{
    auto known = known_whole(input);
    if (!known)
        refuse(unknown_values);
    return std::move(*known);
}

std::vector<double> Node::reals(int input) const
{
    auto known = known_reals(input);
    if (!known)
        refuse(unknown_values);
    return std::move(*known);
}

std::int64_t Node::whole_number(int input) const
{
    const auto known = whole(input);
    need(known.size() == 1);
    return known[0];
}

double Node::real_number(int input) const
{
    const auto known = reals(input);
    need(known.size() == 1);
    return known[0];
}

const onnx::AttributeProto* Node::attribute(std::string_view key) const
{
    const auto it = std::ranges::find_if(proto_.attribute(), [&](const auto& a) { return a.name() == key; });
    return it == proto_.attribute().end() ? nullptr : &*it;
}

std::int64_t Node::whole(std::string_view key, std::int64_t fallback) const
{
    const auto* a = attribute(key);
    return a ? a->i() : fallback;
}

double Node::real(std::string_view key, double fallback) const
{
    const auto* a = attribute(key);
    return a ? double(a->f()) : fallback;
}

std::string Node::text(std::string_view key, std::string_view fallback) const
{
    const auto* a = attribute(key);
    return a ? a->s() : std::string(fallback);
}

std::optional<std::vector<std::int64_t>> Node::list(std::string_view key) const
{
    const auto* a = attribute(key);
    return a ? std::optional(std::vector<std::int64_t>(a->ints().begin(), a->ints().end())) : std::nullopt;
}

std::optional<std::vector<double>> Node::real_list(std::string_view key) const
{
    const auto* a = attribute(key);
    return a ? std::optional(std::vector<double>(a->floats().begin(), a->floats().end())) : std::nullopt;
}

int Node::axis(std::int64_t written, std::int64_t rank) const
{
    need(written >= -rank && written < rank);
    return int(written < 0 ? written + rank : written);
}

std::vector<int> Node::axes(const std::vector<std::int64_t>& written, std::int64_t rank) const
{
    std::vector<int> out;
    for (auto a : written)
        out.push_back(axis(a, rank));
    std::ranges::sort(out);
    need(std::ranges::adjacent_find(out) == out.end());
    return out;
}

TensorId Node::number(double value, DType dtype) const
{
    return b.constant({}, {.a = value}, dtype);
}

TensorId Node::whole_constant(Shape shape, std::vector<std::int64_t> values) const
{
    return b.constant(std::move(shape), {.whole = std::move(values)}, DType::I64);
}

TensorId Node::reshape(TensorId x, Shape to) const
{
    need_size(to);
    need(count(to) == count(shape(x)));
    return to == shape(x) ? x : b.reshape(x, std::move(to));
}

TensorId Node::unsqueezed(TensorId x, std::vector<int> places) const
{
    Shape to = shape(x);
    for (int place : places)
        to.insert(to.begin() + place, 1);
    return reshape(x, std::move(to));
}

TensorId Node::reduced(ReduceKind kind, TensorId x, const std::vector<int>& over, bool keep) const
{
    const Shape before = shape(x);
    if (over.empty())
        return kind == ReduceKind::LogSumExp ? b.eltwise(Curve::Log, b.eltwise(Curve::Exp, x)) : x;
    const TensorId out = b.reduce(kind, x, over);
    if (!keep)
        return out;
    Shape kept = before;
    for (int a : over)
        kept[std::size_t(a)] = 1;
    return reshape(out, std::move(kept));
}

TensorId Node::broadcast_to(TensorId x, const Shape& to) const
{
    need_size(to);
    Shape from = shape(x);
    need(from.size() <= to.size());
    from.insert(from.begin(), to.size() - from.size(), 1);
    std::vector<int> repeated;
    for (std::size_t i = 0; i < to.size(); ++i) {
        need(from[i] == to[i] || from[i] == 1);
        if (from[i] != to[i])
            repeated.push_back(int(i));
    }
    const TensorId wide = reshape(x, from);
    return repeated.empty() ? wide : b.expand(wide, to, repeated);
}

void Node::need_broadcast(const Shape& x, const Shape& y) const
{
    for (std::size_t i = 1; i <= std::min(x.size(), y.size()); ++i)
        need(x[x.size() - i] == y[y.size() - i] || x[x.size() - i] == 1 || y[y.size() - i] == 1);
}

void Node::need_size(const Shape& shape) const
{
    if (!usable(shape))
        refuse(LOOM_TEXT("A value of node “%1” (%2) of the ONNX file would have an impossible size."));
}

TensorId Node::binary(BinaryKind kind, TensorId x, TensorId y) const
{
    need_same_type(x, y);
    need(dtype(x) != DType::Bool);
    need_broadcast(shape(x), shape(y));
    return b.binary(kind, x, y);
}

TensorId Node::compare(CompareKind kind, TensorId x, TensorId y) const
{
    need_same_type(x, y);
    need_broadcast(shape(x), shape(y));
    return b.compare(kind, x, y);
}

TensorId Node::negative(TensorId x) const
{
    return is_real(x) ? b.affine(x, -1, 0) : binary(BinaryKind::Subtract, number(0, dtype(x)), x);
}

TensorId Node::by_channel(TensorId values, TensorId x) const
{
    need_same_type(values, x);
    need(rank(x) >= 2 && shape(values) == Shape{shape(x)[1]});
    Shape to(shape(x).size() - 1, 1);
    to[0] = shape(x)[1];
    return reshape(values, std::move(to));
}

TensorId Node::from_beginning(TensorId indices, std::int64_t size) const
{
    need(dtype(indices) == DType::I32 || dtype(indices) == DType::I64);
    const TensorId wide = cast(indices, DType::I64);
    const TensorId below = compare(CompareKind::Less, wide, number(0, DType::I64));
    return b.where(below, binary(BinaryKind::Add, wide, number(double(size), DType::I64)), wide);
}

TensorId Node::log_softmax(TensorId x, int at) const
{
    if (at + 1 == rank(x) && dtype(x) == DType::F32)
        return b.softmax(x, true);
    return binary(BinaryKind::Subtract, x, reduced(ReduceKind::LogSumExp, x, {at}, true));
}

} // namespace loom::onnx_import
