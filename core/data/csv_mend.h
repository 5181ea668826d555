#pragma once
#include "data/csv_text.h"

namespace loom {

/// What only shows once all columns are there, each with a note. Words such as NA and None that were kept as values
/// become missing ones after all where other columns miss the same rows. With `odd`: labels of one part that differ from
/// the others' by a full stop become the same (as in UCI's Adult), and a last column of numbers gets the names that the
/// line that counts gives.
void mend(Table&, const CsvDialect&, bool odd);

/// Numbers of classes, 0 … n−1 or 1 … n in the order of the names, to the names: in the only column whose values are
/// just these; nothing happens where there is none or are several. True where there was one.
bool name_classes(Table&, const std::vector<std::string>& names);

} // namespace loom
