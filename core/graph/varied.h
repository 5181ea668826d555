#pragma once
#include "graph/change.h"

#include <span>

namespace loom {

// The settings that a search varies (Document::search()): which they are, and what people call them.

/// Why a search cannot be over these: an end that is no number, a range the wrong way round, one setting twice.
std::optional<Error> fault_of(std::span<const Varied>);

/// The setting, and the value that it has in the document; null where there is none such.
const Setting* setting_of(const Document&, const Varied&);
const Value* value_of(const Document&, const Varied&);
/// Its node is called by name, with the unit that it stands in: "Dense 1 · Units".
Message place_words(const Document&, const Varied&);
/// "Learning rate: 0.0001 to 0.01", "Batch size: 16, 32, 64".
Message words_of(const Document&, const Varied&);
/// All of a document in a row; "the usual settings" where nothing is chosen.
Message varied_words(const Document&);

/// The gesture that chooses what a search varies.
Change searching(std::vector<Varied>);
/// Edits that take what is of these nodes out of the search; of all nodes where none are given. None where nothing is.
std::vector<Edit> dropping_varied(const Document&, const std::set<NodeId>&);

} // namespace loom
