#pragma once
#include "graph/change.h"
#include "graph/flatten.h"

namespace loom {

// Changes as they are made while a copy of a unit is looked at: what the copy gives is changed in the copy, everything
// else in the unit.

/// The copy on the path that says what a setting of a node inside is: the outermost one that gives it.
struct Giver {
    NodeId copy{};
    std::string key;   // Of what that copy gives.
    double factor = 1; // The node takes it times this.
};
/// Nothing where the node has it as the unit does. `setting`: a key as in Exposed::Target.
std::optional<Giver> giver_of(const Document&, const UnitPath&, NodeId, std::string_view setting);

/// A value of the node as what its giver must give; nothing where no whole number does.
std::optional<Value> given_for(const Giver&, const Value&);

/// As setting_to(), of nodes of the graph that the path leads to. An error where a copy gives the setting by a factor that
/// the value is no multiple of.
Result<Change> setting_within(const Document&, const UnitPath&, const std::set<NodeId>&, std::size_t index, const Value&);
/// As using_nodes(). Muting is always the unit's: a copy gives only whether a node is bypassed, and no longer does so then.
Change using_within(const Document&, const UnitPath&, const std::set<NodeId>&, Use);
/// As giving(), of copies in the graph that the path leads to. The value must be there.
Change giving_within(const Document&, const UnitPath&, NodeId copy, const std::string& key, const Value&);

} // namespace loom
