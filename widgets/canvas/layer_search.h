#pragma once
#include "canvas/pick_list.h"
#include "schema/types.h"

#include <functional>

namespace loom {

/// Search-to-add: the layers that match and fit.
class LayerSearch : public PickList {
    Q_OBJECT
public:
    explicit LayerSearch(QWidget* canvas);
    /// Only layers that `fits` says yes to.
    void open(QPoint at, std::function<bool(const LayerType&)> fits);

signals:
    void chosen(const loom::LayerType*);

protected:
    QList<Row> rows(const QString& query) const override;
    QString nothing(const QString& query) const override;
    void picked(const QVariant&) override;

private:
    std::function<bool(const LayerType&)> fits_;
};

} // namespace loom
