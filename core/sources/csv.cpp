#include "base/files.h"
#include "base/threads.h"
#include "data/csv_mend.h"
#include "data/csv_text.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

enum class Delimiter { Auto, Comma, Semicolon, Tab, Bar, Space };
enum class Quotes { Auto, Double, Single, None };
enum class Header { Auto, Yes, No };
enum class Decimal { Auto, Point, Comma };

std::string lower_ending(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return ending;
}

bool named_as_table(const fs::path& path)
{
    const std::string ending = lower_ending(path);
    return ending == ".csv" || ending == ".tsv" || ending == ".tab";
}

bool may_be_table(const fs::path& path)
{
    const std::string ending = lower_ending(path);
    return ending.empty() || ending == ".txt" || ending == ".data" || ending == ".dat";
}

/// Whether the beginning is text that falls into at least two columns, and hardly a row into others.
bool looks_like_table(const fs::path& path)
{
    auto first = read_beginning(path, 1 << 16);
    if (!first || std::ranges::count(*first, '\0') > 0)
        return false;
    const bool whole = first->size() < 1 << 16;
    const auto text = to_utf8(std::move(*first));
    if (!text)
        return false;
    const CsvDialect dialect = guess_dialect(text->text, {});
    if (dialect.columns < 2)
        return false;
    CsvScanner scanner(text->text, dialect, beginning_of(text->text, dialect).at);
    std::vector<CsvField> fields;
    std::size_t rows = 0, regular = 0;
    while (scanner.next(fields)) {
        ++rows;
        regular += fields.size() == dialect.columns;
    }
    return 10 * (regular + !whole) >= 9 * rows;
}

std::optional<Part> part_named(const fs::path& path)
{
    std::string name = path.stem().string();
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (name.find("train") != name.npos)
        return Part::Train;
    if (name.find("valid") != name.npos || name == "val" || name.ends_with("_val") || name.ends_with("-val") ||
        name == "dev")
        return Part::Validation;
    return name.find("test") != name.npos ? std::optional(Part::Test) : std::nullopt;
}

struct TableFile {
    fs::path path;
    Part part = Part::Train;
};

/// The tables in a folder, by name.
std::vector<fs::path> tables_in(const fs::path& folder)
{
    constexpr std::size_t most_unnamed = 30; // So many others are looked into; more are documents.
    std::error_code ignored;
    std::vector<fs::path> named, others;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (!entry.is_regular_file(ignored) || entry.path().filename().string().starts_with('.'))
            continue;
        if (named_as_table(entry.path()))
            named.push_back(entry.path());
        else if (may_be_table(entry.path()))
            others.push_back(entry.path());
    }
    if (others.size() > most_unnamed)
        others.clear();
    std::erase_if(others, [](const fs::path& p) { return !looks_like_table(p); });
    const auto data = std::ranges::stable_partition(
        others, [](const fs::path& p) { return lower_ending(p) != ".data" && lower_ending(p) != ".dat"; });
    named.insert(named.end(), data.begin(), data.end());
    if (named.empty()) // Texts beside tables tell about them.
        named = std::move(others);
    std::ranges::sort(named, natural_less, [](const fs::path& p) { return p.filename().string(); });
    return named;
}

/// A file; or the one table of a folder; or its train, validation and test tables. Nothing where that is not clear.
std::vector<TableFile> table_files(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_directory(path, ignored))
        return {{path, Part::Train}};
    const std::vector<fs::path> files = tables_in(path);
    if (files.size() == 1)
        return {{files.front(), Part::Train}};
    std::vector<TableFile> parts;
    for (const fs::path& file : files)
        if (const auto part = part_named(file))
            parts.push_back({file, *part});
    std::ranges::sort(parts, {}, [](const TableFile& f) { return std::pair(f.part, f.path); });
    // Without a training part the validation part is learned from.
    const bool clear = parts.size() == files.size() && parts.size() >= 2 && parts.front().part != Part::Test &&
                       std::ranges::adjacent_find(parts, {}, &TableFile::part) == parts.end();
    return clear ? parts : std::vector<TableFile>();
}

/// A list of classes beside the table.
std::vector<std::string> class_names(const fs::path& folder)
{
    std::error_code ignored;
    for (const char* name : {"class.txt", "classes.txt", "labels.txt", "class_names.txt", "label_names.txt"})
        if (fs::is_regular_file(folder / name, ignored))
            return lines_of(folder / name);
    return {};
}

struct Csv {
    Delimiter delimiter = Delimiter::Auto;
    Quotes quotes = Quotes::Auto;
    Header header = Header::Auto;
    Decimal decimal = Decimal::Auto;
    std::int64_t skipped_lines = -1;
    std::int64_t header_rows = 0;
    bool mend_odd = true;
    std::string encoding;

    static double recognises(const std::string& path)
    {
        std::error_code ignored;
        if (fs::is_directory(path, ignored))
            return !table_files(path).empty() ? 0.8 : tables_in(path).empty() ? 0 : 0.3; // Which one, open() asks.
        if (named_as_table(path))
            return 0.9;
        return may_be_table(path) && looks_like_table(path) ? 0.4 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const std::string& path, Progress* progress) const
    {
        auto files = table_files(path);
        if (files.empty())
            return which_table(path);
        std::vector<DecodedText> texts;
        std::vector<CsvPiece> pieces;
        std::vector<Message> notes;
        texts.reserve(files.size());
        if (files.front().part == Part::Validation) {
            notes.push_back(Message(LOOM_TEXT("There is no part for training; the rows of %1 are learned from."),
                                    path_text(files.front().path.filename())));
            files.front().part = Part::Train;
        }
        for (const auto& [file, part] : files) {
            auto bytes = read_file(file, std::size_t{1} << 36);
            if (!bytes)
                return bytes.error();
            if (mend_odd && unwrap_bytes_literal(*bytes))
                notes.push_back(Message(LOOM_TEXT("The text was wrapped in b'…', as Python writes bytes. The wrapper was "
                                                  "taken off; “Mend what is odd” in the settings of the source overrules "
                                                  "that.")));
            auto text = to_utf8(std::move(*bytes), encoding);
            if (!text)
                return Error{Message(LOOM_TEXT("%1: %2"), path_text(file), text.error().message), text.error().hint};
            if (text->text.find_first_not_of(" \t\r\n") == std::string::npos)
                return Error{Message(LOOM_TEXT("%1 is empty."), path_text(file)),
                             LOOM_TEXT("Choose a file with at least one row of data.")};
            if (text->encoding != "UTF-8")
                notes.push_back(Message(LOOM_TEXT("The text was read as %1."), text->encoding));
            if (text->replaced)
                notes.push_back(
                    Message(LOOM_TEXT("%1 characters could not be read as %2."), text->replaced, text->encoding));
            texts.push_back(std::move(*text));
            pieces.push_back({texts.back().text, path_text(files.size() > 1 ? file.filename() : file), part});
        }
        auto table = read_csv(pieces, wishes(), progress);
        if (!table)
            return table.error();
        if (mend_odd && (*table)->target.empty() &&
            name_classes(**table, class_names(files.front().path.parent_path())))
            (*table)->notes.push_back(
                Message(LOOM_TEXT("Column “%1”: its numbers got the names that the list of classes beside the table gives. "
                                  "“Mend what is odd” in the settings of the source overrules that."),
                        (*table)->target));
        (*table)->source = "csv";
        (*table)->path = path;
        std::error_code ignored;
        if (files.size() == 1 && fs::is_directory(path, ignored))
            for (BadRow& bad : (*table)->bad_rows)
                bad.place = path_text(files.front().path.filename()) + ":" + bad.place;
        (*table)->notes.insert((*table)->notes.begin(), notes.begin(), notes.end());
        return std::shared_ptr<const Table>(std::move(*table));
    }

private:
    static Error which_table(const std::string& path)
    {
        const auto files = tables_in(path);
        std::string names;
        for (const fs::path& file : files)
            if (names.size() < 200)
                names += (names.empty() ? "" : ", ") + readable(file.filename().string());
        if (files.empty())
            return {Message(LOOM_TEXT("%1 holds no table."), path), LOOM_TEXT("Choose a CSV file, or a folder with one.")};
        return {Message(LOOM_TEXT("%1 holds %2 tables: %3."), path, files.size(), names),
                LOOM_TEXT("Choose one of these files. Only tables named train, validation and test are opened together.")};
    }

    CsvWishes wishes() const
    {
        CsvWishes w;
        if (delimiter != Delimiter::Auto)
            w.delimiter = std::array{',', ';', '\t', '|', ' '}[std::size_t(delimiter) - 1];
        if (quotes != Quotes::Auto)
            w.quote = std::array{'"', '\'', '\0'}[std::size_t(quotes) - 1];
        if (header != Header::Auto)
            w.header_rows = header == Header::Yes ? std::size_t(std::max<std::int64_t>(header_rows, 1)) : 0;
        else if (header_rows > 0)
            w.header_rows = std::size_t(header_rows);
        if (skipped_lines >= 0)
            w.skipped_lines = std::size_t(skipped_lines);
        w.mend = mend_odd;
        if (decimal != Decimal::Auto)
            w.decimal = decimal == Decimal::Point ? DecimalMark::Point : DecimalMark::Comma;
        return w;
    }
};

} // namespace

const SourceType& csv_source()
{
    static constexpr Text as_found = LOOM_TEXT("As found");
    static const SourceType type = source<Csv>({
        .id = "csv",
        .title = LOOM_TEXT("Table (CSV)"),
        .help = LOOM_TEXT("Rows of text with a delimiter: CSV, TSV and their kin, in any encoding."),
        .settings = {setting(&Csv::delimiter, {.key = "delimiter",
                                               .label = LOOM_TEXT("Delimiter"),
                                               .help = LOOM_TEXT("What stands between two fields."),
                                               .choices = {{"auto", as_found},
                                                           {"comma", LOOM_TEXT("Comma")},
                                                           {"semicolon", LOOM_TEXT("Semicolon")},
                                                           {"tab", LOOM_TEXT("Tab")},
                                                           {"bar", LOOM_TEXT("Vertical bar")},
                                                           {"space", LOOM_TEXT("Spaces")}}}),
                     setting(&Csv::quotes,
                             {.key = "quotes",
                              .label = LOOM_TEXT("Quotes"),
                              .help = LOOM_TEXT("What stands around fields that hold delimiters or line ends."),
                              .choices = {{"auto", as_found},
                                          {"double", LOOM_TEXT("Double (\")")},
                                          {"single", LOOM_TEXT("Single (')")},
                                          {"none", LOOM_TEXT("No quotes")}},
                              .advanced = true}),
                     setting(&Csv::header,
                             {.key = "header",
                              .label = LOOM_TEXT("Header"),
                              .help = LOOM_TEXT("Whether the first row holds the names of the columns."),
                              .choices = {{"auto", as_found}, {"yes", LOOM_TEXT("Yes")}, {"no", LOOM_TEXT("No")}}}),
                     setting(&Csv::decimal, {.key = "decimal",
                                             .label = LOOM_TEXT("Decimal mark"),
                                             .help = LOOM_TEXT("What stands before the fraction of a number."),
                                             .choices = {{"auto", as_found},
                                                         {"point", LOOM_TEXT("Point (1.5)")},
                                                         {"comma", LOOM_TEXT("Comma (1,5)")}},
                                             .advanced = true}),
                     setting(&Csv::skipped_lines,
                             {.key = "skipped_lines",
                              .label = LOOM_TEXT("Lines passed over"),
                              .help = LOOM_TEXT("How many lines stand in front of the table, such as a title or a line that "
                                                "counts the rows. −1: as found."),
                              .min = -1,
                              .max = 1'000'000,
                              .advanced = true}),
                     setting(&Csv::header_rows,
                             {.key = "header_rows",
                              .label = LOOM_TEXT("Rows of names"),
                              .help = LOOM_TEXT("How many rows hold the names of the columns, one above the other. "
                                                "0: as found."),
                              .min = 0,
                              .max = 100,
                              .advanced = true}),
                     setting(&Csv::mend_odd,
                             {.key = "mend",
                              .label = LOOM_TEXT("Mend what is odd"),
                              .help = LOOM_TEXT("Takes off a b'…' around the text, and full stops that stand behind the "
                                                "values in one part only; gives numbers of classes the names from the first "
                                                "line or from a file class.txt."),
                              .advanced = true}),
                     setting(&Csv::encoding,
                             {.key = "encoding",
                              .label = LOOM_TEXT("Encoding"),
                              .help = LOOM_TEXT(
                                  "How characters are stored, for example UTF-8, GB18030, Big5 or windows-1252. "
                                  "Empty: as found."),
                              .advanced = true})},
    });
    return type;
}

} // namespace loom
