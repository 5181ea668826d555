#include "base/files.h"
#include "base/letters.h"
#include "base/threads.h"
#include "data/csv_mend.h"
#include "data/csv_text.h"
#include "data/table_files.h"
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

constexpr std::array<std::string_view, 3> endings = {".csv", ".tsv", ".tab"};

bool named_as_table(const Place& file)
{
    return std::ranges::find(endings, lower_ending(file)) != endings.end();
}

bool may_be_table(const Place& file)
{
    const std::string ending = lower_ending(file);
    return ending.empty() || ending == ".txt" || ending == ".data" || ending == ".dat";
}

/// Whether the beginning is text that falls into at least two columns, and hardly a row into others.
bool looks_like_table(const Place& file)
{
    auto first = file.beginning(1 << 16);
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

/// The tables in a folder, by name.
std::vector<Place> tables_in(const Place& folder)
{
    constexpr std::size_t most_unnamed = 30; // So many others are looked into; more are documents.
    std::vector<Place> named = files_with_ending(folder, endings);
    std::vector<Place> others = files_with_ending(folder, std::array<std::string_view, 4>{"", ".txt", ".data", ".dat"});
    if (others.size() > most_unnamed)
        others.clear();
    std::erase_if(others, [](const Place& file) { return !looks_like_table(file); });
    const auto data = std::ranges::stable_partition(
        others, [](const Place& file) { return lower_ending(file) != ".data" && lower_ending(file) != ".dat"; });
    named.insert(named.end(), data.begin(), data.end());
    if (named.empty()) // Texts beside tables tell about them.
        named = std::move(others);
    std::ranges::sort(named, natural_less, &Place::name);
    return named;
}

std::vector<TableFile> tables_at(const Place& place)
{
    if (!place.is_folder())
        return {{place, Part::Train}};
    return as_parts(tables_in(place));
}

constexpr std::array<const char*, 5> class_files = {"class.txt", "classes.txt", "labels.txt", "class_names.txt",
                                                    "label_names.txt"};

/// A list of classes beside the table.
std::vector<std::string> class_names_beside(const Place& folder)
{
    for (const char* name : class_files)
        if (const Place file = folder / name; file.is_file())
            return lines_of(file);
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

    static double recognises(const Place& place)
    {
        if (place.is_folder())
            return !tables_at(place).empty() ? 0.8 : tables_in(place).empty() ? 0 : 0.3; // Which one, open() asks.
        if (named_as_table(place))
            return 0.9;
        return may_be_table(place) && looks_like_table(place) ? 0.4 : 0;
    }

    std::vector<Place> reads(const Place& place) const
    {
        std::vector<Place> all;
        for (const TableFile& file : tables_at(place))
            all.push_back(file.place);
        if (!all.empty())
            for (const char* name : class_files)
                all.push_back(all.front().parent() / name);
        return all;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const std::vector<TableFile> files = tables_at(place);
        if (files.empty())
            return which_table(place);
        std::vector<Message> notes;
        if (auto note = note_of_parts(files))
            notes.push_back(std::move(*note));
        auto table = read_as_it_is(files, progress);
        if (!table)
            return table.error();
        if (!*table)
            table = read_decoded(files, progress, notes);
        if (!table)
            return table.error();
        if (mend_odd && (*table)->target.empty() &&
            name_classes(**table, class_names_beside(files.front().place.parent())))
            (*table)->notes.push_back(
                Message(LOOM_TEXT("Column “%1”: its numbers got the names that the list of classes beside the table gives. "
                                  "“Mend what is odd” in the settings of the source overrules that."),
                        (*table)->target));
        (*table)->source = "csv";
        (*table)->path = path;
        if (files.size() == 1 && place.is_folder())
            for (BadRow& bad : (*table)->bad_rows)
                bad.place = files.front().place.name() + ":" + bad.place;
        (*table)->notes.insert((*table)->notes.begin(), notes.begin(), notes.end());
        return std::shared_ptr<const Table>(std::move(*table));
    }

    Result<std::shared_ptr<const Table>> first_rows(const Place& place) const
    {
        constexpr std::uint64_t at_once = std::uint64_t{8} << 20; // Less is read in a moment as a whole.
        constexpr std::size_t glance = std::size_t{1} << 18;
        const std::vector<TableFile> files = tables_at(place);
        if (files.empty() || place.in_archive())
            return std::shared_ptr<const Table>();
        const auto bytes = files.front().place.bytes();
        if (!bytes)
            return bytes.error();
        if ((*bytes)->size() <= at_once)
            return std::shared_ptr<const Table>();
        auto head = (*bytes)->read(0, glance);
        if (!head)
            return head.error();
        head->resize(head->rfind('\n') + 1); // Of a record that is longer nothing is shown.
        auto text = to_utf8(std::move(*head), encoding);
        if (!text)
            return text.error();
        if (is_blank(text->text))
            return std::shared_ptr<const Table>();
        const CsvPiece piece{bytes_in_memory(std::move(text->text)), shown_name(files.front(), files)};
        auto read = read_csv({&piece, 1}, wishes(), nullptr);
        if (!read)
            return read.error();
        read->table->source = "csv";
        read->table->path = path_text(place.path());
        return std::shared_ptr<const Table>(std::move(read->table));
    }

private:
    static std::string shown_name(const TableFile& file, const std::vector<TableFile>& files)
    {
        return path_text(files.size() > 1 ? fs::path(file.place.name()) : file.place.path());
    }
    static Error empty_file(const TableFile& file)
    {
        return {Message(LOOM_TEXT("%1 is empty."), path_text(file.place.path())),
                LOOM_TEXT("Choose a file with at least one row of data.")};
    }
    static bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

    /// Share by share from the disk. Null where the bytes are not the text: another encoding, or b'…' around them.
    Result<std::shared_ptr<Table>> read_as_it_is(const std::vector<TableFile>& files, Progress* progress) const
    {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        constexpr std::size_t beginning = std::size_t{1} << 16;
        const auto another_way = std::shared_ptr<Table>();
        constexpr std::string_view utf8 = "utf-8";
        if (!encoding.empty() && small_letters(encoding) != utf8)
            return another_way;
        std::vector<CsvPiece> pieces;
        for (const TableFile& file : files) {
            auto bytes = file.place.bytes();
            if (!bytes)
                return bytes.error();
            auto head = (*bytes)->read(0, std::size_t(std::min<std::uint64_t>((*bytes)->size(), beginning)));
            if (!head)
                return head.error();
            const bool whole = head->size() == (*bytes)->size();
            const std::uint64_t from = head->starts_with(mark) ? mark.size() : 0;
            std::string text = head->substr(std::size_t(from));
            if (whole && is_blank(text))
                return empty_file(file);
            for (int i = 0; i < 3 && !whole && !is_utf8(text); ++i) // A character may be cut.
                text.pop_back();
            const bool wrapped = text.starts_with("b'") || text.starts_with("b\"");
            if (!is_utf8(text) || text.find('\0') != text.npos || is_blank(text) || (mend_odd && wrapped))
                return another_way;
            pieces.push_back({std::move(*bytes), shown_name(file, files), file.part, from});
        }
        auto read = read_csv(pieces, wishes(), progress);
        if (!read)
            return read.error();
        return std::move(read->table);
    }

    static void note_encoding(const std::string& encoding, std::size_t replaced, std::vector<Message>& notes)
    {
        if (encoding != "UTF-8")
            notes.push_back(Message(LOOM_TEXT("The text was read as %1."), encoding));
        if (replaced)
            notes.push_back(Message(LOOM_TEXT("%1 characters could not be read as %2."), replaced, encoding));
    }
    static Error unreadable_text(const TableFile& file, const Error& error)
    {
        return {Message(LOOM_TEXT("%1: %2"), path_text(file.place.path()), error.message), error.hint, error.blame};
    }

    /// A file so large that it and what it says would fill the memory. Null of others, and of those that are taken out of b'…'.
    Result<std::shared_ptr<const Bytes>> decoded_in_shares(const TableFile& file, const Progress* progress, std::vector<Message>& notes) const
    {
        constexpr std::uint64_t large = std::uint64_t{64} << 20;
        const auto bytes = file.place.bytes();
        if (!bytes)
            return bytes.error();
        const auto head = (*bytes)->read(0, std::size_t(std::min<std::uint64_t>((*bytes)->size(), 2)));
        if (!head)
            return head.error();
        if ((*bytes)->size() < large || (mend_odd && (*head == "b'" || *head == "b\"")))
            return std::shared_ptr<const Bytes>();
        auto text = to_utf8(**bytes, encoding, progress);
        if (!text)
            return unreadable_text(file, text.error());
        note_encoding(text->encoding, text->replaced, notes);
        return std::move(text->text);
    }

    Result<std::shared_ptr<Table>> read_decoded(const std::vector<TableFile>& files, Progress* progress,
                                                std::vector<Message>& notes) const
    {
        std::vector<CsvPiece> pieces;
        for (const TableFile& file : files) {
            if (auto large = decoded_in_shares(file, progress, notes); !large) {
                return large.error();
            } else if (*large) {
                pieces.push_back({std::move(*large), shown_name(file, files), file.part});
                continue;
            }
            auto bytes = file.place.read(std::size_t{1} << 36);
            if (!bytes)
                return bytes.error();
            if (mend_odd && unwrap_bytes_literal(*bytes))
                notes.push_back(Message(LOOM_TEXT("The text was wrapped in b'…', as Python writes bytes. The wrapper was "
                                                  "taken off; “Mend what is odd” in the settings of the source overrules "
                                                  "that.")));
            auto text = to_utf8(std::move(*bytes), encoding);
            if (!text)
                return unreadable_text(file, text.error());
            if (is_blank(text->text))
                return empty_file(file);
            note_encoding(text->encoding, text->replaced, notes);
            pieces.push_back({bytes_in_memory(std::move(text->text)), shown_name(file, files), file.part});
        }
        auto read = read_csv(pieces, wishes(), progress);
        if (!read)
            return read.error();
        return std::move(read->table);
    }

    static Error which_table(const Place& folder)
    {
        const auto files = tables_in(folder);
        const std::string path = path_text(folder.path());
        std::string names;
        for (const Place& file : files)
            if (names.size() < 200)
                names += (names.empty() ? "" : ", ") + readable(file.name());
        if (files.empty())
            return {Message(LOOM_TEXT("%1 holds no table."), path), LOOM_TEXT("Choose a CSV file, or a folder with one.")};
        return {Message(LOOM_TEXT("%1 holds %2 tables: %3."), path, files.size(), names),
                folder.in_archive()
                    ? LOOM_TEXT("Unpack the archive and choose one of these files. Only tables named train, validation and test "
                                "are opened together.")
                    : LOOM_TEXT("Choose one of these files. Only tables named train, validation and test are opened together.")};
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
