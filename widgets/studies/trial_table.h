#pragma once
#include "studies/study_words.h"

#include <QAbstractTableModel>
#include <QTableView>

class QSortFilterProxyModel;

namespace loom {

/// One row per trial: number, state, result, the varied settings, epochs, parameters, one prediction where it was measured,
/// time, run.
class TrialModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, State, Result, FirstSetting };
    static constexpr int SortRole = Qt::UserRole; // Numbers sort as such.
    using QAbstractTableModel::QAbstractTableModel;
    /// `trained`: the number of the trial in progress; 0: none.
    void show_trials(const Document&, const Space&, const std::vector<Trial>&, std::int64_t trained);
    const Trial* trial(int row) const;
    int row_of(std::int64_t trial) const;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(trials_.size()); }
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

private:
    Document document_;
    Space space_;
    std::vector<Trial> trials_;
    std::int64_t trained_ = 0;
    bool by_accuracy_ = false, timed_ = false; // timed_: with a column for predictions.
    enum After { Epochs, Parameters, Prediction, Time, Run }; // Behind the settings.
    /// Below Epochs: one of the settings, or a column in front of them.
    int after_settings(int column) const;
};

/// The trials as a table that sorts. The chosen row follows its trial.
class TrialTable : public QTableView {
    Q_OBJECT
public:
    TrialTable();
    void show_trials(const Document&, const Space&, const std::vector<Trial>&, std::int64_t trained);
    /// 0: none. Tells nobody.
    void set_current(std::int64_t trial);

signals:
    void chosen(qint64 trial);

private:
    TrialModel* model_;
    QSortFilterProxyModel* sorted_;
    bool quiet_ = false;
};

} // namespace loom
