#pragma once
#include "bridge/folds_session.h"

#include <QAbstractTableModel>

namespace loom {

/// "97.20%", or a loss in four digits.
QString fold_measure_text(double measure, bool accuracy);

/// One row per fold of a repeat: what it was judged at, of two sides that are compared both and how much the second is better; time and run.
class FoldModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(const std::vector<FoldsSession::Judged>&);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

private:
    enum What { Repeat, Fold, First, Second, Difference, Time, Run };
    /// Of one side alone, some are missing.
    What what(int column) const;
    /// Of a side in a row; null where it is not there yet.
    const FoldResult* result(std::size_t side, int row) const;

    std::vector<FoldsSession::Judged> judged_;
    bool accuracy_ = false;
};

} // namespace loom
