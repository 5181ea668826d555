#pragma once
#include "graph/document.h"

namespace loom {

/// What the first step of training with the document's recipe would make of one weight, from one gradient alone: with the
/// learning rate before any schedule, and the optimiser's memory as it begins.
struct OneStep {
    double before = 0, gradient = 0;
    double clipped = 1; // What the gradient is multiplied by first, where the recipe limits the length of all gradients.
    double rate = 0;    // With the layer's own factor; 0 where it is frozen.
    double after = 0;
};
/// `length`: of all gradients as one vector.
Result<OneStep> one_step(const Recipe&, const Learning&, double weight, double gradient, double length);

} // namespace loom
