#pragma once

namespace loom {

/// Floating-point operations (f32, a multiply-add is two) that this machine does in a second with so many threads at
/// once and nothing to load or store: the fastest of many short windows, since others may use the processor too.
double peak_operations(int threads);

} // namespace loom
