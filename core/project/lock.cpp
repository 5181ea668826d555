#include "project/lock.h"
#include "base/json.h"
#include "base/processes.h"

#include <nlohmann/json.hpp>

namespace loom {
namespace {

using nlohmann::json;

std::optional<Process> holder_in(const std::string& text)
{
    const auto parsed = parse_json(text, {});
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

fs::path lock_file(const fs::path& guarded)
{
    return guarded.native() + std::string(".lock");
}

} // namespace

LockState Lock::state(const fs::path& guarded)
{
    std::error_code error;
    if (!fs::exists(lock_file(guarded), error))
        return LockState::Free;
    const auto text = read_file(lock_file(guarded));
    if (!text)
        return LockState::Free; // It went meanwhile.
    const auto holder = holder_in(*text);
    if (stale(holder))
        return LockState::Stale;
    const Process self = this_process();
    return holder->host == self.host && holder->id == self.id ? LockState::HeldHere : LockState::HeldElsewhere;
}

Result<Lock> Lock::take(const fs::path& guarded)
{
    const fs::path file = lock_file(guarded);
    const Process self = this_process();
    const std::string content =
        json_line({{"host", self.host}, {"process", self.id}, {"started", self.started}}) + "\n";
    LockFile::Attempt attempt =
        LockFile::take(file, content, [](const std::string& text) { return stale(holder_in(text)); });
    if (attempt.lock)
        return Lock(std::move(*attempt.lock));
    const auto holder = holder_in(attempt.holder);
    return Error{
        Message(LOOM_TEXT("%1 is open in another program (process %2 on %3)."), path_text(guarded),
                holder ? holder->id : 0, holder ? holder->host : std::string("?")),
        Message(LOOM_TEXT("Close it there first, or work on a copy. If it does not run there any more, delete %1."),
                path_text(file))};
}

} // namespace loom
