#include "canvas/unit_search.h"

#include "theme/icons.h"

#include <algorithm>

namespace loom {

void UnitSearch::open(QPoint at, std::vector<UnitPtr> units)
{
    units_ = std::move(units);
    open_at(at, tr("Insert a unit"), tr("Name of a unit"));
}

QList<PickList::Row> UnitSearch::rows(const QString& query) const
{
    std::vector<std::pair<int, UnitPtr>> hits;
    for (const UnitPtr& unit : units_)
        if (const int rank = unit->terms.rank(query); rank > 0)
            hits.emplace_back(rank, unit);
    std::ranges::stable_sort(hits, std::greater(), [](const auto& hit) { return hit.first; });
    QList<Row> all;
    for (const auto& [rank, unit] : hits)
        all.append({unit->name, icon("unit", category_colour(unit->category)), QVariant::fromValue(unit)});
    return all;
}

QString UnitSearch::nothing(const QString&) const
{
    return tr("No unit of that name.");
}

} // namespace loom
