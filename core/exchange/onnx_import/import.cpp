#include "exchange/onnx_import/import.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

namespace loom::onnx_import {
namespace {

[[noreturn]] void refuse_tensor(Text why, const std::string& name)
{
    throw Refusal{{Message(why, name), LOOM_TEXT("The file is damaged, or made by another program.")}};
}

/// A number as external data's keys have it: digits alone.
std::optional<std::uint64_t> digits(const std::string& text)
{
    std::uint64_t v = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(v) : std::nullopt;
}

/// The bytes of a tensor that lies beside the file. onnx/docs/ExternalData.md.
std::string external_bytes(const onnx::TensorProto& t, std::uint64_t size, Beside& beside)
{
    constexpr Text wrong = LOOM_TEXT("The ONNX file does not say rightly where tensor “%1” lies outside it.");
    std::map<std::string, std::string> entries;
    for (const auto& entry : t.external_data())
        if (!entries.emplace(entry.key(), entry.value()).second)
            refuse_tensor(wrong, t.name());
    if (t.data_location() != onnx::TensorProto::EXTERNAL || t.has_raw_data() || !entries.contains("location"))
        refuse_tensor(wrong, t.name());
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length;
    for (const auto& [key, text] : entries) {
        const auto number = digits(text);
        const bool counts = key == "offset" || key == "length";
        if ((counts && !number) || (!counts && key != "location" && key != "checksum"))
            refuse_tensor(wrong, t.name());
        if (key == "offset")
            offset = *number;
        else if (key == "length")
            length = *number;
    }
    if (length && *length != size)
        refuse_tensor(LOOM_TEXT("The bytes of tensor “%1” of the ONNX file do not agree with its shape."), t.name());
    if (!beside.folder)
        throw Refusal{{Message(LOOM_TEXT("Tensor “%1” lies outside the ONNX file."), t.name()),
                       LOOM_TEXT("Export the model with its weights inside the file.")}};
    if (size > beside.left)
        throw Refusal{
            {Message(LOOM_TEXT("With tensor “%1” the ONNX model has more than %2 GiB of values outside its file."),
                     t.name(), largest_file_read >> 30),
             LOOM_TEXT("Export a smaller model.")}};
    beside.left -= size;
    auto bytes = read_inside(*beside.folder, entries["location"], offset, size, !length);
    if (!bytes)
        throw Refusal{{Message(LOOM_TEXT("The values of tensor “%1” lie outside the ONNX file: %2"), t.name(),
                               bytes.error().message),
                       bytes.error().hint}};
    return std::move(*bytes);
}

/// `why` has places for the node, its operator and the values.
template <class... A>
[[noreturn]] void refuse_node(Text why, const onnx::NodeProto& node, const A&... values)
{
    throw Refusal{{Message(why, place_of(node), node.op_type(), values...),
                   LOOM_TEXT("The file is damaged, or uses what this version cannot read.")}};
}

const Operator* find_operator(const onnx::NodeProto& node)
{
    static const auto table = [] {
        std::unordered_map<std::string_view, const Operator*> all;
        for (const auto family :
             {element_operators(), reduction_operators(), shape_operators(), choice_operators(), window_operators(),
              resampling_operators(), sequence_operators(), learning_operators(),
              attention_operators()})
            for (const Operator& o : family)
                all.emplace(o.name, &o);
        return all;
    }();
    const auto known = table.find(node.op_type());
    const std::string_view domain = node.domain() == "ai.onnx" ? std::string_view() : std::string_view(node.domain());
    return known == table.end() || known->second->domain != domain ? nullptr : known->second;
}

constexpr Text impossible_size = LOOM_TEXT("A value of node “%1” (%2) of the ONNX file would have an impossible size.");

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

OnnxTensor tensor_of(const onnx::TensorProto& t, Beside& beside)
{
    const auto dtype = dtype_of(t.data_type());
    if (!dtype)
        refuse_tensor(LOOM_TEXT("Tensor “%1” of the ONNX file has a type that cannot be read."), t.name());
    OnnxTensor out{t.name(), *dtype, Shape(t.dims().begin(), t.dims().end()), {}, {}};
    if (!usable(out.shape))
        refuse_tensor(LOOM_TEXT("Tensor “%1” of the ONNX file has an impossible shape."), t.name());
    const std::size_t n = count(out.shape);
    const bool external = t.data_location() == onnx::TensorProto::EXTERNAL || t.external_data_size() > 0;
    const std::string fetched =
        external ? external_bytes(t, std::uint64_t(n) * size_of(*dtype), beside) : std::string();
    const std::string& raw = external ? fetched : t.raw_data();
    auto copy = [&]<class T>(T, auto& to, const auto& typed) {
        if (external || t.has_raw_data()) {
            if (raw.size() != n * sizeof(T))
                return false;
            to.resize(n);
            for (std::size_t i = 0; i < n; ++i) {
                T v;
                std::memcpy(&v, raw.data() + i * sizeof(T), sizeof(T)); // Little endian, as the format asks.
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

std::string_view type_text(DType type)
{
    switch (type) {
    case DType::F32:
        return "float";
    case DType::F64:
        return "double";
    case DType::I32:
        return "int32";
    case DType::I64:
        return "int64";
    case DType::U8:
        return "uint8";
    case DType::Bool:
        return "bool";
    }
    return "?";
}

std::string sizes_text(const Shape& shape)
{
    std::string out;
    for (auto d : shape)
        out += (out.empty() ? "" : ", ") + std::to_string(d);
    return "{" + out + "}";
}

// ---- The graph -----------------------------------------------------------------------------------------------------

Import::Import(const onnx::ModelProto& model, const OnnxRequest& request, fs::path folder, Watcher* watcher)
    : model_(model), graph_(model.graph()), request_(request), beside_{std::move(folder)}, watcher_(watcher)
{
    for (const auto& set : model.opset_import())
        if (set.domain().empty() || set.domain() == "ai.onnx")
            opset_ = set.version();
}

OnnxProgram Import::run()
{
    if (opset_ > latest_opset)
        throw Refusal{
            {Message(LOOM_TEXT("The ONNX model uses opset %1. Opsets up to %2 can be read."), opset_, latest_opset), LOOM_TEXT("Export the model again with a lower opset.")}};
    for (const auto& t : graph_.initializer())
        if (!stored_.emplace(t.name(), &t).second)
            refuse_tensor(LOOM_TEXT("Two tensors of the ONNX file have the name “%1”."), t.name());
    if (graph_.sparse_initializer_size() > 0)
        refuse_tensor(LOOM_TEXT("Tensor “%1” of the ONNX file has a type that cannot be read."),
                      graph_.sparse_initializer(0).values().name());
    take_inputs();
    if (watcher_)
        watcher_->began(builder_.program());
    for (const auto& node : graph_.node())
        take(node);
    OnnxProgram result;
    for (const auto& output : graph_.output()) {
        TensorId id = value(output.name());
        if (id == no_tensor)
            throw Refusal{{Message(LOOM_TEXT("Nothing gives the output “%1” of the ONNX model."), output.name()),
                           LOOM_TEXT("The file is damaged, or made by another program.")}};
        if (watcher_)
            watcher_->ended(id, output.name());
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
        if (values_.contains(input.name()))
            refuse(LOOM_TEXT("Two inputs of the ONNX model have the name “%1”."));
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
    return values_[name] = constant(tensor(*stored->second));
}

bool Import::is_made_later(const std::string& name) const
{
    return std::ranges::any_of(
        *nodes_, [&](const auto& node) { return std::ranges::find(node.output(), name) != node.output().end(); });
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

std::size_t Import::uses(const std::string& name) const
{
    std::size_t n = 0;
    for (const auto& node : *nodes_)
        n += std::size_t(std::ranges::count(node.input(), name));
    for (const auto& output : graph_.output())
        n += output.name() == name;
    return n;
}

void Import::take(const onnx::NodeProto& proto)
{
    if (!watcher_)
        return read_node(proto);
    try {
        for (const std::string& name : proto.input())
            if (const TensorId id = name.empty() ? no_tensor : value(name); id != no_tensor && is_lost(id))
                refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file works on “%3”, whose shape the file does not say."), proto, name);
        read_node(proto);
    } catch (const Refusal& refusal) {
        stand_in(proto, refusal);
    }
}

void Import::stand_in(const onnx::NodeProto& proto, const Refusal& refusal)
{
    constexpr std::size_t most_inputs = 8; // As layers that join have.
    const Node node(*this, proto);
    std::size_t inputs = 0;
    for (int i = 0; i < proto.input_size(); ++i)
        if (node.has(i))
            inputs += builder_.program().at(node.in(i)).role != Role::Constant; // Names what nothing gives.
    if (proto.output_size() < 1 || inputs > most_inputs)
        throw refusal;
    const auto stated = [&](const std::string& name) -> const onnx::ValueInfoProto* {
        for (const auto* list : {&graph_.value_info(), &graph_.output()})
            for (const auto& info : *list)
                if (info.name() == name && depth_ == 0)
                    return &info;
        return nullptr;
    };
    std::vector<TensorId> stand_ins;
    for (const std::string& name : proto.output()) {
        const auto* info = stated(name);
        const auto dtype = info && info->type().has_tensor_type() ? dtype_of(info->type().tensor_type().elem_type()) : std::nullopt;
        Shape shape;
        if (info)
            for (const auto& d : info->type().tensor_type().shape().dim())
                shape.push_back(d.has_dim_value() ? d.dim_value() : request_.batch);
        const bool known = dtype && info->type().tensor_type().has_shape() && usable(shape);
        const std::string unique = "stand_in." + std::to_string(builder_.program().tensors.size());
        const TensorId made = builder_.input(unique, known ? shape : Shape{}, dtype.value_or(DType::F32));
        if (!known)
            lost_.insert(made);
        stand_ins.push_back(made);
    }
    define(proto, stand_ins);
    watcher_->missed(node, stand_ins, refusal.error);
}

void Import::read_node(const onnx::NodeProto& proto)
{
    const Operator* op = find_operator(proto);
    if (!op) {
        const auto function = std::ranges::find_if(model_.functions(), [&](const auto& f) {
            return f.name() == proto.op_type() && f.domain() == proto.domain();
        });
        if (function != model_.functions().end())
            return call(*function, proto);
        refuse_node(LOOM_TEXT("Node “%1” of the ONNX file has an operator that is not known: %2."), proto);
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
            refuse_node(impossible_size, proto);
    // A few bytes can ask for tables as large as one likes; what Constant gives lies in the file itself.
    if (proto.op_type() != "Constant")
        for (std::size_t i = first_tensor; i < program.tensors.size(); ++i)
            made_ += std::int64_t(program.tensors[i].init.values.size() + program.tensors[i].init.whole.size());
    if (made_ > most_made_by_a_file)
        refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file asks for more tables than one model may have."), proto);
    define(proto, made);
    fold(first_op);
    if (watcher_)
        watcher_->took(node, made);
}

void Import::define(const onnx::NodeProto& node, const std::vector<TensorId>& made)
{
    for (std::size_t i = 0; i < std::size_t(node.output_size()); ++i) {
        const std::string& name = node.output(int(i));
        if (name.empty())
            continue;
        if (i >= made.size() || made[i] == no_tensor)
            refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file cannot give its output “%3”."), node, name);
        if (stored_.contains(name) || !values_.emplace(name, made[i]).second)
            refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file gives “%3”, which is the name of another value."),
                        node, name);
    }
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
    const auto* outside_nodes = std::exchange(nodes_, &function.node());
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
    nodes_ = outside_nodes;
    --depth_;
    define(caller, results);
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

// ---- A node --------------------------------------------------------------------------------------------------------

void Node::refuse(const Message& reason) const
{
    refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file cannot be read: %3."), proto_, reason);
}

TensorId Node::in(int input) const
{
    need(has(input), LOOM_TEXT("it has no input number %1"), input + 1);
    const std::string& name = proto_.input(input);
    const TensorId id = import_.value(name);
    if (id == no_tensor && import_.is_made_later(name))
        refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file uses “%3” before it is made."), proto_, name);
    if (id == no_tensor)
        refuse_node(LOOM_TEXT("Node “%1” (%2) of the ONNX file uses “%3”, which nothing gives."), proto_, name);
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
    LOOM_TEXT("it makes a shape out of the values of “%1”, which are not known before it runs");
} // namespace

std::vector<std::int64_t> Node::whole(int input) const
{
    auto known = known_whole(input);
    need(known.has_value(), unknown_values, proto_.input(input));
    return std::move(*known);
}

std::vector<double> Node::reals(int input) const
{
    auto known = known_reals(input);
    need(known.has_value(), unknown_values, proto_.input(input));
    return std::move(*known);
}

std::int64_t Node::whole_number(int input) const
{
    const auto known = whole(input);
    need_count(proto_.input(input), known.size(), 1);
    return known[0];
}

double Node::real_number(int input) const
{
    const auto known = reals(input);
    need_count(proto_.input(input), known.size(), 1);
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
    need(written >= -rank && written < rank, LOOM_TEXT("there is no axis %1 among %2"), written, rank);
    return int(written < 0 ? written + rank : written);
}

std::vector<int> Node::axes(const std::vector<std::int64_t>& written, std::int64_t rank) const
{
    std::vector<int> out = axes_in_order(written, rank);
    std::ranges::sort(out);
    return out;
}

std::vector<int> Node::axes_in_order(const std::vector<std::int64_t>& written, std::int64_t rank) const
{
    std::vector<int> out;
    for (auto a : written)
        out.push_back(axis(a, rank));
    auto sorted = out;
    std::ranges::sort(sorted);
    need(std::ranges::adjacent_find(sorted) == sorted.end(), LOOM_TEXT("it names an axis twice"));
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
    if (count(to) != count(shape(x)))
        refuse(Message(LOOM_TEXT("%1 cannot become %2"), sizes_text(shape(x)), sizes_text(to)));
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
    if (over.empty()) // Of one value each: all kinds give that.
        return x;
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
    need_broadcast(from, to);
    need(from.size() <= to.size(), LOOM_TEXT("%1 axes cannot become %2"), from.size(), to.size());
    from.insert(from.begin(), to.size() - from.size(), 1);
    std::vector<int> repeated;
    for (std::size_t i = 0; i < to.size(); ++i) {
        need(from[i] == to[i] || from[i] == 1, LOOM_TEXT("%1 elements along axis %2 cannot become %3"), from[i], i,
             to[i]);
        if (from[i] != to[i])
            repeated.push_back(int(i));
    }
    const TensorId wide = reshape(x, from);
    return repeated.empty() ? wide : b.expand(wide, to, repeated);
}

void Node::need_broadcast(const Shape& x, const Shape& y) const
{
    for (std::size_t i = 1; i <= std::min(x.size(), y.size()); ++i)
        if (x[x.size() - i] != y[y.size() - i] && x[x.size() - i] != 1 && y[y.size() - i] != 1)
            refuse(Message(LOOM_TEXT("the shapes %1 and %2 do not go together"), sizes_text(x), sizes_text(y)));
}

void Node::need_real(TensorId x) const
{
    need(is_real(x), LOOM_TEXT("it is read for float and double, not for %1"), type_text(dtype(x)));
}

void Node::need_type(std::string_view what, TensorId x, DType type) const
{
    need(dtype(x) == type, LOOM_TEXT("%1 has the type %2; it must be %3"), what, type_text(dtype(x)), type_text(type));
}

void Node::need_same_type(TensorId x, TensorId y) const
{
    need(dtype(x) == dtype(y), LOOM_TEXT("it mixes the types %1 and %2"), type_text(dtype(x)), type_text(dtype(y)));
}

void Node::need_rank(TensorId x, std::int64_t least, std::int64_t most) const
{
    need(rank(x) >= least, LOOM_TEXT("a value has %1 axes; it must have %2 or more"), rank(x), least);
    need(rank(x) <= most, LOOM_TEXT("a value has %1 axes; it must have %2 or fewer"), rank(x), most);
}

void Node::need_shape(std::string_view what, TensorId x, const Shape& wanted) const
{
    if (shape(x) != wanted)
        refuse(
            Message(LOOM_TEXT("%1 has the shape %2; it must be %3"), what, sizes_text(shape(x)), sizes_text(wanted)));
}

void Node::need_between(std::string_view what, std::int64_t found, std::int64_t least, std::int64_t most) const
{
    need(found >= least, LOOM_TEXT("%1 is %2; it must be %3 or more"), what, found, least);
    need(found <= most, LOOM_TEXT("%1 is %2; it must be %3 or less"), what, found, most);
}

void Node::need_length(std::string_view what, std::int64_t found, std::int64_t least, std::int64_t most) const
{
    need(found >= least, LOOM_TEXT("the size of %1 is %2; it must be %3 or more"), what, found, least);
    need(found <= most, LOOM_TEXT("the size of %1 is %2; it must be %3 or less"), what, found, most);
}

void Node::need_count(std::string_view what, std::size_t found, std::size_t wanted) const
{
    need(found == wanted, LOOM_TEXT("the number of values of %1 is %2; it must be %3"), what, found, wanted);
}

void Node::need_one_of(std::string_view what, std::string_view found,
                       std::initializer_list<std::string_view> known) const
{
    if (std::ranges::find(known, found) != known.end())
        return;
    std::string all;
    for (std::string_view k : known)
        all += (all.empty() ? "" : ", ") + std::string(k);
    refuse(Message(LOOM_TEXT("%1 is “%2”; it must be one of: %3"), what, found, all));
}

void Node::need_size(const Shape& shape) const
{
    if (!usable(shape))
        refuse_node(impossible_size, proto_);
}

TensorId Node::binary(BinaryKind kind, TensorId x, TensorId y) const
{
    need_same_type(x, y);
    need(dtype(x) != DType::Bool, LOOM_TEXT("it is read for numbers, not for bool"));
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
    need_rank(x, 2);
    need(shape(values) == Shape{shape(x)[1]}, LOOM_TEXT("what it has per channel does not have %1 values"),
         shape(x)[1]);
    Shape to(shape(x).size() - 1, 1);
    to[0] = shape(x)[1];
    return reshape(values, std::move(to));
}

TensorId Node::from_beginning(TensorId indices, std::int64_t size) const
{
    need(dtype(indices) == DType::I32 || dtype(indices) == DType::I64,
         LOOM_TEXT("its indices are of type %1; they must be int32 or int64"), type_text(dtype(indices)));
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
