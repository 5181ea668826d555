// What is written is read back as the same table: types, missing values, odd texts; by each format that can hold it.
#include "base/files.h"
#include "data/dataset.h"
#include "data/open.h"
#include "data/table_write.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace loom {
namespace table_write_test {

std::shared_ptr<const Table> opened(const std::string& path)
{
    auto table = open_data(path);
    EXPECT_TRUE(table) << path << ": " << render(table.error().message);
    return table ? *table : std::make_shared<const Table>();
}

std::string told(std::span<const Message> messages)
{
    std::string out;
    for (const Message& m : messages)
        out += render(m, Language::English) + "\n";
    return out;
}

/// Writes the table and reads it again: all sentences about what is different, kinds behind values.
std::string different(const Table& table, const std::string& file, std::vector<Message>* notes = nullptr)
{
    std::vector<Message> ignored;
    const auto rows = rows_by_part(table);
    const auto written = write_table(file, table, rows, *table_format_of(file), guess_target(table), notes ? *notes : ignored);
    if (!written)
        return render(written.error().message, Language::English);
    const Differences others = differences(table, rows, *opened(file));
    return told(others.values) + told(others.kinds);
}

constexpr const char* odd = "name,when,count,share,told,code,remark\n"
                            "\"Smith, John\",2024-05-01 12:30:00,3,0.1,yes,007,\"say \"\"hi\"\"\"\n"
                            "李雷,2024-05-02,,1e-30,no,008,\"two\nlines\"\n"
                            "O'Neil,,-12,-3,yes,,\" spaced \"\n"
                            ",1999-12-31 23:59:59,9007199254740993,0.30000000000000004,,012,semi;colon\ttab\n";

std::string odd_rows()
{
    std::string text = odd;
    for (int i = 0; i < 30; ++i)
        text += "p" + std::to_string(i) + ",2020-01-" + std::to_string(10 + i % 20) + "," + std::to_string(i) + "," + std::to_string(i) + ".25," +
                (i % 3 ? "yes" : "no") + ",0" + std::to_string(10 + i) + ",plain " + std::to_string(i) + "\n";
    return text;
}

TEST(TableWrite, OddValuesSurviveTextFormats)
{
    const test::DataFolder folder;
    const auto table = opened(folder.write("odd.csv", odd_rows()));
    ASSERT_EQ(table->rows, 34u);
    const auto type = [&](const char* name) { return table->find(name)->type; };
    EXPECT_EQ(type("when"), ColumnType::DateTime);
    EXPECT_EQ(type("count"), ColumnType::Integer);
    EXPECT_EQ(type("share"), ColumnType::Number);
    EXPECT_EQ(type("told"), ColumnType::Boolean);
    EXPECT_EQ(type("code"), ColumnType::Id);
    for (const char* ending : {"csv", "tsv", "jsonl"})
        EXPECT_EQ(different(*table, folder.path() + "/again." + ending), "") << ending;
    EXPECT_EQ(different(*table, folder.path() + "/again.npz"), "Column “name” cannot be written as an array of numbers: its type is “Text”.");
    EXPECT_FALSE(fs::exists(folder.path() + "/again.npz"));
}

TEST(TableWrite, CsvIsAsRfc4180HasIt)
{
    const test::DataFolder folder;
    const Table table{.source = "csv",
                      .rows = 3,
                      .columns = {{"a,b", ColumnType::Category, Codes{ColumnArray<std::int32_t>{0, 1, -1}, {"say \"no\"", "x\r\ny"}}},
                                  {"n", ColumnType::Number, ColumnArray<double>{5, 1e20, std::numeric_limits<double>::quiet_NaN()}}}};
    std::vector<Message> notes;
    const std::vector<std::uint32_t> rows = {2, 0, 1};
    const std::string csv = folder.path() + "/t.csv", lines = folder.path() + "/t.jsonl";
    ASSERT_TRUE(write_table(csv, table, rows, TableFormat::Csv, {}, notes));
    EXPECT_EQ(*read_file(csv), "\"a,b\",n\n,\n\"say \"\"no\"\"\",5.0\n\"x\r\ny\",1e+20\n");
    ASSERT_TRUE(write_table(lines, table, rows, TableFormat::JsonLines, {}, notes));
    EXPECT_EQ(*read_file(lines), "{\"a,b\": null, \"n\": null}\n{\"a,b\": \"say \\\"no\\\"\", \"n\": 5.0}\n{\"a,b\": \"x\\r\\ny\", \"n\": 1e+20}\n");
}

TEST(TableWrite, ARowWithoutAnythingStaysARow)
{
    const test::DataFolder folder;
    const Table table{.source = "csv",
                      .rows = 4,
                      .columns = {{"n", ColumnType::Integer, ColumnArray<std::int64_t>{1, missing_integer, 3, missing_integer}}}};
    for (const char* ending : {"csv", "jsonl"})
        EXPECT_EQ(different(table, folder.path() + "/t." + ending), "") << ending;
}

TEST(TableWrite, RealSetsSurvive)
{
    struct Set {
        const char* path;
        const char* ending;
    };
    const test::DataFolder folder;
    for (const Set& set : std::initializer_list<Set>{{"titanic", "csv"},
                                                     {"titanic", "jsonl"},
                                                     {"adult", "csv"},
                                                     {"iris/iris.csv", "tsv"},
                                                     {"wine/wine.csv", "csv"},
                                                     {"wine/wine.csv", "jsonl"},
                                                     {"bike-sharing", "csv"},
                                                     {"german-credit", "csv"},
                                                     {"sms-spam", "csv"},
                                                     {"sms-spam", "jsonl"},
                                                     {"chnsenticorp-hotel", "csv"},
                                                     {"airline-passengers", "csv"},
                                                     {"stocks/stocks.csv", "jsonl"}}) {
        const std::string path = test::shared_data(set.path);
        if (path.empty())
            GTEST_SKIP() << "no shared data";
        const auto table = opened(path);
        EXPECT_GT(table->rows, 100u) << set.path;
        EXPECT_EQ(different(*table, folder.path() + "/t." + set.ending), "") << set.path << " " << set.ending;
    }
}

TEST(TableWrite, ArraysKeepNumbersPicturesAndParts)
{
    const test::DataFolder folder;
    const auto numbers = opened(folder.write("n.csv", "width,height,much\n1,0.5,10\n2,0.25,\n3,,30\n4,1.5,40\n"));
    EXPECT_EQ(different(*numbers, folder.path() + "/n.npz"), "Column “much” has the type “Integer” and is read back with the type “Number”.\n");

    // What numpy's names call labels comes first.
    const auto pets = opened(folder.write("pets.csv", "size,label\n1.5,cat\n2.5,dog\n3.5,cat\n4.5,dog\n"));
    EXPECT_EQ(different(*pets, folder.path() + "/pets.npz"), "The columns are read back in another order.\n"
                                                             "Column “label”: its values are read back as their numbers.\n");

    // Two colours, three parts, out of order.
    std::vector<std::uint8_t> pixels(6 * 3 * 2 * 2);
    std::iota(pixels.begin(), pixels.end(), std::uint8_t{7});
    Table table{.source = "npz",
                .rows = 6,
                .columns = {{"image", ColumnType::Image, std::make_shared<const MemoryPixels>(PictureShape{3, 2, 2}, pixels)},
                            {"label", ColumnType::Category, Codes{ColumnArray<std::int32_t>{0, 1, 0, 1, 0, 1}, {"3", "8"}}}},
                .split = {Part::Test, Part::Train, Part::Train, Part::Validation, Part::Train, Part::Test},
                .target = "label"};
    EXPECT_EQ(different(table, folder.path() + "/p.npz"), "");
    const auto again = opened(folder.path() + "/p.npz");
    EXPECT_EQ(std::ranges::count(again->split, Part::Test), 2);
    EXPECT_EQ(std::ranges::count(again->split, Part::Validation), 1);
    // Classes that are words become numbers, and a note says which.
    table.columns[1].cells = Codes{ColumnArray<std::int32_t>{0, 1, 0, 1, 0, 1}, {"cat", "dog"}};
    std::vector<Message> notes;
    EXPECT_EQ(different(table, folder.path() + "/w.npz", &notes), "Column “label”: its values are read back as their numbers.\n");
    EXPECT_EQ(told(notes), "Arrays hold numbers, so the values of “label” are numbered: 0 = cat, 1 = dog.\n");
    // Text holds no pictures.
    EXPECT_EQ(different(table, folder.path() + "/p.csv"), "Column “image” cannot be written as text: its type is “Picture”.");
}

TEST(TableWrite, WhatIsReadOtherwiseIsTold)
{
    const test::DataFolder folder;
    const Table classes{.source = "npz",
                        .rows = 3,
                        .columns = {{"label", ColumnType::Category, Codes{ColumnArray<std::int32_t>{0, 1, 0}, {"3", "8"}}},
                                    {"x", ColumnType::Number, ColumnArray<double>{0.5, 1.5, 2.5}}}};
    EXPECT_EQ(different(classes, folder.path() + "/c.csv"), "Column “label” has the type “Category” and is read back with the type “Integer”.\n");
    const auto read = opened(folder.write("d.csv", "label,x\n3,0.5\n8,1.25\n"));
    const std::vector<std::uint32_t> rows = {0, 1};
    EXPECT_EQ(told(differences(classes, rows, *read).values), "Column “x”: 1 values are read back as others. The first is in row 2: “1.25” for “1.5”.\n");
    const std::vector<std::uint32_t> three = {0, 1, 2};
    EXPECT_EQ(told(differences(classes, three, *read).values), "3 rows were written, 2 are read back.\n");
}

} // namespace table_write_test
} // namespace loom
