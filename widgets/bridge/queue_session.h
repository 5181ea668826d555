#pragma once
#include "bridge/data_session.h"
#include "bridge/search_session.h"
#include "bridge/training_session.h"
#include "search/queue.h"

#include <QTimer>

namespace loom {

/// The queue beside the open project, in the file that `loom queue` has. What comes next is trained by the window's training as soon as
/// nothing else trains, also when a project with a queue is opened again. The file is held only while something is open in it.
class QueueSession : public QObject {
    Q_OBJECT
public:
    QueueSession(DataSession&, TrainingSession&, SearchSession&, QObject* parent = nullptr);

    /// Empty: none. What is trained out of the queue of another project goes on to its end.
    void set_project(const fs::path&);
    void set_device(const std::string& device, int threads);
    /// While something else trains: nothing begins by itself.
    void hold(bool);

    /// What is open in the queue of this project: what was begun, then what waits, in its order.
    const std::vector<QueueEntry>& entries() const { return entries_; }
    bool waits() const;
    /// Of an entry that is being trained, or whose data are being read for it; 0: of none.
    std::int64_t current() const { return previous_ ? 0 : current_; }
    /// Nothing begins by itself.
    bool paused() const { return halted_ || (queue_ && queue_->paused()); }
    /// Another program works on this queue: it can only be looked at.
    bool elsewhere() const { return elsewhere_; }
    /// Why else it can only be looked at.
    const std::optional<Error>& fault() const { return fault_; }
    bool closed() const { return elsewhere_ || fault_; }

    /// Errors of all of these: another program works on the queue; it cannot be opened or written.
    Status add(const Document&, std::optional<std::int64_t> at = {});
    Status move(std::int64_t number, std::size_t place); // As Queue::move().
    Status set_time(std::int64_t number, std::optional<std::int64_t> at);
    /// Not of what is being trained.
    Status remove(std::int64_t number);
    Status pause(bool);

    /// The project's files are about to move: the queue is held no longer, until set_project().
    void let_go();

signals:
    void changed();
    /// Of something that was not asked for at this moment.
    void failed(const loom::Error&);

private:
    void look();
    void tick();
    void advance();
    void opened(const Result<std::shared_ptr<const Dataset>>&);
    Status train(const QueueEntry&, std::shared_ptr<const Dataset>);
    void ended(const Outcome&);
    Status settle(Queue&, const Outcome&);
    bool open(const fs::path& file);
    Error why_closed() const;
    /// After a change of queue_ by the user.
    Status done(const Status&);
    void halt(const Error&);
    void forget_opening();
    void tell();

    DataSession& data_;
    TrainingSession& training_;
    SearchSession& search_;
    fs::path project_;
    std::string device_ = "auto";
    int threads_ = 0;
    std::optional<Queue> queue_;    // While something is open in it, and no other program has it.
    std::optional<Queue> previous_; // Of another project, while what was begun out of it is trained.
    std::int64_t current_ = 0;      // In previous_, where there is one, else in queue_.
    bool trains_ = false;           // The window's training is that of current_.
    bool halted_ = false;           // Until the user lets it go on: a fault of the machine, or another program has left it.
    bool held_ = false;
    bool elsewhere_ = false;
    std::optional<Error> fault_;
    fs::file_time_type stamp_{}; // Of the file, as it was looked at.
    std::vector<QueueEntry> entries_;
    QTimer timer_{this}; // When it looks at the clock and the file.
    Worker opener_; // Last: stops before what it reports to goes.
};

} // namespace loom
