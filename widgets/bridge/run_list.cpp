#include "bridge/run_list.h"

#include "base/lock.h"
#include "train/points_json.h"

#include <algorithm>

namespace loom {

RunList::RunList(QObject* parent) : QObject(parent)
{
    timer_.setInterval(1000);
    connect(&timer_, &QTimer::timeout, this, &RunList::look);
}

void RunList::look()
{
    if (find_trained() != trained_ || find_stamps() != stamps_)
        refresh();
    else if (read_on())
        Q_EMIT grown();
}

std::vector<const RunRecord*> RunList::unfinished() const
{
    std::vector<const RunRecord*> found;
    for (const RunRecord& r : records_)
        if (r.state == RunRecord::State::Unfinished)
            found.push_back(&r);
    return found;
}

std::set<std::string> RunList::find_trained() const
{
    std::set<std::string> found;
    for (const RunRecord* r : unfinished())
        if (FolderLock::is_held(store().folder(r->name)))
            found.insert(r->name);
    return found;
}

std::map<std::string, FileStamp> RunList::find_stamps() const
{
    std::map<std::string, FileStamp> found;
    std::error_code ignored;
    for (fs::directory_iterator it(Runs::beside(project_), ignored), end; it != end; it.increment(ignored))
        if (const FileStamp stamp = file_stamp(it->path() / "run.json"); stamp != FileStamp())
            found.emplace(path_text(it->path().filename()), stamp);
    return found;
}

/// Whether there was anything.
bool RunList::read_on()
{
    bool more = false;
    for (const RunRecord* r : unfinished()) {
        const auto known = logs_.find(r->name);
        const std::size_t before = known == logs_.end() ? 0 : known->second.epochs.size();
        more = epochs(r->name).size() != before || more;
    }
    return more;
}

void RunList::set_project(const fs::path& project)
{
    if (project == project_)
        return refresh();
    project_ = project;
    logs_.clear();
    refresh();
}

void RunList::refresh()
{
    records_.clear();
    damaged_.clear();
    unread_.clear();
    stamps_ = find_stamps(); // Before the records: a later one is seen the next time.
    if (!project_.empty()) {
        auto listing = store().list();
        records_ = std::move(listing.runs);
        damaged_ = std::move(listing.damaged);
        unread_ = std::move(listing.unread);
        std::ranges::reverse(records_);
    }
    trained_ = find_trained();
    project_.empty() ? timer_.stop() : timer_.start();
    Q_EMIT changed();
}

const RunRecord* RunList::find(const std::string& name) const
{
    const auto it = std::ranges::find(records_, name, &RunRecord::name);
    return it == records_.end() ? nullptr : &*it;
}

std::vector<const RunRecord*> RunList::usable() const
{
    std::vector<const RunRecord*> found;
    for (const RunRecord& r : records_)
        if (r.has_weights())
            found.push_back(&r);
    return found;
}

const std::vector<EpochPoint>& RunList::epochs(const std::string& name)
{
    Log& log = logs_.try_emplace(name, Log{GrowingFile(store().folder(name) / "metrics.jsonl"), {}}).first->second;
    const auto text = log.file.read();
    if (!text) // Whoever shows its curves says why.
        return log.epochs;
    if (log.file.restarted())
        log.epochs.clear();
    const std::size_t read = each_point(*text, {.step = [](std::string_view, const StepPoint&) {},
                                                .epoch = [&](std::string_view, const EpochPoint& p) { log.epochs.push_back(p); },
                                                .mark = [](std::string_view, const MarkPoint&) {}});
    log.file.take(std::string_view(*text).substr(0, read));
    return log.epochs;
}

Result<std::string> RunList::discard(const std::string& name)
{
    auto done = store().discard(name);
    if (done) {
        logs_.erase(name);
        refresh();
    }
    return done;
}

Status RunList::change_notes(const std::vector<std::string>& names, const std::function<void(RunNotes&)>& change)
{
    Status done = Ok{};
    for (const std::string& name : names)
        if (done)
            done = store().change_notes(name, change);
    refresh();
    return done;
}

Status RunList::pin_baseline(const std::string& name)
{
    const Status done = store().pin_baseline(name);
    if (done)
        refresh();
    return done;
}

QString RunList::title(const std::string& name)
{
    const QString text = QString::fromStdString(name);
    return text.startsWith(QLatin1String("run-")) ? tr("Run %1").arg(text.mid(4)) : text;
}

QString RunList::title_of(const RunRecord& run)
{
    return run.notes.title.empty() ? title(run.name) : QString::fromStdString(run.notes.title);
}

QString RunList::title_of(const std::string& name) const
{
    const RunRecord* run = find(name);
    return run ? title_of(*run) : title(name);
}

} // namespace loom
