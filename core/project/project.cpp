#include "project/project.h"
#include "base/json.h"
#include "project/document_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::string_view format = "layerloom project";
constexpr std::size_t largest_project = std::size_t{64} << 20;

/// The path with its folder resolved, its last part as it is.
fs::path resolved(const fs::path& path)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (error)
        return path;
    const fs::path folder = fs::weakly_canonical(absolute.parent_path(), error);
    return error ? absolute : (folder / absolute.filename()).lexically_normal();
}

bool common_folder(const fs::path& a, const fs::path& b)
{
    // Both begin with "/"; the next part tells.
    auto i = a.begin(), j = b.begin();
    return i != a.end() && j != b.end() && ++i != a.end() && ++j != b.end() && *i == *j;
}

constexpr std::string_view escaped = "file:";

bool is_utf8(const std::string& text)
{
    return json_line(json::array({text})) == json::array({text}).dump(-1, ' ', false, json::error_handler_t::ignore);
}

/// A file name may be any bytes; those that are no text are written as file:…%FF….
std::string as_utf8(const std::string& path)
{
    if (is_utf8(path) && !path.starts_with(escaped))
        return path;
    std::string out(escaped);
    for (const char c : path)
        if (c == '%' || static_cast<signed char>(c) < 0x20)
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            out += c;
    return out;
}

std::string from_utf8(const std::string& stored)
{
    if (!stored.starts_with(escaped))
        return stored;
    std::string out;
    for (std::size_t i = escaped.size(); i < stored.size(); ++i) {
        unsigned value = 0;
        if (stored[i] == '%' && i + 2 < stored.size() &&
            std::from_chars(&stored[i] + 1, &stored[i] + 3, value, 16).ptr == &stored[i] + 3) {
            out += char(value);
            i += 2;
        } else {
            out += stored[i];
        }
    }
    return out;
}

std::string path_in_file(const std::string& data, const fs::path& file)
{
    if (data.empty())
        return data;
    const fs::path from = resolved(file).parent_path(), to = resolved(data);
    return as_utf8(common_folder(from, to) ? to.lexically_relative(from).string() : to.string());
}

std::string path_in_memory(const std::string& data, const fs::path& file)
{
    if (data.empty())
        return data;
    const fs::path path = from_utf8(data);
    return path.is_absolute() ? path.string() : (resolved(file).parent_path() / path).lexically_normal().string();
}

Document with_path(Document document, std::string path)
{
    DataSetup data = document.data();
    data.path = std::move(path);
    (void)document.apply(SetData{std::move(data)}); // Cannot fail.
    return document;
}

} // namespace

std::string project_text(const Document& document, const fs::path& file)
{
    const Document stored = with_path(document, path_in_file(document.data().path, file));
    return "{\n  \"document\": " + document_text(stored, 2) + ",\n  \"format\": " + json_line(format) +
           ",\n  \"version\": " + std::to_string(project_version) + "\n}\n";
}

Result<Document> parse_project(std::string_view text, const fs::path& file)
{
    const std::string name = path_text(file);
    const Text mend = LOOM_TEXT("Choose a project file (.loom), or fetch it from a copy.");
    if (text.find_first_not_of(" \t\r\n") == text.npos)
        return Error{Message(LOOM_TEXT("%1 is empty."), name), mend};
    auto parsed = parse_json(text, name);
    if (!parsed)
        return parsed.error();
    const json& object = *parsed;
    if (!object.is_object() || !object.contains("format") || object["format"] != format)
        return Error{Message(LOOM_TEXT("%1 is not a Layerloom project."), name), mend};
    const auto version = object.find("version");
    if (version == object.end() || !version->is_number_integer() || *version < 1)
        return Error{Message(LOOM_TEXT("%1 does not say its version."), name), mend};
    if (*version > project_version)
        return Error{Message(LOOM_TEXT("%1 was made by a newer Layerloom: its version is %2, this program knows %3."),
                             name, version->dump(), project_version),
                     LOOM_TEXT("Open it with the newer program. It is unchanged.")};
    for (const auto& [key, value] : object.items())
        if (key != "document" && key != "format" && key != "version")
            return Error{Message(LOOM_TEXT("%1: “%2” is unknown."), name, key),
                         LOOM_TEXT("It may come from a newer version of Layerloom.")};
    if (!object.contains("document"))
        return Error{Message(LOOM_TEXT("%1 holds no document."), name), mend};
    auto document = document_from_json(object["document"], name);
    if (!document)
        return document.error();
    std::string path = path_in_memory(document->data().path, file);
    return with_path(std::move(*document), std::move(path));
}

Result<Project> load_project(const fs::path& file)
{
    auto text = read_file(file, largest_project);
    if (!text)
        return text.error();
    auto document = parse_project(*text, file);
    if (!document)
        return document.error();
    return Project{file, std::move(*document)};
}

Status save_project(const Project& project)
{
    remove_stale_temporaries(project.file);
    return write_file(project.file, project_text(project.document, project.file));
}

Status create_project(const Project& project)
{
    return create_file(project.file, project_text(project.document, project.file));
}

} // namespace loom
