#pragma once
#include "graph/document.h"

namespace loom {

/// Units of the first document that the second has too: the same layers, settings and links, in the same order, with the same
/// units inside, under one name (a number behind it aside). Numbers of nodes and places are no difference. Where several
/// are alike, the one with the same number, then the one with the same name, then the first.
std::map<UnitId, UnitId> same_units(const Document& of, const Document& in);

} // namespace loom
