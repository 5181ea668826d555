#include "data/open.h"
#include "data_files.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace json_lines_test {

using test::DataFolder;

TEST(JsonLines, ReadsObjectsLineByLine)
{
    const DataFolder folder;
    const std::string text = "\xEF\xBB\xBF{\"text\": \"好\", \"stars\": 5}\r\n\r\n{\"stars\": 4, \"user\": {\"id\": \"007\"}}\n{\"text\": \"bad\"}";
    for (const char* name : {"a.jsonl", "a.ndjson", "a.json", "a.txt"}) {
        const auto table = open_data(folder.write(name, text));
        ASSERT_TRUE(table) << name << ": " << render(table.error().message);
        EXPECT_EQ((*table)->source, "json_lines") << name;
        EXPECT_EQ((*table)->rows, 3u);
        ASSERT_EQ((*table)->columns.size(), 3u);
        EXPECT_EQ((*table)->find("text")->text(0), "好");
        EXPECT_EQ((*table)->find("stars")->text(1), "4");
        EXPECT_EQ((*table)->find("stars")->text(2), "");
        EXPECT_EQ((*table)->find("user.id")->text(1), "007");
    }
}

TEST(JsonLines, SetsBadLinesAsideWithLineAndReason)
{
    const DataFolder folder;
    const auto table = open_data(folder.write("a.jsonl", "{\"a\": 1}\n{\"a\": \n\n[1]\n{\"a\": 2, \"c\": tru}\n{\"a\": 3}\n{\"a\":4}\n{\"a\":5}\n"));
    ASSERT_TRUE(table);
    EXPECT_EQ((*table)->rows, 4u);
    EXPECT_EQ((*table)->columns.size(), 1u) << "a bad line brings no column";
    ASSERT_EQ((*table)->bad_row_count, 3u);
    EXPECT_EQ((*table)->bad_rows[0].place, "2");
    EXPECT_EQ((*table)->bad_rows[1].place, "4");
    EXPECT_EQ((*table)->bad_rows[2].place, "5");
    EXPECT_NE(render((*table)->bad_rows[1].reason), "");
    EXPECT_FALSE(open_data(folder.write("b.jsonl", "{\"a\": 1}\nx\ny\nz\n")));
    EXPECT_FALSE(open_data(folder.write("c.jsonl", "\n\n")));
}

TEST(JsonLines, NotesNameTheLine)
{
    const DataFolder folder;
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += i == 30 ? "{\"v\": \"none of it\"}\n" : "{\"v\": " + std::to_string(i) + "}\n";
    const auto table = open_data(folder.write("a.jsonl", text));
    ASSERT_TRUE(table);
    ASSERT_EQ((*table)->notes.size(), 1u);
    EXPECT_NE(render((*table)->notes[0]).find("line 31"), std::string::npos) << render((*table)->notes[0]);
}

TEST(JsonLines, PartsAndCuts)
{
    const DataFolder folder;
    folder.write("train.jsonl", "{\"a\": 1}\n{\"a\": 2}\n");
    folder.write("val.jsonl", "{\"a\": 3}\n");
    const auto table = open_data(folder.path());
    ASSERT_TRUE(table);
    EXPECT_EQ((*table)->split, (std::vector<Part>{Part::Train, Part::Train, Part::Validation}));
    std::string whole;
    for (int i = 0; i < 200; ++i)
        whole += "{\"a\": " + std::to_string(i) + ", \"b\": [\"x\", {\"c\": \"" + std::to_string(i * i) + "\"}]}\n";
    const DataFolder cuts;
    for (std::size_t size = 97; size < whole.size(); size += 97) {
        const auto cut = open_data(cuts.write("a.jsonl", whole.substr(0, size)));
        ASSERT_TRUE(cut) << size;
        EXPECT_LE((*cut)->bad_row_count, 1u);
    }
}

} // namespace json_lines_test
} // namespace loom
