#pragma once
#include "train/monitor.h"
#include "train/orders.h"
#include "train/trainer.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <thread>

namespace loom {

/// A training run on its own thread. The run never waits for the window: on one timer the window takes all news out of the mailbox, every
/// 33 ms where showing them costs little, up to a second apart where it costs more, so that the training keeps its processors. Device code
/// never runs on the window's thread. One run at a time.
class TrainingSession : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Preparing, Training, Pausing, Paused, Stopping };

    explicit TrainingSession(QObject* parent = nullptr);
    /// The run ends where it is and stays unfinished, so that it can be resumed; waits for its current step.
    ~TrainingSession() override;

    /// False while another run is in progress.
    bool start(Job);
    void pause();
    void resume();
    void stop_and_keep_best();
    void discard();
    /// Of the run in progress: see Monitor. Nothing happens where there is none.
    void scale_rate(double scale);
    /// As it was asked for last; the run obeys with its next step.
    double rate_scale() const { return asked_scale_.value_or(position_.rate_scale); }
    void add_epochs(std::int64_t more);

    State state() const { return state_; }
    bool active() const { return state_ != State::Idle; }
    /// Of the run in progress, or of the last one.
    const Job& job() const { return job_; }
    /// The name of its folder; empty until it has one.
    const std::string& run() const { return run_; }
    /// Whether this run of this project is the one in progress, or the last one. Other projects have runs of the same name.
    bool is_of(const fs::path& project, const std::string& run) const { return !run.empty() && run_ == run && job_.project == project; }
    bool trains(const fs::path& project, const std::string& run) const { return active() && is_of(project, run); }
    const Monitor::Position& position() const { return position_; }
    /// Everything since the start of the run in progress (or the last one).
    const RunMetrics& metrics() const { return metrics_; }
    /// What the doctor found in it, oldest first; of a run that is gone on with, also what it had found before.
    const std::vector<Diagnosis>& findings() const { return findings_; }
    double seconds_left() const;

signals:
    void started();
    void state_changed();
    /// The run's folder is known.
    void run_known();
    void steps_made(const loom::StepCurve&);
    /// Within an epoch, before its end.
    void marks_made(const std::vector<loom::MarkPoint>&);
    void epochs_done(const std::vector<loom::EpochPoint>&);
    void findings_made();
    void moved(const loom::Monitor::Position&);
    void finished(const loom::Outcome&);

private:
    struct Mail {
        Monitor monitor;
        std::mutex mutex;
        std::optional<Result<std::string>> result; // Set when train() has returned.
    };
    void take_news();
    void wait_for_news();
    void set_state(State);
    void ask(Monitor::Wish);
    void obey_orders();

    State state_ = State::Idle;
    Job job_;
    std::string run_;
    Monitor::Position position_;
    std::optional<double> asked_scale_; // Until the run has it.
    RunMetrics metrics_;
    std::vector<Diagnosis> findings_;
    OrderReader orders_;
    std::shared_ptr<Mail> mail_;
    std::jthread thread_;
    QTimer timer_;
    double spent_ = 0; // Processor time of the window's thread when it took the last news, in seconds.
};

} // namespace loom
