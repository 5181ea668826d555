#include "canvas/node_search.h"

#include "bridge/layers.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <algorithm>

namespace loom {

static constexpr std::size_t most_rows = 200; // More than anyone walks through.

NodeSearch::NodeSearch(GraphDocument& graph, QWidget* canvas) : PickList(canvas), graph_(graph) {}

void NodeSearch::open(QPoint at)
{
    entries_.clear();
    std::set<NodeId> listed;
    const auto add = [&](NodeId id) {
        const Node* node = graph_.document().find(id);
        if (!node || !listed.insert(id).second)
            return;
        const LayerType* type = find_layer(node->type);
        const QString name = shown(node->name);
        const Unit* inside = node->in == graph_.graph() ? nullptr : graph_.document().find(node->in);
        entries_.push_back({id, type, name, SearchTerms({name}), &search_terms(*type), inside ? shown(inside->name) : QString()});
    };
    for (NodeId id : graph_.analysis().order)
        add(id);
    for (const auto& [id, node] : graph_.document().nodes())
        add(id);
    open_at(at, tr("Find a node"), tr("Name or kind of a node"));
}

QList<PickList::Row> NodeSearch::rows(const QString& query) const
{
    struct Hit {
        const Entry* entry;
        int rank;
    };
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Hit> hits;
    for (const Entry& entry : entries_) {
        // A word may be in the name, another one in the type: "conv 3".
        int rank = 1;
        for (const QString& word : words) {
            const int best = std::max(2 * entry.terms.rank(word), entry.type_terms->rank(word));
            rank = best ? rank + best : 0;
            if (rank == 0)
                break;
        }
        if (rank > 0)
            hits.push_back({&entry, rank});
    }
    std::ranges::stable_sort(hits, std::greater(), &Hit::rank);
    QList<Row> all;
    for (const Hit& hit : hits) {
        if (std::size_t(all.size()) == most_rows)
            break;
        const Entry& e = *hit.entry;
        const QString type = shown(e.type->title);
        const QString name = e.name.contains(type, Qt::CaseInsensitive) ? e.name : e.name + QStringLiteral(" · ") + type;
        all.append({e.unit.isEmpty() ? name : tr("%1 in %2").arg(name, e.unit),
                    icon(category_icon(e.type->category), category_colour(e.type->category)),
                    QVariant::fromValue(qint64(e.id))});
    }
    return all;
}

QString NodeSearch::nothing(const QString& query) const
{
    return query.isEmpty() ? tr("There are no nodes yet.") : tr("No node of that name or kind.");
}

void NodeSearch::picked(const QVariant& value)
{
    Q_EMIT chosen(NodeId(value.toLongLong()));
}

void NodeSearch::walked(const QVariant& value)
{
    if (value.isValid())
        Q_EMIT looked_at(NodeId(value.toLongLong()));
}

} // namespace loom
