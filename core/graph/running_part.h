#pragma once
#include "graph/analysis.h"

namespace loom {

/// What of a network that cannot be trained yet can run all the same: the nodes of its main graph that have no error and are
/// fed by such nodes alone, each under its own number, without the Outputs; instead, each end has an Output of its own that is
/// compared with what it is given. Nothing where no Input is left.
std::optional<Document> running_part(const Document&, const Analysis&);

} // namespace loom
