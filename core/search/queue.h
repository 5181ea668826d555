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
    std::string run = {};    // Once it has ended.
    std::string reason = {}; // Failed: why, in English.
    bool open() const { return state == State::Waiting || state == State::Begun; }
};
std::string_view state_id(QueueEntry::State);

/// Trainings in order, in a file that is written whole after every change: what was begun when the program was killed goes on first.
class Queue {
public:
    /// An empty one where there is no file. Errors: another program is busy with it, the file is damaged.
    static Result<Queue> open(const fs::path& file);

    const std::vector<QueueEntry>& entries() const { return entries_; }
    /// Behind all others; where nothing is left to do, in their place.
    Status add(const fs::path& project, const Document&);
    /// In front of all that wait; only of what waits.
    Status move(std::int64_t number, std::size_t place);
    Status remove(std::int64_t number);

    struct Watch : loom::Watch {
        std::function<void(const QueueEntry&)> begins = {}, ends = {};
        /// Opens the data of an entry.
        std::function<Result<std::shared_ptr<const Dataset>>(const QueueEntry&)> data;
    };
    /// Until nothing waits. An entry that fails is recorded, and the next one comes. False: it was left.
    Result<bool> go(const std::string& device, int threads, const Watch&);

private:
    Queue(fs::path file, FolderLock lock) : file_(std::move(file)), lock_(std::move(lock)) {}
    Status save() const;
    QueueEntry* waiting(std::int64_t number);
    Result<bool> train(QueueEntry&, const std::string& device, int threads, const Watch&);

    fs::path file_;
    FolderLock lock_; // Of a folder beside the file.
    std::string name_; // Of the study that its runs are of.
    std::int64_t next_ = 1;
    std::vector<QueueEntry> entries_;
};

} // namespace loom
