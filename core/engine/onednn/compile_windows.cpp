// Matrix products, convolutions and pooling.
#include "engine/onednn/compiler.h"

#include <algorithm>

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
    Tail end = tail(m.out);
    const Operands from = operands(m);
    if (end.addend != no_tensor && from.out != home(end.addend).desc)
        end.leave_last();
    std::ranges::for_each(end.ops, [this](auto op) { skip(op); });
    add_product("matmul" + end.what,
                {.a = from.a, .b = from.b, .out = place(end.out, from.out),
                 .bias = end.bias == no_tensor ? -1 : in_plain(end.bias),
                 .addend = end.addend == no_tensor ? -1 : in_plain(end.addend), .height = shape(m.out)[0],
                 .inner = inner_size(program_, m), .width = shape(m.out)[1], .transpose_a = m.transpose_a,
                 .transpose_b = m.transpose_b},
                end.activation);
}

void Compiler::add_product(std::string what, const Product& p, std::optional<Activation> activation)
{
    // Some rows or some columns of the result, whichever are more.
    constexpr auto f32 = dnnl::memory::data_type::f32;
    constexpr std::size_t size = sizeof(float);
    const bool by_rows = p.height >= p.width;
    auto piece = [&](Rows r) {
        const Rows i = by_rows ? r : Rows{0, p.height}, j = by_rows ? Rows{0, p.width} : r;
        const Desc a({i.size, p.inner}, f32, p.transpose_a ? Dims{1, p.height} : Dims{p.inner, 1});
        const Desc b({p.inner, j.size}, f32, p.transpose_b ? Dims{1, p.inner} : Dims{p.width, 1});
        const Desc c({i.size, j.size}, f32, Dims{p.width, 1});
        const Desc add = p.bias < 0 ? Desc{} : plain({1, j.size});
        std::vector<Argument> args{
            {DNNL_ARG_SRC, p.a, a, p.a_offset + std::size_t(i.begin * (p.transpose_a ? 1 : p.inner)) * size},
            {DNNL_ARG_WEIGHTS, p.b, b, p.b_offset + std::size_t(j.begin * (p.transpose_b ? p.inner : 1)) * size},
            {DNNL_ARG_DST, p.out, c, std::size_t(i.begin * p.width + j.begin) * size}};
        if (p.bias >= 0)
            args.push_back({DNNL_ARG_BIAS, p.bias, add, std::size_t(j.begin) * size});
        if (p.addend >= 0)
            args.push_back({addend_argument, p.addend, c, args[2].offset});
        return Piece{matmul(draft_.engine(), a, b, add, c, activation, false, p.addend < 0 ? Desc{} : c), std::move(args)};
    };
    std::vector<Piece> all;
    const int parts = draft_.threads_for_flops(2.0 * double(p.height) * double(p.width) * double(p.inner));
    // oneDNN turns `a` around fast only as a whole. So each thread takes a share of a long sum, as a weight's gradient
    // over many rows is one.
    constexpr std::int64_t long_sum = 1024;
    if (parts > 1 && p.transpose_a && !p.transpose_b && p.bias < 0 && p.addend < 0 && !activation && p.inner >= long_sum) {
        const Desc c = plain({p.height, p.width});
        std::vector<BufferId> sums;
        for (const Rows& r : cut(p.inner, parts, 16)) {
            sums.push_back(sums.empty() ? p.out : draft_.buffer(c.get_size()));
            const Desc a({p.height, r.size}, f32, Dims{1, p.height}), b = plain({r.size, p.width});
            all.push_back({matmul(draft_.engine(), a, b, {}, c, {}),
                           {{DNNL_ARG_SRC, p.a, a, p.a_offset + std::size_t(r.begin * p.height) * size},
                            {DNNL_ARG_WEIGHTS, p.b, b, p.b_offset + std::size_t(r.begin * p.width) * size},
                            {DNNL_ARG_DST, sums.back(), c}}});
        }
        draft_.add(what, std::move(all));
        add_up(what, sums, c.get_size());
        return;
    }
    for (const Rows& r : cut(by_rows ? p.height : p.width, parts, 16))
        all.push_back(piece(r));
    draft_.add(std::move(what), std::move(all));
}

Made Compiler::describe(const Conv& c, const Tail& end) const
{
    const Desc bias = end.bias == no_tensor ? Desc{} : plain(shape(end.bias));
    return convolution(draft_.engine(), any(shape(c.x)), any(grouped(shape(c.w), c.groups)), bias, any(shape(c.out)),
                       sliding(c.window), end.activation);
}

void Compiler::lower(const Conv& c)
{
    Tail end = tail(c.out);
    const bool winograd = is_winograd(shape(c.x), shape(c.w), shape(c.out), c.window, c.groups);
    if (const bool relu = end.activation && end.activation->algorithm == dnnl::algorithm::eltwise_relu &&
                          end.activation->alpha == 0;
        winograd && end.activation && !relu)
        end.leave_last();
    std::ranges::for_each(end.ops, [this](auto op) { skip(op); });
    if (winograd) {
        add_winograd("conv" + end.what, c.x, c.w, end.bias, end.activation.has_value(), end.out, c.window.pad_begin[0],
                     c.window.pad_begin[1], false);
        return;
    }
    const Made whole = describe(c, end);
    const Desc x = whole.query_md(query::src_md), w = whole.query_md(query::weights_md),
               out = whole.query_md(query::dst_md),
               bias = end.bias == no_tensor ? Desc{} : plain(shape(end.bias));
    const BufferId from = in_layout(c.x, x), weight = in_layout(c.w, w), add = empty(bias) ? -1 : in_plain(end.bias),
                   to = place(end.out, out);
    const int parts = draft_.threads_for_flops(flops(shape(c.out), shape(c.w)));
    draft_.add("conv" + end.what, pieces({x, out}, parts, [&](Rows r) {
                   std::vector<Argument> args{rows(DNNL_ARG_SRC, from, x, r),
                                              {DNNL_ARG_WEIGHTS, weight, w},
                                              rows(DNNL_ARG_DST, to, out, r)};
                   if (add >= 0)
                       args.push_back({DNNL_ARG_BIAS, add, bias});
                   return Piece{convolution(draft_.engine(), args[0].desc, w, bias, args[2].desc, sliding(c.window),
                                            end.activation),
                                args};
               }));
}

Made Compiler::describe(const ConvBackwardData& c) const
{
    return convolution_backward_data(draft_.engine(), any(shape(c.out)), any(grouped(shape(c.w), c.groups)),
                                     any(shape(c.grad)), sliding(c.window));
}

bool Compiler::is_thin(const ConvBackwardData& c) const
{
    const Shape& w = shape(c.w);
    return w.size() == 4 && c.groups == 1 && w[1] <= 4 && w[1] * w[2] * w[3] <= most_thin_taps && shape(c.grad)[1] >= 8;
}

void Compiler::add_thin_data_gradient(const ConvBackwardData& c)
{
    const Shape &x = shape(c.out), &y = shape(c.grad);
    const Window& w = c.window;
    const Desc blocks = own_blocks(c.grad);
    const ThinConv conv{x[0],        x[1],        x[2],        x[3],          y[1],          y[2],
                        y[3],        w.kernel[0], w.kernel[1], w.stride[0],   w.stride[1],   w.dilation[0],
                        w.dilation[1], blocks == blocked(y, 16) ? std::size_t{16} : std::size_t{8}, w.pad_begin[0], w.pad_begin[1]};
    const int threads = draft_.threads_for_flops(flops(y, shape(c.w)));
    const BufferId grad = in_layout(c.grad, blocks), weight = in_plain(c.w), out = place_plain(c.out);
    loop("conv_backward_data of few channels", {grad, weight, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, g = static_cast<const float*>(at(grad)), v = static_cast<const float*>(at(weight)),
                to = static_cast<float*>(at(out))] { k.thin_data_gradient(g, v, to, conv, threads); };
    });
}

void Compiler::lower(const ConvBackwardData& c)
{
    if (is_thin(c))
        return add_thin_data_gradient(c);
    if (is_winograd(shape(c.out), shape(c.w), shape(c.grad), c.window, c.groups)) {
        add_winograd("conv_backward_data", c.grad, c.w, no_tensor, false, c.out, 2 - c.window.pad_begin[0],
                     2 - c.window.pad_begin[1], true);
        return;
    }
    const Made whole = describe(c);
    const Desc grad = whole.query_md(query::diff_dst_md), w = whole.query_md(query::weights_md),
               out = whole.query_md(query::diff_src_md);
    const auto slope = slope_behind(c.out, out);
    const EltwiseBackward* curve = slope ? &std::get<EltwiseBackward>(program_.ops[*slope]) : nullptr;
    const BufferId from = in_layout(c.grad, grad), weight = in_layout(c.w, w), to = place(curve ? curve->out : c.out, out);
    int parts = draft_.threads_for_flops(flops(shape(c.grad), shape(c.w)));
    if (curve) {
        skip(*slope);
        constexpr std::size_t in_cache = std::size_t{256} << 10;
        parts *= int(std::max<std::size_t>(1, out.get_size() / in_cache / std::size_t(parts)));
    }
    auto piece = [&](Rows r) {
        const Argument g = rows(DNNL_ARG_DIFF_DST, from, grad, r), d = rows(DNNL_ARG_DIFF_SRC, to, out, r);
        Piece made{convolution_backward_data(draft_.engine(), d.desc, w, g.desc, sliding(c.window)),
                   {g, {DNNL_ARG_WEIGHTS, weight, w}, d}};
        if (curve) {
            const BufferId y = home(curve->y).buffer;
            made.then_touches = {y};
            made.then = [=, kind = curve->curve, alpha = float(curve->alpha), at_float = d.offset / sizeof(float),
                         n = d.desc.get_size() / sizeof(float), &k = kernels_](const Address& at) {
                return [=, &k, result = static_cast<const float*>(at(y)) + at_float,
                        slopes = static_cast<float*>(at(to)) + at_float] {
                    k.curve_backward(kind, result, slopes, slopes, n, alpha, 0, 1);
                };
            };
        }
        return made;
    };
    draft_.add(curve ? "conv_backward_data + eltwise_backward" : "conv_backward_data", pieces({grad, out}, parts, piece));
}

std::optional<std::size_t> Compiler::slope_behind(TensorId grad, const Desc& desc)
{
    const Role role = program_.at(grad).role;
    if (readers(grad).size() != 1 || (role != Role::Gradient && role != Role::Intermediate))
        return {};
    const auto* e = std::get_if<EltwiseBackward>(&program_.ops[readers(grad)[0]]);
    const bool known = e && e->grad == grad && (e->curve == Curve::Relu || e->curve == Curve::LeakyRelu) &&
                       slope_from_result(e->curve, e->alpha) && !goes_on_in_batch_norm(*e);
    return known && home(e->y).buffer >= 0 && home(e->y).desc == desc ? std::optional(readers(grad)[0]) : std::nullopt;
}

bool Compiler::is_thin(const ConvBackwardWeights& c)
{
    const Window& w = c.window;
    const bool padded = w.pad_begin != std::vector<std::int64_t>(w.kernel.size(), 0) ||
                        w.pad_end != std::vector<std::int64_t>(w.kernel.size(), 0);
    return w.kernel.size() == 2 && shape(c.x)[1] <= 4 && c.groups == 1 && !padded &&
           block_of(c.grad) > 1;
}

void Compiler::add_thin_weight_gradient(const ConvBackwardWeights& c, TensorId dbias)
{
    const Shape &x = shape(c.x), &y = shape(c.grad);
    const Window& w = c.window;
    const ThinConv conv{x[0],        x[1],        x[2],        x[3],        y[1],          y[2],         y[3],
                        w.kernel[0], w.kernel[1], w.stride[0], w.stride[1], w.dilation[0], w.dilation[1],
                        block_of(c.grad)};
    const int threads = draft_.threads_for_flops(flops(y, shape(c.out)));
    const BufferId from = in_plain(c.x), grad = home(c.grad).buffer, dw = place_plain(c.out),
                   db = dbias == no_tensor ? -1 : place_plain(dbias);
    std::vector<BufferId> touched{from, grad, dw};
    if (db >= 0)
        touched.push_back(db);
    loop("conv_backward_weights of few channels", touched, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = static_cast<const float*>(at(from)), g = static_cast<const float*>(at(grad)),
                to = static_cast<float*>(at(dw)), bias = db < 0 ? nullptr : static_cast<float*>(at(db))] {
            k.thin_weight_gradient(p, g, to, bias, conv, threads);
        };
    });
}

void Compiler::lower(const ConvBackwardWeights& c)
{
    TensorId dbias = no_tensor;
    for (const auto& [sum, by] : given_by_)
        if (by == now_)
            dbias = std::get<Reduce>(program_.ops[sum]).out;
    if (is_thin(c)) {
        add_thin_weight_gradient(c, dbias);
        return;
    }
    if (is_winograd(shape(c.x), shape(c.out), shape(c.grad), c.window, c.groups)) {
        add_winograd_weights(c);
        return;
    }
    const Desc bias = dbias == no_tensor ? Desc{} : plain({shape(c.grad)[1]});
    const Made whole =
        convolution_backward_weights(draft_.engine(), any(shape(c.x)), any(grouped(shape(c.out), c.groups)), bias,
                                     any(shape(c.grad)), sliding(c.window));
    const Desc x = whole.query_md(query::src_md), grad = whole.query_md(query::diff_dst_md),
               out = whole.query_md(query::diff_weights_md);
    const BufferId from = in_layout(c.x, x), g = in_layout(c.grad, grad), dw = place(c.out, out),
                   db = empty(bias) ? -1 : place_plain(dbias);
    // Each piece sums over its own pictures; what all but the first have found is added to it.
    std::vector<BufferId> weights, biases;
    const int parts = draft_.threads_for_flops(flops(shape(c.grad), shape(c.out)));
    draft_.add(db < 0 ? "conv_backward_weights" : "conv_backward_weights + reduce",
               pieces({x, grad}, parts, [&](Rows r) {
                   const bool first = weights.empty();
                   weights.push_back(first ? dw : draft_.buffer(out.get_size()));
                   std::vector<Argument> args{rows(DNNL_ARG_SRC, from, x, r), rows(DNNL_ARG_DIFF_DST, g, grad, r),
                                              {DNNL_ARG_DIFF_WEIGHTS, weights.back(), out}};
                   if (db >= 0) {
                       biases.push_back(first ? db : draft_.buffer(bias.get_size()));
                       args.push_back({DNNL_ARG_DIFF_BIAS, biases.back(), bias});
                   }
                   return Piece{convolution_backward_weights(draft_.engine(), args[0].desc, out, bias, args[1].desc,
                                                             sliding(c.window)),
                                args};
               }));
    add_up("conv_backward_weights", weights, out.get_size());
    add_up("conv_backward_weights", biases, bias.get_size());
}

void Compiler::add_up(const std::string& what, const std::vector<BufferId>& sums, std::size_t bytes)
{
    for (std::size_t i = 1; i < sums.size(); ++i) {
        const std::size_t n = bytes / sizeof(float);
        const int threads = draft_.threads_for_bytes(12.0 * double(n));
        const BufferId to = sums[0], more = sums[i];
        loop(what + ", sum", {to, more}, [=, &k = kernels_](const Address& at) {
            return [=, &k, p = static_cast<float*>(at(to)), q = static_cast<const float*>(at(more))] {
                k.binary(BinaryKind::Add, p, q, p, n, threads);
            };
        });
    }
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
    const bool training = kind == PoolKind::Max && std::ranges::any_of(readers(y), [&](auto i) {
                              return std::holds_alternative<PoolBackward>(program_.ops[i]);
                          });
    const Desc from = view(x) ? home(x).desc : plain(shape(x));
    const auto make = [&](const Desc& in, const Desc& out) {
        return pooling(draft_.engine(), algorithm_of(kind, count_padding), in, out, sliding(window), training);
    };
    const Made whole = make(from, any(shape(y)));
    PoolPass pass{.x = from, .y = whole.query_md(query::dst_md), .workspace = whole.query_md(query::workspace_md)};
    const BufferId source = in_layout(x, from),
                   to = keep_result ? place(y, pass.y) : draft_.buffer(pass.y.get_size());
    std::vector<Desc> cut{from, pass.y};
    if (!empty(pass.workspace)) {
        pass.workspace_buffer = draft_.buffer(pass.workspace.get_size());
        cut.push_back(pass.workspace);
    }
    draft_.add("pool", pieces(cut, draft_.threads_for_bytes(4.0 * double(elements(x))), [&](Rows r) {
                   std::vector<Argument> args{rows(DNNL_ARG_SRC, source, from, r), rows(DNNL_ARG_DST, to, pass.y, r)};
                   if (pass.workspace_buffer >= 0)
                       args.push_back(rows(DNNL_ARG_WORKSPACE, pass.workspace_buffer, pass.workspace, r));
                   return Piece{make(args[0].desc, args[1].desc), args};
               }));
    return pass;
}

bool Compiler::is_own_pool(PoolKind kind, TensorId x, const Window& w)
{
    // oneDNN's maximum that remembers where it came from takes ten times as long (2.6, AVX2 and AVX-512).
    return kind == PoolKind::Max && count(w.kernel) < 255 && block_of(x) > 1;
}

PoolShape Compiler::pool_shape(TensorId x, TensorId y, const Window& w, std::size_t block) const
{
    PoolShape s{.block = block};
    s.planes = std::size_t(shape(x)[0]) * ((std::size_t(shape(x)[1]) + block - 1) / block);
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
        s.apart = s.apart && s.stride[to] >= (s.kernel[to] - 1) * s.dilation[to] + 1;
        s.covered = s.covered && s.stride[to] == s.kernel[to] && s.out[to] * s.stride[to] >= s.in[to] + s.pad[to];
    }
    return s;
}

Compiler::PoolPass Compiler::add_own_pool(TensorId x, TensorId y, const Window& window, bool keep_result)
{
    PoolPass pass{.x = home(x).desc, .y = blocked(shape(y), block_of(x)), .own = true};
    const std::size_t n = pass.y.get_size() / sizeof(float);
    pass.workspace_buffer = draft_.buffer(n);
    const BufferId from = home(x).buffer, to = keep_result ? place(y, pass.y) : draft_.buffer(n * sizeof(float)),
                   winner = pass.workspace_buffer;
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(x)));
    loop("pool", {from, to, winner}, [=, s = pool_shape(x, y, window, block_of(x)), &k = kernels_](const Address& at) {
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

std::optional<std::size_t> Compiler::relu_behind(const PoolBackward& p)
{
    // The largest of some ReLU results came through it exactly where it is positive, which the pool's result tells.
    if (readers(p.out).size() != 1 || home(p.y).desc != blocked(shape(p.y), block_of(p.x)))
        return {};
    const auto* e = std::get_if<EltwiseBackward>(&program_.ops[readers(p.out)[0]]);
    if (!e || e->curve != Curve::Relu || e->y != p.x || program_.at(p.out).role != Role::Gradient)
        return {};
    return readers(p.out)[0];
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
        const std::optional<std::size_t> relu = relu_behind(p);
        if (relu)
            skip(*relu);
        const TensorId dx = relu ? std::get<EltwiseBackward>(program_.ops[*relu]).out : p.out;
        const BufferId grad = in_layout(p.grad, pass.y), winner = pass.workspace_buffer, out = place(dx, pass.x);
        const BufferId y = relu ? home(p.y).buffer : -1;
        const int parts = draft_.threads_for_bytes(8.0 * double(elements(p.x)));
        std::vector<BufferId> touched{grad, winner, out};
        if (relu)
            touched.push_back(y);
        loop(relu ? "pool_backward + eltwise_backward" : "pool_backward", touched,
             [=, s = pool_shape(p.x, p.y, p.window, block_of(p.x)), &k = kernels_](const Address& at) {
                 return
                     [=, &k, g = static_cast<const float*>(at(grad)), w = static_cast<const std::uint8_t*>(at(winner)),
                      top = relu ? static_cast<const float*>(at(y)) : nullptr,
                      to = static_cast<float*>(at(out))] { k.max_pool_backward(g, w, top, to, s, parts); };
             });
        return;
    }
    const BufferId grad = in_layout(p.grad, pass.y), to = place(p.out, pass.x);
    std::vector<Desc> cut{pass.x, pass.y};
    if (pass.workspace_buffer >= 0)
        cut.push_back(pass.workspace);
    draft_.add("pool_backward", pieces(cut, draft_.threads_for_bytes(4.0 * double(elements(p.x))), [&](Rows r) {
                   std::vector<Argument> args{rows(DNNL_ARG_DIFF_DST, grad, pass.y, r),
                                              rows(DNNL_ARG_DIFF_SRC, to, pass.x, r)};
                   if (pass.workspace_buffer >= 0)
                       args.push_back(rows(DNNL_ARG_WORKSPACE, pass.workspace_buffer, pass.workspace, r));
                   return Piece{pooling_backward(draft_.engine(), algorithm_of(p.kind, p.count_padding), args[1].desc,
                                                 args[0].desc, sliding(p.window)),
                                args};
               }));
}

} // namespace loom::onednn
