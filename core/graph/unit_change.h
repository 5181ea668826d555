#pragma once
#include "graph/change.h"

namespace loom {

// The gestures around units and around what is written on the canvas, as edits.

/// These nodes of one graph as a unit of its own, with a copy in their place. An error where values would leave it at
/// several places, or where data would flow out of it and back.
Result<Change> making_unit(const Document&, const std::set<NodeId>&, const std::string& name);
/// What a copy stands for, in its place, repetitions behind each other, with the settings that it gives. The unit goes
/// where nothing else is a copy of it.
Result<Change> unpacking(const Document&, NodeId copy);
/// The same of several of one graph, in one step; an error where one of them cannot be.
Result<Change> unpacking(const Document&, const std::set<NodeId>& copies);
/// The copy becomes one of a unit of its own, so that changes inside change no other. Weights that it shared with other copies
/// become each one's own, which the name of the step then says.
Change detaching(const Document&, NodeId copy);
/// Another copy of a unit.
Change adding_copy(const Document&, UnitId, Point at, UnitId in);
/// A unit without nodes, copies and anything else.
Change renaming_unit(const Document&, UnitId, const std::string& name);
/// With its copies everywhere, and the links at these.
Change removing_unit(const Document&, UnitId);

/// A setting of a node inside of a unit becomes one that each copy can have in its own way.
Change exposing(const Document&, NodeId, std::size_t setting);
/// With what copies gave to it, and with what units around gave to it through their copies.
Change hiding(const Document&, UnitId, const std::string& key);
/// Nothing: as the unit has it.
Change giving(const Document&, const std::set<NodeId>& copies, const std::string& key, const std::optional<Value>&);
/// What a unit's setting is without a copy's own; nothing where its target is gone.
std::optional<Value> exposed_value(const Document&, UnitId, const Exposed&);

Change using_nodes(const Document&, const std::set<NodeId>&, Use);
Change pinning(const Document&, const std::set<NodeId>&, bool pinned);
Change sharing(const Document&, NodeId, std::optional<NodeId> with);
Change routing(const Document&, const Link&, std::vector<Point>);
/// A frame around nodes of one graph; `width` and `height` of each node.
Change framing(const Document&, const std::set<NodeId>&, const std::string& text, int colour, const std::function<Point(const Node&)>& size);
Change noting(const Document&, Point at, UnitId in, const std::string& text);
Change changing(const Document&, RemarkId, const Remark&);
Change erasing(const Document&, RemarkId);
/// The nodes whose middle lies in a frame: they move with it.
std::set<NodeId> nodes_in(const Document&, const Remark&, const std::function<Point(const Node&)>& size);
Change bookmarking(const Document&, const std::string& name, const std::optional<Bookmark>&);

} // namespace loom
