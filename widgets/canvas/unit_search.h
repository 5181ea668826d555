#pragma once
#include "bridge/units.h"
#include "canvas/pick_list.h"

namespace loom {

/// Finds a unit by its name, in both languages, by pinyin and its initials.
class UnitSearch : public PickList {
    Q_OBJECT
public:
    explicit UnitSearch(QWidget* canvas) : PickList(canvas) {}
    void open(QPoint at, std::vector<UnitPtr> units);

signals:
    void chosen(const loom::Addable&);

protected:
    QList<Row> rows(const QString& query) const override;
    QString nothing(const QString& query) const override;
    void picked(const QVariant& value) override { Q_EMIT chosen(Addable(value.value<UnitPtr>())); }

private:
    std::vector<UnitPtr> units_;
};

} // namespace loom
