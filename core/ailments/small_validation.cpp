#include "train/ailment.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr std::size_t least_epochs = 3;
constexpr double widest = 0.1;         // Half of the interval: ten points of accuracy to either side.
constexpr std::size_t few_numbers = 20; // Rows, where numbers are predicted: the error of their mean loss is a third of it and more.
constexpr double largest_share = 0.3;

/// Half of Wilson's interval (1927) at 95 % of a share that was seen in `n` rows.
double half_width(double share, double n)
{
    constexpr double z = 1.96;
    return z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
}

std::vector<Diagnosis> look(const Chart& chart)
{
    const std::size_t rows = chart.data.rows(Part::Validation).size();
    if (rows == 0 || chart.epochs.size() < least_epochs)
        return {};
    double best = not_measured;
    for (const EpochPoint& p : chart.epochs)
        best = std::fmax(best, p.val_accuracy);
    const Message more = LOOM_TEXT("Epochs and runs that differ by less cannot be told apart. Hold back more rows, or repeat the training over several folds.");
    if (std::isnan(best))
        return rows >= few_numbers ? std::vector<Diagnosis>()
                                   : std::vector<Diagnosis>{{.severity = Severity::Info, .message = Message(LOOM_TEXT("Only %1 rows are held back for validation."), rows), .hint = more, .size = double(rows)}};
    const double half = half_width(best, double(rows));
    if (half <= widest)
        return {};
    return {{.severity = Severity::Info,
             .message = Message(LOOM_TEXT("Only %1 rows are held back for validation: its accuracy is certain to ±%2 points alone."), rows, std::int64_t(std::round(100 * half))),
             .hint = more, .size = double(rows)}};
}

/// The largest share that is usual.
std::optional<Fix> treat(const Diagnosis&, const Document& document)
{
    DataSetup data = document.data();
    if (data.validation_share >= largest_share)
        return {};
    data.validation_share = largest_share;
    return Fix{Message(LOOM_TEXT("Hold back %1 % of the training rows for validation"), std::int64_t(100 * largest_share)), {SetData{std::move(data)}}};
}

} // namespace

const AilmentType& small_validation_ailment()
{
    static const AilmentType type{.id = "small_validation", .title = LOOM_TEXT("Validation set too small"), .look = look, .treat = treat};
    return type;
}

} // namespace loom
