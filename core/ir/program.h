#pragma once
#include "base/value.h"
#include "ir/init.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace loom {

using TensorId = std::int32_t;
inline constexpr TensorId no_tensor = -1;

// ---- The instruction set. A layer is written in these; a device implements these. ----------------------------------
// Pictures are {batch, channels, spatial…}, so axis 1 is the channel. f32 unless said otherwise.

/// out = a·b, both 2-D, either one transposed.
struct MatMul { TensorId a, b, out; bool transpose_a = false, transpose_b = false; };

/// A sliding window, one entry per spatial axis (1 to 3).
struct Window {
    std::vector<std::int64_t> kernel, stride, dilation, pad_begin, pad_end;
    bool operator==(const Window&) const = default;
};
/// Cross-correlation, as every framework calls convolution. x {N,C,…}, w {O,C/groups,…}, out {N,O,…}.
struct Conv { TensorId x, w, out; Window window; std::int64_t groups = 1; };
struct ConvBackwardData { TensorId grad, w, out; Window window; std::int64_t groups = 1; };
struct ConvBackwardWeights { TensorId x, grad, out; Window window; std::int64_t groups = 1; };

enum class PoolKind { Max, Average };
/// count_padding: the average divides by the whole window, padding included.
struct Pool { PoolKind kind; TensorId x, out; Window window; bool count_padding = false; };
/// out = gradient of x. Of equal maxima in a window the first one gets the gradient.
struct PoolBackward { PoolKind kind; TensorId x, y, grad, out; Window window; bool count_padding = false; };

/// Normalises each channel by this batch's mean and biased variance: y = scale·x̂ + shift. Writes y, mean {C} and
/// inv_std {C} and moves the running values: running += momentum·(batch − running), with the unbiased variance.
/// Ioffe and Szegedy 2015.
struct BatchNorm { TensorId x, scale, shift, running_mean, running_variance, y, mean, inv_std; double momentum, epsilon; };
struct BatchNormBackward { TensorId x, scale, mean, inv_std, grad, dx, dscale, dshift; };
/// The same with the running values.
struct BatchNormInference { TensorId x, scale, shift, mean, variance, y; double epsilon; };

enum class Curve { Relu, LeakyRelu, Elu, Tanh, Sigmoid, Gelu, Silu, Softplus, HardSigmoid, HardSwish, Relu6 };
/// alpha: slope of LeakyRelu, scale of Elu. Gelu is the exact one (erf). HardSigmoid: clip(x/6 + ½, 0, 1).
struct Eltwise { Curve curve; TensorId x, out; double alpha = 0; };
/// out = grad · curve′(x); y is the forward result.
struct EltwiseBackward { Curve curve; TensorId x, y, grad, out; double alpha = 0; };

/// Over the last axis.
struct Softmax { TensorId x, out; bool log = false; };
struct SoftmaxBackward { TensorId y, grad, out; bool log = false; };

/// out = scale·x + shift, with plain numbers.
struct Affine { TensorId x, out; double scale = 1, shift = 0; };

enum class BinaryKind { Add, Subtract, Multiply, Divide, Maximum, Minimum };
/// Sizes agree or one of them is 1, aligned at the last axis (numpy's rule).
struct Binary { BinaryKind kind; TensorId a, b, out; };

/// out = x + bias {C} along axis 1.
struct AddBias { TensorId x, bias, out; };

enum class ReduceKind { Sum, Mean };
/// Over `axes` (sorted). They go, or stay with size 1, whichever out's shape says.
struct Reduce { ReduceKind kind; TensorId x, out; std::vector<int> axes; };
/// The way back: x repeated along `axes` (of out), times scale.
struct Expand { TensorId x, out; std::vector<int> axes; double scale = 1; };

/// The same elements in the same order under another shape.
struct Reshape { TensorId x, out; };
struct Concat { std::vector<TensorId> inputs; TensorId out; int axis; };
/// out = x[begin … begin + out.size) along axis.
struct Slice { TensorId x, out; int axis; std::int64_t begin; };
/// Zeros, but grad at that place.
struct SliceBackward { TensorId grad, out; int axis; std::int64_t begin; };

/// Element i is kept, divided by (1 − rate), where dropout_keeps(); else 0. `clock` is {seed, step} (I64).
/// Its own backward: the same draw applied to the gradient.
struct Dropout { TensorId x, clock, out; double rate; std::uint64_t stream; };

/// loss {1} = Σ wᵢ·lᵢ / Σ wᵢ with lᵢ = −Σ target·log softmax(logits), wᵢ = weights[i]·class_weights[label].
/// logits {N,C}, labels {N} I32, weights {N}, class_weights {C} or no_tensor.
/// target = (1 − smoothing)·one-hot + smoothing/C. 0 when all weights are 0. A label outside [0, C) makes wᵢ 0.
struct CrossEntropy { TensorId logits, labels, weights, class_weights, loss; double smoothing = 0; };
/// out = seed {1} · d loss / d logits.
struct CrossEntropyBackward { TensorId logits, labels, weights, class_weights, seed, out; double smoothing = 0; };

enum class PointLoss { BinaryCrossEntropy, Mse, Mae, Huber };
/// loss {1} = Σ wᵢ·mean over the row's elements of l(prediction, target) / Σ wᵢ; prediction and target {N,…}.
/// parameter: Huber's delta; for BinaryCrossEntropy (from logits) the weight of the positive class.
/// smoothing moves binary targets towards ½.
struct PointwiseLoss { PointLoss kind; TensorId prediction, target, weights, loss; double parameter = 1, smoothing = 0; };
struct PointwiseLossBackward { PointLoss kind; TensorId prediction, target, weights, seed, out; double parameter = 1, smoothing = 0; };

/// out {1} = how many rows with weight > 0 are right. I32 labels {N}: the largest logit (the first of equals) is the
/// label. f32 labels of logits' shape: every logit lies on the side of 0 on which its target lies of ½.
struct CountCorrect { TensorId logits, labels, weights, out; };

// Updates write param and its moments in place. rate {1} is the learning rate; decay·param is added to the gradient.
/// velocity = momentum·velocity + g; param −= rate·(nesterov ? g + momentum·velocity : velocity). velocity may be
/// no_tensor where momentum is 0.
struct SgdUpdate { TensorId param, grad, velocity, rate; double momentum = 0, decay = 0; bool nesterov = false; };
/// sum += g²; param −= rate·g/(√sum + ε). Duchi et al. 2011.
struct AdaGradUpdate { TensorId param, grad, sum, rate; double epsilon = 1e-7, decay = 0; };
/// square = ρ·square + (1−ρ)·g²; move = g/(√square + ε); velocity = momentum·velocity + move; param −= rate·velocity.
/// Tieleman and Hinton 2012. velocity is no_tensor where momentum is 0.
struct RmsPropUpdate { TensorId param, grad, square, velocity, rate; double rho = 0.9, momentum = 0, epsilon = 1e-7, decay = 0; };
/// Kingma and Ba 2015; bias correction from the step in clock[1], which is 0 at the first step.
/// decoupled: param −= rate·decay·param instead of the gradient term (Loshchilov and Hutter 2019).
struct AdamUpdate { TensorId param, grad, first, second, rate, clock; double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, decay = 0; bool decoupled = false; };

using Op = std::variant<MatMul, Conv, ConvBackwardData, ConvBackwardWeights, Pool, PoolBackward, BatchNorm,
                        BatchNormBackward, BatchNormInference, Eltwise, EltwiseBackward, Softmax, SoftmaxBackward, Affine,
                        Binary, AddBias, Reduce, Expand, Reshape, Concat, Slice, SliceBackward, Dropout, CrossEntropy,
                        CrossEntropyBackward, PointwiseLoss, PointwiseLossBackward, CountCorrect, SgdUpdate, AdaGradUpdate,
                        RmsPropUpdate, AdamUpdate>;

/// The draw that Dropout makes, the same on every device.
bool dropout_keeps(std::uint64_t seed, std::uint64_t stream, std::uint64_t step, std::uint64_t element, float rate);

enum class Role {
    Input,        // Written before each run: data, labels, learning rate, clock.
    Weight,       // Learned.
    State,        // Carried from step to step but not learned by gradient: running mean, fitted scaling.
    Moment,       // The optimiser's memory.
    Constant,     // Filled once from init.
    Intermediate, // Lives within a run; its memory is reused.
    Gradient,     // The same, of the backward pass.
    Output        // Lives within a run and is readable after it.
};

struct Tensor {
    Shape shape;
    Role role = Role::Intermediate;
    DType dtype = DType::F32;
    std::string name = {}; // Unique among Input, Weight, State, Moment and Output.
    Init init = {};        // For Weight, State, Moment and Constant.
};

/// A whole computation, as data. Says nothing about devices or memory layouts.
struct Program {
    std::vector<Tensor> tensors;
    std::vector<Op> ops;

    const Tensor& at(TensorId id) const { return tensors[std::size_t(id)]; }
    Tensor& at(TensorId id) { return tensors[std::size_t(id)]; }
    /// The tensor of that name, or no_tensor.
    TensorId find(std::string_view name) const;
};

/// The tensors an instruction reads and writes; those it updates in place are in both.
std::vector<TensorId> read(const Op&);
std::vector<TensorId> written(const Op&);
/// "matmul", "conv_backward_data", …: for profiles and messages.
std::string_view name_of(const Op&);

/// Multiply-adds of the program's convolutions and matrix products, those of its backward pass included.
std::int64_t multiply_adds(const Program&);
/// Elements of all tensors with that role.
std::int64_t elements(const Program&, Role);
/// Sizes behind a window: floor((in + pads − dilation·(kernel − 1) − 1)/stride) + 1, or 0 where it does not fit.
Shape windowed(const Shape& spatial, const Window&);

} // namespace loom
