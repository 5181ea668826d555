#pragma once
#include "engine/reference/store.h"
#include "exchange/onnx.h"
#include "ir/builder.h"

#include <onnx/onnx_pb.h>

#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>

// How an ONNX graph becomes a program: one table of operators per family, one function per operator.
namespace loom::onnx_import {

/// What ends the reading of a file. Travels as an exception from whatever finds it to read_onnx().
struct Refusal {
    Error error;
};

/// What a message may say about a place in the file.
std::string place_of(const onnx::NodeProto&);

/// Where tensors may lie that are not in the file itself (“external data”): below a folder, so many bytes at most.
struct Beside {
    std::optional<fs::path> folder; // Nothing where the file does not lie in one.
    std::uint64_t left = largest_file_read;
};
/// A tensor of the file. Throws Refusal, naming it, where its bytes and its shape differ, its type is none that
/// programs have, or it lies beside the file and read_inside() refuses that.
OnnxTensor tensor_of(const onnx::TensorProto&, Beside&);
/// As ONNX calls it: "float".
std::string_view type_text(DType);
/// As people write it: "{2, 3}".
std::string sizes_text(const Shape&);
/// The program's type for the file's, or nothing.
std::optional<DType> dtype_of(std::int32_t onnx_type);

/// The last opset whose operators are known.
inline constexpr std::int64_t latest_opset = 25;

/// The most elements that a tensor of a program may have, as everywhere, and that one may have which the reader itself
/// fills with numbers.
inline constexpr std::int64_t most_elements = std::int64_t{1} << 40, most_made_elements = std::int64_t{1} << 24,
                              most_made_by_a_file = std::int64_t{1} << 25;
inline constexpr std::size_t most_axes = 8;
/// The most steps of recurrences, of all in a model together, that are read one by one: each becomes a dozen
/// instructions or two, and a few bytes of a file can ask for any number.
inline constexpr std::int64_t most_walked_steps = 1 << 16;

class Node;

/// Sees the nodes of a file as they are read.
class Watcher {
public:
    virtual ~Watcher() = default;
    /// The program has its inputs, and nothing else.
    virtual void began(const Program&) = 0;
    /// A node was read; `made` are its outputs, as far as anybody can want them.
    virtual void took(const Node&, std::span<const TensorId> made) = 0;
    /// A node cannot be read. Its outputs are stood in for by inputs of the shapes that the file states; where it states
    /// none, by values without axes (see Import::is_lost()), behind which nothing is read.
    virtual void missed(const Node&, std::span<const TensorId> stand_ins, const Error& why) = 0;
    /// An output of the model.
    virtual void ended(TensorId, const std::string& name) = 0;
};

/// A graph that is becoming a program. What follows from known values alone is computed at once and becomes a constant,
/// so that shapes, axes and sizes are known where an operator asks for them.
class Import {
public:
    /// `folder`: the file's. With a watcher, what cannot be read does not end the reading, unless the file makes no sense.
    Import(const onnx::ModelProto&, const OnnxRequest&, fs::path folder, Watcher* = nullptr);
    /// Throws Refusal.
    OnnxProgram run();

    Builder& builder() { return builder_; }
    std::int64_t opset() const { return opset_; }
    /// The value of that name; no_tensor where there is none.
    TensorId value(const std::string& name);
    TensorId constant(const OnnxTensor&);
    OnnxTensor tensor(const onnx::TensorProto& t) { return tensor_of(t, beside_); }
    /// Counts what is read step by step; false where it becomes too much for one model.
    bool walks(std::int64_t steps) { return (walked_ += steps) <= most_walked_steps; }
    /// Whether it stands for a value of unknown shape.
    bool is_lost(TensorId id) const { return lost_.contains(id); }
    /// How many nodes of the graph or function, and outputs, use the value of that name.
    std::size_t uses(const std::string& name) const;
    /// Whether a node that is yet to come gives the value of that name.
    bool is_made_later(const std::string& name) const;
    /// The numbers of a constant; nothing where the tensor is none.
    std::optional<std::vector<double>> known_reals(TensorId);
    std::optional<std::vector<std::int64_t>> known_whole(TensorId);

private:
    void take_inputs();
    void take(const onnx::NodeProto&);
    void read_node(const onnx::NodeProto&);
    /// Inputs that are not there, and names that are taken, are refused nevertheless.
    void stand_in(const onnx::NodeProto&, const Refusal&);
    /// The nodes of a function of the model in the place of the node that calls it.
    void call(const onnx::FunctionProto&, const onnx::NodeProto& caller);
    /// Gives the node's outputs their values. Each name has one value only: ONNX's graphs are in SSA form.
    void define(const onnx::NodeProto&, const std::vector<TensorId>& made);
    /// Computes the instructions from `first` on that have only constants as operands.
    void fold(std::size_t first);

    const onnx::ModelProto& model_;
    const onnx::GraphProto& graph_;
    const OnnxRequest& request_;
    Beside beside_;
    std::int64_t opset_ = 13;
    Builder builder_{Mode::Infer};
    std::vector<TensorId> inputs_;
    std::unordered_map<std::string, const onnx::TensorProto*> stored_; // Those that nothing has used yet, too.
    std::unordered_map<std::string, TensorId> values_;
    const google::protobuf::RepeatedPtrField<onnx::NodeProto>* nodes_ = &graph_.node(); // Of the graph or function.
    std::int64_t foldable_ = most_made_elements; // How many more numbers may be computed.
    std::int64_t made_ = 0;                      // Numbers in the constants that operators became.
    std::int64_t walked_ = 0;
    Watcher* watcher_;
    std::set<TensorId> lost_;
    int depth_ = 0, called_ = 0; // Functions inside each other; nodes of functions so far.
};

/// One node while its operator is read. What it lacks ends the reading, with the node's name.
class Node {
public:
    Node(Import& import, const onnx::NodeProto& proto) : b(import.builder()), import_(import), proto_(proto) {}

    Builder& b;
    const std::string& op() const { return proto_.op_type(); }
    std::int64_t opset() const { return import_.opset(); }
    std::size_t uses(const std::string& name) const { return import_.uses(name); }
    bool is_lost(TensorId id) const { return import_.is_lost(id); }
    int outputs() const { return proto_.output_size(); }
    bool wants(int output) const { return output < proto_.output_size() && !proto_.output(output).empty(); }
    /// Whether anything uses the output.
    bool needs(int output) const { return wants(output) && import_.uses(proto_.output(output)) > 0; }
    const onnx::NodeProto& proto() const { return proto_; }

    int inputs() const { return proto_.input_size(); }
    bool has(int input) const { return input < proto_.input_size() && !proto_.input(input).empty(); }
    TensorId in(int input) const;
    /// Of that name; no_tensor where there is none.
    TensorId value(const std::string& name) const { return import_.value(name); }
    /// Those that are there, from `first` on.
    std::vector<TensorId> all(int first = 0) const;
    const Shape& shape(TensorId id) const { return b.shape(id); }
    std::int64_t rank(TensorId id) const { return std::int64_t(b.shape(id).size()); }
    DType dtype(TensorId id) const { return b.dtype(id); }
    bool is_real(TensorId id) const { return loom::is_real(b.dtype(id)); }

    /// The numbers of an input that must be known when the file is read.
    std::vector<std::int64_t> whole(int input) const;
    std::vector<double> reals(int input) const;
    std::int64_t whole_number(int input) const;
    double real_number(int input) const;
    std::optional<std::vector<std::int64_t>> known_whole(int input) const { return import_.known_whole(in(input)); }
    std::optional<std::vector<double>> known_reals(int input) const { return import_.known_reals(in(input)); }

    /// Of any tensor.
    std::optional<std::vector<double>> reals_of(TensorId id) const { return import_.known_reals(id); }

    const onnx::AttributeProto* attribute(std::string_view key) const;
    std::int64_t whole(std::string_view key, std::int64_t fallback) const;
    double real(std::string_view key, double fallback) const;
    std::string text(std::string_view key, std::string_view fallback) const;
    std::optional<std::vector<std::int64_t>> list(std::string_view key) const;
    std::optional<std::vector<double>> real_list(std::string_view key) const;

    /// Axes as people write them, −1 for the last, as they are.
    int axis(std::int64_t written, std::int64_t rank) const;
    /// Each once; sorted, or as they are written.
    std::vector<int> axes(const std::vector<std::int64_t>& written, std::int64_t rank) const;
    std::vector<int> axes_in_order(const std::vector<std::int64_t>& written, std::int64_t rank) const;

    // Small pieces that several operators are made of.
    TensorId number(double value, DType) const;
    TensorId whole_constant(Shape, std::vector<std::int64_t>) const;
    TensorId constant(const OnnxTensor& t) const { return import_.constant(t); }
    OnnxTensor tensor(const onnx::TensorProto& t) const { return import_.tensor(t); }
    bool walks(std::int64_t steps) const { return import_.walks(steps); }
    TensorId cast(TensorId x, DType to) const { return dtype(x) == to ? x : b.cast(x, to); }
    TensorId reshape(TensorId x, Shape to) const;
    /// With axes of size 1 at these places of the result, or without those that are there.
    TensorId unsqueezed(TensorId x, std::vector<int> axes) const;
    TensorId reduced(ReduceKind, TensorId x, const std::vector<int>& axes, bool keep) const;
    /// By numpy's rule to that shape, which must fit.
    TensorId broadcast_to(TensorId x, const Shape& to) const;
    TensorId binary(BinaryKind, TensorId a, TensorId b) const;
    TensorId compare(CompareKind, TensorId a, TensorId b) const;
    TensorId negative(TensorId x) const;
    /// Values per channel as {C, 1, …}, which goes with x.
    TensorId by_channel(TensorId values, TensorId x) const;
    /// Indices counted from the end where they are negative, as indices from the beginning.
    TensorId from_beginning(TensorId indices, std::int64_t size) const;
    /// x − log Σ exp(x) along `axis`.
    TensorId log_softmax(TensorId x, int axis) const;

    // What a form of the operator must be, or the reading ends. A reason is half a sentence, without the node: what was
    // found, and what it must be.
    template <class... A>
    void need(bool condition, Text reason, const A&... values) const
    {
        if (!condition)
            refuse(Message(reason, values...));
    }
    void need_real(TensorId x) const;
    void need_type(std::string_view what, TensorId x, DType) const;
    void need_same_type(TensorId x, TensorId y) const;
    void need_rank(TensorId x, std::int64_t least, std::int64_t most = std::int64_t(most_axes)) const;
    void need_shape(std::string_view what, TensorId x, const Shape&) const;
    void need_between(std::string_view what, std::int64_t found, std::int64_t least, std::int64_t most) const;
    /// The same of a size of what is named.
    void need_length(std::string_view what, std::int64_t found, std::int64_t least, std::int64_t most) const;
    void need_count(std::string_view what, std::size_t found, std::size_t wanted) const;
    void need_one_of(std::string_view what, std::string_view found, std::initializer_list<std::string_view>) const;
    void need_broadcast(const Shape& a, const Shape& b) const;
    void need_size(const Shape&) const;
    [[noreturn]] void refuse(const Message& reason) const;

private:
    Import& import_;
    const onnx::NodeProto& proto_;
};

/// Gives the values of the node's outputs; those that nobody can want may be missing at the end.
using Reading = std::vector<TensorId> (*)(const Node&);
struct Operator {
    std::string_view name;
    int inputs; // The fewest.
    Reading read;
    std::string_view domain = "";
};

// What each family can read.
std::span<const Operator> element_operators();
std::span<const Operator> reduction_operators();
std::span<const Operator> shape_operators();
std::span<const Operator> choice_operators();
std::span<const Operator> window_operators();
std::span<const Operator> resampling_operators();
std::span<const Operator> sequence_operators();
std::span<const Operator> learning_operators();
std::span<const Operator> attention_operators();

} // namespace loom::onnx_import
