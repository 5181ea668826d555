#include "stages/shown_run.h"

#include "session.h"

namespace loom {

ShownRun::ShownRun(Session& session, QObject* parent) : QObject(parent), session_(session), started_(QDateTime::currentDateTime())
{
    const TrainingSession& training = session.training();
    connect(&training, &TrainingSession::started, this, [this] { // By the queue too.
        outcome_.reset();
        started_ = QDateTime::currentDateTime();
    });
    connect(&training, &TrainingSession::finished, this, [this](const Outcome& outcome) { outcome_ = outcome; });
    connect(&session, &Session::project_changed, this, [this] {
        if (!is_here())
            outcome_.reset();
    });
}

bool ShownRun::is_here() const
{
    const TrainingSession& training = session_.training();
    return (training.active() || outcome_) && training.job().project == session_.run_list().project();
}

} // namespace loom
