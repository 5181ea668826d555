#pragma once
#include "data/row_order.h"
#include "datasets/row_list.h"

#include <string>

namespace loom {

/// Which rows of a dataset are asked for: those for which everything that is set holds; and in which order.
struct RowQuery {
    std::string condition;           // As people type it (data/row_filter.h).
    std::optional<Part> part;
    bool edited = false;             // Changed by hand.
    std::int32_t label = -1;
    std::vector<std::uint32_t> only; // Ascending; empty: any.
    std::optional<RowSort> sort;     // By a column of the dataset's table; nothing: as in the file.

    /// Every row is meant: nothing has to be looked through.
    bool is_all() const { return condition.empty() && !part && !edited && label < 0 && only.empty(); }
};

/// Looks through the rows on all processors, and sorts what is found. Where it is cancelled, the answer is of no use. A condition
/// that is none counts as empty.
RowOrder find_rows(const Dataset&, const RowQuery&, Progress&);

/// Where the chosen rows of one order are in another one. Of those that would be more than 100 000 ranges the current row alone
/// stays chosen: so many would make every click wait. Where it is cancelled, the answer is of no use.
RowChoice followed(const RowChoice&, const RowOrder& before, const RowOrder& after, const Progress&);

} // namespace loom
