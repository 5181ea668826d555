#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace loom {

/// Names as people write them one after the other: "age, income, \"a, b\"". A name with a comma, a quote or spaces around
/// it stands between quotes, its own quotes twice. What is empty between commas is none.
std::vector<std::string> columns_in(std::string_view list);
std::string column_list(const std::vector<std::string>& names);

} // namespace loom
