#include "stages/train_stage.h"

#include "engine/backend.h"
#include "runs/rate_finder_box.h"
#include "runs/recipe_form.h"
#include "runs/run_table.h"
#include "session.h"
#include "stages/epoch_panel.h"
#include "stages/forecast_card.h"
#include "stages/queue_panel.h"
#include "stages/run_ledger.h"
#include "stages/shown_run.h"
#include "stages/train_bar.h"
#include "stages/train_doctor.h"
#include "stages/train_facts.h"
#include "stages/train_plots.h"
#include "studies/folds_page.h"
#include "studies/search_page.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace loom {

TrainStage::TrainStage(Session& session) : session_(session)
{
    model_ = new RunTableModel(session.run_list(), session.training(), this);
    run_ = new ShownRun(session, this);
    status_ = new TrainFacts(session);
    status_->setParent(this);
    auto* all = column(this);
    bar_ = new TrainBar(session, *run_, [this] { return table()->current_run(); });
    all->addWidget(bar_);
    error_ = new ErrorBar;
    unread_ = new ErrorBar;
    unread_->setObjectName(QStringLiteral("train-unread"));
    all->addWidget(error_);
    all->addWidget(unread_);

    left_panel_ = ground("surface");
    auto* left = column(left_panel_);
    recipe_head_ = new PanelHead;
    recipe_ = new RecipeForm(session.graph());
    left->addWidget(recipe_head_);
    left->addWidget(scrolled(recipe_), 1);

    panels_ = new PanelSplitter(QStringLiteral("train"));
    right_panel_ = make_side();
    panels_->add_side(left_panel_, 264, "settings", {});
    panels_->add_centre(make_centre(), 600);
    panels_->add_side(right_panel_, 288, "doctor", {});
    all->addWidget(panels_, 1);

    follow_session();
    follow_parts();
    recipe_->show_device(shown(session.device()), session.threads());
    retranslate();
    refresh();
}

void TrainStage::follow_session()
{
    const TrainingSession& training = session_.training();
    connect(&training, &TrainingSession::state_changed, this, &TrainStage::refresh);
    connect(&training, &TrainingSession::moved, this, &TrainStage::refresh_bar);
    connect(&training, &TrainingSession::epochs_done, forecast_, &ForecastCard::refresh);
    connect(&training, &TrainingSession::findings_made, doctor_, &TrainDoctor::refresh);
    connect(&training, &TrainingSession::finished, this, &TrainStage::ended);
    connect(&session_.search(), &SearchSession::state_changed, this, &TrainStage::refresh);
    connect(&session_.search(), &SearchSession::trials_changed, &session_.run_list(), &RunList::refresh); // Each trial is a run.
    connect(&session_.folds(), &FoldsSession::state_changed, this, &TrainStage::refresh);
    connect(&session_.run_list(), &RunList::changed, this, &TrainStage::refresh);
    connect(&session_.queue(), &QueueSession::changed, this, &TrainStage::refresh_bar);
    connect(&session_.graph(), &GraphDocument::changed, this, &TrainStage::refresh);
    connect(&session_.data(), &DataSession::changed, this, &TrainStage::refresh);
    connect(&session_.forecast(), &ForecastSession::changed, forecast_, &ForecastCard::refresh);
    connect(&session_.forecast(), &ForecastSession::changed, doctor_, &TrainDoctor::refresh);
    connect(&session_, &Session::device_changed, this, [this] { recipe_->show_device(shown(session_.device()), session_.threads()); });
}

void TrainStage::follow_parts()
{
    connect(bar_, &TrainBar::start_wanted, this, [this] { start({}); });
    connect(bar_, &TrainBar::resume_wanted, this, [this](const QString& run) { start(utf8(run)); });
    connect(bar_, &TrainBar::queue_wanted, this, &TrainStage::enqueue);
    connect(bar_, &TrainBar::moved, this, &TrainStage::progress_changed);
    connect(doctor_, &TrainDoctor::stage_wanted, this, &TrainStage::stage_wanted);
    connect(doctor_, &TrainDoctor::failed, this, &TrainStage::tell);
    connect(status_, &TrainFacts::changed, this, [this] { set_facts(status_->text()); });
    connect(queue_, &QueuePanel::failed, this, &TrainStage::tell);
    connect(ledger_, &RunLedger::resume_wanted, this, [this](const QString& run) { start(utf8(run)); });
    connect(ledger_, &RunLedger::continue_wanted, this, &TrainStage::go_on_from);
    connect(ledger_, &RunLedger::failed, this, &TrainStage::tell);
    connect(search_, &SearchPage::start_wanted, this, &TrainStage::search);
    connect(folds_, &FoldsPage::start_wanted, this, &TrainStage::fold);
    recipe_->rate_finder()->set_job([this] { return job(); });
    connect(recipe_, &RecipeForm::device_chosen, this, [this](const QString& id, int threads) { session_.set_device(utf8(id), threads); });
    connect(table(), &RunTable::run_chosen, this, &TrainStage::refresh_bar);
    connect(table(), &RunTable::run_chosen, epochs_, [this](const QString& run) { epochs_->choose(utf8(run)); });
    connect(epochs_, &EpochPanel::epoch_shown, plots_, [this](const QString& run, qint64 epoch) { plots_->show_epoch(utf8(run), epoch); });
    const auto tell_of = [this](const QString& what, const QString& hint) { error_->show_error(what, hint); };
    connect(plots_, &TrainPlots::failed, this, tell_of);
    connect(epochs_, &EpochPanel::failed, this, tell_of);
}

void TrainStage::tell(const Error& e) { error_->show_error(shown(e.message), shown(e.hint)); }

QWidget* TrainStage::make_centre()
{
    centre_ = new QStackedWidget;
    empty_ = new EmptyState("train");
    empty_->setObjectName(QStringLiteral("train-empty"));
    connect(empty_, &EmptyState::acted, this, [this] {
        if (!session_.data().dataset())
            Q_EMIT stage_wanted(QStringLiteral("data"));
        else if (!session_.graph().analysis().sound())
            Q_EMIT stage_wanted(QStringLiteral("design"));
        else
            start({});
    });
    centre_->addWidget(empty_);

    plots_ = new TrainPlots(session_.run_list(), session_.training(), *model_);
    auto* below = ground("surface", "top");
    ledger_ = new RunLedger(session_, *model_);
    column(below)->addWidget(ledger_);

    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(plots_);
    split->addWidget(below);
    below->setMinimumHeight(36 + 28 + 56);
    split->setStretchFactor(0, 1);
    split->setSizes({488, 288});
    centre_->addWidget(split);

    search_ = new SearchPage(session_.graph(), session_.search());
    view_ = new QStackedWidget;
    view_->addWidget(centre_);
    view_->addWidget(search_);
    folds_ = new FoldsPage(session_.graph(), session_.run_list(), session_.folds());
    view_->addWidget(folds_);
    views_ = new SegmentedControl({QString(), QString(), QString()});
    connect(views_, &SegmentedControl::changed, view_, &QStackedWidget::setCurrentIndex);
    auto* choice = ground("surface", "bottom");
    choice->setFixedHeight(size::panel_head + 4);
    auto* line = row(choice);
    line->setContentsMargins(16, 0, 16, 0);
    line->addWidget(views_);
    line->addStretch(1);
    auto* all = new QWidget;
    auto* lines = column(all);
    queue_ = new QueuePanel(session_);
    lines->addWidget(choice);
    lines->addWidget(queue_);
    lines->addWidget(view_, 1);
    return all;
}

QWidget* TrainStage::make_side()
{
    auto* content = new QWidget;
    auto* lines = column(content);
    doctor_ = new TrainDoctor(session_, *run_);
    forecast_ = new ForecastCard(session_, *run_);
    epochs_ = new EpochPanel(session_, *model_);
    lines->addWidget(doctor_);
    lines->addWidget(separator(Qt::Horizontal));
    lines->addWidget(forecast_);
    lines->addWidget(epochs_);
    lines->addStretch(1);
    auto* side = ground("surface");
    column(side)->addWidget(scrolled(content));
    return side;
}

QList<QAction*> TrainStage::commands() const { return bar_->commands(); }

QPushButton* TrainStage::start_button() const { return bar_->start_button(); }

QPushButton* TrainStage::add_button() const { return bar_->add_button(); }

QPushButton* TrainStage::pause_button() const { return bar_->pause_button(); }

QPushButton* TrainStage::stop_button() const { return bar_->stop_button(); }

QList<QWidget*> TrainStage::panels() const { return {left_panel_, plots_, ledger_->table(), right_panel_}; }

void TrainStage::entered()
{
    if (!devices_asked_) {
        devices_asked_ = true;
        // Looking for devices loads their libraries: not on this thread.
        device_finder_.start<std::vector<DeviceInfo>>([](Progress&) { return devices(); },
                                                      [this](std::vector<DeviceInfo> found) { recipe_->set_devices(found); });
    }
    session_.run_list().refresh();
    session_.forecast().watch();
    session_.forecast().want_measured(true);
}

void TrainStage::hideEvent(QHideEvent* event)
{
    session_.forecast().want_measured(false);
    Stage::hideEvent(event);
}

bool TrainStage::settled() const
{
    return !session_.forecast().busy() && !session_.forecast().measuring() && !device_finder_.busy() && !epochs_->busy() && !plots_->busy() && !session_.data().is_loading();
}

void TrainStage::ended(const Outcome& outcome)
{
    session_.run_list().refresh();
    if (outcome.kind == Outcome::Kind::Failed && outcome.error)
        tell(*outcome.error);
    Q_EMIT progress_changed(-1);
    refresh();
}

RunTable* TrainStage::table() const { return ledger_->table(); }

void TrainStage::refresh()
{
    const TrainingSession& training = session_.training();
    const bool any = !session_.run_list().records().empty() || training.active();
    centre_->setCurrentIndex(any ? 1 : 0);
    refresh_empty();
    const Recipe* used = training.active() ? &training.job().document.recipe() : nullptr;
    recipe_->show_run(used);
    recipe_head_->set_count(used ? tr("in use, read-only") : QString());
    ledger_->set_count(any ? counted(qint64(session_.run_list().records().size())) : QString());
    refresh_bar();
    refresh_studies();
    doctor_->refresh();
    forecast_->refresh();
    refresh_unread();
}

/// In a bar of its own: what has happened meanwhile stays in the other.
void TrainStage::refresh_unread()
{
    const auto& damaged = session_.run_list().damaged();
    const auto& unread = session_.run_list().unread();
    QStringList all;
    for (const auto& [run, error] : damaged)
        all += shown(error.message);
    for (const Error& error : unread)
        all += shown(error.message);
    const QString told = all.join(QLatin1Char('\n'));
    if (told == told_unread_)
        return;
    told_unread_ = told;
    if (all.isEmpty())
        unread_->clear();
    else if (damaged.empty())
        unread_->show_error(all.front(), shown(unread.front().hint), {}, told);
    else
        unread_->show_error(tr("%n run(s) cannot be read.", nullptr, int(damaged.size())), all.front(), {}, told);
}

void TrainStage::refresh_empty()
{
    const bool has_data = session_.data().dataset() != nullptr;
    if (session_.data().is_loading() && !has_data)
        empty_->set("data", tr("The data is being read"), tr("Training can start when it is there."));
    else if (!has_data)
        empty_->set("data", tr("No data yet"), tr("Training needs samples to learn from."), tr("Open data"));
    else if (!session_.graph().analysis().sound())
        empty_->set("design", tr("The network is not ready"), tr("Join Input and Output and mend the problems."), tr("Go to Design"));
    else
        empty_->set("train", tr("No runs yet"), tr("Curves and figures of each run appear here."), tr("Start training"));
}

void TrainStage::refresh_bar()
{
    bar_->refresh();
    set_facts(status_->text());
}

void TrainStage::retranslate()
{
    views_->set_texts({tr("Runs"), tr("Search"), tr("Folds")});
    views_->setAccessibleName(tr("Runs, search or folds"));
    recipe_head_->set_title(tr("Recipe"));
    panels_->set_side_title(left_panel_, tr("Recipe"));
    panels_->set_side_title(right_panel_, tr("Doctor and forecast"));
}

void TrainStage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    Stage::changeEvent(event);
}

Stage* make_train_stage(Session& session) { return new TrainStage(session); }

} // namespace loom
