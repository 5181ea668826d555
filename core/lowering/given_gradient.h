#pragma once
#include "ir/builder.h"
#include "schema/recipe.h"
#include "schema/types.h"

namespace loom {

/// Appends what the optimiser is given of a weight's gradient, before all gradients are made shorter together (clip_norm): with
/// the gradient of the layer's penalties, λ₁·sign(w) + λ₂·w, where the weight has two axes or more; cut off at the recipe's value;
/// and where clipping is adaptive, each unit's times min(1, λ·max(‖w‖, 1/1000) / ‖g‖) (Brock et al. 2021, equation 3). A unit is
/// what gives one value of the result: the last axis of a matrix, the first one of a kernel, all of a vector.
TensorId given_gradient(Builder&, const RecipeSettings&, const Learning&, TensorId weight, TensorId gradient);

} // namespace loom
