#include "project/recovery.h"
#include "base/processes.h"
#include "project/project.h"

#include <charconv>
#include <cstdlib>

namespace loom {
namespace {

constexpr std::string_view ending = ".autosave";
constexpr std::string_view unnamed = "unnamed-";

Result<fs::path> state_folder()
{
    const char* xdg = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    const fs::path folder = (xdg && *xdg)     ? fs::path(xdg) / "layerloom"
                            : (home && *home) ? fs::path(home) / ".local" / "state" / "layerloom"
                                              : fs::temp_directory_path() / "layerloom";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return system_error(LOOM_TEXT("%1 cannot be written."), folder, error.value());
    return folder;
}

std::optional<Recovery> read_autosave(const fs::path& autosave, const fs::path& project)
{
    std::error_code error;
    const auto written = fs::last_write_time(autosave, error);
    if (error)
        return {};
    auto text = read_file(autosave);
    if (!text)
        return {};
    auto document = parse_project(*text, project.empty() ? autosave : project);
    if (!document)
        return {};
    return Recovery{autosave, project, std::move(*document), std::chrono::file_clock::to_sys(written)};
}

} // namespace

Result<fs::path> autosave_file(const fs::path& project)
{
    if (!project.empty())
        return fs::path(project.native() + std::string(ending));
    auto folder = state_folder();
    if (!folder)
        return folder.error();
    return *folder / (std::string(unnamed) + std::to_string(this_process().id) + ".loom" + std::string(ending));
}

Status write_autosave(const fs::path& project, const Document& document)
{
    auto file = autosave_file(project);
    if (!file)
        return file.error();
    return write_file(*file, project_text(document, project.empty() ? *file : project));
}

void discard_autosave(const fs::path& project)
{
    if (auto file = autosave_file(project)) {
        std::error_code ignored;
        fs::remove(*file, ignored);
        remove_stale_temporaries(*file);
    }
}

std::optional<Recovery> find_recovery(const fs::path& project)
{
    auto file = autosave_file(project);
    if (!file)
        return {};
    auto recovery = read_autosave(*file, project);
    if (!recovery)
        return {};
    if (const auto saved = load_project(project); saved && saved->document == recovery->document)
        return {};
    return recovery;
}

std::vector<Recovery> find_unnamed_recoveries()
{
    std::vector<Recovery> found;
    auto folder = state_folder();
    if (!folder)
        return found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(*folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(unnamed) || !name.ends_with(ending))
            continue;
        std::int64_t process = 0;
        std::from_chars(name.data() + unnamed.size(), name.data() + name.size(), process);
        if (process == this_process().id || is_running(process))
            continue;
        if (auto recovery = read_autosave(entry.path(), {}))
            found.push_back(std::move(*recovery));
    }
    return found;
}

} // namespace loom
