#pragma once
#include "train/points.h"

#include <optional>
#include <vector>

namespace loom {

/// The network learns its training samples by heart: from an epoch on the validation loss rose while the training loss
/// went on falling.
struct Overfitting {
    std::int64_t since = 0; // The epoch with the least validation loss.
    double validation_then = 0, validation_now = 0, training_then = 0, training_now = 0;
};
/// Nothing below three epochs after the best one, and nothing for a rise of less than a twentieth: losses waver.
std::optional<Overfitting> find_overfitting(const std::vector<EpochPoint>&);

} // namespace loom
