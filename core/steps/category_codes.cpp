#include "data/step.h"

#include <algorithm>

namespace loom {
namespace {

/// Categories become whole numbers: 1, 2, … in natural order of their names, 0 where it is missing or was never seen.
struct CategoryCodes {
    struct Learned {
        std::vector<std::string> names;
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = l.names; }
    friend void from_json(const nlohmann::json& json, Learned& l) { l.names = json.get<std::vector<std::string>>(); }

    static bool takes(const Column& c) { return c.type == ColumnType::Category || c.type == ColumnType::Boolean; }
    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        const auto& codes = std::get<Codes>(c.cells);
        std::vector<bool> seen(codes.names.size());
        for (const std::uint32_t row : rows)
            if (codes.codes[row] >= 0)
                seen[std::size_t(codes.codes[row])] = true;
        Learned learned;
        for (std::size_t i = 0; i < seen.size(); ++i)
            if (seen[i])
                learned.names.push_back(codes.names[i]);
        return learned;
    }
    Status apply(const Learned& learned, Table& table, const std::string& column) const
    {
        const auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        std::vector<std::int64_t> numbers((*from)->size());
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            const auto it = (*from)->missing(row) ? learned.names.end() : std::ranges::find(learned.names, (*from)->text(row));
            numbers[row] = it == learned.names.end() ? 0 : it - learned.names.begin() + 1;
        }
        put_column(table, column, {column, ColumnType::Integer, std::move(numbers)});
        return Ok{};
    }
    Message summary() const { return LOOM_TEXT("1, 2, …; 0 for unknown ones"); }
};

} // namespace

const StepType& category_codes_step()
{
    static const StepType type = step<CategoryCodes>({
        .id = "category_codes",
        .title = LOOM_TEXT("Number the categories"),
        .help = LOOM_TEXT("Each category becomes a whole number, as an Embedding layer wants it. Without this step each category gets a place of its own (one-hot)."),
        .group = StepGroup::Categories,
    });
    return type;
}

} // namespace loom
