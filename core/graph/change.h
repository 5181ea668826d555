#pragma once
#include "graph/document.h"

#include <functional>

namespace loom {

/// A step that is not made yet, as History::perform takes it, and the nodes it would make.
struct Change {
    Message name;
    std::vector<Edit> edits;
    std::set<NodeId> made = {};
};

// The gestures of an editor as edits. New nodes take the defaults of their type and a free name in the current
// language.
Change adding(const Document&, const LayerType&, Point at, UnitId in = main_graph);
/// A new node whose first input is fed by `from`.
Change adding_behind(const Document&, const LayerType&, Point at, NodeId from);
/// A new node that feeds an input, in place of what fed it.
Change adding_before(const Document&, const LayerType&, Point at, NodeId to, int port);
/// A new node in the middle of a link.
Change adding_into(const Document&, const LayerType&, Point at, const Link&);
/// The one new node of a change, however it comes, linked in the same three ways; `make` is given where it is to stand.
Change led_behind(Change, NodeId from);
Change led_before(const Document&, Change, NodeId to, int port);
Change led_into(const Document&, const std::function<Change(Point)>& make, Point at, const Link&);
/// Takes the place of the link into the same input, if there is one.
Change joining(const Document&, const Link&);
/// A link's end moved to another input.
Change rejoining(const Document&, const Link& old, const Link& fresh);
Change cutting(const Document&, const std::set<Link>&);
/// Nodes, the links at them and further links.
Change removing(const Document&, const std::set<NodeId>&, const std::set<Link>&, Reconnect);
/// For the document without `removed`: the links that removing() with Reconnect::Yes would have made. Without any: no
/// edits.
Change bridging(const Document& before, const std::set<NodeId>& removed);
Change moving(const Document&, const std::set<NodeId>&, Point by);
/// A node without links, moved into the middle of a link.
Change moving_into(const Document&, NodeId, Point to, const Link&);
Change renaming(const Document&, NodeId, const std::string& name); // With its unit, of which it is the only copy.
/// The same setting of one or several nodes of one type.
Change setting_to(const Document&, const std::set<NodeId>&, std::size_t index, const Value&);
Change placing(const Document&, const std::map<NodeId, Point>&);

/// True for a layer that can stand in the middle of a link: one input and an output.
bool passes_on(const LayerType&, const Values&);

/// Names that are not taken, in a graph or among the units: "Conv 2" is counted on to "Conv 3".
class FreeNames {
public:
    FreeNames(const Document&, UnitId);
    /// Those of units.
    explicit FreeNames(const Document&);
    /// The name itself where it is free; it is taken from then on.
    std::string operator()(const std::string& name);
    void give_back(const std::string& name) { taken_.erase(name); }

private:
    std::set<std::string> taken_;
    std::map<std::string, int> counted_;
};

/// These nodes of one graph and the links between them, as a main graph, with the units that they are copies of, without
/// recipe and data: what goes on the clipboard. The ends of a unit stay where they are.
Document piece_of(const Document&, const std::set<NodeId>&);
/// The upper left corner of the main graph's nodes.
Point corner_of(const Document&);
/// Names are FreeNames, of units too. Copies of units that the document has as well, with the same inside whatever its
/// numbers and places, become copies of those.
Change pasting(const Document&, const Document& piece, Point by, UnitId into = main_graph);

} // namespace loom
