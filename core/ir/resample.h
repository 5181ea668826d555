#pragma once
#include "ir/program.h"

namespace loom {

// What Pad and Resize do along one axis: each place of the result is a sum of few places of the operand. Both are
// separable, so this is all that a device must know, and the transposed sums are the way back.

struct Tap {
    std::int64_t from;
    double weight;
};
/// By place of the result. Empty sums are 0.
using AxisTaps = std::vector<std::vector<Tap>>;

AxisTaps pad_taps(PadKind, std::int64_t in, std::int64_t out, std::int64_t begin);
AxisTaps resize_taps(ResizeKind, std::int64_t in, std::int64_t out);
/// The way back to `in` places.
AxisTaps transposed(const AxisTaps&, std::int64_t in);

/// One list per spatial axis of the operand {N, C, …}, of the instruction and of its way back.
std::vector<AxisTaps> taps_of(const Pad&, const Program&);
std::vector<AxisTaps> taps_of(const PadBackward&, const Program&);
std::vector<AxisTaps> taps_of(const Resize&, const Program&);
std::vector<AxisTaps> taps_of(const ResizeBackward&, const Program&);

} // namespace loom
