#pragma once
#include "schema/data_setup.h"
#include "schema/types.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace loom {

enum class NodeId : std::int64_t {};

struct Point {
    double x = 0, y = 0;
    bool operator==(const Point&) const = default;
};

struct Node {
    std::string type; // Id of a layer type.
    std::string name; // The user's; never empty.
    Values values;
    Point at;         // Upper left corner on the canvas, in its units (px at 100%).
    bool operator==(const Node&) const = default;
};

/// From the output of one node to one input of another. An input takes one link.
struct Link {
    NodeId from, to;
    int port = 0;
    auto operator<=>(const Link&) const = default;
};

/// A loss or an optimiser with its settings.
struct Chosen {
    std::string type;
    Values values;
    bool operator==(const Chosen&) const = default;
};

struct Recipe {
    Chosen loss, optimizer;
    Values settings; // Of recipe_type().
    bool operator==(const Recipe&) const = default;
};
/// Cross-entropy, Adam and the recipe's own defaults.
Recipe default_recipe();

// ---- Every change a user can make. A new layer type never adds one. --------------------------------------------------
struct AddNode { NodeId id; Node node; bool operator==(const AddNode&) const = default; };
/// Its links must be gone, or go in the same step.
struct RemoveNode { NodeId id; bool operator==(const RemoveNode&) const = default; };
struct Connect { Link link; bool operator==(const Connect&) const = default; };
struct Disconnect { Link link; bool operator==(const Disconnect&) const = default; };
struct SetSetting { NodeId id; std::size_t index; Value value; bool operator==(const SetSetting&) const = default; };
struct MoveNode { NodeId id; Point to; bool operator==(const MoveNode&) const = default; };
struct RenameNode { NodeId id; std::string name; bool operator==(const RenameNode&) const = default; };
struct SetRecipe { Recipe recipe; bool operator==(const SetRecipe&) const = default; };
struct SetData { DataSetup data; bool operator==(const SetData&) const = default; };
/// See RowEdits::put().
struct EditRows { std::vector<RowEdit> rows; bool operator==(const EditRows&) const = default; };

using Edit = std::variant<AddNode, RemoveNode, Connect, Disconnect, SetSetting, MoveNode, RenameNode, SetRecipe, SetData,
                          EditRows>;

/// The model being built, with its data and its recipe. A plain value: copy it to hand a snapshot to the trainer.
class Document {
public:
    const std::map<NodeId, Node>& nodes() const { return nodes_; }
    const std::set<Link>& links() const { return links_; }
    const Recipe& recipe() const { return recipe_; }
    const DataSetup& data() const { return data_; }

    const Node* find(NodeId) const;
    /// One above the largest.
    NodeId new_id() const;
    /// "Conv 1", "Conv 2", …: the first free name for a layer of that type, in the given language.
    std::string new_name(const LayerType&, Language) const;
    std::optional<Link> link_into(NodeId, int port) const;
    std::vector<Link> links_of(NodeId) const;

    /// Makes the change and returns the edit that takes it back, or says why it cannot be made and changes nothing.
    /// A link that would close a circle, a second link into one input, a missing node, an unknown type or a value outside
    /// its range is refused.
    Result<Edit> apply(const Edit&);
    bool operator==(const Document&) const = default;

private:
    std::map<NodeId, Node> nodes_;
    std::set<Link> links_;
    std::map<std::pair<NodeId, int>, NodeId> sources_; // The same, by where they lead.
    Recipe recipe_ = default_recipe();
    DataSetup data_;
};

/// True when `to` can be reached from `from` along links.
bool reaches(const Document&, NodeId from, NodeId to);

/// What tensors of a node are called in programs, checkpoints and exports: "conv2d_2". Renaming the node keeps it.
std::string scope_of(NodeId, const Node&);

/// Edits that remove these nodes with their links. `reconnect`: what fed a removed node with one input feeds what it fed.
enum class Reconnect { No, Yes };
std::vector<Edit> removal(const Document&, const std::set<NodeId>&, Reconnect);

} // namespace loom
