#include "end_notice.h"

#include "bridge/chime.h"
#include "preferences.h"
#include "session.h"
#include "studies/study_words.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <cmath>

namespace loom {

EndNotice::EndNotice(Session& session, QWidget& window) : QObject(&window), session_(session), window_(window)
{
    connect(&session.training(), &TrainingSession::finished, this, &EndNotice::training_ended);
    connect(&session.search(), &SearchSession::finished, this, &EndNotice::search_ended);
    connect(&session.folds(), &FoldsSession::finished, this, &EndNotice::folds_ended);
    connect(&notice_, &DesktopNotice::chosen, this, &EndNotice::chosen);
}

void EndNotice::training_ended(const Outcome& outcome)
{
    const TrainingSession& training = session_.training();
    const QString run = session_.run_list().title_of(training.run()), project = session_.project_name();
    if (outcome.kind == Outcome::Kind::Failed) {
        tell(false, tr("Training has failed"), tr("%1, %2: %3").arg(project, run, outcome.error ? shown(outcome.error->message) : QString()));
    } else if (outcome.kind == Outcome::Kind::Finished) {
        QString text = tr("%1, %2: %n epochs", nullptr, int(training.position().epoch)).arg(project, run);
        if (const Best& best = outcome.best; best.epoch >= 1) {
            const QString reached = std::isnan(best.accuracy) ? tr("loss %1").arg(measure_text(best.loss)) : tr("accuracy %1").arg(percent_text(best.accuracy, 2));
            text = tr("%1, the best was number %2: %3").arg(text, counted(best.epoch), reached);
        }
        tell(true, tr("Training has finished"), text);
    }
}

void EndNotice::search_ended()
{
    const SearchSession& search = session_.search();
    if (search.error())
        return tell(false, tr("The search has failed"), tr("%1: %2").arg(session_.project_name(), shown(search.error()->message)));
    if (!search.end() || *search.end() == Study::End::Left)
        return;
    QString text = tr("%1: %n trials", nullptr, int(search.trials().size())).arg(session_.project_name());
    if (const Trial* best = search.best()) {
        const bool by_accuracy = is_by_accuracy(search.trials());
        text = tr("%1, best %2").arg(text, result_text(result_of(*best, by_accuracy), by_accuracy));
    }
    tell(true, tr("The search has ended"), text);
}

void EndNotice::folds_ended()
{
    const FoldsSession& folds = session_.folds();
    if (folds.error())
        tell(false, tr("The k-fold has failed"), tr("%1: %2").arg(session_.project_name(), shown(folds.error()->message)));
    else if (folds.complete())
        tell(true, tr("The k-fold has ended"), tr("%1: %n fold(s)", nullptr, int(folds.count())).arg(session_.project_name()));
}

void EndNotice::tell(bool well, const QString& title, const QString& text)
{
    const Preferences& p = Preferences::instance();
    if (p.notice_at_end() && !(window_.isVisible() && !window_.isMinimized() && window_.isActiveWindow()))
        notice_.show(title, text);
    if (p.sound_at_end())
        sound_.play([well]() -> Result<Sound> { return chime(well); });
}

} // namespace loom
