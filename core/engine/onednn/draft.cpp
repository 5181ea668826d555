#include "engine/onednn/draft.h"

#include <omp.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>

namespace loom::onednn {

ThreadScope::ThreadScope(int threads) : before_(omp_get_max_threads())
{
    omp_set_num_threads(threads);
}
ThreadScope::~ThreadScope()
{
    omp_set_num_threads(before_);
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
};

} // namespace

void Draft::add(std::string what, const Made& made, std::vector<Argument> arguments, int threads)
{
    const ThreadScope scope(threads);
    if (const Desc scratchpad = made.query_md(dnnl::query::scratchpad_md); !empty(scratchpad))
        arguments.push_back({DNNL_ARG_SCRATCHPAD, buffer(scratchpad.get_size()), scratchpad});
    for (const Argument& a : arguments)
        touch(a.buffer);
    what += std::string(", ") + made.impl_info_str();
    auto bind = [primitive = dnnl::primitive(made.get()), arguments = std::move(arguments),
                 engine = engine_](const Address& address) {
        auto call = std::make_shared<Call>(Call{primitive, dnnl::stream(engine), {}, {}});
        for (const Argument& a : arguments) {
            call->memory.emplace_back(a.desc, engine, static_cast<std::byte*>(address(a.buffer)) + a.offset);
            call->arguments.push_back({a.index, call->memory.back().get()});
        }
        return Work([call] {
            return dnnl_primitive_execute(call->primitive.get(), call->stream.get(), int(call->arguments.size()),
                                          call->arguments.data());
        });
    };
    steps_.push_back({std::move(what), threads, std::move(bind)});
}

void Draft::add(std::string what, int threads, const std::vector<BufferId>& touched,
                std::function<Work(const Address&)> bind)
{
    std::ranges::for_each(touched, [this](BufferId id) { touch(id); });
    steps_.push_back({std::move(what), threads, std::move(bind)});
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
