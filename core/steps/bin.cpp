#include "data/numbers.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

enum class Width { Quantiles, Equal };

/// Numbers become categories, one for each interval between edges (as scikit-learn's KBinsDiscretizer: an edge belongs
/// to the interval above it).
struct Bin {
    std::int64_t bins = 5;
    Width width = Width::Quantiles;

    struct Learned {
        std::vector<double> edges; // Between the intervals, ascending.
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = l.edges; }
    friend void from_json(const nlohmann::json& json, Learned& l) { l.edges = json.get<std::vector<double>>(); }

    static bool takes(const Column& c) { return is_numeric(c); }
    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        auto numbers = present_numbers(c, rows);
        if (numbers.empty())
            return without_numbers(c);
        std::ranges::sort(numbers);
        Learned learned;
        for (std::int64_t i = 1; i < bins; ++i) {
            const double share = double(i) / double(bins);
            learned.edges.push_back(width == Width::Quantiles ? quantile(numbers, share)
                                                              : numbers.front() + share * (numbers.back() - numbers.front()));
        }
        // Quantiles of a number that comes often are one edge; nothing lies below the smallest.
        const auto [begin, end] = std::ranges::unique(learned.edges);
        learned.edges.erase(begin, end);
        std::erase_if(learned.edges, [&](double edge) { return edge <= numbers.front(); });
        return learned;
    }
    Status apply(const Learned& learned, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        std::vector<std::int32_t> codes((*from)->size(), -1);
        for (std::size_t row = 0; row < codes.size(); ++row)
            if (const double v = (*from)->number(row); !std::isnan(v))
                codes[row] = std::int32_t(std::ranges::upper_bound(learned.edges, v) - learned.edges.begin());
        put_column(table, column, {column, ColumnType::Category, Codes{std::move(codes), names(learned.edges)}});
        return Ok{};
    }
    Message summary() const
    {
        return Message(width == Width::Quantiles ? LOOM_TEXT("%1 of equally many rows") : LOOM_TEXT("%1 of equal width"), bins);
    }

private:
    static std::vector<std::string> names(const std::vector<double>& edges)
    {
        std::vector<std::string> names;
        for (std::size_t i = 0; i <= edges.size(); ++i)
            names.push_back(edges.empty()         ? "all"
                            : i == 0              ? "< " + exact_text(edges[0])
                            : i == edges.size()   ? "≥ " + exact_text(edges.back())
                                                  : exact_text(edges[i - 1]) + " – " + exact_text(edges[i]));
        return names;
    }
};

} // namespace

const StepType& bin_step()
{
    static const StepType type = step<Bin>({
        .id = "bin",
        .title = LOOM_TEXT("Cut into ranges"),
        .help = LOOM_TEXT("Numbers become categories, one for each range."),
        .group = StepGroup::Categories,
        .settings = {setting(&Bin::bins, {.key = "bins", .label = LOOM_TEXT("Ranges"), .help = LOOM_TEXT("Ranges that would be the same are one."), .min = 2, .max = 100}),
                     setting(&Bin::width, {.key = "width",
                                           .label = LOOM_TEXT("Each holds"),
                                           .help = LOOM_TEXT("Equally many rows of the training part, or an equally wide range of numbers."),
                                           .choices = {{"quantiles", LOOM_TEXT("Equally many rows")}, {"equal", LOOM_TEXT("An equal width")}}})},
    });
    return type;
}

} // namespace loom
