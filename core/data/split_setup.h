#pragma once
#include "data/split.h"
#include "schema/data_setup.h"

namespace loom {

/// As files and the terminal call it: "given", "random", "group", "time", "k-fold".
std::string_view split_way_id(SplitWay);
std::optional<SplitWay> find_split_way(std::string_view id);

/// The parts of these rows of a table as `setup` wants them. `classes`: the target's, one per table row, or empty where it is
/// no class; `target`: its name, which no column to split by may be. Notes are added to. Errors: a column that is not there or
/// of no use, more folds than there are rows or groups; they say what to do.
Result<Parts> parts_of(const Table&, std::span<const std::uint32_t> rows, std::span<const std::int32_t> classes,
                       std::string_view target, const DataSetup& setup, std::vector<Message>& notes);

/// Whether the way can use columns of this kind: for Group and Folds all but pictures and sounds, for Time dates and numbers.
bool can_split_by(const Column&, SplitWay);

/// A number for each different value, from 0 on, −1 where it is missing. Empty for pictures and sounds.
std::vector<std::int32_t> groups_of(const Column&);

/// Whether a column's values seem to name people, devices, sessions … that have some rows each, by its type and its name;
/// of `filled` rows with a value, `distinct` are different. What names each row, and categories, do not.
bool names_groups(const Column&, std::size_t filled, std::size_t distinct);

/// The column that people probably mean; empty where none seems right.
std::string guess_split_column(const Table&, SplitWay, std::string_view target);

} // namespace loom
