#pragma once
#include "base/result.h"
#include "graph/document.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace loom {

/// Loss, optimiser and settings, each on a line of its own. `line`: a line's end and what stands before the next one.
std::string recipe_text(const Recipe&, const std::string& line);
/// `where` names the text in errors.
Result<Recipe> recipe_from(const nlohmann::json&, const Message& where);

} // namespace loom
