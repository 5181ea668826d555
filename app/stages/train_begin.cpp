#include "stages/train_stage.h"

#include "runs/rate_finder_box.h"
#include "runs/recipe_form.h"
#include "session.h"
#include "stages/queue_panel.h"
#include "studies/folds_page.h"
#include "studies/search_page.h"
#include "theme/controls.h"

namespace loom {

bool TrainStage::ready()
{
    error_->clear();
    if (session_.data().is_loading())
        error_->show_error(tr("The data is being read"), tr("Training can start when it is there."));
    else if (!session_.data().dataset())
        error_->show_error(tr("There is no data to learn from."), tr("Open data first."));
    else
        return true;
    return false;
}

/// Whether a training may begin beside what is in progress; tells why not.
bool TrainStage::idle()
{
    if (session_.studies())
        error_->show_error(study_words(), tr("Pause it first; it goes on where it was left."));
    return !session_.studies();
}

/// Whether the network can be trained as it is; tells why not.
bool TrainStage::sound()
{
    const bool is = session_.graph().analysis().sound();
    if (!is)
        error_->show_error(tr("The network cannot be trained as it is."), tr("Look at the problems at the right."));
    return is;
}

void TrainStage::enqueue(bool ask_time)
{
    if (!ready() || !sound())
        return;
    ask_time ? queue_->add_later() : queue_->add();
}

Job TrainStage::job() const
{
    return {.document = session_.graph().document(),
            .dataset = session_.data().dataset(),
            .project = session_.project_file(),
            .device = session_.device(),
            .threads = session_.threads()};
}

void TrainStage::start(const std::optional<std::string>& resume)
{
    if (!ready() || !idle())
        return;
    Job asked = job();
    if (resume) {
        const RunRecord* r = session_.run_list().find(*resume);
        if (!r)
            return;
        asked.document = r->document;
        asked.resume = resume;
    } else if (!sound()) {
        return;
    }
    if (const auto& measured = session_.forecast().measured(); measured && !resume)
        asked.foretold_seconds = measured->seconds;
    session_.bin().forget();
    session_.training().start(std::move(asked));
}

void TrainStage::go_on_from(const Origin& origin, std::int64_t more_epochs)
{
    const RunRecord* run = session_.run_list().find(origin.run);
    if (!run || !ready() || !idle())
        return;
    Job asked = job();
    if (more_epochs > 0)
        asked.document = as_trained_on(run->document, asked.document);
    else if (!sound())
        return;
    asked.continues = origin;
    asked.more_epochs = more_epochs;
    session_.bin().forget();
    session_.training().start(std::move(asked));
}

void TrainStage::search(SearchSession::Question question)
{
    question.dataset = session_.data().dataset();
    question.setup.project = session_.project_file();
    question.setup.device = session_.device();
    question.setup.threads = session_.threads();
    session_.search().start(std::move(question));
}

void TrainStage::fold(FoldsSession::Question question)
{
    for (FoldsSession::Side& side : question.sides) {
        side.setup.device = session_.device();
        side.setup.threads = session_.threads();
        if (side.from_file)
            continue;
        side.setup.project = session_.project_file();
        side.dataset = session_.data().dataset();
    }
    session_.bin().forget();
    session_.folds().start(std::move(question));
}

/// Of the study that is in progress; empty where none is.
QString TrainStage::study_words() const
{
    return session_.search().active() ? tr("A search is in progress.") : session_.folds().active() ? tr("A k-fold is in progress.") : QString();
}

/// A search needs what a run needs, and does not go on beside one; so does who looks for a learning rate.
void TrainStage::refresh_studies()
{
    const DataSession& source = session_.data();
    const QString why = session_.training().active()            ? tr("A run is in progress.")
                        : source.is_loading()                      ? tr("The data is being read")
                        : !source.dataset()                        ? tr("There is no data to learn from.")
                        : !session_.graph().analysis().sound()   ? tr("The network cannot be trained as it is.")
                                                                 : QString();
    const QString beside = session_.studies() ? study_words() : why;
    const bool searches = session_.search().active(), folds = session_.folds().active();
    search_->set_ready(searches ? why.isEmpty() : beside.isEmpty(), searches ? why : beside);
    folds_->set_ready(folds ? why.isEmpty() : beside.isEmpty(), folds ? why : beside);
    folds_->set_name(session_.project_name());
    recipe_->rate_finder()->set_ready(beside.isEmpty(), beside);
    search_->set_validated(!source.dataset() || !source.dataset()->rows(Part::Validation).empty());
}

} // namespace loom
