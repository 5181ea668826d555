#pragma once
#include "bridge/graph_document.h"
#include "canvas/pick_list.h"
#include "theme/search.h"

namespace loom {

/// Finds a unit by its name, in both languages, by pinyin and its initials: those of the project, then those that come
/// with the program.
class UnitSearch : public PickList {
    Q_OBJECT
public:
    UnitSearch(GraphDocument&, QWidget* canvas);
    void open(QPoint at);

signals:
    /// "unit N" of the project, or "kit ID".
    void chosen(const QString& which);

protected:
    QList<Row> rows(const QString& query) const override;
    QString nothing(const QString& query) const override;
    void picked(const QVariant& value) override { Q_EMIT chosen(value.toString()); }

private:
    struct Entry {
        QString which, name;
        SearchTerms terms;
        Category category;
    };
    GraphDocument& graph_;
    std::vector<Entry> entries_;
};

} // namespace loom
