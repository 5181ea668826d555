#include "canvas/architecture_shelf.h"

#include "bridge/layers.h"
#include "graph/fitting.h"

namespace loom {

ArchitectureShelf::ArchitectureShelf(QObject* parent) : QObject(parent)
{
    for (const Architecture* what : architecture_types()) {
        QStringList names = in_both_languages(what->title);
        names << QString::fromUtf8(what->id.data(), qsizetype(what->id.size())) << in_both_languages(what->help);
        entries_.push_back({what, SearchTerms(names)});
    }
}

void ArchitectureShelf::look(std::optional<DataFacts> facts)
{
    if (looked_ && facts == facts_)
        return;
    looked_ = true;
    facts_ = std::move(facts);
    struct Seen {
        std::int64_t parameters = 0;
        GraphSketch sketch;
        bool fits = false;
    };
    const bool known = !entries_.empty() && entries_.front().parameters >= 0; // What depends on no data.
    worker_.start<std::vector<Seen>>(
        [facts = facts_, known](Progress& progress) {
            std::vector<Seen> all;
            for (const Architecture* what : architecture_types()) {
                if (progress.cancelled)
                    break;
                Document network = what->make();
                Seen seen;
                if (!known) {
                    const Analysis told = analyse(network, nullptr);
                    seen.parameters = told.total.parameters;
                    seen.sketch = GraphSketch(network, told);
                }
                if (facts)
                    seen.fits = fitted(std::move(network), *facts).fits;
                all.push_back(std::move(seen));
            }
            return all;
        },
        [this, known](std::vector<Seen> all) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                entries_[i].fits = all[i].fits;
                if (!known) {
                    entries_[i].parameters = all[i].parameters;
                    entries_[i].sketch = std::move(all[i].sketch);
                }
            }
            Q_EMIT changed();
        });
}

} // namespace loom
