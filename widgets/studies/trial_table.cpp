#include "studies/trial_table.h"

#include "studies/study_table.h"
#include "theme/language.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <cmath>

namespace loom {

void TrialModel::show_trials(const Document& document, const Space& space, const std::vector<Trial>& trials, std::int64_t trained)
{
    beginResetModel();
    document_ = document;
    space_ = space;
    trials_ = trials;
    trained_ = trained;
    by_accuracy_ = is_by_accuracy(trials_);
    timed_ = has_latencies(trials_);
    endResetModel();
}

const Trial* TrialModel::trial(int row) const { return row >= 0 && row < int(trials_.size()) ? &trials_[std::size_t(row)] : nullptr; }

int TrialModel::row_of(std::int64_t trial) const
{
    const auto at = std::ranges::find(trials_, trial, &Trial::number);
    return at == trials_.end() ? -1 : int(at - trials_.begin());
}

int TrialModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : FirstSetting + int(space_.dimensions.size()) + (timed_ ? 5 : 4); }

int TrialModel::after_settings(int column) const
{
    const int at = column - FirstSetting - int(space_.dimensions.size());
    return at >= Prediction && !timed_ ? at + 1 : at;
}

QVariant TrialModel::data(const QModelIndex& i, int role) const
{
    const Trial& t = trials_[std::size_t(i.row())];
    const int c = i.column(), after = after_settings(c);
    if (role == Qt::TextAlignmentRole)
        return int((c == State || after == Run ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && c == State && !t.reason.empty())
        return shown(t.reason);
    if (role == Qt::ToolTipRole && after == Prediction && !t.note.empty())
        return shown(t.note);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const bool told = role == Qt::DisplayRole;
    const double result = result_of(t, by_accuracy_);
    if (c == Number)
        return told ? QVariant(QString::number(t.number)) : QVariant(qint64(t.number));
    if (c == State)
        return shown(state_text(t.state, t.number == trained_));
    if (c == Result) // Without a result: below the worst.
        return told ? QVariant(result_text(result, by_accuracy_)) : QVariant(std::isfinite(result) ? t.goal : 1e300);
    if (after < 0) {
        const auto k = std::size_t(c - FirstSetting);
        return told ? QVariant(value_text_of(document_, space_.dimensions[k], t.candidate.at(k))) : QVariant(t.candidate.at(k));
    }
    switch (after) {
    case Epochs: return told ? QVariant(QString::number(t.epochs)) : QVariant(qint64(t.epochs));
    case Parameters: return told ? QVariant(counted(t.parameters)) : QVariant(qint64(t.parameters));
    case Prediction: return told ? QVariant(t.note.empty() ? latency_text(t.latency_ms) : tr("not measured")) : QVariant(std::isfinite(t.latency_ms) ? t.latency_ms : 1e300);
    case Time: return told ? QVariant(duration_text(t.seconds)) : QVariant(t.seconds);
    default: return shown(t.run);
    }
}

QVariant TrialModel::headerData(int section, Qt::Orientation o, int role) const
{
    if (o != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole && role != Qt::ToolTipRole))
        return {};
    const int after = after_settings(section);
    if (role == Qt::TextAlignmentRole)
        return int((section == State || after == Run ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    switch (section) {
    case Number: return tr("Trial");
    case State: return tr("State");
    case Result: return result_title(by_accuracy_);
    default: break;
    }
    if (after < 0)
        return title_of(document_, space_.dimensions[std::size_t(section - FirstSetting)]);
    const QString titles[] = {tr("Epochs"), tr("Parameters"), tr("Prediction"), tr("Time"), tr("Run")};
    return titles[std::size_t(after)];
}

TrialTable::TrialTable()
{
    model_ = new TrialModel(this);
    sorted_ = new QSortFilterProxyModel(this);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(TrialModel::SortRole);
    setModel(sorted_);
    set_up_study_table(this);
    setSortingEnabled(true);
    sortByColumn(TrialModel::Result, Qt::AscendingOrder); // The best first.
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const Trial* t = now.isValid() ? model_->trial(sorted_->mapToSource(now).row()) : nullptr; t && !quiet_)
            Q_EMIT chosen(t->number);
    });
}

void TrialTable::show_trials(const Document& document, const Space& space, const std::vector<Trial>& trials, std::int64_t trained)
{
    const Trial* now = currentIndex().isValid() ? model_->trial(sorted_->mapToSource(currentIndex()).row()) : nullptr;
    const std::int64_t chosen_trial = now ? now->number : 0;
    const int columns = model_->columnCount();
    model_->show_trials(document, space, trials, trained);
    setAccessibleName(tr("Trials"));
    if (columns != model_->columnCount() || trials.size() == 1)
        resizeColumnsToContents();
    set_current(chosen_trial);
}

void TrialTable::set_current(std::int64_t trial)
{
    quiet_ = true;
    const int row = model_->row_of(trial);
    if (row < 0)
        clearSelection();
    else
        selectRow(sorted_->mapFromSource(model_->index(row, 0)).row());
    quiet_ = false;
}

} // namespace loom
