#include "data/numbers.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// From 0 at the smallest to 1 at the largest (as scikit-learn's MinMaxScaler); others lie outside.
struct MinMax {
    using Learned = Scaling;

    static bool takes(const Column& c) { return is_numeric(c); }
    Result<Scaling> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        const auto numbers = present_numbers(c, rows);
        if (numbers.empty())
            return without_numbers(c);
        const auto [least, most] = std::ranges::minmax(numbers);
        return Scaling{least, most > least ? most - least : 1};
    }
    Status apply(const Scaling& learned, Table& table, const std::string& column) const { return scale(learned, table, column); }
    Message summary() const { return LOOM_TEXT("0 to 1"); }
};

} // namespace

const StepType& min_max_step()
{
    static const StepType type = step<MinMax>({
        .id = "min_max",
        .title = LOOM_TEXT("Scale to 0 … 1"),
        .help = LOOM_TEXT("Makes the smallest number of the training part 0 and the largest 1."),
        .group = StepGroup::Numbers,
    });
    return type;
}

} // namespace loom
