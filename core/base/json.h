#pragma once
#include "base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace loom {

/// JSON by the letter: no comments, no key twice in an object, valid UTF-8. `where` names the text in errors, which say
/// the line and column.
Result<nlohmann::json> parse_json(std::string_view text, std::string_view where);

/// On one line, with sorted keys. Bytes that are not UTF-8 become U+FFFD.
std::string json_line(const nlohmann::json&);

} // namespace loom
