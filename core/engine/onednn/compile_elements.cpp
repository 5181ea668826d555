// What works element by element or channel by channel, in whatever layout the tensor has.
#include "engine/onednn/compiler.h"
#include "engine/onednn/strides.h"

#include <algorithm>
#include <cmath>

namespace loom::onednn {
namespace {

/// Who computes a curve.
enum class By { Loops, OneDnn, Reference };

By made_by(Curve curve)
{
    switch (curve) {
    case Curve::Elu:
    case Curve::Tanh:
    case Curve::Sigmoid:
    case Curve::Silu:
    case Curve::Softplus:
    case Curve::Mish:
    case Curve::GeluTanh:
        return By::OneDnn;
    case Curve::Exp:
    case Curve::Relu:
    case Curve::LeakyRelu:
    case Curve::Gelu:
    case Curve::HardSigmoid:
    case Curve::HardSwish:
    case Curve::Relu6:
    case Curve::Clip:
    case Curve::Abs:
    case Curve::Softsign:
    case Curve::Reciprocal:
    case Curve::Sqrt:
    case Curve::Log: // oneDNN 2.6's has the entropy of three shares 7e-7 off.
        return By::Loops;
    case Curve::Erf:
    case Curve::Sin:
    case Curve::Cos:
    case Curve::Tan:
    case Curve::Asin:
    case Curve::Acos:
    case Curve::Atan:
    case Curve::Sinh:
    case Curve::Cosh:
    case Curve::Asinh:
    case Curve::Acosh:
    case Curve::Atanh:
    case Curve::Floor:
    case Curve::Ceil:
    case Curve::Round:
    case Curve::Sign:
        return By::Reference;
    }
    return By::Reference;
}

/// Whether what fills a block up stays 0 on the way there and a number on the way back. Of curves that do not begin at 0
/// oneDNN sees to that itself, slowly.
bool keeps_zero(Curve curve, double alpha, double beta)
{
    switch (curve) {
    case Curve::HardSigmoid:
    case Curve::Sigmoid:
    case Curve::Softplus:
    case Curve::Exp:
    case Curve::Log:
    case Curve::Reciprocal:
    case Curve::Sqrt:
        return false;
    case Curve::Clip:
        return alpha <= 0 && beta >= 0;
    default:
        return true;
    }
}

constexpr double exponential_cost = 4; // In passes over memory.

} // namespace

void Compiler::lower(const Eltwise& e)
{
    if (made_by(e.curve) == By::Reference)
        return fall_back();
    const bool as_it_is = keeps_zero(e.curve, e.alpha, e.beta) || !is_padded(e.x);
    const BufferId x = as_it_is ? home(e.x).buffer : in_plain(e.x);
    const BufferId out = as_it_is ? place(e.out, home(e.x).desc) : place_plain(e.out);
    draft_.may_share(out, x);
    if (made_by(e.curve) == By::OneDnn) {
        const Desc desc = home(e.out).desc;
        const int threads = draft_.threads_for_bytes(8.0 * exponential_cost * double(elements(e.x)));
        draft_.add("eltwise", pieces({desc}, threads, [&](Rows r) {
                       const Argument from = rows(DNNL_ARG_SRC, x, desc, r), to = rows(DNNL_ARG_DST, out, desc, r);
                       return Piece{eltwise(draft_.engine(), *activation_of(e.curve, e.alpha), from.desc), {from, to}};
                   }));
        return;
    }
    const std::size_t n = stored(e.out);
    const int threads = draft_.threads_for_bytes(8.0 * double(n));
    loop("eltwise", {x, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), to = target(at, out)] {
            k.curve(e.curve, from, to, n, float(e.alpha), float(e.beta), threads);
        };
    });
}

void Compiler::lower(const EltwiseBackward& e)
{
    if (goes_on_in_batch_norm(e)) {
        relus_[e.out] = {e.grad, e.y};
        return;
    }
    if (made_by(e.curve) == By::Reference)
        return fall_back();
    const bool by_result = slope_from_result(e.curve, e.alpha);
    const TensorId start = by_result ? e.y : e.x;
    const bool as_it_is = keeps_zero(e.curve, e.alpha, e.beta) || !is_padded(start);
    const Desc desc = as_it_is ? home(start).desc : plain(shape(start));
    const BufferId x = in_layout(start, desc), grad = in_layout(e.grad, desc), out = place(e.out, desc);
    const std::size_t n = stored(e.out);
    draft_.may_share(out, grad);
    if (made_by(e.curve) == By::Loops) {
        const int threads = draft_.threads_for_bytes(12.0 * double(n));
        loop("eltwise_backward", {x, grad, out}, [=, &k = kernels_](const Address& at) {
            return [=, &k, from = source(at, x), g = source(at, grad), to = target(at, out)] {
                k.curve_backward(e.curve, from, g, to, n, float(e.alpha), float(e.beta), threads);
            };
        });
        return;
    }
    const int threads = draft_.threads_for_bytes(12.0 * exponential_cost * double(n));
    Activation a = *activation_of(e.curve, e.alpha);
    if (by_result)
        a.algorithm = e.curve == Curve::Tanh      ? dnnl::algorithm::eltwise_tanh_use_dst_for_bwd
                      : e.curve == Curve::Sigmoid ? dnnl::algorithm::eltwise_logistic_use_dst_for_bwd
                                                  : dnnl::algorithm::eltwise_elu_use_dst_for_bwd;
    draft_.add("eltwise_backward", pieces({desc}, threads, [&](Rows r) {
                   const Argument from = rows(by_result ? DNNL_ARG_DST : DNNL_ARG_SRC, x, desc, r);
                   return Piece{eltwise_backward(draft_.engine(), a, from.desc),
                                {from, rows(DNNL_ARG_DIFF_DST, grad, desc, r), rows(DNNL_ARG_DIFF_SRC, out, desc, r)}};
               }));
}

void Compiler::lower(const Affine& a)
{
    const bool as_it_is = a.shift == 0 || !is_padded(a.x);
    const BufferId x = as_it_is ? home(a.x).buffer : in_plain(a.x);
    const BufferId out = as_it_is ? place(a.out, home(a.x).desc) : place_plain(a.out);
    const std::size_t n = stored(a.out);
    const int threads = draft_.threads_for_bytes(8.0 * double(n));
    draft_.may_share(out, x);
    loop("affine", {x, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), to = target(at, out)] {
            k.affine(from, to, n, float(a.scale), float(a.shift), threads);
        };
    });
}

void Compiler::lower(const Binary& b)
{
    if (b.kind == BinaryKind::Power || b.kind == BinaryKind::Modulo || b.kind == BinaryKind::Remainder)
        return fall_back();
    if (shape(b.a) == shape(b.b)) {
        // In the layout of the one that is not plain; division would make NaN of what fills up a block.
        const Desc both = home(is_plain(b.a) ? b.b : b.a).desc;
        const bool keep = dims_of(both) == shape(b.out) &&
                          (b.kind != BinaryKind::Divide || both.get_size() == elements(b.out) * sizeof(float));
        const Desc desc = keep ? both : plain(shape(b.out));
        const BufferId x = in_layout(b.a, desc), y = in_layout(b.b, desc), out = place(b.out, desc);
        const std::size_t n = stored(b.out);
        const int threads = draft_.threads_for_bytes(12.0 * double(n));
        draft_.may_share(out, x);
        draft_.may_share(out, y);
        loop("binary", {x, y, out}, [=, &k = kernels_](const Address& at) {
            return [=, &k, p = source(at, x), q = source(at, y), to = target(at, out)] {
                k.binary(b.kind, p, q, to, n, threads);
            };
        });
        return;
    }
    const BufferId x = in_plain(b.a), y = in_plain(b.b), out = place_plain(b.out);
    const Strided loops = strided(shape(b.out), broadcast_strides(shape(b.a), shape(b.out).size()),
                                  broadcast_strides(shape(b.b), shape(b.out).size()),
                                  broadcast_strides(shape(b.out), shape(b.out).size()));
    loop("binary", {x, y, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, x), q = source(at, y), to = target(at, out)] {
            k.binary_strided(b.kind, p, q, to, loops);
        };
    });
}

void Compiler::lower(const AddBias& a)
{
    const ChannelView v = view_or_plain(a.x);
    const bool keep = v.block > 1;
    const BufferId x = keep ? home(a.x).buffer : in_plain(a.x), bias = in_plain(a.bias);
    const BufferId out = keep ? place(a.out, home(a.x).desc) : place_plain(a.out);
    const int threads = draft_.threads_for_bytes(8.0 * double(stored(a.out)));
    draft_.may_share(out, x);
    loop("add_bias", {x, bias, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), add = source(at, bias), to = target(at, out)] {
            k.channel_affine(from, nullptr, add, to, v, threads);
        };
    });
}

void Compiler::lower(const BatchNormInference& b)
{
    const ChannelView v = view_or_plain(b.x);
    const bool keep = v.block > 1;
    const std::size_t channels = elements(b.scale);
    const BufferId scale = in_plain(b.scale), shift = in_plain(b.shift), mean = in_plain(b.mean),
                   variance = in_plain(b.variance);
    const BufferId mul = draft_.buffer(channels * sizeof(float)), add = draft_.buffer(channels * sizeof(float));
    loop("batch_norm_inference, factors", {scale, shift, mean, variance, mul, add}, [=](const Address& at) {
        return [=, s = source(at, scale), t = source(at, shift), m = source(at, mean), v2 = source(at, variance),
                factor = target(at, mul), offset = target(at, add)] {
            for (std::size_t c = 0; c < channels; ++c) {
                const double f = double(s[c]) / std::sqrt(double(v2[c]) + b.epsilon);
                factor[c] = float(f);
                offset[c] = float(double(t[c]) - f * double(m[c]));
            }
        };
    });
    const BufferId x = keep ? home(b.x).buffer : in_plain(b.x);
    const BufferId y = keep ? place(b.y, home(b.x).desc) : place_plain(b.y);
    const int threads = draft_.threads_for_bytes(8.0 * double(stored(b.y)));
    draft_.may_share(y, x);
    loop("batch_norm_inference", {x, mul, add, y}, [=, &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), m = source(at, mul), a = source(at, add), to = target(at, y)] {
            k.channel_affine(from, m, a, to, v, threads);
        };
    });
}

void Compiler::lower(const Dropout& d)
{
    // Two axes are enough to be seen as channels; a row has no use for them.
    ChannelView v{1, elements(d.x), 1, 1};
    const auto known = view_of(home(d.x).desc);
    if (known && known->block > 1)
        v = *known;
    const BufferId x = v.block > 1 ? home(d.x).buffer : in_plain(d.x), clock = home(d.clock).buffer;
    const auto sum = v.block > 1 ? std::nullopt : sum_behind(d.out, now_);
    const BufferId out = v.block > 1 ? place(d.out, home(d.x).desc) : place_plain(sum ? sum->out : d.out);
    const int threads = draft_.threads_for_bytes(40.0 * double(elements(d.x)));
    draft_.may_share(out, x);
    std::vector<BufferId> touched{x, clock, out};
    if (sum) {
        skip(sum->op);
        touched.push_back(home(sum->other).buffer);
        draft_.may_share(out, touched.back());
    }
    loop(sum ? "dropout + binary" : "dropout", touched, [=, &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), more = sum ? source(at, touched.back()) : nullptr,
                time = static_cast<const std::int64_t*>(at(clock)), to = target(at, out)] {
            k.dropout(from, more, to, v, time, d.stream, std::size_t(d.first), float(d.rate), float(1 / (1 - d.rate)), threads);
        };
    });
}

} // namespace loom::onednn
