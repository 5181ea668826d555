// The order in which rows are shown: held against a plain stable sort.
#include "data/row_order.h"
#include "data/sort_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <thread>

using namespace loom;

namespace row_order_test {

std::vector<std::uint32_t> all_rows(std::size_t n)
{
    std::vector<std::uint32_t> rows(n);
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

Column text_column(const std::vector<std::string>& texts)
{
    Texts cells;
    for (const std::string& text : texts)
        cells.push_back(text);
    return {"t", ColumnType::Text, std::move(cells)};
}

std::vector<std::uint32_t> sorted(const Column& column, bool descending, int threads = 2)
{
    auto rows = all_rows(column.size());
    sort_rows(rows, column, descending, threads);
    return rows;
}

/// What a stable sort gives, missing values behind it.
template <class Less>
void expect_order(const Column& column, const Less& less, const char* what)
{
    for (const bool descending : {false, true}) {
        auto wanted = all_rows(column.size());
        const auto filled = std::ranges::stable_partition(wanted, [&](std::uint32_t row) { return !column.missing(row); });
        std::stable_sort(wanted.begin(), filled.begin(),
                         [&](std::uint32_t a, std::uint32_t b) { return descending ? less(b, a) : less(a, b); });
        for (const int threads : {1, 3})
            EXPECT_TRUE(sorted(column, descending, threads) == wanted) << what << (descending ? ", descending, " : ", ascending, ") << threads;
    }
}

template <class T>
void expect_numbers(std::vector<T> values, ColumnType type, const char* what)
{
    const ColumnArray<T> cells(std::move(values));
    expect_order({"n", type, cells}, [&](std::uint32_t a, std::uint32_t b) { return cells[a] < cells[b]; }, what);
}

void expect_texts(const std::vector<std::string>& texts, const char* what)
{
    expect_order(text_column(texts), [&](std::uint32_t a, std::uint32_t b) { return natural_less(texts[a], texts[b]); }, what);
}

TEST(RowOrder, NumbersByValueAndMissingOnesLast)
{
    const double inf = std::numeric_limits<double>::infinity(), nan = std::nan("");
    const Column column{"n", ColumnType::Number, ColumnArray<double>{2.5, nan, -inf, 0.0, -3, inf, -0.0, nan, 2.5}};
    EXPECT_EQ(sorted(column, false), (std::vector<std::uint32_t>{2, 4, 3, 6, 0, 8, 5, 1, 7}));
    EXPECT_EQ(sorted(column, true), (std::vector<std::uint32_t>{5, 0, 8, 3, 6, 4, 2, 1, 7}));
    const Column dates{"d", ColumnType::DateTime, ColumnArray<std::int64_t>{86400, missing_integer, -86400, 0}};
    EXPECT_EQ(sorted(dates, false), (std::vector<std::uint32_t>{2, 3, 0, 1}));
    EXPECT_EQ(sorted(dates, true), (std::vector<std::uint32_t>{0, 3, 2, 1}));
}

TEST(RowOrder, ManyNumbersOfEveryRange)
{
    std::mt19937_64 random(1);
    constexpr std::size_t n = 600'000; // Threads share it, and runs of it.
    std::uniform_real_distribution<double> unit;
    std::vector<double> doubles(n);
    for (double& v : doubles)
        v = random() % 50 == 0 ? std::nan("") : unit(random);
    expect_numbers(doubles, ColumnType::Number, "between 0 and 1");
    for (double& v : doubles)
        v = random() % 2 ? 1 + double(random() % 1000) * 1e-16 * 4 : -std::ldexp(unit(random), int(random() % 600) - 300);
    expect_numbers(doubles, ColumnType::Number, "half of them differ in their last bits");
    std::vector<std::int64_t> whole(n);
    for (auto& v : whole)
        v = random() % 7 == 0 ? missing_integer : std::int64_t(random() % 5);
    expect_numbers(whole, ColumnType::Integer, "few");
    for (auto& v : whole)
        v = std::max(missing_integer + 1, std::int64_t(random()));
    expect_numbers(whole, ColumnType::Integer, "all of 64 bits");
    for (auto& v : whole)
        v = std::int64_t((random() % 3) << 40 | random() % 3);
    expect_numbers(whole, ColumnType::Integer, "few and far apart");
}

TEST(RowOrder, CategoriesByTheirNamesAndYesAfterNo)
{
    const Column column{"c", ColumnType::Category, Codes{{0, 1, -1, 2, 0, 2}, {"item 10", "Item 9", "12"}}};
    EXPECT_EQ(sorted(column, false), (std::vector<std::uint32_t>{3, 5, 1, 0, 4, 2}));
    EXPECT_EQ(sorted(column, true), (std::vector<std::uint32_t>{0, 4, 1, 3, 5, 2}));
    const Column answer{"b", ColumnType::Boolean, Codes{{1, 0, -1, 1, 0}, {"right", "left"}}};
    EXPECT_EQ(sorted(answer, false), (std::vector<std::uint32_t>{1, 4, 0, 3, 2}));
}

TEST(RowOrder, TextsInNaturalOrder)
{
    const std::vector<std::string> texts = {"file10", "file9",  "",     "File9",  "10",    "9",      "9.0",  "-1",  "Zürich", "zebra",
                                            "深圳",   "北京",   "file", "file09", "file0", "file00", "1e3",  "a b", "a-b",    "1999",
                                            "file9a", "file 9", "a",    "A",      "9",     "file9",  "2x10", "2x9", "10x1",   ""};
    expect_texts(texts, "some of everything");
    EXPECT_EQ(sorted(text_column({"b10", "b9", "", "3", "b9"}), false), (std::vector<std::uint32_t>{3, 1, 4, 0, 2}));
    const std::string digits(260, '7'), more(300, '7');
    expect_texts({"x" + more + "b", "x" + digits + "a", "x" + digits, "x" + more, "x" + more + "a", "x7", digits, more}, "long numbers");
    expect_texts({std::string("a\0b", 3), "a", std::string("a\0", 2), "ab", std::string("a\0a", 3)}, "zero bytes");
}

TEST(RowOrder, ManyTextsAreInTheSameOrderAsComparedOnes)
{
    std::mt19937 random(2);
    constexpr std::string_view letters = "aAbB0019 .-";
    std::vector<std::string> texts(20'000);
    for (auto& text : texts) {
        text.clear();
        for (unsigned n = random() % 9; n > 0; --n)
            text += letters[random() % letters.size()];
    }
    expect_texts(texts, "short ones");
    // Alike for as long as keys go, and beyond.
    for (auto& text : texts)
        text = std::string(random() % 2 ? "The same words at the beginning of everything, number " : "THE same words ") +
               (random() % 3 ? std::string(random() % 2 * 60, 'x') : "") + std::to_string(random() % 4000);
    expect_texts(texts, "long ones");
    // One run for all threads.
    texts.resize(300'000);
    for (auto& text : texts)
        text = "something " + std::to_string(random() % 1'000'000);
    expect_texts(texts, "many that begin alike");
}

TEST(RowOrder, SomeRowsAndColumnsWithoutAnOrder)
{
    std::vector<std::uint32_t> rows = {1, 3, 4, 6};
    sort_rows(rows, {"n", ColumnType::Integer, ColumnArray<std::int64_t>{0, 9, 0, 8, 7, 0, 8}}, true);
    EXPECT_EQ(rows, (std::vector<std::uint32_t>{1, 3, 6, 4}));
    const Column vectors{"v", ColumnType::Vector, Vectors{ColumnArray<float>{3, 2, 1}, {1}}};
    EXPECT_FALSE(has_order(vectors));
    EXPECT_EQ(sorted(vectors, false), all_rows(3));
    EXPECT_TRUE(has_order(text_column({"a"})));
    rows.clear();
    sort_rows(rows, text_column({}), false);
    EXPECT_TRUE(rows.empty());
}

TEST(RowOrder, WhatIsCancelledEndsWithoutBeingSorted)
{
    Progress progress;
    progress.cancelled = true;
    std::vector<std::string> texts(1000, "a");
    texts[0] = "b";
    auto rows = all_rows(texts.size());
    sort_rows(rows, text_column(texts), false, 2, &progress);
    EXPECT_EQ(rows, all_rows(texts.size()));
    // While keys are sorted, and while texts are compared.
    std::mt19937 random(3);
    texts.resize(200'000);
    for (auto& text : texts)
        text.assign(80, 'x').append(random() % 2 ? "Y" : "y").append(std::to_string(random()));
    const Column column = text_column(texts);
    for (const int after : {1, 10, 40}) {
        progress.cancelled = false;
        rows = all_rows(texts.size());
        const std::jthread stop([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(after));
            progress.cancelled = true;
        });
        sort_rows(rows, column, false, 2, &progress);
        EXPECT_EQ(rows.size(), texts.size());
    }
}

} // namespace row_order_test
