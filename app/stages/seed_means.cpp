#include "stages/run_lines.h"

#include "train/run_table.h"

#include <cmath>
#include <map>

namespace loom {
namespace {

/// What one run had by the end of an epoch; NaN where it was not measured.
struct EpochValues {
    double x = 0;
    std::array<double, RunLines::line_count> of;
};

/// Of the values that were told within an epoch.
struct Within {
    double sum = 0;
    std::size_t count = 0;
    void add(double v)
    {
        sum += v;
        ++count;
    }
    double mean() const { return count > 0 ? sum / double(count) : not_measured; }
};

double x_at(const EpochPoint& e, LineStyle::Axis axis, double seconds)
{
    return axis == LineStyle::Axis::Epoch ? double(e.epoch) : axis == LineStyle::Axis::Step ? double(e.step) : seconds;
}

/// By the number of the epoch.
std::map<std::int64_t, EpochValues> values_of(const RunLines::Member& member, LineStyle::Axis axis)
{
    std::map<std::int64_t, EpochValues> found;
    const RunPoints& points = member.points;
    std::size_t norm = 0, used = 0;
    std::int64_t before = 0;
    double seconds = 0;
    for (std::size_t i = 0; i < points.epochs.size(); ++i) {
        const EpochPoint& e = points.epochs[i];
        Within norms, cpu, memory;
        for (; norm < points.norms.size() && points.norms[norm].step <= e.step; ++norm)
            norms.add(double(points.norms[norm].norm));
        for (; used < points.usage.size() && points.usage[used].step <= e.step; ++used) {
            cpu.add(points.usage[used].cpu);
            memory.add(double(points.usage[used].memory_bytes) / (1 << 20));
        }
        seconds += e.seconds;
        EpochValues values{.x = x_at(e, axis, seconds), .of = {}};
        values.of.fill(not_measured);
        const PartPoint trained = member.facts.drawn({e.loss, e.accuracy}, e.parts), judged = member.facts.drawn({e.val_loss, e.val_accuracy}, e.val_parts);
        values.of[RunLines::TrainLoss] = trained.loss;
        values.of[RunLines::ValLoss] = judged.loss;
        values.of[RunLines::TrainAccuracy] = trained.accuracy * 100;
        values.of[RunLines::ValAccuracy] = judged.accuracy * 100;
        values.of[RunLines::Rate] = e.learning_rate;
        if (e.seconds > 0 && e.step > before)
            values.of[RunLines::Speed] = double(e.step - before) * double(member.facts.recipe.batch_size) / e.seconds;
        values.of[RunLines::Memory] = memory.mean();
        values.of[RunLines::Cpu] = cpu.mean();
        values.of[RunLines::Norm] = norms.mean();
        before = e.step;
        found[e.epoch] = values;
    }
    return found;
}

} // namespace

/// With a band where it is the validation, or the only line of its plot.
void RunLines::add_mean(Line line, double x, std::span<const double> values)
{
    const Spread found = spread(values);
    if (found.count < 2)
        return;
    Drawn& drawn = lines_[line];
    add(line, x, found.mean);
    if (line == TrainLoss || line == TrainAccuracy)
        return;
    if (!drawn.low) {
        drawn.low = std::make_shared<Series>();
        drawn.high = std::make_shared<Series>();
    }
    const double at = drawn.points->x(drawn.points->size() - 1);
    drawn.low->append(at, found.mean - found.deviation);
    drawn.high->append(at, found.mean + found.deviation);
}

RunLines RunLines::mean(std::span<const Member> members, LineStyle style)
{
    RunLines lines(members.front().facts, style);
    std::map<std::int64_t, std::vector<EpochValues>> by_epoch;
    for (const Member& m : members)
        for (const auto& [epoch, values] : values_of(m, style.axis))
            by_epoch[epoch].push_back(values);
    for (const auto& [epoch, of_runs] : by_epoch) {
        std::vector<double> values;
        for (const EpochValues& v : of_runs)
            values.push_back(v.x);
        const double x = spread(values).mean; // On the axis of time they do not end together.
        if (of_runs.size() < 2)
            continue;
        lines.last_x_ = std::max(lines.last_x_, x);
        lines.rate_ = of_runs.front().of[Rate];
        for (std::size_t line = 0; line < line_count; ++line) {
            values.clear();
            for (const EpochValues& v : of_runs)
                values.push_back(v.of[line]);
            lines.add_mean(Line(line), x, values);
        }
    }
    return lines;
}

} // namespace loom
