#pragma once
#include "data/table.h"

#include <nlohmann/json_fwd.hpp>

namespace loom {

/// How a column was when something was learned from it: what another file with few rows may not tell by itself.
struct KnownColumn {
    std::string name;
    ColumnType type = ColumnType::Number;
    std::vector<std::string> words{}; // Of yes or no: the word for 0 and the one for 1.
    DateOrder date_order = DateOrder::YearFirst;

    static KnownColumn of(const Column&);
    bool operator==(const KnownColumn&) const = default;
};
/// The column as it was known, or nothing where it is that already. Whole and other numbers are alike.
Result<std::optional<Column>> as_known(const Column&, const KnownColumn&);

nlohmann::json to_json(const KnownColumn&);
/// Nothing where it is damaged. Throws the library's exceptions.
std::optional<KnownColumn> known_column_from_json(const nlohmann::json&);

/// "day first": as files call it.
std::string_view date_order_id(DateOrder);
std::optional<DateOrder> find_date_order(std::string_view id);

} // namespace loom
