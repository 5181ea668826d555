#include "base/letters.h"
#include "base/process.h"
#include "base/zip.h"
#include "data/csv_text.h"
#include "data/table_files.h"
#include "data/text_encoding.h"
#include "data/xml_reader.h"
#include "schema/types.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <memory>

namespace loom {
namespace {

// Office Open XML, ECMA-376 part 1: a ZIP archive with the workbook, its styles, the texts that cells share, and one file for
// each sheet.

constexpr std::array<std::string_view, 2> xlsx_endings = {".xlsx", ".xlsm"};
constexpr std::size_t most_rows = 1'048'576, most_columns = 16'384; // Excel's own limits.
constexpr std::uint64_t largest_part = std::uint64_t{1} << 30, judged_from = std::uint64_t{1} << 26, largest_ratio = 200;

constexpr Text save_again = LOOM_TEXT("Open it in a spreadsheet program and save it again as .xlsx, or as CSV.");

std::string_view value_of(const XmlReader::Attributes& attributes, std::string_view name)
{
    const auto it = attributes.find(name);
    return it == attributes.end() ? std::string_view() : it->second;
}

/// What the number format of a cell makes of a number.
enum class Shown { Number, Date, Time };

Shown shown_by(std::string_view format)
{
    bool day = false, month = false, clock = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = small_letter(format[i]);
        if (c == ';') // The format of negative numbers.
            break;
        if (c == '\\' || c == '_' || c == '*')
            ++i;
        else if (c == '"')
            i = std::min(format.find('"', i + 1), format.size());
        else if (c == '[') { // A colour, a language, a condition; [h] is a span of time.
            const auto close = std::min(format.find(']', i), format.size());
            const std::string_view inside = format.substr(i + 1, close - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos)
                return Shown::Number;
            i = close;
        } else if (c == 'y' || c == 'd')
            day = true;
        else if (c == 'm')
            month = true;
        else if (c == 'h' || c == 's')
            clock = true;
        else if (c == '0' || c == '#' || c == '?')
            return day || month || clock ? (day || (month && !clock) ? Shown::Date : Shown::Time) : Shown::Number;
    }
    return day || (month && !clock) ? Shown::Date : clock ? Shown::Time : Shown::Number;
}

/// Of the formats that have a number only (ECMA-376 18.8.30; 27 to 36 and 50 to 58 are dates of East Asia).
Shown shown_by_number(int id)
{
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
        return Shown::Date;
    return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56 ? Shown::Time
                                                                                                             : Shown::Number;
}

std::string clock_text(std::int64_t seconds)
{
    const auto two = [](std::int64_t n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
    return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
}

/// Days since the last day of 1899 (with a 29 February 1900 that never was) or since the first of 1904.
std::string date_of(double days, bool from_1904)
{
    constexpr int day = 86'400, days_to_1900 = 25'569, days_to_1904 = 24'107; // Before 1970.
    if (!(days >= 0 && days < 3e6))
        return exact_text(days);
    const double since = from_1904 ? days - days_to_1904 : (days < 60 ? days + 1 : days) - days_to_1900;
    return date_text(std::llround(since * day));
}

/// "_x000D_" stands for the character of that number.
std::string unescaped(std::string text)
{
    for (std::size_t at = 0; (at = text.find("_x", at)) != text.npos; ++at) {
        if (at + 7 > text.size() || text[at + 6] != '_' ||
            text.substr(at + 2, 4).find_first_not_of("0123456789abcdefABCDEF") != text.npos)
            continue;
        const int code = std::stoi(text.substr(at + 2, 4), nullptr, 16);
        if (code < 0x80)
            text.replace(at, 7, code == '\r' || code == 0 ? std::string() : std::string(1, char(code)));
    }
    return text;
}

/// The filled cells of a sheet, row after row.
struct Sheet {
    struct Cell {
        std::uint32_t row, column;
    };
    std::vector<Cell> cells;
    Texts texts; // Of the cells.
    std::size_t errors = 0;
};

class Workbook {
public:
    Workbook(Zip zip, std::string where) : zip_(std::move(zip)), where_(std::move(where)) {}

    struct Name {
        std::string name, part;
        bool hidden = false;
    };
    const std::vector<Name>& sheets() const { return sheets_; }

    Status read()
    {
        std::string book = "xl/workbook.xml";
        if (const auto root = relations("_rels/.rels", ""); root && root->contains("officeDocument"))
            book = root->find("officeDocument")->second;
        const auto slash = book.rfind('/');
        const std::string folder = slash == book.npos ? "" : book.substr(0, slash + 1);
        auto parts = relations(folder + "_rels/" + book.substr(folder.size()) + ".rels", folder);
        if (!parts)
            return parts.error();
        XmlReader xml;
        xml.start = [&](std::string_view name, const XmlReader::Attributes& a) {
            if (name == "workbookPr")
                from_1904_ = value_of(a, "date1904") == "1" || value_of(a, "date1904") == "true";
            if (name != "sheet")
                return;
            // "id" is the relation's (r:id), "sheetId" another number.
            if (const auto part = parts->find("id " + std::string(value_of(a, "id"))); part != parts->end())
                sheets_.push_back({std::string(value_of(a, "name")), part->second, value_of(a, "state").find("idden") != std::string::npos});
        };
        LOOM_TRY(parse(book, xml));
        if (parts->contains("styles"))
            LOOM_TRY(read_styles(parts->at("styles")));
        if (parts->contains("sharedStrings"))
            LOOM_TRY(read_strings(parts->at("sharedStrings")));
        return Ok{};
    }

    Result<Sheet> sheet(const std::string& part) const
    {
        Sheet sheet;
        bool damaged = false, in_value = false, in_phonetic = false;
        std::size_t row = 0, column = 0, style = 0;
        std::string type, value;
        XmlReader xml;
        xml.start = [&](std::string_view name, const XmlReader::Attributes& a) {
            if (name == "row") {
                const auto given = parse_integer(value_of(a, "r"));
                const std::size_t next = given ? std::size_t(*given) : row + 1;
                damaged = damaged || next <= row || next > most_rows;
                row = next;
                column = 0;
            } else if (name == "c") {
                const std::size_t next = column_of(value_of(a, "r"));
                column = next ? next : column + 1;
                damaged = damaged || column > most_columns || row == 0;
                style = std::size_t(parse_integer(value_of(a, "s")).value_or(0));
                type = value_of(a, "t");
                value.clear();
            } else if (name == "rPh") {
                in_phonetic = true;
            } else if (name == "v" || name == "t") {
                in_value = !in_phonetic;
            }
        };
        xml.text = [&](std::string_view text) {
            if (in_value)
                value += text;
        };
        xml.end = [&](std::string_view name) {
            if (name == "v" || name == "t")
                in_value = false;
            else if (name == "rPh")
                in_phonetic = false;
            if (name != "c" || damaged)
                return;
            if (type == "e") {
                ++sheet.errors;
                return;
            }
            const std::string text = shown(type, std::move(value), style);
            value.clear();
            if (text.empty())
                return;
            sheet.cells.push_back({std::uint32_t(row), std::uint32_t(column)});
            sheet.texts.push_back(text);
        };
        LOOM_TRY(parse(part, xml));
        // Cells stand in their order, and none comes twice.
        if (damaged || !std::ranges::is_sorted(sheet.cells, std::less_equal<>(), [](auto c) { return std::pair(c.row, c.column); }))
            return broken(part);
        return sheet;
    }

private:
    Error broken(const std::string& part) const
    {
        return {Message(LOOM_TEXT("%1 is damaged: “%2” cannot be read."), where_, part), save_again};
    }

    Status parse(const std::string& part, XmlReader& xml) const
    {
        const auto entry = std::ranges::find(zip_.entries(), part, &Zip::Entry::name);
        if (entry == zip_.entries().end())
            return broken(part);
        const std::size_t free = free_memory_bytes();
        if (entry->size > largest_part || (free && entry->size > free / 2) ||
            (entry->size > judged_from && entry->size / largest_ratio > entry->packed))
            return Error{Message(LOOM_TEXT("%1: “%2” unpacks to %3 MB, which is more than can be read."), where_, part,
                                 entry->size >> 20),
                         LOOM_TEXT("Save the sheet as CSV.")};
        const auto content = zip_.read(*entry);
        if (!content)
            return content.error();
        return xml.read(*content) ? Status(Ok{}) : Status(broken(part));
    }

    using Parts = std::map<std::string, std::string>;

    /// Parts by "id …" and by the last word of their type.
    Result<Parts> relations(const std::string& part, const std::string& folder) const
    {
        Parts parts;
        XmlReader xml;
        xml.start = [&](std::string_view name, const XmlReader::Attributes& a) {
            if (name != "Relationship" || value_of(a, "TargetMode") == "External")
                return;
            const std::string_view target = value_of(a, "Target"), type = value_of(a, "Type");
            const std::string whole = target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
            parts["id " + std::string(value_of(a, "Id"))] = whole;
            parts[std::string(type.substr(type.rfind('/') + 1))] = whole;
        };
        LOOM_TRY(parse(part, xml));
        return parts;
    }

    Status read_styles(const std::string& part)
    {
        std::map<int, Shown> own;
        bool in_cells = false;
        XmlReader xml;
        xml.start = [&](std::string_view name, const XmlReader::Attributes& a) {
            const int id = int(parse_integer(value_of(a, "numFmtId")).value_or(0));
            if (name == "numFmt")
                own[id] = shown_by(value_of(a, "formatCode"));
            else if (name == "cellXfs")
                in_cells = true;
            else if (name == "xf" && in_cells)
                styles_.push_back(own.contains(id) ? own[id] : shown_by_number(id));
        };
        xml.end = [&](std::string_view name) { in_cells = in_cells && name != "cellXfs"; };
        return parse(part, xml);
    }

    Status read_strings(const std::string& part)
    {
        std::string text;
        bool in_text = false, in_phonetic = false;
        XmlReader xml;
        xml.start = [&](std::string_view name, const XmlReader::Attributes&) {
            if (name == "si")
                text.clear();
            in_phonetic = in_phonetic || name == "rPh";
            in_text = name == "t" && !in_phonetic;
        };
        xml.text = [&](std::string_view t) {
            if (in_text)
                text += t;
        };
        xml.end = [&](std::string_view name) {
            in_text = false;
            if (name == "rPh")
                in_phonetic = false;
            if (name == "si")
                strings_.push_back(unescaped(text));
        };
        return parse(part, xml);
    }

    /// 28 for "AB7"; 0 where there is no letter.
    static std::size_t column_of(std::string_view cell)
    {
        std::size_t column = 0;
        for (std::size_t i = 0; i < cell.size() && cell[i] >= 'A' && cell[i] <= 'Z' && column <= most_columns; ++i)
            column = column * 26 + std::size_t(cell[i] - 'A' + 1);
        return column;
    }

    std::string shown(const std::string& type, std::string value, std::size_t style) const
    {
        if (type == "s") {
            const auto i = parse_integer(value);
            return i && *i >= 0 && std::size_t(*i) < strings_.size() ? std::string(strings_[std::size_t(*i)]) : std::string();
        }
        if (type == "b")
            return value == "1" ? "true" : value == "0" ? "false" : "";
        if (type == "str" || type == "inlineStr")
            return unescaped(std::move(value));
        if (type == "d") // 2024-05-01T00:00:00
            return value.ends_with("T00:00:00") ? value.substr(0, value.size() - 9) : value;
        const Shown how = style < styles_.size() ? styles_[style] : Shown::Number;
        const auto number = how == Shown::Number ? std::nullopt : parse_number(value);
        if (!number)
            return value;
        if (how == Shown::Time && *number >= 0 && *number < 1)
            return clock_text(std::min<std::int64_t>(86'399, std::llround(*number * 86'400)));
        return date_of(*number, from_1904_);
    }

    Zip zip_;
    std::string where_;
    std::vector<Name> sheets_;
    Texts strings_;
    std::vector<Shown> styles_;
    bool from_1904_ = false;
};

/// The sheet as CSV, whose rows stand in the lines of their numbers. Columns in front of the first filled one are left out.
Result<std::string> csv_of(const Sheet& sheet, const std::string& where)
{
    std::uint32_t first = most_columns, last = 0;
    std::size_t rows = 0;
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        first = std::min(first, sheet.cells[i].column);
        last = std::max(last, sheet.cells[i].column);
        rows += i == 0 || sheet.cells[i].row != sheet.cells[i - 1].row;
    }
    const std::size_t bytes = rows * (last - first + 1) + 2 * sheet.texts.bytes().size(), free = free_memory_bytes();
    if (free && bytes > free / 2)
        return Error{Message(LOOM_TEXT("%1: the sheet has %2 rows and %3 columns, which is more than fits into memory."), where, rows,
                             last - first + 1),
                     LOOM_TEXT("A cell far away from the others makes a sheet large. Take it away, or save the sheet as CSV."),
                     Blame::Machine};
    std::string csv;
    csv.reserve(bytes);
    std::size_t i = 0;
    for (std::uint32_t row = 1; i < sheet.cells.size(); ++row, csv += '\n') {
        if (sheet.cells[i].row != row)
            continue;
        for (std::uint32_t column = first; column <= last; ++column) {
            if (column > first)
                csv += ',';
            if (i == sheet.cells.size() || sheet.cells[i].row != row || sheet.cells[i].column != column)
                continue;
            const std::string_view text = sheet.texts[i++];
            if (text.find_first_of(",\"\r\n\t ") == text.npos) {
                csv += text;
                continue;
            }
            csv += '"';
            for (const char c : text)
                csv.append(c == '"' ? 2 : 1, c);
            csv += '"';
        }
    }
    return csv;
}

enum class Header { Auto, Yes, No };

struct Xlsx {
    std::string sheet;
    Header header = Header::Auto;

    static double recognises(const Place& place)
    {
        if (place.is_folder())
            return table_files(place, xlsx_endings).empty() ? 0 : 0.75;
        const auto first = place.beginning(8);
        if (!first)
            return 0;
        const bool named = std::ranges::find(xlsx_endings, lower_ending(place)) != xlsx_endings.end();
        if (named)
            return first->starts_with("PK") || first->starts_with(ole_magic) ? 0.9 : 0;
        if (!first->starts_with("PK"))
            return 0;
        const auto zip = zip_at(place);
        const auto is_sheet = [](const Zip::Entry& e) { return e.name.starts_with("xl/worksheets/"); };
        return zip && std::ranges::any_of(zip->entries(), is_sheet) ? 0.9 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto files = table_files(place, xlsx_endings);
        if (files.empty())
            return Error{Message(LOOM_TEXT("%1 holds several tables or none."), path),
                         LOOM_TEXT("Choose one file, or a folder with one table, or with one for training and one for testing.")};
        std::vector<CsvPiece> pieces;
        std::vector<Message> notes;
        if (auto note = note_of_parts(files))
            notes.push_back(std::move(*note));
        for (std::size_t i = 0; i < files.size(); ++i) {
            auto csv = read(files[i].place, notes);
            if (!csv)
                return csv.error();
            pieces.push_back({bytes_in_memory(std::move(*csv)), path_text(files.size() > 1 ? fs::path(files[i].place.name()) : files[i].place.path()), files[i].part});
        }
        CsvWishes wishes{.delimiter = ',', .quote = '"', .decimal = DecimalMark::Point};
        if (header != Header::Auto)
            wishes.header_rows = header == Header::Yes ? 1 : 0;
        auto read = read_csv(pieces, wishes, progress);
        if (!read)
            return read.error();
        auto& table = read->table;
        table->source = "xlsx";
        table->path = path;
        table->notes.insert(table->notes.begin(), notes.begin(), notes.end());
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    static constexpr std::string_view ole_magic = "\xd0\xcf\x11\xe0";

    static Result<Zip> zip_at(const Place& place)
    {
        if (!place.in_archive())
            return Zip::open(place.path());
        auto content = place.read();
        if (!content)
            return content.error();
        return Zip::parse(bytes_in_memory(std::move(*content)), path_text(place.path()));
    }

    Result<std::string> read(const Place& file, std::vector<Message>& notes) const
    {
        const std::string where = path_text(file.path());
        if (const auto first = file.beginning(8); first && first->starts_with(ole_magic))
            return Error{Message(LOOM_TEXT("%1 is encrypted, or an Excel file of the old kind (.xls)."), where),
                         LOOM_TEXT("Open it in a spreadsheet program and save it as .xlsx without a password, or as CSV.")};
        auto zip = zip_at(file);
        if (!zip)
            return zip.error();
        Workbook book(std::move(*zip), where);
        LOOM_TRY(book.read());
        std::string names;
        for (const Workbook::Name& name : book.sheets()) {
            names += (names.empty() ? "" : ", ") + name.name;
            if (sheet.empty() ? name.hidden : name.name != sheet)
                continue;
            auto read = book.sheet(name.part);
            if (!read)
                return read.error();
            if (read->cells.empty() && sheet.empty())
                continue;
            if (read->cells.empty())
                break;
            if (sheet.empty() && book.sheets().size() > 1)
                notes.push_back(Message(LOOM_TEXT("The sheet “%1” was read; there are %2 sheets."), name.name, book.sheets().size()));
            if (read->errors)
                notes.push_back(Message(LOOM_TEXT("%1 cells hold an error (such as #N/A) and count as missing."), read->errors));
            return csv_of(*read, where);
        }
        if (sheet.empty())
            return Error{Message(LOOM_TEXT("%1 has no sheet with anything in it."), where),
                         LOOM_TEXT("Choose a file with at least one row of data.")};
        return Error{Message(LOOM_TEXT("%1 has no sheet “%2” with anything in it."), where, sheet),
                     Message(LOOM_TEXT("Its sheets: %1."), names)};
    }
};

} // namespace

const SourceType& xlsx_source()
{
    static const SourceType type = source<Xlsx>({
        .id = "xlsx",
        .title = LOOM_TEXT("Excel"),
        .help = LOOM_TEXT("The values of one sheet of a workbook (.xlsx): numbers, texts, dates, and what formulas gave last."),
        .settings = {setting(&Xlsx::sheet, {.key = "sheet",
                                            .label = LOOM_TEXT("Sheet"),
                                            .help = LOOM_TEXT("Its name. Empty: the first one that holds anything.")}),
                     setting(&Xlsx::header,
                             {.key = "header",
                              .label = LOOM_TEXT("Header"),
                              .help = LOOM_TEXT("Whether the first row holds the names of the columns."),
                              .choices = {{"auto", LOOM_TEXT("As found")}, {"yes", LOOM_TEXT("Yes")}, {"no", LOOM_TEXT("No")}}})},
    });
    return type;
}

} // namespace loom
