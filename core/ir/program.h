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
// Pictures are {batch, channels, spatial…}, so axis 1 is the channel. f32 unless said otherwise; what is called "of any
// type" takes and gives tensors of one type, and whole numbers wrap around at their width.

/// out = a·b of the last two axes, either one transposed there. The axes in front are equal or repeated by numpy's rule;
/// two operands of two axes are the fast case.
struct MatMul { TensorId a, b, out; bool transpose_a = false, transpose_b = false; bool operator==(const MatMul&) const = default; };

/// A sliding window, one entry per spatial axis (1 to 3).
struct Window {
    std::vector<std::int64_t> kernel, stride, dilation, pad_begin, pad_end;
    bool operator==(const Window&) const = default;
};
/// Cross-correlation, as every framework calls convolution. x {N,C,…}, w {O,C/groups,…}, out {N,O,…}.
struct Conv { TensorId x, w, out; Window window; std::int64_t groups = 1; bool operator==(const Conv&) const = default; };
/// Also a transposed convolution, when it stands in the forward part.
struct ConvBackwardData { TensorId grad, w, out; Window window; std::int64_t groups = 1; bool operator==(const ConvBackwardData&) const = default; };
struct ConvBackwardWeights { TensorId x, grad, out; Window window; std::int64_t groups = 1; bool operator==(const ConvBackwardWeights&) const = default; };

enum class PoolKind { Max, Average, Norm };
/// count_padding: the average divides by the whole window, padding included. Norm: (Σ |x|^power)^(1/power).
struct Pool { PoolKind kind; TensorId x, out; Window window; bool count_padding = false; int power = 2; bool operator==(const Pool&) const = default; };
/// out = gradient of x. Of equal maxima in a window the first one gets the gradient.
struct PoolBackward { PoolKind kind; TensorId x, y, grad, out; Window window; bool count_padding = false; int power = 2; bool operator==(const PoolBackward&) const = default; };

/// Normalises each channel by this batch's mean and biased variance: y = scale·x̂ + shift. Writes y, mean {C} and
/// inv_std {C} and moves the running values: running += momentum·(batch − running), with the unbiased variance.
/// Ioffe and Szegedy 2015.
struct BatchNorm { TensorId x, scale, shift, running_mean, running_variance, y, mean, inv_std; double momentum, epsilon; bool operator==(const BatchNorm&) const = default; };
struct BatchNormBackward { TensorId x, scale, mean, inv_std, grad, dx, dscale, dshift; bool operator==(const BatchNormBackward&) const = default; };
/// The same with the running values.
struct BatchNormInference { TensorId x, scale, shift, mean, variance, y; double epsilon; bool operator==(const BatchNormInference&) const = default; };

enum class Curve {
    Relu, LeakyRelu, Elu, Tanh, Sigmoid, Gelu, Silu, Softplus, HardSigmoid, HardSwish, Relu6,
    Mish, GeluTanh, Softsign, Clip,
    Exp, Log, Sqrt, Reciprocal, Abs, Erf,
    Sin, Cos, Tan, Asin, Acos, Atan, Sinh, Cosh, Asinh, Acosh, Atanh,
    Floor, Ceil, Round, Sign // Steps: their slope is 0.
};
/// f32 or f64. alpha: slope of LeakyRelu, scale of Elu; Clip goes from alpha to beta. Gelu is the exact one (erf),
/// GeluTanh x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))) (Hendrycks and Gimpel 2016). HardSigmoid: clip(x/6 + ½, 0, 1).
/// Mish: x·tanh(softplus(x)) (Misra 2019). Softsign: x/(1 + |x|). Round takes halves to the even neighbour.
struct Eltwise { Curve curve; TensorId x, out; double alpha = 0, beta = 0; bool operator==(const Eltwise&) const = default; };
/// out = grad · curve′(x); y is the forward result. At a corner: the slope on the left; of Abs 0.
struct EltwiseBackward { Curve curve; TensorId x, y, grad, out; double alpha = 0, beta = 0; bool operator==(const EltwiseBackward&) const = default; };

/// Whether a curve's slope follows from its result; else from what it starts from.
bool slope_from_result(Curve, double alpha);

/// Over the last axis.
struct Softmax { TensorId x, out; bool log = false; bool operator==(const Softmax&) const = default; };
struct SoftmaxBackward { TensorId y, grad, out; bool log = false; bool operator==(const SoftmaxBackward&) const = default; };

/// out = scale·x + shift, with plain numbers.
struct Affine { TensorId x, out; double scale = 1, shift = 0; bool operator==(const Affine&) const = default; };

enum class BinaryKind { Add, Subtract, Multiply, Divide, Maximum, Minimum, Power, Modulo, Remainder };
/// Sizes agree or one of them is 1, aligned at the last axis (numpy's rule). Of any type but truth. Modulo has the sign
/// of b, as in Python; Remainder that of a, as fmod in C. Whole numbers: Divide cuts towards 0, and what is divided by 0
/// is 0; a power with a negative exponent is 0, but for the bases 1 and −1.
struct Binary { BinaryKind kind; TensorId a, b, out; bool operator==(const Binary&) const = default; };

enum class CompareKind { Equal, Less, LessEqual, Greater, GreaterEqual };
/// out (Bool) = a ? b, by numpy's rule. a and b of any type. Nothing equals or compares with NaN.
struct Compare { CompareKind kind; TensorId a, b, out; bool operator==(const Compare&) const = default; };
enum class LogicKind { And, Or, Xor, Not };
/// Bool, by numpy's rule; b is no_tensor for Not.
struct Logic { LogicKind kind; TensorId a, b, out; bool operator==(const Logic&) const = default; };
/// out = condition (Bool) ? a : b, all three by numpy's rule; a, b and out of any type.
struct Where { TensorId condition, a, b, out; bool operator==(const Where&) const = default; };

/// out = x + bias {C} along axis 1.
struct AddBias { TensorId x, bias, out; bool operator==(const AddBias&) const = default; };

enum class ReduceKind { Sum, Mean, Max, Min, Product, LogSumExp };
/// Over `axes` (sorted). They go, or stay with size 1, whichever out's shape says. Of any type but truth; LogSumExp,
/// log Σ exp(x), only of fractions. Over nothing: 0, NaN, the least and the greatest number of the type, 1, −∞.
/// Way back: of equal extremes each gets the same share, as in PyTorch's amax.
struct Reduce { ReduceKind kind; TensorId x, out; std::vector<int> axes; bool operator==(const Reduce&) const = default; };
/// The way back: x repeated along `axes` (of out), times scale. Of any type, with scale 1 where it is not of fractions.
struct Expand { TensorId x, out; std::vector<int> axes; double scale = 1; bool operator==(const Expand&) const = default; };

/// out (I64) = where along `axis` the largest (or smallest) element is; of equals the first, or the last. The axis goes,
/// or stays with size 1. NaN counts as less than all others.
struct ArgReduce { TensorId x, out; int axis; bool smallest = false, last = false; bool operator==(const ArgReduce&) const = default; };
/// out[i] = Σ x[j] along `axis` over j ≤ i (exclusive: j < i); reverse: from the end. Of any type but truth.
struct CumSum { TensorId x, out; int axis; bool exclusive = false, reverse = false; bool operator==(const CumSum&) const = default; };
/// The largest (or smallest) elements along the last axis, as many as values' last size says, in order, with their
/// places (I64). Of equals the one with the lower place comes first.
struct TopK { TensorId x, values, places; bool smallest = false; bool operator==(const TopK&) const = default; };
enum class ScatterKind { Replace, Add, Multiply };
/// out = x {rows, width}, then for every i in order out[indices[i]] = updates[i], or += or *=. indices {n} I32 or I64,
/// those outside are passed over. updates {n, width}. Of any type.
struct Scatter { ScatterKind kind; TensorId x, indices, updates, out; bool operator==(const Scatter&) const = default; };
/// Writes x over a part of `into`, a State; the rest of it stays. `places` is no_tensor where x is all of it. Else they
/// are I32 {N}, and row n of x, along `axis` shorter than `into`, goes to places[n] along that axis; what would lie
/// outside is passed over. Of any type. Nothing flows back: later readers of `into` see a value that is held fixed.
struct Assign { TensorId x, places, into; int axis = 1; bool operator==(const Assign&) const = default; };

/// The same elements in the same order under another shape. Reshape to SliceBackward: of any type.
struct Reshape { TensorId x, out; bool operator==(const Reshape&) const = default; };
struct Concat { std::vector<TensorId> inputs; TensorId out; int axis; bool operator==(const Concat&) const = default; };
/// out = x[begin … begin + out.size) along axis.
struct Slice { TensorId x, out; int axis; std::int64_t begin; bool operator==(const Slice&) const = default; };
/// Zeros, but grad at that place.
struct SliceBackward { TensorId grad, out; int axis; std::int64_t begin; bool operator==(const SliceBackward&) const = default; };

// ---- Sequences: order, type and choice of elements -------------------------------------------------------------------
/// Axis i of out is axis perm[i] of x.
struct Permute { TensorId x, out; std::vector<int> perm; bool operator==(const Permute&) const = default; };
/// The same numbers as another type. A fraction is cut off towards 0; NaN becomes 0; truth is 1 or 0, and what is not 0
/// is true. Fractions of more digits have a gradient, whole numbers none.
struct Cast { TensorId x, out; bool operator==(const Cast&) const = default; };
/// The elements of x at `indices` (I32 or I64) along `axis`: that axis of x gives way to the axes of indices. An index
/// outside counts as the nearest one inside. Permute and Gather: of any type.
struct Gather { TensorId x, indices, out; int axis; bool operator==(const Gather&) const = default; };
/// Zeros, and each element of grad added at its place: what Gather did, backwards.
struct GatherBackward { TensorId grad, indices, out; int axis; bool operator==(const GatherBackward&) const = default; };

enum class Cell { Tanh, Relu, Lstm, Gru, GruResetFirst };
/// How many parts of H columns a cell's weights have: 1; 4, in the order i, f, g, o (PyTorch's and Keras's); 3, in the
/// order z, r, n (ONNX's and Keras's), of both Grus.
int gate_count(Cell);
/// Cells over steps, time first: x {T, N, I}, wx {I, G·H}, wh {H, G·H}, bias {G·H}, y {T, N, H}. With h₀ = c₀ = 0 and
/// h′ = h₋₁∘mask (mask {N, H}, or no_tensor), the parts of a = x·Wx + h′·Wh + bias are
///   Tanh, Relu: h = curve(a)
///   Lstm: i, f, o = σ, g = tanh of its part; c = f∘c₋₁ + i∘g; h = o∘tanh c. Hochreiter and Schmidhuber 1997.
///   Gru: z, r = σ(their part + d); n = tanh(x·Wxₙ + biasₙ + r∘(h′·Whₙ + dₙ)); h = (1 − z)∘n + z∘h₋₁, with d =
///        recurrent_bias {G·H}, which only this cell has. Cho et al. 2014, the reset behind the product as in cuDNN.
///   GruResetFirst: the same without d, and n = tanh(x·Wxₙ + biasₙ + (r∘h′)·Whₙ), as in the paper.
/// `reverse` goes from the last step to the first. From step lengths[n] (I32 {N}, or no_tensor) on sample n has no
/// steps; y is 0 there. last {N, H}: h after the last step that was gone through, 0 where there is none.
/// For the way back: gates {T, N, G·H} behind their curves; inner {T, N, H}, c of an Lstm, h′·Whₙ + dₙ of a Gru and r∘h′ of a
/// GruResetFirst.
struct Recurrent {
    Cell cell;
    TensorId x, wx, wh, bias, recurrent_bias, lengths, mask, y, last, gates, inner;
    bool reverse = false;
    bool operator==(const Recurrent&) const = default;
};
/// grad and grad_last are those of y and last; one of them may be no_tensor, and so may dx.
struct RecurrentBackward {
    Cell cell;
    TensorId x, wx, wh, lengths, mask, y, gates, inner, grad, grad_last, dx, dwx, dwh, dbias, drecurrent_bias;
    bool reverse = false;
    bool operator==(const RecurrentBackward&) const = default;
};
/// Softmax over the last axis of x {N, …, queries, keys}, of some of the keys: those before lengths[n] (I32 {N}, or
/// no_tensor) and, where causal, up to the query's own place, the last query being at the last key. The others get 0.
/// SoftmaxBackward is its way back.
struct MaskedSoftmax { TensorId x, lengths, out; bool causal = false; bool operator==(const MaskedSoftmax&) const = default; };

// ----------------------------------------------------------------------------------------------------------------------
/// Element i is kept, divided by (1 − rate), where dropout_keeps() says so of element first + i; else 0. `clock` is
/// {seed, step} (I64).
/// Its own backward: the same draw applied to the gradient.
struct Dropout { TensorId x, clock, out; double rate; std::uint64_t stream; std::int64_t first = 0; bool operator==(const Dropout&) const = default; };

/// loss {1} = Σ wᵢ·lᵢ / Σ wᵢ with lᵢ = −Σ target·log softmax(logits), wᵢ = weights[i]·class_weights[label].
/// logits {N,C}, labels {N} I32, weights {N}, class_weights {C} or no_tensor.
/// target = (1 − smoothing)·one-hot + smoothing/C. 0 when all weights are 0. A label outside [0, C) makes wᵢ 0.
struct CrossEntropy { TensorId logits, labels, weights, class_weights, loss; double smoothing = 0; bool operator==(const CrossEntropy&) const = default; };
/// out = seed {1} · d loss / d logits.
struct CrossEntropyBackward { TensorId logits, labels, weights, class_weights, seed, out; double smoothing = 0; bool operator==(const CrossEntropyBackward&) const = default; };

/// Connectionist temporal classification (Graves et al. 2006). loss {1} = Σ wᵢ·lᵢ / Σ wᵢ with lᵢ = −log p / max(1, S′),
/// p being the share of softmax(logits) in all ways to spell the row's S′ labels in T steps: each once or more often,
/// with blanks (class 0) around them as one likes and between equal ones at least one. Divided like
/// torch.nn.CTCLoss's "mean". logits {N,T,C}, weights {N}, labels {N,S} I32, classes from 1 up, filled up with −1. A label
/// that is no such class makes wᵢ 0. What T steps cannot spell costs ∞, or 0 with zero_infinity; it has no slope.
/// slope {N,T,C} = d loss / d logits, or no_tensor where no gradient is wanted.
struct Ctc { TensorId logits, labels, weights, loss, slope; bool zero_infinity = false; bool operator==(const Ctc&) const = default; };

enum class PointLoss { BinaryCrossEntropy, Mse, Mae, Huber };
/// loss {1} = Σ wᵢ·mean over the row's elements of l(prediction, target) / Σ wᵢ; prediction and target {N,…}.
/// parameter: Huber's delta; for BinaryCrossEntropy (from logits) the weight of the positive class.
/// smoothing moves binary targets towards ½.
struct PointwiseLoss { PointLoss kind; TensorId prediction, target, weights, loss; double parameter = 1, smoothing = 0; bool operator==(const PointwiseLoss&) const = default; };
struct PointwiseLossBackward { PointLoss kind; TensorId prediction, target, weights, seed, out; double parameter = 1, smoothing = 0; bool operator==(const PointwiseLossBackward&) const = default; };

/// out {1} = how many rows with weight > 0 are right. I32 labels {N}: the largest logit (the first of equals) is the
/// label. f32 labels of logits' shape: every logit lies on the side of 0 on which its target lies of ½.
struct CountCorrect { TensorId logits, labels, weights, out; bool operator==(const CountCorrect&) const = default; };

/// out {1} = Σ x². Where `when` {1} I64 is there and 0: 0, and x is not read.
struct SquareSum { TensorId x, when, out; bool operator==(const SquareSum&) const = default; };

// Updates write param and its moments in place. rate {1} is the learning rate; decay·param is added to the gradient.
// scale {1} multiplies the gradient before all else; no_tensor: 1.
/// velocity = momentum·velocity + g; param −= rate·(nesterov ? g + momentum·velocity : velocity). velocity may be
/// no_tensor where momentum is 0.
struct SgdUpdate { TensorId param, grad, velocity, rate; double momentum = 0, decay = 0; bool nesterov = false; TensorId scale = no_tensor; bool operator==(const SgdUpdate&) const = default; };
/// sum += g²; param −= rate·g/(√sum + ε). Duchi et al. 2011.
struct AdaGradUpdate { TensorId param, grad, sum, rate; double epsilon = 1e-7, decay = 0; TensorId scale = no_tensor; bool operator==(const AdaGradUpdate&) const = default; };
/// square = ρ·square + (1−ρ)·g²; move = g/(√square + ε); velocity = momentum·velocity + move; param −= rate·velocity.
/// Tieleman and Hinton 2012. velocity is no_tensor where momentum is 0.
struct RmsPropUpdate { TensorId param, grad, square, velocity, rate; double rho = 0.9, momentum = 0, epsilon = 1e-7, decay = 0; TensorId scale = no_tensor; bool operator==(const RmsPropUpdate&) const = default; };
/// Kingma and Ba 2015; bias correction from the step in clock[1], which is 0 at the first step.
/// decoupled: param −= rate·decay·param instead of the gradient term (Loshchilov and Hutter 2019).
struct AdamUpdate { TensorId param, grad, first, second, rate, clock; double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, decay = 0; bool decoupled = false; TensorId scale = no_tensor; bool operator==(const AdamUpdate&) const = default; };
/// param −= rate·(sign(β1·mean + (1−β1)·g) + decay·param); mean = β2·mean + (1−β2)·g. Chen et al. 2023 (Lion).
struct LionUpdate { TensorId param, grad, mean, rate; double beta1 = 0.9, beta2 = 0.99, decay = 0; TensorId scale = no_tensor; bool operator==(const LionUpdate&) const = default; };

// ---- Normalisation within each sample ------------------------------------------------------------------------------

/// y = scale·x̂ + shift, both {C} or no_tensor, with x̂ = (x − mean)·inv_std and inv_std = 1/√(biased variance + ε).
/// groups 0: over the channels at each place; mean and inv_std are {N, places} (Ba et al. 2016). Else over each of so
/// many groups of neighbouring channels with all its places; they are {N, groups} (Wu and He 2018; as many groups as
/// channels: Ulyanov et al. 2016). rms: inv_std = 1/√(mean of x² + ε), and mean is 0 and no_tensor (Zhang and Sennrich
/// 2019).
struct LayerNorm { TensorId x, scale, shift, y, mean, inv_std; std::int64_t groups = 0; double epsilon = 1e-5; bool rms = false; bool operator==(const LayerNorm&) const = default; };
/// dscale and dshift may be no_tensor.
struct LayerNormBackward { TensorId x, scale, mean, inv_std, grad, dx, dscale, dshift; std::int64_t groups = 0; bool rms = false; bool operator==(const LayerNormBackward&) const = default; };

struct LocalResponse { std::int64_t size = 5; double alpha = 1e-4, beta = 0.75, bias = 1; bool operator==(const LocalResponse&) const = default; };
/// out = x / (bias + alpha/size · Σ x²)^beta, summed over `size` neighbouring channels from c − ⌊(size − 1)/2⌋ to
/// c + ⌊size/2⌋, as far as there are any. Krizhevsky et al. 2012, section 3.3; the range is ONNX's.
struct Lrn { TensorId x, out; LocalResponse response; bool operator==(const Lrn&) const = default; };
struct LrnBackward { TensorId x, grad, out; LocalResponse response; bool operator==(const LrnBackward&) const = default; };

// ---- Along the spatial axes ----------------------------------------------------------------------------------------

enum class PadKind { Zero, Reflect, Replicate };
/// out[i] = x[i − begin] along every spatial axis; outside of x there are zeros, x mirrored at its last value (fewer
/// than x is long), or that value. How much lies behind follows from out's shape.
struct Pad { PadKind kind; TensorId x, out; std::vector<std::int64_t> begin; bool operator==(const Pad&) const = default; };
struct PadBackward { PadKind kind; TensorId grad, out; std::vector<std::int64_t> begin; bool operator==(const PadBackward&) const = default; };

enum class ResizeKind { Nearest, Linear };
/// Every spatial axis to out's size. Nearest: x[⌊i·in/out⌋]. Linear: between the neighbours of (i + ½)·in/out − ½
/// ("half pixel"; PyTorch's align_corners=False), the last value beyond the border.
struct Resize { ResizeKind kind; TensorId x, out; bool operator==(const Resize&) const = default; };
struct ResizeBackward { ResizeKind kind; TensorId grad, out; bool operator==(const ResizeBackward&) const = default; };

/// Standard normal numbers, the same on every device up to rounding: normal_draw() of element first + i. `clock` is
/// {seed, step} (I64).
struct NormalNoise { TensorId clock, out; std::uint64_t stream; std::int64_t first = 0; bool operator==(const NormalNoise&) const = default; };

using AnyOp = std::variant<MatMul, Conv, ConvBackwardData, ConvBackwardWeights, Pool, PoolBackward, BatchNorm,
                        BatchNormBackward, BatchNormInference, Eltwise, EltwiseBackward, Softmax, SoftmaxBackward,
                        Affine, Binary, Compare, Logic, Where, AddBias, Reduce, Expand, ArgReduce, CumSum, TopK, Scatter, Assign,
                        Reshape, Concat, Slice, SliceBackward, Permute, Cast, Gather, GatherBackward, Recurrent, RecurrentBackward, MaskedSoftmax, Dropout, CrossEntropy,
                        CrossEntropyBackward, Ctc, PointwiseLoss, PointwiseLossBackward, CountCorrect, SgdUpdate,
                        AdaGradUpdate, RmsPropUpdate, AdamUpdate, LionUpdate, SquareSum,
                        LayerNorm, LayerNormBackward, Lrn, LrnBackward, Pad, PadBackward, Resize, ResizeBackward, NormalNoise>;
/// One instruction. How it is copied, moved and compared stands once, in program.cpp: with so many kinds the compiler
/// would else write out a good deal in every file that holds some.
struct Op : AnyOp {
    using AnyOp::AnyOp;
    Op(const Op&);
    Op(Op&&) noexcept;
    Op& operator=(const Op&);
    Op& operator=(Op&&) noexcept;
    ~Op();
    bool operator==(const Op&) const;
};

/// The draw that Dropout makes, the same on every device.
bool dropout_keeps(std::uint64_t seed, std::uint64_t stream, std::uint64_t step, std::uint64_t element, float rate);

/// The number that NormalNoise draws (Box and Muller 1958).
double normal_draw(std::uint64_t seed, std::uint64_t stream, std::uint64_t step, std::uint64_t element);

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
    bool side_by_side = false; // Parts of the batch, which begin with slices of the inputs' rows, may run at once.

    const Tensor& at(TensorId id) const { return tensors[std::size_t(id)]; }
    Tensor& at(TensorId id) { return tensors[std::size_t(id)]; }
    /// The tensor of that name, or no_tensor.
    TensorId find(std::string_view name) const;
};

/// The tensors an instruction reads and writes; those it updates in place are in both.
std::vector<TensorId> read(const Op&);
std::vector<TensorId> written(const Op&);
/// The places where an instruction names them, for passes that put another tensor there.
std::vector<TensorId*> operands(Op&);
std::vector<TensorId*> results(Op&);
/// "matmul", "conv_backward_data", …: for profiles and messages.
std::string_view name_of(const Op&);

/// How many products each element of the result sums up.
std::int64_t inner_size(const Program&, const MatMul&);
/// Multiply-adds of the program's convolutions, matrix products and recurrences, those of its backward pass included.
std::int64_t multiply_adds(const Program&);
/// Elements of all tensors with that role.
std::int64_t elements(const Program&, Role);
/// The shortest size that a window leads to `size` along its axis: (size − 1)·stride − pads + dilation·(kernel − 1) + 1.
std::int64_t transposed(std::int64_t size, const Window&, std::size_t axis);
/// Sizes behind a window: floor((in + pads − dilation·(kernel − 1) − 1)/stride) + 1, or 0 where it does not fit.
Shape windowed(const Shape& spatial, const Window&);

} // namespace loom
