// Matrix products, convolutions, pooling and batch normalisation: oneDNN's primitives.
#include "engine/onednn/compiler.h"

#include <algorithm>
#include <cmath>

namespace loom::onednn {
namespace {

using dnnl::query;

Sliding sliding(const Window& w)
{
    return {w.kernel, w.stride, w.dilation, w.pad_begin, w.pad_end};
}

/// oneDNN gives groups an axis of their own.
Dims grouped(const Shape& w, std::int64_t groups)
{
    if (groups == 1)
        return w;
    Dims out{groups, w[0] / groups};
    out.insert(out.end(), w.begin() + 1, w.end());
    return out;
}

double flops(const Shape& out, const Shape& w)
{
    return 2.0 * double(count(out)) * double(count(w)) / double(w[0]);
}

} // namespace

void Compiler::lower(const MatMul& m)
{
    if (shape(m.out).size() > 2)
        return lower_batched(m);
    auto side = [&](TensorId id, bool transposed) {
        const auto rows = shape(id)[0], columns = shape(id)[1];
        return transposed ? Desc({columns, rows}, dnnl::memory::data_type::f32, Dims{1, columns}) : plain(shape(id));
    };
    const Tail end = tail(m.out);
    std::ranges::for_each(end.ops, [this](auto op) { skip(op); });
    const Desc a = side(m.a, m.transpose_a), b = side(m.b, m.transpose_b), out = plain(shape(m.out));
    const Desc bias = end.bias == no_tensor ? Desc{} : plain({1, shape(m.out)[1]});
    const auto inner = inner_size(program_, m);
    const int threads = draft_.threads_for_flops(2.0 * double(elements(m.out)) * double(inner));
    const ThreadScope scope(threads);
    std::vector<Argument> args{{DNNL_ARG_SRC, in_plain(m.a), a}, {DNNL_ARG_WEIGHTS, in_plain(m.b), b}};
    if (end.bias != no_tensor)
        args.push_back({DNNL_ARG_BIAS, in_plain(end.bias), bias});
    args.push_back({DNNL_ARG_DST, place_plain(end.out), out});
    draft_.add("matmul" + end.what, matmul(draft_.engine(), a, b, bias, out, end.activation), args, threads);
}

BufferId Compiler::in_grouped(TensorId w, std::int64_t groups, const Desc& desc)
{
    if (dims_of(home(w).desc) == dims_of(desc))
        return in_layout(w, desc);
    // The same numbers in the same order, seen with one axis more.
    const Home ungrouped{in_plain(w), plain(grouped(shape(w), groups))};
    return converted(w, ungrouped, desc);
}

Made Compiler::describe(const Conv& c, const Tail& end) const
{
    const ThreadScope scope(draft_.threads_for_flops(flops(shape(c.out), shape(c.w))));
    const Desc bias = end.bias == no_tensor ? Desc{} : plain(shape(end.bias));
    return convolution(draft_.engine(), any(shape(c.x)), any(grouped(shape(c.w), c.groups)), bias, any(shape(c.out)),
                       sliding(c.window), end.activation);
}

void Compiler::lower(const Conv& c)
{
    const Tail end = tail(c.out);
    std::ranges::for_each(end.ops, [this](auto op) { skip(op); });
    const Made made = describe(c, end);
    const Desc x = made.query_md(query::src_md), w = made.query_md(query::weights_md),
               out = made.query_md(query::dst_md);
    std::vector<Argument> args{{DNNL_ARG_SRC, in_layout(c.x, x), x},
                               {DNNL_ARG_WEIGHTS, in_grouped(c.w, c.groups, w), w}};
    if (end.bias != no_tensor)
        args.push_back({DNNL_ARG_BIAS, in_plain(end.bias), plain(shape(end.bias))});
    args.push_back({DNNL_ARG_DST, place(end.out, out), out});
    draft_.add("conv" + end.what, made, args, draft_.threads_for_flops(flops(shape(c.out), shape(c.w))));
}

Made Compiler::describe(const ConvBackwardData& c) const
{
    const ThreadScope scope(draft_.threads_for_flops(flops(shape(c.grad), shape(c.w))));
    return convolution_backward_data(draft_.engine(), any(shape(c.out)), any(grouped(shape(c.w), c.groups)),
                                     any(shape(c.grad)), sliding(c.window));
}

void Compiler::lower(const ConvBackwardData& c)
{
    const int threads = draft_.threads_for_flops(flops(shape(c.grad), shape(c.w)));
    const Made made = describe(c);
    const Desc grad = made.query_md(query::diff_dst_md), w = made.query_md(query::weights_md),
               out = made.query_md(query::diff_src_md);
    draft_.add("conv_backward_data", made,
               {{DNNL_ARG_DIFF_DST, in_layout(c.grad, grad), grad},
                {DNNL_ARG_WEIGHTS, in_grouped(c.w, c.groups, w), w},
                {DNNL_ARG_DIFF_SRC, place(c.out, out), out}},
               threads);
}

bool Compiler::is_thin(const ConvBackwardWeights& c)
{
    const Window& w = c.window;
    const bool padded = w.pad_begin != std::vector<std::int64_t>(w.kernel.size(), 0) ||
                        w.pad_end != std::vector<std::int64_t>(w.kernel.size(), 0);
    return w.kernel.size() == 2 && shape(c.x)[1] <= 4 && c.groups == 1 && !padded &&
           home(c.grad).desc == blocked8_or_empty(c.grad);
}

void Compiler::add_thin_weight_gradient(const ConvBackwardWeights& c, TensorId dbias)
{
    const Shape &x = shape(c.x), &y = shape(c.grad);
    const Window& w = c.window;
    const ThinConv conv{x[0],        x[1],        x[2],        x[3],        y[1],          y[2],         y[3],
                        w.kernel[0], w.kernel[1], w.stride[0], w.stride[1], w.dilation[0], w.dilation[1]};
    const int threads = draft_.threads_for_flops(flops(y, shape(c.out)));
    const BufferId from = in_plain(c.x), grad = home(c.grad).buffer, dw = place_plain(c.out),
                   db = dbias == no_tensor ? -1 : place_plain(dbias);
    std::vector<BufferId> touched{from, grad, dw};
    if (db >= 0)
        touched.push_back(db);
    loop("conv_backward_weights of few channels", threads, touched, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = static_cast<const float*>(at(from)), g = static_cast<const float*>(at(grad)),
                to = static_cast<float*>(at(dw)), bias = db < 0 ? nullptr : static_cast<float*>(at(db))] {
            k.thin_weight_gradient(p, g, to, bias, conv, threads);
        };
    });
}

void Compiler::lower(const ConvBackwardWeights& c)
{
    const int threads = draft_.threads_for_flops(flops(shape(c.grad), shape(c.out)));
    const ThreadScope scope(threads);
    TensorId dbias = no_tensor;
    for (const auto& [sum, by] : given_by_)
        if (by == now_)
            dbias = std::get<Reduce>(program_.ops[sum]).out;
    if (is_thin(c)) {
        add_thin_weight_gradient(c, dbias);
        return;
    }
    const Desc dbias_desc = dbias == no_tensor ? Desc{} : plain({shape(c.grad)[1]});
    const Made made =
        convolution_backward_weights(draft_.engine(), any(shape(c.x)), any(grouped(shape(c.out), c.groups)), dbias_desc,
                                     any(shape(c.grad)), sliding(c.window));
    const Desc x = made.query_md(query::src_md), grad = made.query_md(query::diff_dst_md),
               out = made.query_md(query::diff_weights_md);
    std::vector<Argument> args{{DNNL_ARG_SRC, in_layout(c.x, x), x},
                               {DNNL_ARG_DIFF_DST, in_layout(c.grad, grad), grad},
                               {DNNL_ARG_DIFF_WEIGHTS, place(c.out, out), out}};
    if (dbias != no_tensor)
        args.push_back({DNNL_ARG_DIFF_BIAS, place_plain(dbias), dbias_desc});
    draft_.add(dbias == no_tensor ? "conv_backward_weights" : "conv_backward_weights + reduce", made, args, threads);
}

namespace {

dnnl::algorithm algorithm_of(PoolKind kind, bool count_padding)
{
    using dnnl::algorithm;
    return kind == PoolKind::Max ? algorithm::pooling_max
           : count_padding       ? algorithm::pooling_avg_include_padding
                                 : algorithm::pooling_avg_exclude_padding;
}

} // namespace

Compiler::PoolPass Compiler::add_pool(PoolKind kind, TensorId x, TensorId y, const Window& window, bool count_padding,
                                      bool keep_result)
{
    if (is_own_pool(kind, x, window))
        return add_own_pool(x, y, window, keep_result);
    const int threads = draft_.threads_for_bytes(4.0 * double(elements(x)));
    const ThreadScope scope(threads);
    const bool training = kind == PoolKind::Max && std::ranges::any_of(readers(y), [&](auto i) {
                              return std::holds_alternative<PoolBackward>(program_.ops[i]);
                          });
    const Desc from = view(x) ? home(x).desc : plain(shape(x));
    const Made made =
        pooling(draft_.engine(), algorithm_of(kind, count_padding), from, any(shape(y)), sliding(window), training);
    PoolPass pass{.x = from, .y = made.query_md(query::dst_md), .workspace = made.query_md(query::workspace_md)};
    const BufferId to = keep_result ? place(y, pass.y) : draft_.buffer(pass.y.get_size());
    std::vector<Argument> args{{DNNL_ARG_SRC, in_layout(x, from), from}, {DNNL_ARG_DST, to, pass.y}};
    if (!empty(pass.workspace)) {
        pass.workspace_buffer = draft_.buffer(pass.workspace.get_size());
        args.push_back({DNNL_ARG_WORKSPACE, pass.workspace_buffer, pass.workspace});
    }
    draft_.add("pool", made, args, threads);
    return pass;
}

bool Compiler::is_own_pool(PoolKind kind, TensorId x, const Window& w)
{
    // oneDNN's maximum that remembers where it came from takes ten times as long (2.6, AVX2).
    return kind == PoolKind::Max && count(w.kernel) < 255 && home(x).desc == blocked8_or_empty(x);
}

PoolShape Compiler::pool_shape(TensorId x, TensorId y, const Window& w) const
{
    PoolShape s;
    s.planes = std::size_t(shape(x)[0] * ((shape(x)[1] + 7) / 8));
    const std::size_t rank = w.kernel.size();
    for (std::size_t i = 0; i < rank; ++i) {
        const std::size_t to = 3 - rank + i;
        s.in[to] = shape(x)[2 + i];
        s.out[to] = shape(y)[2 + i];
        s.kernel[to] = w.kernel[i];
        s.stride[to] = w.stride[i];
        s.dilation[to] = w.dilation[i];
        s.pad[to] = w.pad_begin[i];
        s.inside = s.inside && count(w.kernel) <= 256;
        const auto reach = (s.out[to] - 1) * s.stride[to] + (s.kernel[to] - 1) * s.dilation[to] - s.pad[to];
        s.inside = s.inside && s.pad[to] == 0 && reach < s.in[to];
    }
    return s;
}

Compiler::PoolPass Compiler::add_own_pool(TensorId x, TensorId y, const Window& window, bool keep_result)
{
    PoolPass pass{.x = home(x).desc, .y = blocked8(shape(y)), .own = true};
    const std::size_t n = pass.y.get_size() / sizeof(float);
    pass.workspace_buffer = draft_.buffer(n);
    const BufferId from = home(x).buffer, to = keep_result ? place(y, pass.y) : draft_.buffer(n * sizeof(float)),
                   winner = pass.workspace_buffer;
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(x)));
    loop("pool", threads, {from, to, winner}, [=, s = pool_shape(x, y, window), &k = kernels_](const Address& at) {
        return [=, &k, p = static_cast<const float*>(at(from)), q = static_cast<float*>(at(to)),
                w = static_cast<std::uint8_t*>(at(winner))] { k.max_pool(p, q, w, s, threads); };
    });
    return pass;
}

void Compiler::lower(const Pool& p)
{
    if (p.kind == PoolKind::Norm)
        return add_norm_pool(p);
    pools_[p.out] = add_pool(p.kind, p.x, p.out, p.window, p.count_padding, true);
}

void Compiler::lower(const PoolBackward& p)
{
    if (p.kind == PoolKind::Norm)
        return add_norm_pool_backward(p);
    auto known = pools_.find(p.y);
    if (known == pools_.end()) // Not the pool's own way back: find the maxima again.
        known = pools_.emplace(p.y, add_pool(p.kind, p.x, p.y, p.window, p.count_padding, false)).first;
    const PoolPass& pass = known->second;
    if (pass.own) {
        const BufferId grad = in_layout(p.grad, pass.y), winner = pass.workspace_buffer, out = place(p.out, pass.x);
        const int parts = draft_.threads_for_bytes(8.0 * double(elements(p.x)));
        loop("pool_backward", parts, {grad, winner, out},
             [=, s = pool_shape(p.x, p.y, p.window), &k = kernels_](const Address& at) {
                 return
                     [=, &k, g = static_cast<const float*>(at(grad)), w = static_cast<const std::uint8_t*>(at(winner)),
                      to = static_cast<float*>(at(out))] { k.max_pool_backward(g, w, to, s, parts); };
             });
        return;
    }
    const int threads = draft_.threads_for_bytes(4.0 * double(elements(p.x)));
    const ThreadScope scope(threads);
    const Made made =
        pooling_backward(draft_.engine(), algorithm_of(p.kind, p.count_padding), pass.x, pass.y, sliding(p.window));
    std::vector<Argument> args{{DNNL_ARG_DIFF_DST, in_layout(p.grad, pass.y), pass.y},
                               {DNNL_ARG_DIFF_SRC, place(p.out, pass.x), pass.x}};
    if (pass.workspace_buffer >= 0)
        args.push_back({DNNL_ARG_WORKSPACE, pass.workspace_buffer, pass.workspace});
    draft_.add("pool_backward", made, args, threads);
}

Desc Compiler::norm_layout(TensorId x)
{
    // oneDNN also normalises the channels that fill up a block, by statistics that nobody has computed.
    return is_padded(x) || !view(x) ? plain(shape(x)) : home(x).desc;
}

void Compiler::lower(const BatchNorm& b)
{
    const std::size_t channels = elements(b.scale);
    const int threads = draft_.threads_for_bytes(12.0 * double(elements(b.x)));
    const ThreadScope scope(threads);
    const Desc x = norm_layout(b.x), one = plain(shape(b.scale));
    const Made made = batch_norm(draft_.engine(), x, float(b.epsilon));
    const BufferId mean = place_plain(b.mean), variance = draft_.buffer(channels * sizeof(float));
    draft_.add("batch_norm", made,
               {{DNNL_ARG_SRC, in_layout(b.x, x), x},
                {DNNL_ARG_DST, place(b.y, x), x},
                {DNNL_ARG_MEAN, mean, one},
                {DNNL_ARG_VARIANCE, variance, one},
                {DNNL_ARG_SCALE, in_plain(b.scale), one},
                {DNNL_ARG_SHIFT, in_plain(b.shift), one}},
               threads);
    const double n = double(elements(b.x)) / double(channels), unbias = n > 1 ? n / (n - 1) : 1;
    const BufferId inv_std = place_plain(b.inv_std), running_mean = home(b.running_mean).buffer,
                   running_variance = home(b.running_variance).buffer;
    loop("batch_norm, running values", 1, {mean, variance, inv_std, running_mean, running_variance},
         [=](const Address& at) {
             const auto *m = static_cast<float*>(at(mean)), *v = static_cast<float*>(at(variance));
             auto *i = static_cast<float*>(at(inv_std)), *rm = static_cast<float*>(at(running_mean)),
                  *rv = static_cast<float*>(at(running_variance));
             const float momentum = float(b.momentum), factor = float(unbias), epsilon = float(b.epsilon);
             return [=] {
                 for (std::size_t c = 0; c < channels; ++c) {
                     i[c] = 1 / std::sqrt(v[c] + epsilon);
                     rm[c] += momentum * (m[c] - rm[c]);
                     rv[c] += momentum * (v[c] * factor - rv[c]);
                 }
             };
         });
    changed(b.running_mean);
    changed(b.running_variance);
}

void Compiler::lower(const BatchNormBackward& b)
{
    const std::size_t channels = elements(b.scale);
    const int threads = draft_.threads_for_bytes(20.0 * double(elements(b.x)));
    const ThreadScope scope(threads);
    const Desc x = norm_layout(b.x), one = plain(shape(b.scale));
    // oneDNN wants the variance; with ε = 0 it comes from inv_std alone.
    const BufferId variance = draft_.buffer(channels * sizeof(float)), shift = draft_.buffer(channels * sizeof(float)),
                   inv_std = in_plain(b.inv_std);
    loop("batch_norm_backward, variance", 1, {variance, shift, inv_std}, [=](const Address& at) {
        auto *v = static_cast<float*>(at(variance)), *s = static_cast<float*>(at(shift)),
             *i = static_cast<float*>(at(inv_std));
        return [=] {
            for (std::size_t c = 0; c < channels; ++c) {
                v[c] = 1 / (i[c] * i[c]);
                s[c] = 0;
            }
        };
    });
    const BufferId grad = in_layout(b.grad, x), dx = place(b.dx, x);
    draft_.may_share(dx, grad);
    std::vector<Argument> arguments = {{DNNL_ARG_SRC, in_layout(b.x, x), x},
                                       {DNNL_ARG_MEAN, in_plain(b.mean), one},
                                       {DNNL_ARG_VARIANCE, variance, one},
                                       {DNNL_ARG_SCALE, in_plain(b.scale), one},
                                       {DNNL_ARG_DIFF_DST, grad, x},
                                       {DNNL_ARG_DIFF_SRC, dx, x},
                                       {DNNL_ARG_DIFF_SCALE, place_plain(b.dscale), one},
                                       {DNNL_ARG_DIFF_SHIFT, place_plain(b.dshift), one}};
    if (batch_norm_backward_takes_shift)
        arguments.push_back({DNNL_ARG_SHIFT, shift, one});
    draft_.add("batch_norm_backward", batch_norm_backward(draft_.engine(), x, 0), std::move(arguments), threads);
}

} // namespace loom::onednn
