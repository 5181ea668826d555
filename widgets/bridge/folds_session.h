#pragma once
#include "bridge/worker.h"
#include "search/last_folds.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace loom {

/// A k-fold on a thread of its own, or two that are compared fold by fold; it reports into a mailbox that is emptied on one 33 ms timer.
/// Whenever it is left, the fold in progress too, starting with the same question goes on with it: folds that are there are not trained again.
class FoldsSession : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Opening, Training, Leaving };
    struct Side {
        std::string name; // As people call it.
        FoldsSetup setup;
        std::string run = {};                        // The run of this project whose network it is; empty: none.
        std::shared_ptr<const Dataset> dataset = {}; // Null: it is opened as the document says.
        bool from_file = false;                      // The document is the one in the project's file.
    };
    struct Question {
        std::vector<Side> sides; // One, or two that are compared.
        std::int64_t repeats = 1;
        std::optional<std::int64_t> epochs = {}; // In place of what the recipes say.
        bool fresh = false;                      // New ones, also where the same was asked before.
    };
    /// What is known of a side.
    struct Judged {
        std::string name, study;
        std::vector<FoldResult> results; // Repeat by repeat, fold by fold.
    };

    explicit FoldsSession(QObject* parent = nullptr);
    /// It is left; waits for the current step of its fold.
    ~FoldsSession() override;

    /// False while another one is in progress.
    bool start(Question);
    void leave();
    /// What is known goes; a k-fold in progress is left first. The last one of this project, if it is one, is read then and stands there as when it
    /// was left: question() says what was asked, without documents. `name`: what people call the project.
    void recall(const fs::path& project, const std::string& name);

    State state() const { return state_; }
    bool active() const { return state_ != State::Idle; }
    /// Of the one in progress, or of the last one.
    const Question& question() const { return question_; }
    const std::vector<Judged>& judged() const { return judged_; }
    /// Folds in all, of both sides.
    std::int64_t count() const;
    std::int64_t ended() const;
    /// Of the fold in progress.
    const Monitor::Position& position() const { return position_; }
    /// All folds are there.
    bool complete() const { return complete_; }
    const std::optional<Error>& error() const { return error_; }

signals:
    /// Nothing stands here now, for another project is there; or its last k-fold, or why that cannot be read.
    void recalled();
    void state_changed();
    void results_changed();
    /// The position of the fold in progress.
    void moved();
    void finished();

private:
    struct Mail {
        std::atomic<bool> leaves = false;
        std::mutex mutex;
        std::optional<std::vector<Judged>> judged; // News since the last look.
        Monitor::Position position;
        std::optional<Result<bool>> result; // Set when it has returned.
    };
    static Result<bool> go(Question, Mail&);
    static Result<bool> train(std::vector<FoldStudy>&, std::int64_t repeats, std::vector<Judged>, Mail&);
    void take_recalled(Result<std::optional<KnownFolds>>);
    void take_news();
    void set_state(State);

    State state_ = State::Idle;
    Question question_;
    std::vector<Judged> judged_;
    Monitor::Position position_;
    std::optional<Error> error_;
    bool complete_ = false, forgotten_ = false;
    fs::path project_; // Whose last k-fold is shown.
    std::string name_; // What that is called.
    std::shared_ptr<Mail> mail_;
    std::jthread thread_;
    QTimer timer_;
    Worker reader_;
};

} // namespace loom
