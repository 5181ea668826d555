#include "train/ailment.h"

#include <algorithm>

namespace loom {
namespace {

constexpr double far_below = 0.5;   // Of the loss of training rows, both as the network is in use.
constexpr std::size_t in_a_row = 3; // Epochs.
constexpr std::size_t least_rows = 20, most_rows = 1000;
constexpr double of_first = 0.05;   // Training rows that cost less than this share of the first loss are learned; halves of that say nothing.

std::vector<Diagnosis> look(const Chart& chart)
{
    const auto& epochs = chart.epochs;
    const std::size_t held_back = chart.data.rows(Part::Validation).size();
    if (epochs.size() <= in_a_row || held_back < least_rows)
        return {};
    // The cheap question first: the training loss of an epoch is of weights that were still learning, and of Dropout.
    if (!std::ranges::all_of(std::span(epochs).last(in_a_row), [](const EpochPoint& p) { return p.val_loss < far_below * p.loss; }))
        return {};
    const auto training = chart.training_in_use(std::min(most_rows, held_back));
    const double now = epochs.back().val_loss;
    if (!training || now > far_below * *training || *training < of_first * chart.first_loss)
        return {};
    return {{.message = Message(LOOM_TEXT("The validation loss is %1, and that of as many training rows %2: rows held back are easier than those learned from."), number_text(now),
                                number_text(*training)),
             .hint = LOOM_TEXT("So the validation says too much good. Perhaps its rows give the target away, or lie in the training part several times, or the split is no random one. "
                               "Look at both in Data.")}};
}

std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    DataSetup data = document.data();
    data.split = SplitWay::Random;
    return Fix{LOOM_TEXT("Draw the parts at random"), {SetData{std::move(data)}}};
}

} // namespace

const AilmentType& easy_validation_ailment()
{
    static const AilmentType type{.id = "easy_validation", .title = LOOM_TEXT("Validation too easy"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
