#pragma once
#include "schema/declare.h"

namespace loom {

/// A value of a setting as people read it: the label of a choice, the name of a unit, on or off, else as value_text() has it.
Message value_words(const Setting&, const Value&);

} // namespace loom
