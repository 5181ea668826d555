#include "engine/onednn/draft.h"

#include <algorithm>
#include <iterator>
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
    bytes_.push_back(bytes);
    lasting_.push_back(lasting);
    return BufferId(bytes_.size()) - 1;
}

void Draft::finish()
{
    std::ranges::stable_sort(steps_, {}, &Step::stretch);
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
    std::vector<BufferId> touched;
    for (Piece& piece : pieces) {
        if (calls_plain_product(piece.made))
            need_plain_products();
        if (const Desc scratchpad = piece.made.query_md(dnnl::query::scratchpad_md); !empty(scratchpad))
            piece.arguments.push_back({DNNL_ARG_SCRATCHPAD, buffer(scratchpad.get_size()), scratchpad});
        std::ranges::transform(piece.arguments, std::back_inserter(touched), &Argument::buffer);
        std::ranges::copy(piece.then_touches, std::back_inserter(touched));
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
    steps_.push_back({std::move(what), std::move(bind), std::move(touched), stretch_});
}

void Draft::add(std::string what, const std::vector<BufferId>& touched, std::function<Work(const Address&)> bind)
{
    steps_.push_back({std::move(what), std::move(bind), touched, stretch_});
}

void Draft::need_plain_products()
{
    if (!plain_products_.valid())
        plain_products_ = make_plain_products();
}

/// When each buffer is needed, and by whom.
struct Draft::Lives {
    std::vector<Life> of;        // By buffer.
    std::vector<int> run;        // By step: which of the runs of one part it belongs to; none where it is all threads'.
    std::vector<int> only_in;    // By buffer: the one run that touches it; none where it is not alone.
    std::vector<Life> stage_of;  // By run: the steps of its stage, in which other runs go on beside it.
    static constexpr int none = -1, unknown = -2;
};

Draft::Lives Draft::lives() const
{
    const auto end = std::ptrdiff_t(steps_.size());
    Lives found{{}, {}, std::vector<int>(bytes_.size(), Lives::unknown), {}};
    for (const std::size_t bytes : bytes_)
        found.of.push_back({bytes, end, -1});
    for (std::ptrdiff_t begin = 0; begin < end;) {
        const auto in_stage = [&](const Step& step) { return step.stretch.stage == steps_[std::size_t(begin)].stretch.stage; };
        const auto stop = std::find_if_not(steps_.begin() + begin, steps_.end(), in_stage) - steps_.begin();
        for (std::ptrdiff_t i = begin; i < stop; ++i) {
            const Stretch& here = steps_[std::size_t(i)].stretch;
            if (here.part >= 0 && (i == begin || steps_[std::size_t(i - 1)].stretch != here))
                found.stage_of.push_back({0, begin, stop - 1});
            found.run.push_back(here.part < 0 ? Lives::none : int(found.stage_of.size()) - 1);
        }
        begin = stop;
    }
    for (std::ptrdiff_t i = 0; i < end; ++i)
        for (BufferId id : steps_[std::size_t(i)].touched) {
            Life& life = found.of[std::size_t(id)];
            life.first = std::min(life.first, i);
            life.last = std::max(life.last, i);
            int& only = found.only_in[std::size_t(id)];
            only = only == Lives::unknown || only == found.run[std::size_t(i)] ? found.run[std::size_t(i)] : Lives::none;
        }
    for (BufferId id : kept_) {
        found.of[std::size_t(id)].last = end;
        found.only_in[std::size_t(id)] = Lives::none;
    }
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        Life& life = found.of[i];
        if (lasting_[i])
            life = {bytes_[i], 0, end};
        else if (life.last < 0)
            life = {0, 0, 0}; // Nothing touches it.
        if (lasting_[i] || found.only_in[i] == Lives::unknown)
            found.only_in[i] = Lives::none;
        if (found.only_in[i] != Lives::none)
            continue;
        // The other parts may be anywhere in their stage while this one touches it.
        if (life.first < end && found.run[std::size_t(life.first)] >= 0)
            life.first = found.stage_of[std::size_t(found.run[std::size_t(life.first)])].first;
        if (life.last < end && found.run[std::size_t(life.last)] >= 0)
            life.last = found.stage_of[std::size_t(found.run[std::size_t(life.last)])].last;
    }
    return found;
}

Plan Draft::plan() const
{
    Lives known = lives();
    std::vector<Life>& lives = known.of;
    // Chains of buffers that pass their memory on become one life.
    std::vector<std::size_t> root(lives.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    for (const auto& [out, in] : shares_) {
        const std::size_t from = root[std::size_t(in)], to = std::size_t(out);
        const auto meeting = lives[to].first;
        if (root[to] != to || lasting_[to] || lasting_[from] || lives[from].bytes != lives[to].bytes ||
            lives[from].last != meeting || known.only_in[from] != known.only_in[to] ||
            (meeting < std::ptrdiff_t(steps_.size()) && known.run[std::size_t(meeting)] != known.only_in[to]))
            continue;
        lives[from].last = lives[to].last;
        root[to] = from;
        lives[to].bytes = 0;
    }

    // What a run alone uses is laid out by itself, and is one piece to all others.
    std::vector<std::vector<std::size_t>> members(known.stage_of.size() + 1); // The last: what is no run's alone.
    std::vector<std::vector<Life>> packed(members.size());
    for (std::size_t i = 0; i < lives.size(); ++i) {
        const auto group = known.only_in[i] < 0 ? members.size() - 1 : std::size_t(known.only_in[i]);
        members[group].push_back(i);
        packed[group].push_back(lives[i]);
    }
    Plan plan{std::vector<std::size_t>(lives.size()), 0};
    std::vector<Plan> alone;
    for (std::size_t run = 0; run < known.stage_of.size(); ++run) {
        alone.push_back(pack(packed[run]));
        packed.back().push_back({alone.back().bytes, known.stage_of[run].first, known.stage_of[run].last});
    }
    alone.push_back(pack(packed.back()));
    plan.bytes = alone.back().bytes;
    for (std::size_t group = 0; group < members.size(); ++group) {
        const bool is_run = group < known.stage_of.size();
        const std::size_t begin = is_run ? alone.back().offsets[members.back().size() + group] : 0;
        for (std::size_t i = 0; i < members[group].size(); ++i)
            plan.offsets[members[group][i]] = begin + alone[group].offsets[i];
    }
    for (std::size_t i = 0; i < root.size(); ++i)
        plan.offsets[i] = plan.offsets[root[i]];
    return plan;
}

} // namespace loom::onednn
