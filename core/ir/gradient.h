#pragma once
#include "ir/program.h"

#include <span>

namespace loom {

enum class Wanted {
    Weights,         // What training needs.
    WeightsAndInputs // What explanations and tests need: also the gradient of every f32 input.
};

/// Appends the gradient of `output` with respect to what is wanted. `seed` (of output's shape) is the gradient of the
/// output itself: a Constant 1 for a loss, an Input in tests.
/// Returns, by tensor, where its gradient is; no_tensor where it has none.
std::vector<TensorId> differentiate(Program&, TensorId output, TensorId seed, Wanted = Wanted::Weights);
/// The same with respect to these tensors alone. The program may hold backward passes and updates before `output`;
/// nothing flows back through those.
std::vector<TensorId> differentiate(Program&, TensorId output, TensorId seed, std::span<const TensorId> wanted);

} // namespace loom
