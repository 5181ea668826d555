#pragma once
#include "data/table.h"

namespace loom {

/// The column in these rows alone, in their order. Of pictures and sounds, the names.
Column some_rows(const Column&, std::span<const std::uint32_t> rows);

} // namespace loom
