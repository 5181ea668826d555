#pragma once
#include "graph/unit_choice.h"

#include <memory>
#include <span>

namespace loom {

// The settings that a search varies (Document::search()): which they are, and what people call them.

/// Why a search cannot be over these: an end that is no number, a range the wrong way round, one setting twice.
std::optional<Error> fault_of(std::span<const Varied>);

/// Those that are there: what is gone, with its node, its unit or another optimiser, is passed over, and so are units to choose from.
std::vector<Varied> varied_of(const Document&);

/// The setting, and the value that it has in the document; nothing where there is none such. Of a copy of a unit a key means its own
/// setting, or unit_key, or else what its unit exposes, which is then varied in this copy alone.
std::shared_ptr<const Setting> setting_of(const Document&, const Varied&);
std::optional<Value> value_of(const Document&, const Varied&);
/// Whether it is unit_key of a copy.
bool is_unit_choice(const Document&, const Varied&);
/// Whether it is that, or what the copy's unit exposes.
bool is_of_unit(const Document&, const Varied&);
/// Edits that give it this value; none where there is no such setting, as a copy of another unit may lack what one unit exposes. Errors:
/// a value that it cannot have.
Result<std::vector<Edit>> varying(const Document&, const Varied&, const Value&);
/// Its node is called by name, with the unit that it stands in: "Dense 1 · Units".
Message place_words(const Document&, const Varied&);
/// "Learning rate: 0.0001 to 0.01", "Batch size: 16, 32, 64".
Message words_of(const Document&, const Varied&);
/// All of a document in a row; "the usual settings" where nothing is chosen.
Message varied_words(const Document&);

/// The gesture that chooses what a search varies.
Change searching(std::vector<Varied>);
/// Edits that take what is of these nodes out of the search, and a unit out of those to choose from. None where nothing is.
std::vector<Edit> dropping_varied(const Document&, const std::set<NodeId>&, UnitId unit = main_graph);

} // namespace loom
