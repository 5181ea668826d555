#pragma once
#include "ir/program.h"

#include <cstdint>
#include <vector>

namespace loom::reference {

/// The values of a program's tensors: f32 ones as doubles, labels and clocks as integers.
struct Store {
    Program program;
    std::vector<std::vector<double>> reals;
    std::vector<std::vector<std::int64_t>> integers;

    std::vector<double>& at(TensorId id) { return reals[std::size_t(id)]; }
    std::vector<std::int64_t>& whole(TensorId id) { return integers[std::size_t(id)]; }
    const std::vector<std::int64_t>& whole(TensorId id) const { return integers[std::size_t(id)]; }
    const Shape& shape(TensorId id) const { return program.at(id).shape; }
};

// What each instruction does, in the order of ir/program.h.
void apply(Store&, const MatMul&);
void apply(Store&, const Conv&);
void apply(Store&, const ConvBackwardData&);
void apply(Store&, const ConvBackwardWeights&);
void apply(Store&, const Pool&);
void apply(Store&, const PoolBackward&);
void apply(Store&, const BatchNorm&);
void apply(Store&, const BatchNormBackward&);
void apply(Store&, const BatchNormInference&);
void apply(Store&, const Eltwise&);
void apply(Store&, const EltwiseBackward&);
void apply(Store&, const Softmax&);
void apply(Store&, const SoftmaxBackward&);
void apply(Store&, const Affine&);
void apply(Store&, const Binary&);
void apply(Store&, const AddBias&);
void apply(Store&, const Reduce&);
void apply(Store&, const Expand&);
void apply(Store&, const Reshape&);
void apply(Store&, const Concat&);
void apply(Store&, const Slice&);
void apply(Store&, const SliceBackward&);
void apply(Store&, const Permute&);
void apply(Store&, const Cast&);
void apply(Store&, const Gather&);
void apply(Store&, const GatherBackward&);
void apply(Store&, const Recurrent&);
void apply(Store&, const RecurrentBackward&);
void apply(Store&, const MaskedSoftmax&);
void apply(Store&, const Dropout&);
void apply(Store&, const CrossEntropy&);
void apply(Store&, const CrossEntropyBackward&);
void apply(Store&, const PointwiseLoss&);
void apply(Store&, const PointwiseLossBackward&);
void apply(Store&, const CountCorrect&);
void apply(Store&, const SgdUpdate&);
void apply(Store&, const AdaGradUpdate&);
void apply(Store&, const RmsPropUpdate&);
void apply(Store&, const AdamUpdate&);
void apply(Store&, const LionUpdate&);
void apply(Store&, const ClipFactor&);
void apply(Store&, const LayerNorm&);
void apply(Store&, const LayerNormBackward&);
void apply(Store&, const Lrn&);
void apply(Store&, const LrnBackward&);
void apply(Store&, const Pad&);
void apply(Store&, const PadBackward&);
void apply(Store&, const Resize&);
void apply(Store&, const ResizeBackward&);
void apply(Store&, const NormalNoise&);

} // namespace loom::reference
