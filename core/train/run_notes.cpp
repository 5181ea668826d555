#include "train/run_notes.h"
#include "base/json.h"
#include "data/cell_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::size_t largest_notes = std::size_t{1} << 24;

/// What `read` makes of the JSON in a file; as it is, where there is no such file.
template <class T>
Result<T> read_json(const fs::path& path, T (*read)(const json&))
{
    std::error_code error;
    if (!fs::exists(fs::symlink_status(path, error)))
        return T();
    const auto text = read_file(path, largest_notes);
    if (!text)
        return text.error();
    const auto parsed = parse_json(*text, path_text(path));
    if (!parsed)
        return parsed.error();
    try {
        return read(*parsed);
    } catch (const json::exception&) {
        return Error{Message(LOOM_TEXT("%1 lacks an entry or has one of the wrong type."), path_text(path)),
                     LOOM_TEXT("Move it away or restore it from a copy; what was trained is not in it.")};
    }
}

} // namespace

Result<RunNotes> read_notes(const fs::path& run_folder)
{
    return read_json<RunNotes>(run_folder / "notes.json", [](const json& j) {
        RunNotes notes{j.at("title").get<std::string>(), j.at("note").get<std::string>(), j.at("tags").get<std::vector<std::string>>()};
        if (const auto ignored = j.find("ignored"); ignored != j.end()) // Where nothing is, there is no entry.
            ignored->get_to(notes.ignored);
        return notes;
    });
}

Status write_notes(const fs::path& run_folder, const RunNotes& notes)
{
    json all{{"title", notes.title}, {"note", notes.note}, {"tags", notes.tags}};
    if (!notes.ignored.empty())
        all["ignored"] = notes.ignored;
    return write_file(run_folder / "notes.json", json_line(all) + "\n");
}

std::vector<std::string> tags_in(std::string_view text)
{
    std::string plain(text);
    for (const std::string_view comma : {"，", "、", "\n"})
        for (auto at = plain.find(comma); at != plain.npos; at = plain.find(comma, at))
            plain.replace(at, comma.size(), ",");
    std::vector<std::string> tags;
    for (std::size_t begin = 0; begin <= plain.size();) {
        const auto end = std::min(plain.find(',', begin), plain.size());
        const std::string tag(trimmed(std::string_view(plain).substr(begin, end - begin)));
        if (!tag.empty() && std::ranges::find(tags, tag) == tags.end())
            tags.push_back(tag);
        begin = end + 1;
    }
    return tags;
}

std::string tags_text(const std::vector<std::string>& tags)
{
    std::string text;
    for (const std::string& tag : tags)
        (text += text.empty() ? "" : ", ") += tag;
    return text;
}

Result<std::string> read_baseline(const fs::path& runs_folder)
{
    return read_json<std::string>(runs_folder / "ledger.json", [](const json& j) { return j.at("baseline").get<std::string>(); });
}

Status write_baseline(const fs::path& runs_folder, const std::string& run)
{
    return write_file(runs_folder / "ledger.json", json_line({{"baseline", run}}) + "\n");
}

} // namespace loom
