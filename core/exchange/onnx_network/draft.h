#pragma once
#include "exchange/onnx_import/import.h"
#include "exchange/onnx_network.h"
#include "graph/chain.h"

#include <functional>

namespace loom::onnx_network {

using onnx_import::Node;

/// Of a value of the file, for each axis of a node's output: which of the value's axes it is, or, of several, their product.
/// The batch comes first. Axes of size 1 may be missing, and a node's axis of size 1 may be none of the value's.
using Axes = std::vector<std::vector<int>>;

/// What gives a value of the file.
struct Place {
    int item = -1;
    Axes axes;
    Shape rows = {}; // Where the file has the places of all samples as rows {batch·places, channels}: as what, before that.
                     // All axes but the channels are then of axis 0.
    std::string formula = "x"; // What the value is of what the item gives, place by place.
    std::string inner = {};    // The formula before its last curve, of that name.
    std::string curve = {};
};

/// Thrown where no layer does what a node does.
struct NotOurs {
    Message why;
};

/// The network that a file becomes while it is read. Items become nodes at the end.
class Draft : public onnx_import::Watcher {
public:
    using Settings = Chain::Settings;
    void began(const Program&) override;
    void took(const Node&, std::span<const TensorId> made) override;
    void missed(const Node&, std::span<const TensorId> stand_ins, const Error& why) override;
    void ended(TensorId, const std::string& name) override;
    /// What has been drawn, as a document in tidy places.
    OnnxNetwork finish(const Program&);

    // ---- For operators. Axes are counted with the batch.
    /// Null for constants.
    const Place* place(TensorId) const;
    /// The numbers of a constant; nothing where the value is none.
    std::optional<std::vector<float>> numbers(const Node&, TensorId) const;
    /// c where the formula is c·x.
    static std::optional<double> linear_factor(const std::string& formula);
    /// The only number of a constant.
    std::optional<double> number(const Node&, TensorId) const;
    /// The item that gives the value with its axes in this order, the batch first.
    int in_axes(const Node&, TensorId, std::span<const int> order);
    /// In the file's order, whose first axis must be the batch.
    int in_order(const Node& n, TensorId id);
    /// With one axis in front of the others, behind the batch: where layers have the channels.
    struct Channels {
        int item;
        Place place; // Of a value that lies as this one does.
    };
    Channels with_channels(const Node&, TensorId, int axis);
    int add(const Node&, std::string_view layer, const Settings&, std::vector<int> inputs);
    /// The same of a layer that the file does not have: it bears no name of the file's.
    int insert(std::string_view layer, const Settings&, std::vector<int> inputs);
    void set(int item, std::string_view key, Value);
    bool is(int item, std::string_view layer) const { return items_[std::size_t(item)].layer == layer; }
    /// A layer that could have a bias and does without.
    bool lacks_bias(int item) const;
    /// `from`: the file's tensor that the values are, as they are or put in another order; layers of a kind that have them all
    /// from the same ones share them.
    void weight(int item, std::string name, Shape, std::vector<float>, TensorId from = no_tensor);
    /// Whether the value of that name is what the item itself gives, and not another look at it.
    bool gives(int item, const std::string& name) const { return items_[std::size_t(item)].gives == name; }
    void work_by_batch() { by_batch_ = true; }
    void share(int item, int with) { items_[std::size_t(item)].shares = with; }
    /// The value is what the item gives, with its axes in this order; without: in the file's.
    void put(const Node&, TensorId, int item, std::span<const int> order = {});
    void put(TensorId id, Place place) { places_[id] = std::move(place); }
    /// The same where it lies as another value does.
    void put(TensorId id, int item, const Channels& like)
    {
        places_[id] = like.place;
        places_[id].item = item;
    }
    /// (x − mean) / deviation of each feature of what comes in, where nothing else is done to it: the Input layer's scaling.
    bool standardise(const Node&, TensorId difference, TensorId deviation, TensorId made);
    /// The value is a curve of another one: "exp(%)".
    void bend(const Node&, TensorId from, TensorId to, std::string_view formula);
    /// The same of whole numbers and truths, too, for which the formula must be as right as for fractions.
    void bend_any(const Node&, TensorId from, TensorId to, std::string_view formula);
    /// In the file's order, as the layer with the table wants them, which itself cuts off and takes what is outside for the
    /// first row or the last: without what does no more than that. Negative ones, which ONNX counts from the end, are counted
    /// from the beginning; data have none.
    int as_rows_of_table(const Node&, TensorId, std::int64_t rows);

private:
    struct Item {
        std::string layer, name;
        Values values;
        std::vector<int> inputs;
        std::map<std::string, OnnxTensor> weights;
        std::optional<int> shares = {};
        std::optional<Message> why = {}; // Opaque.
        std::string gives = {};          // The file's name of its output.
        bool reads_alone = false;        // Nothing else in the file reads the model's input that it reads first.
        std::map<std::string, TensorId> weights_from = {};
    };
    /// Products of queries and keys on their way to shares: what may become attention, one layer, or stays what it is.
    struct Scores {
        TensorId query = no_tensor, key = no_tensor; // {batch, heads, queries, width} and {batch, heads, width, keys}.
        double scale = 1;
        bool causal = false, shares = false; // After the softmax.
        std::vector<std::pair<Node, std::vector<TensorId>>> steps = {}; // Nodes so far, and what they make.
    };
    /// By its operator's drawing, or as an opaque node.
    void draw(const Node&, std::span<const TensorId> made);
    /// Whether the node is a part of attention.
    bool attends(const Node&, std::span<const TensorId> made);
    bool begins_to_attend(const Node&, std::span<const TensorId> made);
    /// Without a query where the node has ended it and a layer stands there; nothing where the node is no part of it.
    std::optional<Scores> goes_on_attending(const Node&, std::span<const TensorId> made, int input);
    /// It has become nothing: its nodes are drawn one by one.
    void settle(TensorId);
    /// Items from this one on are none any more.
    void forget(std::size_t first);
    void stay_opaque(const Node&, std::span<const TensorId> outputs, Message why);
    /// Whether it gives what comes into the network, moved at most.
    bool is_data(int item) const;
    /// Whose output is the value itself.
    int shown(const Place&);
    int append(std::string_view layer, std::string name, const Settings&, std::vector<int> inputs);
    /// What PyTorch calls the layer, where its weights say so; else the last part but one of "/layer1/conv/Conv"; else "Dense 1".
    std::string title_of(const Node&, std::string_view layer);
    std::string usual_title(std::string_view layer);
    std::string free_name(const std::string& title);

    std::vector<Item> items_;
    bool by_batch_ = false;
    std::vector<int> inputs_;
    std::vector<std::pair<TensorId, std::string>> outputs_;
    std::map<TensorId, Place> places_;
    std::map<TensorId, Scores> scores_;
    std::map<std::pair<int, std::string>, int> bent_;
    std::map<std::pair<TensorId, std::vector<int>>, int> turned_;
    std::set<std::string> names_;
    std::map<std::string, int> numbers_; // The last one of a title.
};

/// Draws a node; false or NotOurs where no layer does what it does.
using Drawing = bool (*)(Draft&, const Node&, std::span<const TensorId> made);
struct Operator {
    std::string_view name;
    Drawing draw;
};
std::span<const Operator> window_drawings();
std::span<const Operator> value_drawings();
std::span<const Operator> shape_drawings();
std::span<const Operator> learning_drawings();

[[noreturn]] void not_ours(const Message& why);

} // namespace loom::onnx_network
