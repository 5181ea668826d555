#include "project/lock.h"
#include "base/json.h"
#include "base/processes.h"

#include <nlohmann/json.hpp>

namespace loom {
namespace {

using nlohmann::json;

std::optional<Process> holder_of(const fs::path& lock)
{
    auto text = read_file(lock, 4096);
    if (!text)
        return {};
    const auto parsed = parse_json(*text, path_text(lock));
    if (!parsed || !parsed->is_object())
        return {};
    const auto host = parsed->find("host"), process = parsed->find("process"), started = parsed->find("started");
    if (host == parsed->end() || process == parsed->end() || started == parsed->end() || !host->is_string() ||
        !process->is_number_integer() || !started->is_number_integer())
        return {};
    return Process{host->get<std::string>(), process->get<std::int64_t>(), started->get<std::int64_t>()};
}

/// What is known to be gone. A process of another host is taken to live.
bool stale(const std::optional<Process>& holder)
{
    if (!holder)
        return true; // Locks are written whole, so this is none of ours.
    return holder->host == this_process().host && !is_running(*holder);
}

} // namespace

Result<Lock> Lock::take(const fs::path& guarded)
{
    const fs::path file = guarded.native() + std::string(".lock");
    const Process self = this_process();
    const std::string content =
        json_line({{"host", self.host}, {"process", self.id}, {"started", self.started}}) + "\n";
    for (int attempt = 0;; ++attempt) {
        const Status made = create_file(file, content);
        if (made)
            return Lock(file);
        std::error_code error;
        if (!fs::exists(file, error))
            return Lock(fs::path());
        const auto holder = holder_of(file);
        if (attempt == 3 || !stale(holder))
            return Error{Message(LOOM_TEXT("%1 is open in another program (process %2 on %3)."), path_text(guarded),
                                 holder ? holder->id : 0, holder ? holder->host : std::string("?")),
                         LOOM_TEXT("Close it there first, or work on a copy.")};
        fs::remove(file, error);
    }
}

Lock::~Lock()
{
    if (file_.empty())
        return;
    std::error_code ignored;
    if (const auto holder = holder_of(file_); holder && *holder == this_process())
        fs::remove(file_, ignored);
}

} // namespace loom
