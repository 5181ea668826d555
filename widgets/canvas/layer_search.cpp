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

void LayerSearch::open(QPoint at, std::function<bool(const LayerType&)> fits)
{
    fits_ = std::move(fits);
    open_at(at, tr("Add a layer"), tr("Search layers"));
}

QList<PickList::Row> LayerSearch::rows(const QString& query) const
{
    struct Hit {
        const LayerType* type;
        int rank;
    };
    std::vector<Hit> hits;
    for (const LayerEntry& entry : layer_entries())
        if (const int rank = entry.terms.rank(query); rank > 0 && (!fits_ || fits_(*entry.type)))
            hits.push_back({entry.type, rank});
    std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
        return a.rank != b.rank ? a.rank > b.rank : a.type->category < b.type->category;
    });
    QList<Row> all;
    for (const Hit& hit : hits)
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
    Q_EMIT chosen(value.value<const LayerType*>());
}

} // namespace loom
