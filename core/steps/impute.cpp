#include "data/numbers.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace loom {
namespace {

enum class Filling { Median, Mean, Mode, Constant };

/// Missing values become one that is learned, or a given one.
struct Impute {
    Filling filling = Filling::Median;
    std::string constant = "0";
    bool flag = false;

    struct Learned {
        std::string text; // Of categories.
        double number;    // Of numbers.
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = {{"text", l.text}, {"number", l.number}}; }
    friend void from_json(const nlohmann::json& json, Learned& l)
    {
        l = {json.at("text").get<std::string>(), json.at("number").get<double>()};
    }

    static bool takes(const Column& c)
    {
        return is_numeric(c) || c.type == ColumnType::Category || c.type == ColumnType::Boolean;
    }

    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        if (!is_numeric(c)) {
            if (filling == Filling::Constant)
                return Learned{constant, 0};
            const auto& codes = std::get<Codes>(c.cells);
            std::vector<std::size_t> count(codes.names.size());
            for (const std::uint32_t row : rows)
                if (codes.codes[row] >= 0)
                    ++count[std::size_t(codes.codes[row])];
            const auto most = std::ranges::max_element(count);
            if (most == count.end() || *most == 0)
                return Error{Message(LOOM_TEXT("Column “%1” has no value in the training part."), c.name),
                             LOOM_TEXT("Take the column out of the step, or drop it.")};
            return Learned{codes.names[std::size_t(most - count.begin())], 0};
        }
        if (filling == Filling::Constant) {
            const auto number = parse_number(constant);
            if (!number || !std::isfinite(*number))
                return Error{Message(LOOM_TEXT("Column “%1” holds numbers, and “%2” is none."), c.name, constant),
                             LOOM_TEXT("Give a number, or fill the column in another way.")};
            return Learned{"", *number};
        }
        auto numbers = present_numbers(c, rows);
        if (numbers.empty())
            return without_numbers(c);
        if (filling == Filling::Mean) {
            double mean = 0;
            for (const double v : numbers)
                mean += v / double(numbers.size());
            return Learned{"", mean};
        }
        std::ranges::sort(numbers);
        return Learned{"", filling == Filling::Median ? quantile(numbers, 0.5) : most_frequent(numbers)};
    }

    Status apply(const Learned& l, Table& table, const std::string& column) const
    {
        const auto found = column_to_change(table, column);
        if (!found)
            return found.error();
        const Column& from = **found;
        std::vector<std::int64_t> missing(from.size());
        for (std::size_t row = 0; row < missing.size(); ++row)
            missing[row] = from.missing(row);
        Column filled = from;
        if (auto* codes = std::get_if<Codes>(&filled.cells)) {
            auto name = std::ranges::find(codes->names, l.text);
            if (name == codes->names.end())
                name = codes->names.insert(name, l.text);
            std::vector<std::int32_t> full = codes->codes.copy();
            std::ranges::replace(full, -1, std::int32_t(name - codes->names.begin()));
            codes->codes = std::move(full);
            if (codes->names.size() > 2)
                filled.type = ColumnType::Category;
        } else if (auto* whole = std::get_if<ColumnArray<std::int64_t>>(&filled.cells); whole && l.number == std::floor(l.number)) {
            std::vector<std::int64_t> full = whole->copy();
            std::ranges::replace(full, missing_integer, std::int64_t(l.number));
            *whole = std::move(full);
        } else {
            std::vector<double> numbers(from.size());
            for (std::size_t row = 0; row < numbers.size(); ++row)
                numbers[row] = missing[row] ? l.number : from.number(row);
            filled = {column, ColumnType::Number, std::move(numbers)};
        }
        put_column(table, column, std::move(filled));
        if (flag)
            put_column(table, column, {column + " missing", ColumnType::Integer, std::move(missing)});
        return Ok{};
    }

    Message summary() const
    {
        static constexpr Text names[] = {LOOM_TEXT("median"), LOOM_TEXT("mean"), LOOM_TEXT("most frequent")};
        return filling == Filling::Constant ? Message(LOOM_TEXT("“%1”"), constant) : Message(names[std::size_t(filling)]);
    }

private:
    static double most_frequent(std::span<const double> sorted)
    {
        double best = sorted[0];
        std::size_t most = 0;
        for (std::size_t i = 0; i < sorted.size();) {
            const auto end = std::size_t(std::ranges::upper_bound(sorted, sorted[i]) - sorted.begin());
            if (end - i > most) {
                most = end - i;
                best = sorted[i];
            }
            i = end;
        }
        return best;
    }
};

} // namespace

const StepType& impute_step()
{
    static const StepType type = step<Impute>({
        .id = "impute",
        .title = LOOM_TEXT("Fill in missing values"),
        .help = LOOM_TEXT("Puts one value of the training part, or a given one, where there is none. Categories get the most frequent one."),
        .group = StepGroup::Repair,
        .settings = {setting(&Impute::filling, {.key = "filling",
                                                .label = LOOM_TEXT("Fill in"),
                                                .help = LOOM_TEXT("The median is not moved by outliers."),
                                                .choices = {{"median", LOOM_TEXT("Median")},
                                                            {"mean", LOOM_TEXT("Mean")},
                                                            {"mode", LOOM_TEXT("Most frequent")},
                                                            {"constant", LOOM_TEXT("A given value")}}}),
                     setting(&Impute::constant, {.key = "constant", .label = LOOM_TEXT("Given value"), .help = LOOM_TEXT("A number, or the name of a category.")}),
                     setting(&Impute::flag, {.key = "flag",
                                             .label = LOOM_TEXT("Mark what was missing"),
                                             .help = LOOM_TEXT("Adds a column that is 1 where the value was missing: that alone may tell something.")})},
    });
    return type;
}

} // namespace loom
