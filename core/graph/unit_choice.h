#pragma once
#include "graph/change.h"

namespace loom {

// Which unit a node of unit_type is a copy of, and which others could stand in its place.

/// Beside the settings of a copy: its unit. As a value a unit is its number, written out; bypass_key: the copy is left out.
inline constexpr std::string_view unit_key = "unit";
Value unit_value(UnitId);
/// Nothing where the value names no unit.
std::optional<UnitId> unit_in(const Value&);

/// The units that can stand in the place of a copy, its own among them, by their numbers: with entrances of the same numbers and as many
/// exits, and without the graph that the copy stands in.
std::vector<UnitId> fitting_units(const Document&, NodeId copy);
/// Whether it can be left out so that what comes in goes on: with one entrance and one exit.
bool can_be_left_out(const Document&, NodeId copy);
/// Edits that make it a copy of another unit, or of its own, that takes part. Its links stay, and those of its settings that both units
/// have, of the same kind. Weights that it shared with other copies become each one's own.
std::vector<Edit> standing_for(const Document&, NodeId copy, UnitId);
/// The same as a gesture.
Change choosing_unit(const Document&, NodeId copy, UnitId);

/// Edits that put another node in the place of one, with its number and links, but without shared weights.
std::vector<Edit> recasting(const Document&, NodeId, Node as);

} // namespace loom
