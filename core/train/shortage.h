#pragma once
#include "graph/analysis.h"
#include "train/trainer.h"

namespace loom {

/// Bytes that a training needs beyond what the process holds, and the fewer that are free.
struct MemoryShortage {
    std::size_t needed = 0, free = 0;
};
/// As the machine is now. Nothing where the training fits, and where nobody can say.
std::optional<MemoryShortage> memory_shortage(const Forecast&);
Error error_of(const MemoryShortage&);
/// The finding "memory", a warning: memory can become free. `fitting`: the forecast in parts with which it would fit (fitted_forecast),
/// which a run does by itself where rows do not meet; where they do, that is the first repair. The other one, where there is one, is the largest
/// power of two as batch size with which the need would fit if all of it grew with the batch.
Finding finding_of(const MemoryShortage&, const Document&, const std::optional<Forecast>& fitting = {});

} // namespace loom
