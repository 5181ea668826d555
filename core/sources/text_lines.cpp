#include "base/stopped.h"
#include "base/threads.h"
#include "data/class_folders.h"
#include "data/table_files.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <algorithm>
#include <array>

namespace loom {
namespace {

enum class Separator { Auto, Line, EmptyLine, Percent };

constexpr std::array<std::string_view, 2> text_lines_endings = {".txt", ".text"};

std::string_view without_end(std::string_view line)
{
    return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

/// Calls `visit(line)` for each line, without its end.
template <class F>
void for_each_line(std::string_view text, F visit)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        visit(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// As the files of fortune(6) have them.
bool has_percent_lines(std::string_view text)
{
    bool found = false;
    for_each_line(text, [&](std::string_view line) { found = found || without_end(line) == "%"; });
    return found;
}

/// The beginning as text, or nothing where it is none.
std::optional<std::string> beginning(const Place& file)
{
    auto bytes = file.beginning(1 << 16);
    if (!bytes || bytes->empty())
        return {};
    auto text = to_utf8(std::move(*bytes));
    if (!text || text->text.find('\0') != std::string::npos)
        return {};
    return std::move(text->text);
}

/// Takes out what colours a terminal (ECMA-48 control sequences); how many there were.
std::size_t take_out_colours(std::string& text)
{
    std::size_t count = 0, to = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\x1B' && i + 1 < text.size() && text[i + 1] == '[') {
            std::size_t end = i + 2;
            while (end < text.size() && text[end] >= 0x20 && text[end] <= 0x3F)
                ++end;
            if (end < text.size() && text[end] >= 0x40 && text[end] <= 0x7E) {
                ++count;
                i = end;
                continue;
            }
        }
        text[to++] = text[i];
    }
    text.resize(to);
    return count;
}

/// A file; or a folder's only text, its training, validation and test texts, or several that % lines divide.
std::vector<TableFile> text_files(const Place& place)
{
    constexpr std::size_t most = 100; // More are documents.
    if (!place.is_folder())
        return {{place}};
    std::vector<Place> texts = files_with_ending(place, text_lines_endings);
    std::erase_if(texts, is_about_the_data);
    std::vector<TableFile> files;
    if (texts.size() > most)
        return files;
    bool parts = true, divided = true;
    for (Place& file : texts) {
        const auto part = part_named(file.path().stem().string());
        parts = parts && part;
        const auto text = texts.size() > 1 ? beginning(file) : std::nullopt;
        divided = divided && text && has_percent_lines(*text);
        files.push_back({std::move(file), part.value_or(Part::Train)});
    }
    if (files.size() == 1)
        return {{files.front().place}};
    if (parts && !files.empty()) {
        std::ranges::stable_sort(files, {}, &TableFile::part);
        parts = files.front().part == Part::Train &&
                std::ranges::adjacent_find(files, {}, &TableFile::part) == files.end();
    }
    return parts || divided ? files : std::vector<TableFile>();
}

struct TextLines {
    Separator separator = Separator::Auto;
    std::string encoding;

    static double recognises(const Place& place)
    {
        if (place.is_folder())
            return text_files(place).empty() ? 0 : 0.25;
        const std::string ending = lower_ending(place);
        const bool maybe = ending.empty() || std::ranges::find(text_lines_endings, ending) != text_lines_endings.end();
        return maybe && beginning(place) ? 0.3 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto files = text_files(place);
        if (files.empty())
            return Error{Message(LOOM_TEXT("%1 holds several texts or none."), path),
                         LOOM_TEXT("Choose one text file, or put one for training and one for testing in the folder.")};
        auto table = std::make_shared<Table>();
        table->source = "text_lines";
        table->path = path;
        const bool parts = files.size() > 1 && files.back().part != Part::Train;
        Texts texts;
        std::vector<std::string> names;
        std::size_t empty = 0, colours = 0;
        bool divided = false;
        if (progress)
            progress->total = std::int64_t(files.size());
        for (const auto& [file, part] : files) {
            if (progress && progress->cancelled)
                return opening_stopped();
            auto bytes = file.read(std::size_t{1} << 36);
            if (!bytes)
                return bytes.error();
            auto text = to_utf8(std::move(*bytes), encoding);
            if (!text)
                return Error{Message(LOOM_TEXT("%1: %2"), path_text(file.path()), text.error().message), text.error().hint};
            if (text->encoding != "UTF-8")
                table->notes.push_back(Message(LOOM_TEXT("The text was read as %1."), text->encoding));
            if (text->replaced)
                table->notes.push_back(
                    Message(LOOM_TEXT("%1 characters could not be read as %2."), text->replaced, text->encoding));
            colours += take_out_colours(text->text);
            const Separator by = separator != Separator::Auto     ? separator
                                 : has_percent_lines(text->text) ? Separator::Percent
                                                                 : Separator::Line;
            divided = divided || by == Separator::Percent;
            cut(text->text, by, texts, empty, *table, files.size() > 1 ? readable(file.name()) + ":" : "");
            names.resize(texts.size(), readable(file.path().stem().string()));
            if (parts)
                table->split.resize(texts.size(), part);
            if (progress)
                ++progress->done;
        }
        if (texts.size() == 0)
            return Error{Message(LOOM_TEXT("%1 is empty."), path), LOOM_TEXT("Choose a file with at least one line of text.")};
        table->rows = texts.size();
        table->columns.push_back({"text", ColumnType::Text, std::move(texts)});
        if (files.size() > 1 && !parts)
            table->columns.push_back({"file", ColumnType::Category, to_codes(names.size(), [&](std::size_t i) {
                                          return std::string_view(names[i]);
                                      })});
        if (divided && separator == Separator::Auto)
            table->notes.push_back(Message(LOOM_TEXT("The texts are divided by lines with a % and nothing else.")));
        if (empty)
            table->notes.push_back(Message(LOOM_TEXT("%1 empty lines were passed over."), empty));
        if (colours)
            table->notes.push_back(
                Message(LOOM_TEXT("%1 signs that colour a terminal were taken out of the texts."), colours));
        if (table->bad_row_count)
            table->notes.push_back(Message(LOOM_TEXT("%1 texts hold zero bytes and were set aside."), table->bad_row_count));
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    static void cut(std::string_view all, Separator by, Texts& texts, std::size_t& empty, Table& table,
                    const std::string& place)
    {
        std::size_t line_number = 0, first_line = 1;
        std::string text;
        const auto finish = [&] {
            const std::size_t end = text.find_last_not_of(" \t\r\n");
            text.resize(end == text.npos ? 0 : end + 1);
            if (text.find('\0') != text.npos)
                table.set_aside(place + std::to_string(first_line),
                                Message(LOOM_TEXT("The text holds zero bytes, which are no text.")));
            else if (!text.empty())
                texts.push_back(text);
            text.clear();
        };
        for_each_line(all, [&](std::string_view line) {
            ++line_number;
            const std::string_view bare = without_end(line);
            if (by == Separator::Line) {
                empty += bare.empty();
                first_line = line_number;
                text = bare;
                return finish();
            }
            if (by == Separator::Percent ? bare == "%" : bare.empty())
                return finish();
            if (text.empty()) {
                first_line = line_number;
                if (bare.empty())
                    return;
            } else {
                text += '\n';
            }
            text += bare;
        });
        finish();
    }
};

} // namespace

const SourceType& text_lines_source()
{
    static const SourceType type = source<TextLines>({
        .id = "text_lines",
        .title = LOOM_TEXT("Lines of text"),
        .help = LOOM_TEXT("A text file, one text a line; or texts of several lines with an empty line or a % between them."),
        .settings = {setting(&TextLines::separator,
                             {.key = "separator",
                              .label = LOOM_TEXT("Texts end at"),
                              .help = LOOM_TEXT("What stands between two texts."),
                              .choices = {{"auto", LOOM_TEXT("As found")},
                                          {"line", LOOM_TEXT("Line ends")},
                                          {"empty_line", LOOM_TEXT("Empty lines")},
                                          {"percent", LOOM_TEXT("Lines with %")}}}),
                     setting(&TextLines::encoding,
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
