// Cells over steps: the products of all steps at once, and what only one step after the other can do in a loop that
// each thread walks alone for its part of the batch.
#include "engine/onednn/compiler.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>

namespace loom::onednn {
namespace {

Desc turned(std::int64_t rows, std::int64_t columns)
{
    return Desc({columns, rows}, dnnl::memory::data_type::f32, Dims{1, columns});
}

/// Ready calls of one product, each on rows of its own.
struct Calls {
    dnnl::primitive primitive;
    dnnl::stream stream;
    std::vector<dnnl::memory> memory;
    std::vector<std::vector<dnnl_exec_arg_t>> arguments;

    dnnl_status_t run(std::size_t i) const
    {
        return dnnl_primitive_execute(primitive.get(), stream.get(), int(arguments[i].size()), arguments[i].data());
    }
};

/// The rows of the batch that one thread walks.
struct Part {
    std::int64_t begin, rows;
    Made product;
    BufferId scratchpad = -1, result = -1;
};

/// f(part) for each part, all at the same time; the first failure, if any.
template <class F>
dnnl_status_t each_part(std::size_t parts, F f)
{
    std::atomic<dnnl_status_t> outcome = dnnl_success;
    share_out(int(parts), [&](int p) {
        if (const auto status = f(std::size_t(p)); status != dnnl_success)
            outcome = status;
    });
    return outcome;
}

} // namespace

/// What the steps of a recurrence multiply with, in the layout that the product likes best, and who multiplies what.
struct Compiler::Walk {
    std::vector<Part> parts;
    BufferId weights = -1;
    Desc weights_desc;
    std::int64_t from_width, to_width;
    std::vector<BufferId> touched;

    /// Calls for each step: `from` gives the rows that the product of step t starts from.
    std::vector<std::shared_ptr<Calls>> bind(const dnnl::engine& engine, const Address& at, std::size_t steps,
                                             const std::function<const float*(std::size_t t, std::int64_t row)>& from) const
    {
        std::vector<std::shared_ptr<Calls>> out;
        for (const Part& part : parts) {
            auto calls = std::make_shared<Calls>(Calls{dnnl::primitive(part.product.get()), dnnl::stream(engine), {}, {}});
            calls->memory.reserve(steps + 3);
            auto memory = [&](const Desc& desc, void* data) {
                calls->memory.emplace_back(desc, engine, data);
                return calls->memory.back().get();
            };
            std::vector<dnnl_exec_arg_t> common{
                {DNNL_ARG_WEIGHTS, memory(weights_desc, at(weights))},
                {DNNL_ARG_DST, memory(plain({part.rows, to_width}), at(part.result))}};
            if (part.scratchpad >= 0)
                common.push_back({DNNL_ARG_SCRATCHPAD,
                                  memory(part.product.query_md(dnnl::query::scratchpad_md), at(part.scratchpad))});
            for (std::size_t t = 0; t < steps; ++t) {
                auto arguments = common;
                arguments.push_back({DNNL_ARG_SRC, memory(plain({part.rows, from_width}),
                                                          const_cast<float*>(from(t, part.begin)))});
                calls->arguments.push_back(std::move(arguments));
            }
            out.push_back(std::move(calls));
        }
        return out;
    }
};

Compiler::Walk Compiler::prepare_walk(TensorId weights, bool turn, std::int64_t batch, std::int64_t steps)
{
    const auto rows = shape(weights)[0], columns = shape(weights)[1];
    Walk w;
    w.from_width = turn ? columns : rows;
    w.to_width = turn ? rows : columns;
    const int threads = int(std::min<std::int64_t>(
        batch, draft_.threads_for_flops(2.0 * double(rows) * double(columns) * double(batch) * double(steps))));
    const auto share = (batch + threads - 1) / threads;
    for (std::int64_t begin = 0; begin < batch; begin += share) {
        const auto n = std::min(share, batch - begin);
        // The first part decides in which layout the weights are.
        const Desc b = w.parts.empty() ? any({w.from_width, w.to_width}) : w.weights_desc;
        Part part{begin, n, matmul(draft_.engine(), plain({n, w.from_width}), b, {}, plain({n, w.to_width}))};
        w.weights_desc = part.product.query_md(dnnl::query::weights_md);
        if (const Desc pad = part.product.query_md(dnnl::query::scratchpad_md); !empty(pad))
            w.touched.push_back(part.scratchpad = draft_.buffer(pad.get_size()));
        w.touched.push_back(part.result = draft_.buffer(std::size_t(n * w.to_width) * sizeof(float)));
        w.parts.push_back(std::move(part));
    }
    const Desc from = turn ? turned(rows, columns) : plain({rows, columns});
    const BufferId own = in_plain(weights);
    if (w.weights_desc == from) {
        w.weights = own;
    } else {
        w.weights = draft_.buffer(w.weights_desc.get_size());
        draft_.add("reorder", reorder(draft_.engine(), from, w.weights_desc),
                   {{DNNL_ARG_FROM, own, from}, {DNNL_ARG_TO, w.weights, w.weights_desc}});
    }
    w.touched.push_back(w.weights);
    return w;
}

void Compiler::product(std::string what, const Desc& a_desc, Argument a, const Desc& b_desc, Argument b, BufferId bias,
                       BufferId out, const Shape& out_shape)
{
    add_product(std::move(what), {.a = a.buffer, .b = b.buffer, .out = out, .bias = bias, .height = out_shape[0],
                                  .inner = dims_of(a_desc)[1], .width = out_shape[1],
                                  .transpose_a = a_desc != plain(dims_of(a_desc)),
                                  .transpose_b = b_desc != plain(dims_of(b_desc)), .a_offset = a.offset,
                                  .b_offset = b.offset});
}

void Compiler::lower(const Recurrent& r)
{
    const auto steps = shape(r.x)[0], batch = shape(r.x)[1], features = shape(r.x)[2], hidden = shape(r.y)[2],
               width = hidden * gate_count(r.cell);
    const BufferId gates = place_plain(r.gates);
    product("recurrent, all inputs", plain({steps * batch, features}), {0, in_plain(r.x), {}}, plain({features, width}),
            {0, in_plain(r.wx), {}}, in_plain(r.bias), gates, {steps * batch, width});

    const Walk walk = prepare_walk(r.wh, false, batch, steps);
    const BufferId y = place_plain(r.y), last = place_plain(r.last),
                   inner = r.inner == no_tensor ? -1 : place_plain(r.inner),
                   bias = r.recurrent_bias == no_tensor ? -1 : in_plain(r.recurrent_bias),
                   mask = r.mask == no_tensor ? -1 : in_plain(r.mask),
                   lengths = r.lengths == no_tensor ? -1 : home(r.lengths).buffer,
                   fed = mask < 0 ? -1 : draft_.buffer(std::size_t(batch * hidden) * sizeof(float)),
                   zeros = draft_.buffer(std::size_t(width) * sizeof(float));
    auto touched = walk.touched;
    for (BufferId id : {y, last, inner, bias, mask, lengths, fed, zeros, gates})
        if (id >= 0)
            touched.push_back(id);
    RecurrentArgs sizes{.cell = r.cell, .reverse = r.reverse, .steps = std::size_t(steps), .batch = std::size_t(batch),
                        .hidden = std::size_t(hidden), .width = std::size_t(width)};
    draft_.add("recurrent, steps", touched, [=, engine = draft_.engine(), &k = kernels_](const Address& at) {
        RecurrentArgs args = sizes;
        args.y = target(at, y);
        args.last = target(at, last);
        args.inner = target(at, inner);
        args.gates = target(at, gates);
        args.recurrent_bias = source(at, bias);
        args.mask = source(at, mask);
        args.lengths = lengths < 0 ? nullptr : static_cast<const std::int32_t*>(at(lengths));
        args.fed = target(at, fed);
        args.zeros = target(at, zeros);
        const auto calls = walk.bind(engine, at, args.steps, [&](std::size_t t, std::int64_t row) {
            const bool first = args.reverse ? t + 1 == args.steps : t == 0;
            const std::size_t before = first ? t : args.reverse ? t + 1 : t - 1;
            return args.mask ? args.fed + row * hidden : args.y + (std::int64_t(before) * batch + row) * hidden;
        });
        const auto again = args.cell != Cell::GruResetFirst
                               ? calls
                               : walk.bind(engine, at, args.steps, [&](std::size_t t, std::int64_t row) {
                                     return args.inner + (std::int64_t(t) * batch + row) * hidden;
                                 });
        std::vector<const float*> results;
        for (const Part& part : walk.parts)
            results.push_back(source(at, part.result));
        return Work([=, &k, parts = walk.parts] {
            std::memset(args.zeros, 0, args.width * sizeof(float));
            std::memset(args.last, 0, args.batch * args.hidden * sizeof(float)); // Where there is no step at all.
            return each_part(parts.size(), [&](std::size_t p) {
                const auto begin = std::size_t(parts[p].begin), end = begin + std::size_t(parts[p].rows);
                for (std::size_t i = 0; i < args.steps; ++i) {
                    const std::size_t t = args.reverse ? args.steps - 1 - i : i;
                    if (const auto status = i == 0 ? dnnl_success : calls[p]->run(t); status != dnnl_success)
                        return status;
                    if (args.cell == Cell::GruResetFirst) {
                        k.cell_reset(args, t, begin, end, i == 0 ? nullptr : results[p]);
                        if (const auto status = i == 0 ? dnnl_success : again[p]->run(t); status != dnnl_success)
                            return status;
                    }
                    k.cell_step(args, t, begin, end, i == 0 ? nullptr : results[p]);
                }
                return dnnl_success;
            });
        });
    });
}

void Compiler::lower(const RecurrentBackward& r)
{
    const auto steps = shape(r.x)[0], batch = shape(r.x)[1], features = shape(r.x)[2], hidden = shape(r.y)[2],
               width = hidden * gate_count(r.cell), rows = steps * batch;
    const auto bytes = [](std::int64_t n) { return std::size_t(n) * sizeof(float); };
    const Walk walk = prepare_walk(r.wh, true, batch, steps);
    const auto optional = [&](TensorId id) { return id == no_tensor ? -1 : in_plain(id); };
    const BufferId y = in_plain(r.y), inner = optional(r.inner), gates = in_plain(r.gates), mask = optional(r.mask),
                   grad = optional(r.grad), grad_last = optional(r.grad_last),
                   lengths = r.lengths == no_tensor ? -1 : home(r.lengths).buffer,
                   dgates = draft_.buffer(bytes(rows * width)),
                   dproduct = gate_count(r.cell) == 3 ? draft_.buffer(bytes(rows * width)) : dgates,
                   carry = draft_.buffer(bytes(batch * hidden)), dh = draft_.buffer(bytes(batch * hidden)),
                   zeros = draft_.buffer(bytes(width));
    auto touched = walk.touched;
    for (BufferId id : {y, inner, gates, mask, grad, grad_last, lengths, dgates, dproduct, carry, dh, zeros})
        if (id >= 0)
            touched.push_back(id);
    RecurrentArgs sizes{.cell = r.cell, .reverse = r.reverse, .steps = std::size_t(steps), .batch = std::size_t(batch),
                        .hidden = std::size_t(hidden), .width = std::size_t(width)};
    draft_.add("recurrent_backward, steps", touched, [=, engine = draft_.engine(), &k = kernels_](const Address& at) {
        RecurrentArgs args = sizes;
        args.y = target(at, y);
        args.inner = target(at, inner);
        args.gates = target(at, gates);
        args.mask = source(at, mask);
        args.lengths = lengths < 0 ? nullptr : static_cast<const std::int32_t*>(at(lengths));
        args.fed = target(at, dh);
        args.zeros = target(at, zeros);
        args.grad = source(at, grad);
        args.grad_last = source(at, grad_last);
        args.dgates = target(at, dgates);
        args.dproduct = target(at, dproduct);
        args.carry = target(at, carry);
        // The product behind step t leads to the step before it.
        const auto calls = walk.bind(engine, at, args.steps, [&](std::size_t t, std::int64_t row) {
            return args.dproduct + (std::int64_t(t) * batch + row) * width;
        });
        std::vector<const float*> results;
        for (const Part& part : walk.parts)
            results.push_back(source(at, part.result));
        return Work([=, &k, parts = walk.parts] {
            std::memset(args.zeros, 0, args.width * sizeof(float));
            std::memset(args.carry, 0, args.batch * args.hidden * sizeof(float));
            return each_part(parts.size(), [&](std::size_t p) {
                const auto begin = std::size_t(parts[p].begin), end = begin + std::size_t(parts[p].rows);
                for (std::size_t i = args.steps; i-- > 0;) {
                    const std::size_t t = args.reverse ? args.steps - 1 - i : i;
                    const bool latest = i + 1 == args.steps;
                    k.cell_step_back(args, t, begin, end, latest ? nullptr : results[p]);
                    if (args.cell == Cell::GruResetFirst) {
                        if (const auto status = i == 0 ? dnnl_success : calls[p]->run(t); status != dnnl_success)
                            return status;
                        k.cell_reset_back(args, t, begin, end, i == 0 ? nullptr : results[p]);
                    }
                    if (const auto status = i == 0 ? dnnl_success : calls[p]->run(t); status != dnnl_success)
                        return status;
                }
                return dnnl_success;
            });
        });
    });

    const Desc all = plain({rows, width});
    if (r.dx != no_tensor)
        product("recurrent_backward, inputs", all, {0, dgates, {}}, turned(features, width), {0, in_plain(r.wx), {}}, -1,
                place_plain(r.dx), {rows, features});
    product("recurrent_backward, input weights", turned(rows, features), {0, in_plain(r.x), {}}, all, {0, dgates, {}}, -1,
            place_plain(r.dwx), {features, width});

    // Each step's gradient meets the result of the step before it.
    const BufferId dwh = place_plain(r.dwh);
    if (steps == 1) {
        loop("recurrent_backward, weights", {dwh}, [=](const Address& at) {
            return [=, to = target(at, dwh)] { std::memset(to, 0, bytes(hidden * width)); };
        });
    } else {
        BufferId fed = y;
        if (mask >= 0) {
            fed = draft_.buffer(bytes(rows * hidden));
            loop("recurrent_backward, masked", {y, mask, fed}, [=, &k = kernels_](const Address& at) {
                return [=, &k, from = source(at, y), m = source(at, mask), to = target(at, fed)] {
                    const auto n = std::size_t(batch * hidden);
                    for (std::size_t t = 0; t < std::size_t(steps); ++t)
                        k.binary(BinaryKind::Multiply, from + t * n, m, to + t * n, n, 1);
                };
            });
        }
        const auto most = (steps - 1) * batch;
        const std::size_t later = bytes(batch * hidden), later_gates = bytes(batch * width);
        product("recurrent_backward, weights", turned(most, hidden), {0, fed, {}, r.reverse ? later : 0},
                plain({most, width}), {0, dproduct, {}, r.reverse ? 0 : later_gates}, -1, dwh, {hidden, width});
    }
    if (r.cell == Cell::GruResetFirst && steps > 1) { // The last third met what the reset had let through instead.
        const BufferId made = draft_.buffer(bytes(hidden * width));
        product("recurrent_backward, weights behind the reset", turned(rows, hidden), {0, inner, {}}, all, {0, dgates, {}},
                -1, made, {hidden, width});
        loop("recurrent_backward, weights", {made, dwh}, [=, &k = kernels_](const Address& at) {
            return [=, &k, from = source(at, made) + 2 * hidden, to = target(at, dwh) + 2 * hidden] {
                k.copy_runs(from, std::size_t(width), to, std::size_t(width), std::size_t(hidden), std::size_t(hidden), 1);
            };
        });
    }
    auto sum = [&](BufferId from, TensorId to) {
        const BufferId out = place_plain(to);
        const int threads = draft_.threads_for_bytes(4.0 * double(rows * width));
        const ChannelView v{std::size_t(rows), std::size_t(width), 1, 1};
        loop("recurrent_backward, bias", {from, out}, [=, &k = kernels_](const Address& at) {
            return [=, &k, x = source(at, from), q = target(at, out)] { k.channel_sum(x, q, v, 1, threads); };
        });
    };
    sum(dgates, r.dbias);
    if (r.drecurrent_bias != no_tensor)
        sum(dproduct, r.drecurrent_bias);
}

void Compiler::lower(const MaskedSoftmax& m)
{
    const BufferId x = in_plain(m.x), out = place_plain(m.out),
                   lengths = m.lengths == no_tensor ? -1 : home(m.lengths).buffer;
    const Shape& s = shape(m.x);
    const std::size_t keys = std::size_t(s.back()), rows = elements(m.x) / keys;
    const MaskArgs sizes{nullptr, rows, rows / std::size_t(s[0]), std::size_t(s[s.size() - 2]), keys, m.causal};
    const int threads = draft_.threads_for_bytes(16.0 * double(elements(m.x)));
    draft_.may_share(out, x);
    std::vector<BufferId> touched{x, out};
    if (lengths >= 0)
        touched.push_back(lengths);
    loop("masked_softmax", touched, [=, &k = kernels_](const Address& at) {
        MaskArgs args = sizes;
        args.lengths = lengths < 0 ? nullptr : static_cast<const std::int32_t*>(at(lengths));
        return [=, &k, from = source(at, x), to = target(at, out)] { k.masked_softmax(from, to, args, threads); };
    });
}

} // namespace loom::onednn
