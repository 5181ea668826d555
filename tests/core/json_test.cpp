// JSON arrays, objects of lists, and JSON in the wild.
#include "data/open.h"
#include "data_files.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace json_test {

using test::DataFolder;

std::shared_ptr<const Table> opened(const std::string& path)
{
    const auto table = open_data(path);
    if (!table) {
        ADD_FAILURE() << render(table.error().message);
        return std::make_shared<Table>();
    }
    return *table;
}

std::string message_of(const std::string& path)
{
    const auto table = open_data(path);
    return table ? "" : render(table.error().message);
}

std::vector<std::string> names_of(const Table& table)
{
    std::vector<std::string> names;
    for (const Column& c : table.columns)
        names.push_back(c.name);
    return names;
}

/// All cells of a column, joined by "|".
std::string cells(const Table& table, std::string_view name)
{
    std::string all;
    const Column* column = table.find(name);
    for (std::size_t row = 0; column && row < table.rows; ++row)
        all += (row ? "|" : "") + column->text(row);
    return all;
}

TEST(Json, KeysAreColumnsAndTypesAreKept)
{
    const DataFolder folder;
    const auto table = opened(folder.write("a.json", R"([
        {"name": "Ann", "age": 31, "weight": 61.5, "member": true, "born": "1993-02-01"},
        {"name": "Bo", "age": null, "weight": 70, "member": true, "born": "1988-11-23", "late": "x"},
        {"name": "李", "weight": 1e2, "member": true}
    ])"));
    EXPECT_EQ(table->source, "json");
    EXPECT_EQ(names_of(*table), (std::vector<std::string>{"name", "age", "weight", "member", "born", "late"}));
    EXPECT_EQ(cells(*table, "name"), "Ann|Bo|李");
    EXPECT_EQ(table->find("age")->type, ColumnType::Integer);
    EXPECT_EQ(cells(*table, "age"), "31||");
    EXPECT_EQ(table->find("weight")->type, ColumnType::Number);
    EXPECT_EQ(cells(*table, "weight"), "61.5|70|100");
    EXPECT_EQ(table->find("member")->type, ColumnType::Boolean) << "true alone is a truth value";
    EXPECT_EQ(table->find("born")->type, ColumnType::DateTime);
    EXPECT_EQ(cells(*table, "late"), "|x|");
}

TEST(Json, FlattensObjectsAndWritesArraysAsText)
{
    const DataFolder folder;
    const auto table = opened(folder.write("a.json", R"([
        {"a": {"b": 1, "c": {"d": "x"}}, "tags": ["red", "green"], "n": [1, 2.5, null, true], "deep": [[1, "q\""], {"k": []}], "none": []},
        {"a": {"b": 2}, "tags": []}
    ])"));
    EXPECT_EQ(names_of(*table), (std::vector<std::string>{"a.b", "a.c.d", "tags", "n", "deep", "none"}));
    EXPECT_EQ(cells(*table, "a.b"), "1|2");
    EXPECT_EQ(cells(*table, "a.c.d"), "x|");
    EXPECT_EQ(cells(*table, "tags"), "red\ngreen|");
    EXPECT_EQ(cells(*table, "n"), "1\n2.5\n\ntrue|");
    EXPECT_EQ(cells(*table, "deep"), R"([[1,"q\""],{"k":[]}]|)");
}

TEST(Json, RowsMayBeAPartOfAnObject)
{
    const DataFolder folder;
    const std::string path = folder.write("a.json", R"({"version": [1, 2], "meta": {"x": 1}, "items": [{"v": 9}, {"v": 8}, {"v": 7}], "data": [{"v": 1}, {"v": 2}]})");
    EXPECT_EQ(cells(*opened(path), "v"), "1|2");
    const SourceType& json = *find_source("json");
    const auto table = json.open({std::string("items")}, path, nullptr);
    ASSERT_TRUE(table);
    EXPECT_EQ(cells(**table, "v"), "9|8|7");
    EXPECT_FALSE(json.open({std::string("nowhere")}, path, nullptr));
}

TEST(Json, OneRowAlone)
{
    const DataFolder folder;
    const auto table = opened(folder.write("a.json", "{\"a\": 5, \"b\": {\"c\": \"x\"}}"));
    EXPECT_EQ(table->rows, 1u);
    EXPECT_EQ(cells(*table, "b.c"), "x");
}

TEST(Json, ObjectsOfColumns)
{
    const DataFolder folder;
    const auto table = opened(folder.write("a.json", R"({"x": [1, 2, 3], "y": ["a", null, "c"]})"));
    EXPECT_EQ(table->rows, 3u);
    EXPECT_EQ(cells(*table, "x"), "1|2|3");
    EXPECT_EQ(cells(*table, "y"), "a||c");
    const auto pandas = opened(folder.write("b.json", R"({"x":{"0":1,"1":2},"y":{"0":"a","1":"b"}})"));
    EXPECT_EQ(cells(*pandas, "x"), "1|2");
    EXPECT_EQ(cells(*pandas, "y"), "a|b");
    EXPECT_NE(message_of(folder.write("c.json", R"({"x": [1, 2, 3], "y": [1, 2]})")).find("other rows"), std::string::npos);
    EXPECT_NE(message_of(folder.write("d.json", R"({"ann": {"age": 3}, "bo": {"age": 4}})")).find("no list of rows"),
              std::string::npos);
}

TEST(Json, SetsAsideWhatIsNoRow)
{
    const DataFolder folder;
    const auto table = opened(folder.write("a.json", "[{\"a\": 1},\n7,\n{\"a\": NaN},\n{\"a\": 2}, {\"a\": 3}\n, {\"a\": 1e999}, {\"a\": 5}]"));
    EXPECT_EQ(table->rows, 4u);
    ASSERT_EQ(table->bad_row_count, 3u);
    EXPECT_EQ(table->bad_rows[0].place, "2");
    EXPECT_EQ(table->bad_rows[1].place, "3");
    EXPECT_EQ(table->bad_rows[2].place, "5");
    EXPECT_NE(message_of(folder.write("b.json", "[[1, 2], [3, 4]]")).find("is no table"), std::string::npos);
    EXPECT_NE(message_of(folder.write("c.json", "[{\"a\": 1},\n{\"a\": 2}")).find("line 2"), std::string::npos);
    EXPECT_NE(message_of(folder.write("d.json", "[]")).find("no rows"), std::string::npos);
    EXPECT_NE(message_of(folder.write("e.json", "[{\"a\": 1}] x")).find("damaged"), std::string::npos);
}

TEST(Json, AFolderOfPartsAndOneOfPieces)
{
    const DataFolder parts, pieces;
    parts.write("train.json", "[{\"a\": 1}, {\"a\": 2}]");
    parts.write("test.json", "[{\"b\": 3, \"a\": 3}]");
    const auto split = opened(parts.path());
    EXPECT_EQ(split->split, (std::vector<Part>{Part::Train, Part::Train, Part::Test}));
    EXPECT_EQ(cells(*split, "a"), "1|2|3");
    pieces.write("poems.1000.json", "[{\"a\": 3}]");
    pieces.write("poems.0.json", "[{\"a\": 1}, 7, {\"a\": 2}]");
    const auto all = opened(pieces.path());
    EXPECT_EQ(cells(*all, "a"), "1|2|3");
    EXPECT_TRUE(all->split.empty());
    ASSERT_EQ(all->bad_row_count, 1u);
    EXPECT_EQ(all->bad_rows[0].place, "poems.0.json:1");
}

TEST(Json, HostileOnesEndInAnErrorOrAreSetAside)
{
    const DataFolder folder;
    std::string deep = "[" + std::string(200'000, '[') + std::string(200'000, ']');
    EXPECT_NE(message_of(folder.write("deep.json", deep + "]")), "");
    std::string nested = "[";
    for (int i = 0; i < 50'000; ++i)
        nested += "{\"a\":";
    EXPECT_NE(message_of(folder.write("objects.json", nested + "1" + std::string(50'000, '}') + "]")), "");
    // Each row brings a key of its own.
    std::string wide = "[";
    for (int i = 0; i < 30'000; ++i)
        wide += (i ? ",{\"" : "{\"") + std::to_string(i) + "\":1}";
    EXPECT_NE(message_of(folder.write("wide.json", wide + "]")), "");
    // Cut anywhere and with any byte changed it is read or refused.
    const std::string whole = R"([{"a": "x\u00e9\n", "b": [1, {"c": null}]}, {"a": -1.5e3, "d": {"e": true}}])";
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_NE(message_of(folder.write("cut.json", whole.substr(0, size))), "") << size;
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = whole;
            changed[i] ^= char(1 << bit);
            (void)bool(find_source("json")->open({std::string()}, folder.write("changed.json", changed), nullptr));
        }
}

TEST(Json, CsvSpectrumSaysTheSameInBothFormats)
{
    const std::string data = test::shared_data("messy-csv/csv-spectrum");
    if (data.empty())
        GTEST_SKIP();
    std::size_t equal = 0, all = 0;
    for (const auto& entry : fs::directory_iterator(data + "/csvs")) {
        const std::string name = entry.path().stem().string();
        const auto csv = opened(entry.path().string());
        const auto json = find_source("json")->open({std::string()}, data + "/json/" + name + ".json", nullptr);
        bool same = json && csv->rows == (*json)->rows && names_of(*csv) == names_of(**json);
        for (std::size_t c = 0; same && c < csv->columns.size(); ++c)
            same = cells(*csv, csv->columns[c].name) == cells(**json, csv->columns[c].name);
        EXPECT_EQ(same, name != "location_coordinates") << name;
        equal += same;
        ++all;
    }
    EXPECT_EQ(all, 12u);
    EXPECT_EQ(equal, 11u);
}

TEST(Json, RealFiles)
{
    const std::string movies = test::shared_data("messy-csv/vega/movies.json"), poems = test::shared_data("chinese-poetry");
    if (movies.empty() || poems.empty())
        GTEST_SKIP();
    const auto table = opened(movies);
    EXPECT_EQ(table->rows, 3201u);
    EXPECT_EQ(table->find("IMDB Rating")->type, ColumnType::Number);
    EXPECT_EQ(table->find("US Gross")->type, ColumnType::Integer);
    EXPECT_EQ(table->find("Major Genre")->type, ColumnType::Category);
    const auto tang = opened(poems + "/quantangshi");
    EXPECT_EQ(tang->rows, 10'008u);
    EXPECT_EQ(tang->find("paragraphs")->type, ColumnType::Text);
    EXPECT_EQ(opened(poems + "/songci")->rows, 5000u);
    const auto chosen = opened(poems + "/tangshisanbaishou.json");
    EXPECT_GT(chosen->rows, 5u);
    EXPECT_TRUE(chosen->find("type"));
}

} // namespace json_test
} // namespace loom
