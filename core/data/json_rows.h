#pragma once
#include "base/threads.h"
#include "data/table.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace loom {

/// Collects the rows of a table from JSON. Keys are columns, in the order of their first appearance; an object in an object
/// is flattened ("a.b"), an array of plain values becomes a text with a line for each of them, any other array its JSON.
/// null and a key that is not there are missing. Memory grows with what is given, not with columns times rows.
class JsonRows {
public:
    /// A row; or why it can be none, and then nothing of it is kept. `line`: where it stands, for notes.
    std::optional<Message> add(std::string_view object, std::size_t line);
    /// The next cell of a column of which values stand together; rows go on by themselves. The same errors.
    std::optional<Message> add_value(const std::string& column, std::size_t row, std::string_view value, std::size_t line);

    std::size_t rows() const { return lines_.size(); }

    /// The table's columns and rows. Types are guessed as those of CSV are; a column of nothing but true and false is one of
    /// yes or no. An error where that would take more memory than there is.
    Status finish(Table&, std::string_view where, Progress*);

    static constexpr std::size_t deepest = 100, most_columns = 10'000;

private:
    friend class JsonRowReader;
    enum Kind : std::uint8_t { Nothing = 0, Number = 1, Bool = 2, Other = 4 };

    struct Cells {
        std::string name;
        std::vector<std::uint32_t> rows; // Of the texts.
        Texts texts;
        std::uint8_t kinds = 0;
        std::size_t pending = 0; // Its place in pending_ where it has one.
    };
    struct Pending {
        std::size_t column;
        std::string text;
        Kind kind;
    };

    bool pend(const std::string& name, std::string text, Kind kind);
    void commit(std::size_t row);
    void drop(std::size_t columns_before);
    Column column_of(const Cells&, std::vector<Message>& notes) const;

    std::vector<Cells> columns_;
    std::unordered_map<std::string, std::size_t> places_;
    std::vector<Pending> pending_; // The cells of the row that is being read.
    std::vector<std::uint32_t> lines_;
};

} // namespace loom
