// Batch normalisation: own loops for pictures, together with a ReLU behind them; oneDNN's primitives for rows.
#include "engine/onednn/compiler.h"

#include <algorithm>
#include <cmath>

namespace loom::onednn {

bool Compiler::is_picture(TensorId id) const
{
    return shape(id).size() >= 3 && shape(id).size() <= 5;
}

std::optional<std::size_t> Compiler::relu_after(TensorId id) const
{
    if (program_.at(id).role != Role::Intermediate)
        return {};
    std::optional<std::size_t> found;
    TensorId result = no_tensor;
    for (std::size_t i : readers(id))
        if (const auto* e = std::get_if<Eltwise>(&program_.ops[i]); e && e->curve == Curve::Relu && !found) {
            found = i;
            result = e->out;
        }
    const bool alone = std::ranges::all_of(readers(id), [&](std::size_t i) {
        const auto* back = std::get_if<EltwiseBackward>(&program_.ops[i]);
        return i == found || (back && back->curve == Curve::Relu && back->y == result && back->grad != id);
    });
    return alone ? found : std::nullopt;
}

bool Compiler::goes_on_in_batch_norm(const EltwiseBackward& e) const
{
    if (e.curve != Curve::Relu || program_.at(e.out).role != Role::Gradient || readers(e.out).size() != 1)
        return false;
    const auto* b = std::get_if<BatchNormBackward>(&program_.ops[readers(e.out)[0]]);
    return b && b->grad == e.out && is_picture(b->x);
}

void Compiler::lower(const BatchNorm& b)
{
    const std::size_t channels = elements(b.scale);
    const BufferId mean = place_plain(b.mean), variance = draft_.buffer(channels * sizeof(float)),
                   scale = in_plain(b.scale), shift = in_plain(b.shift);
    if (is_picture(b.x)) {
        const Desc desc = own_blocks(b.x);
        const std::optional<std::size_t> relu = relu_after(b.y);
        if (relu)
            skip(*relu);
        const TensorId result = relu ? std::get<Eltwise>(program_.ops[*relu]).out : b.y;
        const BufferId x = in_layout(b.x, desc), y = place(result, desc);
        const ChannelView v = *view_of(desc);
        const int threads = draft_.threads_for_bytes(12.0 * double(elements(b.x)));
        loop(relu ? "batch_norm + eltwise" : "batch_norm", {x, y, mean, variance, scale, shift},
             [=, &k = kernels_](const Address& at) {
                 const BatchNormArgs args{static_cast<float*>(at(scale)), static_cast<float*>(at(shift)),
                                          static_cast<float*>(at(mean)),  static_cast<float*>(at(variance)),
                                          float(b.epsilon),               relu.has_value()};
                 return [=, &k, from = static_cast<const float*>(at(x)), to = static_cast<float*>(at(y))] {
                     k.batch_norm(from, to, args, v, threads);
                 };
             });
    } else {
        const Desc x = plain(shape(b.x)), one = plain(shape(b.scale));
        draft_.add("batch_norm", batch_norm(draft_.engine(), x, float(b.epsilon)),
                   {{DNNL_ARG_SRC, in_plain(b.x), x},
                    {DNNL_ARG_DST, place(b.y, x), x},
                    {DNNL_ARG_MEAN, mean, one},
                    {DNNL_ARG_VARIANCE, variance, one},
                    {DNNL_ARG_SCALE, scale, one},
                    {DNNL_ARG_SHIFT, shift, one}});
    }
    const double n = double(elements(b.x)) / double(channels), unbias = n > 1 ? n / (n - 1) : 1;
    const BufferId inv_std = place_plain(b.inv_std), running_mean = home(b.running_mean).buffer,
                   running_variance = home(b.running_variance).buffer;
    loop("batch_norm, running values", {mean, variance, inv_std, running_mean, running_variance},
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
    if (is_picture(b.x)) {
        const Desc desc = own_blocks(b.x);
        const auto through = relus_.find(b.grad);
        const bool relu = through != relus_.end();
        const BufferId x = in_layout(b.x, desc), grad = in_layout(relu ? through->second.grad : b.grad, desc),
                       y = relu ? in_layout(through->second.y, desc) : -1, dx = place(b.dx, desc),
                       scale = in_plain(b.scale), mean = in_plain(b.mean), inv_std = in_plain(b.inv_std),
                       dscale = place_plain(b.dscale), dshift = place_plain(b.dshift);
        draft_.may_share(dx, grad);
        std::vector<BufferId> touched{x, grad, dx, scale, mean, inv_std, dscale, dshift};
        if (relu)
            touched.push_back(y);
        const ChannelView v = *view_of(desc);
        const int threads = draft_.threads_for_bytes(20.0 * double(elements(b.x)));
        loop(relu ? "eltwise_backward + batch_norm_backward" : "batch_norm_backward", touched,
             [=, &k = kernels_](const Address& at) {
                 const BatchNormBackwardArgs args{static_cast<float*>(at(scale)), static_cast<float*>(at(mean)),
                                                  static_cast<float*>(at(inv_std)), static_cast<float*>(at(dscale)),
                                                  static_cast<float*>(at(dshift))};
                 return [=, &k, from = static_cast<const float*>(at(x)), g = static_cast<const float*>(at(grad)),
                         result = relu ? static_cast<const float*>(at(y)) : nullptr, to = static_cast<float*>(at(dx))] {
                     k.batch_norm_backward(from, g, result, to, args, v, threads);
                 };
             });
        return;
    }
    const Desc x = plain(shape(b.x)), one = plain(shape(b.scale));
    // oneDNN wants the variance; with ε = 0 it comes from inv_std alone.
    const BufferId variance = draft_.buffer(channels * sizeof(float)), shift = draft_.buffer(channels * sizeof(float)),
                   inv_std = in_plain(b.inv_std);
    loop("batch_norm_backward, variance", {variance, shift, inv_std}, [=](const Address& at) {
        auto *v = static_cast<float*>(at(variance)), *s = static_cast<float*>(at(shift)),
             *i = static_cast<float*>(at(inv_std));
        return [=] {
            for (std::size_t c = 0; c < channels; ++c) {
                v[c] = 1 / (i[c] * i[c]);
                s[c] = 0;
            }
        };
    });
    const BufferId grad = in_plain(b.grad), dx = place(b.dx, x);
    draft_.may_share(dx, grad);
    std::vector<Argument> arguments = {{DNNL_ARG_SRC, in_plain(b.x), x},
                                       {DNNL_ARG_MEAN, in_plain(b.mean), one},
                                       {DNNL_ARG_VARIANCE, variance, one},
                                       {DNNL_ARG_SCALE, in_plain(b.scale), one},
                                       {DNNL_ARG_DIFF_DST, grad, x},
                                       {DNNL_ARG_DIFF_SRC, dx, x},
                                       {DNNL_ARG_DIFF_SCALE, place_plain(b.dscale), one},
                                       {DNNL_ARG_DIFF_SHIFT, place_plain(b.dshift), one}};
    if (batch_norm_backward_takes_shift)
        arguments.push_back({DNNL_ARG_SHIFT, shift, one});
    draft_.add("batch_norm_backward", batch_norm_backward(draft_.engine(), x, 0), std::move(arguments));
}

} // namespace loom::onednn
