#include "ir/passes/passes.h"

#include <algorithm>
#include <iterator>

namespace loom {
namespace {

bool is_lasting(Role role)
{
    return role == Role::Weight || role == Role::State || role == Role::Moment || role == Role::Output;
}

} // namespace

std::size_t remove_dead(Program& program)
{
    std::vector<bool> needed(program.tensors.size()), touched(program.tensors.size());
    for (std::size_t i = 0; i < needed.size(); ++i)
        needed[i] = is_lasting(program.tensors[i].role);
    std::vector<Op> kept; // From the last to the first.
    for (auto op = program.ops.rbegin(); op != program.ops.rend(); ++op) {
        const auto results = written(*op), operands = read(*op);
        if (std::ranges::none_of(results, [&](TensorId id) { return needed[std::size_t(id)]; }))
            continue;
        for (TensorId id : results)
            touched[std::size_t(id)] = true;
        for (TensorId id : operands)
            touched[std::size_t(id)] = needed[std::size_t(id)] = true;
        kept.push_back(std::move(*op));
    }
    const std::size_t removed = program.ops.size() - kept.size();
    // Not reversed in place: a swap of two variants is compiled for each pair of instructions.
    program.ops.assign(std::move_iterator(kept.rbegin()), std::move_iterator(kept.rend()));
    for (std::size_t i = 0; i < touched.size(); ++i)
        if (Tensor& t = program.tensors[i]; t.role == Role::Constant && !touched[i]) {
            t.role = Role::Intermediate;
            t.init = {};
        }
    return removed;
}

} // namespace loom
