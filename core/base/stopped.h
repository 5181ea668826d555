#pragma once
#include "base/result.h"

namespace loom {

/// Why there is nothing where a person stopped the opening of data.
Error opening_stopped();

} // namespace loom
