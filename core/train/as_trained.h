#pragma once
#include "graph/document.h"

namespace loom {

/// What training sees of a document: no names, no places on the canvas, nothing of how long it goes on and when it is kept, nothing of a
/// search, no notes on rows, and the data by its fingerprint instead of its path. Equal ones are trained alike.
Document as_trained(const Document&);

} // namespace loom
