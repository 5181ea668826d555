#pragma once
#include "graph/document.h"

#include <functional>

namespace loom {

/// Measures of a node on the canvas that layout needs too.
inline constexpr double node_width = 176, column_gap = 40, row_gap = 52;

enum class Flow { Right, Down };

struct Arranging {
    double width; // Rows wrap to it.
    std::function<double(const Node&)> height;
    Flow flow = Flow::Right;
    std::set<NodeId> only = {};   // Empty: all nodes. Their upper left corner stays where it is, unless others are in the way.
    std::set<NodeId> pinned = {}; // Stay where they are; the others are arranged about them.
    UnitId graph = main_graph;    // Whose nodes.
    std::vector<std::set<NodeId>> frames = {}; // What stands in each: rows wrap between them rather than inside.
};

/// Where nodes lie tidily: along the links from left to right, in rows that wrap to the width like lines of text, or
/// downwards, with few crossings. Columns stand in a grid whose gaps no node touches, and there is room beside them for
/// the links that pass nodes, so that each finds a way of its own. Parts that are not connected come below each other.
/// Without `only` and `pinned` the upper left corner is (0, 0). Nodes that stay are not in the result.
std::map<NodeId, Point> arranged(const Document&, const Arranging&);

} // namespace loom
