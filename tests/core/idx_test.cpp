#include "base/process.h"
#include "base/random.h"
#include "data/dataset.h"
#include "data/open.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <zlib.h>

namespace loom {
namespace idx_test {

using test::DataFolder;

std::string big32(std::uint32_t v)
{
    return {char(v >> 24), char(v >> 16), char(v >> 8), char(v)};
}

std::string images_file(std::uint32_t n, std::uint32_t height = 3, std::uint32_t width = 2)
{
    std::string file = std::string("\0\0\x08\x03", 4) + big32(n) + big32(height) + big32(width);
    for (std::uint32_t i = 0; i < n * height * width; ++i)
        file += char(i % 251);
    return file;
}

std::string labels_file(std::uint32_t n)
{
    std::string file = std::string("\0\0\x08\x01", 4) + big32(n);
    for (std::uint32_t i = 0; i < n; ++i)
        file += char(i % 3);
    return file;
}

std::string packed(const std::string& text)
{
    z_stream z{};
    deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 100, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = uInt(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = uInt(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

TEST(Idx, ReadsAPair)
{
    const DataFolder folder;
    folder.write("train-images-idx3-ubyte", images_file(5));
    folder.write("train-labels-idx1-ubyte", labels_file(5));
    const auto table = open_data(folder.path());
    ASSERT_TRUE(table) << render(table.error().message);
    EXPECT_EQ((*table)->source, "idx");
    EXPECT_EQ((*table)->rows, 5u);
    EXPECT_TRUE((*table)->split.empty());
    const PixelStore* pixels = (*table)->image_column()->pixels();
    EXPECT_EQ(pixels->shape(0), (PictureShape{1, 3, 2}));
    EXPECT_EQ(pixels->in_memory(1)[0], 6);
    EXPECT_EQ((*table)->find("label")->text(4), "1");
}

TEST(Idx, PackedIsTheSame)
{
    const DataFolder plain, gz;
    for (const std::string part : {"train", "t10k"}) {
        plain.write(part + "-images-idx3-ubyte", images_file(7));
        plain.write(part + "-labels-idx1-ubyte", labels_file(7));
        gz.write(part + "-images-idx3-ubyte.gz", packed(images_file(7)));
        gz.write(part + "-labels-idx1-ubyte.gz", packed(labels_file(7)));
    }
    const auto a = open_data(plain.path()), b = open_data(gz.path());
    ASSERT_TRUE(a);
    ASSERT_TRUE(b);
    EXPECT_EQ(fingerprint((*a)->columns[0]), fingerprint((*b)->columns[0]));
    EXPECT_EQ(fingerprint((*a)->columns[1]), fingerprint((*b)->columns[1]));
    ASSERT_EQ((*b)->split.size(), 14u);
    EXPECT_EQ((*b)->split[6], Part::Train);
    EXPECT_EQ((*b)->split[7], Part::Test);
}

TEST(Idx, CutOffAnywhereIsAnErrorThatSaysHowMuchIsMissing)
{
    const std::string images = images_file(4), labels = labels_file(4);
    for (std::size_t n = 0; n < images.size(); ++n) {
        const DataFolder folder;
        folder.write("train-images-idx3-ubyte", images.substr(0, n));
        folder.write("train-labels-idx1-ubyte", labels);
        const auto table = open_data(folder.path());
        ASSERT_FALSE(table) << n;
        const std::string text = render(table.error().message, Language::English);
        EXPECT_NE(text.find("train-images-idx3-ubyte"), text.npos) << text;
        EXPECT_NE(text.find(" " + std::to_string(n) + " were found"), text.npos) << n << ": " << text;
        if (n >= 16) {
            EXPECT_NE(text.find(std::to_string(images.size()) + " bytes"), text.npos) << text;
        }
    }
    for (std::size_t n = 0; n < labels.size(); ++n) {
        const DataFolder folder;
        folder.write("train-images-idx3-ubyte", images);
        folder.write("train-labels-idx1-ubyte", labels.substr(0, n));
        EXPECT_FALSE(open_data(folder.path())) << n;
    }
}

TEST(Idx, PackedAndCutOffAnywhereIsAnError)
{
    const std::string images = packed(images_file(40));
    for (std::size_t n = 0; n < images.size(); ++n) {
        const DataFolder folder;
        folder.write("train-images-idx3-ubyte.gz", images.substr(0, n));
        EXPECT_FALSE(open_data(folder.path())) << n << " of " << images.size();
    }
    const DataFolder folder;
    folder.write("train-images-idx3-ubyte.gz", images);
    EXPECT_TRUE(open_data(folder.path()));
}

TEST(Idx, BytesTooManyAreAnError)
{
    const DataFolder folder;
    folder.write("train-images-idx3-ubyte", images_file(4) + "x");
    EXPECT_FALSE(open_data(folder.path()));
}

TEST(Idx, WrongBeginningsAreRefused)
{
    for (const std::string& start : {std::string("\1\0\x08\x03", 4), std::string("\0\0\x0d\x03", 4),
                                     std::string("\0\0\x08\x07", 4), std::string("\0\0\x08\0", 4)}) {
        const DataFolder folder;
        folder.write("train-images-idx3-ubyte", start + images_file(4).substr(4));
        EXPECT_FALSE(open_data(folder.path()));
    }
}

TEST(Idx, ClaimsAreNotBelieved)
{
    // 2^32 pictures of 2^32 × 2^32: no memory is taken for them.
    const std::string header = std::string("\0\0\x08\x03", 4) + std::string(12, '\xff');
    const DataFolder plain, gz;
    plain.write("train-images-idx3-ubyte", header + "abc");
    gz.write("train-images-idx3-ubyte.gz", packed(header + "abc"));
    EXPECT_FALSE(open_data(plain.path()));
    EXPECT_FALSE(open_data(gz.path()));
}

TEST(IdxDeathTest, ASmallFileTakesNoMoreMemoryThanItHolds)
{
    // It says 300 MB and holds one; that it could hold so much has been checked by then.
    std::string text = std::string("\0\0\x08\x03", 4) + big32(300) + big32(1000) + big32(1000);
    Random random(1, 1);
    for (int i = 0; i < 1 << 20; ++i)
        text += char(random.below(256));
    const DataFolder folder;
    folder.write("train-images-idx3-ubyte.gz", packed(text));
    EXPECT_EXIT(
        {
            const std::size_t before = peak_resident_bytes();
            const bool opened = bool(open_data(folder.path()));
            std::_Exit(!opened && peak_resident_bytes() - before < std::size_t{150} << 20 ? 0 : 1); // Sanitizers take some.
        },
        testing::ExitedWithCode(0), "");
}

TEST(Idx, LabelsMustBelongToThePictures)
{
    const DataFolder folder;
    folder.write("train-images-idx3-ubyte", images_file(5));
    folder.write("train-labels-idx1-ubyte", labels_file(4));
    const auto table = open_data(folder.path());
    ASSERT_FALSE(table);
    EXPECT_NE(render(table.error().message, Language::English).find("4 labels"), std::string::npos);
}

TEST(Idx, ReadsMnist)
{
    const std::string path = test::shared_data("mnist");
    if (path.empty())
        GTEST_SKIP() << "no shared data";
    DataSetup setup;
    setup.path = path;
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().sample, (Shape{1, 28, 28}));
    EXPECT_EQ((*data)->facts().classes.size(), 10u);
    EXPECT_EQ((*data)->rows(Part::Train).size(), 54'000u);
    EXPECT_EQ((*data)->rows(Part::Validation).size(), 6'000u);
    EXPECT_EQ((*data)->rows(Part::Test).size(), 10'000u);
    // The whole training file's mean is 0.13066 × 255 = 33.32.
    EXPECT_NEAR((*data)->facts().mean[0], 33.32, 0.2);
    EXPECT_NEAR((*data)->facts().deviation[0], 78.57, 0.3);
    EXPECT_EQ((*data)->label(0), 5);
    EXPECT_EQ((*data)->label(60'000), 7);
}

} // namespace idx_test
} // namespace loom
