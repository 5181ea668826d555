#include "bridge/worker.h"

#include "base/guard.h"

#include <QCoreApplication>

namespace loom {

Worker::Worker(QObject* parent) : QObject(parent)
{
    timer_.setInterval(33);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (!current_)
            return;
        const Progress& p = *tasks_.back().progress;
        if (const qint64 done = p.done; done != told_) {
            told_ = done;
            Q_EMIT progressed(done, p.total);
        }
    });
}

Worker::~Worker()
{
    for (Task& t : tasks_)
        t.progress->cancelled = true;
    tasks_.clear(); // Joins.
}

double Worker::share() const
{
    if (!current_)
        return 0;
    const Progress& p = *tasks_.back().progress;
    return p.total > 0 ? double(p.done) / double(p.total) : 0;
}

void Worker::cancel()
{
    if (!current_)
        return;
    tasks_.back().progress->cancelled = true;
    current_ = 0;
    timer_.stop();
    Q_EMIT busy_changed(false);
}

void Worker::run(std::function<Finish(Progress&)> work)
{
    if (current_)
        tasks_.back().progress->cancelled = true;
    const int id = ++last_;
    const bool was_busy = current_ != 0;
    current_ = id;
    told_ = -1;
    auto progress = std::make_shared<Progress>();
    // This object outlives the thread: its destructor joins. Events for it that are still queued then are dropped.
    tasks_.push_back({id, progress, {}});
    tasks_.back().thread = std::jthread([this, id, progress, work = std::move(work)] {
        lower_thread_priority();
        Finish finish;
        const Status done = guarded([&]() -> Status {
            finish = work(*progress);
            return Ok{};
        });
        if (!done)
            finish = [this, error = done.error()] { Q_EMIT refused(error); };
        QMetaObject::invokeMethod(this, [this, id, finish] { ended(id, finish); }, Qt::QueuedConnection);
    });
    timer_.start();
    if (!was_busy)
        Q_EMIT busy_changed(true);
}

void Worker::ended(int id, const Finish& finish)
{
    std::erase_if(tasks_, [id](const Task& t) { return t.id == id; });
    if (id != current_)
        return;
    current_ = 0;
    timer_.stop();
    Q_EMIT busy_changed(false);
    finish();
}

} // namespace loom
