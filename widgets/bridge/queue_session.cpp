#include "bridge/queue_session.h"

#include "base/wall_clock.h"
#include "graph/ends.h"

#include <algorithm>

namespace loom {
namespace {

fs::file_time_type stamp_of(const fs::path& file)
{
    std::error_code ignored;
    return fs::last_write_time(file, ignored); // The same for a file that is not there.
}

Error worked_on_elsewhere()
{
    return {LOOM_TEXT("Another program works on this queue."), LOOM_TEXT("Wait for its end, or end it there.")};
}

} // namespace

QueueSession::QueueSession(DataSession& data, TrainingSession& training, SearchSession& search, QObject* parent)
    : QObject(parent), data_(data), training_(training), search_(search)
{
    // The clock is looked at again and again: it may be set, and time goes on while the machine sleeps.
    timer_.setInterval(1000);
    connect(&timer_, &QTimer::timeout, this, &QueueSession::tick);
    connect(&training_, &TrainingSession::finished, this, &QueueSession::ended);
    // First others hear of the end that made room.
    connect(&training_, &TrainingSession::finished, this, &QueueSession::advance, Qt::QueuedConnection);
    connect(&search_, &SearchSession::finished, this, &QueueSession::advance, Qt::QueuedConnection);
    connect(&opener_, &Worker::refused, this, [this](const Error& e) { opened(e); });
}

void QueueSession::set_device(const std::string& device, int threads)
{
    device_ = device;
    threads_ = threads;
}

void QueueSession::hold(bool on)
{
    held_ = on;
    if (!held_)
        QTimer::singleShot(0, this, &QueueSession::advance);
}

void QueueSession::set_project(const fs::path& project)
{
    if (project == project_ && queue_)
        return;
    let_go();
    project_ = project;
    project_.empty() ? timer_.stop() : timer_.start();
    look();
}

void QueueSession::let_go()
{
    forget_opening();
    if (trains_ && !previous_)
        previous_ = std::move(queue_);
    queue_.reset();
    project_.clear();
    halted_ = elsewhere_ = false;
    fault_.reset();
}

/// Takes hold of the file; where that cannot be done, says why it stays closed.
bool QueueSession::open(const fs::path& file)
{
    auto queue = Queue::open(file);
    elsewhere_ = !queue && Queue::is_held(file);
    fault_ = queue || elsewhere_ ? std::nullopt : std::optional(queue.error());
    if (queue)
        queue_ = std::move(*queue);
    return queue_.has_value();
}

Error QueueSession::why_closed() const { return fault_.value_or(worked_on_elsewhere()); }

void QueueSession::look()
{
    const bool was_elsewhere = std::exchange(elsewhere_, false);
    const auto before = std::exchange(fault_, std::nullopt);
    entries_.clear();
    if (project_.empty())
        return tell();
    const fs::path file = Queue::beside(project_);
    if (previous_ && previous_->file() == file) {
        queue_ = std::move(previous_); // Back again.
        previous_.reset();
        return tell();
    }
    stamp_ = stamp_of(file);
    auto content = Queue::read(file);
    if (!content) {
        Q_EMIT failed(content.error());
        return tell();
    }
    if (std::ranges::any_of(content->entries, &QueueEntry::open) && !open(file))
        std::ranges::copy_if(content->entries, std::back_inserter(entries_), &QueueEntry::open);
    if (fault_ && !before) // Not again each time that it is looked at.
        Q_EMIT failed(*fault_);
    // Who ended the other program may have meant the training too.
    if (was_elsewhere && queue_)
        halted_ = true;
    tell();
    QTimer::singleShot(0, this, &QueueSession::advance);
}

void QueueSession::tick()
{
    if (!queue_ && (closed() || stamp_of(Queue::beside(project_)) != stamp_))
        look();
    advance();
}

void QueueSession::tell()
{
    if (queue_ && !queue_->any_open()) {
        stamp_ = stamp_of(queue_->file());
        queue_.reset();
        halted_ = false;
    }
    if (!closed())
        entries_.clear();
    if (queue_)
        std::ranges::copy_if(queue_->entries(), std::back_inserter(entries_), &QueueEntry::open);
    std::ranges::stable_partition(entries_, [](const QueueEntry& e) { return e.state == QueueEntry::State::Begun; });
    Q_EMIT changed();
}

bool QueueSession::waits() const
{
    return queue_ && std::ranges::any_of(entries_, [this](const QueueEntry& e) { return e.number != current(); });
}

// ---- What the user does ------------------------------------------------------------------------------------------------

Status QueueSession::done(const Status& status)
{
    tell();
    QTimer::singleShot(0, this, &QueueSession::advance);
    return status;
}

Status QueueSession::add(const Document& document, std::optional<std::int64_t> at)
{
    if (!queue_) {
        // The file may have got entries since it was looked at.
        const fs::path file = Queue::beside(project_);
        if (const auto content = Queue::read(file); !content)
            return content.error();
        if (!open(file)) {
            const Error why = why_closed();
            look(); // What is in it.
            return why;
        }
    }
    return done(queue_->add(project_, document, at));
}

Status QueueSession::move(std::int64_t number, std::size_t place) { return queue_ ? done(queue_->move(number, place)) : why_closed(); }

Status QueueSession::set_time(std::int64_t number, std::optional<std::int64_t> at)
{
    if (!queue_)
        return why_closed();
    if (!trains_ && current_ == number)
        forget_opening();
    return done(queue_->set_time(number, at));
}

Status QueueSession::remove(std::int64_t number)
{
    if (!queue_)
        return why_closed();
    if (trains_ && current() == number)
        return Error{LOOM_TEXT("This one is being trained."), LOOM_TEXT("Stop its training first.")};
    if (current() == number)
        forget_opening();
    return done(queue_->remove(number));
}

Status QueueSession::pause(bool on)
{
    if (!queue_)
        return why_closed();
    halted_ = false;
    if (on)
        forget_opening();
    return done(queue_->pause(on));
}

// ---- What comes by itself ----------------------------------------------------------------------------------------------

void QueueSession::advance()
{
    if (!queue_ || paused() || current_ || held_ || training_.active() || search_.active())
        return;
    const QueueEntry* next = queue_->next(utc_seconds());
    if (!next || queue_->is_trained(*next))
        return;
    current_ = next->number;
    const DataSetup setup = data_for(next->document);
    const auto here = data_.is_loading() ? nullptr : data_.dataset();
    if (here && here->setup() == setup)
        return opened(here);
    using Opened = Result<std::shared_ptr<const Dataset>>;
    opener_.start<Opened>([setup](Progress& progress) { return Dataset::open(setup, &progress); }, [this](const Opened& data) { opened(data); });
    tell();
}

void QueueSession::forget_opening()
{
    if (trains_)
        return;
    opener_.cancel();
    current_ = 0;
}

void QueueSession::opened(const Result<std::shared_ptr<const Dataset>>& data)
{
    const QueueEntry* entry = queue_ ? queue_->find(current_) : nullptr;
    const std::int64_t number = std::exchange(current_, 0);
    if (!entry || held_ || training_.active() || search_.active())
        return tell(); // Somebody was faster; later.
    Status status = Ok{};
    if (data)
        status = train(*entry, *data);
    else if (data.error().blame == Blame::Machine)
        status = data.error();
    else if ((status = queue_->begin(number)))
        status = queue_->fail(number, data.error());
    if (!status)
        halt(status.error());
    else if (!data)
        Q_EMIT failed(data.error());
    tell();
    if (!current_)
        QTimer::singleShot(0, this, &QueueSession::advance);
}

Status QueueSession::train(const QueueEntry& entry, std::shared_ptr<const Dataset> data)
{
    const std::int64_t number = entry.number;
    Job job = queue_->job(entry, std::move(data), device_, threads_);
    if (entry.state == QueueEntry::State::Begun)
        if (const auto record = go_on_with_member(job))
            return queue_->finish(number, *record);
    LOOM_TRY(queue_->begin(number));
    current_ = number;
    trains_ = training_.start(std::move(job));
    return Ok{};
}

void QueueSession::ended(const Outcome& outcome)
{
    if (!std::exchange(trains_, false))
        return;
    if (const Status status = settle(previous_ ? *previous_ : *queue_, outcome); !status)
        halt(status.error());
    previous_.reset();
    current_ = 0;
    tell();
}

Status QueueSession::settle(Queue& queue, const Outcome& outcome)
{
    if (outcome.kind == Outcome::Kind::Discarded)
        return queue.remove(current_);
    if (outcome.error && outcome.error->blame == Blame::Machine)
        return *outcome.error; // The next one would meet it too.
    const auto record = training_.run().empty() ? Result<RunRecord>(Error{}) : Runs(training_.job().project).load(training_.run());
    if (record && record->state != RunRecord::State::Unfinished)
        return queue.finish(current_, *record);
    return queue.fail(current_, outcome.error ? *outcome.error : record.error());
}

void QueueSession::halt(const Error& error)
{
    halted_ = true;
    Q_EMIT failed(error);
}

} // namespace loom
