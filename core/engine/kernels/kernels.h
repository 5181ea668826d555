#pragma once
#include "ir/program.h"

#include <cstddef>
#include <cstdint>

namespace loom::loops {

/// Calls work(context, part) for each part in [0, parts), by the team of the running program where there is one.
void share_out(int parts, void (*work)(const void* context, int part), const void* context);

/// The same for a function object: work(part).
template <class F>
void share_out(int parts, const F& work)
{
    share_out(
        parts, [](const void* context, int part) { (*static_cast<const F*>(context))(part); }, &work);
}

/// A tensor seen as {outer, channels, inner}. block 1: in that order. block 8 or 16: that many channels side by
/// side, their number rounded up (nCx8c, nCx16c); what fills up is 0 and stays 0.
struct ChannelView {
    std::size_t outer = 1, channels = 1, inner = 1;
    std::size_t block = 1;
    std::size_t blocks() const { return (channels + block - 1) / block; }
};

/// Loops over up to this many axes, after neighbours that behave alike have been merged.
inline constexpr int max_axes = 8;
/// out[o] = f(a[i], b[j]) over `size`, with strides (0 where repeated). The last axis is the innermost.
struct Strided {
    int rank = 0;
    std::size_t size[max_axes] = {};
    std::ptrdiff_t a[max_axes] = {}, b[max_axes] = {}, out[max_axes] = {};
};

/// Windows over `planes` planes of `block` channels side by side; missing axes come first and have size 1.
struct PoolShape {
    std::size_t planes = 0, block = 8;
    std::ptrdiff_t in[3] = {1, 1, 1}, out[3] = {1, 1, 1}, kernel[3] = {1, 1, 1}, stride[3] = {1, 1, 1},
                   dilation[3] = {1, 1, 1}, pad[3] = {0, 0, 0};
    bool inside = true;  // No window reaches over the border.
    bool apart = true;   // No two windows overlap.
    bool covered = true; // Every place belongs to a window.
};
/// One axis of a resampling: place i of the result is Σ weight[k]·x[from[k]] for k in [start[i], start[i + 1]).
struct ResampleAxis {
    std::size_t in = 1, out = 1;
    const std::int32_t *start = nullptr, *from = nullptr;
    const float* weight = nullptr;
};
/// `planes` planes of three axes, with one, eight or sixteen channels side by side.
struct ResampleShape {
    std::size_t planes = 0, lanes = 1;
    ResampleAxis axes[3];
};
/// A convolution of plain pictures of few channels.
struct ThinConv {
    std::ptrdiff_t batch, in_channels, height, width, out_channels, out_height, out_width, kernel_height, kernel_width,
        stride_height, stride_width, dilation_height, dilation_width;
    std::size_t block; // Of the result's gradient.
    std::ptrdiff_t pad_top = 0, pad_left = 0;
};
/// How many values of a window's weights thin_data_gradient holds at most for each output channel.
inline constexpr std::ptrdiff_t most_thin_taps = 64;

/// A 3×3 convolution with stride 1 in tiles of 4×4 places of its result, which count through all samples. Pictures are
/// blocked, both numbers of channels multiples of 16.
struct Winograd {
    std::ptrdiff_t in_height, in_width, out_height, out_width, pad_top, pad_left;
    std::size_t in_channels, out_channels, tile_rows, tile_columns, block;
};

struct BatchNormArgs {
    const float *scale, *shift;
    float *mean, *variance; // Results.
    float epsilon;
    bool relu; // Of the result.
};
struct BatchNormBackwardArgs {
    const float *scale, *mean, *inv_std;
    float *dscale, *dshift;
};

/// Normalisation of {batch, channels, places}: over the channels at each place where groups is 0, else over each group
/// of channels with all its places. Pointers of what is not wanted are null; `scale` and `shift` have one entry a channel.
struct NormShape {
    std::size_t batch, channels, places, groups;
    float epsilon;
    bool rms;
};
struct NormArgs {
    const float *x, *scale, *shift;
    float *y, *mean, *inv_std;
};
struct NormGradient {
    const float *x, *scale, *mean, *inv_std, *grad;
    float *dx, *dscale, *dshift;
};
/// Local response over `before` channels before and `behind` behind each; alpha is that of one square.
struct LrnShape {
    std::size_t batch, channels, places, before, behind;
    float alpha, beta, bias;
};
/// Floats that the way back wants for each part.
inline std::size_t lrn_scratch(const LrnShape& s)
{
    return 64 * s.channels;
}

struct PointArgs {
    PointLoss kind;
    const float *prediction, *target, *weights;
    std::size_t rows, width;
    float parameter, smoothing;
};
struct EntropyArgs {
    const float* logits;
    const std::int32_t* labels;
    const float *weights, *class_weights; // class_weights may be null.
    std::size_t rows, classes;
    float smoothing;
};
struct UpdateArgs {
    float* param;
    const float* grad;
    float *first, *second; // The moments, in the instruction's order; second or both may be null.
    std::size_t n;
    float rate, decay, scale; // scale: of the gradient.
};

/// Rows of `inner` floats at indices of one of the two types; the other is null. x is {outer, size, inner}, what is
/// gathered {outer, count, inner}.
struct GatherArgs {
    const std::int32_t* narrow;
    const std::int64_t* wide;
    std::size_t outer, size, count, inner;
};

/// The steps of a recurrence: {steps, batch, hidden} or, with width = all gates side by side, {steps, batch, width}.
struct RecurrentArgs {
    Cell cell;
    bool reverse;
    std::size_t steps, batch, hidden, width;
    const float *recurrent_bias = nullptr, *mask = nullptr;
    const std::int32_t* lengths = nullptr;
    float *y = nullptr, *gates = nullptr, *inner = nullptr, *last = nullptr;
    float* zeros = nullptr; // {width}
    float* fed = nullptr;   // {batch, hidden}: h through the mask; on the way back the gradient of h.
    // The way back. dproduct is what flows into h·Wh: dgates itself for all but the Grus.
    const float *grad = nullptr, *grad_last = nullptr;
    float *dgates = nullptr, *dproduct = nullptr, *carry = nullptr; // carry {batch, hidden}: past the product.
};
struct MaskArgs {
    const std::int32_t* lengths; // May be null.
    std::size_t rows, rows_per_sample, queries, keys;
    bool causal;
};

/// The own loops of this device. There is one set per kind of processor, from the same source (all.inl).
/// `threads`: into how many parts the work is cut; the result depends on nothing else.
struct Kernels {
    // The curves without exponentials, and all of Affine. Backward takes x or, for Relu and LeakyRelu, y.
    void (*curve)(Curve, const float* x, float* out, std::size_t n, float alpha, float beta, int threads);
    void (*curve_backward)(Curve, const float* x, const float* grad, float* out, std::size_t n, float alpha, float beta,
                           int threads);
    void (*affine)(const float* x, float* out, std::size_t n, float scale, float shift, int threads);
    void (*binary)(BinaryKind, const float* a, const float* b, float* out, std::size_t n, int threads);
    void (*binary_strided)(BinaryKind, const float* a, const float* b, float* out, const Strided&);
    /// out = x·mul[c] + add[c]; mul may be null.
    void (*channel_affine)(const float* x, const float* mul, const float* add, float* out, const ChannelView&,
                           int threads);
    /// out[c] = scale·Σ x over outer and inner.
    void (*channel_sum)(const float* x, float* out, const ChannelView&, float scale, int threads);
    /// out[outer·c] = scale·Σ x over inner; out is plain.
    void (*inner_sum)(const float* x, float* out, const ChannelView&, float scale, int threads);
    /// x = scale·in[outer·c] along inner; in is plain, x has the view's layout.
    void (*inner_expand)(const float* in, float* x, const ChannelView&, float scale, int threads);
    /// out[o] = scale·Σ x; out's strides are 0 along what is summed up. size and a describe x.
    void (*sum_strided)(const float* x, float* out, std::size_t out_size, const Strided&, float scale);
    /// out[o] = scale·x[a].
    void (*copy_strided)(const float* x, float* out, const Strided&, float scale);
    /// `rows` runs of `run` floats, from one stride to another.
    void (*copy_runs)(const float* x, std::size_t x_stride, float* out, std::size_t out_stride, std::size_t run,
                      std::size_t rows, int threads);
    /// Blocked pictures; `winner` is the tap that was the largest, the first of equals.
    void (*max_pool)(const float* x, float* y, std::uint8_t* winner, const PoolShape&, int threads);
    /// With y, the pool's result, also back through the ReLU before the pool: its slope is 0 where y is not positive.
    void (*max_pool_backward)(const float* grad, const std::uint8_t* winner, const float* y, float* dx,
                              const PoolShape&, int threads);
    /// grad is blocked, all others plain; dbias may be null. Without padding.
    void (*thin_weight_gradient)(const float* x, const float* grad, float* dw, float* dbias, const ThinConv&,
                                 int threads);
    /// grad is blocked, all others plain; at most most_thin_taps weights for each output channel.
    void (*thin_data_gradient)(const float* grad, const float* w, float* dx, const ThinConv&, int threads);
    // Of blocked pictures.
    void (*batch_norm)(const float* x, float* y, const BatchNormArgs&, const ChannelView&, int threads);
    /// With y, the result of a ReLU behind it, also back through that. dx may be grad.
    void (*batch_norm_backward)(const float* x, const float* grad, const float* y, float* dx,
                                const BatchNormBackwardArgs&, const ChannelView&, int threads);
    // Between places and Winograd's domain, where a tensor is 36 matrices `stride` floats apart: for `count` tiles from
    // tile `first` on {count, channels}, for weights {in, out}. These do not share themselves out.
    void (*winograd_input)(const float* x, float* out, const Winograd&, std::size_t first, std::size_t count,
                           std::size_t stride);
    /// bias may be null.
    void (*winograd_output)(const float* m, const float* bias, bool relu, float* y, const Winograd&, std::size_t first,
                            std::size_t count, std::size_t stride);
    void (*winograd_gradient)(const float* grad, float* out, const Winograd&, std::size_t first, std::size_t count,
                              std::size_t stride);
    /// Weights are {3, 3, pairs} with pairs = {in, out}; flip turns each by 180 degrees.
    void (*winograd_weights)(const float* w, float* out, std::size_t pairs, bool flip, int threads);
    void (*winograd_weight_gradient)(const float* u, float* dw, std::size_t pairs, int threads);
    /// `more` is added to what is left; null where there is none, and in blocks.
    void (*dropout)(const float* x, const float* more, float* out, const ChannelView&, const std::int64_t* clock, std::uint64_t stream,
                    std::size_t first, float rate, float scale, int threads);
    void (*softmax)(const float* x, float* out, std::size_t rows, std::size_t width, bool log, int threads);
    void (*softmax_backward)(const float* y, const float* grad, float* out, std::size_t rows, std::size_t width,
                             bool log, int threads);
    void (*entropy)(const EntropyArgs&, float* loss);
    void (*entropy_backward)(const EntropyArgs&, float seed, float* out, int threads);
    void (*point)(const PointArgs&, float* loss);
    void (*point_backward)(const PointArgs&, float seed, float* out, int threads);
    float (*count_classes)(const EntropyArgs&);
    float (*count_signs)(const PointArgs&);
    void (*sgd)(const UpdateArgs&, float momentum, bool nesterov, int threads);
    void (*adagrad)(const UpdateArgs&, float epsilon, int threads);
    void (*rmsprop)(const UpdateArgs&, const RmsPropUpdate&, int threads);
    void (*adam)(const UpdateArgs&, const AdamUpdate&, std::int64_t step, int threads);
    void (*lion)(const UpdateArgs&, const LionUpdate&, int threads);
    /// Adds the squares that each part has found to its number in `parts`.
    void (*square_sum)(const float* x, std::size_t n, double* parts, int threads);
    void (*gather)(const GatherArgs&, const float* x, float* out, int threads);
    /// Zeroes x and adds each row of grad at its place.
    void (*scatter_add)(const GatherArgs&, const float* grad, float* x, int threads);
    /// One step for samples [begin, end). gates holds x·Wx + bias before and the gates behind; product is h·Wh of the
    /// step before, or null where there is none.
    void (*cell_step)(const RecurrentArgs&, std::size_t t, std::size_t begin, std::size_t end, const float* product);
    /// In front of it, of GruResetFirst alone: z and r behind their curves and r∘h′ in `inner`, the product of which is
    /// what cell_step then gets.
    void (*cell_reset)(const RecurrentArgs&, std::size_t t, std::size_t begin, std::size_t end, const float* product);
    /// The same backwards; product is dproduct·Whᵀ of the step behind.
    void (*cell_step_back)(const RecurrentArgs&, std::size_t t, std::size_t begin, std::size_t end, const float* product);
    /// Behind it, of GruResetFirst alone: product is that of what cell_step_back has left in dproduct for r∘h′.
    void (*cell_reset_back)(const RecurrentArgs&, std::size_t t, std::size_t begin, std::size_t end, const float* product);
    void (*masked_softmax)(const float* x, float* out, const MaskArgs&, int threads);
    void (*layer_norm)(const NormArgs&, const NormShape&, int threads);
    /// partial: 2·channels floats for each thread.
    void (*layer_norm_backward)(const NormGradient&, const NormShape&, float* partial, int threads);
    /// rows: room for an operand's row along the last axis, for each thread.
    void (*resample)(const float* x, float* out, const ResampleShape&, float* rows, int threads);
    /// Blocked pictures; (Σ |x|^power)^(1/power).
    void (*lp_pool)(const float* x, float* y, const PoolShape&, int power, int threads);
    void (*lp_pool_backward)(const float* x, const float* y, const float* grad, float* dx, const PoolShape&, int power,
                             int threads);
    void (*normal)(float* out, std::size_t n, const std::int64_t* clock, std::uint64_t stream, std::size_t first, int threads);
    void (*lrn)(const float* x, float* out, const LrnShape&, int threads);
    void (*lrn_backward)(const float* x, const float* grad, float* out, const LrnShape&, float* scratch, int threads);
};

const Kernels& plain_kernels();
#if defined(__x86_64__)
const Kernels& avx2_kernels();
const Kernels& avx512_kernels();
#endif
/// The best set that this processor can run. ONEDNN_MAX_CPU_ISA=AVX2 (or SSE41, …) limits it, as it limits oneDNN.
const Kernels& kernels();

} // namespace loom::loops
