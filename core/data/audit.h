#pragma once
#include "base/severity.h"
#include "data/dataset.h"
#include "data/picture_look.h"
#include "data/statistics.h"

#include <nlohmann/json_fwd.hpp>

#include <map>

namespace loom {

/// What mends a finding: the id of a preparation step or setting, with its settings.
struct DataRepair {
    std::string_view id; // drop_column, leave_out, keep_one, impute, clip, convert_unit, group_rare, hash_column, …
    std::map<std::string, Value> arguments = {};
};
/// "Drop the column".
Text repair_title(std::string_view id);

/// Something about the data that a person should know before training on it.
struct DataFinding {
    Severity severity = Severity::Info;
    Message title;  // A bold sentence with the number.
    Message reason; // Why it matters, in plain words.
    std::vector<std::string> columns = {};
    std::vector<std::uint32_t> rows = {}; // Of the table, ascending, the first `rows_kept`.
    std::size_t row_count = 0;            // All that are concerned; 0 where it is not about certain rows.
    std::optional<DataRepair> repair = {};
    std::string_view check = {}; // Id of the check that found it; audit() says so.

    static constexpr std::size_t rows_kept = 1000;
    /// Keeps the first of them and counts all.
    void concern(std::span<const std::uint32_t> all);
};
nlohmann::json to_json(const DataFinding&);

/// What checks look at.
struct Audited {
    const Table& table;
    const Dataset* dataset = nullptr; // Null where there is none yet: no target, no parts, no labels.
    std::span<const ColumnStatistics> statistics = {}; // One per column.
    std::span<const PictureLook> pictures = {};        // One per row of a table of pictures, else empty.
    int threads = 1;
    Progress* progress = nullptr; // Cancelled: checks end early, and what they find is not looked at.
    // Made by audit():
    std::vector<bool> identifier = {}; // Per column: it only names or numbers the rows.
    std::vector<std::vector<std::uint32_t>> equal_rows = {}; // Of two rows or more, without identifiers; of equal pictures.

    bool stopped() const { return progress && progress->cancelled; }
    /// The columns in which equal rows are equal; empty where those are all.
    std::vector<std::string> compared() const;
    /// Whether the table's values allow so few different rows that equal ones say little.
    bool equal_by_chance() const;
    /// The column that is learned; null where that is not known.
    const Column* target() const { return dataset ? table.find(dataset->target()) : nullptr; }
    bool is_target(const Column& c) const { return &c == target(); }
    /// Per row; nothing for rows in no part. Without a dataset those that the table came in.
    std::vector<std::optional<Part>> part_of_rows() const;
};

/// One of each row; rows that are equal in these columns have equal ones. Worth nothing where it was stopped.
std::vector<std::uint64_t> row_hashes(std::span<const Column* const>, std::size_t rows, int threads, const Progress* = nullptr);

/// A check is a file in core/checks with a function `<file>_check()`.
struct CheckType {
    std::string_view id;
    Text title;
    std::function<std::vector<DataFinding>(const Audited&)> look;
};
std::span<const CheckType* const> check_types();

/// All checks, the worst findings first. `dataset` may be null; else `table` must be its own. `statistics` are those of the
/// table's columns, `pictures` what look_at_pictures() gives for its image column; where they are empty they are made here.
/// Where `progress` is cancelled, what the checks that were through had found.
std::vector<DataFinding> audit(const Table& table, const Dataset* dataset, std::span<const ColumnStatistics> statistics,
                               std::span<const PictureLook> pictures = {}, int threads = allowed_processors(),
                               Progress* progress = nullptr);

// ---- Words for findings ---------------------------------------------------------------------------------------------
/// "12,544".
std::string quantity(std::size_t);
/// "1 row", "12,544 rows".
Message rows_text(std::size_t);
/// "2.5%"; what is not all never reads 100%, what is not nothing never 0%.
std::string percent(double share);
/// A value of a column: "12,544,000", "0.0317".
std::string figure(double);
/// The beginning of a text, on one line.
std::string excerpt(std::string_view);

} // namespace loom
