#include "search/bring_runs.h"
#include "base/json.h"
#include "search/last_folds.h"
#include "search/queue.h"
#include "search/study_folder.h"
#include "train/runs.h"

#include <algorithm>
#include <map>
#include <set>

namespace loom {
namespace {

using Names = std::map<std::string, std::string>; // What was called so, and is called so now.

std::string now_called(const Names& names, const std::string& before)
{
    const auto found = names.find(before);
    return found == names.end() ? before : found->second;
}

/// By copying where the other place is on another disk.
Status move_over(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (!error)
        return Ok{};
    error.clear();
    fs::copy(from, to, fs::copy_options::recursive, error);
    if (!error)
        fs::remove_all(from, error);
    return error ? Status(system_error(LOOM_TEXT("%1 cannot be moved beside the other project."), from, error.value())) : Status(Ok{});
}

/// Names of the folders in a folder, hidden ones left out.
std::vector<std::string> folders_of(const fs::path& place)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(place, error), end; !error && it != end; it.increment(error))
        if (std::string name = path_text(it->path().filename()); !name.starts_with('.') && it->is_directory(error))
            names.push_back(std::move(name));
    std::ranges::sort(names);
    return names;
}

/// A name that nothing has in `place`: NAME, or NAME-2, NAME-3, …
fs::path free_in(const fs::path& place, const std::string& name)
{
    std::error_code ignored;
    fs::path path = place / fs::path(std::u8string(name.begin(), name.end()));
    for (int n = 2; fs::exists(path, ignored); ++n) {
        const std::string other = name + "-" + std::to_string(n);
        path = place / fs::path(std::u8string(other.begin(), other.end()));
    }
    return path;
}

class Bringing {
public:
    Bringing(const fs::path& from, const fs::path& to) : from_(from), to_(to), source_(Runs::beside(from)), target_(Runs::beside(to)) {}

    Status run()
    {
        std::error_code error;
        if (!fs::exists(source_, error))
            return Ok{};
        if (!fs::exists(target_, error)) {
            LOOM_TRY(move_over(source_, target_));
            return retarget_queue();
        }
        LOOM_TRY(name_studies());
        LOOM_TRY(bring_each());
        LOOM_TRY(bring_studies());
        LOOM_TRY(bring_asked_folds());
        LOOM_TRY(bring_bin());
        LOOM_TRY(bring_baseline());
        LOOM_TRY(bring_queue());
        fs::remove_all(source_, error);
        return Ok{};
    }

private:
    /// The queue came as it was.
    Status retarget_queue()
    {
        std::error_code ignored;
        if (!fs::exists(Queue::beside(to_), ignored))
            return Ok{};
        auto queue = Queue::open(Queue::beside(to_));
        return queue ? queue->retarget(from_, to_) : Status(queue.error());
    }

    /// "search-3": the next number of its kind that neither of both has.
    Status name_studies()
    {
        std::set<std::string> taken;
        for (const fs::path& place : {source_, target_})
            for (std::string& name : folders_of(place / ".studies"))
                taken.insert(std::move(name));
        std::error_code ignored;
        for (const std::string& name : folders_of(source_ / ".studies")) {
            std::string now = name;
            const std::string kind = name.substr(0, name.rfind('-') + 1);
            if (fs::exists(target_ / ".studies" / name, ignored))
                for (int n = 2; taken.contains(now); ++n)
                    now = kind + std::to_string(n);
            taken.insert(now);
            studies_[name] = now;
        }
        return Ok{};
    }

    Status bring_each()
    {
        const Runs here(from_), there(to_);
        std::error_code error;
        for (const std::string& name : folders_of(source_)) {
            std::string now = name;
            if (fs::exists(there.folder(name), error)) {
                auto free = there.create(); // Its folder is there, and empty.
                if (!free)
                    return free.error();
                now = *free;
                fs::remove(there.folder(now), error);
            }
            LOOM_TRY(move_over(here.folder(name), there.folder(now)));
            runs_[name] = now;
        }
        for (const auto& [before, now] : runs_)
            LOOM_TRY(rename_in_record(there, before, now));
        return Ok{};
    }

    /// Its study, and the run that it went on from. A damaged record says so when it is looked at.
    Status rename_in_record(const Runs& there, const std::string& before, const std::string& now) const
    {
        auto record = there.load(now);
        if (!record)
            return Ok{};
        const std::string study = now_called(studies_, record->member.study), origin = now_called(runs_, record->continued.run);
        if (now == before && study == record->member.study && origin == record->continued.run)
            return Ok{};
        record->member.study = study;
        record->continued.run = origin;
        return there.save(*record);
    }

    Status bring_studies()
    {
        std::error_code error;
        fs::create_directories(target_ / ".studies", error);
        for (const auto& [name, now] : studies_) {
            LOOM_TRY(rename_runs_in(source_ / ".studies" / name / "trials.jsonl"));
            LOOM_TRY(move_over(source_ / ".studies" / name, target_ / ".studies" / now));
        }
        return Ok{};
    }

    /// The k-fold that was asked for here is the last one there. Where its question is damaged, its runs tell all that can be told.
    Status bring_asked_folds()
    {
        auto asked = last_folds(from_);
        if (!asked || !*asked)
            return Ok{};
        for (KnownFolds::Side& side : (*asked)->sides) {
            if (side.project.empty())
                side.study = now_called(studies_, side.study);
            side.run = now_called(runs_, side.run);
        }
        return note_folds(to_, **asked);
    }

    /// A line that cannot be read stays as it is.
    Status rename_runs_in(const fs::path& trials)
    {
        std::error_code ignored;
        if (!fs::exists(trials, ignored))
            return Ok{};
        const auto text = read_file(trials);
        if (!text)
            return text.error();
        std::string changed;
        for (std::size_t begin = 0; begin < text->size();) {
            const std::size_t end = std::min(text->find('\n', begin), text->size());
            const std::string_view line = std::string_view(*text).substr(begin, end - begin);
            auto row = parse_json(line, path_text(trials));
            const bool names = row && row->is_object() && row->contains("run") && row->at("run").is_string();
            if (names)
                row->at("run") = now_called(runs_, row->at("run").get<std::string>());
            (changed += names ? json_line(*row) : std::string(line)) += end < text->size() ? "\n" : "";
            begin = end + 1;
        }
        return changed == *text ? Status(Ok{}) : write_file(trials, changed);
    }

    Status bring_bin()
    {
        std::error_code error;
        for (const std::string& name : folders_of(source_ / ".bin")) {
            fs::create_directories(target_ / ".bin", error);
            LOOM_TRY(move_over(source_ / ".bin" / name, free_in(target_ / ".bin", name)));
        }
        return Ok{};
    }

    Status bring_baseline()
    {
        const auto mine = read_baseline(source_), theirs = read_baseline(target_);
        if (!mine || !theirs)
            return mine ? theirs.error() : mine.error();
        return mine->empty() || !theirs->empty() ? Status(Ok{}) : write_baseline(target_, now_called(runs_, *mine));
    }

    Status bring_queue()
    {
        const auto mine = Queue::read(Queue::beside(from_));
        if (!mine)
            return mine.error();
        if (std::ranges::none_of(mine->entries, &QueueEntry::open))
            return Ok{};
        auto queue = Queue::open(Queue::beside(to_));
        if (!queue)
            return queue.error();
        for (const QueueEntry& e : mine->entries)
            if (e.open())
                LOOM_TRY(append(*queue, *mine, e));
        return mine->paused ? queue->pause(true) : Status(Ok{});
    }

    /// With its run, where one was begun.
    Status append(Queue& queue, const QueueContent& before, const QueueEntry& e)
    {
        LOOM_TRY(queue.add(e.project == from_ ? to_ : e.project, e.document, e.at));
        const QueueEntry& now = queue.entries().back();
        const Runs runs(now.project);
        auto run = find_member(runs, {.study = before.name, .trial = e.number});
        if (!run)
            return Ok{};
        run->member = queue.job(now, nullptr, {}, 0).member;
        LOOM_TRY(runs.save(*run));
        return queue.begin(now.number);
    }

    const fs::path from_, to_, source_, target_;
    Names runs_, studies_;
};

} // namespace

Status bring_runs(const fs::path& from_project, const fs::path& to_project) { return Bringing(from_project, to_project).run(); }

} // namespace loom
