#include "data/numbers.h"

#include <algorithm>

namespace loom {
namespace {

enum class Limits { Quantiles, Values };

/// What lies outside of two limits becomes the limit.
struct Clip {
    Limits limits = Limits::Quantiles;
    double low = 0, high = 0.99;

    struct Learned {
        double low, high;
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = {l.low, l.high}; }
    friend void from_json(const nlohmann::json& json, Learned& l) { l = {json.at(0), json.at(1)}; }

    static bool takes(const Column& c) { return is_numeric(c); }
    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        if (low > high || (limits == Limits::Quantiles && (low < 0 || high > 1)))
            return Error{Message(LOOM_TEXT("%1 to %2 are no limits."), low, high),
                         limits == Limits::Quantiles ? LOOM_TEXT("Choose two shares between 0 and 1, the lower one first.")
                                                     : LOOM_TEXT("Choose two numbers, the lower one first.")};
        if (limits == Limits::Values)
            return Learned{low, high};
        auto numbers = present_numbers(c, rows);
        if (numbers.empty())
            return without_numbers(c);
        std::ranges::sort(numbers);
        return Learned{quantile(numbers, low), quantile(numbers, high)};
    }
    Status apply(const Learned& l, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        put_column(table, column, changed_numbers(**from, [&](double v) { return std::min(std::max(v, l.low), l.high); }));
        return Ok{};
    }
    Message summary() const
    {
        return limits == Limits::Values ? Message(LOOM_TEXT("to %1 … %2"), low, high)
                                        : Message(LOOM_TEXT("to the %1 and %2 quantiles"), low, high);
    }
};

} // namespace

const StepType& clip_step()
{
    static const StepType type = step<Clip>({
        .id = "clip",
        .title = LOOM_TEXT("Clip outliers"),
        .help = LOOM_TEXT("Numbers below the lower limit become that limit, numbers above the upper one the upper one."),
        .group = StepGroup::Repair,
        .settings = {setting(&Clip::limits, {.key = "limits",
                                             .label = LOOM_TEXT("Limits are"),
                                             .help = LOOM_TEXT("Shares of the training rows that may lie below, or numbers."),
                                             .choices = {{"quantiles", LOOM_TEXT("Quantiles")}, {"values", LOOM_TEXT("Numbers")}}}),
                     setting(&Clip::low, {.key = "low", .label = LOOM_TEXT("Lower limit"), .help = LOOM_TEXT("0: as the smallest of the training part, where limits are quantiles.")}),
                     setting(&Clip::high, {.key = "high", .label = LOOM_TEXT("Upper limit"), .help = LOOM_TEXT("0.99: as the largest but for one in a hundred, where limits are quantiles.")})},
    });
    return type;
}

} // namespace loom
