#pragma once
#include "graph/document.h"
#include "schema/types.h"

#include <span>

namespace loom {

/// What the first step of training with the document's recipe would make of one weight, from one gradient alone: with the
/// learning rate before any schedule, and the optimiser's memory as it begins.
struct OneStep {
    double before = 0;
    double gradient = 0;    // With the layer's penalties, and cut off where the recipe says so.
    double clipped = 1;     // What it is multiplied by then, where the recipe limits the length of all gradients.
    double rate = 0;        // With the layer's own factor; 0 where it is frozen.
    double after = 0;
};

/// A tensor of weights, and what came back for it.
struct WeightTensor {
    Shape shape;
    Learning learning;
    std::vector<float> values, gradients;
};

/// Of the weight at `element` of the first tensor. The others, all that learn beside it, count where the recipe limits the length of
/// all gradients.
Result<OneStep> one_step(const Recipe&, std::span<const WeightTensor>, std::size_t element);

} // namespace loom
