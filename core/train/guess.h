#pragma once
#include "graph/document.h"
#include "train/chart.h"

namespace loom {

/// Of the first Output, where it is compared with the data's target: the share of the most frequent class, the entropy of the
/// classes for a cross-entropy without weights and smoothing, the variance for the mean squared error, the mean distance from the
/// median for the mean absolute error. Rows count as an epoch goes through them, at most 20 000 of them.
Guess guess_of(const Document& flat, const Dataset&);

} // namespace loom
