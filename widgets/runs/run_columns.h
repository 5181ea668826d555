#pragma once
#include "train/run_table.h"

#include <QString>

#include <functional>
#include <span>
#include <vector>

namespace loom {

/// One column of the ledger behind those that every ledger has (box, name, state).
struct RunColumn {
    std::string id; // As in run_fields() and recipe_facts().
    QString title;  // Short: many stand side by side.
    QString help;   // The whole name.
    /// Numbers: what is sorted by and averaged over groups, NaN where there is none; and how one is written.
    std::function<double(const RunRecord&)> number = {};
    std::function<QString(double)> number_text = {};
    /// Of the others.
    std::function<QString(const RunRecord&)> text = {};
    bool more_is_better = false, less_is_better = false;
    bool usual = false; // Shown unless it was hidden by hand.
    bool fact = false;  // Of how the run was made: shown while the runs differ in it.
    QString widest = {}; // The room it needs.
};

/// All columns for these runs, in the current language; settings of the recipe that they do not have alike among them.
std::vector<RunColumn> run_columns(std::span<const RunRecord>);

/// "7:29", "1:02:03".
QString clock_text(double seconds);

} // namespace loom
