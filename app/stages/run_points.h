#pragma once
#include "train/runs.h"
#include "train/usage.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace loom {

/// A list that grows at its end. Copies share what is full, so that one of a million entries costs little.
template <class T>
class SharedList {
public:
    std::size_t size() const { return full_.size() * piece + rest_.size(); }
    bool empty() const { return size() == 0; }
    const T& operator[](std::size_t i) const { return i / piece < full_.size() ? (*full_[i / piece])[i % piece] : rest_[i % piece]; }
    const T& back() const { return (*this)[size() - 1]; }
    void push_back(T entry)
    {
        rest_.push_back(std::move(entry));
        if (rest_.size() == piece)
            full_.push_back(std::make_shared<const std::vector<T>>(std::exchange(rest_, {})));
    }
    /// Only the first ones stay.
    void cut(std::size_t size)
    {
        while (this->size() > size) {
            if (rest_.empty()) {
                rest_ = *full_.back();
                full_.pop_back();
            }
            const std::size_t most = this->size() - size;
            rest_.erase(rest_.end() - std::ptrdiff_t(std::min(most, rest_.size())), rest_.end());
        }
    }

private:
    static constexpr std::size_t piece = 4096;
    std::vector<std::shared_ptr<const std::vector<T>>> full_;
    std::vector<T> rest_;
};

/// What the plots draw of a run, as it was told: by the steps. A copy costs little.
struct RunPoints {
    struct Norm {
        std::int64_t step;
        float norm; // Of the gradients, where it was measured.
    };
    struct Speed {
        std::int64_t step;
        double samples_per_second; // As it went, about once a second; only of a run that is trained here.
    };
    std::int64_t first = 1; // The step that stands first.
    SharedList<float> loss; // Of each step; NaN where it is not known.
    std::vector<SharedList<float>> part_losses; // Of each step too, of several Outputs what each lost, as Ends has them; else none.
    SharedList<Norm> norms;
    SharedList<Speed> speeds;
    SharedList<EpochPoint> epochs;
    SharedList<MarkPoint> marks;
    SharedList<UsagePoint> usage;

    std::int64_t end() const { return first + std::int64_t(loss.size()); }
    /// About how much work it is to draw them.
    std::size_t count() const { return loss.size() + norms.size() + epochs.size() + marks.size() + usage.size() + speeds.size(); }
    /// Without that step and what was told from it on.
    void cut(std::int64_t from);
    /// Steps that are there already are replaced, with what was told from there on: true then.
    bool add(const StepCurve&);
    /// Those that are there already are left out.
    void add(const std::vector<MarkPoint>&);
    void add(const std::vector<EpochPoint>&);
    void add(const std::vector<UsagePoint>&);
    /// All of them.
    void add(const RunMetrics&);

private:
    void add_part_losses(const StepCurve&);
};

} // namespace loom
