// 3×3 convolutions with stride 1 after Winograd: transforms of our own around oneDNN's batched products. oneDNN has such
// kernels up to 3.1, only for AVX-512; these do not depend on its version.
#include "engine/onednn/compiler.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace loom::onednn {
namespace {

constexpr std::size_t positions = 36;
constexpr auto f32 = dnnl::memory::data_type::f32;

/// Tiles that are worked on together: few enough that their matrices stay in the second level cache beside the weights,
/// enough to make products of.
std::int64_t tiles_at_once(std::int64_t tiles, std::int64_t channels)
{
    constexpr std::int64_t cache = 1 << 20;
    return std::min(tiles, std::max<std::int64_t>(cache / (std::int64_t(positions * sizeof(float)) * channels) / 8 * 8, 32));
}

Desc matrices(std::size_t count, std::int64_t rows, std::int64_t columns, bool transposed = false)
{
    const Dims dims{std::int64_t(count), rows, columns};
    return transposed ? Desc(dims, f32, Dims{rows * columns, 1, rows}) : plain(dims);
}

/// A product whose operands lie elsewhere each time.
class MovingProduct {
public:
    MovingProduct(const dnnl::engine& engine, const dnnl::primitive& primitive, const Desc& a, const Desc& b,
                  const Desc& c, const Desc& scratchpad, void* scratch)
        : primitive_(primitive), stream_(engine), a_(a, engine, nullptr), b_(b, engine, nullptr), c_(c, engine, nullptr),
          arguments_{{DNNL_ARG_SRC, a_.get()}, {DNNL_ARG_WEIGHTS, b_.get()}, {DNNL_ARG_DST, c_.get()}}
    {
        if (empty(scratchpad))
            return;
        scratchpad_ = dnnl::memory(scratchpad, engine, scratch);
        arguments_.push_back({DNNL_ARG_SCRATCHPAD, scratchpad_.get()});
    }
    dnnl_status_t run(const float* a, const float* b, float* c)
    {
        a_.set_data_handle(const_cast<float*>(a));
        b_.set_data_handle(const_cast<float*>(b));
        c_.set_data_handle(c);
        return dnnl_primitive_execute(primitive_.get(), stream_.get(), int(arguments_.size()),
                                      arguments_.data());
    }

private:
    dnnl::primitive primitive_;
    dnnl::stream stream_;
    dnnl::memory a_, b_, c_, scratchpad_;
    std::vector<dnnl_exec_arg_t> arguments_;
};

Winograd tiles_of(const Shape& x, const Shape& y, std::int64_t pad_top, std::int64_t pad_left, std::size_t block)
{
    return {x[2],
            x[3],
            y[2],
            y[3],
            pad_top,
            pad_left,
            std::size_t(x[1]),
            std::size_t(y[1]),
            std::size_t((y[2] + 3) / 4),
            std::size_t((y[3] + 3) / 4),
            block};
}

/// What one thread needs for its tiles.
struct TilePart {
    std::size_t first, count, at_once;
    float *input, *output;
    std::unique_ptr<MovingProduct> product;
    dnnl_status_t outcome = dnnl_success;
};

} // namespace

bool Compiler::has_winograd(const Shape& x, const Shape& w, const Window& window, std::int64_t groups)
{
    const std::vector<std::int64_t> ones(2, 1), threes(2, 3);
    return groups == 1 && window.kernel == threes && window.stride == ones && window.dilation == ones &&
           std::ranges::max(window.pad_begin) <= 2 && std::ranges::min(window.pad_begin) >= 0 && x[1] % 16 == 0 &&
           w[0] % 16 == 0;
}

bool Compiler::is_winograd_by_rule(const Shape& x, const Shape& w, const Shape& y)
{
    // Narrow ones spend too long in the transforms, small planes waste too much of their tiles.
    const auto tile_places = (y[2] + 3) / 4 * ((y[3] + 3) / 4) * 16;
    return x[1] >= 32 && w[0] >= 32 && tile_places * 10 <= y[2] * y[3] * 16;
}

std::string Compiler::choice_name(const Shape& x, const Shape& w, const Window& window)
{
    const auto listed = [](const Shape& sizes, char between) {
        std::string text;
        for (auto size : sizes)
            text += (text.empty() ? "" : std::string(1, between)) + std::to_string(size);
        return text;
    };
    return listed(x, 'x') + " * " + listed(w, 'x') + " + " + listed(window.pad_begin, ',') + "," +
           listed(window.pad_end, ',');
}

bool Compiler::is_winograd(const Shape& x, const Shape& w, const Shape& y, const Window& window, std::int64_t groups)
{
    if (!has_winograd(x, w, window, groups))
        return false;
    const auto [made, is_new] = made_.try_emplace(choice_name(x, w, window));
    if (is_new) {
        const auto given = given_.find(made->first);
        const bool known = given != given_.end() && (given->second == winograd_way || given->second == direct_way);
        made->second = known ? given->second : is_winograd_by_rule(x, w, y) ? winograd_way : direct_way;
    }
    return made->second == winograd_way;
}

Desc Compiler::winograd_weight(const Shape& w) const
{
    return Desc(w, f32, Dims{1, w[0], 3 * w[0] * w[1], w[0] * w[1]});
}

void Compiler::keep_blocked(TensorId id)
{
    const Desc desc = own_blocks(id);
    home(id) = {draft_.buffer(desc.get_size(), true), desc};
}

Desc Compiler::own_blocks(TensorId id)
{
    const std::size_t known = home(id).buffer < 0 ? 1 : block_of(id);
    return blocked(shape(id), known > 1 ? known : instruction_set() == "AVX-512" ? 16 : 8);
}

void Compiler::add_winograd(std::string what, TensorId x, TensorId w, TensorId bias, bool relu, TensorId y,
                            std::int64_t pad_top, std::int64_t pad_left, bool backward)
{
    const Desc x_desc = own_blocks(x), w_desc = winograd_weight(shape(w));
    const std::size_t block = x_desc == blocked(shape(x), 16) ? 16 : 8, pairs = elements(w) / 9;
    const Winograd s = tiles_of(shape(x), shape(y), pad_top, pad_left, block);
    const BufferId from = in_layout(x, x_desc), weight = in_layout(w, w_desc), to = place(y, blocked(shape(y), block)),
                   add = bias == no_tensor ? -1 : in_plain(bias), u = draft_.buffer(positions * pairs * sizeof(float));
    const auto in = shape(x)[1], out = shape(y)[1];
    const auto tiles = shape(y)[0] * std::int64_t(s.tile_rows * s.tile_columns);
    const double flops = 2.0 * 9 * double(elements(y)) * double(in);

    const int transform_threads = draft_.threads_for_bytes(40.0 * 4 * double(pairs));
    loop(what + ", weights", {weight, u}, [=, &k = kernels_](const Address& at) {
        return [=, &k, g = static_cast<const float*>(at(weight)), v = static_cast<float*>(at(u))] {
            k.winograd_weights(g, v, pairs, backward, transform_threads);
        };
    });

    struct Scratch {
        Rows tiles;
        std::int64_t at_once;
        BufferId input, output, scratchpad;
        Desc a, b, c, scratchpad_desc;
        dnnl::primitive product;
    };
    std::vector<Scratch> parts;
    std::vector<BufferId> touched{from, to, u};
    if (add >= 0)
        touched.push_back(add);
    for (const Rows& r : cut(tiles, draft_.threads_for_flops(flops))) {
        Scratch p{.tiles = r, .at_once = tiles_at_once(r.size, in + out)};
        p.a = matrices(positions, p.at_once, in);
        p.b = matrices(positions, in, out, backward);
        p.c = matrices(positions, p.at_once, out);
        const Made made = matmul(draft_.engine(), p.a, p.b, {}, p.c);
        p.product = dnnl::primitive(made.get());
        p.scratchpad_desc = made.query_md(dnnl::query::scratchpad_md);
        p.input = draft_.buffer(p.a.get_size());
        p.output = draft_.buffer(p.c.get_size());
        p.scratchpad = draft_.buffer(p.scratchpad_desc.get_size());
        touched.insert(touched.end(), {p.input, p.output, p.scratchpad});
        parts.push_back(std::move(p));
    }
    draft_.add(what + ", Winograd", touched, [=, engine = draft_.engine(), &k = kernels_](const Address& at) {
        struct Job {
            const Kernels& k;
            Winograd s;
            const float *x, *u, *bias;
            float* y;
            bool relu;
            std::vector<TilePart> parts;
        };
        const auto job = std::make_shared<Job>(
            Job{k, s, static_cast<const float*>(at(from)), static_cast<const float*>(at(u)),
                add < 0 ? nullptr : static_cast<const float*>(at(add)), static_cast<float*>(at(to)), relu, {}});
        for (const Scratch& p : parts)
            job->parts.push_back({std::size_t(p.tiles.begin), std::size_t(p.tiles.size), std::size_t(p.at_once),
                                  static_cast<float*>(at(p.input)), static_cast<float*>(at(p.output)),
                                  std::make_unique<MovingProduct>(engine, p.product, p.a, p.b, p.c, p.scratchpad_desc,
                                                                  at(p.scratchpad))});
        return Work([job] {
            share_out(
                int(job->parts.size()),
                [](const void* context, int index) {
                    Job& j = *static_cast<Job*>(const_cast<void*>(context));
                    TilePart& p = j.parts[std::size_t(index)];
                    for (std::size_t done = 0; done < p.count; done += p.at_once) {
                        const std::size_t first = p.first + done, count = std::min(p.at_once, p.count - done);
                        j.k.winograd_input(j.x, p.input, j.s, first, count, p.at_once * j.s.in_channels);
                        p.outcome = p.product->run(p.input, j.u, p.output);
                        j.k.winograd_output(p.output, j.bias, j.relu, j.y, j.s, first, count,
                                            p.at_once * j.s.out_channels);
                    }
                },
                job.get());
            for (const TilePart& p : job->parts)
                if (p.outcome != dnnl_success)
                    return p.outcome;
            return dnnl_success;
        });
    });
}

void Compiler::add_winograd_weights(const ConvBackwardWeights& c)
{
    const Desc x_desc = own_blocks(c.x);
    const std::size_t block = x_desc == blocked(shape(c.x), 16) ? 16 : 8, pairs = elements(c.out) / 9;
    const Desc grad_desc = blocked(shape(c.grad), block);
    const Winograd s = tiles_of(shape(c.x), shape(c.grad), c.window.pad_begin[0], c.window.pad_begin[1], block);
    const auto in = shape(c.x)[1], out = shape(c.grad)[1];
    const auto tiles = shape(c.grad)[0] * std::int64_t(s.tile_rows * s.tile_columns);
    const auto at_once = std::min<std::int64_t>(tiles, 256);
    const int threads = draft_.threads_for_flops(2.0 * 9 * double(elements(c.grad)) * double(in));
    const BufferId x = in_layout(c.x, x_desc), grad = in_layout(c.grad, grad_desc),
                   dw = place(c.out, winograd_weight(shape(c.out))),
                   input = draft_.buffer(positions * std::size_t(at_once * in) * sizeof(float)),
                   output = draft_.buffer(positions * std::size_t(at_once * out) * sizeof(float)),
                   sum = draft_.buffer(positions * pairs * sizeof(float));
    std::vector<BufferId> touched{x, grad, dw, input, output, sum};

    // Each part has some of the 36 products; the first tiles begin the sums, the others are added to them.
    struct Share {
        Rows positions;
        Desc a, b, c, scratchpad_desc[2];
        BufferId scratchpad[2];
        dnnl::primitive product[2];
    };
    std::vector<Share> shares;
    for (const Rows& r : cut(positions, threads)) {
        Share p{.positions = r};
        p.a = matrices(std::size_t(r.size), in, at_once, true);
        p.b = matrices(std::size_t(r.size), at_once, out);
        p.c = matrices(std::size_t(r.size), in, out);
        for (const bool more : {false, true}) {
            const Made made = matmul(draft_.engine(), p.a, p.b, {}, p.c, {}, more);
            p.product[more] = dnnl::primitive(made.get());
            p.scratchpad_desc[more] = made.query_md(dnnl::query::scratchpad_md);
            p.scratchpad[more] = draft_.buffer(p.scratchpad_desc[more].get_size());
            touched.push_back(p.scratchpad[more]);
        }
        shares.push_back(std::move(p));
    }
    draft_.add("conv_backward_weights, Winograd", touched, [=, engine = draft_.engine(), &k = kernels_](const Address& at) {
        struct Job {
            const Kernels& k;
            Winograd s;
            const float *x, *grad;
            float *input, *output, *sum;
            std::size_t pairs, at_once, first = 0, count = 0;
            int threads;
            std::vector<Rows> positions;
            std::vector<std::unique_ptr<MovingProduct>> product[2];
            std::vector<dnnl_status_t> outcome;
        };
        const auto job = std::make_shared<Job>(Job{k, s, static_cast<const float*>(at(x)),
                                                   static_cast<const float*>(at(grad)), static_cast<float*>(at(input)),
                                                   static_cast<float*>(at(output)), static_cast<float*>(at(sum)), pairs,
                                                   std::size_t(at_once), 0, 0, threads, {}, {}, {}});
        for (const Share& p : shares) {
            job->positions.push_back(p.positions);
            job->outcome.push_back(dnnl_success);
            for (int more : {0, 1})
                job->product[more].push_back(std::make_unique<MovingProduct>(
                    engine, p.product[more], p.a, p.b, p.c, p.scratchpad_desc[more], at(p.scratchpad[more])));
        }
        return Work([job, tiles = std::size_t(tiles), to = static_cast<float*>(at(dw))] {
            Job& j = *job;
            const std::size_t rest = j.at_once - (tiles - 1) % j.at_once - 1; // Rows of the last turn without a tile.
            for (j.first = 0; j.first < tiles; j.first += j.at_once) {
                j.count = std::min(j.at_once, tiles - j.first);
                share_out(
                    j.threads,
                    [](const void* context, int part) {
                        const Job& now = *static_cast<const Job*>(context);
                        const std::size_t all = std::size_t(now.threads), begin = now.count * std::size_t(part) / all,
                                          count = now.count * std::size_t(part + 1) / all - begin;
                        now.k.winograd_input(now.x, now.input + begin * now.s.in_channels, now.s, now.first + begin,
                                             count, now.at_once * now.s.in_channels);
                        now.k.winograd_gradient(now.grad, now.output + begin * now.s.out_channels, now.s,
                                                now.first + begin, count, now.at_once * now.s.out_channels);
                    },
                    &j);
                if (j.count < j.at_once)
                    for (std::size_t p = 0; p < positions; ++p)
                        std::memset(j.output + (p * j.at_once + j.count) * j.s.out_channels, 0,
                                    rest * j.s.out_channels * sizeof(float));
                share_out(
                    int(j.positions.size()),
                    [](const void* context, int part) {
                        Job& now = *static_cast<Job*>(const_cast<void*>(context));
                        const auto index = std::size_t(part), p = std::size_t(now.positions[index].begin);
                        now.outcome[index] = now.product[now.first > 0][index]->run(
                            now.input + p * now.at_once * now.s.in_channels,
                            now.output + p * now.at_once * now.s.out_channels, now.sum + p * now.pairs);
                    },
                    &j);
                for (dnnl_status_t outcome : j.outcome)
                    if (outcome != dnnl_success)
                        return outcome;
            }
            j.k.winograd_weight_gradient(j.sum, to, j.pairs, j.threads);
            return dnnl_success;
        });
    });
}

} // namespace loom::onednn
