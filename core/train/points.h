#pragma once
#include "base/result.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace loom {

inline constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// What one of several Outputs lost, unweighted, and how many of its answers were right (0–1, for classes).
struct PartPoint {
    double loss = not_measured, accuracy = not_measured;
    bool operator==(const PartPoint&) const = default;
};

/// One training step, as the curves show it.
struct StepPoint {
    std::int64_t step;              // From 1, over the whole run.
    double loss;                    // Of its batch.
    double accuracy = not_measured; // 0–1 of its batch, for classes; of several Outputs their mean.
    std::vector<PartPoint> parts = {}; // Of several Outputs, as Ends has them; else none.
};

/// One finished epoch. Accuracies are 0–1, not_measured for numbers or where there is no validation part.
struct EpochPoint {
    std::int64_t epoch;                   // From 1.
    std::int64_t step;                    // Steps done by then.
    double loss, accuracy = not_measured; // Training: mean over the epoch, as it went.
    double val_loss = not_measured, val_accuracy = not_measured;
    double learning_rate = 0;
    double seconds = 0; // Of this epoch, validation included.
    std::vector<PartPoint> parts = {}, val_parts = {}; // Of several Outputs, as Ends has them; else none.
};

} // namespace loom
