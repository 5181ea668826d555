#pragma once
#include "graph/kit.h"

namespace loom {

/// A network for some data: with the settings and the losses that the repairs of its findings propose, and no layer more or
/// less.
struct Fitted {
    Document document; // With no data of its own.
    bool fits = false; // Nothing is wrong then.
};
Fitted fitted(Document network, const DataFacts&);

} // namespace loom
