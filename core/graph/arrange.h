#pragma once
#include "graph/document.h"

#include <functional>

namespace loom {

/// Measures of a node on the canvas that layout needs too.
inline constexpr double node_width = 176, column_gap = 40, row_gap = 52;

/// Where all nodes of a graph lie tidily: from left to right along the links, in rows that wrap to `width` like lines of text,
/// with few crossings. Parts that are not connected come below each other. The upper left corner is (0, 0).
std::map<NodeId, Point> arranged(const Document&, double width, const std::function<double(const Node&)>& height,
                                 UnitId graph = main_graph);

} // namespace loom
