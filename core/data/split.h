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

/// Whole groups (`groups`: one per table row, −1 for none) go to each part, drawn so that its rows are about as many as its
/// share asks for, and at least one group where there are enough; one always stays for training, and so do rows in no group.
/// Known elsewhere as GroupShuffleSplit, where shares are of groups.
Parts split_groups(std::span<const std::uint32_t> rows, std::span<const std::int32_t> groups, const SplitRules&);

/// The newest rows are the test part, those before them the validation part. `times`: one per table row; NaN: unknown, in
/// the training part. Equal times lie in one part: the border nearest to what the share asks for is taken, and never all.
Parts split_times(std::span<const std::uint32_t> rows, std::span<const double> times, const SplitRules&);

struct Fold {
    std::size_t count = 5, test = 0; // How many, and which one is the test part, from 0.
};
/// Folds of equally many rows, to the nearest row, and with `classes` of equally many of each class (StratifiedKFold).
/// With `groups` instead no group is torn: the largest goes first, each to the fold with the fewest rows (GroupKFold). The
/// validation part is drawn from the other folds as split_rows() and split_groups() do.
Parts split_folds(std::span<const std::uint32_t> rows, std::span<const std::int32_t> classes,
                  std::span<const std::int32_t> groups, Fold, const SplitRules&);

} // namespace loom
