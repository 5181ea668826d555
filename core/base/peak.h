#pragma once

namespace loom {

/// peak_resident_bytes() counts anew from what is held now, where the system allows it.
void restart_peak();

} // namespace loom
