#pragma once
#include "graph/arrange.h"

#include <algorithm>

/// Lengths of the canvas, in its units (px at 100%).
namespace loom::measure {

inline constexpr double head = 28, port = 5, port_hover = 7, port_hit = 12, snap = 24, grid = 16, radius = 8;
/// Below these zooms: name and shape only; a filled box.
inline constexpr double least_full = 0.6, least_text = 0.3;
inline constexpr double least_zoom = 0.02, most_zoom = 4;

/// Where thumbnails lie in a node: up to four of a square, or one as wide as all.
inline constexpr double thumb_side = 36, thumb_gap = 4, thumb_left = 10, thumb_top = 52;
inline constexpr double thumb_width = 4 * thumb_side + 3 * thumb_gap;

/// Plain: without thumbnails. Pictures: with them.
enum class Form { Plain, Pictures };

constexpr double base_height(Form form)
{
    return form == Form::Plain ? 76 : 124;
}
/// Where an input of a node with so many lies below the node's top.
constexpr double input_y(int port_index, int inputs, Form form)
{
    const double first = inputs == 1 ? (form == Form::Plain ? 52 : 62) : 44;
    const double second = form == Form::Plain ? 16 : 32;
    return first + (port_index == 0 ? 0 : second + 16 * (port_index - 1));
}
constexpr double output_y(Form form)
{
    return input_y(0, 1, form);
}
constexpr double height(int inputs, Form form)
{
    return inputs < 2 ? base_height(form) : std::max(base_height(form), input_y(inputs - 1, inputs, form) + 16);
}

} // namespace loom::measure
