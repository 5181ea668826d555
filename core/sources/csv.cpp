#include "base/files.h"
#include "base/threads.h"
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

/// Whether the beginning is text that falls into at least two columns.
bool looks_like_table(const Place& place)
{
    auto first = place.beginning(1 << 16);
    if (!first || std::ranges::count(*first, '\0') > 0)
        return false;
    const auto text = to_utf8(std::move(*first));
    return text && guess_dialect(text->text, {}).columns >= 2;
}

struct Csv {
    Delimiter delimiter = Delimiter::Auto;
    Quotes quotes = Quotes::Auto;
    Header header = Header::Auto;
    Decimal decimal = Decimal::Auto;
    std::string encoding;

    static double recognises(const Place& place)
    {
        if (place.is_folder())
            return table_files(place, endings).empty() ? 0 : 0.8;
        const std::string ending = lower_ending(place);
        if (std::ranges::find(endings, ending) != endings.end())
            return 0.9;
        const bool maybe = ending.empty() || ending == ".txt" || ending == ".data" || ending == ".dat";
        return maybe && looks_like_table(place) ? 0.4 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto files = table_files(place, endings);
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
            auto bytes = file.read(std::size_t{1} << 36);
            if (!bytes)
                return bytes.error();
            auto text = to_utf8(std::move(*bytes), encoding);
            if (!text)
                return Error{Message(LOOM_TEXT("%1: %2"), path_text(file.path()), text.error().message), text.error().hint};
            if (text->text.find_first_not_of(" \t\r\n") == std::string::npos)
                return Error{Message(LOOM_TEXT("%1 is empty."), path_text(file.path())),
                             LOOM_TEXT("Choose a file with at least one row of data.")};
            if (text->encoding != "UTF-8")
                notes.push_back(Message(LOOM_TEXT("The text was read as %1."), text->encoding));
            if (text->replaced)
                notes.push_back(
                    Message(LOOM_TEXT("%1 characters could not be read as %2."), text->replaced, text->encoding));
            texts.push_back(std::move(*text));
            pieces.push_back({texts.back().text, files.size() > 1 ? file.name() : path_text(file.path()), part});
        }
        auto table = read_csv(pieces, wishes(), progress);
        if (!table)
            return table.error();
        (*table)->source = "csv";
        (*table)->path = path;
        if (files.size() == 1 && place.is_folder())
            for (BadRow& bad : (*table)->bad_rows)
                bad.place = files.front().place.name() + ":" + bad.place;
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
