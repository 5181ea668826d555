#pragma once
#include "ir/program.h"

#include <functional>

namespace loom {

// Rewrites of a program that leave alone what can be read after a run: outputs, weights, states and moments keep their
// values and their ids. A tensor that nothing touches any more becomes an Intermediate, which costs no memory.
// None takes longer than about n log n in the number of instructions.

/// Removes instructions whose results lead to no Output and change nothing that lasts. How many.
std::size_t remove_dead(Program&);

/// Of equal instructions on equal operands, between which none of these was written, only the first stays. Draws of one
/// stream are equal. How many went.
std::size_t merge_equal(Program&);

/// Makes Constants of the results of an instruction that reads Constants alone: a device's work.
using Compute = std::function<void(Program&, const Op&)>;
/// The largest result that is computed ahead, in elements: what lasts must not cost more than what it saves.
inline constexpr std::size_t largest_folded = 4096;
/// What depends on Constants alone becomes one. How many instructions went.
std::size_t fold_constants(Program&, const Compute&);

/// Bytes that a device needs for these instructions in this order, which takes the memory of what dies for a result of
/// the same size where the instruction goes element by element, and updates weights as early as it can. Without what
/// lasts.
std::size_t passing_bytes(const Program&);

/// Puts the instructions into an order that needs less memory, where it finds one that is better by a twentieth.
/// Whether it did.
bool order_for_memory(Program&);

/// What making results again costs and saves.
struct Recomputed {
    std::size_t instructions = 0; // That were added,
    std::size_t elements = 0;     // which make so many elements again in each run.
    std::size_t bytes_before = 0, bytes_after = 0; // passing_bytes(); 0 where nothing was changed.
};
/// Makes results of cheap instructions again where the way back needs them, in place of keeping them all the while:
/// only if the peak becomes lower by a tenth and by at least `least_saved` bytes. Chen et al. 2016.
Recomputed recompute(Program&, std::size_t least_saved = std::size_t{1} << 20);

/// All of these, in the order in which one helps the next.
Recomputed improve(Program&, const Compute&);

} // namespace loom
