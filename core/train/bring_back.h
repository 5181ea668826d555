#pragma once
#include "train/runs.h"

namespace loom {

/// Edits that put network, recipe and data of a run in the place of the document's: one step of its history. Data that has moved is
/// taken from where the document has it; that of a run that has seen none stays as it is.
std::vector<Edit> bringing_back(const Document& now, const RunRecord&);

} // namespace loom
