#include "engine/onednn/draft.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

namespace loom::onednn {

std::vector<Rows> cut(std::int64_t n, int parts, std::int64_t grain)
{
    const auto grains = (n + grain - 1) / grain, count = std::clamp<std::int64_t>(parts, 1, std::max<std::int64_t>(grains, 1));
    std::vector<Rows> out;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto begin = std::min(n, i * grains / count * grain), end = std::min(n, (i + 1) * grains / count * grain);
        out.push_back({begin, end - begin});
    }
    return out;
}

Argument rows(int index, BufferId buffer, const Desc& whole, Rows r, std::int64_t grain)
{
    const auto all = dims_of(whole)[0];
    if (r.size == all)
        return {index, buffer, whole};
    return {index, buffer, rows_of(whole, r.size, grain), std::size_t(r.begin) * (whole.get_size() / std::size_t(all))};
}

std::vector<Piece> pieces(const std::vector<Desc>& tensors, int parts, const std::function<Piece(Rows)>& make,
                          std::int64_t grain)
{
    const auto all = dims_of(tensors[0])[0];
    if (std::ranges::any_of(tensors, [&](const Desc& d) { return empty(rows_of(d, grain, grain)); }))
        parts = 1;
    std::vector<Piece> out;
    for (const Rows& r : cut(all, parts, grain))
        out.push_back(make(r));
    return out;
}

BufferId Draft::buffer(std::size_t bytes, bool lasting)
{
    lives_.push_back({bytes, std::numeric_limits<std::ptrdiff_t>::max(), -1});
    lasting_.push_back(lasting);
    return BufferId(lives_.size()) - 1;
}

void Draft::touch(BufferId id)
{
    Life& life = lives_[std::size_t(id)];
    const auto now = std::ptrdiff_t(steps_.size());
    life.first = std::min(life.first, now);
    life.last = std::max(life.last, now);
}

namespace {

/// All that a call of a primitive needs, ready in memory.
struct Call {
    dnnl::primitive primitive;
    dnnl::stream stream;
    std::vector<dnnl::memory> memory;
    std::vector<dnnl_exec_arg_t> arguments;
    std::function<void()> then;
    mutable dnnl_status_t outcome = dnnl_success;

    dnnl_status_t run() const
    {
        const auto done = dnnl_primitive_execute(primitive.get(), stream.get(), int(arguments.size()), arguments.data());
        if (then && done == dnnl_success)
            then();
        return done;
    }
};

} // namespace

void Draft::add(std::string what, std::vector<Piece> pieces)
{
    for (Piece& piece : pieces) {
        if (calls_plain_product(piece.made))
            need_plain_products();
        if (const Desc scratchpad = piece.made.query_md(dnnl::query::scratchpad_md); !empty(scratchpad))
            piece.arguments.push_back({DNNL_ARG_SCRATCHPAD, buffer(scratchpad.get_size()), scratchpad});
        for (const Argument& a : piece.arguments)
            touch(a.buffer);
        std::ranges::for_each(piece.then_touches, [this](BufferId id) { touch(id); });
    }
    what += std::string(", ") + pieces[0].made.impl_info_str();
    std::vector<dnnl::primitive> primitives;
    for (const Piece& piece : pieces)
        primitives.emplace_back(piece.made.get());
    auto bind = [pieces = std::move(pieces), primitives = std::move(primitives),
                 engine = engine_](const Address& address) {
        auto calls = std::make_shared<std::vector<Call>>();
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            Call& call = calls->emplace_back(Call{primitives[i], dnnl::stream(engine), {}, {}, {}});
            for (const Argument& a : pieces[i].arguments) {
                call.memory.emplace_back(a.desc, engine, static_cast<std::byte*>(address(a.buffer)) + a.offset);
                call.arguments.push_back({a.index, call.memory.back().get()});
            }
            if (pieces[i].then)
                call.then = pieces[i].then(address);
        }
        if (calls->size() == 1)
            return Work([calls] { return calls->front().run(); });
        return Work([calls] {
            share_out(
                int(calls->size()),
                [](const void* context, int part) {
                    const auto& all = *static_cast<const std::vector<Call>*>(context);
                    all[std::size_t(part)].outcome = all[std::size_t(part)].run();
                },
                calls.get());
            for (const Call& call : *calls)
                if (call.outcome != dnnl_success)
                    return call.outcome;
            return dnnl_success;
        });
    };
    steps_.push_back({std::move(what), std::move(bind)});
}

void Draft::add(std::string what, const std::vector<BufferId>& touched, std::function<Work(const Address&)> bind)
{
    std::ranges::for_each(touched, [this](BufferId id) { touch(id); });
    steps_.push_back({std::move(what), std::move(bind)});
}

void Draft::need_plain_products()
{
    if (!plain_products_.valid())
        plain_products_ = make_plain_products();
}

Plan Draft::plan() const
{
    const auto end = std::ptrdiff_t(steps_.size());
    auto lives = lives_;
    for (std::size_t i = 0; i < lives.size(); ++i) {
        if (lasting_[i])
            lives[i] = {lives[i].bytes, 0, end};
        else if (lives[i].last < 0)
            lives[i] = {0, 0, 0}; // Nothing touches it.
    }
    for (BufferId id : kept_)
        lives[std::size_t(id)].last = end;

    // Chains of buffers that pass their memory on become one life.
    std::vector<std::size_t> root(lives.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    for (const auto& [out, in] : shares_) {
        const std::size_t from = root[std::size_t(in)], to = std::size_t(out);
        if (root[to] != to || lasting_[to] || lasting_[from] || lives[from].bytes != lives[to].bytes ||
            lives[from].last != lives[to].first)
            continue;
        lives[from].last = lives[to].last;
        root[to] = from;
        lives[to].bytes = 0;
    }
    Plan plan = pack(lives);
    for (std::size_t i = 0; i < root.size(); ++i)
        plan.offsets[i] = plan.offsets[root[i]];
    return plan;
}

} // namespace loom::onednn
