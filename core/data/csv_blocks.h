#pragma once
#include "data/byte_marks.h"
#include "data/csv_text.h"

#include <algorithm>

namespace loom {

/// Good records, one behind the other in the text. A field ends where `ends` says (at its delimiter or line end) and begins
/// behind the end of the one before it.
struct CsvBlock {
    std::string_view text;           // From the first record's begin to the end of all that may be read.
    std::size_t rows = 0, bytes = 0; // Bytes: of the records.
    std::size_t columns = 1;
    char quote = '\0';
    std::vector<std::uint32_t> ends;
    bool line_ends_within = false; // Some stand in quotes.
    static constexpr std::size_t readable = 24; // Fields that begin so near the end of the text are not read at once.

    const char* begin_of(std::size_t row, std::size_t column) const
    {
        const std::size_t field = row * columns + column;
        return text.data() + (field ? ends[field - 1] + 1 : 0);
    }
    const char* end_of(std::size_t row, std::size_t column) const
    {
        const char* const end = text.data() + ends[row * columns + column];
        return end - (column + 1 == columns && end[-1] == '\r');
    }
    /// What CsvScanner and field_text() would give.
    std::string_view field(std::size_t row, std::size_t column, std::string& scratch) const
    {
        const char *begin = begin_of(row, column), *end = end_of(row, column);
        if (begin != end && (*begin == quote || is_blank(*begin) || is_blank(end[-1]))) [[unlikely]]
            return odd_field(begin, end, scratch);
        return {begin, std::size_t(end - begin)};
    }
    /// Whether 16 bytes and more can be read from there on.
    bool readable_at(const char* begin) const { return std::size_t(text.data() + text.size() - begin) >= readable; }
    /// Lines in front of a row.
    std::size_t lines_before(std::size_t row) const;

private:
    static bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
    std::string_view odd_field(const char* begin, const char* end, std::string& scratch) const;
};

/// Reads records that are written as nearly all are, some hundred at once and 64 bytes at a time, after Langdale and
/// Lemire, “Parsing gigabytes of JSON per second” (2019). What is odd is left to CsvScanner: blanks as delimiters, empty
/// lines, lines that end with a lone CR, quotes in the middle of a field, text behind a quote, zero bytes, records of
/// other lengths.
class CsvBlocks {
public:
    explicit CsvBlocks(const CsvDialect&);

    /// The records of `text` from `at` on, a record's begin, as far as they are plain: those that begin in front of
    /// `until`, and no more than about `block_bytes`. None where the first is odd.
    void read(std::string_view text, std::size_t at, std::size_t until, CsvBlock&);
    static constexpr std::size_t block_bytes = std::size_t{1} << 16, least_reach = 512;

private:
    std::size_t collect(std::string_view text, CsvBlock&);

    char delimiter_, quote_;
    std::size_t columns_;
    FieldMarking marking_;
    std::size_t reach_ = least_reach; // How far it looks: far where all was plain.
    std::vector<std::uint32_t> lines_; // Where records end: so many,
    std::size_t line_count_ = 0;       // and room behind them.
};

} // namespace loom
