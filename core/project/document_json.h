#pragma once
#include "graph/document.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace loom {

/// A document as JSON: keys sorted, one node, one link, one unit and so on a line. Every setting of a node is written by its key; when
/// reading, a missing one takes its default. Without "data" or "recipe" (as on the clipboard) those take theirs.
/// `indent`: spaces before every line but the first, for a place inside a larger text.
std::string document_text(const Document&, int indent = 0);

/// Everything is checked through Document::apply. `where` names the text in errors, which name the node and its type.
Result<Document> document_from_text(std::string_view text, std::string_view where);
Result<Document> document_from_json(const nlohmann::json&, std::string_view where);

} // namespace loom
