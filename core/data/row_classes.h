#pragma once
#include "data/dataset.h"

namespace loom {

/// The classes that a row is of, each once: its label, or those of the objects in its picture. `into` is what it was filled with.
std::span<const std::int32_t> row_classes(const Dataset&, std::uint32_t row, std::vector<std::int32_t>& into);
/// Whether it is one of them.
bool is_of_class(const Dataset&, std::uint32_t row, std::int32_t label);

} // namespace loom
