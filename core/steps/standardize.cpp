#include "data/numbers.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// (x − mean) / deviation, the deviation that of the whole population, 1 where all are equal (as scikit-learn's StandardScaler).
struct Standardize {
    using Learned = Scaling;

    static bool takes(const Column& c) { return is_numeric(c); }
    Result<Scaling> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        const auto numbers = present_numbers(c, rows);
        if (numbers.empty())
            return without_numbers(c);
        double mean = 0, squares = 0;
        for (const double v : numbers)
            mean += v / double(numbers.size());
        for (const double v : numbers)
            squares += (v - mean) * (v - mean);
        const double deviation = std::sqrt(squares / double(numbers.size()));
        return Scaling{mean, deviation > 0 ? deviation : 1};
    }
    Status apply(const Scaling& learned, Table& table, const std::string& column) const { return scale(learned, table, column); }
    Message summary() const { return LOOM_TEXT("mean 0, deviation 1"); }
};

} // namespace

const StepType& standardize_step()
{
    static const StepType type = step<Standardize>({
        .id = "standardize",
        .title = LOOM_TEXT("Standardise"),
        .help = LOOM_TEXT("Subtracts the mean of the training part and divides by its deviation. Networks learn faster from numbers of one size."),
        .group = StepGroup::Numbers,
    });
    return type;
}

} // namespace loom
