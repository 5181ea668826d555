#pragma once
#include "base/lock.h"
#include "search/member.h"

namespace loom {

/// One training that waits its turn, with the project as it was when it was put in.
struct QueueEntry {
    enum class State { Waiting, Begun, Finished, Failed };
    std::int64_t number = 0; // Never given twice.
    fs::path project;
    Document document;
    State state = State::Waiting;
    std::string run = {};                // Once it has ended.
    std::string reason = {};             // Failed: why, in English.
    std::optional<std::int64_t> at = {}; // As base/wall_clock: it does not begin before.
    bool open() const { return state == State::Waiting || state == State::Begun; }
};
std::string_view state_id(QueueEntry::State);

/// What the file of a queue says.
struct QueueContent {
    std::string name; // Of the study that its runs are of.
    std::int64_t next = 1;
    bool paused = false; // Nothing begins by itself.
    std::vector<QueueEntry> entries;
};

/// Trainings in order, in a file that is written whole after every change: what was begun when the program was killed goes on first.
/// What waits for its time lets those behind it go first. A change that cannot be written leaves all as it was.
class Queue {
public:
    /// Where the queue of a project lies: NAME.runs/.queue.json.
    static fs::path beside(const fs::path& project_file);
    /// To be looked at only, whoever is busy with it. An empty one where there is no file. Errors: the file is damaged.
    static Result<QueueContent> read(const fs::path& file);
    /// An empty one where there is no file. Errors: another program is busy with it, the file is damaged.
    static Result<Queue> open(const fs::path& file);
    /// Whether somebody has it open, here or in another program.
    static bool is_held(const fs::path& file);

    const fs::path& file() const { return file_; }
    const std::vector<QueueEntry>& entries() const { return content_.entries; }
    const QueueEntry* find(std::int64_t number) const;
    bool paused() const { return content_.paused; }
    bool any_open() const;
    /// What is to be trained at this time: what was begun, or the first whose time has come. Null: nothing.
    const QueueEntry* next(std::int64_t now) const;
    /// What waits for the earliest time. Null: nothing does.
    const QueueEntry* awaited() const;

    /// Behind all others; where nothing is left to do, in their place, and no longer paused.
    Status add(const fs::path& project, const Document&, std::optional<std::int64_t> at = {});
    /// In front of all that wait; only of what waits.
    Status move(std::int64_t number, std::size_t place);
    Status set_time(std::int64_t number, std::optional<std::int64_t> at);
    /// Of what is open. A run that was begun stays, without the queue.
    Status remove(std::int64_t number);
    Status pause(bool);
    /// A project has another place now.
    Status retarget(const fs::path& before, const fs::path& now);

    // ---- For who trains by himself. go() does this.
    Status begin(std::int64_t number);
    Status finish(std::int64_t number, const RunRecord&);
    Status fail(std::int64_t number, const Error&);
    Job job(const QueueEntry&, std::shared_ptr<const Dataset>, const std::string& device, int threads) const;
    /// What was begun is being trained at this moment, here or by another program.
    bool is_trained(const QueueEntry&) const;

    struct Watch : loom::Watch {
        std::function<void(const QueueEntry&)> begins = {}, ends = {};
        /// Nothing can begin before this one: because of its time, or because another program trains it.
        std::function<void(const QueueEntry&)> waits = {};
        /// Opens the data of an entry.
        std::function<Result<std::shared_ptr<const Dataset>>(const QueueEntry&)> data;
    };
    /// Until nothing waits, paused or not. An entry that fails is recorded, and the next one comes. False: it was left.
    Result<bool> go(const std::string& device, int threads, const Watch&);

private:
    Queue(fs::path file, FolderLock lock, QueueContent content) : file_(std::move(file)), lock_(std::move(lock)), content_(std::move(content)) {}
    Status change(const std::function<void(QueueContent&)>&);
    /// Of one entry, in a state that it must have.
    Status change(std::int64_t number, bool waiting_only, const std::function<void(QueueEntry&)>&);
    Membership place_of(const QueueEntry& e) const { return {.study = content_.name, .trial = e.number}; }
    Result<bool> train(std::int64_t number, const std::string& device, int threads, const Watch&);

    fs::path file_;
    FolderLock lock_; // Of a folder beside the file.
    QueueContent content_;
};

} // namespace loom
