#pragma once
#include "graph/analysis.h"
#include "graph/chain.h"
#include "graph/ends.h"
#include "graph/wiring.h"
#include "schema/recipe.h"

namespace loom {

/// All that analyse() can find. A test has a broken network for each.
inline constexpr std::string_view finding_codes[] = {
    // judge_shapes
    "shape", "unconnected",
    // judge_network
    "empty", "no-input", "no-output", "unused", "no-data",
    // judge_ends
    "missing-column", "target-as-input", "same-columns", "no-columns", "missing-target", "weight-of-nothing", "loss-alone",
    // judge_values
    "scaled-ids", "scaled-padding", "computed-ids", "ids-beyond-vocabulary", "ids-as-numbers", "unscaled-pixels", "scaled-as-pixels",
    // judge_loss
    "loss-needs-classes", "loss-needs-two-classes", "loss-needs-sequence", "loss-needs-shares", "loss-needs-boxes", "boxes-need-loss", "class-as-number", "output-width",
    "output-vectors", "steps-for-labels",
    // judge_ending
    "curve-before-logits-loss", "curve-on-logits", "softmax-of-one", "dropout-at-end",
    // judge_players
    "players-without-loss", "loss-without-players", "several-meetings", "past-the-meeting",
    // judge_training
    "nothing-learns", "all-frozen", "parts-across-rows", "parts-beyond-batch", "norm-of-one-sample", "compared-alone", "batch-beyond-data",
    "long-warm-up", "uncounted-classes"};

/// One of finding_codes; what is not among them does not compile.
struct FindingCode {
    consteval FindingCode(const char* code) : text(code)
    {
        if (std::ranges::find(finding_codes, text) == std::end(finding_codes))
            throw "finding_codes lacks it";
    }
    std::string_view text;
};

/// A layer that a repair adds, its defaults apart from these settings.
struct NewLayer {
    std::string_view type;
    std::vector<std::pair<std::string_view, Value>> settings = {};
};

/// What those share that judge a document: the document, what is around it, and what was found so far.
class Judging {
public:
    Judging(const Document&, const DataFacts*);

    const Document& document;
    const Wiring wiring; // Of the document.
    const Ends ends;
    const Surroundings around; // Of all layers between the ends.
    const RecipeSettings recipe;
    const std::vector<NodeId> inputs, outputs; // The nodes of these types.
    Analysis result;

    /// The finding, to add to before the next is told.
    Finding& tell(FindingCode, Severity, Message message, Message hint, std::optional<NodeId> = {});

    const Node& node(NodeId id) const { return wiring.node(wiring.place_of(id)); }
    const std::string& name(NodeId id) const { return node(id).name; }
    const LayerType& type(NodeId id) const { return *types_[std::size_t(wiring.place_of(id))]; }
    /// Of a node that is in no circle.
    NodeFacts& facts(NodeId id) const { return *facts_[std::size_t(wiring.place_of(id))]; }
    /// Whether an Output depends on it.
    bool is_useful(NodeId id) const { return useful_[std::size_t(wiring.place_of(id))]; }
    std::vector<NodeId> of_type(std::string_view) const;
    /// The value of a setting; null where the layer has no such setting.
    const Value* setting(NodeId, std::string_view key) const;
    /// What feeds an input, where it is connected.
    std::optional<NodeId> source(NodeId, int port = 0) const;
    /// Where there are Outputs, and each has a node in front of it.
    bool leads_to_ends() const;
    /// The node in front of an Output.
    std::optional<NodeId> last_layer(const OutputEnd& end) const { return source(end.node); }
    /// The one Output's loss is for two players.
    bool is_game() const;
    /// A node's shape, where it is known; also an assumed one.
    std::optional<Shape> shape(NodeId) const;
    /// What a node would give with one setting changed; nothing where it would not take its inputs.
    std::optional<Shape> with_setting(NodeId, std::string_view key, const Value&) const;
    /// What a layer over steps that gives the last one would give with all of them.
    std::optional<Shape> all_steps(NodeId id) const { return with_setting(id, "returns", std::string("all")); }
    /// What these layers make of a shape, one behind the other; nothing where one of them refuses.
    std::optional<Shape> through(std::span<const NewLayer>, Shape) const;
    /// Layers that bring a prediction of this shape to the one that an Output's loss and target ask for; no layers where
    /// nothing is missing, nothing where they are not known.
    std::optional<std::vector<NewLayer>> ending_for(const Shape&, const OutputEnd&) const;
    /// What loss and target ask of the last layer; nothing where they do not fit each other, or ask nothing.
    std::optional<Shape> wanted(const OutputEnd& end) const { return wanted(end, end.loss_type()); }
    std::optional<Shape> wanted(const OutputEnd&, const LossType&) const;

    /// Edits that put new layers into the middle of a link, the nodes behind it moved aside. Empty once the repairs of so
    /// many findings did so that nobody reads on: each moves a row of nodes.
    std::vector<Edit> insertion(NodeId from, NodeId to, int port, std::span<const NewLayer>);
    /// A new node with its number and its free name.
    AddNode fresh(const NewLayer&, Point at, std::int64_t number = 0);

    Fix set(NodeId, std::string_view key, Value, Message label) const;
    Fix set(NodeId, std::string_view key, Value) const; // "Set units to 10".
    Fix set_recipe(std::string_view key, Value) const;
    /// With as many units in the last layer as it asks for, where that layer has units. The recipe's, where no other Output
    /// has it too.
    Fix other_loss(const OutputEnd&, std::string_view id) const;
    Fix other_loss(const OutputEnd&, Chosen, Message label) const;
    Fix take_out(NodeId) const;

private:
    const std::vector<char> useful_; // By place, as the next two.
    std::vector<const LayerType*> types_;
    std::vector<NodeFacts*> facts_; // In the result; null of those in a circle.
    std::map<std::string_view, std::string> names_; // Free ones, by type: finding one goes through all nodes.
    int insertions_ = 0;
};

/// The weights of a layer by their own names, by lowering it alone. `inputs` must be shapes that infer() takes.
std::map<std::string, Shape> weights_of(const LayerType&, const Values&, std::span<const Shape> inputs, const Surroundings&);
/// "Insert Flatten and Dense with 10 units".
Message insert_label(std::span<const NewLayer>);
/// How far apart a node is from one that it would feed; further where the wire led to the left.
double distance(Point from, Point to);
/// Layers that only put values elsewhere.
bool only_moves(std::string_view layer);

// In this order; what is found first is told first among equally grave findings.
void judge_shapes(Judging&);   // Every node in turn: its inputs, its shape, its cost.
void judge_network(Judging&);  // Its beginning, its end, and what leads nowhere.
void judge_ends(Judging&);     // What Inputs take of the data, and what Outputs are compared with.
void judge_values(Judging&);   // What numbers mean: ids, pixels, zeros that fill up.
void judge_players(Judging&);  // Generator and discriminator.
void judge_ending(Judging&);   // Curves and dropout at the end.
void judge_training(Judging&); // What learns, and in which portions.
void judge_loss(Judging&);     // The prediction beside loss and target.

} // namespace loom
