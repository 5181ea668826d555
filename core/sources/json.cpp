#include "base/files.h"
#include "base/stopped.h"
#include "data/json_rows.h"
#include "data/table_files.h"
#include "data/text_encoding.h"
#include "schema/types.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace loom {
namespace {

constexpr std::array<std::string_view, 2> json_endings = {".json", ".geojson"};

/// Goes through the outer brackets of a text and leaves what they hold to others: brackets and quotes are all it sees.
class JsonOutline {
public:
    explicit JsonOutline(std::string_view text, std::size_t line = 1) : text_(text), line_(line) {}

    struct Value {
        std::string_view text;
        std::size_t line = 0;
    };

    /// The first character that is no space; '\0' at the end.
    char peek()
    {
        for (; at_ < text_.size(); ++at_)
            if (text_[at_] == '\n')
                ++line_;
            else if (text_[at_] != ' ' && text_[at_] != '\t' && text_[at_] != '\r')
                return text_[at_];
        return '\0';
    }
    bool take(char c)
    {
        if (peek() != c)
            return false;
        ++at_;
        return true;
    }
    /// The value that comes next, not looked into; empty where there is none.
    Value value()
    {
        peek();
        const Value begun{{}, line_};
        const std::size_t begin = at_;
        std::size_t open = 0;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                if (!pass_string())
                    return begun;
                if (open == 0)
                    return {text_.substr(begin, ++at_ - begin), begun.line};
            } else if (c == '[' || c == '{') {
                ++open;
            } else if (c == ']' || c == '}') {
                if (open == 0)
                    break;
                if (--open == 0)
                    return {text_.substr(begin, ++at_ - begin), begun.line};
            } else if (open == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
                break;
            } else if (c == '\n') {
                ++line_;
            }
        }
        return open > 0 ? begun : Value{text_.substr(begin, at_ - begin), begun.line};
    }
    std::size_t at() const { return at_; }
    std::size_t line() const { return line_; }

    /// Calls `visit(value)` for what an array holds until that returns false; false too where it is no whole array.
    template <class F>
    bool elements(F visit)
    {
        if (!take('['))
            return false;
        if (take(']'))
            return true;
        do {
            const Value v = value();
            if (v.text.empty() || !visit(v))
                return false;
        } while (take(','));
        return take(']');
    }
    /// The same for an object: `visit(key, value)`.
    template <class F>
    bool members(F visit)
    {
        if (!take('{'))
            return false;
        if (take('}'))
            return true;
        do {
            if (peek() != '"')
                return false;
            const auto key = nlohmann::json::parse(value().text, nullptr, false);
            if (!key.is_string() || !take(':'))
                return false;
            const Value v = value();
            if (v.text.empty() || !visit(key.get<std::string>(), v))
                return false;
        } while (take(','));
        return take('}');
    }

private:
    /// To the closing quote.
    bool pass_string()
    {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\')
                ++at_;
        return at_ < text_.size();
    }

    std::string_view text_;
    std::size_t at_ = 0, line_;
};

char first_inside(std::string_view value)
{
    JsonOutline inside(value.substr(1));
    return inside.peek();
}

/// A value of the outermost object.
struct Member {
    std::string name;
    JsonOutline::Value value;
};

std::uint64_t size_of(const std::vector<Place>& files)
{
    std::uint64_t size = 0;
    for (const Place& file : files)
        size += file.size();
    return size;
}

struct Json {
    std::string list;

    static double recognises(const Place& place)
    {
        if (place.is_folder()) {
            const auto files = files_with_ending(place, json_endings);
            if (files.empty())
                return 0;
            auto texts = files_with_ending(place, std::array<std::string_view, 2>{".txt", ".text"});
            std::erase_if(texts, is_about_the_data);
            if (size_of(texts) > size_of(files))
                return 0.2; // It tells about them.
            return as_parts(files).empty() ? 0.55 : 0.7;
        }
        const std::string ending = lower_ending(place);
        const bool named = std::ranges::find(json_endings, ending) != json_endings.end();
        if (!named && !ending.empty() && ending != ".txt" && ending != ".data")
            return 0;
        auto first = place.beginning(4096);
        if (!first)
            return 0;
        const auto text = to_utf8(std::move(*first));
        if (!text)
            return 0;
        JsonOutline outline(text->text);
        const char begin = outline.peek();
        if (begin != '[' && begin != '{')
            return named ? 0.3 : 0;
        const char next = first_inside(std::string_view(text->text).substr(outline.at()));
        return named ? 0.9 : next == (begin == '[' ? '{' : '"') ? 0.5 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        auto files = table_files(place, json_endings);
        if (files.empty()) // Keys are columns, whatever file they stand in.
            for (Place& file : files_with_ending(place, json_endings))
                files.push_back({std::move(file), Part::Train});
        const bool parts = std::ranges::any_of(files, [](const TableFile& f) { return f.part != Part::Train; });
        auto table = std::make_shared<Table>();
        table->source = "json";
        table->path = path;
        if (auto note = note_of_parts(files))
            table->notes.push_back(std::move(*note));
        JsonRows rows;
        if (progress)
            progress->total = std::int64_t(files.size());
        for (const auto& [file, part] : files) {
            const std::size_t before = rows.rows();
            LOOM_TRY(read(file, place.is_folder() ? file.name() + ":" : std::string(), rows, *table, progress));
            if (parts)
                table->split.insert(table->split.end(), rows.rows() - before, part);
            if (progress)
                ++progress->done;
        }
        const std::size_t all = rows.rows() + table->bad_row_count;
        if (all == 0)
            return Error{Message(LOOM_TEXT("%1 has no rows."), path), LOOM_TEXT("Choose a file with at least one row of data.")};
        if (2 * table->bad_row_count > all)
            return Error{Message(LOOM_TEXT("%1 is no table: %2 of %3 elements are no rows. The first is in line %4: %5"), path,
                                 table->bad_row_count, all, table->bad_rows.front().place, table->bad_rows.front().reason),
                         what_is_read};
        LOOM_TRY(rows.finish(*table, path, progress));
        if (table->bad_row_count)
            table->notes.push_back(
                Message(LOOM_TEXT("%1 elements are no JSON objects; they were set aside."), table->bad_row_count));
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    static constexpr Text what_is_read =
        LOOM_TEXT("A list of objects is read, [{\"name\": value, …}, …], also as a part of an object; or an object of lists of "
                  "equal length, one a column; or one row alone.");

    Status read(const Place& file, const std::string& place, JsonRows& rows, Table& table, Progress* progress) const
    {
        auto bytes = file.read();
        if (!bytes)
            return bytes.error();
        const std::string name = path_text(file.path());
        const auto text = to_utf8(std::move(*bytes));
        if (!text)
            return Error{Message(LOOM_TEXT("%1: %2"), name, text.error().message), text.error().hint};
        JsonOutline outline(text->text);
        const auto broken = [&] {
            if (progress && progress->cancelled)
                return opening_stopped();
            return Error{Message(LOOM_TEXT("%1 is damaged or cut off: line %2 is no valid JSON."), name, outline.line()),
                         LOOM_TEXT("Mend that place, or use a copy.")};
        };
        const auto take_row = [&](const JsonOutline::Value& v) {
            if (auto reason = rows.add(v.text, v.line))
                table.set_aside(place + std::to_string(v.line), std::move(*reason));
            return !progress || !progress->cancelled;
        };
        const char first = outline.peek();
        if (first == '[') {
            if (!outline.elements(take_row) || outline.peek() != '\0')
                return broken();
            return Ok{};
        }
        if (first != '{')
            return Error{Message(LOOM_TEXT("%1 begins as no JSON table does."), name), what_is_read};
        std::vector<Member> lists, columns, maps;
        bool plain = false;
        const bool whole = outline.members([&](std::string key, JsonOutline::Value v) {
            if (v.text.front() == '[')
                (first_inside(v.text) == '{' ? lists : columns).push_back({std::move(key), v});
            else if (v.text.front() == '{')
                maps.push_back({std::move(key), v});
            else
                plain = true;
            return true;
        });
        if (!whole || outline.peek() != '\0')
            return broken();
        if (const Member* rows_of = chosen(lists)) {
            if (lists.size() > 1)
                table.notes.push_back(Message(LOOM_TEXT("The rows are those of the list “%1”; there are %2 lists."), rows_of->name,
                                              lists.size()));
            JsonOutline inside(rows_of->value.text, rows_of->value.line);
            if (!inside.elements(take_row))
                return broken();
            return Ok{};
        }
        if (!list.empty())
            return Error{Message(LOOM_TEXT("%1 holds no list “%2” of objects."), name, list), what_is_read};
        if (plain && columns.empty()) // One row alone.
            return take_row({text->text, 1}), Ok{};
        if (rows.rows() > 0)
            return Error{Message(LOOM_TEXT("%1 holds lists of columns, which cannot stand beside other files."), name),
                         LOOM_TEXT("Choose this file alone.")};
        if (columns.empty() && maps.empty())
            return Error{Message(LOOM_TEXT("%1 holds no list of rows."), name), what_is_read};
        return read_columns(columns.empty() ? maps : columns, name, rows);
    }

    const Member* chosen(const std::vector<Member>& lists) const
    {
        if (!list.empty()) {
            const auto it = std::ranges::find(lists, list, &Member::name);
            return it == lists.end() ? nullptr : &*it;
        }
        for (const std::string_view usual : {"data", "rows", "records"})
            if (const auto it = std::ranges::find(lists, usual, &Member::name); it != lists.end())
                return &*it;
        const auto longest = std::ranges::max_element(lists, {}, [](const Member& m) { return m.value.text.size(); });
        return longest == lists.end() ? nullptr : &*longest;
    }

    /// {"a": [1, 2], "b": [3, 4]}, or as pandas writes it: {"a": {"0": 1, "1": 2}, …}.
    static Status read_columns(const std::vector<Member>& columns, const std::string& name, JsonRows& rows)
    {
        std::size_t height = 0;
        std::vector<std::string> first_keys, keys;
        for (const Member& column : columns) {
            std::size_t row = 0;
            std::optional<Message> fault;
            std::size_t fault_line = 0;
            keys.clear();
            const auto take = [&](const JsonOutline::Value& v) {
                fault = rows.add_value(column.name, row++, v.text, v.line);
                fault_line = v.line;
                return !fault;
            };
            JsonOutline inside(column.value.text, column.value.line);
            const bool whole = inside.peek() == '[' ? inside.elements(take)
                                                    : inside.members([&](std::string key, const JsonOutline::Value& v) {
                                                          keys.push_back(std::move(key));
                                                          return take(v);
                                                      });
            if (fault)
                return Error{Message(LOOM_TEXT("%1: line %2: %3"), name, fault_line, *fault), what_is_read};
            if (!whole)
                return Error{Message(LOOM_TEXT("%1 is damaged or cut off: line %2 is no valid JSON."), name, inside.line()),
                             LOOM_TEXT("Mend that place, or use a copy.")};
            const auto number = [](const std::string& key) { return parse_integer(key).has_value(); };
            if (!std::ranges::all_of(keys, number))
                return Error{Message(LOOM_TEXT("%1 holds no list of rows."), name), what_is_read};
            if (&column == &columns.front()) {
                height = row;
                first_keys = keys;
            }
            if (row != height || keys != first_keys)
                return Error{Message(LOOM_TEXT("%1: the list “%2” has other rows than “%3”."), name, column.name,
                                     columns.front().name),
                             what_is_read};
        }
        return Ok{};
    }
};

} // namespace

const SourceType& json_source()
{
    static const SourceType type = source<Json>({
        .id = "json",
        .title = LOOM_TEXT("JSON"),
        .help = LOOM_TEXT("A list of JSON objects, one a row, or an object of columns. Objects in objects are flattened."),
        .settings = {setting(&Json::list, {.key = "list",
                                           .label = LOOM_TEXT("List"),
                                           .help = LOOM_TEXT("Which of the file's lists holds the rows. Empty: as found."),
                                           .advanced = true})},
    });
    return type;
}

} // namespace loom
