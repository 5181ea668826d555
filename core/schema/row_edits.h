#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loom {

/// What a person changed in one row of the data by hand. The file stays as it is.
struct RowEdit {
    std::string name;        // The row's file below the data's folder; empty where rows are no files.
    std::uint32_t row = 0;   // Counted from 0.
    std::uint64_t check = 0; // Of what the row holds, where it has no name: in another file it is another row.
    std::string column, label; // The row's value in that column, in place of the file's. Both are empty where it keeps it.
    bool excluded = false;     // In no part.
    std::string note;

    bool changes_nothing() const { return label.empty() && !excluded && note.empty(); }
    bool operator==(const RowEdit&) const = default;
};

/// All of them, at most one a row. Copies share them until one is changed.
class RowEdits {
public:
    static constexpr std::size_t most = 100'000;

    bool empty() const { return !rows_; }
    std::size_t size() const { return all().size(); }
    /// In the order of names; those without a name come first, in the order of rows.
    std::span<const RowEdit> all() const { return rows_ ? std::span<const RowEdit>(*rows_) : std::span<const RowEdit>(); }
    /// By its name, or where that is empty by its row. Null where there is none.
    const RowEdit* find(std::string_view name, std::uint32_t row) const;

    /// Each takes the place of what was there for its row; one that changes nothing only takes that away. Returns what
    /// puts everything back.
    std::vector<RowEdit> put(std::vector<RowEdit>);
    /// What counts for learning: no notes.
    RowEdits without_notes() const;

    bool operator==(const RowEdits& other) const;

private:
    std::shared_ptr<const std::vector<RowEdit>> rows_; // Null: none.
};

} // namespace loom
