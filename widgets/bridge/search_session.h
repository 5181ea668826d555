#pragma once
#include "bridge/worker.h"
#include "search/study.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace loom {

/// A search on a thread of its own, which reports into a mailbox that is emptied on one 33 ms timer. Whenever it is left, the trial in
/// progress too, starting with the same question goes on with it.
class SearchSession : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Opening, Searching, Leaving };
    struct Question {
        SearchSetup setup;
        std::shared_ptr<const Dataset> dataset;
        Study::Limits limits;
        bool fresh = false; // A new study, also where the same was asked before.
    };

    explicit SearchSession(QObject* parent = nullptr);
    /// The search is left; waits for the current step of its trial.
    ~SearchSession() override;

    /// False while another one is in progress.
    bool start(Question);
    void leave();
    /// What is known of the last one goes; a search in progress is left first. The last one of this project, if it
    /// is one, is read then and stands there as when it was left: question() has its setup.
    void recall(const fs::path& project);

    State state() const { return state_; }
    bool active() const { return state_ != State::Idle; }
    /// Of the search in progress, or of the last one.
    const Question& question() const { return question_; }
    /// "search-1"; empty until it is known.
    const std::string& study() const { return known_.study; }
    const Space& space() const { return known_.space; }
    const std::vector<Trial>& trials() const { return known_.trials; }
    /// Null where no trial has a result.
    const Trial* best() const;
    /// As importance(): one share per dimension, or none.
    const std::vector<double>& importance() const { return known_.importance; }
    /// Of the trial in progress.
    const Monitor::Position& position() const { return position_; }
    /// Seconds of training in all ended trials.
    double seconds() const;
    /// How the last search ended; nothing while none has, or after an error.
    std::optional<Study::End> end() const { return end_; }
    const std::optional<Error>& error() const { return error_; }

signals:
    /// The last search of a project stands here now.
    void recalled();
    void state_changed();
    void trials_changed();
    /// The position of the trial in progress.
    void moved();
    void finished();

private:
    struct Known {
        std::string study;
        Space space;
        std::vector<Trial> trials;
        std::optional<std::size_t> best; // Index of a trial.
        std::vector<double> importance;
    };
    struct Recalled {
        SearchSetup setup;
        Known known;
    };
    struct Mail {
        std::atomic<bool> leaves = false;
        std::mutex mutex;
        std::optional<Known> known; // News since the last look.
        Monitor::Position position;
        std::optional<Result<Study::End>> result; // Set when the search has returned.
    };
    static Result<Study::End> search(const Question&, Mail&);
    /// Of a Study or a KnownStudy.
    static Known known_of(const std::string& study, const Space&, const std::vector<Trial>&);
    void take_recalled(const Result<std::optional<Recalled>>&);
    void take_news();
    void set_state(State);

    State state_ = State::Idle;
    Question question_;
    Known known_;
    Monitor::Position position_;
    std::optional<Study::End> end_;
    std::optional<Error> error_;
    bool forgotten_ = false;
    fs::path project_; // Whose last search is shown.
    std::shared_ptr<Mail> mail_;
    std::jthread thread_;
    QTimer timer_;
    Worker reader_;
};

} // namespace loom
