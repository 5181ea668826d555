#pragma once
#include "base/result.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace loom {

inline constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

/// What one of several Outputs lost, unweighted, and how many of its answers were right (0–1, for classes).
struct PartPoint {
    double loss = not_measured, accuracy = not_measured;
    bool operator==(const PartPoint&) const = default;
};

/// One training step.
struct StepPoint {
    std::int64_t step;              // From 1, over the whole run.
    double loss;                    // Of its batch.
    double accuracy = not_measured; // 0–1 of its batch, for classes; of several Outputs their mean.
    double learning_rate = not_measured;
    double gradient_norm = not_measured;   // Of all weights that learn, before penalties and clipping; not of every step.
    std::span<const PartPoint> parts = {}; // Of several Outputs, as Ends has them; else none.
};

/// Steps that follow each other, as the curves show them: a number for each, f32 as devices compute them; NaN where it was not measured.
struct StepCurve {
    struct Part {
        std::vector<float> loss, accuracy;
        bool operator==(const Part&) const = default;
    };
    std::int64_t first = 1; // The step that stands first.
    std::vector<float> loss, accuracy, learning_rate, gradient_norm;
    std::vector<Part> parts; // Of several Outputs, as Ends has them; else none.

    std::size_t size() const { return loss.size(); }
    bool empty() const { return loss.empty(); }
    std::int64_t step(std::size_t i) const { return first + std::int64_t(i); }
    std::int64_t end() const { return step(size()); }
    /// The step that comes next; any one where there is none yet.
    void append(const StepPoint&);
    void append(const StepCurve&);
    void reserve(std::size_t);
    /// Without that step and those behind it.
    void cut(std::int64_t from);
    void clear() { cut(first); }
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

/// A place within an epoch where the run was kept: where the recipe validates, after some minutes, or at its end.
struct MarkPoint {
    std::int64_t step;  // Steps done by then.
    double val_loss = not_measured, val_accuracy = not_measured; // Where it was validated.
    double seconds = 0; // Since the epoch began.
    std::vector<PartPoint> val_parts = {}; // As EpochPoint's.
};

} // namespace loom
