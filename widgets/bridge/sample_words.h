#pragma once
#include "data/dataset.h"

#include <QString>

namespace loom {

/// "digit 3": the target of a row with its value; empty where it has none.
QString target_words(const Dataset&, std::uint32_t row);
/// What a row without a picture holds: "age 31 · city Oslo", or its text; the target apart. At most `columns` of a table.
QString row_words(const Dataset&, std::uint32_t row, std::size_t columns = 4);

} // namespace loom
