#pragma once
#include "bridge/graph_document.h"

#include <QAbstractItemModel>
#include <QTreeView>

#include <unordered_map>

namespace loom {

/// The graph as a list in the order of the data flow, under each node what feeds it, then frames and notes: what the canvas
/// shows, for screen readers and the keyboard.
class OutlineModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit OutlineModel(GraphDocument&, QObject* parent);
    NodeId node_of(const QModelIndex&) const;
    QModelIndex index_of(NodeId) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex&) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return 1; }
    QVariant data(const QModelIndex&, int role) const override;
    Qt::ItemFlags flags(const QModelIndex&) const override;

private:
    void read();
    struct Row {
        NodeId id; // 0: a frame or a note.
        std::vector<NodeId> fed_by;
        QString remark = {};
    };
    GraphDocument& graph_;
    std::vector<Row> rows_;
    std::unordered_map<std::int64_t, int> places_;
};

/// The outline as a tree that shares the canvas's selection.
class Outline : public QTreeView {
    Q_OBJECT
public:
    explicit Outline(GraphDocument&);

private:
    void follow();
    GraphDocument& graph_;
    OutlineModel* model_;
    bool following_ = false;
};

} // namespace loom
