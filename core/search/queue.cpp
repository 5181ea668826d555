#include "search/queue.h"
#include "base/json.h"
#include "base/process.h"
#include "base/wall_clock.h"
#include "project/document_json.h"
#include "project/json_entries.h"
#include "train/rehearsal.h"
#include "train/shortage.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace loom {
namespace {

using nlohmann::json;
using EntryState = QueueEntry::State;

constexpr std::size_t largest_queue = std::size_t{1} << 30;
constexpr std::pair<std::string_view, EntryState> entry_states[] = {
    {"waiting", EntryState::Waiting}, {"begun", EntryState::Begun}, {"finished", EntryState::Finished}, {"failed", EntryState::Failed}};

Result<QueueEntry> entry_from(const json& row, const Message& where)
{
    Entries entries(row, Message(LOOM_TEXT("%1, an entry"), where));
    QueueEntry e;
    std::string project;
    entries.read("number", e.number);
    entries.read("project", project);
    entries.read("reason", e.reason);
    entries.read("run", e.run);
    entries.read("state", entry_states, e.state);
    std::string at;
    entries.read("at", at);
    e.at = seconds_of_utc(at);
    if (!at.empty() && !e.at)
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "at"));
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

std::string file_text(const QueueContent& content)
{
    std::string text = "{\n  \"entries\": [";
    for (const QueueEntry& e : content.entries) {
        json rest{{"number", e.number}, {"project", path_text(e.project)}, {"reason", e.reason}, {"run", e.run}, {"state", state_id(e.state)}};
        if (e.at)
            rest["at"] = utc_text(*e.at);
        text += (&e == content.entries.data() ? "\n    {\"document\": " : ",\n    {\"document\": ") + document_text(e.document, 4) + "," + json_line(rest).substr(1);
    }
    return text + "\n  ],\n  \"name\": " + json_line(content.name) + ",\n  \"next\": " + std::to_string(content.next) + ",\n  \"paused\": " + json_line(content.paused) + "\n}\n";
}

Error none_waits(std::int64_t number) { return {Message(LOOM_TEXT("Nothing with the number %1 waits in the queue."), number), {}}; }

fs::path lock_of(const fs::path& file) { return fs::path(file) += ".lock"; }

} // namespace

std::string_view state_id(QueueEntry::State state)
{
    return std::ranges::find(entry_states, state, [](const auto& s) { return s.second; })->first;
}

fs::path Queue::beside(const fs::path& project_file) { return Runs::beside(project_file) / ".queue.json"; }

Result<QueueContent> Queue::read(const fs::path& file)
{
    QueueContent content;
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return content;
    const auto text = read_file(file, largest_queue);
    if (!text)
        return text.error();
    auto parsed = parse_json(*text, path_text(file));
    if (!parsed)
        return parsed.error();
    Entries entries(*parsed, Message::plain(path_text(file)));
    entries.read("name", content.name);
    entries.read("next", content.next);
    entries.read("paused", content.paused);
    const json* rows = entries.find("entries");
    if (!rows || !rows->is_array())
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "entries"));
    if (auto fault = entries.finish())
        return *fault;
    for (const json& row : *rows) {
        auto entry = entry_from(row, entries.place());
        if (!entry)
            return entry.error();
        content.entries.push_back(std::move(*entry));
    }
    return content;
}

bool Queue::is_held(const fs::path& file) { return FolderLock::is_held(lock_of(file)); }

Result<Queue> Queue::open(const fs::path& file)
{
    std::error_code error;
    const fs::path folder = lock_of(file);
    fs::create_directories(folder, error);
    if (error)
        return system_error(LOOM_TEXT("The queue %1 cannot be kept there."), file, error.value());
    auto lock = FolderLock::try_lock(folder);
    if (!lock)
        return Error{Message(LOOM_TEXT("Another program is busy with the queue %1."), path_text(file)), LOOM_TEXT("Wait for it, or keep another queue with --in.")};
    auto content = read(file);
    if (!content)
        return content.error();
    if (content->name.empty())
        content->name = "queue-" + utc_now() + "-" + std::to_string(::getpid());
    return Queue(file, std::move(*lock), std::move(*content));
}

const QueueEntry* Queue::find(std::int64_t number) const
{
    const auto found = std::ranges::find(entries(), number, &QueueEntry::number);
    return found == entries().end() ? nullptr : &*found;
}

bool Queue::any_open() const { return std::ranges::any_of(entries(), &QueueEntry::open); }

const QueueEntry* Queue::next(std::int64_t now) const
{
    auto found = std::ranges::find(entries(), EntryState::Begun, &QueueEntry::state);
    if (found == entries().end())
        found = std::ranges::find_if(entries(), [now](const QueueEntry& e) { return e.state == EntryState::Waiting && (!e.at || *e.at <= now); });
    return found == entries().end() ? nullptr : &*found;
}

const QueueEntry* Queue::awaited() const
{
    const QueueEntry* first = nullptr;
    for (const QueueEntry& e : entries())
        if (e.state == EntryState::Waiting && e.at && (!first || *e.at < *first->at))
            first = &e;
    return first;
}

Status Queue::change(const std::function<void(QueueContent&)>& what)
{
    QueueContent changed = content_;
    what(changed);
    LOOM_TRY(write_file(file_, file_text(changed)));
    content_ = std::move(changed);
    return Ok{};
}

Status Queue::change(std::int64_t number, bool waiting_only, const std::function<void(QueueEntry&)>& what)
{
    const QueueEntry* entry = find(number);
    if (!entry || !entry->open() || (waiting_only && entry->state != EntryState::Waiting))
        return none_waits(number);
    return change([&](QueueContent& q) { what(*std::ranges::find(q.entries, number, &QueueEntry::number)); });
}

Status Queue::add(const fs::path& project, const Document& document, std::optional<std::int64_t> at)
{
    return change([&](QueueContent& q) {
        if (!any_open()) {
            q.entries.clear(); // The runs tell of them.
            q.paused = false;
        }
        q.entries.push_back({.number = q.next++, .project = fs::absolute(project), .document = document, .at = at});
    });
}

Status Queue::move(std::int64_t number, std::size_t place)
{
    const QueueEntry* entry = find(number);
    if (!entry || entry->state != EntryState::Waiting)
        return none_waits(number);
    return change([&](QueueContent& q) {
        const auto from = std::ranges::find(q.entries, number, &QueueEntry::number);
        QueueEntry moved = std::move(*from);
        q.entries.erase(from);
        // Counted among those that wait.
        auto to = q.entries.begin();
        for (std::size_t passed = 0; to != q.entries.end() && (to->state != EntryState::Waiting || passed < place); ++to)
            passed += to->state == EntryState::Waiting;
        q.entries.insert(to, std::move(moved));
    });
}

Status Queue::set_time(std::int64_t number, std::optional<std::int64_t> at)
{
    return change(number, true, [at](QueueEntry& e) { e.at = at; });
}

Status Queue::remove(std::int64_t number)
{
    const QueueEntry* entry = find(number);
    if (!entry || !entry->open())
        return none_waits(number);
    return change([number](QueueContent& q) { std::erase_if(q.entries, [number](const QueueEntry& e) { return e.number == number; }); });
}

Status Queue::pause(bool on)
{
    return on == paused() ? Status(Ok{}) : change([on](QueueContent& q) { q.paused = on; });
}

Status Queue::retarget(const fs::path& before, const fs::path& now)
{
    return change([&](QueueContent& q) {
        for (QueueEntry& e : q.entries)
            if (e.project == before)
                e.project = now;
    });
}

Status Queue::begin(std::int64_t number)
{
    return change(number, false, [](QueueEntry& e) { e.state = EntryState::Begun; });
}

Status Queue::finish(std::int64_t number, const RunRecord& record)
{
    return change(number, false, [&](QueueEntry& e) {
        e.run = record.name;
        e.state = record.state == RunRecord::State::Failed ? EntryState::Failed : EntryState::Finished;
        e.reason = record.failure;
    });
}

Status Queue::fail(std::int64_t number, const Error& error)
{
    return change(number, false, [&](QueueEntry& e) {
        e.state = EntryState::Failed;
        e.reason = render(error.message, Language::English);
    });
}

Job Queue::job(const QueueEntry& entry, std::shared_ptr<const Dataset> data, const std::string& device, int threads) const
{
    Job job{.document = entry.document, .dataset = std::move(data), .project = entry.project, .device = device, .threads = threads};
    job.member = place_of(entry);
    return job;
}

bool Queue::is_trained(const QueueEntry& entry) const
{
    const Runs runs(entry.project);
    const auto record = entry.state == EntryState::Begun ? find_member(runs, place_of(entry)) : std::nullopt;
    return record && FolderLock::is_held(runs.folder(record->name));
}

/// Whether it is this network that finds no room, and not all of them.
static bool is_too_large(const Job& job)
{
    const auto foretold = forecast(job);
    return foretold && memory_shortage(*foretold);
}

Result<bool> Queue::train(std::int64_t number, const std::string& device, int threads, const Watch& watch)
{
    const QueueEntry entry = *find(number);
    LOOM_TRY(begin(number));
    if (watch.begins)
        watch.begins(*find(number));
    auto data = watch.data(entry);
    auto record = data ? train_member(job(entry, *data, device, threads), entry.state == EntryState::Begun, watch) : Result<std::optional<RunRecord>>(data.error());
    if (record && !*record)
        return false;
    if (data && !record && record.error().blame != Blame::Input && !is_too_large(job(entry, *data, device, threads)))
        return record.error(); // The next one would meet it too.
    LOOM_TRY(record ? finish(number, **record) : fail(number, record.error()));
    if (watch.ends)
        watch.ends(*find(number));
    return true;
}

Result<bool> Queue::go(const std::string& device, int threads, const Watch& watch)
{
    std::optional<std::int64_t> told;
    while (true) {
        const QueueEntry* entry = next(utc_seconds());
        if (entry && !is_trained(*entry)) {
            auto done = train(entry->number, device, threads, watch);
            if (!done || !*done)
                return done;
            told.reset();
            continue;
        }
        if (!entry)
            entry = awaited();
        if (!entry)
            return true;
        if (watch.leaves && watch.leaves())
            return false;
        if (watch.waits && told != entry->number)
            watch.waits(*entry);
        told = entry->number;
        // The clock is looked at again and again: it may be set, and time goes on while the machine sleeps.
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
}

} // namespace loom
