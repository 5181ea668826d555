#include "base/random.h"
#include "data/split.h"
#include "data/statistics.h"
#include "data/table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loom {
namespace table_test {

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

TEST(Statistics, CountsCharactersAndWords)
{
    const auto s = statistics(texts({"It's 3.5 km, isn't it?", "我爱北京天安门", "", "a"}));
    EXPECT_EQ(s.missing, 1u);
    EXPECT_EQ(s.words_from, 3u);
    EXPECT_EQ(s.characters.max, 22);
    EXPECT_EQ(s.characters.median(), 7);
    EXPECT_EQ(s.words.max, 5);      // It's · 3.5 · km · isn't · it
    EXPECT_EQ(s.words.median(), 4); // 我 · 爱 · 北京 · 天安门
    EXPECT_EQ(s.words.min, 1);
}

/// Whole blocks and more, with gaps, twins and both zeros: whatever the number of threads, it is what sorting says.
TEST(Statistics, OfManyValuesOnManyThreads)
{
    constexpr std::size_t n = 400'000;
    Random random(3, 1);
    std::vector<double> values(n);
    for (std::size_t i = 0; i < n; ++i)
        values[i] = i % 11 == 0 ? std::nan("") : i % 7 == 0 ? (i % 2 ? 0.0 : -0.0) : std::round(1000 * random.normal()) / 8 + 1e6;
    Texts words;
    for (const double v : values)
        words.push_back(std::isnan(v) ? "" : exact_text(v));
    const Column column{"n", ColumnType::Number, values};
    const auto s = statistics(column, 3), alone = statistics(column, 1);
    EXPECT_EQ(s.mean, alone.mean);
    EXPECT_EQ(s.deviation, alone.deviation);
    EXPECT_EQ(s.histogram, alone.histogram);
    std::erase_if(values, [](double v) { return std::isnan(v); });
    std::ranges::sort(values);
    EXPECT_EQ(s.missing, n - values.size());
    EXPECT_EQ(s.min, values.front());
    EXPECT_EQ(s.max, values.back());
    EXPECT_EQ(s.distinct, std::size_t(std::ranges::unique(values.begin(), values.end()).begin() - values.begin()));
    const auto t = statistics({"t", ColumnType::Text, words}, 3), t_alone = statistics({"t", ColumnType::Text, words}, 1);
    EXPECT_EQ(t.distinct, s.distinct + 1); // “-0” is another text.
    EXPECT_EQ(t.top, t_alone.top);
    EXPECT_EQ(t.missing, s.missing);
}

TEST(Statistics, OfExtremeNumbers)
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const auto s = statistics({"n", ColumnType::Number, std::vector<double>{1, 2, infinite, -infinite, 3}});
    EXPECT_EQ(s.max, infinite);
    EXPECT_EQ(s.median(), 2);
    EXPECT_EQ(s.distinct, 5u);
    EXPECT_EQ(std::accumulate(s.histogram.begin(), s.histogram.end(), std::size_t{0}), 3u); // The finite ones.
    const std::int64_t large = std::int64_t{1} << 62;
    const auto whole = statistics({"n", ColumnType::Integer, std::vector<std::int64_t>{large, large + 1, -large, missing_integer}});
    EXPECT_EQ(whole.distinct, 3u); // Nearer than doubles can tell.
    EXPECT_EQ(whole.missing, 1u);
    const auto far = statistics({"n", ColumnType::Number, std::vector<double>{-1e308, 1e308}});
    EXPECT_EQ(far.distinct, 2u);
    EXPECT_TRUE(far.histogram.empty());
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

} // namespace table_test
} // namespace loom
