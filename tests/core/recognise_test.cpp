// Which source a path is given to, where several could read it.
#include "data/open.h"
#include "data_files.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace recognise_test {

std::string source_of(const std::string& path)
{
    const auto source = recognise_source(path);
    return source ? std::string((*source)->id) : render(source.error().message);
}

TEST(Recognise, APictureBesideOtherFilesMakesNoFolderOfPictures)
{
    const test::DataFolder tables, texts, photos;
    tables.write("measured.csv", "a,b,label\n1,2,x\n2,1,y\n3,4,x\n");
    tables.write("logo.png", "x");
    tables.write("figures/plot.png", "x");
    for (const char* name : {"notes.csv", "more.csv", "again.csv"})
        tables.write(std::string("other/") + name, "a,b\n1,2\n");
    EXPECT_EQ(source_of(tables.path()), "csv");
    for (int i = 0; i < 4; ++i) {
        texts.write("bad/" + std::to_string(i) + ".txt", "a text");
        texts.write("good/" + std::to_string(i) + ".txt", "another text");
    }
    texts.write("good/cover.jpg", "x");
    EXPECT_EQ(source_of(texts.path()), "text_folder");
    photos.write("cat/1.jpg", "x");
    photos.write("cat/2.jpg", "x");
    photos.write("readme.md", "x");
    EXPECT_EQ(source_of(photos.path()), "image_folder");
}

TEST(Recognise, AnEmptyFileSaysThatItIsEmpty)
{
    const test::DataFolder folder;
    folder.write("silence.wav", "");
    const auto source = recognise_source(folder.path() + "/silence.wav");
    ASSERT_FALSE(source);
    EXPECT_EQ(render(source.error().message), folder.path() + "/silence.wav is empty (0 bytes).");
    EXPECT_FALSE(render(source.error().hint).empty());
}

} // namespace recognise_test
} // namespace loom
