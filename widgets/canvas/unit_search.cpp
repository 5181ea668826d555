#include "canvas/unit_search.h"

#include "bridge/layers.h"
#include "graph/kit.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <algorithm>

namespace loom {

UnitSearch::UnitSearch(GraphDocument& graph, QWidget* canvas) : PickList(canvas), graph_(graph) {}

void UnitSearch::open(QPoint at)
{
    entries_.clear();
    QStringList known;
    for (const auto& [id, unit] : graph_.document().units()) {
        const QString name = shown(unit.name);
        known << name;
        entries_.push_back({QStringLiteral("unit %1").arg(qint64(id)), name, SearchTerms({name}), Category::InputOutput});
    }
    for (const UnitKit* kit : kit_types()) {
        const QString name = shown(kit->title), english = QString::fromUtf8(kit->title.source.data(), qsizetype(kit->title.source.size()));
        if (!known.contains(name))
            entries_.push_back({QStringLiteral("kit ") + QString::fromUtf8(kit->id.data(), qsizetype(kit->id.size())), name, SearchTerms({name, english}), kit->category});
    }
    open_at(at, tr("Insert a unit"), tr("Name of a unit"));
}

QList<PickList::Row> UnitSearch::rows(const QString& query) const
{
    std::vector<std::pair<int, const Entry*>> hits;
    for (const Entry& entry : entries_)
        if (const int rank = query.isEmpty() ? 1 : entry.terms.rank(query); rank > 0)
            hits.emplace_back(rank, &entry);
    std::ranges::stable_sort(hits, std::greater(), [](const auto& hit) { return hit.first; });
    QList<Row> all;
    for (const auto& [rank, entry] : hits)
        all.append({entry->name, entry->which.startsWith(QStringLiteral("unit")) ? icon("unit", &Theme::text2) : icon(category_icon(entry->category), category_colour(entry->category)),
                    entry->which});
    return all;
}

QString UnitSearch::nothing(const QString&) const
{
    return tr("No unit of that name.");
}

} // namespace loom
