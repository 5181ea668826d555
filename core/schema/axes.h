#pragma once
#include "schema/shapes.h"

namespace loom {

/// An axis as people count it, channels last ({height, width, channels}; −1 is the last), as an axis of a stored shape,
/// which has the channels first; nothing where there is no such axis.
std::optional<std::size_t> stored_axis(std::int64_t written, std::size_t rank);
/// "axis": −1 for the channels.
Setting axis_setting(Text help);
/// A run of elements along one axis, as behind a variable: "[:, 2:5]", and "[..., 2:5]" in Keras.
std::string torch_run(std::size_t stored, std::int64_t begin, std::int64_t size);
std::string keras_run(std::size_t stored, std::size_t rank, std::int64_t begin, std::int64_t size);
/// Where there is no such axis; the first repair takes the last.
Fault no_axis_fault(const Shape& found, std::int64_t written);

} // namespace loom
