#pragma once
#include "graph/document.h"

namespace loom {

/// What a document can hold: all that is accepted can be written and read again.
inline constexpr std::size_t most_nodes = 20'000; // No network comes near.
inline constexpr std::int64_t largest_id = std::int64_t{1} << 53; // JSON's numbers end there.
inline constexpr double farthest_place = 1e7; // From the middle of the canvas, in its units.

/// The edit with the places that a document gives to what it moves: none is beyond the border.
Edit on_canvas(Edit);

/// Whoever asks for a node that is not there.
extern const Error missing_node;

/// Why this link can never be, whatever else leads into its port: a node or a port is missing, or it would close a circle.
std::optional<Error> link_error(const Document&, const Link&);
/// What feeds a node, port by port; where a port is not connected, nothing stands for it.
std::vector<NodeId> sources_of(const Document&, NodeId);
/// What a node feeds, once for each link.
std::vector<NodeId> targets_of(const Document&, NodeId);

} // namespace loom
