#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t least_epochs = 3;
constexpr std::int64_t least_steps = 30;
constexpr double no_gain = 0.9;      // Of the loss that it began with.
// How far a step moves the weights, relative to their size. A thousandth is usual (Karpathy's notes to CS231n); here it is a hundredth of that.
// Measured: 0.0001 to 0.03 in runs that learned well, and 0.000012 at the end of a cosine; 3e-7 where the rate was planted too low.
constexpr double usual_step = 1e-3, tiny_step = 1e-5;

double step_of(const NetworkLook& look)
{
    return look.steps_moved > 0 ? look.movement / double(look.steps_moved) : not_measured;
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (chart.epochs.size() < least_epochs || chart.step < least_steps || chart.looks.size() < 2 || chart.recipe.warmup >= double(chart.epochs.size()))
        return {};
    double best = INFINITY;
    for (const EpochPoint& p : chart.epochs)
        best = std::min(best, p.loss);
    const double step = step_of(chart.looks.back());
    const bool pulled = !chart.times.empty() && chart.times.back().median_norm > 0;
    if (!(step > 0 && step < tiny_step) || !(best > no_gain * chart.first_loss) || !pulled)
        return {};
    return {{.message = Message(LOOM_TEXT("A step moves the weights by %1 of their size, a thousandth being usual; after %2 epochs the loss is %3, and it was %4 at first."),
                                number_text(step), chart.epochs.size(), number_text(chart.epochs.back().loss), number_text(chart.first_loss)),
             .hint = LOOM_TEXT("The learning rate is too low. Make it larger; “loom rate” measures which one suits."),
             .size = step}};
}

/// By as many powers of ten as steps are too small.
std::optional<Fix> treat(const Diagnosis& d, const Document& document)
{
    return d.size > 0 ? scaling_rate(document, std::pow(10, std::clamp(std::round(std::log10(usual_step / d.size)), 1.0, 4.0))) : std::nullopt;
}

} // namespace

const AilmentType& rate_too_low_ailment()
{
    static const AilmentType type{.id = "rate_too_low", .title = LOOM_TEXT("Learning rate too low"), .look = look, .treat = treat,
                                  .follows_from = {"dead_units", "vanishing_gradients", "saturated"}};
    return type;
}

} // namespace loom
