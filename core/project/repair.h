#pragma once
#include "data/audit.h"
#include "graph/document.h"

namespace loom {

/// What mends a finding of the audit in a document: a preparation step, in front of those that make other numbers or
/// categories of the file's values, a setting of the recipe, another way of splitting, or rows left out by
/// hand.
struct Mending {
    Text title;              // "Drop the column".
    std::vector<Edit> edits; // Empty where the document does it already.
    std::size_t step = 0;    // The preparation step (from 1) that does it, or will; 0: none does, a setting.
    bool of_split = false;   // The way of splitting does it, or will.
};
/// Nothing where there is neither a step nor a setting for it. `data` is what the finding was found in.
std::optional<Mending> mending(const DataFinding&, const Document&, const Dataset& data);

} // namespace loom
