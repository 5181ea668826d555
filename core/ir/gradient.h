#pragma once
#include "ir/program.h"

namespace loom {

/// Appends the gradient of `output` with respect to every weight and every f32 input that it depends on. `seed` (of
/// output's shape) is the gradient of the output itself: a Constant 1 for a loss, an Input in tests.
/// Returns, by tensor, where its gradient is; no_tensor where it has none.
std::vector<TensorId> differentiate(Program&, TensorId output, TensorId seed);

} // namespace loom
