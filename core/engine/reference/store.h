#pragma once
#include "ir/program.h"

#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace loom::reference {

/// Where the values of a program's tensors are: f32 and f64 ones as doubles, whole numbers and truth as integers. Whose
/// memory it is does not matter here.
struct Store {
    Program program;
    std::vector<std::span<double>> reals;
    std::vector<std::span<std::int64_t>> integers;

    std::span<double>& at(TensorId id) { return reals[std::size_t(id)]; }
    std::span<std::int64_t>& whole(TensorId id) { return integers[std::size_t(id)]; }
    const Shape& shape(TensorId id) const { return program.at(id).shape; }
    DType dtype(TensorId id) const { return program.at(id).dtype; }
    /// at() or whole().
    template <class T>
    std::span<T>& values(TensorId id)
    {
        if constexpr (std::is_same_v<T, double>)
            return at(id);
        else
            return whole(id);
    }
    /// Calls f with a zero of the kind of number that `id` holds, for instructions of any type.
    template <class F>
    void with_type(TensorId id, F f)
    {
        is_real(dtype(id)) ? f(double{}) : f(std::int64_t{});
    }
};

/// The number that a tensor of that type keeps of a result: fractions as they are, whole numbers wrapped around.
inline double kept(DType, double v)
{
    return v;
}
std::int64_t kept(DType, std::int64_t v);

/// How far apart neighbours along each axis of `shape` are in memory, seen from a tensor of rank `rank` aligned at the
/// last axis; 0 along an axis that is repeated.
std::vector<std::size_t> steps(const Shape& shape, std::size_t rank);

/// Where the element `index` of `shape`, counted in order, is according to `step`.
inline std::size_t place_of(const Shape& shape, const std::vector<std::size_t>& step, std::size_t index)
{
    std::size_t place = 0;
    for (std::size_t axis = shape.size(); axis-- > 0; index /= std::size_t(shape[axis]))
        place += index % std::size_t(shape[axis]) * step[axis];
    return place;
}

/// 1/(1 + e^−x), without overflow.
double sigmoid(double x);
/// ln(1 + e^x), without overflow.
double softplus(double x);

/// Calls f(index, place) for every element of `shape` in order, with its place according to `step`.
template <class F>
void walk(const Shape& shape, const std::vector<std::size_t>& step, F f)
{
    const auto total = count(shape);
    for (std::size_t i = 0; i < total; ++i)
        f(i, place_of(shape, step, i));
}

/// What the instruction does. One whose results are all empty has nothing to do.
void run(Store&, const Op&);
/// Makes Constants of the results of an instruction that reads Constants alone.
void compute_ahead(Program&, const Op&);

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
void apply(Store&, const Compare&);
void apply(Store&, const Logic&);
void apply(Store&, const Where&);
void apply(Store&, const AddBias&);
void apply(Store&, const Reduce&);
void apply(Store&, const Expand&);
void apply(Store&, const ArgReduce&);
void apply(Store&, const CumSum&);
void apply(Store&, const TopK&);
void apply(Store&, const Scatter&);
void apply(Store&, const Assign&);
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
void apply(Store&, const Ctc&);
void apply(Store&, const PointwiseLoss&);
void apply(Store&, const PointwiseLossBackward&);
void apply(Store&, const CountCorrect&);
void apply(Store&, const SgdUpdate&);
void apply(Store&, const AdaGradUpdate&);
void apply(Store&, const RmsPropUpdate&);
void apply(Store&, const AdamUpdate&);
void apply(Store&, const LionUpdate&);
void apply(Store&, const SquareSum&);
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
