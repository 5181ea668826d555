#include "stages/run_lines.h"

#include "train/schedule.h"

#include <algorithm>
#include <cmath>

namespace loom {

constexpr double mebibyte = 1 << 20;

double RunLines::Smoothed::add(double value, double kept)
{
    if (!std::isnan(value)) {
        mean = kept * mean + (1 - kept) * value;
        weight = kept * weight + (1 - kept);
    }
    return weight > 0 ? mean / weight : value;
}

double RunLines::x_of(double step)
{
    double x = step;
    if (style_.axis == LineStyle::Axis::Epoch)
        x = facts_.steps_per_epoch > 0 ? step / facts_.steps_per_epoch : 0;
    else if (style_.axis == LineStyle::Axis::Time)
        x = last_seconds_ + (step - double(last_step_)) * seconds_per_step_;
    last_x_ = std::max(last_x_, x);
    return x;
}

/// What comes more seldom than steps may come after them.
void RunLines::add(Line line, double x, double y)
{
    Series& points = *lines_[line].points;
    points.append(points.empty() ? x : std::max(x, points.x(points.size() - 1)), y);
}

void RunLines::add_steps(const RunPoints& points, std::int64_t last)
{
    // Smoothing looks back by a share of an epoch, whatever its number of steps: at 0.6, about a fifth.
    const double per_epoch = facts_.steps_per_epoch > 0 ? facts_.steps_per_epoch : 100;
    const double kept = style_.smoothing > 0 ? std::pow(style_.smoothing, 10 / per_epoch) : 0;
    for (; done_.steps < points.loss.size(); ++done_.steps) {
        const std::int64_t step = points.first + std::int64_t(done_.steps);
        if (step > last)
            break;
        const double x = x_of(double(step));
        if (facts_.part && *facts_.part >= points.part_losses.size())
            continue;
        const double loss = double((facts_.part ? points.part_losses[*facts_.part] : points.loss)[done_.steps]);
        lines_[RawLoss].points->append(x, loss);
        lines_[TrainLoss].points->append(x, loss_.add(loss, kept));
    }
    for (; done_.norms < points.norms.size() && points.norms[done_.norms].step <= last; ++done_.norms) {
        const auto& [step, norm] = points.norms[done_.norms];
        const double x = x_of(double(step));
        add(RawNorm, x, double(norm));
        add(Norm, x, norm_.add(double(norm), std::pow(kept, double(step - last_norm_))));
        last_norm_ = step;
    }
}

void RunLines::add_validation(double x, const PartPoint& p)
{
    if (!std::isnan(p.loss))
        add(ValLoss, x, p.loss);
    if (!std::isnan(p.accuracy))
        add(ValAccuracy, x, p.accuracy * 100);
}

void RunLines::add_mark(const MarkPoint& p)
{
    const double x = x_of(double(p.step));
    add_validation(x, facts_.drawn({p.val_loss, p.val_accuracy}, p.val_parts));
}

void RunLines::add_usage(const UsagePoint& p)
{
    const double x = x_of(double(p.step));
    add(Cpu, x, p.cpu);
    if (p.memory_bytes > 0)
        add(Memory, x, double(p.memory_bytes) / mebibyte);
    usage_ = p;
}

/// What was told up to that step, beside steps and ends of epochs.
void RunLines::add_told(const RunPoints& points, std::int64_t last)
{
    for (; done_.marks < points.marks.size() && points.marks[done_.marks].step <= last; ++done_.marks)
        add_mark(points.marks[done_.marks]);
    for (; done_.usage < points.usage.size() && points.usage[done_.usage].step <= last; ++done_.usage)
        add_usage(points.usage[done_.usage]);
    for (; done_.speeds < points.speeds.size() && points.speeds[done_.speeds].step <= last; ++done_.speeds)
        if (facts_.live)
            add(Speed, x_of(double(points.speeds[done_.speeds].step)), points.speeds[done_.speeds].samples_per_second);
}

void RunLines::add_epoch(const EpochPoint& e)
{
    const double steps = double(e.step - last_step_);
    last_seconds_ += e.seconds;
    last_step_ = e.step;
    const double x = style_.axis == LineStyle::Axis::Epoch ? double(e.epoch) : style_.axis == LineStyle::Axis::Step ? double(e.step) : last_seconds_;
    last_x_ = std::max(last_x_, x);
    add_validation(x, facts_.drawn({e.val_loss, e.val_accuracy}, e.val_parts));
    if (const double accuracy = facts_.drawn({e.loss, e.accuracy}, e.parts).accuracy; !std::isnan(accuracy))
        add(TrainAccuracy, x, accuracy * 100);
    add(Rate, x, e.learning_rate);
    rate_ = e.learning_rate;
    if (e.seconds > 0 && steps > 0 && !facts_.live)
        add(Speed, x, steps * double(facts_.recipe.batch_size) / e.seconds);
    if (const double goal = goal_of(facts_.recipe, e); std::isnan(best_goal_) || goal < best_goal_) {
        best_goal_ = goal;
        best_x_ = x;
    }
}

void RunLines::extend(const RunPoints& points)
{
    for (; done_.epochs < points.epochs.size(); ++done_.epochs) {
        const EpochPoint& e = points.epochs[done_.epochs];
        if (e.step > last_step_) // It says how long its steps took.
            seconds_per_step_ = e.seconds / double(e.step - last_step_);
        add_steps(points, e.step);
        add_told(points, e.step);
        add_epoch(e);
    }
    add_steps(points, INT64_MAX);
    add_told(points, INT64_MAX);
    if (!facts_.live && facts_.peak_bytes > 0 && lines_[Memory].points->empty()) // Of the curve there is no more than its highest value.
        add(Memory, last_x_, double(facts_.peak_bytes) / mebibyte);
}

} // namespace loom
