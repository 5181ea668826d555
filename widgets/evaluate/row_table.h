#pragma once
#include "data/dataset.h"
#include "evaluate/sample_grid.h"

#include <QAbstractTableModel>

#include <memory>

namespace loom {

/// The rows of the chosen cell, for data that are no pictures: the most confident errors first, with the probabilities of
/// the answer and of the right class (for numbers the two values), then the row's own columns.
class RowTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void set_samples(std::vector<JudgedSample>, std::shared_ptr<const Dataset>, bool numbers);
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(samples_.size()); }
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

private:
    std::vector<JudgedSample> samples_;
    std::shared_ptr<const Dataset> dataset_;
    bool numbers_ = false;
};

} // namespace loom
