#include "evaluate/row_table.h"

#include "theme/language.h"
#include "theme/numbers.h"

namespace loom {

static constexpr int own_columns = 3; // Row, P(predicted), P(true).

void RowTableModel::set_samples(std::vector<JudgedSample> samples, std::shared_ptr<const Dataset> dataset, bool numbers)
{
    beginResetModel();
    samples_ = std::move(samples);
    dataset_ = std::move(dataset);
    numbers_ = numbers;
    endResetModel();
}

int RowTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !dataset_ ? 0 : own_columns + int(dataset_->table().columns.size());
}

QVariant RowTableModel::data(const QModelIndex& i, int role) const
{
    const JudgedSample& s = samples_[std::size_t(i.row())];
    const Column* column = i.column() < own_columns ? nullptr : &dataset_->table().columns[std::size_t(i.column() - own_columns)];
    const bool number = !column || column->type == ColumnType::Number || column->type == ColumnType::Integer;
    if (role == Qt::TextAlignmentRole)
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (i.column()) {
    case 0: return QString::number(s.row + 1);
    case 1: return numbers_ ? measure_text(double(s.predicted)) : percent_text(double(s.predicted));
    case 2: return numbers_ ? measure_text(double(s.truth)) : percent_text(double(s.truth));
    default: {
        QString text = column->missing(s.row) ? QStringLiteral("–") : shown(column->text(s.row));
        if (number && text.startsWith(QLatin1Char('-')))
            text[0] = QChar(0x2212);
        return text;
    }
    }
}

QVariant RowTableModel::headerData(int section, Qt::Orientation o, int role) const
{
    if (o != Qt::Horizontal || !dataset_)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section < own_columns ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case 0: return tr("Row");
    case 1: return numbers_ ? tr("Predicted") : tr("P(predicted)");
    case 2: return numbers_ ? tr("True") : tr("P(true)");
    default: return shown(dataset_->table().columns[std::size_t(section - own_columns)].name);
    }
}

} // namespace loom
