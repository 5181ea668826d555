#include "ir/passes/footprint.h"
#include "base/result.h"
#include "ir/passes/dependencies.h"
#include "ir/passes/passes.h"

#include <algorithm>
#include <numeric>
#include <queue>

namespace loom {
namespace {

bool is_passing(Role role) { return role == Role::Intermediate || role == Role::Gradient || role == Role::Output; }

/// Where the result may take the memory of an operand: {result, operands}.
struct Sharing {
    TensorId out = no_tensor;
    std::vector<TensorId> in = {};
};

Sharing sharing(const Op& op)
{
    return std::visit(overloaded{[](const Eltwise& o) { return Sharing{o.out, {o.x}}; },
                                 [](const EltwiseBackward& o) { return Sharing{o.out, {o.grad}}; },
                                 [](const Affine& o) { return Sharing{o.out, {o.x}}; },
                                 [](const Binary& o) { return Sharing{o.out, {o.a, o.b}}; },
                                 [](const AddBias& o) { return Sharing{o.out, {o.x}}; },
                                 [](const Dropout& o) { return Sharing{o.out, {o.x}}; },
                                 [](const Reshape& o) { return Sharing{o.out, {o.x}}; },
                                 [](const BatchNormBackward& o) { return Sharing{o.dx, {o.grad}}; },
                                 [](const auto&) { return Sharing{}; }},
                      op);
}

std::size_t rounded(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

} // namespace

std::vector<TensorId> needed(const Op& op)
{
    auto ids = read(op);
    if (const auto* e = std::get_if<EltwiseBackward>(&op); e && e->x != e->y && e->x != e->grad && e->y != e->grad)
        std::erase(ids, slope_from_result(e->curve, e->alpha) ? e->x : e->y);
    return ids;
}

bool is_update(const Program& program, const Op& op)
{
    const auto to = written(op);
    return !to.empty() && std::ranges::all_of(to, [&](TensorId id) {
        return program.at(id).role == Role::Weight || program.at(id).role == Role::Moment;
    });
}

std::vector<Life> passing_lives(const Program& program, std::span<const std::size_t> order)
{
    const auto steps = std::ptrdiff_t(order.size());
    std::vector<Life> lives(program.tensors.size(), Life{0, steps, -1});
    const auto touch = [&](TensorId id, std::ptrdiff_t step) {
        Life& life = lives[std::size_t(id)];
        life.first = std::min(life.first, step);
        life.last = std::max(life.last, step);
    };
    for (std::ptrdiff_t step = 0; step < steps; ++step) {
        const Op& op = program.ops[order[std::size_t(step)]];
        for (TensorId id : needed(op))
            touch(id, step);
        for (TensorId id : written(op))
            touch(id, step);
    }
    for (std::size_t i = 0; i < lives.size(); ++i) {
        const Tensor& t = program.tensors[i];
        if (!is_passing(t.role) || lives[i].last < 0)
            lives[i] = {0, 0, -1};
        else {
            lives[i].bytes = rounded(count(t.shape) * size_of(t.dtype));
            if (t.role == Role::Output)
                lives[i].last = steps;
        }
    }
    std::vector<TensorId> home(lives.size()); // The tensor whose memory it is.
    std::iota(home.begin(), home.end(), 0);
    for (std::ptrdiff_t step = 0; step < steps; ++step) {
        const Sharing s = sharing(program.ops[order[std::size_t(step)]]);
        for (TensorId in : s.in) {
            Life& from = lives[std::size_t(home[std::size_t(in)])];
            Life& to = lives[std::size_t(s.out)];
            if (in == s.out || from.bytes == 0 || from.bytes != to.bytes || from.last != step || to.first != step)
                continue;
            from.last = to.last;
            to.bytes = 0;
            home[std::size_t(s.out)] = home[std::size_t(in)];
            break;
        }
    }
    return lives;
}

Peak peak_of(std::span<const Life> lives, std::size_t steps)
{
    std::vector<std::ptrdiff_t> change(steps + 2, 0);
    for (const Life& life : lives)
        if (life.bytes > 0 && life.last >= life.first) {
            change[std::size_t(life.first)] += std::ptrdiff_t(life.bytes);
            change[std::size_t(life.last) + 1] -= std::ptrdiff_t(life.bytes);
        }
    Peak peak;
    std::ptrdiff_t now = 0;
    for (std::size_t step = 0; step <= steps; ++step)
        if (now += change[step]; std::size_t(now) > peak.bytes)
            peak = {std::ptrdiff_t(step), std::size_t(now)};
    return peak;
}

std::vector<std::size_t> running_order(const Program& program)
{
    Dependencies open(program);
    // Updates first, then by place.
    using Ready = std::pair<bool, std::size_t>;
    std::priority_queue<Ready, std::vector<Ready>, std::greater<>> ready;
    const auto add = [&](std::size_t op) { ready.emplace(!is_update(program, program.ops[op]), op); };
    open.each_ready(add);
    std::vector<std::size_t> order;
    while (!ready.empty()) {
        const std::size_t op = ready.top().second;
        ready.pop();
        order.push_back(op);
        open.done(op, add);
    }
    return order;
}

std::size_t passing_bytes(const Program& program)
{
    auto lives = passing_lives(program, running_order(program));
    std::erase_if(lives, [](const Life& life) { return life.bytes == 0; });
    return pack(lives).bytes;
}

} // namespace loom
