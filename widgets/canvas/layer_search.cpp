#include "canvas/layer_search.h"

#include "bridge/layer_tip.h"
#include "bridge/layers.h"
#include "theme/icons.h"
#include "theme/language.h"

#include <QListView>

#include <algorithm>

namespace loom {

LayerSearch::LayerSearch(QWidget* canvas) : PickList(canvas)
{
    show_layer_tips(list(), Qt::UserRole);
}

void LayerSearch::open(QPoint at, std::vector<UnitPtr> units, std::function<bool(const Addable&)> fits)
{
    fits_ = std::move(fits);
    units_ = std::move(units);
    if (fits_)
        std::erase_if(units_, [&](const UnitPtr& unit) { return !fits_(Addable(unit)); });
    open_at(at, tr("Add a layer"), tr("Search layers"));
}

QList<PickList::Row> LayerSearch::rows(const QString& query) const
{
    struct Hit {
        const LayerType* type;
        UnitPtr unit;
        int rank;
    };
    std::vector<Hit> hits;
    for (const LayerEntry& entry : layer_entries())
        if (const int rank = entry.terms.rank(query); rank > 0 && (!fits_ || fits_(*entry.type)))
            hits.push_back({entry.type, {}, rank});
    for (const UnitPtr& unit : units_)
        if (const int rank = unit->terms.rank(query); rank > 0)
            hits.push_back({nullptr, unit, rank});
    std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
        if (a.rank != b.rank)
            return a.rank > b.rank;
        return a.type && b.type ? a.type->category < b.type->category : a.type && !b.type;
    });
    QList<Row> all;
    for (const Hit& hit : hits)
        if (hit.unit)
            all.append({hit.unit->name, icon("unit", category_colour(hit.unit->category)), QVariant::fromValue(hit.unit)});
        else
            all.append({shown(hit.type->title), icon(category_icon(hit.type->category), category_colour(hit.type->category)),
                        QVariant::fromValue(hit.type)});
    return all;
}

QString LayerSearch::nothing(const QString& query) const
{
    return query.isEmpty() ? tr("No layer fits here.") : tr("No layer of that name fits here.");
}

void LayerSearch::picked(const QVariant& value)
{
    if (const auto unit = value.value<UnitPtr>())
        Q_EMIT chosen(Addable(unit));
    else
        Q_EMIT chosen(*value.value<const LayerType*>());
}

} // namespace loom
