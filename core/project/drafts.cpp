#include "project/drafts.h"
#include "project/file_name.h"
#include "project/lock.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace loom {
namespace {

constexpr std::string_view beginning = "draft-", unnamed = "untitled", ending = ".loom";

/// In the state folder; where nothing can be written there, among what is temporary, under the user's number.
std::array<fs::path, 2> folders()
{
    const char* xdg = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    const fs::path temporary = fs::temp_directory_path() / ("layerloom-" + std::to_string(::getuid()));
    const fs::path state = (xdg && *xdg)     ? fs::path(xdg) / "layerloom"
                           : (home && *home) ? fs::path(home) / ".local" / "state" / "layerloom"
                                             : temporary;
    return {state / "drafts", temporary / "drafts"};
}

} // namespace

Result<fs::path> new_draft(std::string_view name)
{
    for (const fs::path& folder : folders()) {
        std::error_code ignored;
        fs::create_directories(folder, ignored);
        std::string own = (folder / beginning).string() + "XXXXXX";
        if (::mkdtemp(own.data())) {
            const std::string stem = file_name(name);
            return fs::path(own) / ((stem.empty() ? std::string(unnamed) : stem) + std::string(ending));
        }
    }
    return system_error(LOOM_TEXT("%1 cannot be written."), folders().front(), errno);
}

std::vector<Draft> drafts()
{
    std::vector<Draft> found;
    std::error_code ignored;
    std::vector<fs::path> all;
    for (const fs::path& folder : std::set<fs::path>{folders().front(), folders().back()})
        for (const auto& entry : fs::directory_iterator(folder, ignored))
            all.push_back(entry.path());
    for (const fs::path& folder : all) {
        if (!folder.filename().string().starts_with(beginning))
            continue;
        for (const auto& entry : fs::directory_iterator(folder, ignored)) {
            const fs::path& file = entry.path();
            std::error_code error;
            const auto written = fs::last_write_time(file, error);
            if (file.extension() != ending || error || !entry.is_regular_file(ignored))
                continue;
            const LockState lock = Lock::state(file);
            if (lock == LockState::HeldElsewhere)
                continue;
            const std::string name = file.stem().string();
            found.push_back({file, name == unnamed ? std::string() : name, std::chrono::file_clock::to_sys(written),
                             lock == LockState::Stale});
        }
    }
    std::ranges::sort(found, std::ranges::greater(), &Draft::when);
    return found;
}

bool is_draft(const fs::path& file)
{
    const fs::path folder = file.parent_path();
    return (folder.parent_path() == folders().front() || folder.parent_path() == folders().back()) && folder.filename().string().starts_with(beginning);
}

void remove_draft(const fs::path& file)
{
    std::error_code ignored;
    if (is_draft(file))
        fs::remove_all(file.parent_path(), ignored);
}

} // namespace loom
