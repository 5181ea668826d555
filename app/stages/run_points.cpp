#include "stages/run_points.h"

#include <cmath>

namespace loom {

/// What follows by its steps and was told from `from` on.
template <class T>
static void cut_told(SharedList<T>& list, std::int64_t from)
{
    std::size_t size = list.size();
    while (size > 0 && list[size - 1].step >= from)
        --size;
    list.cut(size);
}

void RunPoints::cut(std::int64_t from)
{
    const auto steps = std::size_t(std::clamp<std::int64_t>(from - first, 0, std::int64_t(loss.size())));
    loss.cut(steps);
    for (SharedList<float>& of : part_losses)
        of.cut(steps);
    cut_told(norms, from);
    cut_told(speeds, from);
    cut_told(epochs, from);
    cut_told(marks, from);
    cut_told(usage, from);
}

/// Lists as long as that of all together.
void RunPoints::add_part_losses(const StepCurve& steps)
{
    part_losses.resize(std::max(part_losses.size(), steps.parts.size()));
    for (std::size_t p = 0; p < part_losses.size(); ++p) {
        SharedList<float>& of = part_losses[p];
        while (first + std::int64_t(of.size()) < steps.first)
            of.push_back(NAN);
        for (std::size_t i = 0; i < steps.size(); ++i)
            of.push_back(p < steps.parts.size() ? steps.parts[p].loss[i] : NAN);
    }
}

bool RunPoints::add(const StepCurve& steps)
{
    if (steps.empty())
        return false;
    const bool replaced = !loss.empty() && steps.first < end();
    if (replaced)
        cut(steps.first);
    if (loss.empty())
        first = steps.first;
    while (end() < steps.first)
        loss.push_back(NAN);
    add_part_losses(steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        loss.push_back(steps.loss[i]);
        if (!std::isnan(steps.gradient_norm[i]))
            norms.push_back({steps.step(i), steps.gradient_norm[i]});
    }
    return replaced;
}

void RunPoints::add(const std::vector<MarkPoint>& more)
{
    for (const MarkPoint& p : more)
        if (marks.empty() || p.step > marks.back().step)
            marks.push_back(p);
}

void RunPoints::add(const std::vector<EpochPoint>& more)
{
    for (const EpochPoint& p : more)
        if (epochs.empty() || p.epoch > epochs.back().epoch)
            epochs.push_back(p);
}

void RunPoints::add(const std::vector<UsagePoint>& more)
{
    for (const UsagePoint& p : more)
        usage.push_back(p);
}

void RunPoints::add(const RunMetrics& all)
{
    add(all.steps);
    add(all.marks);
    add(all.epochs);
}

} // namespace loom
