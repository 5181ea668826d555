#pragma once
#include "graph/document.h"

namespace loom {

/// A step that is not made yet, as History::perform takes it, and the nodes it would make.
struct Change {
    Message name;
    std::vector<Edit> edits;
    std::set<NodeId> made = {};
};

// The gestures of an editor as edits. New nodes take the defaults of their type and a free name in the current
// language.
Change adding(const Document&, const LayerType&, Point at);
/// A new node whose first input is fed by `from`.
Change adding_behind(const Document&, const LayerType&, Point at, NodeId from);
/// A new node that feeds an input, in place of what fed it.
Change adding_before(const Document&, const LayerType&, Point at, NodeId to, int port);
/// A new node in the middle of a link.
Change adding_into(const Document&, const LayerType&, Point at, const Link&);
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
Change renaming(const Document&, NodeId, const std::string& name);
/// The same setting of one or several nodes of one type.
Change setting_to(const Document&, const std::set<NodeId>&, std::size_t index, const Value&);
Change placing(const Document&, const std::map<NodeId, Point>&);

/// True for a layer that can stand in the middle of a link: one input and an output.
bool passes_on(const LayerType&, const Values&);

/// These nodes and the links between them, without recipe and data: what goes on the clipboard.
Document piece_of(const Document&, const std::set<NodeId>&);
/// The upper left corner of all nodes.
Point corner_of(const Document&);
/// Names that are taken are counted on: "Conv 2" becomes "Conv 3".
Change pasting(const Document&, const Document& piece, Point by);

} // namespace loom
