#include "ir/passes/passes.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace loom {
namespace {

constexpr std::size_t most_compared = 4096; // Values of a Constant.

std::size_t mixed(std::size_t hash, std::size_t more)
{
    return (hash ^ (more + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2)));
}

class Merger {
public:
    explicit Merger(Program& program)
        : program_(program), stands_for_(program.tensors.size()), version_(program.tensors.size(), 0),
          writers_(program.tensors.size(), 0)
    {
        for (std::size_t i = 0; i < stands_for_.size(); ++i)
            stands_for_[i] = TensorId(i);
        for (const Op& op : program.ops)
            for (TensorId id : written(op))
                ++writers_[std::size_t(id)];
    }

    std::size_t run()
    {
        merge_constants();
        std::vector<Op> kept;
        for (Op& op : program_.ops) {
            for (TensorId* id : operands(op))
                *id = stands_for_[std::size_t(*id)];
            if (!merge(op, kept))
                kept.push_back(std::move(op));
        }
        const std::size_t merged = program_.ops.size() - kept.size();
        program_.ops = std::move(kept);
        return merged;
    }

private:
    struct Known {
        std::size_t at; // In what is kept.
        std::vector<int> versions; // Of its operands when it ran.
    };

    void merge_constants()
    {
        std::multimap<std::pair<Shape, double>, TensorId> known;
        for (TensorId id = 0; id < TensorId(program_.tensors.size()); ++id) {
            const Tensor& t = program_.at(id);
            if (t.role != Role::Constant || writers_[std::size_t(id)] > 0 || t.init.kind != InitKind::Constant ||
                t.init.values.size() > most_compared || t.init.whole.size() > most_compared)
                continue;
            const std::pair key(t.shape, t.init.a);
            const auto [begin, end] = known.equal_range(key);
            const auto same = std::find_if(begin, end, [&](const auto& other) {
                return program_.at(other.second).dtype == t.dtype && program_.at(other.second).init == t.init;
            });
            if (same == end)
                known.emplace(key, id);
            else
                stands_for_[std::size_t(id)] = same->second;
        }
    }

    bool merge(Op& op, const std::vector<Op>& kept)
    {
        const auto from = read(op), to = written(op);
        std::vector<int> versions;
        std::size_t key = op.index();
        for (TensorId id : from) {
            versions.push_back(version_[std::size_t(id)]);
            key = mixed(mixed(key, std::size_t(id)), std::size_t(versions.back()));
        }
        // What is written more than once has no single value that another tensor could stand for.
        const bool passing = std::ranges::all_of(to, [&](TensorId id) {
            const Role role = program_.at(id).role;
            return writers_[std::size_t(id)] == 1 &&
                   (role == Role::Intermediate || role == Role::Gradient || role == Role::Output);
        });
        for (TensorId id : to)
            ++version_[std::size_t(id)];
        if (!passing)
            return false;
        const bool replaceable =
            std::ranges::none_of(to, [&](TensorId id) { return program_.at(id).role == Role::Output; });
        const auto [begin, end] = known_.equal_range(key);
        for (auto it = begin; replaceable && it != end; ++it) {
            const Op& other = kept[it->second.at];
            const auto instead = written(other);
            if (it->second.versions != versions || !is_equal(op, other, to, instead))
                continue;
            for (std::size_t i = 0; i < to.size(); ++i)
                stands_for_[std::size_t(to[i])] = instead[i];
            return true;
        }
        known_.emplace(key, Known{kept.size(), std::move(versions)});
        return false;
    }

    /// All but the names of the results.
    bool is_equal(const Op& a, const Op& b, const std::vector<TensorId>& of_a, const std::vector<TensorId>& of_b) const
    {
        if (a.index() != b.index() || of_a.size() != of_b.size())
            return false;
        for (std::size_t i = 0; i < of_a.size(); ++i)
            if (program_.at(of_a[i]).shape != program_.at(of_b[i]).shape ||
                program_.at(of_a[i]).dtype != program_.at(of_b[i]).dtype)
                return false;
        Op renamed = b;
        const auto places = results(renamed);
        for (std::size_t i = 0; i < of_a.size(); ++i)
            *places[i] = of_a[i];
        return renamed == a;
    }

    Program& program_;
    std::vector<TensorId> stands_for_; // By tensor.
    std::vector<int> version_;         // How often it has been written so far.
    std::vector<int> writers_;
    std::unordered_multimap<std::size_t, Known> known_;
};

} // namespace

std::size_t merge_equal(Program& program)
{
    return Merger(program).run();
}

} // namespace loom
