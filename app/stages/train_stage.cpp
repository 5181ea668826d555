#include "stages/train_stage.h"

#include "engine/backend.h"
#include "graph/finding_place.h"
#include "runs/recipe_form.h"
#include "runs/run_table.h"
#include "schema/recipe.h"
#include "session.h"
#include "stages/epoch_panel.h"
#include "stages/queue_panel.h"
#include "stages/run_ledger.h"
#include "stages/train_plots.h"
#include "stages/yielding_row.h"
#include "studies/search_page.h"
#include "theme/command.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"
#include "train/ailment.h"
#include "train/shortage.h"

#include <QEvent>
#include <QAction>
#include <QGridLayout>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace loom {

/// Epoch and step over a bar of 6 px with a mark at the best epoch.
class ProgressLine : public QWidget {
public:
    ProgressLine()
    {
        setFixedHeight(40);
        setMaximumWidth(316);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    void show_position(const QString& epoch, const QString& step, double share, double mark)
    {
        epoch_ = epoch;
        step_ = step;
        share_ = share;
        mark_ = mark;
        setAccessibleName(epoch + QLatin1Char(' ') + step);
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        const QFontMetrics bold(number_font(FontRole::Body, true));
        return {bold.horizontalAdvance(epoch_) + 16 + bold.horizontalAdvance(QStringLiteral("100%")), 40};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        const QFont bold = number_font(FontRole::Body, true), plain = number_font(FontRole::Small);
        const QRect line(0, 0, width(), height() - 14);
        p.setFont(bold);
        p.setPen(t.text);
        p.drawText(line, Qt::AlignLeft | Qt::AlignBottom, epoch_);
        const QString percent = percent_text(share_, 0);
        p.drawText(line, Qt::AlignRight | Qt::AlignBottom, percent);
        const int from = QFontMetrics(bold).horizontalAdvance(epoch_) + 8;
        const int room = width() - from - QFontMetrics(bold).horizontalAdvance(QStringLiteral("100%")) - 8;
        p.setFont(plain);
        p.setPen(t.text2);
        if (p.fontMetrics().horizontalAdvance(step_) <= room) // Whole or not at all.
            p.drawText(QRect(from, 0, room, line.height()), Qt::AlignLeft | Qt::AlignBottom, step_);
        const QRectF track(0, height() - 10, width(), 6);
        p.setPen(Qt::NoPen);
        p.setBrush(t.line);
        p.drawRoundedRect(track, 3, 3);
        p.setBrush(t.accent);
        if (share_ > 0)
            p.drawRoundedRect(QRectF(track.left(), track.top(), std::max(6.0, track.width() * share_), 6), 3, 3);
        if (mark_ >= 0) {
            p.setBrush(t.text);
            p.drawRect(QRectF(track.left() + track.width() * mark_ - 1, track.top() - 2, 2, 10));
        }
    }

private:
    QString epoch_, step_;
    double share_ = 0, mark_ = -1;
};

static QWidget* figure(Label*& title, Label*& value, const QStringList& widest)
{
    auto* w = new QWidget;
    auto* lines = column(w);
    lines->setContentsMargins(6, 0, 6, 0);
    title = new Label({}, FontRole::Caption, "text2");
    value = new Label({}, FontRole::Body, "text", true);
    value->numbers();
    value->reserve(widest);
    lines->addStretch(1);
    lines->addWidget(title);
    lines->addWidget(value);
    lines->addStretch(1);
    return w;
}

TrainStage::TrainStage(Session& session) : session_(session)
{
    model_ = new RunTableModel(session.run_list(), session.training(), this);
    auto* all = column(this);
    all->addWidget(make_bar());
    error_ = new ErrorBar;
    all->addWidget(error_);

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

    start_action_ = new QAction(this);
    start_action_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    pause_action_ = new QAction(this);
    stop_action_ = new QAction(this);
    discard_action_ = new QAction(this);
    connect(start_action_, &QAction::triggered, this, [this] { start({}); });
    connect(pause_action_, &QAction::triggered, this, [this] {
        TrainingSession& t = session_.training();
        t.state() == TrainingSession::State::Paused || t.state() == TrainingSession::State::Pausing ? t.resume() : t.pause();
    });
    connect(stop_action_, &QAction::triggered, this, [this] { session_.training().stop_and_keep_best(); });
    connect(discard_action_, &QAction::triggered, this, [this] { session_.training().discard(); });
    epoch_action_ = new QAction(this);
    connect(epoch_action_, &QAction::triggered, this, [this] { session_.training().add_epochs(1); });
    add_action_ = new QAction(this);
    add_action_->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    add_later_action_ = new QAction(this);
    connect(add_action_, &QAction::triggered, this, [this] { enqueue(false); });
    connect(add_later_action_, &QAction::triggered, this, [this] { enqueue(true); });
    connect(add_, &QPushButton::clicked, add_action_, &QAction::trigger);
    more_->menu()->addActions({add_action_, add_later_action_});
    more_->menu()->addSeparator();
    more_->menu()->addAction(epoch_action_);
    rate_menu_ = more_->menu()->addMenu(QString());
    for (const double factor : {0.1, 0.5, 2.0, 10.0}) {
        QAction* change = rate_menu_->addAction(QStringLiteral("× %1").arg(factor));
        connect(change, &QAction::triggered, this, [this, factor] {
            TrainingSession& training = session_.training();
            training.scale_rate(training.position().rate_scale * factor);
        });
    }
    rate_menu_->addSeparator();
    rate_back_ = rate_menu_->addAction(QString());
    connect(rate_back_, &QAction::triggered, this, [this] { session_.training().scale_rate(1); });
    more_->menu()->addSeparator();
    more_->menu()->addAction(discard_action_);
    connect(start_, &QPushButton::clicked, start_action_, &QAction::trigger);
    connect(pause_, &QPushButton::clicked, pause_action_, &QAction::trigger);
    connect(stop_, &QPushButton::clicked, stop_action_, &QAction::trigger);
    connect(resume_, &QPushButton::clicked, this, [this] {
        if (const auto name = resumable())
            start(name);
    });

    TrainingSession& training = session.training();
    started_ = QDateTime::currentDateTime();
    connect(&training, &TrainingSession::started, this, [this] { // By the queue too.
        last_.reset();
        started_ = QDateTime::currentDateTime();
    });
    connect(&session, &Session::project_changed, this, [this] {
        if (!shows_run())
            last_.reset();
    });
    connect(&training, &TrainingSession::state_changed, this, &TrainStage::refresh);
    connect(&training, &TrainingSession::moved, this, &TrainStage::refresh_bar);
    connect(&training, &TrainingSession::epochs_done, this, &TrainStage::refresh_forecast);
    connect(&training, &TrainingSession::findings_made, this, &TrainStage::refresh_problems);
    connect(&training, &TrainingSession::finished, this, &TrainStage::ended);
    connect(&session.search(), &SearchSession::state_changed, this, &TrainStage::refresh);
    connect(&session.search(), &SearchSession::trials_changed, &session.run_list(), &RunList::refresh); // Each trial is a run.
    connect(&session.run_list(), &RunList::changed, this, &TrainStage::refresh);
    connect(&session.queue(), &QueueSession::changed, this, &TrainStage::refresh_bar);
    connect(queue_, &QueuePanel::failed, this, [this](const Error& e) { error_->show_error(shown(e.message), shown(e.hint)); });
    connect(&session.graph(), &GraphDocument::changed, this, &TrainStage::refresh);
    connect(&session.data(), &DataSession::changed, this, &TrainStage::refresh);
    connect(&session.forecast(), &ForecastSession::changed, this, &TrainStage::refresh_forecast);
    connect(&session.forecast(), &ForecastSession::changed, this, &TrainStage::refresh_problems);
    connect(recipe_, &RecipeForm::device_chosen, this, [this](const QString& id, int threads) { session_.set_device(utf8(id), threads); });
    connect(&session, &Session::device_changed, this, [this] {
        recipe_->show_device(shown(session_.device()), session_.threads());
    });
    recipe_->show_device(shown(session.device()), session.threads());
    connect(table(), &RunTable::run_chosen, this, &TrainStage::refresh_bar);
    connect(table(), &RunTable::run_chosen, epochs_, [this](const QString& run) { epochs_->choose(utf8(run)); });
    connect(epochs_, &EpochPanel::epoch_shown, plots_, [this](const QString& run, qint64 epoch) { plots_->show_epoch(utf8(run), epoch); });
    connect(plots_, &TrainPlots::failed, this, [this](const QString& what) { error_->show_error(what, {}); });
    retranslate();
    refresh();
}

QWidget* TrainStage::make_bar()
{
    auto* bar = ground("surface", "bottom");
    bar->setFixedHeight(size::stage_bar);
    auto* margins = row(bar);
    margins->setContentsMargins(16, 0, 16, 0);
    auto* line = new YieldingRow(12);
    margins->addWidget(line);
    name_ = new Label({}, FontRole::Heading, "text", true);
    chip_ = new Chip;
    progress_ = new ProgressLine;
    auto* bound = separator(Qt::Vertical);
    bound->setFixedHeight(40);
    auto* left = figure(left_title_, left_, {QStringLiteral("59 min 59 s"), QStringLiteral("59 分 59 秒")});
    auto* speed = figure(speed_title_, speed_, {QStringLiteral("100,000")});
    auto* best = figure(best_title_, best_, {QStringLiteral("99.99%, epoch 99")});
    figures_ = {bound, left, speed, best};
    start_ = button({}, "play", "primary large");
    start_->setObjectName(QStringLiteral("train-start"));
    add_ = button({}, "list", "large");
    add_->setObjectName(QStringLiteral("train-add"));
    resume_ = button({}, "play", "large");
    resume_->setObjectName(QStringLiteral("train-resume"));
    pause_ = button({}, "pause", "large");
    pause_->setObjectName(QStringLiteral("train-pause"));
    stop_ = button({}, "flag", "large");
    stop_->setObjectName(QStringLiteral("train-stop"));
    more_ = tool_button("chevron-down", {});
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(new QMenu(more_));
    line->add(name_);
    line->add(chip_);
    line->add(progress_, 0, 10);
    line->add(bound, 1);
    line->add(left, 1);
    line->add(speed, 3);
    line->add(best, 2);
    line->add_stretch();
    for (QWidget* b : {static_cast<QWidget*>(resume_), static_cast<QWidget*>(start_), static_cast<QWidget*>(pause_), static_cast<QWidget*>(stop_)})
        line->add(b);
    line->add(add_, 4); // Its menu has it too.
    line->add(more_);
    return bar;
}

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
    connect(ledger_, &RunLedger::resume_wanted, this, [this](const QString& run) { start(utf8(run)); });
    connect(ledger_, &RunLedger::failed, this, [this](const Error& e) { error_->show_error(shown(e.message), shown(e.hint)); });

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
    connect(search_, &SearchPage::start_wanted, this, &TrainStage::search);
    view_ = new QStackedWidget;
    view_->addWidget(centre_);
    view_->addWidget(search_);
    views_ = new SegmentedControl({QString(), QString()});
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
    problems_head_ = new PanelHead;
    problems_head_->set_icon("doctor");
    problems_ = new QWidget;
    column(problems_, 8)->setContentsMargins(12, 4, 12, 12);
    forecast_head_ = new PanelHead;
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    auto* head = ground("sunken");
    head->setFixedHeight(size::row);
    grid->addWidget(head, 0, 0, 1, 4);
    for (int c = 0; c < 3; ++c) {
        heads_[c] = new Label({}, FontRole::Small, "text2", true);
        heads_[c]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(heads_[c], 0, c + 1, Qt::AlignRight | Qt::AlignVCenter);
    }
    for (int r = 0; r < 3; ++r) {
        grid->setRowMinimumHeight(2 * r + 1, size::row);
        for (int c = 0; c < 4; ++c) {
            rows_[r][c] = new Label({}, FontRole::Small, c == 3 ? "text2" : "text", c == 2);
            if (c == 0) {
                rows_[r][c]->wrap(); // It is the names that give way.
            } else {
                rows_[r][c]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
                rows_[r][c]->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
                rows_[r][c]->numbers()->reserve({c == 3 ? QStringLiteral("\u221299.9%") : QStringLiteral("99.9 MiB")});
            }
            grid->addWidget(rows_[r][c], 2 * r + 1, c, c == 0 ? Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
        }
        grid->addWidget(separator(Qt::Horizontal), 2 * r + 2, 0, 1, 4);
    }
    for (int r = 0; r < 7; ++r)
        if (auto* first = grid->itemAtPosition(r, 0); first && first->widget() && r % 2)
            first->widget()->setContentsMargins(12, 0, 4, 0);
    for (int r = 0; r < 4; ++r)
        for (int c = 1; c < 4; ++c)
            (r == 0 ? heads_[c - 1] : rows_[r - 1][c])->setContentsMargins(4, 0, c == 3 ? 12 : 4, 0);
    largest_note_ = new Label({}, FontRole::Small, "text3");
    largest_note_->wrap();
    lines->addWidget(problems_head_);
    lines->addWidget(problems_);
    lines->addWidget(separator(Qt::Horizontal));
    lines->addWidget(forecast_head_);
    lines->addWidget(table);
    auto* note = column(nullptr);
    note->setContentsMargins(12, 8, 12, 8);
    note->addWidget(largest_note_);
    lines->addLayout(note);
    epochs_ = new EpochPanel(session_, *model_);
    lines->addWidget(epochs_);
    lines->addStretch(1);
    auto* side = ground("surface");
    column(side)->addWidget(scrolled(content));
    return side;
}

QList<QAction*> TrainStage::commands() const { return {start_action_, add_action_, add_later_action_, pause_action_, stop_action_, epoch_action_, discard_action_}; }

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
    return !session_.forecast().busy() && !session_.forecast().measuring() && !device_finder_.busy() && !epochs_->busy() && !session_.data().is_loading();
}

bool TrainStage::shows_run() const
{
    const TrainingSession& training = session_.training();
    return (training.active() || last_) && training.job().project == session_.run_list().project();
}

std::optional<std::string> TrainStage::resumable() const
{
    if (session_.training().active() || session_.search().active())
        return {};
    const auto can_go_on = [this](const RunRecord& r) { return r.can_go_on() && !session_.run_list().is_trained(r.name); };
    if (const auto chosen = table()->current_run())
        if (const RunRecord* r = session_.run_list().find(*chosen); r && can_go_on(*r))
            return chosen;
    for (const RunRecord& r : session_.run_list().records())
        if (can_go_on(r))
            return r.name;
    return {};
}

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

void TrainStage::enqueue(bool ask_time)
{
    if (!ready())
        return;
    if (!session_.graph().analysis().sound())
        return error_->show_error(tr("The network cannot be trained as it is."), tr("Look at the problems at the right."));
    ask_time ? queue_->add_later() : queue_->add();
}

void TrainStage::start(const std::optional<std::string>& resume)
{
    if (!ready())
        return;
    if (session_.search().active())
        return error_->show_error(tr("A search is in progress."), tr("Pause it first; it goes on where it was left."));
    const fs::path project = session_.project_file();
    Job job;
    job.document = session_.graph().document();
    if (resume) {
        const RunRecord* r = session_.run_list().find(*resume);
        if (!r)
            return;
        job.document = r->document;
        job.resume = resume;
    } else if (!session_.graph().analysis().sound()) {
        return error_->show_error(tr("The network cannot be trained as it is."), tr("Look at the problems at the right."));
    }
    job.dataset = session_.data().dataset();
    job.project = project;
    job.device = session_.device();
    job.threads = session_.threads();
    if (const auto& measured = session_.forecast().measured(); measured && !resume)
        job.foretold_seconds = measured->seconds;
    session_.training().start(std::move(job));
}

void TrainStage::search(SearchSession::Question question)
{
    question.dataset = session_.data().dataset();
    question.setup.project = session_.project_file();
    question.setup.device = session_.device();
    question.setup.threads = session_.threads();
    session_.search().start(std::move(question));
}

/// A search needs what a run needs, and does not go on beside one.
void TrainStage::refresh_search()
{
    const DataSession& source = session_.data();
    const QString why = session_.training().active()            ? tr("A run is in progress.")
                        : source.is_loading()                      ? tr("The data is being read")
                        : !source.dataset()                        ? tr("There is no data to learn from.")
                        : !session_.graph().analysis().sound()   ? tr("The network cannot be trained as it is.")
                                                                 : QString();
    search_->set_ready(why.isEmpty(), why);
    search_->set_validated(!source.dataset() || !source.dataset()->rows(Part::Validation).empty());
}

void TrainStage::ended(const Outcome& outcome)
{
    last_ = outcome;
    session_.run_list().forget_metrics(session_.training().run());
    session_.run_list().refresh();
    if (outcome.kind == Outcome::Kind::Failed && outcome.error)
        error_->show_error(shown(outcome.error->message), shown(outcome.error->hint));
    Q_EMIT progress_changed(-1);
    refresh();
}

RunTable* TrainStage::table() const { return ledger_->table(); }

void TrainStage::refresh()
{
    const TrainingSession& training = session_.training();
    const bool has_data = session_.data().dataset() != nullptr, sound = session_.graph().analysis().sound();
    const bool any = !session_.run_list().records().empty() || training.active();
    centre_->setCurrentIndex(any ? 1 : 0);
    if (session_.data().is_loading() && !has_data)
        empty_->set("data", tr("The data is being read"), tr("Training can start when it is there."));
    else if (!has_data)
        empty_->set("data", tr("No data yet"), tr("Training needs samples to learn from."), tr("Open data"));
    else if (!sound)
        empty_->set("design", tr("The network is not ready"), tr("Join Input and Output and mend the problems."), tr("Go to Design"));
    else
        empty_->set("train", tr("No runs yet"), tr("Curves and figures of each run appear here."), tr("Start training"));
    const Recipe* used = training.active() ? &training.job().document.recipe() : nullptr;
    recipe_->show_run(used);
    recipe_head_->set_count(used ? tr("in use, read-only") : QString());
    ledger_->set_count(any ? counted(qint64(session_.run_list().records().size())) : QString());
    refresh_bar();
    refresh_search();
    refresh_problems();
    refresh_forecast();
    if (!session_.run_list().unread().empty())
        error_->show_error(shown(session_.run_list().unread().front().message), shown(session_.run_list().unread().front().hint));
    if (!session_.run_list().damaged().empty())
        error_->show_error(tr("%n run(s) cannot be read.", nullptr, int(session_.run_list().damaged().size())),
                           shown(session_.run_list().damaged().front().second.message));
}

void TrainStage::refresh_bar()
{
    const TrainingSession& training = session_.training();
    using State = TrainingSession::State;
    const bool active = training.active();
    const auto& p = training.position();
    const auto chosen = resumable();

    QString name = tr("New run");
    if (active || last_)
        name = training.run().empty() ? tr("New run") : session_.run_list().title_of(training.run());
    name_->setText(name);
    switch (training.state()) {
    case State::Idle:
        if (last_ && last_->kind == Outcome::Kind::Finished)
            chip_->set(Chip::Ok, "check", tr("Finished"));
        else if (last_ && last_->kind == Outcome::Kind::Stopped)
            chip_->set(Chip::Warn, "stop", tr("Stopped"));
        else if (last_ && last_->kind == Outcome::Kind::Failed)
            chip_->set(Chip::Err, "error", tr("Failed"));
        else
            chip_->set(Chip::Neutral, nullptr, tr("Ready"));
        break;
    case State::Preparing: chip_->set(Chip::Info, "play", tr("Preparing")); break;
    case State::Pausing:
    case State::Paused: chip_->set(Chip::Warn, "pause", tr("Paused")); break;
    case State::Stopping: chip_->set(Chip::Info, "stop", tr("Stopping")); break;
    case State::Training:
        chip_->set(Chip::Info, "play",
                   p.phase == Monitor::Phase::Validating ? tr("Validating")
                   : p.phase == Monitor::Phase::Testing  ? tr("Testing")
                                                         : tr("Training"));
        break;
    }
    progress_->setVisible(active || last_);
    for (QWidget* w : figures_)
        w->setVisible(active || last_);
    if (active || last_) {
        const double share = p.steps > 0 ? double(p.step) / double(p.steps) : 0;
        // The position counts finished epochs; the one that is being trained is the next.
        progress_->show_position(tr("Epoch %1 of %2").arg(counted(std::min(p.epoch + (active ? 1 : 0), p.epochs)), counted(p.epochs)),
                                 tr("step %1 of %2").arg(counted(p.step), counted(p.steps)), share,
                                 p.best.epoch > 0 && p.epochs > 0 ? double(p.best.epoch) / double(p.epochs) : -1);
        left_->setText(active ? duration_text(training.seconds_left()) : QStringLiteral("–"));
        speed_->setText(p.samples_per_second > 0 ? counted(qint64(p.samples_per_second)) : QStringLiteral("–"));
        best_->setText(p.best.epoch == 0 ? QStringLiteral("–")
                                         : tr("%1, epoch %2").arg(std::isnan(p.best.accuracy) ? measure_text(p.best.loss) : percent_text(p.best.accuracy, 2), counted(p.best.epoch)));
        if (active)
            Q_EMIT progress_changed(share);
    }
    // While the data is read anew, what is there is as it was before.
    const bool has_data = session_.data().dataset() && !session_.data().is_loading();
    const bool can_train = has_data && session_.graph().analysis().sound();
    const bool can_start = can_train && !active && !session_.search().active();
    const bool can_add = can_train && !session_.queue().elsewhere();
    for (QAction* a : {add_action_, add_later_action_})
        a->setEnabled(can_add);
    add_->setEnabled(can_add);
    // What follows hides buttons; the focus goes from one to the one that comes in its place.
    bool had_focus = false;
    for (const QWidget* b : {static_cast<QWidget*>(start_), static_cast<QWidget*>(resume_), static_cast<QWidget*>(pause_), static_cast<QWidget*>(stop_)})
        had_focus = had_focus || b->hasFocus();
    const QPointer<QWidget> focused = window()->focusWidget();
    start_->setVisible(!active);
    start_->setEnabled(can_start);
    start_action_->setEnabled(can_start);
    resume_->setVisible(!active && chosen);
    resume_->setEnabled(has_data); // A run has the network that it began with.
    if (chosen)
        resume_->setText(tr("Resume %1").arg(session_.run_list().title_of(*chosen)));
    const bool paused = training.state() == State::Paused || training.state() == State::Pausing;
    pause_->setVisible(active);
    pause_->setEnabled(training.state() != State::Stopping);
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    set_button_icon(pause_, paused ? "play" : "pause");
    name_command(pause_action_, "loom::TrainStage",
                 paused ? QT_TRANSLATE_NOOP("loom::TrainStage", "Resume training") : QT_TRANSLATE_NOOP("loom::TrainStage", "Pause training"));
    pause_action_->setEnabled(active);
    stop_->setVisible(active);
    stop_->setEnabled(training.state() != State::Stopping);
    stop_action_->setEnabled(active);
    discard_action_->setEnabled(active);
    for (QAction* a : {epoch_action_, rate_menu_->menuAction(), discard_action_})
        a->setVisible(active);
    epoch_action_->setEnabled(active && training.state() != State::Stopping);
    rate_menu_->setEnabled(epoch_action_->isEnabled());
    rate_back_->setEnabled(p.rate_scale != 1);
    if (had_focus && (!focused || focused->isHidden() || !focused->isEnabled())) {
        QWidget* next = active ? pause_ : start_;
        (next->isEnabled() ? next : this)->setFocus(Qt::OtherFocusReason);
    }
    set_facts(session_.data().dataset() ? tr("%1 training samples, %2 validation samples")
                                              .arg(counted(qint64(session_.data().dataset()->training_rows().size())),
                                                   counted(qint64(session_.data().dataset()->rows(Part::Validation).size())))
                                        : QString());
}

void TrainStage::refresh_problems()
{
    while (QLayoutItem* item = problems_->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int blocking = 0;
    for (const Finding& f : session_.graph().analysis().findings) {
        if (f.severity != Severity::Error)
            continue;
        if (++blocking > 6)
            continue;
        auto* card = new FindingCard(Chip::Err, shown(told_with_way(session_.graph().document(), f)), shown(f.hint), {}, f.node ? tr("Show") : QString());
        connect(card, &FindingCard::shown, this, [this, f] {
            Q_EMIT stage_wanted(QStringLiteral("design"));
            session_.graph().reveal(f);
        });
        problems_->layout()->addWidget(card);
    }
    if (session_.data().error()) {
        ++blocking;
        auto* card = new FindingCard(Chip::Err, shown(session_.data().error()->message), shown(session_.data().error()->hint), {}, tr("Show"));
        connect(card, &FindingCard::shown, this, [this] { Q_EMIT stage_wanted(QStringLiteral("data")); });
        problems_->layout()->addWidget(card);
    }
    const TrainingSession& training = session_.training();
    const bool showing = shows_run();
    int findings = blocking;
    const auto& told = session_.forecast().forecast();
    if (const auto shortage = told && !training.active() ? memory_shortage(*told) : std::nullopt) {
        ++findings;
        const Finding f = finding_of(*shortage, session_.graph().document(), session_.forecast().fitting());
        auto* card = new FindingCard(Chip::Warn, shown(f.message), shown(f.hint), f.fixes.empty() ? QString() : shown(f.fixes.front().label));
        if (!f.fixes.empty())
            connect(card, &FindingCard::repaired, this, [this, fix = f.fixes.front()] { session_.graph().perform(fix.label, fix.edits); },
                    Qt::QueuedConnection); // It removes the card.
        problems_->layout()->addWidget(card);
    }
    for (const Diagnosis& d : showing ? training.findings() : std::vector<Diagnosis>()) {
        ++findings;
        problems_->layout()->addWidget(diagnosis_card(d));
    }
    if (findings == 0) {
        const QString words = showing                         ? tr("No findings in this run.")
                              : session_.data().dataset()      ? tr("Nothing stands in the way of training.")
                              : session_.data().is_loading()   ? tr("The data is being read")
                                                               : tr("There is no data to learn from.");
        auto* calm = new Label(words, FontRole::Small, "text2");
        calm->wrap();
        problems_->layout()->addWidget(calm);
    }
    problems_head_->set_title(showing ? tr("Doctor") : tr("Before the start"));
    problems_head_->set_count(findings > 0 ? tr("%n finding(s)", nullptr, findings) : QString());
}

QWidget* TrainStage::diagnosis_card(const Diagnosis& d)
{
    const TrainingSession& training = session_.training();
    const AilmentType& ailment = *find_ailment(d.ailment);
    const bool stop = ailment.stopping_helps && training.active();
    const auto fix = remedy_of(d, session_.graph().document());
    const bool there = d.node && session_.graph().document().find(*d.node);
    auto* card = new FindingCard(d.severity == Severity::Error ? Chip::Err : d.severity == Severity::Info ? Chip::Info : Chip::Warn, shown(ailment.title),
                                 shown(d.message) + QLatin1Char(' ') + shown(d.hint), stop ? tr("Stop and keep best") : fix ? shown(fix->label) : QString(),
                                 there ? tr("Show") : QString());
    card->setObjectName(QStringLiteral("diagnosis-") + shown(d.ailment));
    if (stop)
        connect(card, &FindingCard::repaired, stop_action_, &QAction::trigger);
    else if (fix)
        connect(card, &FindingCard::repaired, this, [this, fix = *fix] { session_.graph().perform(fix.label, fix.edits); }, Qt::QueuedConnection); // It removes the card.
    if (there)
        connect(card, &FindingCard::shown, this, [this, d] {
            Q_EMIT stage_wanted(QStringLiteral("design"));
            Finding at;
            at.node = d.node;
            at.path = d.path;
            session_.graph().reveal(at);
        });
    return card;
}

void TrainStage::refresh_forecast()
{
    const TrainingSession& training = session_.training();
    const QString none = QStringLiteral("–");
    const auto off = [&](double actual, double foretold) {
        if (!(foretold > 0) || !(actual > 0))
            return none;
        const double by = (actual / foretold - 1) * 100;
        return (by < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + QString::number(std::abs(by), 'f', 1) + QLatin1Char('%');
    };
    const bool showing = shows_run();

    const std::optional<Forecast>& told = session_.forecast().forecast();
    const double foretold = told ? double(told->added_bytes) : 0;
    const auto& position = training.position();
    const double used = showing && position.memory_bytes > position.held_bytes ? double(position.memory_bytes - position.held_bytes) : 0;
    rows_[0][1]->setText(foretold > 0 ? bytes_text(foretold) : none);
    rows_[0][2]->setText(used > 0 ? bytes_text(used) : none);
    rows_[0][3]->setText(off(used, foretold));

    // As it was measured before the start; else what an epoch took the last time, for a network of the same size.
    const auto& measured = session_.forecast().measured();
    double before = told && measured ? measured->pace.epoch(told->steps_per_epoch) : 0;
    for (const RunRecord& r : session_.run_list().records()) {
        if (before > 0)
            break;
        if (!told || r.parameters != told->parameters || (showing && r.name == training.run()))
            continue;
        const RunMetrics& m = session_.run_list().metrics(r.name);
        double seconds = 0;
        for (const EpochPoint& e : m.epochs)
            seconds += e.seconds / double(m.epochs.size());
        before = seconds;
    }
    double now = 0;
    const auto& epochs = training.metrics().epochs;
    for (const EpochPoint& e : epochs)
        now += e.seconds;
    now = epochs.empty() || !showing ? 0 : now / double(epochs.size());
    rows_[1][1]->setText(before > 0 ? duration_text(before) : none);
    rows_[1][2]->setText(now > 0 ? duration_text(now) : none);
    rows_[1][3]->setText(off(now, before));

    const auto clock = [](const QDateTime& t) { return QLocale().toString(t.time(), QStringLiteral("HH:mm")); };
    const auto epochs_asked = double(unpack_recipe((showing ? training.job().document : session_.graph().document()).recipe().settings).epochs);
    const QDateTime begin = training.active() ? started_ : QDateTime::currentDateTime();
    const double all = measured ? measured->seconds : before * epochs_asked;
    const QDateTime wanted = begin.addMSecs(qint64(all * 1000));
    rows_[2][1]->setText(before > 0 ? clock(wanted) : none);
    rows_[2][2]->setText(none);
    rows_[2][3]->setText(none);
    if (training.active() && std::isfinite(training.seconds_left())) {
        const QDateTime end = QDateTime::currentDateTime().addMSecs(qint64(training.seconds_left() * 1000));
        rows_[2][2]->setText(clock(end));
        if (before > 0) {
            const qint64 s = wanted.secsTo(end);
            const double apart = double(std::abs(s));
            rows_[2][3]->setText((s < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + (apart < 60     ? duration_text(apart)
                                                                                            : apart < 3600 ? tr("%1 min").arg(std::lround(apart / 60))
                                                                                                           : tr("%1 h").arg(apart / 3600, 0, 'f', 1)));
        }
    }
    if (!told) {
        largest_note_->setText(tr("The forecast needs data and a network without errors."));
        return;
    }
    QStringList notes{tr("%1 parameters, %2 multiply-adds per sample, %3 steps per epoch")
                          .arg(counted(told->parameters), short_count(double(told->multiply_adds)), counted(told->steps_per_epoch))};
    if (session_.forecast().measuring())
        notes += tr("The pace is being measured …");
    if (measured && measured->largest_batch > 0)
        notes += tr("Batches of up to %1 fit into the memory that is free.").arg(counted(measured->largest_batch));
    if (measured && measured->pace.wait > measured->pace.step / 10)
        notes += tr("%1 of each step is waiting for data.").arg(percent_text(measured->pace.wait / measured->pace.step, 0));
    if (measured && measured->pace.joules)
        notes += tr("An epoch draws about %1 J, with all else that this machine does.").arg(counted(qint64(*measured->pace.joules * double(told->steps_per_epoch))));
    if (showing && position.rate_scale != 1)
        notes += tr("The learning rate is %1 times what the schedule says.").arg(measure_text(position.rate_scale));
    if (showing && position.parts > 0)
        notes += tr("Memory is short: each batch is taken in %1 parts, one after the other. What is learned stays the same.").arg(position.parts);
    largest_note_->setText(notes.join(QLatin1Char('\n')));
}

void TrainStage::retranslate()
{
    views_->set_texts({tr("Runs"), tr("Search")});
    views_->setAccessibleName(tr("Runs or search"));
    recipe_head_->set_title(tr("Recipe"));
    panels_->set_side_title(left_panel_, tr("Recipe"));
    panels_->set_side_title(right_panel_, tr("Doctor and forecast"));
    forecast_head_->set_title(tr("Forecast and actual"));
    const QString heads[] = {tr("Forecast"), tr("Actual"), tr("Off by")};
    for (int c = 0; c < 3; ++c)
        heads_[c]->setText(heads[c]);
    rows_[0][0]->setText(tr("Memory to train"));
    rows_[1][0]->setText(tr("Per epoch"));
    rows_[2][0]->setText(tr("Finish"));
    left_title_->setText(tr("Time left"));
    speed_title_->setText(tr("Samples per second"));
    best_title_->setText(tr("Best so far"));
    start_->setText(tr("Start"));
    add_->setText(tr("Add to queue"));
    add_->setToolTip(tr("Network, recipe and data as they are now are trained when it is their turn"));
    stop_->setText(tr("Stop and keep best"));
    set_name(more_, tr("More"));
    name_command(start_action_, "loom::TrainStage", QT_TRANSLATE_NOOP("loom::TrainStage", "Start training"));
    name_command(add_action_, "loom::TrainStage", QT_TRANSLATE_NOOP("loom::TrainStage", "Add to queue"));
    name_command(add_later_action_, "loom::TrainStage", QT_TRANSLATE_NOOP("loom::TrainStage", "Add to queue with a start time…"));
    name_command(stop_action_, "loom::TrainStage", QT_TRANSLATE_NOOP("loom::TrainStage", "Stop and keep best"));
    rate_menu_->setTitle(tr("Learning rate"));
    rate_back_->setText(tr("As the schedule says"));
    name_command(epoch_action_, "loom::TrainStage", QT_TRANSLATE_NOOP("loom::TrainStage", "One more epoch"));
    name_command(discard_action_, "loom::TrainStage", QT_TRANSLATE_NOOP("loom::TrainStage", "Discard this run"));
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
