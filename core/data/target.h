#pragma once
#include "data/table.h"

namespace loom {

/// Whether such a column can be learned, or learned from as it is.
bool learnable(const Column&);
/// The column that is probably to be learned; empty where there is none.
std::string guess_target(const Table&);
/// Whether a target is a class (text, yes/no, few whole numbers) or a quantity, and the classes of one that is.
bool is_class(const Column&);
Codes classes_of(const Column&);
/// What is said where a column is named that the table does not have.
Error no_column(const Table&, const std::string& name);

} // namespace loom
