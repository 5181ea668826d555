#pragma once
#include "schema/data_setup.h"
#include "schema/types.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace loom {

enum class NodeId : std::int64_t {};

/// A graph of its own that nodes of other graphs are copies of.
enum class UnitId : std::int64_t {};
/// The graph that is trained.
inline constexpr UnitId main_graph{0};

enum class RemarkId : std::int64_t {};

struct Point {
    double x = 0, y = 0;
    bool operator==(const Point&) const = default;
};

/// Whether a node takes part. Bypassed: what comes into its first input goes on unchanged. Muted: it gives nothing, and
/// layers that take any number of inputs do with the others.
enum class Use { Full, Bypassed, Muted };

/// Layer types that only units have: a copy of a unit, and the ends of its graph.
inline constexpr std::string_view unit_type = "unit", entrance_type = "unit_input", exit_type = "unit_output";
bool is_of_units(std::string_view type);
/// Stands for an operator of an ONNX file that no layer does.
inline constexpr std::string_view opaque_type = "opaque";
/// Whether a person can add such a layer.
inline bool is_offered(std::string_view type)
{
    return type != opaque_type && !is_of_units(type);
}

/// A loss or an optimiser with its settings.
struct Chosen {
    std::string type;
    Values values;
    bool operator==(const Chosen&) const = default;
};

struct Node {
    std::string type; // Id of a layer type.
    std::string name; // The user's; never empty.
    Values values;
    Point at;         // Upper left corner on the canvas, in its units (px at 100%).
    UnitId in = main_graph;                   // The graph that it stands in.
    UnitId unit = main_graph;                 // Of a node of unit_type: what it is a copy of.
    std::map<std::string, Value> given = {};  // Of such a node: the unit's settings that differ in this copy, by key.
    std::optional<NodeId> shares = {};        // The node of the same graph whose weights are this one's too.
    Use use = Use::Full;
    bool pinned = false;                      // Stays where it is when nodes are arranged.
    std::optional<Chosen> loss = {};          // Of an Output: its own; without it, the recipe's.
    std::string scope = {};                   // See scope_of(); only in flattened networks.
    bool operator==(const Node&) const = default;
};

/// A setting of inner nodes that each copy of a unit can have in its own way.
struct Exposed {
    struct Target {
        NodeId node{};
        std::string setting; // A key of the node's settings, of the unit's that it is a copy of, or bypass_key.
        double factor = 1;   // Numbers are given times this.
        bool operator==(const Target&) const = default;
    };
    std::string key, label; // The key is never empty, and no other of the unit has it.
    std::vector<Target> targets;
    bool operator==(const Exposed&) const = default;
};
/// As many as there may be.
inline constexpr std::size_t most_units = 500;
/// So many can stand inside of each other.
inline constexpr int most_nested_units = 32;
/// The setting of every node that says whether it is bypassed.
inline constexpr std::string_view bypass_key = "bypass";

struct Unit {
    std::string name; // Never empty.
    std::string help;
    std::vector<Exposed> exposed;
    bool operator==(const Unit&) const = default;
};

/// Something written on the canvas, or around nodes of it.
struct Remark {
    enum class Kind { Frame, Note };
    Kind kind = Kind::Frame;
    UnitId in = main_graph;
    std::string text;
    Point at; // Upper left corner.
    double width = 320, height = 200;
    int colour = 0; // Of the categories' colours, in their order.
    bool operator==(const Remark&) const = default;
};

/// A place to come back to.
struct Bookmark {
    UnitId in = main_graph;
    Point centre;
    double zoom = 1;
    std::vector<NodeId> path = {}; // Copies of units, to the one it was set in. Where it leads elsewhere, any copy will do.
    bool operator==(const Bookmark&) const = default;
};

/// From the output of one node to one input of another. An input takes one link.
struct Link {
    NodeId from, to;
    int port = 0;
    auto operator<=>(const Link&) const = default;
};

struct Recipe {
    Chosen loss, optimizer;
    Values settings; // Of recipe_type().
    bool operator==(const Recipe&) const = default;
};
/// Cross-entropy, Adam and the recipe's own defaults.
Recipe default_recipe();

/// A setting that a search varies, and what it may become. One that is gone, with its node or with another optimiser, is passed over.
struct Varied {
    enum class Of { Node, Recipe, Optimizer, Loss };
    Of of = Of::Recipe;
    NodeId node{};                   // Whose, for Of::Node.
    std::string key;                 // Of its settings.
    double low = 0, high = 0;        // Of a number: the ends, which it may become too.
    bool log = false;                // Equal factors are equally likely, not equal differences. Above 0.
    std::vector<Value> choices = {}; // Where there are any: one of these instead.
    bool same_place(const Varied& other) const { return of == other.of && node == other.node && key == other.key; }
    bool operator==(const Varied&) const = default;
};
/// As many as there may be, settings and choices of one.
inline constexpr std::size_t most_varied = 200;

// ---- Every change a user can make. A new layer type never adds one. --------------------------------------------------
struct AddNode { NodeId id; Node node; bool operator==(const AddNode&) const = default; };
/// Its links must be gone, or go in the same step.
struct RemoveNode { NodeId id; bool operator==(const RemoveNode&) const = default; };
/// By way of these points.
struct Connect { Link link; std::vector<Point> by = {}; bool operator==(const Connect&) const = default; };
struct Disconnect { Link link; bool operator==(const Disconnect&) const = default; };
struct SetSetting { NodeId id; std::size_t index; Value value; bool operator==(const SetSetting&) const = default; };
struct MoveNode { NodeId id; Point to; bool operator==(const MoveNode&) const = default; };
struct RenameNode { NodeId id; std::string name; bool operator==(const RenameNode&) const = default; };
struct RouteLink { Link link; std::vector<Point> by; bool operator==(const RouteLink&) const = default; };
struct SetUse { NodeId id; Use use; bool operator==(const SetUse&) const = default; };
struct PinNode { NodeId id; bool pinned; bool operator==(const PinNode&) const = default; };
struct ShareWeights { NodeId id; std::optional<NodeId> with; bool operator==(const ShareWeights&) const = default; };
/// Nothing: the recipe's.
struct SetLoss { NodeId id; std::optional<Chosen> loss; bool operator==(const SetLoss&) const = default; };
/// Nothing: as the unit has it.
struct GiveSetting { NodeId id; std::string key; std::optional<Value> value; bool operator==(const GiveSetting&) const = default; };
struct AddUnit { UnitId id; Unit unit; bool operator==(const AddUnit&) const = default; };
/// Its nodes and copies must be gone, or go in the same step.
struct RemoveUnit { UnitId id; bool operator==(const RemoveUnit&) const = default; };
struct SetUnit { UnitId id; Unit unit; bool operator==(const SetUnit&) const = default; };
struct AddRemark { RemarkId id; Remark remark; bool operator==(const AddRemark&) const = default; };
struct RemoveRemark { RemarkId id; bool operator==(const RemoveRemark&) const = default; };
struct SetRemark { RemarkId id; Remark remark; bool operator==(const SetRemark&) const = default; };
/// Nothing: there is none of that name any more.
struct SetBookmark { std::string name; std::optional<Bookmark> to; bool operator==(const SetBookmark&) const = default; };
struct SetSearch { std::vector<Varied> varied; bool operator==(const SetSearch&) const = default; };
struct SetRecipe { Recipe recipe; bool operator==(const SetRecipe&) const = default; };
struct SetData { DataSetup data; bool operator==(const SetData&) const = default; };
/// See RowEdits::put().
struct EditRows { std::vector<RowEdit> rows; bool operator==(const EditRows&) const = default; };

using AnyEdit = std::variant<AddNode, RemoveNode, Connect, Disconnect, SetSetting, MoveNode, RenameNode, RouteLink, SetUse,
                          PinNode, ShareWeights, SetLoss, GiveSetting, AddUnit, RemoveUnit, SetUnit, AddRemark, RemoveRemark,
                          SetRemark, SetBookmark, SetSearch, SetRecipe, SetData, EditRows>;
/// One change. How it is copied, moved and compared stands once, in document.cpp, as of Op in ir/program.h.
struct Edit : AnyEdit {
    using AnyEdit::AnyEdit;
    Edit(const Edit&);
    Edit(Edit&&) noexcept;
    Edit& operator=(const Edit&);
    Edit& operator=(Edit&&) noexcept;
    ~Edit();
    bool operator==(const Edit&) const;
};

/// The model being built, with its data and its recipe. A plain value: copy it to hand a snapshot to the trainer.
class Document {
public:
    /// Of all graphs; a link joins nodes of one graph.
    const std::map<NodeId, Node>& nodes() const { return nodes_; }
    const std::set<Link>& links() const { return links_; }
    const std::map<UnitId, Unit>& units() const { return units_; }
    const std::map<RemarkId, Remark>& remarks() const { return remarks_; }
    const std::map<std::string, Bookmark>& bookmarks() const { return bookmarks_; }
    const Recipe& recipe() const { return recipe_; }
    /// What a search varies; empty: what it varies of itself (search/space.h).
    const std::vector<Varied>& search() const { return search_; }
    const DataSetup& data() const { return data_; }

    const Node* find(NodeId) const;
    const Unit* find(UnitId) const;
    /// The nodes of a graph, in the order of their numbers.
    const std::set<NodeId>& members(UnitId) const;
    /// The copies of a unit, in all graphs.
    const std::set<NodeId>& copies(UnitId) const;
    /// The nodes that have the weights of this one.
    const std::set<NodeId>& sharers(NodeId) const;
    /// What a node takes: of a copy of a unit its entrances, of an entrance nothing.
    std::vector<Port> inputs(const Node&) const;
    /// Whether other nodes of its graph can take what it gives.
    bool gives(const Node&) const;
    /// The entrances of a unit by the port that they are in its copies.
    std::map<int, NodeId> entrances(UnitId) const;
    /// The points that a link goes by.
    std::span<const Point> route(const Link&) const;
    /// One above the largest that a node has, or that a setting of a unit or a search is for.
    NodeId new_id() const;
    UnitId new_unit() const;
    RemarkId new_remark() const;
    /// "Conv 1", "Conv 2", …: the first name that is free in a graph for a layer of that type, in the given language.
    std::string new_name(const LayerType&, Language, UnitId in = main_graph) const;
    std::optional<Link> link_into(NodeId, int port) const;
    std::vector<Link> links_of(NodeId) const;

    /// Makes the change and returns the edit that takes it back, or says why it cannot be made and changes nothing.
    /// A link that would close a circle, a second link into one input, a missing node, an unknown type or a value outside
    /// its range is refused. Places beyond the canvas (farthest_place) become those at its border.
    Result<Edit> apply(const Edit&);
    bool operator==(const Document&) const = default;

private:
    friend class Flattener;
    std::optional<Error> unnestable(UnitId around, UnitId unit) const;
    void count_nested(const Node& copy, int by);
    std::optional<Error> misfit(NodeId, const Node&) const;
    std::optional<Error> unshareable(NodeId, const Node&, NodeId with) const;

    std::map<NodeId, Node> nodes_;
    std::set<Link> links_;
    std::map<std::pair<NodeId, int>, NodeId> sources_; // The same, by where they lead.
    std::map<Link, std::vector<Point>> routes_;        // Of those that go by points.
    std::map<UnitId, Unit> units_;
    std::map<UnitId, std::set<NodeId>> members_, copies_; // Of those that have any.
    std::map<UnitId, std::map<UnitId, int>> nested_;      // How many copies stand in a graph, by their unit.
    std::map<NodeId, std::set<NodeId>> sharers_;          // By whose weights they have.
    std::map<RemarkId, Remark> remarks_;
    std::map<std::string, Bookmark> bookmarks_;
    Recipe recipe_ = default_recipe();
    std::vector<Varied> search_;
    DataSetup data_;
};

/// True when `to` can be reached from `from` along links.
bool reaches(const Document&, NodeId from, NodeId to);

/// What tensors of a node are called in programs, checkpoints and exports: "conv2d_2", and inside of a unit
/// "unit_5_conv2d_2", with "unit_5_1_conv2d_2" for the first of several copies. Renaming the node keeps it.
std::string scope_of(NodeId, const Node&);

/// The same layers with the same settings and links, in the same units: names and places aside, and recipe and data.
bool same_network(const Document&, const Document&);

/// Edits that make all that is in a document of an empty one, but for recipe, search and data; and those that leave nothing of it, nor
/// of a search over its nodes.
std::vector<Edit> building(const Document&);
std::vector<Edit> clearing(const Document&);

/// Edits that remove these nodes with their links. `reconnect`: what fed a removed node with one input feeds what it fed.
enum class Reconnect { No, Yes };
std::vector<Edit> removal(const Document&, const std::set<NodeId>&, Reconnect);

} // namespace loom
