#pragma once
#include "graph/document.h"

#include <utility>

namespace loom {

/// Whether a setting of a unit's copies still reaches anything with this value: a setting of a layer in the unit, one of a
/// copy in it that does, or whether a node is bypassed.
bool is_taken(const Document&, UnitId, const Exposed&, const Value&);

/// What a setting of a unit's copies is, as the first layer that it reaches declares it, by way of copies in the unit; its key and its label are
/// that layer's. Null where nothing that it is for is there and takes it as it is given (times 1).
const Setting* setting_behind(const Document&, UnitId, const Exposed&);

/// Edits that keep the settings of units to what is there, when nodes go (in the same step) or settings are taken off: what
/// was for those is for them no longer; a setting that is then for nothing goes too, with what copies gave to it, and so on
/// through the units around.
std::vector<Edit> dropping_targets(const Document&, const std::set<NodeId>& nodes, std::set<std::pair<UnitId, std::string>> settings = {});

/// For a unit whose nodes get other numbers: its settings are for those, and no longer for what is none of its nodes.
void renumber_targets(Unit&, const std::map<NodeId, NodeId>& numbers);

} // namespace loom
