#pragma once
#include "bridge/graph_document.h"
#include "canvas/pick_list.h"
#include "theme/search.h"

namespace loom {

/// Finds a node by its name or its type, in both languages, by pinyin and its initials.
class NodeSearch : public PickList {
    Q_OBJECT
public:
    NodeSearch(GraphDocument&, QWidget* canvas);
    void open(QPoint at);

signals:
    /// Enter: there one stays.
    void chosen(loom::NodeId);
    /// The arrows have come to it.
    void looked_at(loom::NodeId);
    /// Esc: back to where one was.
    void given_up();

protected:
    QList<Row> rows(const QString& query) const override;
    QString nothing(const QString& query) const override;
    void picked(const QVariant&) override;
    void walked(const QVariant&) override;
    void left() override { Q_EMIT given_up(); }

private:
    struct Entry {
        NodeId id;
        const LayerType* type;
        QString name;
        SearchTerms terms;
        const SearchTerms* type_terms;
        QString unit; // That it stands in, where that is not shown.
    };
    GraphDocument& graph_;
    std::vector<Entry> entries_; // In the order of the data flow.
};

} // namespace loom
