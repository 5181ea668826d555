#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr double smaller = 0.1;      // Times the learning rate: what its help asks for in two goes.
constexpr double far_beyond = 3;     // The first epoch's loss as a multiple of the network's as it began: it went astray.
constexpr double beyond = 1.2;       // The same after more epochs.
constexpr double relapse = 1.5;      // A loss as a multiple of the best one before, while it is still half of the first.
// Weights that move by half of themselves in an epoch, and nothing comes of it. A usual step moves them by a thousandth (Karpathy's notes
// to CS231n), in all directions.
constexpr double half_of_itself = 0.5, no_gain = 0.95;
constexpr std::size_t for_plateau = 3;

std::vector<Diagnosis> told(Message what)
{
    return {{.message = std::move(what), .hint = LOOM_TEXT("The learning rate is too high: steps jump over what they look for. Make it smaller; “loom rate” measures which one suits.")}};
}

std::vector<Diagnosis> look(const Chart& chart)
{
    if (chart.epochs.empty() || std::isnan(chart.first_loss))
        return {};
    const double now = chart.epochs.back().loss, first = chart.first_loss;
    double best = INFINITY;
    for (const EpochPoint& p : std::span(chart.epochs).first(chart.epochs.size() - 1))
        best = std::min(best, p.loss);
    if (now > far_beyond * first || (chart.epochs.size() > 1 && now > beyond * first && best > first))
        return told(Message(LOOM_TEXT("After epoch %1 the loss is %2; it was %3 before anything was learned."), chart.epoch, number_text(now), number_text(first)));
    if (chart.epochs.size() > 1 && now > relapse * best && now > 0.5 * first)
        return told(Message(LOOM_TEXT("The training loss has risen from %1 to %2."), number_text(best), number_text(now)));
    if (chart.epochs.size() < for_plateau || chart.looks.size() < 2)
        return {};
    const NetworkLook& look = chart.looks.back();
    const double epochs = double(look.steps_moved) / double(chart.steps_per_epoch), per_epoch = look.movement / std::max(1.0, epochs);
    if (std::min(now, best) > no_gain * first && per_epoch > half_of_itself)
        return told(Message(LOOM_TEXT("Weights move by %1 times their size in an epoch, but the loss stays at %2."), number_text(per_epoch), number_text(now)));
    return {};
}

std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    return scaling_rate(document, smaller);
}

} // namespace

const AilmentType& rate_too_high_ailment()
{
    static const AilmentType type{.id = "rate_too_high", .title = LOOM_TEXT("Learning rate too high"), .look = look, .treat = treat,
                                  .follows_from = {"broken_numbers", "exploding_gradients"}};
    return type;
}

} // namespace loom
