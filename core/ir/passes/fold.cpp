#include "ir/passes/passes.h"

#include <algorithm>

namespace loom {
namespace {

constexpr std::int64_t most_work = 1 << 22; // Elements and multiply-adds, of all that is computed ahead.

/// What computing the instruction costs.
std::int64_t work_of(const Program& program, const Op& op)
{
    std::int64_t work = 0;
    for (const auto& ids : {read(op), written(op)})
        for (TensorId id : ids)
            work += std::int64_t(count(program.at(id).shape));
    if (const auto* m = std::get_if<MatMul>(&op))
        work += std::int64_t(count(program.at(m->out).shape)) * inner_size(program, *m);
    else if (const auto* c = std::get_if<Conv>(&op))
        work += std::int64_t(count(program.at(c->out).shape) * count(program.at(c->w).shape)) / program.at(c->w).shape[0];
    return work;
}

} // namespace

std::size_t fold_constants(Program& program, const Compute& compute)
{
    std::vector<int> writers(program.tensors.size(), 0);
    for (const Op& op : program.ops)
        for (TensorId id : written(op))
            ++writers[std::size_t(id)];
    const auto is_small = [&](TensorId id) { return count(program.at(id).shape) <= largest_folded; };
    const auto is_known = [&](TensorId id) {
        return program.at(id).role == Role::Constant && program.at(id).init.kind == InitKind::Constant && is_small(id);
    };
    const auto can_be_known = [&](TensorId id) {
        const Role role = program.at(id).role;
        return (role == Role::Intermediate || role == Role::Gradient) && writers[std::size_t(id)] == 1 && is_small(id);
    };
    std::int64_t left = most_work;
    std::vector<Op> rest;
    for (Op& op : program.ops) {
        const auto from = read(op), to = written(op);
        const bool foldable = !from.empty() && std::ranges::all_of(from, is_known) && std::ranges::all_of(to, can_be_known);
        const std::int64_t work = foldable ? work_of(program, op) : 0;
        if (!foldable || work > left) {
            rest.push_back(std::move(op));
            continue;
        }
        left -= work;
        compute(program, op);
    }
    const std::size_t folded = program.ops.size() - rest.size();
    program.ops = std::move(rest);
    return folded;
}

} // namespace loom
