#pragma once
#include "data/preparation.h"
#include "data/table.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace loom::test {

inline Column numbers(std::string name, std::vector<double> values)
{
    return {std::move(name), ColumnType::Number, std::move(values)};
}
inline Column categories(std::string name, const std::vector<std::string>& values)
{
    return {std::move(name), ColumnType::Category, to_codes(values.size(), [&](std::size_t i) -> std::string_view { return values[i]; })};
}
inline Table table_of(std::vector<Column> columns)
{
    Table t;
    t.rows = columns[0].size();
    t.columns = std::move(columns);
    return t;
}

/// The table behind the step, learned from these rows.
inline Table behind(const PreparationStep& step, Table table, std::vector<std::uint32_t> rows)
{
    Table copy = table;
    const auto fitted = fit_steps({&step, 1}, copy, "", rows);
    EXPECT_TRUE(fitted) << render(fitted.error().message);
    if (!fitted)
        return copy;
    // By way of the file, onto the table as it was: the same again.
    nlohmann::json written = to_json(fitted->front());
    const auto read = fitted_step_from_json(written);
    EXPECT_TRUE(read);
    EXPECT_EQ(*read, fitted->front());
    EXPECT_TRUE(apply_steps({&*read, 1}, table));
    EXPECT_EQ(table.columns.size(), copy.columns.size());
    for (std::size_t i = 0; i < copy.columns.size(); ++i)
        EXPECT_EQ(fingerprint(table.columns[i]), fingerprint(copy.columns[i]));
    return copy;
}
inline std::vector<std::string> texts(const Column& c)
{
    std::vector<std::string> out;
    for (std::size_t row = 0; row < c.size(); ++row)
        out.push_back(c.text(row));
    return out;
}

} // namespace loom::test
