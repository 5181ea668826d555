#pragma once
#include "datasets/row_list.h"

#include <string>

namespace loom {

/// Which rows of a dataset are asked for: those for which everything that is set holds.
struct RowQuery {
    std::string condition;           // As people type it (data/row_filter.h).
    std::optional<Part> part;
    bool edited = false;             // Changed by hand.
    std::int32_t label = -1;
    std::vector<std::uint32_t> only; // Ascending; empty: any.

    /// Every row is meant: nothing has to be looked through.
    bool is_all() const { return condition.empty() && !part && !edited && label < 0 && only.empty(); }
};

/// Looks through the rows on all processors. Where it is cancelled, the answer is of no use. A condition that is none
/// counts as empty.
RowOrder find_rows(const Dataset&, const RowQuery&, Progress&);

} // namespace loom
