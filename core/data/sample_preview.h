#pragma once
#include "data/step_effect.h"

namespace loom {

/// Some samples of the training part before and behind a step that changes pictures or augments.
struct SamplePreview {
    struct Shown {
        SampleForm form;
        std::vector<float> values; // As in a batch.
    };
    struct Line {
        std::vector<Shown> before; // Two where the step mixes.
        std::vector<Shown> behind; // Of a step that augments: drawn several times.
    };
    std::vector<Line> lines;
};

/// Whether samples are what shows best what the step does.
bool shows_samples(const StepType&);

/// At most `lines` of them, spread over the training part; what cannot be read is left out, and a step that cannot be done
/// shows nothing. Decodes: not for a window's thread.
SamplePreview preview_samples(const PreparationStep&, const Dataset&, const StepInput&, std::size_t lines, std::size_t draws,
                              Progress* = nullptr);

} // namespace loom
