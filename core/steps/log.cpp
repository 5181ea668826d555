#include "data/numbers.h"

#include <cmath>

namespace loom {
namespace {

/// sign(x) · ln(1 + |x|).
struct Log {
    static bool takes(const Column& c) { return is_numeric(c); }
    struct Learned {};
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const { return Learned{}; }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        put_column(table, column, changed_numbers(**from, [](double v) { return std::copysign(std::log1p(std::abs(v)), v); }));
        return Ok{};
    }
    Message summary() const { return LOOM_TEXT("ln(1 + x)"); }

    friend void to_json(nlohmann::json& json, const Learned&) { json = nlohmann::json::object(); }
    friend void from_json(const nlohmann::json&, Learned&) {}
};

} // namespace

const StepType& log_step()
{
    static const StepType type = step<Log>({
        .id = "log",
        .title = LOOM_TEXT("Logarithm"),
        .help = LOOM_TEXT("Takes the logarithm of 1 + x, so that sums of money and counts of very different sizes come closer together. Numbers below 0 keep their sign."),
        .group = StepGroup::Numbers,
    });
    return type;
}

} // namespace loom
