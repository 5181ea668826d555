#pragma once
#include "schema/types.h"

namespace loom {

// Shapes as people write them have the channels last ({28, 28, 1}); programs have them first ({1, 28, 28}).
Shape shape_from_sizes(const std::vector<std::int64_t>& sizes);
std::vector<std::int64_t> sizes_from_shape(const Shape&);

/// More than 2^40 values, or a size below 1: what no machine holds. Keeps every later count from overflowing.
bool too_large(const Shape&);
/// The picture that so many values make: square, with one or three channels, at least 8 pixels wide.
std::optional<Shape> picture_of(std::int64_t values);

/// The {channels, spatial…} sample with so many spatial axes that holds the same values in the same order, where there
/// is an obvious one: a sequence of all places of a picture, a volume whose slices are a picture's channels.
std::optional<Shape> with_axes(const Shape& found, std::size_t axes);

/// The stride that leads from one picture's size to a smaller one's, where one does: ⌈from/stride⌉ = to, at most 255.
std::optional<std::vector<std::int64_t>> stride_between(const Shape& from, const Shape& to);

/// "to 8×?×3": what a layer makes of its input, with −1 for a size that follows.
Message target_text(const std::vector<std::int64_t>& sizes);

/// "32 filters · 3×3 · same": the parts of a summary, up to nine.
Message joined(const std::vector<Message>& parts);
Message filters_text(std::int64_t);
Message inputs_text(std::int64_t);

// ---- Faults that several layers find --------------------------------------------------------------------------------
Fault too_large_fault(Text layer, const Shape& result, std::string setting);
/// For a layer that wants vectors.
Fault needs_vector(Text layer, const Shape& found);
/// For a layer that slides over sequences, pictures or volumes: 1 to 3 spatial axes. `infer` gives the layer's answer to
/// a repaired input.
Fault needs_axes(Text layer, const Shape& found, std::size_t axes, const std::function<Inferred(const Shape&)>& infer);

/// Two to eight inputs named a, b, c …
std::vector<Port> lettered_ports(std::int64_t n, Text help);

} // namespace loom
