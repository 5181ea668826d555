#pragma once
#include "engine/onednn/kernels.h"
#include "engine/onednn/vendor.h"
#include "ir/plan.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace loom::onednn {

/// A piece of the arena.
using BufferId = int;
/// Where a piece lies, once there is an arena.
using Address = std::function<void*(BufferId)>;
/// What a step does, every address known.
using Work = std::function<dnnl_status_t()>;

/// A primitive's argument.
struct Argument {
    int index;
    BufferId buffer;
    Desc desc;
    std::size_t offset = 0; // Bytes behind the buffer's begin.
};

struct Step {
    std::string what;
    int threads = 1;
    std::function<Work(const Address&)> bind;
};

/// The steps of a program in the making: who touches which piece of memory when, before there is any memory.
class Draft {
public:
    Draft(dnnl::engine engine, int threads) : engine_(std::move(engine)), threads_(threads) {}

    const dnnl::engine& engine() const { return engine_; }
    int threads() const { return threads_; }
    const std::vector<Step>& steps() const { return steps_; }

    /// Lasting ones keep their content from run to run; others live from the first to the last step that touches them.
    BufferId buffer(std::size_t bytes, bool lasting = false);
    /// Wanted after the last step.
    void keep_to_end(BufferId id) { kept_.push_back(id); }
    /// `out` may take the memory of `in` when the step that writes `out` is the last that touches `in`.
    void may_share(BufferId out, BufferId in) { shares_.emplace_back(out, in); }

    /// How many threads are worth waking for that much work of one thread.
    int threads_for(double microseconds) const { return microseconds > 50 ? threads_ : 1; }
    int threads_for_flops(double flops) const { return threads_for(flops / 50e3); }
    int threads_for_bytes(double bytes) const { return threads_for(bytes / 10e3); }

    /// A primitive, made for `threads` threads. Its scratchpad is memory that lives for this step.
    void add(std::string what, const Made&, std::vector<Argument>, int threads);
    /// An own loop: `bind` gets the addresses and returns the work.
    void add(std::string what, int threads, const std::vector<BufferId>& touched,
             std::function<Work(const Address&)> bind);

    /// Lays everything out. Offsets by buffer.
    Plan plan() const;

private:
    void touch(BufferId);

    dnnl::engine engine_;
    int threads_;
    std::vector<Step> steps_;
    std::vector<Life> lives_;
    std::vector<bool> lasting_;
    std::vector<BufferId> kept_;
    std::vector<std::pair<BufferId, BufferId>> shares_;
};

/// Primitives, and the loops of their making, split the work for as many threads as this thread may use.
class ThreadScope {
public:
    explicit ThreadScope(int threads);
    ~ThreadScope();
    ThreadScope(const ThreadScope&) = delete;

private:
    int before_;
};

} // namespace loom::onednn
