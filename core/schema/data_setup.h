#pragma once
#include "base/value.h"
#include "schema/row_edits.h"

#include <map>
#include <string>
#include <vector>

namespace loom {

/// What is done to the data before it is learned from: one of the step types, to some columns.
struct PreparationStep {
    std::string type;                      // Id of a step type.
    std::vector<std::string> columns;      // Empty: all that the type takes, the target apart.
    std::map<std::string, Value> settings; // Where they differ from the type's defaults.
    bool on = true;                        // Off: kept in the list, not done.

    bool operator==(const PreparationStep&) const = default;
};

/// How rows come to their parts (data/split.h draws them).
enum class SplitWay {
    Given,  // As the data brings them; what it does not bring is drawn as Random does.
    Random, // Whatever the data brings, as the ways below.
    Group,  // Rows with the same value in `split_column` stay together.
    Time,   // By `split_column`: the newest rows are the test part, those before them the validation part.
    Folds,  // `folds` equal parts, of which the one numbered `fold` is the test part.
};

/// Columns that Inputs and Outputs ask for beside the usual samples and the target. It follows from the network
/// (graph/ends.h) and is filled in where data is opened for one; documents and files hold none of it in their data.
struct WantedColumns {
    std::vector<std::string> inputs, targets; // Ascending.

    bool operator==(const WantedColumns&) const = default;
};

/// Where the data comes from and how it is cut: a part of the document, so that a change of it can be undone.
struct DataSetup {
    std::string source;                     // Id of a source type; empty: no data yet.
    std::map<std::string, Value> settings;  // Of the source, where they differ from its defaults.
    std::string path;                       // As the user gave it; relative to the project in files, where it can be.
    std::string target;                     // Column to predict; empty: the source's own choice.
    std::map<std::string, std::string> column_types; // What the user overruled: column → type name.
    SplitWay split = SplitWay::Given;
    double validation_share = 0.1;          // Of the training part.
    double test_share = 0.2;                // Of all rows; not of folds.
    std::int64_t split_seed = 1;            // Not of Time.
    bool stratified = true;                 // Given, Random and Folds: each class gives its share to each part.
    std::string split_column;               // Group, Time; Folds: rows with the same value stay together. Empty: none.
    std::int64_t folds = 5, fold = 1;       // From 2; from 1 to `folds`.
    std::int64_t picture_size = 0;          // Side in pixels; 0: as most of them are.
    std::vector<PreparationStep> steps;     // Done in this order.
    RowEdits row_edits = {};                // Before everything else.
    WantedColumns wanted = {};

    bool operator==(const DataSetup&) const = default;
};

} // namespace loom
