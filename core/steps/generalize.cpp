#include "data/numbers.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <chrono>
#include <cmath>

namespace loom {
namespace {

enum class Period { Year, Quarter, Month };

/// Values become wider ones, in which several people find themselves.
struct Generalize {
    double band = 10;
    Period period = Period::Year;
    std::int64_t characters = 2;

    struct Learned {};
    friend void to_json(nlohmann::json& json, const Learned&) { json = nlohmann::json::object(); }
    friend void from_json(const nlohmann::json&, Learned&) {}

    static bool takes(const Column& c)
    {
        return is_numeric(c) || c.type == ColumnType::DateTime || c.type == ColumnType::Text || c.type == ColumnType::Id ||
               c.type == ColumnType::Category;
    }
    Result<Learned> fit(const Column&, std::span<const std::uint32_t>) const
    {
        if (!(band > 0))
            return Error{LOOM_TEXT("Bands must be wider than 0."), LOOM_TEXT("Type a width such as 10.")};
        return Learned{};
    }
    Status apply(const Learned&, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        const Column& c = **from;
        std::string text;
        Codes codes = to_codes(c.size(), [&](std::size_t row) -> std::string_view {
            text.clear();
            if (c.missing(row))
                return text;
            if (is_numeric(c))
                text = band_of(c.number(row));
            else if (c.type == ColumnType::DateTime)
                text = period_of(std::get<ColumnArray<std::int64_t>>(c.cells)[row]);
            else
                text = beginning_of(c.text(row));
            return text;
        });
        put_column(table, column, {column, ColumnType::Category, std::move(codes)});
        return Ok{};
    }
    Message summary() const { return {LOOM_TEXT("bands of %1, %2 characters"), band, characters}; }

private:
    /// Closed at its lower edge.
    std::string band_of(double v) const
    {
        const double place = std::floor(v / band + 1e-9); // 0.3 is in the third band of 0.1, whatever its bits say.
        const auto edge = [&](double n) { return fmt::format("{:.12g}", n * band + 0.0); };
        return edge(place) + "–" + edge(place + 1);
    }
    std::string period_of(std::int64_t seconds) const
    {
        const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
        const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
        const int year = int(date.year());
        const unsigned month = unsigned(date.month());
        switch (period) {
        case Period::Year: return fmt::format("{:04}", year);
        case Period::Quarter: return fmt::format("{:04}-Q{}", year, (month + 2) / 3);
        case Period::Month: return fmt::format("{:04}-{:02}", year, month);
        }
        return {};
    }
    std::string beginning_of(const std::string& text) const
    {
        std::size_t end = 0;
        for (std::int64_t n = 0; end < text.size(); ++end)
            if (!U8_IS_TRAIL(text[end]) && n++ == characters)
                break;
        return text.substr(0, end);
    }
};

} // namespace

const StepType& generalize_step()
{
    static const StepType type = step<Generalize>({
        .id = "generalize",
        .title = LOOM_TEXT("Generalise values"),
        .help = LOOM_TEXT("Numbers become bands, dates years or months, texts their first characters, so that no single person is found by them."),
        .group = StepGroup::Privacy,
        .settings = {setting(&Generalize::band, {.key = "band", .label = LOOM_TEXT("Width of a band"), .help = LOOM_TEXT("Of numbers: 10 makes 34 to 30–40."), .min = 1e-9, .max = 1e15}),
                     setting(&Generalize::period, {.key = "period",
                                                   .label = LOOM_TEXT("Dates"),
                                                   .help = {},
                                                   .choices = {{"year", LOOM_TEXT("The year")}, {"quarter", LOOM_TEXT("The quarter")}, {"month", LOOM_TEXT("The month")}}}),
                     setting(&Generalize::characters, {.key = "characters", .label = LOOM_TEXT("Characters"), .help = LOOM_TEXT("Of texts: the first ones stay. Three of a postcode tell the region."), .min = 1, .max = 64})},
    });
    return type;
}

} // namespace loom
