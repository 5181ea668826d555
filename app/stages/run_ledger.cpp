#include "stages/run_ledger.h"

#include "runs/run_table.h"
#include "stages/run_diff.h"
#include "theme/controls.h"
#include "theme/language.h"
#include "train/bring_back.h"
#include "train/kept_states.h"
#include "train/tensorboard.h"

#include <QActionGroup>
#include <QEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace loom {

RunLedger::RunLedger(Session& session, RunTableModel& model) : session_(session), model_(model)
{
    auto* lines = column(this);
    head_ = new PanelHead;
    filter_ = new SearchField("filter");
    filter_->setFixedWidth(150);
    group_ = button({}, "list", "small");
    group_->setObjectName(QStringLiteral("runs-group"));
    compare_ = button({}, "compare", "small");
    compare_->setObjectName(QStringLiteral("runs-compare"));
    columns_ = button({}, "table", "small");
    export_ = button({}, "export", "small");
    export_->setObjectName(QStringLiteral("runs-export"));
    auto* tools = new QWidget;
    auto* tool_row = row(tools, 8);
    for (QWidget* w : {static_cast<QWidget*>(filter_), static_cast<QWidget*>(compare_), static_cast<QWidget*>(group_), static_cast<QWidget*>(columns_), static_cast<QWidget*>(export_)})
        tool_row->addWidget(w);
    head_->add(tools);
    table_ = new RunTable(model_);
    table_->setObjectName(QStringLiteral("run-table"));
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    lines->addWidget(head_);
    lines->addWidget(table_, 1);

    connect(filter_, &QLineEdit::textChanged, table_, &RunTable::set_filter);
    connect(compare_, &QPushButton::clicked, this, &RunLedger::compare);
    connect(columns_, &QPushButton::clicked, this, [this] {
        QMenu menu;
        table_->fill_columns_menu(menu);
        menu.exec(columns_->mapToGlobal(QPoint(0, columns_->height())));
    });
    connect(group_, &QPushButton::clicked, this, [this] {
        using Grouping = RunTableModel::Grouping;
        QMenu menu;
        auto* one = new QActionGroup(&menu);
        const std::pair<Grouping, QString> all[] = {{Grouping::None, tr("No groups")}, {Grouping::Tag, tr("By tag")}, {Grouping::Seed, tr("Runs that differ in the seed alone")},
                                                    {Grouping::Device, tr("By device")}, {Grouping::Data, tr("By version of the data")}};
        for (const auto& [grouping, text] : all) {
            QAction* a = one->addAction(menu.addAction(text));
            a->setCheckable(true);
            a->setChecked(model_.grouping() == grouping);
            connect(a, &QAction::triggered, this, [this, g = grouping] { table_->set_grouping(g); });
        }
        menu.exec(group_->mapToGlobal(QPoint(0, group_->height())));
    });
    connect(export_, &QPushButton::clicked, this, &RunLedger::show_export_menu);
    connect(&writer_, &Worker::busy_changed, this, &RunLedger::refresh);
    connect(&writer_, &Worker::refused, this, &RunLedger::failed);
    connect(table_, &RunTable::selection_changed, this, &RunLedger::refresh);
    connect(table_, &QWidget::customContextMenuRequested, this, &RunLedger::show_menu);
    connect(&model_, &RunTableModel::failed, this, &RunLedger::failed);
    retranslate();
    refresh();
}

void RunLedger::set_count(const QString& count) { head_->set_count(count); }

void RunLedger::tell(const Status& done)
{
    if (!done)
        Q_EMIT failed(done.error());
}

void RunLedger::refresh()
{
    compare_->setEnabled(table_->selected_runs().size() == 2);
    export_->setEnabled(!writer_.busy());
}

void RunLedger::compare()
{
    auto runs = table_->selected_runs();
    if (runs.size() != 2)
        return;
    // What was there first is compared with; a baseline always is.
    const auto place = [this](const std::string& name) {
        const auto& all = session_.run_list().records();
        const auto at = std::ranges::find(all, name, &RunRecord::name);
        return std::pair(at == all.end() || !at->baseline, all.end() - at);
    };
    std::ranges::sort(runs, {}, place);
    const RunRecord *before = session_.run_list().find(runs[0]), *after = session_.run_list().find(runs[1]);
    if (!before || !after)
        return;
    auto* dialog = new RunDiff(session_, *before, *after, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void RunLedger::bring_back(const std::string& run)
{
    if (const RunRecord* r = session_.run_list().find(run))
        session_.graph().perform(Message(LOOM_TEXT("Bring back %1"), utf8(RunList::title_of(*r))), bringing_back(session_.graph().document(), *r));
}

void RunLedger::edit_tags(const std::vector<std::string>& runs)
{
    std::vector<std::string> common;
    for (std::size_t n = 0; n < runs.size(); ++n) {
        const RunRecord* r = session_.run_list().find(runs[n]);
        if (!r)
            return;
        if (n == 0)
            common = r->notes.tags;
        std::erase_if(common, [&](const std::string& tag) { return std::ranges::find(r->notes.tags, tag) == r->notes.tags.end(); });
    }
    bool accepted = false;
    const QString title = runs.size() == 1 ? session_.run_list().title_of(runs.front()) : tr("%n run(s)", nullptr, int(runs.size()));
    const QString text = QInputDialog::getText(this, title, tr("Tags, with commas between them"), QLineEdit::Normal, shown(tags_text(common)), &accepted);
    if (!accepted)
        return;
    const auto wanted = tags_in(utf8(text));
    tell(session_.run_list().change_notes(runs, [&](RunNotes& notes) {
        std::erase_if(notes.tags, [&](const std::string& tag) {
            return std::ranges::find(common, tag) != common.end() && std::ranges::find(wanted, tag) == wanted.end();
        });
        for (const std::string& tag : wanted)
            if (std::ranges::find(notes.tags, tag) == notes.tags.end())
                notes.tags.push_back(tag);
    }));
}

void RunLedger::edit_note(const std::string& run)
{
    const RunRecord* r = session_.run_list().find(run);
    if (!r)
        return;
    bool accepted = false;
    const QString text = QInputDialog::getMultiLineText(this, RunList::title_of(*r), tr("Note"), shown(r->notes.note), &accepted);
    if (accepted)
        tell(session_.run_list().change_notes({run}, [&](RunNotes& notes) { notes.note = utf8(text); }));
}

/// Of a run that keeps states; one that has not ended is resumed.
void RunLedger::add_continuing(QMenu& menu, const RunRecord& run)
{
    if (kept_states(session_.run_list().store().folder(run.name)).empty())
        return;
    if (run.state == RunRecord::State::Finished || run.state == RunRecord::State::Stopped)
        menu.addAction(tr("One more epoch"), this, [this, name = run.name] { Q_EMIT continue_wanted({name}, 1); });
    menu.addAction(tr("Continue from a checkpoint…"), this, [this, name = run.name] { choose_state(name); });
}

void RunLedger::choose_state(const std::string& run)
{
    std::vector<KeptState> states = kept_states(session_.run_list().store().folder(run));
    if (states.empty())
        return; // Another program has trained it anew since the menu was opened.
    std::ranges::reverse(states); // The newest first.
    QStringList words;
    for (const KeptState& state : states) {
        const Milestone& m = state.at;
        const QString place = m.between_epochs() ? tr("Epoch %1").arg(counted(m.epoch)) : tr("Epoch %1, step %2").arg(counted(m.epoch + 1), counted(m.step));
        words += tr("%1 · %2").arg(place, bytes_text(double(state.bytes)));
    }
    QInputDialog dialog(this);
    dialog.setWindowTitle(session_.run_list().title_of(run));
    dialog.setLabelText(tr("A new run goes on from there, with the network and the recipe that the project has now.\nThis one stays as it is."));
    dialog.setOption(QInputDialog::UseListViewForComboBoxItems);
    dialog.setComboBoxItems(words);
    dialog.setTextValue(words.front());
    dialog.setOkButtonText(tr("Continue"));
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (const qsizetype chosen = words.indexOf(dialog.textValue()); chosen >= 0) {
        const Milestone& m = states[std::size_t(chosen)].at;
        Q_EMIT continue_wanted({run, m.epoch, m.step}, 0);
    }
}

void RunLedger::show_menu(QPoint at)
{
    const auto runs = table_->selected_runs();
    const auto current = table_->current_run();
    const RunRecord* r = current ? session_.run_list().find(*current) : nullptr;
    if (runs.empty() || !r)
        return;
    const bool one = runs.size() == 1, live = model_.is_live(*r);
    const std::string name = *current;
    QMenu menu;
    if (one && r->can_go_on() && !live && !session_.training().active())
        menu.addAction(tr("Resume"), this, [this, name] { Q_EMIT resume_wanted(shown(name)); });
    if (one && !live && !session_.training().active() && !session_.studies())
        add_continuing(menu, *r);
    menu.addAction(tr("Rename…"), this, [this, name] { table_->edit_run(name, RunTableModel::Name); })->setEnabled(one);
    menu.addAction(tr("Tags…"), this, [this, runs] { edit_tags(runs); });
    menu.addAction(tr("Note…"), this, [this, name] { edit_note(name); })->setEnabled(one);
    menu.addAction(r->baseline ? tr("No longer the baseline") : tr("Pin as baseline"), this,
                   [this, name, unpin = r->baseline] { tell(session_.run_list().pin_baseline(unpin ? std::string() : name)); })
        ->setEnabled(one);
    menu.addSeparator();
    menu.addAction(tr("Compare"), this, &RunLedger::compare)->setEnabled(runs.size() == 2);
    menu.addAction(tr("Bring back network, recipe and data"), this, [this, name] { bring_back(name); })->setEnabled(one && !session_.training().active());
    menu.addSeparator();
    QAction* bin = menu.addAction(tr("Move to bin"), this, [this, runs] { tell(session_.bin().move(runs)); });
    bin->setEnabled(std::ranges::none_of(runs, [this](const std::string& run) {
        const RunRecord* some = session_.run_list().find(run);
        return some && model_.is_live(*some);
    }) && !live);
    menu.exec(table_->viewport()->mapToGlobal(at));
}

void RunLedger::show_export_menu()
{
    QMenu menu;
    menu.addAction(tr("Table as CSV…"), this, &RunLedger::save_csv);
    menu.addAction(tr("Curves for TensorBoard…"), this, &RunLedger::choose_events_folder);
    menu.exec(export_->mapToGlobal(QPoint(0, export_->height())));
}

void RunLedger::choose_events_folder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Choose a folder for TensorBoard"));
    if (!folder.isEmpty())
        write_events(fs::path(folder.toStdU16String()));
}

void RunLedger::write_events(const fs::path& folder)
{
    std::vector<RunRecord> runs;
    for (const std::string& name : table_->selected_runs())
        if (const RunRecord* r = session_.run_list().find(name))
            runs.push_back(*r);
    for (int row = 0; row < model_.rowCount() && table_->selected_runs().empty(); ++row)
        if (const RunRecord* r = model_.run_at(row); r && std::ranges::find(runs, r->name, &RunRecord::name) == runs.end())
            runs.push_back(*r);
    writer_.start<Status>(
        [store = session_.run_list().store(), runs, folder](Progress& progress) -> Status {
            for (const RunRecord& run : runs)
                if (!progress.cancelled)
                    LOOM_TRY(write_tensorboard(store, run, folder));
            return Ok{};
        },
        [this](const Status& written) { tell(written); });
}

void RunLedger::save_csv()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save runs"), tr("runs") + QStringLiteral(".csv"), QStringLiteral("CSV (*.csv)"));
    if (!path.isEmpty())
        tell(write_file(fs::path(path.toStdString()), utf8(model_.values_text(QLatin1Char(',')))));
}

void RunLedger::retranslate()
{
    head_->set_title(tr("Runs"));
    filter_->setPlaceholderText(tr("Filter runs"));
    filter_->setAccessibleName(tr("Filter runs"));
    group_->setText(tr("Group"));
    compare_->setText(tr("Compare"));
    compare_->setToolTip(tr("Choose two runs, with Ctrl for the second, and see what differs between them"));
    columns_->setText(tr("Columns"));
    export_->setText(tr("Export"));
    table_->setAccessibleName(tr("Runs"));
}

void RunLedger::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace loom
