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

constexpr std::array<std::string_view, 3> json_lines_endings = {".jsonl", ".ndjson", ".jsonlines"};

/// Whether the first line is an object by itself, and the second one begins another.
bool looks_like_lines(const Place& place)
{
    auto first = place.beginning(1 << 16);
    if (!first)
        return false;
    const auto text = to_utf8(std::move(*first));
    if (!text)
        return false;
    const std::string_view t = text->text;
    const auto begin = t.find_first_not_of(" \t\r\n");
    if (begin == t.npos || t[begin] != '{')
        return false;
    const auto end = t.find('\n', begin);
    if (end == t.npos)
        return false;
    const auto next = t.find_first_not_of(" \t\r\n", end);
    return next != t.npos && t[next] == '{' && nlohmann::json::accept(t.substr(begin, end - begin));
}

struct JsonLines {
    static double recognises(const Place& place)
    {
        if (place.is_folder())
            return table_files(place, json_lines_endings).empty() ? 0 : 0.75;
        const std::string ending = lower_ending(place);
        if (std::ranges::find(json_lines_endings, ending) != json_lines_endings.end())
            return 0.9;
        const bool maybe = ending.empty() || ending == ".json" || ending == ".txt" || ending == ".data" || ending == ".log";
        return maybe && looks_like_lines(place) ? 0.92 : 0;
    }

    Result<std::shared_ptr<const Table>> open(const Place& place, Progress* progress) const
    {
        const std::string path = path_text(place.path());
        const auto files = table_files(place, json_lines_endings);
        if (files.empty())
            return Error{Message(LOOM_TEXT("%1 holds several tables or none."), path),
                         LOOM_TEXT("Choose one file, or a folder with one table, or with one for training and one for testing.")};
        auto table = std::make_shared<Table>();
        table->source = "json_lines";
        table->path = path;
        if (auto note = note_of_parts(files))
            table->notes.push_back(std::move(*note));
        JsonRows rows;
        for (const auto& [file, part] : files) {
            const std::size_t before = rows.rows();
            LOOM_TRY(read(file, place.is_folder() ? file.name() + ":" : std::string(), rows, *table, progress));
            if (files.size() > 1)
                table->split.insert(table->split.end(), rows.rows() - before, part);
        }
        const std::size_t all = rows.rows() + table->bad_row_count;
        if (all == 0)
            return Error{Message(LOOM_TEXT("%1 is empty."), path), LOOM_TEXT("Choose a file with at least one row of data.")};
        if (2 * table->bad_row_count > all)
            return Error{Message(LOOM_TEXT("%1 is no file of JSON lines: %2 of %3 lines are none. The first is line %4: %5"), path,
                                 table->bad_row_count, all, table->bad_rows.front().place, table->bad_rows.front().reason),
                         LOOM_TEXT("Each line must be an object: {\"name\": value, …}.")};
        LOOM_TRY(rows.finish(*table, path, progress));
        if (table->bad_row_count)
            table->notes.push_back(
                Message(LOOM_TEXT("%1 lines are no JSON objects; they were set aside."), table->bad_row_count));
        return std::shared_ptr<const Table>(std::move(table));
    }

private:
    static Status read(const Place& file, const std::string& place, JsonRows& rows, Table& table, Progress* progress)
    {
        auto bytes = file.read();
        if (!bytes)
            return bytes.error();
        const auto text = to_utf8(std::move(*bytes));
        if (!text)
            return Error{Message(LOOM_TEXT("%1: %2"), path_text(file.path()), text.error().message), text.error().hint};
        const std::string_view t = text->text;
        if (progress)
            progress->total += std::int64_t(t.size());
        std::size_t line = 1;
        for (std::size_t at = 0; at < t.size(); ++line) {
            const std::size_t end = std::min(t.find('\n', at), t.size());
            const std::string_view object = trimmed(t.substr(at, end - at));
            if (!object.empty())
                if (auto reason = rows.add(object, line))
                    table.set_aside(place + std::to_string(line), std::move(*reason));
            if (progress) {
                progress->done += std::int64_t(end - at);
                if (progress->cancelled)
                    return opening_stopped();
            }
            at = end + 1;
        }
        return Ok{};
    }
};

} // namespace

const SourceType& json_lines_source()
{
    static const SourceType type = source<JsonLines>({
        .id = "json_lines",
        .title = LOOM_TEXT("JSON lines"),
        .help = LOOM_TEXT("One JSON object a line (.jsonl, .ndjson). Names are columns; objects in objects are flattened."),
    });
    return type;
}

} // namespace loom
