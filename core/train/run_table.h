#pragma once
#include "train/runs.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <span>

namespace loom {

/// What people read of a state: "Interrupted", "Finished". `trained`: at this moment, by whatever program.
Text state_text(RunRecord::State, bool trained);

/// One column of the table of runs.
struct RunField {
    std::string id; // "best_val_loss".
    Text title;
    bool usual = false;  // Also where there is little room.
    bool result = false; // What came of it, not how it was done.
    /// A number, a text, a truth or a list of texts; null where it is not known or the run has none.
    std::function<nlohmann::json(const RunRecord&)> of;
    bool made_with = false; // What it hangs on: recipe, data, device.
};
/// In the table's order; the run's name is the first, "run".
std::span<const RunField> run_fields();

/// A setting of a run's recipe, with its id: its key for those of recipe_type(), "loss_smoothing", "optimizer_beta1".
struct RecipeFact {
    std::string id;
    const Setting* setting;
    Value value;
};
/// All that there are. The optimiser's learning rate is not among them: run_fields() has it.
std::vector<RecipeFact> recipe_facts(const RunRecord&);
nlohmann::json json_of(const Value&);
/// Columns for settings that these runs do not all have alike, or not all have; none that run_fields() has.
std::vector<RunField> differing_fields(std::span<const RunRecord>);

/// Where runs of the same network, recipe, data and device have the same number: they differ in nothing but the seed. From 0, in the
/// order of their first runs.
std::vector<std::size_t> seed_groups(std::span<const RunRecord>);

/// Mean and standard deviation of a sample (n − 1); the latter is NaN for fewer than two. What is not finite does not count.
struct Spread {
    std::size_t count = 0;
    double mean = not_measured, deviation = not_measured;
};
Spread spread(std::span<const double>);

/// What of a field a person reads: lists with commas between their entries; nothing for null.
std::string field_text(const nlohmann::json&);

/// A run that has not ended, with the best of its epochs so far and the time they took, of which its record says nothing before the end.
/// Others as they are.
RunRecord so_far(RunRecord, std::span<const EpochPoint>);

/// A line of ids, then one a run (RFC 4180), all lines but the last with their end.
std::string run_table_csv(std::span<const RunRecord>);

} // namespace loom
