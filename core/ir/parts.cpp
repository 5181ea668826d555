#include "ir/parts.h"

#include <algorithm>
#include <set>

namespace loom {
namespace {

/// The slice of an input's rows that a part begins with. {seed, step} are no rows.
const Slice* beginning(const Program& program, TensorId clock, const Op& op)
{
    const auto* slice = std::get_if<Slice>(&op);
    return slice && slice->axis == 0 && slice->x != clock && program.at(slice->x).role == Role::Input ? slice : nullptr;
}

bool lasts(Role role)
{
    return role != Role::Intermediate && role != Role::Gradient && role != Role::Output;
}

} // namespace

std::vector<Stretch> stretches(const Program& program)
{
    std::vector<Stretch> found(program.ops.size());
    if (!program.side_by_side)
        return found;
    const TensorId clock = program.find("clock");
    std::set<std::int64_t> rows; // With which parts begin.
    for (const Op& op : program.ops)
        if (const Slice* slice = beginning(program, clock, op))
            rows.insert(slice->begin);

    std::vector<Stretch> made(program.tensors.size()); // Where each tensor got its present value.
    std::vector<int> touched(program.tensors.size(), 0); // The last stage that touched it.
    for (std::size_t i = 0; i < program.ops.size(); ++i) {
        const Op& op = program.ops[i];
        const auto from = read(op), to = written(op);
        Stretch& here = found[i];
        if (const Slice* slice = beginning(program, clock, op))
            here.part = int(std::distance(rows.begin(), rows.find(slice->begin)));
        bool mixed = std::ranges::any_of(to, [&](TensorId id) { return lasts(program.at(id).role); });
        for (TensorId id : from) {
            const int part = made[std::size_t(id)].part;
            if (part >= 0 && here.part >= 0 && part != here.part)
                mixed = true;
            here.part = std::max(here.part, part);
        }
        if (mixed)
            here.part = -1;
        const bool is_part = here.part >= 0;
        const auto wait = [&](const Stretch& before) {
            const bool goes_on = before.part == here.part;
            here.stage = std::max(here.stage, before.stage + (goes_on ? 0 : 1));
        };
        here.stage = is_part ? 1 : 0;
        for (TensorId id : from)
            wait(made[std::size_t(id)]);
        for (TensorId id : to) // What stood there before is not needed any more by then.
            here.stage = std::max({here.stage, made[std::size_t(id)].stage, touched[std::size_t(id)]});
        if ((here.stage % 2 == 1) != is_part)
            ++here.stage;
        for (TensorId id : from)
            touched[std::size_t(id)] = std::max(touched[std::size_t(id)], here.stage);
        for (TensorId id : to) {
            made[std::size_t(id)] = here;
            touched[std::size_t(id)] = here.stage;
        }
    }
    return found;
}

} // namespace loom
