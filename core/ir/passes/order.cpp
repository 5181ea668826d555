#include "ir/passes/dependencies.h"
#include "ir/passes/footprint.h"
#include "ir/passes/passes.h"

#include <algorithm>
#include <set>

namespace loom {
namespace {

/// Always what is ready and adds the least to what is alive; of equals the first in the program.
std::vector<std::size_t> greedy_order(const Program& program)
{
    const auto bytes = [&](TensorId id) {
        const Tensor& t = program.at(id);
        const bool passing = t.role == Role::Intermediate || t.role == Role::Gradient;
        return passing ? std::ptrdiff_t(count(t.shape) * size_of(t.dtype)) : 0;
    };
    // By tensor: how many instructions still need it, and the sum of their indices, which names the last one.
    std::vector<std::size_t> uses(program.tensors.size(), 0), users(program.tensors.size(), 0);
    std::vector<std::ptrdiff_t> growth(program.ops.size(), 0);
    std::vector<std::vector<TensorId>> operands_of;
    for (std::size_t i = 0; i < program.ops.size(); ++i) {
        auto ids = needed(program.ops[i]);
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
        for (TensorId id : ids) {
            ++uses[std::size_t(id)];
            users[std::size_t(id)] += i;
        }
        for (TensorId id : written(program.ops[i]))
            growth[i] += bytes(id);
        operands_of.push_back(std::move(ids));
    }
    for (std::size_t id = 0; id < uses.size(); ++id)
        if (uses[id] == 1)
            growth[users[id]] -= bytes(TensorId(id));

    Dependencies open(program);
    std::set<std::pair<std::ptrdiff_t, std::size_t>> ready;
    std::vector<bool> is_ready(program.ops.size());
    const auto add = [&](std::size_t op) {
        ready.emplace(growth[op], op);
        is_ready[op] = true;
    };
    open.each_ready(add);
    std::vector<std::size_t> order;
    while (!ready.empty()) {
        const std::size_t op = ready.begin()->second;
        ready.erase(ready.begin());
        is_ready[op] = false;
        order.push_back(op);
        for (TensorId id : operands_of[op]) {
            users[std::size_t(id)] -= op;
            if (--uses[std::size_t(id)] != 1)
                continue;
            const std::size_t last = users[std::size_t(id)];
            if (is_ready[last])
                ready.erase({growth[last], last});
            growth[last] -= bytes(id);
            if (is_ready[last])
                ready.emplace(growth[last], last);
        }
        open.done(op, add);
    }
    return order;
}

} // namespace

bool order_for_memory(Program& program)
{
    const auto as_it_is = running_order(program), other = greedy_order(program);
    const std::size_t before = peak_of(passing_lives(program, as_it_is), as_it_is.size()).bytes,
                      after = peak_of(passing_lives(program, other), other.size()).bytes;
    if (after * 20 > before * 19)
        return false;
    Program reordered{program.tensors, {}, program.side_by_side};
    for (std::size_t i : other)
        reordered.ops.push_back(program.ops[i]);
    // What lies in one piece of memory has gaps as well.
    if (passing_bytes(reordered) * 20 > passing_bytes(program) * 19)
        return false;
    program = std::move(reordered);
    return true;
}

} // namespace loom
