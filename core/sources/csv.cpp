#include "base/files.h"
#include "base/threads.h"
#include "data/csv_text.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <array>
#include <fstream>

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

/// Whether the beginning is text that falls into at least two columns.
bool looks_like_table(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string first(1 << 16, '\0');
    in.read(first.data(), std::streamsize(first.size()));
    first.resize(std::size_t(in.gcount()));
    if (std::ranges::count(first, '\0') > 0)
        return false;
    const auto text = to_utf8(std::move(first));
    return text && guess_dialect(text->text, {}).columns >= 2;
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

/// A file; or the one table of a folder; or its train, validation and test tables. Nothing where that is not clear.
std::vector<TableFile> table_files(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_directory(path, ignored))
        return {{path, Part::Train}};
    std::vector<TableFile> parts;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path, ignored))
        if (entry.is_regular_file(ignored) && named_as_table(entry.path()) &&
            !entry.path().filename().string().starts_with('.')) {
            files.push_back(entry.path());
            if (const auto part = part_named(entry.path()))
                parts.push_back({entry.path(), *part});
        }
    if (files.size() == 1)
        return {{files.front(), Part::Train}};
    std::ranges::sort(parts, {}, [](const TableFile& f) { return std::pair(f.part, f.path); });
    const bool clear = parts.size() == files.size() && parts.size() >= 2 && parts.front().part == Part::Train &&
                       std::ranges::adjacent_find(parts, {}, &TableFile::part) == parts.end();
    return clear ? parts : std::vector<TableFile>();
}

struct Csv {
    Delimiter delimiter = Delimiter::Auto;
    Quotes quotes = Quotes::Auto;
    Header header = Header::Auto;
    Decimal decimal = Decimal::Auto;
    std::string encoding;

    static double recognises(const std::string& path)
    {
        std::error_code ignored;
        if (fs::is_directory(path, ignored))
            return table_files(path).empty() ? 0 : 0.8;
        if (named_as_table(path))
            return 0.9;
        const std::string ending = lower_ending(path);
        const bool maybe = ending.empty() || ending == ".txt" || ending == ".data" || ending == ".dat";
        return maybe && looks_like_table(path) ? 0.4 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const std::string& path, Progress* progress) const
    {
        const auto files = table_files(path);
        if (files.empty())
            return Error{
                Message(LOOM_TEXT("%1 holds several tables or none."), path),
                LOOM_TEXT(
                    "Choose one CSV file, or a folder with one table, or with one for training and one for testing.")};
        std::vector<DecodedText> texts;
        std::vector<CsvPiece> pieces;
        std::vector<Message> notes;
        texts.reserve(files.size());
        for (const auto& [file, part] : files) {
            auto bytes = read_file(file, std::size_t{1} << 36);
            if (!bytes)
                return bytes.error();
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
    CsvWishes wishes() const
    {
        CsvWishes w;
        if (delimiter != Delimiter::Auto)
            w.delimiter = std::array{',', ';', '\t', '|', ' '}[std::size_t(delimiter) - 1];
        if (quotes != Quotes::Auto)
            w.quote = std::array{'"', '\'', '\0'}[std::size_t(quotes) - 1];
        if (header != Header::Auto)
            w.header = header == Header::Yes;
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
