#pragma once
#include "ir/program.h"

namespace loom {

/// Which instructions must wait for which: for those that write what they read, and before something is written for
/// those that read what was there.
class Dependencies {
public:
    explicit Dependencies(const Program& program) : waits_for_(program.ops.size(), 0), then_(program.ops.size())
    {
        constexpr auto none = std::size_t(-1);
        struct Seen {
            std::size_t writer = none;
            std::vector<std::size_t> readers = {};
        };
        std::vector<Seen> seen(program.tensors.size());
        for (std::size_t i = 0; i < program.ops.size(); ++i) {
            for (TensorId id : read(program.ops[i]))
                if (Seen& s = seen[std::size_t(id)]; s.writer != none)
                    link(s.writer, i);
            for (TensorId id : written(program.ops[i])) {
                Seen& s = seen[std::size_t(id)];
                if (s.writer != none)
                    link(s.writer, i);
                for (std::size_t reader : s.readers)
                    link(reader, i);
                s = {i, {}};
            }
            for (TensorId id : read(program.ops[i]))
                if (Seen& s = seen[std::size_t(id)]; s.writer != i)
                    s.readers.push_back(i);
        }
    }

    /// Calls f with each instruction that waits for none.
    template <class F>
    void each_ready(F f) const
    {
        for (std::size_t i = 0; i < waits_for_.size(); ++i)
            if (waits_for_[i] == 0)
                f(i);
    }
    /// Calls f with each instruction that waited for this one last.
    template <class F>
    void done(std::size_t op, F f)
    {
        for (std::size_t next : then_[op])
            if (--waits_for_[next] == 0)
                f(next);
    }

private:
    void link(std::size_t first, std::size_t then)
    {
        then_[first].push_back(then);
        ++waits_for_[then];
    }

    std::vector<int> waits_for_;
    std::vector<std::vector<std::size_t>> then_;
};

} // namespace loom
