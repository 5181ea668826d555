#include "studies/search_page.h"

#include "search/importance.h"
#include "studies/importance_bars.h"
#include "studies/parallel_plot.h"
#include "studies/pareto_plot.h"
#include "studies/pin_list.h"
#include "studies/search_fields.h"
#include "studies/trial_table.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QEvent>
#include <QMessageBox>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace loom {
namespace {

QString percent_of_goal(double goal) { return percent_text(-goal, 2); }

/// What a trial costs, in one of three ways.
struct TrialCost {
    double (*of)(const Trial&);
    QString (*text)(double);
};
constexpr TrialCost trial_costs[] = {{[](const Trial& t) { return double(t.parameters); }, [](double count) { return short_count(count); }},
                                     {[](const Trial& t) { return t.seconds; }, duration_text},
                                     {[](const Trial& t) { return t.latency_ms; }, latency_text}};

} // namespace

SearchPage::SearchPage(GraphDocument& graph, SearchSession& session) : graph_(graph), session_(session)
{
    auto* all = column(this);
    error_ = new ErrorBar;
    all->addWidget(error_);
    all->addWidget(make_bar());

    auto* content = new QWidget;
    auto* lines = column(content, 4);
    lines->setContentsMargins(8, 8, 16, 16);
    pins_ = new PinList(graph_);
    auto* inset = new QWidget;
    auto* inside = column(inset);
    inside->setContentsMargins(8, 0, 0, 8);
    inside->addWidget(pins_);
    varied_ = new Section({}, inset);
    lines->addWidget(varied_);
    empty_ = new EmptyState("search");
    below_ = new QStackedWidget;
    below_->addWidget(empty_);
    below_->addWidget(make_results());
    lines->addWidget(below_, 1);
    all->addWidget(scrolled(content), 1);

    connect(empty_, &EmptyState::acted, this, [this] { ask(false); });
    connect(start_, &QPushButton::clicked, this, [this] { session_.active() ? session_.leave() : ask(false); });
    connect(fresh_, &QPushButton::clicked, this, [this] { ask(true); });
    connect(use_, &QPushButton::clicked, this, [this] {
        if (const Trial* t = shown_trial()) {
            const Change change = using_trial(graph_.document(), session_.space(), *t);
            graph_.perform(change.name, change.edits);
        }
    });
    connect(pins_, &PinList::changed, this, [this] { varied_->set_count(QString::number(pins_->count())); });
    connect(plot_, &ParallelPlot::chosen, this, &SearchPage::choose);
    connect(pareto_, &ParetoPlot::chosen, this, &SearchPage::choose);
    connect(table_, &TrialTable::chosen, this, &SearchPage::choose);
    connect(cost_, &SegmentedControl::changed, this, &SearchPage::refresh_pareto);
    connect(&graph_, &GraphDocument::changed, this, &SearchPage::refresh_chosen);
    connect(&session_, &SearchSession::state_changed, this, &SearchPage::refresh);
    connect(&session_, &SearchSession::trials_changed, this, &SearchPage::refresh);
    connect(&session_, &SearchSession::moved, this, &SearchPage::refresh_bar);
    connect(&session_, &SearchSession::finished, this, [this] {
        if (session_.error())
            error_->show_error(shown(session_.error()->message), shown(session_.error()->hint));
        refresh();
    });
    const auto show_last = [this] { fields_->show_question(session_.question()); };
    connect(&session_, &SearchSession::recalled, this, show_last);
    if (!session_.study().empty())
        show_last();
    retranslate();
    refresh();
}

QWidget* SearchPage::make_bar()
{
    auto* bar = ground("surface", "bottom");
    auto* lines = column(bar, 8);
    lines->setContentsMargins(16, 8, 16, 10);
    fields_ = new SearchFields;
    lines->addWidget(fields_);

    auto* state = new QWidget;
    auto* across = row(state, 12);
    chip_ = new Chip;
    progress_ = new ThinBar;
    start_ = button({}, "play", "primary");
    start_->setObjectName(QStringLiteral("search-start"));
    fresh_ = button({}, "refresh", "");
    fresh_->setObjectName(QStringLiteral("search-fresh"));
    across->addWidget(chip_, 0, Qt::AlignVCenter);
    across->addWidget(progress_, 1);
    across->addStretch(0);
    across->addWidget(fresh_, 0, Qt::AlignVCenter);
    across->addWidget(start_, 0, Qt::AlignVCenter);
    lines->addWidget(state);
    note_ = new Label({}, FontRole::Small, "text2");
    note_->wrap();
    note_->hide();
    lines->addWidget(note_);
    return bar;
}

QWidget* SearchPage::make_results()
{
    auto* results = new QWidget;
    auto* lines = column(results, 8);
    lines->setContentsMargins(8, 0, 0, 0);

    auto* best = card();
    auto* across = row(best, 16);
    across->setContentsMargins(12, 10, 12, 10);
    auto* words = column(nullptr, 2);
    best_title_ = new Label({}, FontRole::Small, "text2");
    best_settings_ = new Label({}, FontRole::Body, "text");
    best_settings_->wrap();
    words->addWidget(best_title_);
    words->addWidget(best_settings_);
    best_result_ = new Label({}, FontRole::Title, "text", true);
    best_result_->numbers();
    use_ = button({}, "check", "");
    use_->setObjectName(QStringLiteral("search-use"));
    across->addWidget(best_result_);
    across->addLayout(words, 1);
    across->addWidget(use_, 0, Qt::AlignVCenter);
    lines->addWidget(best);

    const auto in_card = [](QWidget* content, QWidget* above = nullptr) {
        auto* frame = card();
        auto* rows = column(frame, 6);
        rows->setContentsMargins(10, 8, 10, 8);
        if (above)
            rows->addWidget(above, 0, Qt::AlignLeft);
        rows->addWidget(content, 1);
        return frame;
    };
    plot_ = new ParallelPlot;
    lines_section_ = new Section({}, in_card(plot_));
    lines->addWidget(lines_section_);

    importance_ = new ImportanceBars;
    cost_ = new SegmentedControl({QString(), QString(), QString()});
    pareto_ = new ParetoPlot;
    matters_ = new Section({}, in_card(importance_));
    costs_ = new Section({}, in_card(pareto_, cost_));
    auto* beside = new QWidget;
    auto* two = row(beside, 12);
    two->addWidget(matters_, 1, Qt::AlignTop);
    two->addWidget(costs_, 1, Qt::AlignTop);
    lines->addWidget(beside);

    table_ = new TrialTable;
    table_->setMinimumHeight(8 * size::row);
    table_section_ = new Section({}, table_);
    lines->addWidget(table_section_, 1);
    return results;
}

void SearchPage::set_ready(bool ready, const QString& why)
{
    ready_ = ready;
    why_not_ = why;
    refresh_bar();
}

void SearchPage::set_validated(bool validated) { note_->setVisible(!validated); }

bool SearchPage::settle(SearchSession::Question& question)
{
    const SearchSetup& shown_one = session_.question().setup;
    if (question.fresh || session_.study().empty() || asks_the_same(question.setup, shown_one))
        return true;
    const QString name = QString::fromStdString(session_.study());
    QMessageBox box(window());
    box.setObjectName(QStringLiteral("search-differs"));
    box.setWindowTitle(tr("Layerloom"));
    box.setText(tr("What is asked now is not what %1 asked.").arg(name));
    box.setInformativeText(tr("The network, the recipe, what is varied or how it is searched has changed since. Going on tries more of what %1 varies, from the settings it had.").arg(name));
    QPushButton* on = button(tr("Go on with %1").arg(name));
    QPushButton* anew = button(tr("Begin a new search"), nullptr, "primary");
    on->setObjectName(QStringLiteral("search-differs-on"));
    anew->setObjectName(QStringLiteral("search-differs-new"));
    box.addButton(on, QMessageBox::AcceptRole);
    box.addButton(anew, QMessageBox::AcceptRole);
    box.addButton(QMessageBox::Cancel)->setIcon({});
    on->setVisible(question.setup.document.data() == shown_one.document.data()); // Other data is another question.
    box.setDefaultButton(anew);
    box.exec();
    if (box.clickedButton() == on)
        question.setup = shown_one;
    return box.clickedButton() == on || box.clickedButton() == anew;
}

void SearchPage::ask(bool fresh)
{
    error_->clear();
    SearchSession::Question question;
    question.setup.document = graph_.document();
    question.setup.seed = session_.question().setup.seed; // Of a search that was begun elsewhere, another one.
    const auto read = fields_->read_into(question);
    if (!read)
        return error_->show_error(shown(read.error().message), shown(read.error().hint));
    if (!*read)
        return;
    question.fresh = fresh;
    if (!settle(question))
        return;
    chosen_ = 0;
    Q_EMIT start_wanted(question);
}

const Document& SearchPage::document_of_study() const { return session_.question().setup.document; }

const Trial* SearchPage::shown_trial() const
{
    for (const Trial& t : session_.trials())
        if (t.number == chosen_)
            return &t;
    return session_.best();
}

void SearchPage::choose(std::int64_t trial)
{
    chosen_ = trial;
    refresh_chosen();
}

void SearchPage::refresh()
{
    refresh_bar();
    refresh_trials();
}

std::int64_t SearchPage::trained() const
{
    const auto& trials = session_.trials();
    return session_.active() && !trials.empty() && trials.back().state == Trial::State::Begun ? trials.back().number : 0;
}

QString SearchPage::progress_words() const
{
    const auto known = std::ssize(session_.trials());
    if (session_.active())
        return known == 0 ? tr("The search is being opened") : tr("Trial %1 of %2").arg(known).arg(session_.question().limits.trials);
    if (!session_.end())
        return tr("%n trial(s)", nullptr, int(known));
    switch (*session_.end()) {
    case Study::End::Exhausted: return tr("%n trial(s); there is nothing more to try", nullptr, int(known));
    case Study::End::OutOfTime:
        return known > 0 && session_.trials().back().state == Trial::State::Begun ? tr("%n trial(s); the time is used up, and the last one is interrupted", nullptr, int(known))
                                                                                  : tr("%n trial(s); the time is used up", nullptr, int(known));
    case Study::End::Done: return tr("%n trial(s); ask for more to go on", nullptr, int(known));
    case Study::End::Left: break;
    }
    return tr("%1 of %2 trials; it goes on where it was left").arg(known).arg(session_.question().limits.trials);
}

void SearchPage::refresh_bar()
{
    using State = SearchSession::State;
    const bool active = session_.active(), any = !session_.trials().empty();
    switch (session_.state()) {
    case State::Idle:
        if (session_.error())
            chip_->set(Chip::Err, "error", tr("Failed"));
        else if (session_.end() == Study::End::Left)
            chip_->set(Chip::Warn, "pause", tr("Paused"));
        else if (session_.end())
            chip_->set(Chip::Ok, "check", tr("Finished"));
        else
            chip_->set(Chip::Neutral, nullptr, tr("Ready"));
        break;
    case State::Opening: chip_->set(Chip::Info, "play", tr("Preparing")); break;
    case State::Searching: chip_->set(Chip::Info, "play", tr("Searching")); break;
    case State::Leaving: chip_->set(Chip::Warn, "pause", tr("Pausing")); break;
    }
    progress_->setVisible(active || any);
    const auto& p = session_.position();
    const double within = session_.state() == State::Searching && p.steps > 0 ? double(p.step) / double(p.steps) : 0;
    const auto ended = double(std::ranges::count_if(session_.trials(), [](const Trial& t) { return t.state != Trial::State::Begun; }));
    progress_->set_title(progress_words());
    progress_->set_share(std::min(1.0, (ended + within) / double(std::max<std::int64_t>(1, session_.question().limits.trials))));
    QStringList detail;
    if (active && p.epochs > 0)
        detail << tr("Epoch %1 of %2").arg(std::min(p.epoch + 1, p.epochs)).arg(p.epochs);
    if (session_.seconds() > 0)
        detail << tr("%1 of training").arg(duration_text(session_.seconds()));
    progress_->set_detail(detail.join(QStringLiteral(" · ")));

    start_->setText(active ? tr("Pause") : session_.end() == Study::End::Left ? tr("Go on") : tr("Start search"));
    set_button_icon(start_, active ? "pause" : "play");
    start_->setEnabled(active ? session_.state() != State::Leaving : ready_);
    start_->setToolTip(active || ready_ ? QString() : why_not_);
    fresh_->setVisible(!active && any);
    fresh_->setEnabled(ready_);
    fields_->setEnabled(!active);
    pins_->set_read_only(active);
    empty_->set("search", active ? tr("The search is being opened") : tr("A search finds good settings"),
                active ? QString()
                       : tr("It trains the network again and again with other settings, each as a run of its own, learns from the results what to try next, and "
                            "says which settings are best and which matter."),
                active || !ready_ ? QString() : tr("Start search"));
}

void SearchPage::refresh_trials()
{
    const auto& trials = session_.trials();
    below_->setCurrentIndex(trials.empty() ? 0 : 1);
    if (std::ranges::none_of(trials, [&](const Trial& t) { return t.number == chosen_; }))
        chosen_ = 0;
    plot_->show_picture(picture_of(document_of_study(), session_.space(), trials, trained()));
    std::vector<ImportanceBars::Bar> bars;
    for (std::size_t k = 0; k < session_.importance().size(); ++k)
        bars.push_back({title_of(document_of_study(), session_.space().dimensions[k]), session_.importance()[k]});
    importance_->set_bars(std::move(bars), trials_for_importance(session_.space()));
    table_->show_trials(document_of_study(), session_.space(), trials, trained());
    table_section_->set_count(trials.empty() ? QString() : QString::number(trials.size()));
    refresh_pareto();
    refresh_chosen();
}

void SearchPage::refresh_pareto()
{
    const bool by_accuracy = is_by_accuracy(session_.trials());
    cost_->set_item_enabled(2, has_latencies(session_.trials()), tr("Measured where there is a limit on it"));
    const TrialCost& cost = trial_costs[std::size_t(cost_->current())];
    std::vector<ParetoPlot::Dot> dots;
    for (const Trial& t : session_.trials())
        if (t.state == Trial::State::Finished && std::isfinite(t.goal) && std::isfinite(cost.of(t)))
            dots.push_back({t.number, cost.of(t), t.goal,
                            trial_title(t) + QStringLiteral(" · ") + cost.text(cost.of(t)) + QStringLiteral(" · ") + result_text(result_of(t, by_accuracy), by_accuracy)});
    const QString titles[] = {tr("parameters"), tr("time"), tr("one prediction")};
    pareto_->set_dots(std::move(dots), titles[cost_->current()], result_title(by_accuracy), cost.text, by_accuracy ? percent_of_goal : measure_text);
}

void SearchPage::refresh_chosen()
{
    const Trial* t = shown_trial();
    const bool is_best = t && t == session_.best(), by_accuracy = is_by_accuracy(session_.trials());
    best_title_->setText(!t ? tr("No trial has a result yet") : is_best ? tr("Best: %1").arg(trial_title(*t)) : trial_title(*t) + QStringLiteral(" · ") + shown(state_text(t->state, t->number == trained())));
    best_result_->setText(t ? result_text(result_of(*t, by_accuracy), by_accuracy) : QStringLiteral("–"));
    best_settings_->setText(t ? candidate_text(document_of_study(), session_.space(), t->candidate) : QString());
    use_->setEnabled(t && !using_trial(graph_.document(), session_.space(), *t).edits.empty());
    plot_->set_current(t ? t->number : 0);
    pareto_->set_current(t ? t->number : 0);
    table_->set_current(chosen_);
}

void SearchPage::retranslate()
{
    fields_->retranslate();
    fresh_->setText(tr("Begin anew"));
    fresh_->setToolTip(tr("A new search, also where the same was asked before"));
    varied_->set_title(tr("What is varied"));
    lines_section_->set_title(tr("All trials"));
    matters_->set_title(tr("Which settings matter"));
    costs_->set_title(tr("Result and cost"));
    table_section_->set_title(tr("Trials"));
    use_->setText(tr("Use these settings"));
    note_->setText(tr("No row is held back for validation, so trials are compared by how well they know what they trained on. Give the validation part a share in Data to find what holds for new rows."));
    cost_->set_texts({tr("Parameters"), tr("Time"), tr("Prediction")});
    cost_->setAccessibleName(tr("Cost"));
    varied_->set_count(QString::number(pins_->count()));
}

void SearchPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
