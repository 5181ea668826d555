#pragma once
#include "data/sounds.h"

namespace loom {

/// Two tones of a fifth of a second each, at 44.1 kHz: a fifth upwards (A5, E6) where all went well, else downwards. Both
/// fade, so that nothing clicks.
Sound chime(bool well);

} // namespace loom
