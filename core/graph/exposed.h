#pragma once
#include "graph/document.h"

#include <utility>

namespace loom {

/// Whether a setting of a unit's copies still reaches anything with this value: a setting of a layer in the unit, one of a
/// copy in it that does, or whether a node is bypassed.
bool is_taken(const Document&, UnitId, const Exposed&, const Value&);

/// Edits that keep the settings of units to what is there, when nodes go (in the same step) or settings are taken off: what
/// was for those is for them no longer; a setting that is then for nothing goes too, with what copies gave to it, and so on
/// through the units around.
std::vector<Edit> dropping_targets(const Document&, const std::set<NodeId>& nodes, std::set<std::pair<UnitId, std::string>> settings = {});

/// For a unit whose nodes get other numbers: its settings are for those, and no longer for what is none of its nodes.
void renumber_targets(Unit&, const std::map<NodeId, NodeId>& numbers);

} // namespace loom
