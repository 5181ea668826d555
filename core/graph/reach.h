#pragma once
#include "graph/document.h"

namespace loom {

// Selections that follow the links. Each contains the nodes it starts from; ids that the document lacks are passed over.

/// All that leads to these nodes.
std::set<NodeId> upstream_of(const Document&, const std::set<NodeId>&);
/// All that follows them.
std::set<NodeId> downstream_of(const Document&, const std::set<NodeId>&);
/// One link further on both sides.
std::set<NodeId> with_neighbours(const Document&, const std::set<NodeId>&);

} // namespace loom
