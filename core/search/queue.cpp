#include "search/queue.h"
#include "base/json.h"
#include "base/process.h"
#include "project/document_json.h"
#include "project/json_entries.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>

namespace loom {
namespace {

using nlohmann::json;
using State = QueueEntry::State;

constexpr std::size_t largest_queue = std::size_t{1} << 30;
constexpr std::pair<std::string_view, State> states[] = {
    {"waiting", State::Waiting}, {"begun", State::Begun}, {"finished", State::Finished}, {"failed", State::Failed}};

Result<QueueEntry> entry_from(const json& row, const Message& where)
{
    Entries entries(row, Message(LOOM_TEXT("%1, an entry"), where));
    QueueEntry e;
    std::string project;
    entries.read("number", e.number);
    entries.read("project", project);
    entries.read("reason", e.reason);
    entries.read("run", e.run);
    entries.read("state", states, e.state);
    const json* document = entries.find("document");
    if (auto error = entries.finish())
        return *error;
    if (!document)
        return Error{Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "document"), mend_that_place};
    auto read = document_from_json(*document, render(where));
    if (!read)
        return read.error();
    e.document = std::move(*read);
    e.project = fs::path(std::u8string(project.begin(), project.end()));
    return e;
}

} // namespace

std::string_view state_id(QueueEntry::State state)
{
    return std::ranges::find(states, state, [](const auto& s) { return s.second; })->first;
}

Result<Queue> Queue::open(const fs::path& file)
{
    std::error_code error;
    const fs::path folder = fs::path(file) += ".lock";
    fs::create_directories(folder, error);
    if (error)
        return system_error(LOOM_TEXT("The queue %1 cannot be kept there."), file, error.value());
    auto lock = FolderLock::try_lock(folder);
    if (!lock)
        return Error{Message(LOOM_TEXT("Another program is busy with the queue %1."), path_text(file)), LOOM_TEXT("Wait for it, or keep another queue with --list.")};
    Queue queue(file, std::move(*lock));
    queue.name_ = "queue-" + utc_now() + "-" + std::to_string(::getpid());
    if (!fs::exists(file, error))
        return queue;
    const auto text = read_file(file, largest_queue);
    if (!text)
        return text.error();
    auto parsed = parse_json(*text, path_text(file));
    if (!parsed)
        return parsed.error();
    Entries entries(*parsed, Message::plain(path_text(file)));
    entries.read("name", queue.name_);
    entries.read("next", queue.next_);
    const json* rows = entries.find("entries");
    if (!rows || !rows->is_array())
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "entries"));
    if (auto fault = entries.finish())
        return *fault;
    for (const json& row : *rows) {
        auto entry = entry_from(row, entries.place());
        if (!entry)
            return entry.error();
        queue.entries_.push_back(std::move(*entry));
    }
    return queue;
}

Status Queue::save() const
{
    std::string text = "{\n  \"entries\": [";
    for (const QueueEntry& e : entries_) {
        const std::string rest = json_line({{"number", e.number}, {"project", path_text(e.project)}, {"reason", e.reason}, {"run", e.run}, {"state", state_id(e.state)}});
        text += (&e == entries_.data() ? "\n    {\"document\": " : ",\n    {\"document\": ") + document_text(e.document, 4) + "," + rest.substr(1);
    }
    return write_file(file_, text + "\n  ],\n  \"name\": " + json_line(name_) + ",\n  \"next\": " + std::to_string(next_) + "\n}\n");
}

Status Queue::add(const fs::path& project, const Document& document)
{
    if (std::ranges::none_of(entries_, &QueueEntry::open))
        entries_.clear(); // The runs tell of them.
    entries_.push_back({.number = next_++, .project = fs::absolute(project), .document = document});
    return save();
}

QueueEntry* Queue::waiting(std::int64_t number)
{
    const auto found = std::ranges::find(entries_, number, &QueueEntry::number);
    return found == entries_.end() || found->state != State::Waiting ? nullptr : &*found;
}

Status Queue::move(std::int64_t number, std::size_t place)
{
    const QueueEntry* entry = waiting(number);
    if (!entry)
        return Error{Message(LOOM_TEXT("Nothing with the number %1 waits in the queue."), number)};
    QueueEntry moved = *entry;
    entries_.erase(entries_.begin() + (entry - entries_.data()));
    // Counted among those that wait.
    auto at = entries_.begin();
    for (std::size_t passed = 0; at != entries_.end() && (at->state != State::Waiting || passed < place); ++at)
        passed += at->state == State::Waiting;
    entries_.insert(at, std::move(moved));
    return save();
}

Status Queue::remove(std::int64_t number)
{
    const QueueEntry* entry = waiting(number);
    if (!entry)
        return Error{Message(LOOM_TEXT("Nothing with the number %1 waits in the queue."), number)};
    entries_.erase(entries_.begin() + (entry - entries_.data()));
    return save();
}

Result<bool> Queue::train(QueueEntry& entry, const std::string& device, int threads, const Watch& watch)
{
    const bool begun = entry.state == State::Begun;
    entry.state = State::Begun;
    LOOM_TRY(save());
    if (watch.begins)
        watch.begins(entry);
    const auto fails = [&](const Error& error) -> Result<bool> {
        if (error.blame == Blame::Machine)
            return error; // The next one would meet it too.
        entry.state = State::Failed;
        entry.reason = render(error.message, Language::English);
        return true;
    };
    auto data = watch.data(entry);
    if (!data)
        return fails(data.error());
    Job job{.document = entry.document, .dataset = *data, .project = entry.project, .device = device, .threads = threads};
    job.member = {.study = name_, .trial = entry.number};
    auto record = train_member(std::move(job), begun, watch);
    if (!record)
        return fails(record.error());
    if (!*record)
        return false;
    entry.run = (*record)->name;
    entry.state = (*record)->state == RunRecord::State::Failed ? State::Failed : State::Finished;
    entry.reason = (*record)->failure;
    return true;
}

Result<bool> Queue::go(const std::string& device, int threads, const Watch& watch)
{
    while (true) {
        auto next = std::ranges::find(entries_, State::Begun, &QueueEntry::state);
        if (next == entries_.end())
            next = std::ranges::find(entries_, State::Waiting, &QueueEntry::state);
        if (next == entries_.end())
            return true;
        auto done = train(*next, device, threads, watch);
        if (!done || !*done)
            return done;
        LOOM_TRY(save());
        if (watch.ends)
            watch.ends(*next);
    }
}

} // namespace loom
