#pragma once
#include "ir/program.h"

#include <cstddef>
#include <cstdint>

namespace loom::onednn {

/// A tensor seen as {outer, channels, inner}. block 1: in that order. block 8: eight channels side by side, their
/// number rounded up (nCx8c); what fills up is 0 and stays 0.
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

/// Windows over `planes` planes of eight channels side by side; missing axes come first and have size 1.
struct PoolShape {
    std::size_t planes = 0;
    std::ptrdiff_t in[3] = {1, 1, 1}, out[3] = {1, 1, 1}, kernel[3] = {1, 1, 1}, stride[3] = {1, 1, 1},
                   dilation[3] = {1, 1, 1}, pad[3] = {0, 0, 0};
    bool inside = true; // No window reaches over the border.
};
/// A convolution of plain pictures of few channels, without padding.
struct ThinConv {
    std::ptrdiff_t batch, in_channels, height, width, out_channels, out_height, out_width, kernel_height, kernel_width,
        stride_height, stride_width, dilation_height, dilation_width;
};

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
    float rate, decay;
};

/// Rows of `inner` floats at indices of one of the two types; the other is null. x is {outer, size, inner}, what is
/// gathered {outer, count, inner}.
struct GatherArgs {
    const std::int32_t* narrow;
    const std::int64_t* wide;
    std::size_t outer, size, count, inner;
};

/// The own loops of this device. There is one set per kind of processor, from the same source (kernels.inl).
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
    /// nCx8c pictures; `winner` is the tap that was the largest, the first of equals.
    void (*max_pool)(const float* x, float* y, std::uint8_t* winner, const PoolShape&, int threads);
    void (*max_pool_backward)(const float* grad, const std::uint8_t* winner, float* dx, const PoolShape&, int threads);
    /// grad is nCx8c, all others plain; dbias may be null.
    void (*thin_weight_gradient)(const float* x, const float* grad, float* dw, float* dbias, const ThinConv&,
                                 int threads);
    void (*dropout)(const float* x, float* out, const ChannelView&, const std::int64_t* clock, std::uint64_t stream,
                    float rate, float scale, int threads);
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
    void (*rmsprop)(const UpdateArgs&, float rho, float momentum, float epsilon, int threads);
    void (*adam)(const UpdateArgs&, const AdamUpdate&, std::int64_t step, int threads);
    void (*gather)(const GatherArgs&, const float* x, float* out, int threads);
    /// Zeroes x and adds each row of grad at its place.
    void (*scatter_add)(const GatherArgs&, const float* grad, float* x, int threads);
};

const Kernels& plain_kernels();
#if defined(__x86_64__)
const Kernels& avx2_kernels();
#endif
/// The best set that this processor can run.
const Kernels& kernels();

} // namespace loom::onednn
