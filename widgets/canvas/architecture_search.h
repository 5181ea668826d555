#pragma once
#include "canvas/architecture_shelf.h"
#include "canvas/pick_list.h"

namespace loom {

/// Finds an architecture by its name and by what it is for, in both languages, by pinyin and its initials; those that fit the
/// data first.
class ArchitectureSearch : public PickList {
    Q_OBJECT
public:
    explicit ArchitectureSearch(QWidget* canvas);
    /// Without data nothing is said of what fits; with data, a network made for it is offered too.
    void open(QPoint at, const DataFacts*);
    const ArchitectureShelf& shelf() const { return shelf_; }

signals:
    void chosen(const loom::Architecture&);
    void suggestion_wanted();

protected:
    QList<Row> rows(const QString& query) const override;
    QString nothing(const QString& query) const override;
    void picked(const QVariant&) override;

private:
    ArchitectureShelf shelf_;
    bool with_data_ = false;
};

} // namespace loom
