#pragma once
#include "base/text.h"

#include <string>
#include <vector>

namespace loom {

/// "“age”, “fare” and 3 more".
Message listed(const std::vector<Message>& items);
Message names_text(const std::vector<std::string>& columns);

} // namespace loom
