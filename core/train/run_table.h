#pragma once
#include "train/runs.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <span>

namespace loom {

/// One column of the table of runs.
struct RunField {
    std::string_view id; // "best_val_loss".
    Text title;
    bool usual = false;  // Also where there is little room.
    bool result = false; // What came of it, not how it was done.
    /// A number, a text or a truth; null where it is not known or the run has none.
    std::function<nlohmann::json(const RunRecord&)> of;
};
/// In the table's order; the run's name is the first, "run".
std::span<const RunField> run_fields();

/// A line of ids, then one a run (RFC 4180), all lines but the last with their end.
std::string run_table_csv(std::span<const RunRecord>);

} // namespace loom
