#include "train/schedule.h"

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

double rate_multiple(const RecipeSettings& r, std::int64_t step, std::int64_t steps_per_epoch,
                     std::span<const double> validation_losses)
{
    const auto per_epoch = double(steps_per_epoch), at = double(step), steps = per_epoch * double(r.epochs);
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

} // namespace loom
