#include "stages/train_bar.h"

#include "session.h"
#include "stages/progress_line.h"
#include "stages/shown_run.h"
#include "stages/yielding_row.h"
#include "theme/command.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include <cmath>

namespace loom {

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

TrainBar::TrainBar(Session& session, const ShownRun& run, std::function<std::optional<std::string>()> chosen)
    : session_(session), run_(run), chosen_(std::move(chosen))
{
    make_row();
    make_actions();
    make_menu();
    retranslate();
}

void TrainBar::make_row()
{
    auto* bar = ground("surface", "bottom");
    bar->setFixedHeight(size::stage_bar);
    column(this)->addWidget(bar);
    auto* margins = row(bar);
    margins->setContentsMargins(16, 0, 16, 0);
    auto* line = new YieldingRow(12);
    margins->addWidget(line);
    name_ = new Label({}, FontRole::Heading, "text", true);
    chip_ = new Chip;
    chip_->setObjectName(QStringLiteral("train-state"));
    progress_ = new ProgressLine;
    auto* bound = separator(Qt::Vertical);
    bound->setFixedHeight(40);
    auto* left = figure(left_title_, left_, {QStringLiteral("59 min 59 s"), QStringLiteral("59 分 59 秒")});
    auto* speed = figure(speed_title_, speed_, {QStringLiteral("100,000")});
    auto* best = figure(best_title_, best_, {QStringLiteral("99.99%, epoch 99")});
    figures_ = {bound, left, speed, best};
    line->add(name_);
    line->add(chip_);
    line->add(progress_, 0, 10);
    line->add(bound, 1);
    line->add(left, 1);
    line->add(speed, 3);
    line->add(best, 2);
    line->add_stretch();
    add_buttons(line);
}

void TrainBar::add_buttons(YieldingRow* line)
{
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
    for (QWidget* b : {static_cast<QWidget*>(resume_), static_cast<QWidget*>(start_), static_cast<QWidget*>(pause_), static_cast<QWidget*>(stop_)})
        line->add(b);
    line->add(add_, 4); // Its menu has it too.
    line->add(more_);
}

void TrainBar::make_actions()
{
    for (QAction** a : {&start_action_, &add_action_, &add_later_action_, &pause_action_, &stop_action_, &discard_action_, &epoch_action_})
        *a = new QAction(this);
    start_action_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    add_action_->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    connect(start_action_, &QAction::triggered, this, &TrainBar::start_wanted);
    connect(pause_action_, &QAction::triggered, this, [this] {
        TrainingSession& t = session_.training();
        t.state() == TrainingSession::State::Paused || t.state() == TrainingSession::State::Pausing ? t.resume() : t.pause();
    });
    connect(stop_action_, &QAction::triggered, this, [this] { session_.training().stop_and_keep_best(); });
    connect(discard_action_, &QAction::triggered, this, [this] { session_.training().discard(); });
    connect(epoch_action_, &QAction::triggered, this, [this] { session_.training().add_epochs(1); });
    connect(add_action_, &QAction::triggered, this, [this] { Q_EMIT queue_wanted(false); });
    connect(add_later_action_, &QAction::triggered, this, [this] { Q_EMIT queue_wanted(true); });
    connect(add_, &QPushButton::clicked, add_action_, &QAction::trigger);
    connect(start_, &QPushButton::clicked, start_action_, &QAction::trigger);
    connect(pause_, &QPushButton::clicked, pause_action_, &QAction::trigger);
    connect(stop_, &QPushButton::clicked, stop_action_, &QAction::trigger);
    connect(resume_, &QPushButton::clicked, this, [this] {
        if (const auto name = resumable())
            Q_EMIT resume_wanted(shown(*name));
    });
}

void TrainBar::make_menu()
{
    more_->menu()->addActions({add_action_, add_later_action_});
    more_->menu()->addSeparator();
    more_->menu()->addAction(epoch_action_);
    rate_menu_ = more_->menu()->addMenu(QString());
    for (const double factor : {0.1, 0.5, 2.0, 10.0}) {
        QAction* change = rate_menu_->addAction(QStringLiteral("× %1").arg(factor));
        connect(change, &QAction::triggered, this, [this, factor] {
            TrainingSession& training = session_.training();
            training.scale_rate(training.rate_scale() * factor);
        });
    }
    rate_menu_->addSeparator();
    rate_back_ = rate_menu_->addAction(QString());
    connect(rate_back_, &QAction::triggered, this, [this] { session_.training().scale_rate(1); });
    more_->menu()->addSeparator();
    more_->menu()->addAction(discard_action_);
}

QList<QAction*> TrainBar::commands() const { return {start_action_, add_action_, add_later_action_, pause_action_, stop_action_, epoch_action_, discard_action_}; }

std::optional<std::string> TrainBar::resumable() const
{
    if (session_.training().active() || session_.studies())
        return {};
    const auto can_go_on = [this](const RunRecord& r) { return r.can_go_on() && !session_.run_list().is_trained(r.name); };
    if (const auto chosen = chosen_())
        if (const RunRecord* r = session_.run_list().find(*chosen); r && can_go_on(*r))
            return chosen;
    for (const RunRecord& r : session_.run_list().records())
        if (can_go_on(r))
            return r.name;
    return {};
}

void TrainBar::refresh()
{
    refresh_state();
    refresh_progress();
    refresh_buttons();
}

void TrainBar::refresh_state()
{
    const TrainingSession& training = session_.training();
    using State = TrainingSession::State;
    const auto& outcome = run_.outcome();
    QString name = tr("New run");
    if (training.active() || outcome)
        name = training.run().empty() ? tr("New run") : session_.run_list().title_of(training.run());
    name_->setText(name);
    switch (training.state()) {
    case State::Idle:
        if (outcome && outcome->kind == Outcome::Kind::Finished)
            chip_->set(Chip::Ok, "check", tr("Finished"));
        else if (outcome && outcome->kind == Outcome::Kind::Stopped)
            chip_->set(Chip::Warn, "stop", tr("Stopped"));
        else if (outcome && outcome->kind == Outcome::Kind::Failed)
            chip_->set(Chip::Err, "error", tr("Failed"));
        else
            chip_->set(Chip::Neutral, nullptr, tr("Ready"));
        break;
    case State::Preparing: chip_->set(Chip::Info, "play", tr("Preparing")); break;
    case State::Pausing: chip_->set(Chip::Warn, "pause", tr("Pausing")); break;
    case State::Paused: chip_->set(Chip::Warn, "pause", tr("Paused")); break;
    case State::Stopping: chip_->set(Chip::Info, "stop", tr("Stopping")); break;
    case State::Training:
        chip_->set(Chip::Info, "play",
                   training.position().phase == Monitor::Phase::Validating ? tr("Validating")
                   : training.position().phase == Monitor::Phase::Testing  ? tr("Testing")
                                                                           : tr("Training"));
        break;
    }
}

void TrainBar::refresh_progress()
{
    const TrainingSession& training = session_.training();
    const bool active = training.active(), any = active || run_.outcome();
    progress_->setVisible(any);
    for (QWidget* w : figures_)
        w->setVisible(any);
    if (!any)
        return;
    const auto& p = training.position();
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
        Q_EMIT moved(share);
}

/// It hides buttons; the focus goes from one to the one that comes in its place.
void TrainBar::refresh_buttons()
{
    bool had_focus = false;
    for (const QWidget* b : {static_cast<QWidget*>(start_), static_cast<QWidget*>(resume_), static_cast<QWidget*>(pause_), static_cast<QWidget*>(stop_)})
        had_focus = had_focus || b->hasFocus();
    const QPointer<QWidget> focused = window()->focusWidget();
    refresh_ways_in();
    refresh_ways_out();
    if (had_focus && (!focused || focused->isHidden() || !focused->isEnabled())) {
        QWidget* next = session_.training().active() ? pause_ : start_;
        (next->isEnabled() ? next : parentWidget())->setFocus(Qt::OtherFocusReason);
    }
}

/// What begins a training.
void TrainBar::refresh_ways_in()
{
    const bool active = session_.training().active();
    // While the data is read anew, what is there is as it was before.
    const bool has_data = session_.data().dataset() && !session_.data().is_loading();
    const bool can_train = has_data && session_.graph().analysis().sound();
    const bool can_start = can_train && !active && !session_.studies();
    const bool can_add = can_train && !session_.queue().closed();
    for (QAction* a : {add_action_, add_later_action_})
        a->setEnabled(can_add);
    add_->setEnabled(can_add);
    start_->setVisible(!active);
    start_->setEnabled(can_start);
    start_action_->setEnabled(can_start);
    const auto chosen = resumable();
    resume_->setVisible(!active && chosen);
    resume_->setEnabled(has_data); // A run has the network that it began with.
    if (chosen)
        resume_->setText(tr("Resume %1").arg(session_.run_list().title_of(*chosen)));
}

/// What is done with the one in progress.
void TrainBar::refresh_ways_out()
{
    const TrainingSession& training = session_.training();
    using State = TrainingSession::State;
    const bool active = training.active(), stopping = training.state() == State::Stopping;
    const bool paused = training.state() == State::Paused || training.state() == State::Pausing;
    pause_->setVisible(active);
    pause_->setEnabled(!stopping);
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    set_button_icon(pause_, paused ? "play" : "pause");
    name_command(pause_action_, "loom::TrainBar",
                 paused ? QT_TRANSLATE_NOOP("loom::TrainBar", "Resume training") : QT_TRANSLATE_NOOP("loom::TrainBar", "Pause training"));
    pause_action_->setEnabled(active);
    stop_->setVisible(active);
    stop_->setEnabled(!stopping);
    stop_action_->setEnabled(active);
    discard_action_->setEnabled(active);
    for (QAction* a : {epoch_action_, rate_menu_->menuAction(), discard_action_})
        a->setVisible(active);
    epoch_action_->setEnabled(active && !stopping);
    rate_menu_->setEnabled(epoch_action_->isEnabled());
    rate_back_->setEnabled(training.rate_scale() != 1);
}

void TrainBar::retranslate()
{
    left_title_->setText(tr("Time left"));
    speed_title_->setText(tr("Samples per second"));
    best_title_->setText(tr("Best so far"));
    start_->setText(tr("Start"));
    add_->setText(tr("Add to queue"));
    add_->setToolTip(tr("Network, recipe and data as they are now are trained when it is their turn"));
    stop_->setText(tr("Stop and keep best"));
    set_name(more_, tr("More"));
    name_command(start_action_, "loom::TrainBar", QT_TRANSLATE_NOOP("loom::TrainBar", "Start training"));
    name_command(add_action_, "loom::TrainBar", QT_TRANSLATE_NOOP("loom::TrainBar", "Add to queue"));
    name_command(add_later_action_, "loom::TrainBar", QT_TRANSLATE_NOOP("loom::TrainBar", "Add to queue with a start time…"));
    name_command(stop_action_, "loom::TrainBar", QT_TRANSLATE_NOOP("loom::TrainBar", "Stop and keep best"));
    rate_menu_->setTitle(tr("Learning rate"));
    rate_back_->setText(tr("As the schedule says"));
    name_command(epoch_action_, "loom::TrainBar", QT_TRANSLATE_NOOP("loom::TrainBar", "One more epoch"));
    name_command(discard_action_, "loom::TrainBar", QT_TRANSLATE_NOOP("loom::TrainBar", "Discard this run"));
}

void TrainBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
