#include "train/schedule.h"
#include "train/points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace loom {
namespace {

/// From `begin` to `end` by half a cosine as `t` goes from 0 to 1.
double half_cosine(double begin, double end, double t)
{
    return end + (begin - end) * (1 + std::cos(std::numbers::pi * t)) / 2;
}

double one_cycle(double step, double steps)
{
    constexpr double low = 1.0 / 25, end = low / 1e4, share = 0.3;
    const double top = share * steps - 1, last = steps - 1;
    if (step <= top)
        return half_cosine(low, 1, step / top);
    return last > top ? half_cosine(1, end, std::min(1.0, (step - top) / (last - top))) : 1;
}

/// 0 where a period begins, towards 1 where it ends. The first one has the length `first`, each further one `growth` times that of
/// the one before.
double within_period(double at, double first, double growth)
{
    double length = first;
    if (growth == 1)
        return std::fmod(at, length) / length;
    for (; at >= length; length *= growth)
        at -= length;
    return at / length;
}

int plateaus(std::int64_t patience, std::span<const double> losses)
{
    double best = std::numeric_limits<double>::infinity();
    std::int64_t waited = 0;
    int found = 0;
    for (const double loss : losses) {
        if (loss < best) {
            best = loss;
            waited = 0;
        } else if (++waited == patience) {
            ++found;
            waited = 0;
        }
    }
    return found;
}

} // namespace

std::int64_t planned_steps(const RecipeSettings& r, std::int64_t steps_per_epoch)
{
    const std::int64_t all = r.epochs * steps_per_epoch;
    return r.most_steps > 0 ? std::min(r.most_steps, all) : all;
}

double rate_multiple(const RecipeSettings& r, std::int64_t step, std::int64_t steps_per_epoch,
                     std::span<const double> validation_losses)
{
    const auto per_epoch = double(steps_per_epoch), at = double(step), steps = double(planned_steps(r, steps_per_epoch));
    const auto interval = double(r.rate_epochs);
    double multiple = 1;
    switch (r.schedule) {
    case Schedule::Constant:
        break;
    case Schedule::Step:
        multiple = std::pow(r.rate_factor, double(step / steps_per_epoch / r.rate_epochs));
        break;
    case Schedule::Exponential:
        multiple = std::pow(r.rate_factor, at / per_epoch / interval);
        break;
    case Schedule::Polynomial:
        multiple = r.rate_factor + (1 - r.rate_factor) * std::pow(1 - std::min(1.0, at / steps), r.rate_power);
        break;
    case Schedule::Restarts:
        multiple = half_cosine(1, r.rate_factor, within_period(at / per_epoch, interval, r.restart_growth));
        break;
    case Schedule::Cosine:
        multiple = half_cosine(1, r.rate_factor, std::min(1.0, at / steps));
        break;
    case Schedule::OneCycle:
        multiple = one_cycle(at, steps);
        break;
    case Schedule::Plateau:
        multiple = std::pow(r.rate_factor, plateaus(r.rate_epochs, validation_losses));
        break;
    }
    const double warm = r.warmup * per_epoch;
    return at + 1 < warm ? multiple * (at + 1) / warm : multiple;
}

double goal_of(const RecipeSettings& r, double loss, double accuracy)
{
    return r.goal == Goal::Accuracy && !std::isnan(accuracy) ? -accuracy : loss;
}

double goal_of(const RecipeSettings& r, const EpochPoint& p)
{
    return std::isnan(p.val_loss) ? goal_of(r, p.loss, p.accuracy) : goal_of(r, p.val_loss, p.val_accuracy);
}

std::int64_t epochs_without_gain(std::span<const double> goals, double least)
{
    double best = std::numeric_limits<double>::infinity();
    std::int64_t waited = 0;
    for (const double goal : goals) {
        ++waited;
        if (goal < best - least) {
            best = goal;
            waited = 0;
        }
    }
    return waited;
}

} // namespace loom
