#include "data/step.h"

#include <algorithm>

namespace loom {
namespace {

/// Categories that are rare in the training part, or not there, become one.
struct RareCategories {
    double share = 0.01;
    std::string other = "other";

    struct Learned {
        std::vector<std::string> kept;
    };
    friend void to_json(nlohmann::json& json, const Learned& l) { json = l.kept; }
    friend void from_json(const nlohmann::json& json, Learned& l) { l.kept = json.get<std::vector<std::string>>(); }

    static bool takes(const Column& c) { return c.type == ColumnType::Category; }
    Result<Learned> fit(const Column& c, std::span<const std::uint32_t> rows) const
    {
        const auto& codes = std::get<Codes>(c.cells);
        std::vector<std::size_t> count(codes.names.size());
        for (const std::uint32_t row : rows)
            if (codes.codes[row] >= 0)
                ++count[std::size_t(codes.codes[row])];
        Learned learned;
        for (std::size_t i = 0; i < count.size(); ++i)
            if (count[i] > 0 && double(count[i]) >= share * double(rows.size()))
                learned.kept.push_back(codes.names[i]);
        return learned;
    }
    Status apply(const Learned& learned, Table& table, const std::string& column) const
    {
        auto from = column_to_change(table, column);
        if (!from)
            return from.error();
        if ((*from)->type != ColumnType::Category) { // A short file may have few different ones, or numbers alone.
            auto other_type = converted(**from, ColumnType::Category);
            if (!other_type)
                return other_type.error();
            put_column(table, column, std::move(*other_type));
        }
        Column& changed = *std::ranges::find(table.columns, column, &Column::name);
        const auto& codes = std::get<Codes>(changed.cells);
        std::vector<std::string> names = learned.kept;
        auto named_other = std::ranges::find(names, other);
        if (named_other == names.end())
            named_other = names.insert(named_other, other);
        std::vector<std::int32_t> place;
        for (const std::string& name : codes.names) {
            const auto it = std::ranges::find(learned.kept, name);
            place.push_back(it == learned.kept.end() ? std::int32_t(named_other - names.begin())
                                                     : std::int32_t(it - learned.kept.begin()));
        }
        std::vector<std::int32_t> made;
        made.reserve(codes.codes.size());
        for (const std::int32_t code : codes.codes)
            made.push_back(code < 0 ? -1 : place[std::size_t(code)]);
        changed.cells = Codes{std::move(made), std::move(names)};
        return Ok{};
    }
    Message summary() const { return Message(LOOM_TEXT("below %1% → %2"), 100 * share, Message::plain(other)); }
};

} // namespace

const StepType& rare_categories_step()
{
    static const StepType type = step<RareCategories>({
        .id = "rare_categories",
        .title = LOOM_TEXT("Join rare categories"),
        .help = LOOM_TEXT("Categories that few training rows have become one, and so do categories that come up later for the first time."),
        .group = StepGroup::Categories,
        .settings = {setting(&RareCategories::share, {.key = "share",
                                                      .label = LOOM_TEXT("Rare is below"),
                                                      .help = LOOM_TEXT("The share of the training rows."),
                                                      .min = 0,
                                                      .max = 1}),
                     setting(&RareCategories::other, {.key = "other", .label = LOOM_TEXT("Their name"), .help = LOOM_TEXT("The category that they become.")})},
    });
    return type;
}

} // namespace loom
