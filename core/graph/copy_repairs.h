#pragma once
#include "graph/analysis.h"

namespace loom {

/// As analyse(), with the repairs of faults inside of units as edits of the unit that nobody has tried.
Analysis analyse_untried(const Document&, const DataFacts*);

/// The repairs of what is wrong inside of copies of units, and where these are not connected. In this order: a setting that
/// a copy on the way gives; the unit changed for all its copies, whose number is said; the unit changed for this copy alone,
/// which gets one of its own. Each was tried on a copy of the document: it mends the finding and brings no error anywhere
/// else. Repairs in a unit with one copy stay as they are. Trials take as many analyses as `most_tried_nodes` of the flat
/// graph allow; what they did not come to is not offered.
void try_repairs(const Document&, const DataFacts*, Analysis&);
/// Analysed in trials all together: less than 20 ms.
inline constexpr std::size_t most_tried_nodes = 3000;

} // namespace loom
