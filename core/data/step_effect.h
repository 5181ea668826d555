#pragma once
#include "base/threads.h"
#include "data/dataset.h"

#include <optional>

namespace loom {

/// What one step of a list does to the rows that are learned from and judged with.
struct StepEffect {
    std::optional<Error> error;       // Why it cannot be done; nothing else is told then.
    std::vector<std::string> columns; // It is done to these; of steps that choose rows, those it names.
    std::size_t rows = 0;             // That come to it.
    std::size_t left_out = 0;         // Of those, by a step that chooses rows.
    std::size_t values = 0;           // Cells of its columns in these rows.
    std::size_t changed = 0;          // Of those, other ones behind it. A column that is gone counts as unchanged.
    std::size_t emptied = 0;          // Of the changed ones, missing behind it.
    std::size_t changed_rows = 0;     // With at least one such cell.
    std::size_t drawn = 0;            // Behind a step that balances: an epoch's rows, of which some may come again.
};

/// The data as a step finds them.
struct StepInput {
    std::shared_ptr<const Table> table;
    std::vector<std::uint32_t> rows;     // A step that chooses rows chooses among these, ascending.
    std::vector<std::uint32_t> training; // Others learn from these.
    std::string target;                  // They leave it alone.
    std::vector<std::uint32_t> epoch = {};  // A step that balances chooses among these, ascending.
    std::vector<std::int32_t> classes = {}; // One per row of the table; empty where the target is a number.
    SampleForm form = {};                   // What a step that augments changes.
    std::shared_ptr<KeptVectors> kept = {}; // The dataset's.
};
/// In front of place `at` of the list (its size: behind all), for a step that chooses rows or for one that does not.
/// Steps that are off or cannot be done are passed over. Copies the table where others change it: not for a window's
/// thread.
StepInput step_input(const Dataset&, std::span<const PreparationStep>, std::size_t at, bool chooses_rows, Progress* = nullptr);

/// The effect of each step of a list; nothing for those that are off. Steps that cannot be done are passed over by those
/// behind them. What is not reached when `progress` is cancelled stays empty.
std::vector<std::optional<StepEffect>> step_effects(const Dataset&, std::span<const PreparationStep>, Progress* = nullptr);

/// Some rows before and behind a step.
struct StepPreview {
    struct Pair {
        std::optional<Column> before, behind; // The shown rows alone. Nothing: it is made by the step, or gone. The names
                                              // differ where it is the same under another one.
        std::vector<bool> changed;            // One per shown row.
    };
    StepEffect effect;
    bool chooses_rows = false;
    std::vector<std::uint32_t> rows; // Of the table, ascending.
    std::vector<bool> stays;         // One per shown row.
    std::vector<Pair> columns;       // Those of the step; of a step that chooses rows, all of the table.
    /// As many numbers the network gets from what the step leaves of its columns, unless steps behind it change them.
    std::size_t numbers = 0;
};
/// At most `rows` rows, those first that the step changes or leaves out. Whether it is on does not matter.
StepPreview preview_step(const PreparationStep&, const StepInput&, std::size_t rows, Progress* = nullptr);

} // namespace loom
