#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t least_epochs = 5;
constexpr std::int64_t least_steps = 50;
constexpr double as_guessed = 0.98;   // Of the loss of the answer that never changes: where there was only noise, 0.995 was reached; what learns passed 0.98 in two epochs.
constexpr double still_falling = 0.99; // Of the loss two epochs ago: it may be on its way.
constexpr double deviations = 2;      // Of a share of so many rows, for what is chance.

double best_of(const Chart& chart, double EpochPoint::*figure, bool largest)
{
    double best = not_measured;
    for (const EpochPoint& p : chart.epochs)
        if (std::isnan(best) || (largest ? p.*figure > best : p.*figure < best))
            best = p.*figure;
    return best;
}

std::vector<Diagnosis> look(const Chart& chart)
{
    const auto& epochs = chart.epochs;
    if (epochs.size() < least_epochs || chart.step < least_steps || epochs.back().loss < still_falling * epochs[epochs.size() - 3].loss)
        return {};
    const Guess& guess = chart.guess;
    const double loss = best_of(chart, &EpochPoint::loss, false), accuracy = best_of(chart, &EpochPoint::accuracy, true);
    if (std::isnan(guess.loss) && std::isnan(guess.accuracy))
        return {};
    if (!std::isnan(guess.loss) && loss < as_guessed * guess.loss)
        return {};
    const auto rows = double(chart.data.training_rows().size());
    if (!std::isnan(guess.accuracy) && accuracy > guess.accuracy + deviations * std::sqrt(guess.accuracy * (1 - guess.accuracy) / rows))
        return {};
    const bool classes = !std::isnan(guess.accuracy);
    const auto share = [](double v) { return number_text(std::round(1000 * v) / 10) + "%"; };
    return {{.message = classes ? Message(LOOM_TEXT("It is no better than guessing: %1 of the training rows are right, and %2 would be with the most frequent class always."), share(accuracy),
                                          share(guess.accuracy))
                                : Message(LOOM_TEXT("It is no better than guessing: the training loss is %1, and %2 with the same number always."), number_text(loss), number_text(guess.loss)),
             .hint = LOOM_TEXT("Look whether the target belongs to the rows, whether inputs say anything about it, and whether another learning rate helps.")}};
}

} // namespace

const AilmentType& no_better_than_guessing_ailment()
{
    static const AilmentType type{.id = "no_better_than_guessing", .title = LOOM_TEXT("No better than guessing"), .look = look,
                                  .follows_from = {"broken_numbers", "dead_units", "exploding_gradients", "loss_pair", "rate_too_high", "rate_too_low", "saturated", "underfitting", "vanishing_gradients"}};
    return type;
}

} // namespace loom
