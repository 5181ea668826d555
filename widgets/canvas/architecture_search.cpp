#include "canvas/architecture_search.h"

#include "theme/icons.h"
#include "theme/language.h"

#include <algorithm>

namespace loom {

ArchitectureSearch::ArchitectureSearch(QWidget* canvas) : PickList(canvas)
{
    setFixedWidth(340);
    connect(&shelf_, &ArchitectureShelf::changed, this, &ArchitectureSearch::refill);
}

void ArchitectureSearch::open(QPoint at, const DataFacts* facts)
{
    with_data_ = facts;
    shelf_.look(facts ? std::optional(*facts) : std::nullopt);
    open_at(at, tr("Choose an architecture"), tr("Name, or what it is for"));
}

QList<PickList::Row> ArchitectureSearch::rows(const QString& query) const
{
    struct Hit {
        int at, rank;
        bool fits;
    };
    std::vector<Hit> hits;
    const auto& entries = shelf_.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (const int rank = entries[i].terms.rank(query))
            hits.push_back({int(i), rank, with_data_ && entries[i].fits});
    // What was typed counts more than what fits.
    std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) { return a.rank != b.rank ? a.rank > b.rank : a.fits && !b.fits; });
    QList<Row> all;
    if (with_data_ && query.isEmpty())
        all.append({tr("Suggest a network for the data"), icon("bolt"), -1, tr("Proposes layers and a recipe, with the reasons")});
    for (const Hit& hit : hits) {
        const ArchitectureShelf::Entry& entry = entries[std::size_t(hit.at)];
        QString words = shown(entry.what->title);
        if (entry.parameters >= 0)
            words = tr("%1 · %2 parameters").arg(words, short_count(double(entry.parameters)));
        all.append({hit.fits ? tr("%1 · fits the data").arg(words) : words, hit.fits ? icon("check", &Theme::ok) : icon("design"), hit.at, shown(entry.what->help)});
    }
    return all;
}

QString ArchitectureSearch::nothing(const QString&) const
{
    return tr("No architecture of that name.");
}

void ArchitectureSearch::picked(const QVariant& value)
{
    const int at = value.toInt();
    if (at < 0)
        Q_EMIT suggestion_wanted();
    else
        Q_EMIT chosen(*shelf_.entries()[std::size_t(at)].what);
}

} // namespace loom
