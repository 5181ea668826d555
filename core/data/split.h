#pragma once
#include "data/table.h"

namespace loom {

/// Row numbers, ascending.
struct Parts {
    std::vector<std::uint32_t> train, validation, test;
};

struct SplitRules {
    double validation_share = 0.1; // Of what is left for training.
    double test_share = 0.2;       // Of all rows.
    std::uint64_t seed = 1;
};

/// Draws `share` of `rows` (rounded), the same ones for the same seed. With `classes` (one per table row, −1 for none)
/// every class gives its share, to the nearest row.
std::vector<std::uint32_t> draw(std::span<const std::uint32_t> rows, double share,
                                std::span<const std::int32_t> classes, std::uint64_t seed, std::uint64_t stream);

/// Parts that the data brings (`given`, one per table row, or empty) are kept; what it does not bring is drawn.
Parts split_rows(std::span<const std::uint32_t> rows, std::span<const Part> given,
                 std::span<const std::int32_t> classes, const SplitRules&);

} // namespace loom
