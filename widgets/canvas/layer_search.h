#pragma once
#include "bridge/units.h"
#include "canvas/pick_list.h"

#include <functional>

namespace loom {

/// Search-to-add: the layers and units that match and fit.
class LayerSearch : public PickList {
    Q_OBJECT
public:
    explicit LayerSearch(QWidget* canvas);
    /// Only what `fits` says yes to.
    void open(QPoint at, std::vector<UnitPtr> units, std::function<bool(const Addable&)> fits);

signals:
    void chosen(const loom::Addable&);

protected:
    QList<Row> rows(const QString& query) const override;
    QString nothing(const QString& query) const override;
    void picked(const QVariant&) override;

private:
    std::vector<UnitPtr> units_; // That fit.
    std::function<bool(const Addable&)> fits_;
};

} // namespace loom
