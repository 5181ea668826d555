#include "canvas/outline.h"

#include "canvas/paint.h"
#include "canvas/remark_paint.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

namespace loom {

OutlineModel::OutlineModel(GraphDocument& graph, QObject* parent) : QAbstractItemModel(parent), graph_(graph)
{
    read();
    connect(&graph_, &GraphDocument::changed, this, [this] {
        beginResetModel();
        read();
        endResetModel();
    });
}

void OutlineModel::read()
{
    rows_.clear();
    places_.clear();
    const auto add = [&](NodeId id) {
        if (!places_.emplace(std::int64_t(id), int(rows_.size())).second)
            return;
        rows_.push_back({id, {}});
    };
    const auto& members = graph_.document().members(graph_.graph());
    for (NodeId id : graph_.analysis().order)
        if (members.contains(id))
            add(id);
    for (const NodeId id : members)
        add(id);
    for (const Link& l : graph_.document().links())
        if (members.contains(l.to))
            rows_[std::size_t(places_.at(std::int64_t(l.to)))].fed_by.push_back(l.from);
    for (const auto& [id, remark] : graph_.document().remarks())
        if (remark.in == graph_.graph())
            rows_.push_back({NodeId{}, {}, spoken(graph_.document(), graph_.analysis(), remark)});
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex& index) const
{
    return graph_.document().find(node_of(index)) ? QAbstractItemModel::flags(index) : Qt::ItemIsEnabled;
}

// The internal id of a child is its parent's row + 1.
QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex OutlineModel::parent(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() ? createIndex(int(index.internalId()) - 1, 0, quintptr(0))
                                                 : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(rows_.size());
    return parent.internalId() ? 0 : int(rows_[std::size_t(parent.row())].fed_by.size());
}

NodeId OutlineModel::node_of(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return index.internalId() ? rows_[index.internalId() - 1].fed_by[std::size_t(index.row())]
                              : rows_[std::size_t(index.row())].id;
}

QModelIndex OutlineModel::index_of(NodeId id) const
{
    const auto place = places_.find(std::int64_t(id));
    return place == places_.end() ? QModelIndex() : index(place->second, 0);
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
    const NodeId id = node_of(index);
    const Node* node = graph_.node_here(id);
    if (const bool words = role == Qt::DisplayRole || role == Qt::AccessibleTextRole; !node)
        return words && index.isValid() && !index.internalId() ? rows_[std::size_t(index.row())].remark : QVariant();
    const LayerType& type = *find_layer(node->type);
    if (role == Qt::DecorationRole)
        return icon(type.id == unit_type ? "unit" : category_icon(type.category), category_colour(type.category));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (index.internalId())
        return tr("from %1").arg(shown(node->name));
    const NodeFacts& facts = graph_.facts_of(id);
    const auto finding = graph_.told_of(id);
    if (role == Qt::AccessibleTextRole)
        return spoken(*node, facts, finding ? &*finding : nullptr);
    QString text = shown(node->name);
    if (facts.output)
        text += QStringLiteral("  ") + (facts.assumed ? QStringLiteral("~ ") : QString()) +
                QString::fromStdString(shape_text(*facts.output));
    if (finding && finding->severity == Severity::Error)
        text += QStringLiteral("  ") + shown(finding->message);
    return text;
}

Outline::Outline(GraphDocument& graph) : graph_(graph), model_(new OutlineModel(graph, this))
{
    setModel(model_);
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setIconSize(QSize(16, 16));
    setSelectionMode(ExtendedSelection);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (following_)
            return;
        Selection chosen;
        for (const QModelIndex& index : selectionModel()->selectedIndexes())
            chosen.nodes.insert(model_->node_of(index));
        const QScopedValueRollback guard(following_, true);
        if (chosen.nodes.size() == 1)
            graph_.reveal(*chosen.nodes.begin());
        else
            graph_.select(std::move(chosen));
    });
    connect(&graph_, &GraphDocument::selection_changed, this, &Outline::follow);
    connect(model_, &QAbstractItemModel::modelReset, this, &Outline::follow);
    follow();
}

void Outline::follow()
{
    if (following_)
        return;
    const QScopedValueRollback guard(following_, true);
    selectionModel()->clear();
    for (NodeId id : graph_.selection().nodes) {
        const QModelIndex index = model_->index_of(id);
        selectionModel()->select(index, QItemSelectionModel::Select);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
}

} // namespace loom
