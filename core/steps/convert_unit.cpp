#include "data/numbers.h"

namespace loom {
namespace {

enum class Side { Above, Below };

/// Numbers on one side of a limit are those of another unit: they are multiplied.
struct ConvertUnit {
    Side side = Side::Above;
    double limit = 0, times = 1;

    static bool takes(const Column& c) { return is_numeric(c); }
    Status apply(Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        put_column(table, column, changed_numbers(**from, [&](double v) { return (side == Side::Above ? v > limit : v < limit) ? v * times : v; }));
        return Ok{};
    }
    Message summary() const
    {
        return Message(side == Side::Above ? LOOM_TEXT("above %1: × %2") : LOOM_TEXT("below %1: × %2"), limit, times);
    }
};

} // namespace

const StepType& convert_unit_step()
{
    static const StepType type = step<ConvertUnit>({
        .id = "convert_unit",
        .title = LOOM_TEXT("Convert to one unit"),
        .help = LOOM_TEXT("Multiplies the numbers on one side of a limit, where a column mixes units such as metres and centimetres."),
        .group = StepGroup::Repair,
        .settings = {setting(&ConvertUnit::side, {.key = "side",
                                                  .label = LOOM_TEXT("Numbers"),
                                                  .help = LOOM_TEXT("Which ones are in the other unit."),
                                                  .choices = {{"above", LOOM_TEXT("Above the limit")}, {"below", LOOM_TEXT("Below the limit")}}}),
                     setting(&ConvertUnit::limit, {.key = "limit", .label = LOOM_TEXT("Limit"), .help = LOOM_TEXT("It lies between the numbers of the two units.")}),
                     setting(&ConvertUnit::times, {.key = "times", .label = LOOM_TEXT("Times"), .help = LOOM_TEXT("0.01 makes metres of centimetres.")})},
    });
    return type;
}

} // namespace loom
