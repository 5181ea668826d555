#include "ir/plan.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace loom {

Plan pack(std::span<const Life> lives)
{
    Plan plan{std::vector<std::size_t>(lives.size()), 0};
    auto rounded = [&](std::size_t i) { return (lives[i].bytes + alignment - 1) / alignment * alignment; };

    std::vector<std::size_t> order(lives.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return lives[i].bytes; });

    std::vector<std::size_t> placed; // By offset.
    for (std::size_t i : order) {
        std::size_t end = 0, best = 0, smallest = std::numeric_limits<std::size_t>::max();
        for (std::size_t other : placed) {
            if (!lives[i].overlaps(lives[other]))
                continue;
            const auto start = plan.offsets[other];
            if (start > end && start - end >= rounded(i) && start - end < smallest) {
                smallest = start - end;
                best = end;
            }
            end = std::max(end, start + rounded(other));
        }
        plan.offsets[i] = smallest == std::numeric_limits<std::size_t>::max() ? end : best;
        plan.bytes = std::max(plan.bytes, plan.offsets[i] + rounded(i));
        placed.insert(
            std::ranges::upper_bound(placed, plan.offsets[i], {}, [&](std::size_t p) { return plan.offsets[p]; }), i);
    }
    return plan;
}

std::vector<Life> lifetimes(const Program& program, std::span<const std::size_t> bytes)
{
    const auto steps = std::ptrdiff_t(program.ops.size());
    std::vector<Life> lives;
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
        const Role role = program.tensors[i].role;
        const bool passing = role == Role::Intermediate || role == Role::Gradient;
        lives.push_back(passing ? Life{bytes[i], steps, -1} : Life{bytes[i], 0, steps});
    }
    for (std::ptrdiff_t step = 0; step < steps; ++step) {
        auto touch = [&](TensorId id) {
            Life& life = lives[std::size_t(id)];
            life.first = std::min(life.first, step);
            life.last = std::max(life.last, step);
        };
        const Op& op = program.ops[std::size_t(step)];
        std::ranges::for_each(read(op), touch);
        std::ranges::for_each(written(op), touch);
    }
    for (Life& life : lives)
        if (life.last < life.first) // No instruction touches it.
            life = {0, 0, -1};
    return lives;
}

} // namespace loom
