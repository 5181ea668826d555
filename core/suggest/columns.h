#pragma once
#include "suggest/suggestion.h"

namespace loom {

/// What the columns of a table ask for, to be done behind the data's own steps.
struct ColumnAdvice {
    std::vector<PreparationStep> steps;
    std::vector<Decision> decisions;
};
/// `data` holds no pictures.
ColumnAdvice advise_columns(const Dataset& data, std::span<const DataFinding> findings);

} // namespace loom
