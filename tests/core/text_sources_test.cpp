#include "data/open.h"
#include "data_files.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace text_sources_test {

std::shared_ptr<const Table> opened(const std::string& path)
{
    auto table = open_data(path);
    EXPECT_TRUE(table) << render(table.error().message);
    return table ? *table : std::make_shared<const Table>();
}

std::string notes(const Table& t)
{
    std::string out;
    for (const Message& note : t.notes)
        out += render(note, Language::English) + "\n";
    return out;
}

TEST(TextFolder, FoldersAreClassesAndParts)
{
    const test::DataFolder folder;
    for (const char* part : {"train", "test"})
        for (const char* label : {"pos", "neg"})
            for (int i = 0; i < 3; ++i)
                folder.write(std::string("imdb/") + part + "/" + label + "/" + std::to_string(i) + "_7.txt",
                             std::string(label) + " text\nof <br /> two lines " + std::to_string(i) + "\n");
    folder.write("imdb/train/unsup/1.txt", "nobody said");
    folder.write("imdb/README", "about");
    for (const std::string& path : {folder.path() + "/imdb", folder.path()}) { // Or the folder around it.
        const auto t = opened(path);
        EXPECT_EQ(t->source, "text_folder");
        ASSERT_EQ(t->rows, 13u);
        ASSERT_EQ(t->columns.size(), 3u);
        EXPECT_EQ(t->columns[0].type, ColumnType::Text);
        EXPECT_EQ(t->columns[0].text(0), "neg text\nof <br /> two lines 0\n");
        EXPECT_EQ(t->columns[1].text(0), "neg");
        EXPECT_EQ(t->columns[1].text(3), "pos");
        EXPECT_TRUE(t->columns[1].missing(6));
        EXPECT_EQ(t->target, "label");
        EXPECT_TRUE(t->columns[2].text(0).ends_with("train/neg/0_7.txt"));
        EXPECT_EQ(t->split[6], Part::Train);
        EXPECT_EQ(t->split[7], Part::Test);
    }
}

TEST(TextFolder, EncodingsOddNamesAndWhatIsNoText)
{
    const test::DataFolder folder;
    const std::string gbk = "\xBE\xC6\xB5\xEA\xBA\xDC\xBA\xC3"; // 酒店很好
    folder.write("好/一 二.txt", "酒店很好");
    folder.write("好/gbk.txt", gbk);
    folder.write("bad/" + std::string(251, 'n') + ".txt", "long name");
    folder.write("bad/no ending", "without an ending");
    folder.write("bad/\xFF.txt", "odd name");
    folder.write("bad/empty.txt", "");
    folder.write("bad/blank.txt", " \n\n");
    folder.write("bad/zero.txt", std::string("a\0b, and more of it that follows", 31));
    folder.write("bad/other.bin", "x");
    const auto t = opened(folder.path());
    ASSERT_EQ(t->rows, 5u);
    EXPECT_EQ(t->bad_row_count, 3u);
    EXPECT_EQ(t->columns[0].text(3), "酒店很好");
    EXPECT_EQ(t->columns[0].text(4), "酒店很好");
    EXPECT_EQ(t->columns[1].text(4), "好");
    EXPECT_NE(notes(*t).find("1 texts were read as GB18030"), std::string::npos) << notes(*t);
    EXPECT_NE(notes(*t).find("One file is no text"), std::string::npos) << notes(*t);
    EXPECT_NE(notes(*t).find("3 of 8 texts"), std::string::npos) << notes(*t);

    const test::DataFolder empty;
    fs::create_directories(fs::path(empty.path()) / "a" / "b");
    EXPECT_FALSE(open_data(empty.path()));
    const SourceType& type = *find_source("text_folder");
    EXPECT_FALSE(type.open(defaults(type), empty.path(), nullptr));
    empty.write("a/b/nothing.txt", "");
    EXPECT_FALSE(open_data(empty.path()));
}

TEST(TextFolder, OtherFoldersAreNotTaken)
{
    const test::DataFolder folder; // More of something else than of texts.
    folder.write("sub/notes.txt", "text");
    folder.write("sub/a.bin", "x");
    folder.write("sub/b.bin", "x");
    EXPECT_FALSE(open_data(folder.path()));
    const test::DataFolder tables; // Tables for training and testing beside texts.
    for (const char* name : {"x_train.csv", "x_test.csv"})
        tables.write(name, "a,b\n1,2\n3,4\n");
    for (const char* name : {"pos/1.txt", "pos/2.txt", "neg/1.txt", "neg/2.txt"})
        tables.write(name, "text");
    EXPECT_EQ(opened(tables.path())->source, "csv");
}

TEST(TextLines, EachLineIsAText)
{
    const test::DataFolder folder;
    const auto t = opened(folder.write("input.txt", "First line:\r\n\r\nSecond, line  \n\n\nlast"));
    EXPECT_EQ(t->source, "text_lines");
    ASSERT_EQ(t->rows, 3u);
    EXPECT_EQ(t->columns.size(), 1u);
    EXPECT_EQ(t->columns[0].text(0), "First line:");
    EXPECT_EQ(t->columns[0].text(1), "Second, line");
    EXPECT_NE(notes(*t).find("3 empty lines"), std::string::npos) << notes(*t);
    const SourceType& type = *find_source("text_lines");
    Values values = defaults(type);
    values[*type.index_of("separator")] = std::string("empty_line");
    const auto paragraphs = type.open(values, folder.write("p.txt", "one\ntwo\n\n\nthree\n"), nullptr);
    ASSERT_TRUE(paragraphs);
    ASSERT_EQ((*paragraphs)->rows, 2u);
    EXPECT_EQ((*paragraphs)->columns[0].text(0), "one\ntwo");
    EXPECT_FALSE(open_data(folder.write("blank.txt", "\n \n")));
    EXPECT_FALSE(open_data(folder.write("binary.txt", std::string("some text with a \0 in it", 24))));
    EXPECT_EQ(opened(folder.write("gbk.txt", "\xBE\xC6\xB5\xEA\xBA\xDC\xBA\xC3\n\xBE\xC6\xB5\xEA\n"))->columns[0].text(1), "酒店");
    // A table is one even so.
    EXPECT_EQ(opened(folder.write("t.txt", "title one\t1\ntitle two\t0\nother\t1\n"))->source, "csv");
}

TEST(TextLines, PercentLinesDivideTexts)
{
    const test::DataFolder folder;
    folder.write("README.txt", "about");
    folder.write("song.txt", "\x1B[32m题目\x1B[m\n一\n\n二\n%\n三\n%\n");
    folder.write("tang.txt", "四\n%\n五\n");
    const auto one = opened(folder.path() + "/song.txt");
    ASSERT_EQ(one->rows, 2u);
    EXPECT_EQ(one->columns[0].text(0), "题目\n一\n\n二");
    EXPECT_NE(notes(*one).find("2 signs that colour a terminal"), std::string::npos) << notes(*one);
    const auto both = opened(folder.path());
    EXPECT_EQ(both->source, "text_lines");
    ASSERT_EQ(both->rows, 4u);
    EXPECT_EQ(both->columns[1].text(3), "tang");
}

TEST(TextLines, FilesOfAFolderAreParts)
{
    const test::DataFolder folder;
    folder.write("train.txt", "a b c\nd e f\n");
    folder.write("valid.txt", "g\n");
    folder.write("test.txt", "h\ni\nj\n");
    const auto t = opened(folder.path());
    ASSERT_EQ(t->rows, 6u);
    EXPECT_EQ(t->columns.size(), 1u);
    EXPECT_EQ(t->split, (std::vector<Part>{Part::Train, Part::Train, Part::Validation, Part::Test, Part::Test, Part::Test}));
}

} // namespace text_sources_test
} // namespace loom
