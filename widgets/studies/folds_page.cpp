#include "studies/folds_page.h"

#include "search/comparison.h"
#include "studies/fold_table.h"
#include "studies/study_table.h"
#include "theme/controls.h"
#include "theme/flow.h"
#include "theme/language.h"
#include "theme/numbers.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace loom {

static const QString other_project = QStringLiteral("/"); // No run is called so.

FoldsPage::FoldsPage(GraphDocument& graph, RunList& runs, FoldsSession& session) : graph_(graph), runs_(runs), session_(session)
{
    auto* all = column(this);
    error_ = new ErrorBar;
    all->addWidget(error_);
    all->addWidget(make_bar());
    empty_ = new EmptyState("compare");
    below_ = new QStackedWidget;
    below_->addWidget(empty_);
    below_->addWidget(make_results());
    all->addWidget(below_, 1);

    connect(empty_, &EmptyState::acted, this, [this] { ask(false); });
    connect(start_, &QPushButton::clicked, this, [this] { session_.active() ? session_.leave() : ask(false); });
    connect(fresh_, &QPushButton::clicked, this, [this] { ask(true); });
    connect(other_, &QComboBox::activated, this, &FoldsPage::choose_other);
    connect(&runs_, &RunList::changed, this, &FoldsPage::fill_others);
    connect(&session_, &FoldsSession::state_changed, this, &FoldsPage::refresh);
    connect(&session_, &FoldsSession::results_changed, this, &FoldsPage::refresh);
    connect(&session_, &FoldsSession::moved, this, &FoldsPage::refresh_bar);
    connect(&session_, &FoldsSession::finished, this, [this] {
        show_error();
        refresh();
    });
    connect(&session_, &FoldsSession::recalled, this, &FoldsPage::show_last);
    retranslate();
    refresh();
    show_last();
}

QWidget* FoldsPage::add_field(QWidget* field, const char* name, int width)
{
    auto* box = new QWidget;
    auto* rows = column(box, 2);
    auto* title = new Label({}, FontRole::Caption, "text2");
    title->setBuddy(field);
    title->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed); // Whole, also where the field is narrower.
    field->setFixedWidth(width);
    field->setObjectName(QString::fromLatin1(name));
    rows->addWidget(title);
    rows->addWidget(field);
    titles_.push_back(title);
    return box;
}

QWidget* FoldsPage::make_bar()
{
    auto* bar = ground("surface", "bottom");
    auto* lines = column(bar, 8);
    lines->setContentsMargins(16, 8, 16, 10);
    auto* fields = new QWidget;
    flow_ = new FlowRow(12, 8);
    fields->setLayout(flow_);
    folds_ = new QLineEdit(QStringLiteral("5"));
    repeats_ = new QLineEdit(QStringLiteral("1"));
    epochs_ = new QLineEdit;
    other_ = new QComboBox;
    other_->setProperty("elides", true);
    flow_->addWidget(add_field(folds_, "folds-folds", 56));
    flow_->addWidget(add_field(repeats_, "folds-repeats", 56));
    flow_->addWidget(add_field(epochs_, "folds-epochs", 96));
    flow_->addWidget(add_field(other_, "folds-other", 200));
    lines->addWidget(fields);

    auto* state = new QWidget;
    auto* across = row(state, 12);
    chip_ = new Chip;
    progress_ = new ThinBar;
    start_ = button({}, "play", "primary");
    start_->setObjectName(QStringLiteral("folds-start"));
    fresh_ = button({}, "refresh", "");
    fresh_->setObjectName(QStringLiteral("folds-fresh"));
    across->addWidget(chip_, 0, Qt::AlignVCenter);
    across->addWidget(progress_, 1);
    across->addStretch(0);
    across->addWidget(fresh_, 0, Qt::AlignVCenter);
    across->addWidget(start_, 0, Qt::AlignVCenter);
    lines->addWidget(state);
    return bar;
}

QWidget* FoldsPage::make_results()
{
    auto* results = new QWidget;
    auto* lines = column(results, 12);
    lines->setContentsMargins(16, 12, 16, 16);
    auto* words = card();
    auto* inside = column(words, 4);
    inside->setContentsMargins(12, 10, 12, 10);
    for (Label*& line : results_) {
        line = new Label({}, FontRole::Heading, "text", true);
        line->numbers()->wrap();
        inside->addWidget(line);
    }
    verdict_ = new Label({}, FontRole::Body, "text2");
    verdict_->wrap();
    verdict_->setObjectName(QStringLiteral("folds-verdict"));
    results_[0]->setObjectName(QStringLiteral("folds-result"));
    inside->addWidget(verdict_);
    lines->addWidget(words);
    model_ = new FoldModel(this);
    table_ = new QTableView;
    table_->setModel(model_);
    set_up_study_table(table_);
    lines->addWidget(table_, 1);
    return results;
}

void FoldsPage::set_ready(bool ready, const QString& why)
{
    ready_ = ready;
    why_not_ = why;
    refresh_bar();
}

void FoldsPage::set_name(const QString& name) { name_ = name; }

/// A whole number that a person wrote; `none` where nothing is written and that may be.
static std::optional<std::int64_t> whole_in(QLineEdit* field, std::int64_t least, std::int64_t most, std::optional<std::int64_t> none)
{
    const QString text = field->text().trimmed();
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    const bool good = text.isEmpty() ? none.has_value() : ok && value >= least && value <= most;
    set_field_error(field, good ? QString() : FoldsPage::tr("Write a whole number from %1 to %2.").arg(counted(least), counted(most)));
    return !good ? std::nullopt : text.isEmpty() ? none : std::optional<std::int64_t>(value);
}

std::optional<FoldsSession::Side> FoldsPage::other_side() const
{
    const QString chosen = other_->currentData().toString();
    if (chosen.isEmpty())
        return {};
    FoldsSession::Side side;
    if (chosen == other_project) {
        side.name = path_text(other_file_.stem());
        side.setup.project = other_file_;
        side.from_file = true;
    } else if (const RunRecord* run = runs_.find(utf8(chosen))) {
        side.name = utf8(RunList::title_of(*run));
        side.run = run->name;
        side.setup.document = as_trained_on(run->document, graph_.document());
    } else {
        return {};
    }
    return side;
}

std::optional<FoldsSession::Question> FoldsPage::question()
{
    const auto folds = whole_in(folds_, 2, 1000, {}), repeats = whole_in(repeats_, 1, 1000, {}), epochs = whole_in(epochs_, 1, 1'000'000, 0);
    if (!folds || !repeats || !epochs)
        return {};
    FoldsSession::Question asked;
    asked.repeats = *repeats;
    if (*epochs > 0)
        asked.epochs = *epochs;
    asked.sides.push_back({.name = utf8(name_), .setup = {.document = graph_.document(), .project = {}}});
    if (auto other = other_side())
        asked.sides.push_back(std::move(*other));
    for (FoldsSession::Side& side : asked.sides)
        side.setup.folds = *folds;
    return asked;
}

void FoldsPage::ask(bool fresh)
{
    error_->clear();
    auto asked = question();
    if (!asked)
        return;
    asked->fresh = fresh;
    if (asked->sides.size() == 2 && !asked->sides[1].from_file) {
        const Document &a = asked->sides[0].setup.document, &b = asked->sides[1].setup.document;
        if (same_network(a, b) && a.recipe() == b.recipe() && a.data() == b.data())
            return error_->show_error(tr("%1 has the network, the recipe and the data of this project.").arg(shown(asked->sides[1].name)),
                                      tr("Change something, or choose another one to compare with."));
    }
    Q_EMIT start_wanted(*asked);
}

void FoldsPage::compare_with(const fs::path& project)
{
    other_file_ = project;
    fill_others();
    other_->setCurrentIndex(other_->findData(other_project));
}

void FoldsPage::choose_other(int i)
{
    if (other_->itemData(i).toString() != other_project)
        return;
    const QString path = QFileDialog::getOpenFileName(this, tr("Compare with a project"), {}, tr("Layerloom projects (*.loom)"));
    if (!path.isEmpty())
        return compare_with(fs::path(path.toStdU16String()));
    if (other_file_.empty())
        other_->setCurrentIndex(0);
}

void FoldsPage::show_error()
{
    if (session_.error())
        error_->show_error(shown(session_.error()->message), shown(session_.error()->hint));
    else
        error_->clear();
}

/// What was asked last, in the fields; what they begin with, where nothing was.
void FoldsPage::show_last()
{
    show_error();
    const FoldsSession::Question& asked = session_.question();
    const FoldsSession::Side last = asked.sides.empty() ? FoldsSession::Side() : asked.sides.back();
    folds_->setText(QString::number(last.setup.folds));
    repeats_->setText(QString::number(asked.repeats));
    epochs_->setText(asked.epochs ? QString::number(*asked.epochs) : QString());
    other_file_.clear();
    fill_others();
    if (last.from_file)
        compare_with(last.setup.project);
    else
        other_->setCurrentIndex(std::max(0, other_->findData(shown(last.run))));
}

void FoldsPage::fill_others()
{
    const QString chosen = other_->currentData().toString();
    other_->clear();
    other_->addItem(tr("nothing"), QString());
    for (const RunRecord& run : runs_.records())
        if (!run.imported() && !run.member.asks())
            other_->addItem(RunList::title_of(run), shown(run.name));
    other_->addItem(other_file_.empty() ? tr("another project…") : shown(path_text(other_file_.stem())), other_project);
    other_->setCurrentIndex(std::max(0, other_->findData(chosen)));
}

void FoldsPage::refresh()
{
    refresh_bar();
    refresh_results();
}

void FoldsPage::refresh_bar()
{
    using State = FoldsSession::State;
    const bool active = session_.active(), any = !session_.judged().empty();
    switch (session_.state()) {
    case State::Idle:
        if (session_.error())
            chip_->set(Chip::Err, "error", tr("Failed"));
        else if (session_.complete())
            chip_->set(Chip::Ok, "check", tr("Finished"));
        else if (any)
            chip_->set(Chip::Warn, "pause", tr("Paused"));
        else
            chip_->set(Chip::Neutral, nullptr, tr("Ready"));
        break;
    case State::Opening: chip_->set(Chip::Info, "play", tr("Preparing")); break;
    case State::Training: chip_->set(Chip::Info, "play", tr("Training")); break;
    case State::Leaving: chip_->set(Chip::Warn, "pause", tr("Pausing")); break;
    }
    const std::int64_t ended = session_.ended(), count = session_.count();
    const auto& p = session_.position();
    const double within = session_.state() == State::Training && p.steps > 0 && ended < count ? double(p.step) / double(p.steps) : 0;
    progress_->setVisible(active || any);
    progress_->set_title(tr("%1 of %n fold(s)", nullptr, int(count)).arg(counted(ended)));
    progress_->set_share(count > 0 ? std::min(1.0, (double(ended) + within) / double(count)) : 0);
    progress_->set_detail(active && p.epochs > 0 ? tr("Epoch %1 of %2").arg(counted(std::min(p.epoch + 1, p.epochs)), counted(p.epochs)) : QString());
    const bool left = any && !session_.complete() && !session_.error();
    start_->setText(active ? tr("Pause") : left ? tr("Go on") : tr("Start"));
    set_button_icon(start_, active ? "pause" : "play");
    start_->setEnabled(active ? session_.state() != State::Leaving : ready_);
    start_->setToolTip(active || ready_ ? QString() : why_not_);
    fresh_->setVisible(!active && any);
    fresh_->setEnabled(ready_);
    for (QWidget* field : {static_cast<QWidget*>(folds_), static_cast<QWidget*>(repeats_), static_cast<QWidget*>(epochs_), static_cast<QWidget*>(other_)})
        field->setEnabled(!active);
    empty_->set("compare", active ? tr("The folds are being prepared") : tr("How good is it on what it has not seen?"),
                active ? QString()
                       : tr("The data is cut into equal parts. For each part in turn the network is trained on all the others and judged on it, each as a run of its own. The "
                            "mean of them says more than one split, and two networks can be compared fold by fold. Repeats draw other parts and begin with other seeds."),
                active || !ready_ ? QString() : tr("Start"));
}

QString FoldsPage::interval_words(const FoldsSession::Judged& side) const
{
    if (side.results.empty())
        return {};
    const bool accuracy = of_accuracy(side.results);
    const auto measures = measures_of(side.results);
    const MeanInterval i = interval_of(measures, 1 / double(session_.question().sides.front().setup.folds - 1));
    const QString mean = fold_measure_text(i.mean, accuracy);
    if (!std::isfinite(i.half))
        return tr("%1: %2, one fold").arg(shown(side.name), mean);
    const QString half = fold_measure_text(i.half, accuracy);
    return accuracy ? tr("%1: test accuracy %2 ± %3 (95% interval, %n fold(s))", nullptr, int(i.count)).arg(shown(side.name), mean, half)
                    : tr("%1: test loss %2 ± %3 (95% interval, %n fold(s))", nullptr, int(i.count)).arg(shown(side.name), mean, half);
}

/// Of the folds that both have.
QString FoldsPage::verdict() const
{
    const auto& judged = session_.judged();
    if (judged.size() < 2 || !session_.complete())
        return {};
    const bool accuracy = of_accuracy(judged[0].results);
    const double tested = 1 / double(session_.question().sides.front().setup.folds - 1);
    const Comparison c = compare(measures_of(judged[0].results), measures_of(judged[1].results), accuracy, tested);
    return tr("%1 (p = %2).").arg(shown(sentence_of(c, judged[0].name, judged[1].name, accuracy)), QString::number(c.probability, 'g', 2));
}

void FoldsPage::refresh_results()
{
    const auto& judged = session_.judged();
    const bool any = !judged.empty() && !judged.front().results.empty();
    below_->setCurrentIndex(any ? 1 : 0);
    for (std::size_t side = 0; side < 2; ++side) {
        results_[side]->setText(side < judged.size() ? interval_words(judged[side]) : QString());
        results_[side]->setVisible(!results_[side]->text().isEmpty());
    }
    verdict_->setText(verdict());
    verdict_->setVisible(!verdict_->text().isEmpty());
    model_->show(judged);
    table_->resizeColumnsToContents();
}

void FoldsPage::retranslate()
{
    const QString titles[] = {tr("Folds"), tr("Repeats"), tr("Epochs each"), tr("Compare with")};
    const QString tips[] = {tr("Into how many parts the rows are cut"), tr("How often, each time with other parts and another seed"), tr("Empty: as many as the recipe says"),
                            tr("A run, or the file of another project, that is judged on the same folds")};
    QWidget* const fields[] = {folds_, repeats_, epochs_, other_};
    for (std::size_t i = 0; i < std::size(titles); ++i) {
        titles_[i]->setText(titles[i]);
        fields[i]->setAccessibleName(titles[i]);
        fields[i]->setToolTip(tips[i]);
    }
    epochs_->setPlaceholderText(tr("as the recipe"));
    fresh_->setText(tr("Begin anew"));
    fresh_->setToolTip(tr("New folds, also where the same was asked before"));
    table_->setAccessibleName(tr("Folds"));
    fill_others();
}

void FoldsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace loom
