#pragma once
#include "graph/change.h"

#include <functional>

namespace loom {

enum class Alignment { Left, Middle, Right, Top, Centre, Bottom }; // Middle: of columns; Centre: of rows.
enum class Axis { Horizontal, Vertical };

/// Of a node as the canvas draws it.
using NodeHeight = std::function<double(const Node&)>;

/// One edge or the middle line of these nodes in one line: the outermost one's, or the middle of all. Fewer than two
/// nodes: no edits.
Change aligning(const Document&, const std::set<NodeId>&, Alignment, const NodeHeight&);
/// Equal gaps between them, in the order in which they lie; the outermost two stay. Fewer than three: no edits.
Change distributing(const Document&, const std::set<NodeId>&, Axis, const NodeHeight&);

} // namespace loom
