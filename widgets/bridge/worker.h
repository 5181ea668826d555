#pragma once
#include "base/result.h"
#include "base/threads.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <list>
#include <memory>
#include <thread>

namespace loom {

/// Slow work off the window's thread. A new task takes the place of the one before, whose result is dropped. What the
/// work captures must be its own (values, shared pointers). Work that the machine refuses memory ends with refused(), and
/// nothing is done with its result.
class Worker : public QObject {
    Q_OBJECT
public:
    explicit Worker(QObject* parent = nullptr);
    /// Cancels and waits.
    ~Worker() override;

    template <class T>
    void start(std::function<T(Progress&)> work, std::function<void(T)> done)
    {
        run([work = std::move(work), done = std::move(done)](Progress& progress) -> std::function<void()> {
            auto result = std::make_shared<T>(work(progress));
            return [done, result] { done(std::move(*result)); };
        });
    }
    void cancel();
    bool busy() const { return current_ != 0; }
    /// 0…1 of the task in progress.
    double share() const;

signals:
    void busy_changed(bool);
    /// On a 33 ms timer while there is news.
    void progressed(qint64 done, qint64 total);
    /// The task in progress could not be done by this machine.
    void refused(const loom::Error&);

private:
    using Finish = std::function<void()>;
    void run(std::function<Finish(Progress&)>);
    void ended(int id, const Finish&);

    struct Task {
        int id;
        std::shared_ptr<Progress> progress;
        std::jthread thread;
    };
    std::list<Task> tasks_; // Cancelled ones until their threads have ended.
    int current_ = 0, last_ = 0;
    qint64 told_ = -1;
    QTimer timer_;
};

} // namespace loom
