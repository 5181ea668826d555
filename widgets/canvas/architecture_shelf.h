#pragma once
#include "bridge/worker.h"
#include "canvas/sketch.h"
#include "graph/kit.h"
#include "theme/search.h"

namespace loom {

/// The networks that are known by their names, with what there is to say of each, found out on a thread.
class ArchitectureShelf : public QObject {
    Q_OBJECT
public:
    struct Entry {
        const Architecture* what;
        SearchTerms terms;
        std::int64_t parameters = -1; // Not known yet.
        GraphSketch sketch = {};
        bool fits = false;            // The data that was looked at.
    };
    explicit ArchitectureShelf(QObject* parent = nullptr);

    /// In the order of their files.
    const std::vector<Entry>& entries() const { return entries_; }
    /// Finds out which ones fit; without facts, what does not depend on data.
    void look(std::optional<DataFacts>);
    bool busy() const { return worker_.busy(); }

signals:
    void changed();

private:
    std::vector<Entry> entries_;
    std::optional<DataFacts> facts_;
    bool looked_ = false;
    Worker worker_;
};

} // namespace loom
