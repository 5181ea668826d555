// Softmax, losses, counting and the optimisers' updates.
#include "engine/onednn/compiler.h"
#include "engine/reference/ctc.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace loom::onednn {
namespace {

const std::int32_t* whole(const Address& at, BufferId id)
{
    return static_cast<const std::int32_t*>(at(id));
}

constexpr double exponential_bytes = 16; // One exponential costs as much as moving so many bytes.

} // namespace

void Compiler::lower(const Softmax& s)
{
    const BufferId x = in_plain(s.x), out = place_plain(s.out);
    const std::size_t width = std::size_t(shape(s.x).back()), rows = elements(s.x) / width;
    const int threads = draft_.threads_for_bytes(exponential_bytes * double(elements(s.x)));
    loop("softmax", {x, out}, [=, &k = kernels_](const Address& at) {
        return
            [=, &k, from = source(at, x), to = target(at, out)] { k.softmax(from, to, rows, width, s.log, threads); };
    });
}

void Compiler::lower(const SoftmaxBackward& s)
{
    const BufferId y = in_plain(s.y), grad = in_plain(s.grad), out = place_plain(s.out);
    const std::size_t width = std::size_t(shape(s.y).back()), rows = elements(s.y) / width;
    const int threads = draft_.threads_for_bytes(exponential_bytes * double(elements(s.y)));
    loop("softmax_backward", {y, grad, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, y), g = source(at, grad), to = target(at, out)] {
            k.softmax_backward(p, g, to, rows, width, s.log, threads);
        };
    });
}

void Compiler::lower(const CrossEntropy& c)
{
    const BufferId x = in_plain(c.logits), labels = home(c.labels).buffer, weights = in_plain(c.weights),
                   classes = c.class_weights == no_tensor ? -1 : in_plain(c.class_weights), loss = place_plain(c.loss);
    const EntropyArgs sizes{
        {}, {}, {}, {}, std::size_t(shape(c.logits)[0]), std::size_t(shape(c.logits)[1]), float(c.smoothing)};
    loop("cross_entropy", existing({x, labels, weights, classes, loss}), [=, &k = kernels_](const Address& at) {
        EntropyArgs args = sizes;
        args.logits = source(at, x);
        args.labels = whole(at, labels);
        args.weights = source(at, weights);
        args.class_weights = source(at, classes);
        return [=, &k, to = target(at, loss)] { k.entropy(args, to); };
    });
}

void Compiler::lower(const CrossEntropyBackward& c)
{
    const BufferId x = in_plain(c.logits), labels = home(c.labels).buffer, weights = in_plain(c.weights),
                   classes = c.class_weights == no_tensor ? -1 : in_plain(c.class_weights), seed = in_plain(c.seed),
                   out = place_plain(c.out);
    const EntropyArgs sizes{
        {}, {}, {}, {}, std::size_t(shape(c.logits)[0]), std::size_t(shape(c.logits)[1]), float(c.smoothing)};
    const int threads = draft_.threads_for_bytes(exponential_bytes * double(elements(c.logits)));
    loop("cross_entropy_backward", existing({x, labels, weights, classes, seed, out}),
         [=, &k = kernels_](const Address& at) {
             EntropyArgs args = sizes;
             args.logits = source(at, x);
             args.labels = whole(at, labels);
             args.weights = source(at, weights);
             args.class_weights = source(at, classes);
             return [=, &k, s = source(at, seed), to = target(at, out)] { k.entropy_backward(args, *s, to, threads); };
         });
}

void Compiler::lower(const Ctc& c)
{
    const Shape &x_shape = shape(c.logits), &label_shape = shape(c.labels);
    const reference::CtcSizes sizes{std::size_t(x_shape[1]), std::size_t(x_shape[2]), std::size_t(label_shape[1]),
                                    c.zero_infinity};
    const std::size_t rows = std::size_t(x_shape[0]), width = sizes.steps * sizes.classes;
    // An addition of logarithms for every way into every place, there and back.
    const int threads = draft_.threads_for_bytes(exponential_bytes * double(rows) *
                                                 double(width + 6 * sizes.steps * (2 * sizes.labels + 1)));
    const BufferId x = in_plain(c.logits), labels = home(c.labels).buffer, weights = in_plain(c.weights),
                   loss = place_plain(c.loss), slope = c.slope == no_tensor ? -1 : place_plain(c.slope),
                   room = draft_.buffer(std::size_t(threads) * sizes.room() * sizeof(double)),
                   losses = draft_.buffer(rows * sizeof(double));
    loop("ctc", existing({x, labels, weights, loss, slope, room, losses}), [=](const Address& at) {
        return [=, from = source(at, x), names = whole(at, labels), w = source(at, weights), to = target(at, loss),
                slopes = target(at, slope), space = static_cast<double*>(at(room)),
                each = static_cast<double*>(at(losses))] {
            const auto weight = [&](std::size_t row) {
                return reference::spelled(sizes, names + row * sizes.labels) ? double(w[row]) : 0;
            };
            double sum = 0;
            for (std::size_t row = 0; row < rows; ++row)
                sum += weight(row);
            share_out(threads, [&](int part) {
                const auto begin = rows * std::size_t(part) / std::size_t(threads),
                           end = rows * std::size_t(part + 1) / std::size_t(threads);
                for (std::size_t row = begin; row < end; ++row)
                    each[row] = reference::ctc_row(sizes, from + row * width, names + row * sizes.labels,
                                                   sum == 0 ? 0 : weight(row) / sum,
                                                   space + std::size_t(part) * sizes.room(),
                                                   slopes ? slopes + row * width : nullptr);
            });
            double total = 0;
            for (std::size_t row = 0; row < rows; ++row)
                total += each[row];
            *to = float(total);
        };
    });
}

namespace {

PointArgs point_sizes(PointLoss kind, std::size_t elements, std::size_t rows, double parameter, double smoothing)
{
    return {kind, {}, {}, {}, rows, elements / rows, float(parameter), float(smoothing)};
}

PointArgs placed(PointArgs args, const Address& at, BufferId prediction, BufferId target_values, BufferId weights)
{
    args.prediction = source(at, prediction);
    args.target = source(at, target_values);
    args.weights = source(at, weights);
    return args;
}

} // namespace

void Compiler::lower(const PointwiseLoss& p)
{
    const BufferId x = in_plain(p.prediction), t = in_plain(p.target), w = in_plain(p.weights),
                   loss = place_plain(p.loss);
    const PointArgs sizes = point_sizes(p.kind, elements(p.prediction), elements(p.weights), p.parameter, p.smoothing);
    loop("pointwise_loss", {x, t, w, loss}, [=, &k = kernels_](const Address& at) {
        return [&k, args = placed(sizes, at, x, t, w), to = target(at, loss)] { k.point(args, to); };
    });
}

void Compiler::lower(const PointwiseLossBackward& p)
{
    const BufferId x = in_plain(p.prediction), t = in_plain(p.target), w = in_plain(p.weights), seed = in_plain(p.seed),
                   out = place_plain(p.out);
    const PointArgs sizes = point_sizes(p.kind, elements(p.prediction), elements(p.weights), p.parameter, p.smoothing);
    const int threads = draft_.threads_for_bytes(exponential_bytes * double(elements(p.prediction)));
    loop("pointwise_loss_backward", {x, t, w, seed, out}, [=, &k = kernels_](const Address& at) {
        return [=, &k, args = placed(sizes, at, x, t, w), s = source(at, seed), to = target(at, out)] {
            k.point_backward(args, *s, to, threads);
        };
    });
}

void Compiler::lower(const CountCorrect& c)
{
    const BufferId x = in_plain(c.logits), w = in_plain(c.weights), out = place_plain(c.out);
    if (program_.at(c.labels).dtype == DType::F32) {
        const BufferId t = in_plain(c.labels);
        const PointArgs sizes = point_sizes(PointLoss::Mse, elements(c.logits), elements(c.weights), 0, 0);
        loop("count_correct", {x, t, w, out}, [=, &k = kernels_](const Address& at) {
            return [&k, args = placed(sizes, at, x, t, w), to = target(at, out)] { *to = k.count_signs(args); };
        });
        return;
    }
    const BufferId labels = home(c.labels).buffer;
    const std::size_t rows = elements(c.weights), classes = elements(c.logits) / rows;
    loop("count_correct", {x, labels, w, out}, [=, &k = kernels_](const Address& at) {
        const EntropyArgs args{source(at, x), whole(at, labels), source(at, w), nullptr, rows, classes, 0};
        return [&k, args, to = target(at, out)] { *to = k.count_classes(args); };
    });
}

// Every update is one pass over flat memory: gradient and moments have the parameter's layout. `run` is called with the
// arguments, the clock and the number of threads.
template <class Update, class F>
void Compiler::update(std::string what, const Update& u, TensorId first, TensorId second, TensorId clock, F run)
{
    const Desc desc = home(u.param).desc;
    auto same = [&](TensorId id) { return id == no_tensor ? -1 : in_layout(id, desc); };
    const BufferId param = home(u.param).buffer, grad = in_layout(u.grad, desc), m = same(first),
                   v = same(second), rate = in_plain(u.rate),
                   scale = u.scale == no_tensor ? -1 : in_plain(u.scale), time = clock == no_tensor ? -1 : home(clock).buffer;
    const std::size_t n = stored(u.param);
    const int threads = draft_.threads_for_bytes(28.0 * double(n));
    loop(std::move(what), existing({param, grad, m, v, rate, scale, time}), [=](const Address& at) {
        const UpdateArgs args{target(at, param), source(at, grad), target(at, m), target(at, v), n, 0, float(u.decay),
                              1};
        const float *r = source(at, rate), *factor = source(at, scale);
        const auto* t = time < 0 ? nullptr : static_cast<const std::int64_t*>(at(time));
        return [=] {
            UpdateArgs now = args;
            now.rate = *r;
            now.scale = factor ? *factor : 1;
            run(now, t, threads);
        };
    });
    for (TensorId id : {u.param, first, second})
        changed(id);
}

void Compiler::lower(const SgdUpdate& u)
{
    update("sgd_update", u, u.velocity, no_tensor, no_tensor,
           [u, &k = kernels_](const UpdateArgs& a, const std::int64_t*, int threads) {
               k.sgd(a, float(u.momentum), u.nesterov, threads);
           });
}

void Compiler::lower(const AdaGradUpdate& u)
{
    update("adagrad_update", u, u.sum, no_tensor, no_tensor,
           [u, &k = kernels_](const UpdateArgs& a, const std::int64_t*, int threads) {
               k.adagrad(a, float(u.epsilon), threads);
           });
}

void Compiler::lower(const RmsPropUpdate& u)
{
    update("rmsprop_update", u, u.square, u.velocity, no_tensor,
           [u, &k = kernels_](const UpdateArgs& a, const std::int64_t*, int threads) { k.rmsprop(a, u, threads); });
}

void Compiler::lower(const AdamUpdate& u)
{
    update("adam_update", u, u.first, u.second, u.clock,
           [u, &k = kernels_](const UpdateArgs& a, const std::int64_t* clock, int threads) {
               k.adam(a, u, clock[1], threads);
           });
}

void Compiler::lower(const LionUpdate& u)
{
    update("lion_update", u, u.mean, no_tensor, no_tensor,
           [u, &k = kernels_](const UpdateArgs& a, const std::int64_t*, int threads) { k.lion(a, u, threads); });
}

void Compiler::lower(const SquareSum& o)
{
    // What fills blocks up is 0, so any layout will do.
    const BufferId out = place_plain(o.out), x = home(o.x).buffer, when = o.when == no_tensor ? -1 : home(o.when).buffer;
    const std::size_t n = stored(o.x);
    const int threads = draft_.threads_for_bytes(4.0 * double(n));
    std::vector<BufferId> touched{out, x};
    if (when >= 0)
        touched.push_back(when);
    loop("square_sum", touched, [=, &k = kernels_](const Address& at) {
        const std::int64_t* asked = when < 0 ? nullptr : static_cast<const std::int64_t*>(at(when));
        return [=, &k, from = source(at, x), to = target(at, out), parts = std::make_shared<std::vector<double>>(std::size_t(threads))] {
            if (asked && *asked == 0) {
                *to = 0;
                return;
            }
            std::ranges::fill(*parts, 0.0);
            k.square_sum(from, n, parts->data(), threads);
            *to = float(std::accumulate(parts->begin(), parts->end(), 0.0));
        };
    });
}

} // namespace loom::onednn
