#include "studies/fold_table.h"

#include "theme/language.h"
#include "theme/numbers.h"

#include <algorithm>
#include <cmath>

namespace loom {

QString fold_measure_text(double measure, bool accuracy)
{
    return !std::isfinite(measure) ? QStringLiteral("–") : accuracy ? percent_text(measure, 2) : measure_text(measure);
}

static double measure_of(const FoldResult& r, bool accuracy) { return accuracy ? r.test_accuracy : r.test_loss; }

void FoldModel::show(const std::vector<FoldsSession::Judged>& judged)
{
    beginResetModel();
    judged_ = judged;
    accuracy_ = !judged_.empty() && of_accuracy(judged_.front().results);
    endResetModel();
}

int FoldModel::rowCount(const QModelIndex& parent) const { return parent.isValid() || judged_.empty() ? 0 : int(judged_.front().results.size()); }

int FoldModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : judged_.size() == 2 ? 7 : 5; }

FoldModel::What FoldModel::what(int column) const { return What(judged_.size() == 2 || column < Second ? column : column + 2); }

const FoldResult* FoldModel::result(std::size_t side, int row) const
{
    return side < judged_.size() && row < std::ssize(judged_[side].results) ? &judged_[side].results[std::size_t(row)] : nullptr;
}

QVariant FoldModel::data(const QModelIndex& i, int role) const
{
    const What asked = what(i.column());
    if (role == Qt::TextAlignmentRole)
        return int((asked == Run ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const FoldResult *first = result(0, i.row()), *second = result(1, i.row());
    const double by = first && second ? measure_of(*second, accuracy_) - measure_of(*first, accuracy_) : NAN;
    switch (asked) {
    case Repeat: return QString::number(first->repeat);
    case Fold: return QString::number(first->fold);
    case First: return fold_measure_text(measure_of(*first, accuracy_), accuracy_);
    case Second: return second ? fold_measure_text(measure_of(*second, accuracy_), accuracy_) : QStringLiteral("–");
    case Difference: return std::isfinite(by) ? (by < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + fold_measure_text(std::abs(by), accuracy_) : QStringLiteral("–");
    case Time: return duration_text(first->seconds + (second ? second->seconds : 0));
    case Run: return shown(second ? first->run + ", " + second->run : first->run);
    }
    return {};
}

QVariant FoldModel::headerData(int section, Qt::Orientation o, int role) const
{
    if (o != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole && role != Qt::ToolTipRole))
        return {};
    const What asked = what(section);
    if (role == Qt::TextAlignmentRole)
        return int((asked == Run ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const bool two = judged_.size() == 2;
    switch (asked) {
    case Repeat: return tr("Repeat");
    case Fold: return tr("Fold");
    case First: return two ? shown(judged_[0].name) : accuracy_ ? tr("Test accuracy") : tr("Test loss");
    case Second: return shown(judged_[1].name);
    case Difference: return tr("Difference");
    case Time: return tr("Time");
    case Run: return tr("Run");
    }
    return {};
}

} // namespace loom
