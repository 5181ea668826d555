#pragma once
#include "graph/document.h"

namespace loom {

/// A network as if there were data of the shapes that it says itself.
struct AssumedData {
    Document document; // With several ends each names a column of its own.
    DataFacts facts;   // Classes "0", "1" … where a loss wants labels.
};
AssumedData with_assumed_data(const Document&);

} // namespace loom
