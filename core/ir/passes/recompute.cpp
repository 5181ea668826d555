#include "ir/passes/footprint.h"
#include "ir/passes/passes.h"

#include <algorithm>
#include <map>

namespace loom {
namespace {

constexpr int most_rounds = 16;
constexpr int longest_chain = 3; // Of instructions that make one result again.

/// Straight lines; the others take an exponential or more.
bool is_of_lines(Curve curve)
{
    return curve == Curve::Relu || curve == Curve::LeakyRelu || curve == Curve::Relu6 || curve == Curve::Clip ||
           curve == Curve::HardSigmoid || curve == Curve::HardSwish || curve == Curve::Abs;
}

/// Element by element, or a repetition or draw: costs about as much as reading the result would.
bool is_cheap(const Op& op)
{
    if (const auto* curve = std::get_if<Eltwise>(&op))
        return is_of_lines(curve->curve);
    return std::holds_alternative<Affine>(op) ||
           std::holds_alternative<Binary>(op) || std::holds_alternative<AddBias>(op) ||
           std::holds_alternative<Expand>(op) || std::holds_alternative<Dropout>(op) ||
           std::holds_alternative<NormalNoise>(op) || std::holds_alternative<Compare>(op) ||
           std::holds_alternative<Logic>(op) || std::holds_alternative<Where>(op);
}

/// One round: everything that need not be kept over the peak as the program stands.
class Round {
public:
    explicit Round(Program& program)
        : program_(program), order_(running_order(program)), lives_(passing_lives(program, order_)),
          peak_(peak_of(lives_, order_.size())), place_(order_.size()), uses_(program.tensors.size()),
          writes_(program.tensors.size())
    {
        for (std::size_t step = 0; step < order_.size(); ++step) {
            place_[order_[step]] = std::ptrdiff_t(step);
            for (TensorId id : needed(program.ops[order_[step]]))
                uses_[std::size_t(id)].push_back(std::ptrdiff_t(step));
            for (TensorId id : written(program.ops[order_[step]]))
                writes_[std::size_t(id)].push_back(std::ptrdiff_t(step));
        }
    }

    std::size_t peak() const { return peak_.bytes; }

    /// Adds to `made` what is made again; false where there was nothing.
    bool run(Recomputed& made)
    {
        for (std::size_t step = 0; std::ptrdiff_t(step) < peak_.step; ++step) {
            const std::size_t op = order_[step];
            if (!is_remade_alone(op))
                continue;
            const TensorId out = written(program_.ops[op])[0];
            const auto& uses = uses_[std::size_t(out)];
            const auto late = std::ranges::upper_bound(uses, peak_.step);
            if (late == uses.end() || (late != uses.begin() && *(late - 1) == peak_.step) || !can_make(op, *late, longest_chain))
                continue;
            late_.emplace(out, std::pair(*late, make(op, *late, made)));
        }
        if (before_.empty())
            return false;
        std::vector<Op> ops;
        for (std::size_t step = 0; step < order_.size(); ++step) {
            if (const auto again = before_.find(step); again != before_.end())
                std::ranges::move(again->second, std::back_inserter(ops));
            Op& op = program_.ops[order_[step]];
            for (TensorId* id : operands(op))
                if (const auto other = late_.find(*id);
                    other != late_.end() && std::ptrdiff_t(step) >= other->second.first)
                    *id = other->second.second;
            ops.push_back(std::move(op));
        }
        program_.ops = std::move(ops);
        return true;
    }

private:
    /// Whether it is cheap and its result is a value that nothing else writes.
    bool is_remade_alone(std::size_t op) const
    {
        if (!is_cheap(program_.ops[op]))
            return false;
        const TensorId out = written(program_.ops[op])[0];
        const Role role = program_.at(out).role;
        return writes_[std::size_t(out)].size() == 1 && (role == Role::Intermediate || role == Role::Gradient);
    }

    /// Whether an operand is, at the later step, in memory anyway.
    bool is_there(TensorId id, std::ptrdiff_t to) const
    {
        const Role role = program_.at(id).role;
        if (role != Role::Intermediate && role != Role::Gradient)
            return true;
        const auto& uses = uses_[std::size_t(id)];
        return !late_.contains(id) && !uses.empty() && uses.back() >= to;
    }

    bool can_make(std::size_t op, std::ptrdiff_t to, int chain) const
    {
        return std::ranges::all_of(read(program_.ops[op]), [&](TensorId id) {
            const auto& writes = writes_[std::size_t(id)];
            if (is_there(id, to)) // And still the same.
                return std::ranges::none_of(writes, [&](auto step) { return step > place_[op] && step <= to; });
            const std::size_t maker = writes.size() == 1 ? order_[std::size_t(writes[0])] : op;
            return maker != op && chain > 1 && is_remade_alone(maker) && can_make(maker, to, chain - 1);
        });
    }

    TensorId make(std::size_t op, std::ptrdiff_t to, Recomputed& made)
    {
        Op again = program_.ops[op];
        for (TensorId* id : operands(again))
            if (!is_there(*id, to))
                *id = make(order_[std::size_t(writes_[std::size_t(*id)][0])], to, made);
        const TensorId fresh = TensorId(program_.tensors.size());
        Tensor copy = program_.at(written(again)[0]);
        copy.role = Role::Gradient;
        made.elements += count(copy.shape);
        ++made.instructions;
        program_.tensors.push_back(std::move(copy));
        *results(again)[0] = fresh;
        before_[std::size_t(to)].push_back(std::move(again));
        return fresh;
    }

    Program& program_;
    std::vector<std::size_t> order_;
    std::vector<Life> lives_;
    Peak peak_;
    std::vector<std::ptrdiff_t> place_; // Of each instruction in the order.
    std::vector<std::vector<std::ptrdiff_t>> uses_, writes_;
    std::map<std::size_t, std::vector<Op>> before_; // By step: what is made again there.
    std::map<TensorId, std::pair<std::ptrdiff_t, TensorId>> late_; // From which step on which tensor takes its place.
};

} // namespace

Recomputed recompute(Program& program, std::size_t least_saved)
{
    Program other = program;
    Recomputed made;
    // Each round lowers the peak that the one before has left, which may lie elsewhere.
    const std::size_t first = Round(other).peak();
    Program best;
    Recomputed best_made;
    std::size_t lowest = first;
    for (int i = 0; i < most_rounds; ++i) {
        Round round(other);
        if (i > 0 && round.peak() >= lowest)
            break;
        if (i > 0) {
            lowest = round.peak();
            best = other;
            best_made = made;
        }
        if (!round.run(made))
            break;
    }
    if (lowest == first || lowest * 10 > first * 9 || first - lowest < least_saved)
        return {};
    best_made.bytes_before = passing_bytes(program);
    best_made.bytes_after = passing_bytes(best);
    if (best_made.bytes_after * 10 > best_made.bytes_before * 9 ||
        best_made.bytes_before - best_made.bytes_after < least_saved)
        return {};
    program = std::move(best);
    return best_made;
}

Recomputed improve(Program& program, const Compute& compute)
{
    fold_constants(program, compute);
    merge_equal(program);
    remove_dead(program);
    order_for_memory(program);
    return recompute(program);
}

} // namespace loom
