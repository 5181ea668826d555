#include "data/numbers.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// (x − median) / (75 % quantile − 25 % quantile) (as scikit-learn's RobustScaler).
struct Robust {
    using Learned = Scaling;

    static bool takes(const Column& c) { return is_numeric(c); }
    Result<Scaling> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        auto numbers = present_numbers(c, rows);
        if (numbers.empty())
            return without_numbers(c);
        std::ranges::sort(numbers);
        const double width = quantile(numbers, 0.75) - quantile(numbers, 0.25);
        return Scaling{quantile(numbers, 0.5), width > 0 ? width : 1};
    }
    Status apply(const Scaling& learned, Table& table, const std::string& column) const { return scale(learned, table, column); }
    Message summary() const { return LOOM_TEXT("median 0, half of them within ±0.5"); }
};

} // namespace

const StepType& robust_step()
{
    static const StepType type = step<Robust>({
        .id = "robust",
        .title = LOOM_TEXT("Scale by quartiles"),
        .help = LOOM_TEXT("Subtracts the median of the training part and divides by the distance of its quartiles, so that a few outliers change nothing."),
        .group = StepGroup::Numbers,
    });
    return type;
}

} // namespace loom
