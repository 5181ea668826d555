#pragma once
#include "graph/analysis.h"

namespace loom {

// Where findings are told: at their node in the copy of a unit that has them, and at the copies around it.

/// Whether every copy of a unit has it: it is at a node of the unit, on no way of its own.
bool is_in_every_copy(const Document&, const Finding&);

/// The nodes of the graph that `shown` leads to which have a finding: its node, or the copy that this is inside of. All
/// copies of the unit, where each has it. Empty where it lies elsewhere, or has no node.
std::vector<NodeId> bearers(const Document&, const Finding&, const UnitPath& shown);

/// The names on the way to its node, from the graph on that lies so many copies deep: "Block 1 / Add 1"; "Block / Add 1" with
/// the unit's name where every copy has it. Empty where it has no node.
std::string way_text(const Document&, const Finding&, std::size_t depth = 0);

/// What one of its bearers in the graph that `shown` leads to says of it: of a copy, with the way inside in front.
Message told_at(const Document&, const Finding&, const UnitPath& shown);
/// With the whole way in front, for who sees no graph.
Message told_with_way(const Document&, const Finding&);

} // namespace loom
