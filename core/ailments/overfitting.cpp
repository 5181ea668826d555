#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

// Prechelt 1998, “Early stopping – but when?”: the generalisation loss (validation loss over its best, less 1) passes a limit, here for
// several epochs in a row while the training loss falls on, so that no swing is taken for it.
constexpr double worse = 1.1;
constexpr std::size_t after_best = 5, in_a_row = 3;
constexpr std::int64_t patience = 4; // Epochs: less than it takes to be found.

std::vector<Diagnosis> look(const Chart& chart)
{
    const auto& epochs = chart.epochs;
    if (epochs.size() < after_best + 1 || chart.recipe.stop_early > 0 || std::isnan(epochs.back().val_loss))
        return {};
    const auto best = std::ranges::min_element(epochs, {}, &EpochPoint::val_loss);
    if (epochs.end() - best <= std::ptrdiff_t(after_best) || epochs.back().loss > best->loss)
        return {};
    if (!std::ranges::all_of(std::span(epochs).last(in_a_row), [&](const EpochPoint& p) { return p.val_loss > worse * best->val_loss; }))
        return {};
    return {{.message = Message(LOOM_TEXT("It overfits: since epoch %1 the validation loss has risen from %2 to %3, while the training loss fell to %4."), best->epoch,
                                number_text(best->val_loss), number_text(epochs.back().val_loss), number_text(epochs.back().loss)),
             .hint = LOOM_TEXT("It learns rows by heart. Stop early, use a smaller network, Dropout, weight decay or augmentation, or more data."),
             .size = double(best->epoch)}};
}

std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    return setting_recipe(document, "stop_early", patience);
}

} // namespace

const AilmentType& overfitting_ailment()
{
    static const AilmentType type{.id = "overfitting", .title = LOOM_TEXT("Overfitting"), .look = look, .treat = treat, .stopping_helps = true, .follows_from = {"rate_too_high"}};
    return type;
}

} // namespace loom
