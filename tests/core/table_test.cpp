#include "data/split.h"
#include "data/statistics.h"
#include "data/table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace {

Column texts(std::vector<std::string> values)
{
    Texts cells;
    for (const auto& v : values)
        cells.push_back(v);
    return {"t", ColumnType::Text, std::move(cells)};
}

TEST(Table, NaturalOrderIsAnOrder)
{
    const std::vector<std::string> words = {
        "10",  "9", "1e3", "2", "1x", "a2",   "a10", "A3",     "file9", "file10", "file09", "-1",   "-1.5",
        "1.0", "1", "",    "b", "a",  "a02b", "a2b", "2024-1", "2024-", "2024x",  "0x10",   "00012"};
    EXPECT_TRUE(natural_less("file9.png", "file10.png"));
    EXPECT_TRUE(natural_less("9", "10"));
    EXPECT_TRUE(natural_less("-2", "1"));
    for (const auto& a : words)
        for (const auto& b : words) {
            EXPECT_NE(natural_less(a, b) && natural_less(b, a), true) << a << " " << b;
            EXPECT_EQ(natural_less(a, b) || natural_less(b, a), a != b) << a << " " << b;
            for (const auto& c : words)
                EXPECT_FALSE(natural_less(a, b) && natural_less(b, c) && !natural_less(a, c))
                    << a << " " << b << " " << c;
        }
}

TEST(Table, TypesAreConverted)
{
    const Column column = texts({"3", "1", "", "x", "3"});
    std::size_t lost = 0;
    const auto numbers = converted(column, ColumnType::Number, &lost);
    ASSERT_TRUE(numbers);
    EXPECT_EQ(lost, 1u);
    EXPECT_EQ(numbers->number(0), 3);
    EXPECT_TRUE(numbers->missing(2) && numbers->missing(3));
    const auto categories = converted(column, ColumnType::Category);
    ASSERT_TRUE(categories);
    EXPECT_EQ(std::get<Codes>(categories->cells).names, (std::vector<std::string>{"1", "3", "x"}));
    EXPECT_EQ(categories->number(0), 1);
    EXPECT_FALSE(converted(column, ColumnType::Boolean));
    EXPECT_FALSE(converted(column, ColumnType::Image));
    EXPECT_FALSE(converted(texts({"a", "b"}), ColumnType::DateTime));
    EXPECT_TRUE(converted(texts({"", ""}), ColumnType::Number));
    EXPECT_NE(fingerprint(column), fingerprint(*numbers));
}

TEST(Statistics, OfNumbers)
{
    std::vector<double> values(101);
    std::iota(values.begin(), values.end(), 0.0);
    values.push_back(std::nan(""));
    const auto s = statistics({"n", ColumnType::Number, values});
    EXPECT_EQ(s.rows, 102u);
    EXPECT_EQ(s.missing, 1u);
    EXPECT_EQ(s.distinct, 101u);
    EXPECT_EQ(s.min, 0);
    EXPECT_EQ(s.max, 100);
    EXPECT_NEAR(s.mean, 50, 1e-12);
    EXPECT_NEAR(s.deviation, std::sqrt(850.0), 1e-9);
    EXPECT_NEAR(s.quantiles[1], 5, 1e-12);
    EXPECT_NEAR(s.median(), 50, 1e-12);
    EXPECT_EQ(std::accumulate(s.histogram.begin(), s.histogram.end(), std::size_t{0}), 101u);
    const auto constant = statistics({"n", ColumnType::Integer, std::vector<std::int64_t>{7, 7, 7}});
    EXPECT_EQ(constant.deviation, 0);
    EXPECT_EQ(constant.histogram, (std::vector<std::size_t>{3}));
    const auto none = statistics({"n", ColumnType::Number, std::vector<double>{std::nan("")}});
    EXPECT_TRUE(std::isnan(none.mean));
    EXPECT_EQ(none.missing, 1u);
}

TEST(Statistics, OfTextsAndPictures)
{
    const auto s = statistics(texts({"b", "a", "b", "", "c"}));
    EXPECT_EQ(s.distinct, 3u);
    EXPECT_EQ(s.missing, 1u);
    EXPECT_EQ(s.top.front(), (std::pair<std::string, std::size_t>{"b", 2}));
    EXPECT_EQ(s.top[1].first, "a");
    const std::vector<std::uint8_t> pixels = {0, 0, 0, 0, 100, 100, 100, 100};
    const auto p =
        statistics({"i", ColumnType::Image, std::make_shared<const MemoryPixels>(PictureShape{1, 2, 2}, pixels)});
    EXPECT_EQ(p.sizes, 1u);
    EXPECT_EQ(p.most_common, (PictureShape{1, 2, 2}));
    EXPECT_EQ(p.channel_mean, (std::vector<double>{50}));
    EXPECT_EQ(p.channel_deviation, (std::vector<double>{50}));
}

TEST(Split, QuotasAreExactAndFair)
{
    std::vector<std::uint32_t> rows(1003);
    std::iota(rows.begin(), rows.end(), 0u);
    std::vector<std::int32_t> classes;
    for (auto row : rows)
        classes.push_back(row % 10 == 0 ? 1 : row % 100 == 1 ? 2 : 0);
    const auto drawn = draw(rows, 0.1, classes, 5, 1);
    EXPECT_EQ(drawn.size(), 100u);
    EXPECT_TRUE(std::ranges::is_sorted(drawn));
    std::array<int, 3> counts{};
    for (auto row : drawn)
        ++counts[std::size_t(classes[row])];
    EXPECT_NEAR(counts[0], 89, 1);
    EXPECT_NEAR(counts[1], 10, 1);
    EXPECT_NEAR(counts[2], 1, 1);
    EXPECT_EQ(drawn, draw(rows, 0.1, classes, 5, 1));
    EXPECT_NE(drawn, draw(rows, 0.1, classes, 6, 1));
    EXPECT_TRUE(draw(rows, 0, classes, 5, 1).empty());
    EXPECT_EQ(draw(rows, 1, {}, 5, 1), rows);
    EXPECT_TRUE(draw({}, 0.5, {}, 5, 1).empty());
}

TEST(Split, GivenPartsAreKept)
{
    std::vector<std::uint32_t> rows(100);
    std::iota(rows.begin(), rows.end(), 0u);
    std::vector<Part> given(100, Part::Train);
    std::fill(given.begin() + 80, given.end(), Part::Test);
    const Parts parts = split_rows(rows, given, {}, {.validation_share = 0.1, .test_share = 0.5, .seed = 1});
    EXPECT_EQ(parts.test.size(), 20u);
    EXPECT_EQ(parts.test.front(), 80u);
    EXPECT_EQ(parts.validation.size(), 8u);
    EXPECT_EQ(parts.train.size(), 72u);
    std::fill(given.begin(), given.begin() + 10, Part::Validation);
    EXPECT_EQ(split_rows(rows, given, {}, {}).validation.size(), 10u);
}

} // namespace
} // namespace loom
