#include "bridge/run_bin.h"

#include "bridge/training_session.h"

namespace loom {

RunBin::RunBin(RunList& runs, TrainingSession& training, QObject* parent) : QObject(parent), runs_(runs)
{
    connect(&training, &TrainingSession::finished, this, [this, &training](const Outcome& outcome) {
        if (outcome.kind != Outcome::Kind::Discarded || training.job().project != runs_.project())
            return;
        title_ = RunList::title(training.run());
        names_ = {training.run()}; // A new run has no name that is in the bin.
        Q_EMIT changed();
    });
}

Status RunBin::move(const std::vector<std::string>& runs)
{
    forget();
    Status done = Ok{};
    if (!runs.empty())
        title_ = runs_.title_of(runs.front());
    for (const std::string& run : runs) {
        const auto moved = runs_.discard(run);
        if (!moved) {
            done = moved.error();
            break;
        }
        names_.push_back(*moved);
    }
    Q_EMIT changed();
    return done;
}

Status RunBin::bring_back()
{
    Status done = Ok{};
    for (const std::string& name : std::exchange(names_, {}))
        if (const auto back = runs_.store().restore(name); !back && done)
            done = back.error();
    runs_.refresh();
    Q_EMIT changed();
    return done;
}

void RunBin::forget()
{
    if (!names_.empty()) {
        names_.clear();
        Q_EMIT changed();
    }
}

QString RunBin::words() const
{
    if (names_.empty())
        return {};
    return names_.size() == 1 ? tr("%1 is in the bin").arg(title_) : tr("%n runs are in the bin", nullptr, int(names_.size()));
}

} // namespace loom
