#pragma once
#include "base/files.h"
#include "base/severity.h"
#include "graph/flatten.h"

#include <nlohmann/json_fwd.hpp>

namespace loom {

/// What ails a training, in one sentence with its figures, and what a person can do.
struct Diagnosis {
    std::string ailment = {}; // Id of the type (train/ailment.h) that found it; the doctor says so.
    Severity severity = Severity::Warning;
    Message message, hint = {};
    std::int64_t epoch = 0, step = 0; // Done when it was found; of numbers that broke, the step that broke them.
    std::optional<NodeId> node = {};  // Of the document that is trained.
    UnitPath path = {};               // To the node.
    std::string layer = {};           // Its name, with the way to it.
    std::string column = {};          // Of the data.
    std::vector<std::uint32_t> rows = {}; // Of the table.
    double size = 0;                  // By how much; what that means is the ailment's.

    /// The same thing at the same place, whatever the figures.
    bool same_as(const Diagnosis& d) const { return ailment == d.ailment && node == d.node && path == d.path && column == d.column; }
    /// The same text for what is the same thing at the same place, for files: "dead_units/4/12".
    std::string key() const;
};

/// For programs: the sentences in the current language.
nlohmann::json to_json(const Diagnosis&);

/// findings.json of a run's folder: all that was found, in the order of finding. Replaced as a whole.
Status save_findings(const fs::path& folder, std::span<const Diagnosis>);
/// None where there is no file.
Result<std::vector<Diagnosis>> load_findings(const fs::path& folder);

} // namespace loom
