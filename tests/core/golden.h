#pragma once
#include "base/files.h"
#include "schema/declare.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace loom::test {

/// A file of tests/golden.
inline nlohmann::json golden(const std::string& name)
{
    return nlohmann::json::parse(*read_file(fs::path(LOOM_SOURCE) / "tests" / "golden" / name));
}

/// A type's defaults, changed as a case says.
inline Values settings_of(const TypeInfo& type, const nlohmann::json& changes)
{
    Values values = defaults(type);
    for (const auto& [key, given] : changes.items()) {
        Value& value = values.at(type.index_of(key).value());
        if (given.is_boolean())
            value = given.get<bool>();
        else if (given.is_array())
            value = given.get<std::vector<std::int64_t>>();
        else if (std::holds_alternative<std::int64_t>(value))
            value = given.get<std::int64_t>();
        else if (given.is_number())
            value = given.get<double>();
        else
            value = given.get<std::string>();
    }
    return values;
}

/// Each value within a share of its own size, or of the largest one's where it is much smaller than that.
inline void expect_alike(const std::vector<double>& told, const std::vector<double>& expected, double tolerance)
{
    ASSERT_EQ(told.size(), expected.size());
    double largest = 0;
    for (const double v : expected)
        largest = std::max(largest, std::abs(v));
    for (std::size_t i = 0; i < told.size(); ++i)
        EXPECT_NEAR(told[i], expected[i], tolerance * std::max(std::abs(expected[i]), largest / 10)) << "element " << i;
}

/// Each value within a share of its own size, or of 1 where it is smaller than that: sums of steps that were as large as 1
/// are no more exact.
inline void expect_near(const std::vector<double>& told, const std::vector<double>& expected, double tolerance)
{
    ASSERT_EQ(told.size(), expected.size());
    for (std::size_t i = 0; i < told.size(); ++i)
        EXPECT_NEAR(told[i], expected[i], tolerance * std::max(std::abs(expected[i]), 1.0)) << "element " << i;
}

} // namespace loom::test
