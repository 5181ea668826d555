#pragma once
#include <functional>

namespace loom {

/// What the desktop says now; before watch_desktop() has heard of it, what the platform's palette says.
bool system_is_dark();
bool system_reduces_motion();

/// Asks the desktop portal without waiting, and again whenever the user changes it there. `told` runs on each change.
/// Call after the first paint.
void watch_desktop(std::function<void()> told);

} // namespace loom
