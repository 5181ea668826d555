// Normalisation within each sample: own loops on the plain layout.
#include "engine/onednn/compiler.h"

#include <algorithm>

namespace loom::onednn {
namespace {

std::size_t places(const Shape& x)
{
    return count(Shape(x.begin() + 2, x.end()));
}

/// {batch, C, places…} with the channels of each place side by side.
Desc channels_last(const Shape& x)
{
    Dims strides(x.size());
    dnnl_dim_t stride = strides[1] = 1;
    stride *= x[1];
    for (std::size_t axis = x.size(); axis-- > 2; stride *= x[axis])
        strides[axis] = stride;
    strides[0] = stride;
    return Desc(x, dnnl::memory::data_type::f32, strides);
}

/// `last`: the channels are.
NormShape norm_shape(const Shape& x, bool last, std::int64_t groups, double epsilon, bool rms)
{
    const std::size_t rows = last ? std::size_t(x[0]) * places(x) : std::size_t(x[0]);
    return {rows, std::size_t(x[1]), last ? 1 : places(x), std::size_t(groups), float(epsilon), rms};
}

LrnShape lrn_shape(const Shape& x, const LocalResponse& r)
{
    return {std::size_t(x[0]),
            std::size_t(x[1]),
            places(x),
            std::size_t((r.size - 1) / 2),
            std::size_t(r.size / 2),
            float(r.alpha / double(r.size)),
            float(r.beta),
            float(r.bias)};
}

} // namespace

bool Compiler::is_of_rows(TensorId x, std::int64_t groups)
{
    return groups == 0 && shape(x).size() > 2 && home(x).desc == channels_last(shape(x));
}

void Compiler::lower(const LayerNorm& o)
{
    auto optional = [&](TensorId id) { return id == no_tensor ? -1 : in_plain(id); };
    const bool last = is_of_rows(o.x, o.groups);
    const BufferId x = last ? home(o.x).buffer : in_plain(o.x), scale = optional(o.scale), shift = optional(o.shift),
                   y = last ? place(o.y, home(o.x).desc) : place_plain(o.y),
                   mean = o.mean == no_tensor ? -1 : place_plain(o.mean), inv_std = place_plain(o.inv_std);
    const int threads = draft_.threads_for_bytes(12.0 * double(elements(o.x)));
    const NormShape s = norm_shape(shape(o.x), last, o.groups, o.epsilon, o.rms);
    loop("layer_norm", existing({x, scale, shift, y, mean, inv_std}), [=, &k = kernels_](const Address& at) {
        const NormArgs args{source(at, x), source(at, scale), source(at, shift),
                            target(at, y), target(at, mean),  target(at, inv_std)};
        return [=, &k] { k.layer_norm(args, s, threads); };
    });
}

void Compiler::lower(const LayerNormBackward& o)
{
    auto optional = [&](TensorId id) { return id == no_tensor ? -1 : in_plain(id); };
    auto wanted = [&](TensorId id) { return id == no_tensor ? -1 : place_plain(id); };
    const bool last = is_of_rows(o.x, o.groups);
    const BufferId x = last ? home(o.x).buffer : in_plain(o.x), scale = optional(o.scale), mean = optional(o.mean),
                   inv_std = in_plain(o.inv_std), grad = last ? in_layout(o.grad, home(o.x).desc) : in_plain(o.grad),
                   dx = last ? place(o.dx, home(o.x).desc) : place_plain(o.dx), dscale = wanted(o.dscale),
                   dshift = wanted(o.dshift);
    const int threads = draft_.threads_for_bytes(20.0 * double(elements(o.x)));
    const NormShape s = norm_shape(shape(o.x), last, o.groups, 0, o.rms);
    const BufferId partial = draft_.buffer(std::size_t(threads) * 2 * s.channels * sizeof(float));
    loop("layer_norm_backward", existing({x, scale, mean, inv_std, grad, dx, dscale, dshift, partial}),
         [=, &k = kernels_](const Address& at) {
             const NormGradient args{source(at, x),    source(at, scale), source(at, mean),   source(at, inv_std),
                                     source(at, grad), target(at, dx),    target(at, dscale), target(at, dshift)};
             return [=, &k, sums = target(at, partial)] { k.layer_norm_backward(args, s, sums, threads); };
         });
}

void Compiler::lower(const Lrn& o)
{
    const BufferId x = in_plain(o.x), out = place_plain(o.out);
    const int threads = draft_.threads_for_bytes(4.0 * double(o.response.size + 4) * double(elements(o.x)));
    loop("lrn", {x, out}, [=, s = lrn_shape(shape(o.x), o.response), &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), to = target(at, out)] { k.lrn(from, to, s, threads); };
    });
}

void Compiler::lower(const LrnBackward& o)
{
    const BufferId x = in_plain(o.x), grad = in_plain(o.grad), out = place_plain(o.out);
    const LrnShape s = lrn_shape(shape(o.x), o.response);
    const int threads = draft_.threads_for_bytes(8.0 * double(o.response.size + 4) * double(elements(o.x)));
    const BufferId scratch = draft_.buffer(std::size_t(threads) * lrn_scratch(s) * sizeof(float));
    loop("lrn_backward", {x, grad, out, scratch}, [=, &k = kernels_](const Address& at) {
        return [=, &k, from = source(at, x), g = source(at, grad), to = target(at, out), pull = target(at, scratch)] {
            k.lrn_backward(from, g, to, s, pull, threads);
        };
    });
}

} // namespace loom::onednn
