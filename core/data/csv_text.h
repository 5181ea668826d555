#pragma once
#include "base/files.h"
#include "base/threads.h"
#include "data/cell_text.h"
#include "data/table.h"

namespace loom {

/// How a text is cut into fields.
struct CsvDialect {
    char delimiter = ','; // ' ' stands for any run of spaces and tabs.
    char quote = '"';     // '\0': none.
    std::size_t skipped_lines = 0; // In front of the header; no rows of the table.
    std::size_t header_rows = 1;   // Records that hold names, one above the other; 0: none.
    DecimalMark decimal = DecimalMark::Point;
    std::size_t columns = 1; // That a row should have.
    /// Of a first line that counts, as scikit-learn writes it (rows, features, names of classes): the rows, and the names.
    std::optional<std::size_t> counted_rows = {};
    std::vector<std::string> counted_classes = {};
};

/// What the person decided; the rest is guessed.
struct CsvWishes {
    std::optional<char> delimiter, quote;
    std::optional<std::size_t> skipped_lines, header_rows;
    std::optional<DecimalMark> decimal;
    bool mend = true; // Labels of two files that differ by full stops become the same, numbers of classes their names.
};

struct CsvField {
    const char* begin = nullptr;
    const char* end = nullptr;         // Quotes included.
    bool quoted = false, plain = true; // Plain: the text is just what lies between the quotes.
};

/// Goes through a text record by record (RFC 4180, and what programs write besides: any line end, spaces around fields,
/// text after a closing quote). Empty lines are passed over.
class CsvScanner {
public:
    /// From a record's begin on.
    CsvScanner(std::string_view text, const CsvDialect&, std::size_t at = 0);

    /// False at the end. A quote that is not closed within `longest_quoted` bytes makes a record that is broken(); the
    /// next one begins on the next line.
    bool next(std::vector<CsvField>&);
    bool broken() const { return broken_; }
    /// Whether the text ended in the middle of the record, if more comes behind it.
    bool cut() const { return cut_ || (p_ == end_ && p_ != begin_ && p_[-1] != '\n' && p_[-1] != '\r'); }
    std::size_t line() const { return line_; } // Where the record began; where the scanner did is line 1.
    std::size_t next_line() const { return next_line_; }
    std::size_t at() const { return std::size_t(p_ - begin_); }
    void skip_empty_lines();
    /// Goes on behind `bytes` that were read otherwise, in which so many lines end.
    void pass(std::size_t bytes, std::size_t lines)
    {
        p_ += bytes;
        next_line_ += lines;
    }

    static constexpr std::size_t longest_quoted = 1 << 20;

private:
    bool field(std::vector<CsvField>&);
    void end_line();
    /// The next delimiter or line end, from there on; the text's end where there is none.
    const char* mark_from(const char*);

    const char *begin_, *p_, *end_;
    char delimiter_, quote_, other_delimiter_; // Tabs where spaces are delimiters.
    const char* block_ = nullptr; // 64 bytes that were looked through at once,
    std::uint64_t marks_ = 0;     // and which of them are delimiters or line ends.
    std::size_t line_ = 1, next_line_ = 1;
    bool broken_ = false, cut_ = false;
};

/// Where the rows begin, behind the lines that are passed over and the header: the byte, and how many lines lie before it.
/// `header`: its records, one after the other.
struct CsvBeginning {
    std::size_t at = 0, lines = 0;
    std::vector<std::vector<std::string>> header = {};
};
CsvBeginning beginning_of(std::string_view text, const CsvDialect&);

/// How often a character stands in a text.
std::size_t count_of(std::string_view text, char);

/// Where the first record begins at or behind `at`, as far as the text there tells; `inside`: a quote is open at `at`.
std::size_t next_record(std::string_view text, const CsvDialect&, std::size_t at, bool inside);

std::string_view text_without_quotes(const CsvField&, char quote, std::string& scratch);
/// The field's text; `scratch` holds it where quotes had to be taken out.
inline std::string_view field_text(const CsvField& field, char quote, std::string& scratch)
{
    if (!field.quoted)
        return {field.begin, std::size_t(field.end - field.begin)};
    return text_without_quotes(field, quote, scratch);
}

/// From the beginning of the text.
CsvDialect guess_dialect(std::string_view text, const CsvWishes&);

/// One file of a table.
struct CsvPiece {
    std::shared_ptr<const Bytes> text; // UTF-8.
    std::string name;
    Part part = Part::Train;
    std::uint64_t from = 0; // Bytes in front that are no text: a mark of the byte order.
};

/// How much of a text is in memory at once.
struct CsvMemory {
    std::size_t share_bytes = std::size_t{4} << 20; // What a thread reads at once; the table is the same for all.
    /// Of text; the values of longer ones lie in files without names. Nothing: an eighth of what is free, at least 256 MB
    /// and at most 2 GB.
    std::optional<std::uint64_t> most_in_memory = {};
    std::size_t most_of_columns = std::size_t{64} << 20; // What the columns of those hold before they go on in files.
};

/// What is read, and whether it could be: texts in other encodings must be turned into UTF-8 first.
struct CsvTable {
    std::shared_ptr<Table> table;
    bool utf8 = true; // False: there is no table.
};

/// Rows and typed columns from texts of the same columns. The types come from all of the rows. Ragged rows are set
/// aside; where they are more than half, that is an error. `pieces` of different parts give the table its split.
Result<CsvTable> read_csv(std::span<const CsvPiece> pieces, const CsvWishes&, Progress*, CsvMemory = {});

} // namespace loom
