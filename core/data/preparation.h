#pragma once
#include "data/kept_vectors.h"
#include "data/known_column.h"
#include "schema/data_setup.h"

#include <nlohmann/json_fwd.hpp>

namespace loom {

struct StepType; // data/step.h

/// A step that changes columns, with what it has learned.
struct FittedStep {
    std::string type; // Id of a step type.
    Values values;    // Of all its settings.
    std::string learned; // JSON, as the type writes it.
    std::vector<KnownColumn> columns{}; // As it found those that it changes the values of: other tables are made alike.

    bool operator==(const FittedStep&) const = default;
};
nlohmann::json to_json(const FittedStep&);
Result<FittedStep> fitted_step_from_json(const nlohmann::json&);

/// A step of a list with all its settings, which are valid.
struct ReadyStep {
    const StepType* type = nullptr;
    Values values;
};
Result<ReadyStep> ready_step(const PreparationStep&);
/// The columns that it is done to: those it names, or, of a step that takes each by itself and names none, all that it
/// takes in the table's order, the target apart.
Result<std::vector<std::string>> columns_of_step(const PreparationStep&, const StepType&, const Table&, const std::string& target);

/// What is done by itself: sounds become spectrograms, and a text that is all there is to learn from becomes ids. Nothing where
/// the list has done so already.
std::vector<PreparationStep> steps_by_themselves(const Table&, const std::string& target);

/// The rows that stay once the steps that choose rows, and are on, have chosen among `rows`.
Result<std::vector<std::uint32_t>> chosen_rows(std::span<const PreparationStep>, const Table&,
                                               std::vector<std::uint32_t> rows);

/// Rows of the training part as the steps that balance, and are on, have them in an epoch: ascending, some of them several
/// times. `classes`: one per row of the table, empty where the target is a number.
Result<std::vector<std::uint32_t>> balanced_rows(std::span<const PreparationStep>, std::vector<std::uint32_t> training_rows,
                                                 std::span<const std::int32_t> classes);

/// Lets every step that is on and changes columns learn from the training rows, each from what those before it leave, and
/// changes `table` accordingly. The column `target` stays as it is.
Result<std::vector<FittedStep>> fit_steps(std::span<const PreparationStep>, Table& table, const std::string& target,
                                          std::span<const std::uint32_t> training_rows, const StepRun& = {});

/// Does to another table what was learned.
Status apply_steps(std::span<const FittedStep>, Table&, const StepRun& = {});

} // namespace loom
