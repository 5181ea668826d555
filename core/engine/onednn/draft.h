#pragma once
#include "engine/kernels/kernels.h"
#include "engine/onednn/vendor.h"
#include "ir/parts.h"
#include "ir/plan.h"

#include <functional>
#include <future>
#include <string>
#include <utility>
#include <vector>

namespace loom::onednn {

using namespace loops;

/// A piece of the arena.
using BufferId = int;
/// Where a piece lies, once there is an arena.
using Address = std::function<void*(BufferId)>;
/// Where a piece of numbers lies; nullptr where there is none (an id below 0).
inline const float* source(const Address& at, BufferId id)
{
    return id < 0 ? nullptr : static_cast<const float*>(at(id));
}
inline float* target(const Address& at, BufferId id)
{
    return id < 0 ? nullptr : static_cast<float*>(at(id));
}
/// Those that there are.
inline std::vector<BufferId> existing(std::vector<BufferId> ids)
{
    std::erase(ids, -1);
    return ids;
}
/// What a step does, every address known.
using Work = std::function<dnnl_status_t()>;

/// A primitive's argument: a tensor that begins `offset` bytes into a buffer.
struct Argument {
    int index;
    BufferId buffer;
    Desc desc;
    std::size_t offset = 0; // Bytes behind the buffer's begin.
};

/// A primitive with its arguments: a whole step or one of the parts that it is cut into.
struct Piece {
    Made made;
    std::vector<Argument> arguments;
    /// What the same thread does right behind it, while the result is in its cache, and what that touches besides.
    std::function<std::function<void()>(const Address&)> then = {};
    std::vector<BufferId> then_touches = {};
};

/// Some of the rows (places along the first axis).
struct Rows {
    std::int64_t begin = 0, size = 0;
};
/// [0, n) in at most `parts` parts of about the same size, whose borders are multiples of `grain`.
std::vector<Rows> cut(std::int64_t n, int parts, std::int64_t grain = 1);
/// Those rows of a tensor as an argument.
Argument rows(int index, BufferId, const Desc& whole, Rows, std::int64_t grain = 1);
/// A step over all rows of these tensors in at most `parts` pieces: make(rows) describes one. A single piece where the
/// rows of one of them do not lie behind each other.
std::vector<Piece> pieces(const std::vector<Desc>& tensors, int parts, const std::function<Piece(Rows)>& make,
                          std::int64_t grain = 1);

struct Step {
    std::string what;
    std::function<Work(const Address&)> bind;
    std::vector<BufferId> touched;
    Stretch stretch;
};

/// The steps of a program in the making: who touches which piece of memory when, before there is any memory.
class Draft {
public:
    Draft(dnnl::engine engine, int threads) : engine_(std::move(engine)), threads_(threads) {}

    const dnnl::engine& engine() const { return engine_; }
    /// In the order in which they run, once finish() was called.
    const std::vector<Step>& steps() const { return steps_; }

    /// What is added from now on belongs there. A step of a part is not cut: one thread runs it.
    void enter(const Stretch& stretch) { stretch_ = stretch; }
    const Stretch& stretch() const { return stretch_; }
    /// No more steps.
    void finish();

    /// Lasting ones keep their content from run to run; others live from the first to the last step that touches them.
    BufferId buffer(std::size_t bytes, bool lasting = false);
    /// Wanted after the last step.
    void keep_to_end(BufferId id) { kept_.push_back(id); }
    /// `out` may take the memory of `in` when the step that writes `out` is the last that touches `in`.
    void may_share(BufferId out, BufferId in) { shares_.emplace_back(out, in); }

    /// Into how many parts that much work of one thread is worth cutting.
    int threads_for(double microseconds) const { return microseconds > 50 && stretch_.part < 0 ? threads_ : 1; }
    int threads_for_flops(double flops) const { return threads_for(flops / 50e3); }
    int threads_for_bytes(double bytes) const { return threads_for(bytes / 10e3); }

    /// A primitive. Its scratchpad is memory that lives for this step.
    void add(std::string what, const Made& made, std::vector<Argument> arguments)
    {
        add(std::move(what), {Piece{made, std::move(arguments)}});
    }
    /// A primitive that was cut into pieces, which threads share.
    void add(std::string what, std::vector<Piece>);
    /// An own loop: `bind` gets the addresses and returns the work.
    void add(std::string what, const std::vector<BufferId>& touched, std::function<Work(const Address&)> bind);

    /// A step calls oneDNN's plain product. Its code is made beside the rest, and is there when this draft ends.
    void need_plain_products();

    /// Lays everything out, what parts use at once apart from each other. Offsets by buffer.
    Plan plan() const;

private:
    struct Lives;
    Lives lives() const;

    dnnl::engine engine_;
    int threads_;
    Stretch stretch_;
    std::vector<Step> steps_;
    std::vector<std::size_t> bytes_;
    std::vector<bool> lasting_;
    std::vector<BufferId> kept_;
    std::vector<std::pair<BufferId, BufferId>> shares_;
    std::future<void> plain_products_;
};

} // namespace loom::onednn
