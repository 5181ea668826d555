// Padding, resizing, p-norms of windows and noise: own loops.
#include "engine/onednn/compiler.h"

namespace loom::onednn {
namespace {

/// The sums of three axes in flat lists; missing axes come first.
struct Sums {
    std::vector<std::int32_t> start[3], from[3];
    std::vector<float> weight[3];
    ResampleShape shape;

    Sums(const std::vector<AxisTaps>& taps, const Shape& in, std::size_t planes, std::size_t lanes)
    {
        shape.planes = planes;
        shape.lanes = lanes;
        const AxisTaps one{{{0, 1}}};
        const std::size_t missing = 3 - taps.size();
        for (std::size_t i = 0; i < 3; ++i) {
            const AxisTaps& axis = i < missing ? one : taps[i - missing];
            for (const auto& sum : axis) {
                start[i].push_back(std::int32_t(from[i].size()));
                for (const Tap& t : sum) {
                    from[i].push_back(std::int32_t(t.from));
                    weight[i].push_back(float(t.weight));
                }
            }
            start[i].push_back(std::int32_t(from[i].size()));
            shape.axes[i] = {i < missing ? 1 : std::size_t(in[i - missing + 2]), axis.size(), start[i].data(),
                             from[i].data(), weight[i].data()};
        }
    }
    Sums(const Sums&) = delete; // The shape points into the lists.
};

} // namespace

void Compiler::add_resample(std::string what, TensorId from, TensorId to, std::vector<AxisTaps> taps)
{
    // Channels side by side stay so.
    const std::size_t lanes = block_of(from), channels = std::size_t(shape(from)[1]);
    const std::size_t planes = std::size_t(shape(from)[0]) * ((channels + lanes - 1) / lanes);
    const auto sums = std::make_shared<const Sums>(taps, shape(from), planes, lanes);
    const BufferId x = lanes > 1 ? home(from).buffer : in_plain(from),
                   out = place(to, lanes > 1 ? blocked(shape(to), lanes) : plain(shape(to)));
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(from) + elements(to)));
    const BufferId rows =
        draft_.buffer(std::size_t(threads) * std::size_t(shape(from).back()) * lanes * sizeof(float));
    loop(std::move(what), {x, out, rows}, [=, &k = kernels_](const Address& at) {
        return [=, &k, p = source(at, x), q = target(at, out), r = target(at, rows)] {
            k.resample(p, q, sums->shape, r, threads);
        };
    });
}

void Compiler::lower(const Pad& p)
{
    add_resample("pad", p.x, p.out, taps_of(p, program_));
}
void Compiler::lower(const PadBackward& p)
{
    add_resample("pad_backward", p.grad, p.out, taps_of(p, program_));
}
void Compiler::lower(const Resize& r)
{
    add_resample("resize", r.x, r.out, taps_of(r, program_));
}
void Compiler::lower(const ResizeBackward& r)
{
    add_resample("resize_backward", r.grad, r.out, taps_of(r, program_));
}

void Compiler::add_norm_pool(const Pool& p)
{
    const Desc in = own_blocks(p.x);
    const std::size_t block = view_of(in)->block;
    const BufferId x = in_layout(p.x, in), y = place(p.out, blocked(shape(p.out), block));
    const int threads = draft_.threads_for_bytes(8.0 * double(elements(p.x)));
    loop("pool", {x, y},
         [=, s = pool_shape(p.x, p.out, p.window, block), power = p.power, &k = kernels_](const Address& at) {
             return [=, &k, from = source(at, x), to = target(at, y)] { k.lp_pool(from, to, s, power, threads); };
         });
}

void Compiler::add_norm_pool_backward(const PoolBackward& p)
{
    const Desc in = own_blocks(p.x);
    const std::size_t block = view_of(in)->block;
    const Desc out = blocked(shape(p.y), block);
    const BufferId x = in_layout(p.x, in), y = in_layout(p.y, out), grad = in_layout(p.grad, out), dx = place(p.out, in);
    const int threads = draft_.threads_for_bytes(12.0 * double(elements(p.x)));
    loop("pool_backward", {x, y, grad, dx},
         [=, s = pool_shape(p.x, p.y, p.window, block), power = p.power, &k = kernels_](const Address& at) {
             return [=, &k, from = source(at, x), made = source(at, y), g = source(at, grad), to = target(at, dx)] {
                 k.lp_pool_backward(from, made, g, to, s, power, threads);
             };
         });
}

void Compiler::lower(const NormalNoise& o)
{
    const BufferId clock = home(o.clock).buffer, out = place_plain(o.out);
    const std::size_t n = elements(o.out);
    const int threads = draft_.threads_for(0.02 * double(n)); // About 20 ns each.
    loop("normal_noise", {clock, out}, [=, stream = o.stream, first = std::size_t(o.first), &k = kernels_](const Address& at) {
        return [=, &k, time = static_cast<const std::int64_t*>(at(clock)), to = target(at, out)] {
            k.normal(to, n, time, stream, first, threads);
        };
    });
}

} // namespace loom::onednn
