#pragma once
#include "ir/plan.h"

#include <span>

namespace loom {

/// What really must be there when the instruction runs: the way back through a curve takes its result or what it
/// started from, never both.
std::vector<TensorId> needed(const Op&);

/// Whether an instruction learns: writes weights and moments in place and nothing else.
bool is_update(const Program&, const Op&);

/// From which to which place in `order` (indices of instructions) each tensor that does not last is in memory, 0 bytes
/// for others. One whose memory goes on to the result of an instruction that works element by element lives on as it.
std::vector<Life> passing_lives(const Program&, std::span<const std::size_t> order);

/// Where the most is alive, and how much.
struct Peak {
    std::ptrdiff_t step = 0;
    std::size_t bytes = 0;
};
Peak peak_of(std::span<const Life>, std::size_t steps);

/// The instructions in the order in which a device runs them: as written, but updates as soon as they can be.
std::vector<std::size_t> running_order(const Program&);

} // namespace loom
