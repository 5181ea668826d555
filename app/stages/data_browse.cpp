// What is seen of the data: its rows, the form of a step, the proposal.
#include "stages/data_stage.h"

#include "data/audit.h"
#include "data/row_filter.h"
#include "datasets/detail_panel.h"
#include "datasets/label_strip.h"
#include "datasets/row_query.h"
#include "datasets/step_editor.h"
#include "datasets/table_view.h"
#include "schema/boxes.h"
#include "stages/data_audit.h"
#include "stages/data_sources.h"
#include "stages/data_steps.h"
#include "stages/suggestion_panel.h"
#include "theme/controls.h"
#include "theme/language.h"

#include <QApplication>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace loom {

// --- Steps -----------------------------------------------------------------------------------------------------------

void DataStage::edit_step(const PreparationStep& step, int place)
{
    if (!data_)
        return;
    close_proposal();
    edited_list_ = session_.graph().document().data().steps;
    detail_->hide();
    editor_line_->show();
    editor_->open(data_, edited_list_, std::size_t(place), step);
    left_->steps().set_opened(place < int(edited_list_.size()) ? place : -1);
    editor_->take_focus();
}

/// The list changed under the form (undo, a drag): it goes where its step went, or closes with it.
void DataStage::follow_steps()
{
    const auto& list = session_.graph().document().data().steps;
    if (!editor_->is_open() || list == edited_list_)
        return;
    std::size_t place = list.size();
    if (!editor_->is_new()) {
        const PreparationStep& edited = edited_list_[editor_->place()];
        const auto at = std::ranges::find(list, edited);
        if (at == list.end() && (list.size() != edited_list_.size() || list[editor_->place()].type != edited.type))
            return close_editor();
        place = at == list.end() ? editor_->place() : std::size_t(at - list.begin());
    }
    edited_list_ = list;
    editor_->set_data(data_, list, place);
    left_->steps().set_opened(editor_->is_new() ? -1 : int(place));
}

void DataStage::close_editor()
{
    if (!editor_->is_open())
        return;
    const bool had_focus = editor_->isAncestorOf(QApplication::focusWidget()) || editor_->hasFocus();
    editor_->close_it();
    editor_line_->hide();
    detail_->show();
    left_->steps().set_opened(-1);
    if (had_focus)
        left_->steps().focus_list();
}

void DataStage::show_rows(const std::vector<std::uint32_t>& rows, const QString& why)
{
    only_rows_ = rows;
    only_->setToolTip(why);
    only_->show();
    shown_part_->set_current(0);
    left_->choose_class(-1);
    condition_->clear();
    filter();
}

void DataStage::show_all_rows()
{
    only_rows_.clear();
    only_->hide();
    filter();
}

void DataStage::show_badge()
{
    Q_EMIT badge_changed((session_.data().error() ? 1 : 0) + right_->errors());
}

void DataStage::filter()
{
    look_up(false);
}

void DataStage::sort(const std::optional<RowSort>& by)
{
    if (by == sort_)
        return;
    sort_ = by;
    look_up(true);
}

/// `keep_choice`: the chosen rows stay chosen, wherever they are now.
void DataStage::look_up(bool keep_choice)
{
    if (!data_)
        return;
    if (sort_ && !data_->table().find(sort_->column))
        sort_.reset();
    RowQuery query{.condition = condition_->text().trimmed().toStdString(), .label = left_->chosen_class(), .only = only_rows_, .sort = sort_};
    if (!parse_condition())
        query.condition.clear(); // What is not understood hides nothing.
    const int shown = shown_part_->current() - 1;
    query.edited = shown == 3;
    if (shown >= 0 && !query.edited)
        query.part = Part(shown);
    looking_.start();
    const bool everything = query.is_all();
    if (everything && !query.sort) {
        finder_.cancel();
        return take_rows(RowOrder::all(data_->table().rows), keep_choice);
    }
    finder_.start<RowOrder>([data = data_, query = std::move(query)](Progress& progress) { return find_rows(*data, query, progress); },
                            [this, keep_choice](RowOrder rows) { take_rows(std::move(rows), keep_choice); });
    if (sort_ && everything)
        QTimer::singleShot(quiet_ms, this, [this] {
            if (finder_.busy() && looking_.elapsed() >= quiet_ms)
                count_->setText(tr("Sorting the rows…"));
        });
}

void DataStage::take_rows(RowOrder rows, bool keep_choice)
{
    const auto show = [this](RowOrder order, RowChoice choice) {
        rows_->set_rows(std::move(order), std::move(choice));
        table_->set_sort(sort_);
        show_sort();
        show_count();
    };
    if (!keep_choice || rows_->choice().empty())
        return show(std::move(rows), {});
    finder_.start<RowChoice>(
        [choice = rows_->choice(), before = rows_->rows(), rows](Progress& progress) { return followed(choice, before, rows, progress); },
        [this, show, rows, choice = rows_->choice()](RowChoice now) {
            if (rows_->choice() != choice) // Other rows were chosen meanwhile.
                return take_rows(rows, true);
            show(rows, std::move(now));
        });
}

void DataStage::show_sort()
{
    const auto& by = table_->sort();
    sorted_->setVisible(by && views_->currentIndex() == 0);
    if (!by)
        return;
    const QString column = QString::fromStdString(by->column);
    sorted_->setText((by->descending ? tr("%1, descending") : tr("%1, ascending")).arg(sorted_->fontMetrics().elidedText(column, Qt::ElideRight, 160)));
    sorted_->setToolTip(tr("Sorted by %1. Show the rows as in the file.").arg(column));
}

/// Whether it is one. What is wrong with it takes room from the rows: not at every key.
bool DataStage::parse_condition()
{
    const auto condition = RowFilter::parse(condition_->text().trimmed().toStdString(), data_->table());
    const QString sentence = condition ? QString() : shown(condition.error().message) + QLatin1Char(' ') + shown(condition.error().hint);
    set_field_error(condition_, sentence);
    condition_error_->setText(sentence);
    if (!sentence.isEmpty()) {
        if (!condition_error_->isVisible())
            pause_.start();
        return false;
    }
    pause_.stop();
    condition_error_->hide();
    condition_->setToolTip(tr("Conditions such as: city = Paris and age < 30"));
    return true;
}

void DataStage::show_count()
{
    const qint64 all = qint64(data_->table().rows), some = rows_->size();
    const bool pictures = data_->encoder().pictures();
    count_->setText(is_glance() ? tr("First %1 rows; the rest is being read").arg(counted(all))
                    : some != all ? tr("%1 of %2").arg(counted(some), counted(all))
                    : pictures  ? tr("%1 pictures").arg(counted(all))
                                : tr("%1 rows").arg(counted(all)));
    const QString aside = counted(qint64(data_->table().bad_row_count));
    set_facts((pictures ? tr("%1 pictures, %2 set aside") : tr("%1 rows, %2 set aside")).arg(counted(all), aside) +
              QStringLiteral("     ") + tr("Source files are never changed"));
}

void DataStage::measure_columns()
{
    statistician_.start<std::vector<ColumnStatistics>>(
        [data = data_](Progress& progress) {
            std::vector<ColumnStatistics> all;
            for (const Column& c : data->table().columns)
                if (!progress.cancelled)
                    all.push_back(statistics(c));
            return all;
        },
        [this](std::vector<ColumnStatistics> all) { show_statistics(std::move(all)); });
}

void DataStage::show_statistics(std::vector<ColumnStatistics> all)
{
    statistics_ = std::move(all);
    table_->set_statistics(statistics_);
    audit_data();
    // The first column of numbers that something can be learned from shows the most.
    int first = 0;
    for (std::size_t c = statistics_.size(); c-- > 0;)
        if (!statistics_[c].histogram.empty() && data_->table().columns[c].name != data_->target())
            first = int(c);
    table_->set_current_column(first);
}

void DataStage::audit_data()
{
    if (is_glance())
        return;
    auditor_.start<std::vector<DataFinding>>(
        [data = data_, statistics = statistics_](Progress& progress) {
            return audit(data->table(), data.get(), statistics, {}, allowed_processors(), &progress);
        },
        [this](std::vector<DataFinding> found) { right_->set_findings(std::move(found)); });
}

void DataStage::show_current(int index)
{
    if (data_ && index >= 0)
        right_->show_sample(rows_->rows()[std::size_t(index)], rows_->look(rows_->rows()[std::size_t(index)]));
}

void DataStage::show_choice()
{
    strip_->setVisible(rows_->chosen_count() > 0);
    const RowLook look = rows_->current() < 0 ? RowLook{} : rows_->look(rows_->rows()[std::size_t(rows_->current())]);
    strip_->show_choice(rows_->chosen_count(), look.label, look.excluded, look.note);
}

void DataStage::show_looks()
{
    if (!data_)
        return;
    strip_->set_target(QString::fromStdString(data_->target()), class_names(), given_kind(data_->facts()));
    show_choice();
    if (rows_->current() >= 0)
        right_->renew_sample(rows_->look(rows_->rows()[std::size_t(rows_->current())]));
}

QStringList DataStage::class_names() const
{
    QStringList names;
    if (holds_boxes(data_->facts())) // A row is of none of them as a whole.
        return names;
    for (const std::string& name : data_->facts().classes)
        names << QString::fromStdString(name);
    return names;
}

void DataStage::show_column(int column)
{
    view_->set_current(1);
    views_->setCurrentIndex(1);
    tile_box_->setVisible(false);
    table_->set_current_column(column);
}

// --- Suggestion ------------------------------------------------------------------------------------------------------

void DataStage::suggest()
{
    if (!data_ || session_.data().error())
        return;
    close_editor();
    detail_->hide();
    editor_line_->show();
    proposal_->open(data_, right_->findings());
}

void DataStage::close_proposal()
{
    if (!proposal_->is_open())
        return;
    const bool had_focus = proposal_->isAncestorOf(QApplication::focusWidget()) || proposal_->hasFocus();
    proposal_->close_it();
    editor_line_->hide();
    detail_->show();
    if (had_focus)
        left_->focus_suggestion();
}

} // namespace loom
