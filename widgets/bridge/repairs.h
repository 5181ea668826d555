#pragma once
#include "bridge/graph_document.h"

#include <span>

namespace loom {

/// Takes the first repair of a finding, or the one with this label, as the document is now: places may have changed since
/// the finding was shown. `now`: the findings as they are. False where it is gone or cannot be made.
bool repair(GraphDocument&, std::span<const Finding> now, const Finding& seen, const Message* label = nullptr);

} // namespace loom
