#include "bridge/run_list.h"

#include "base/lock.h"

#include <algorithm>

namespace loom {

RunList::RunList(QObject* parent) : QObject(parent)
{
    timer_.setInterval(1000);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (find_trained() != trained_)
            refresh();
    });
}

std::set<std::string> RunList::find_trained() const
{
    std::set<std::string> found;
    for (const RunRecord& r : records_)
        if (r.state == RunRecord::State::Unfinished && FolderLock::is_held(store().folder(r.name)))
            found.insert(r.name);
    return found;
}

void RunList::set_project(const fs::path& project)
{
    if (project == project_)
        return refresh();
    project_ = project;
    metrics_.clear();
    refresh();
}

void RunList::refresh()
{
    records_.clear();
    damaged_.clear();
    unread_.clear();
    if (!project_.empty()) {
        auto listing = store().list();
        records_ = std::move(listing.runs);
        damaged_ = std::move(listing.damaged);
        unread_ = std::move(listing.unread);
        std::ranges::reverse(records_);
    }
    trained_ = find_trained();
    if (std::ranges::find(records_, RunRecord::State::Unfinished, &RunRecord::state) != records_.end())
        timer_.start();
    else
        timer_.stop();
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

const RunMetrics& RunList::metrics(const std::string& name)
{
    const auto it = metrics_.find(name);
    if (it != metrics_.end())
        return it->second;
    auto read = store().metrics(name);
    return metrics_[name] = read ? std::move(*read) : RunMetrics{};
}

Result<std::string> RunList::discard(const std::string& name)
{
    auto done = store().discard(name);
    if (done) {
        metrics_.erase(name);
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
