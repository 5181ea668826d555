#include "data/batches.h"
#include "data/open.h"
#include "data_files.h"

#include <gtest/gtest.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#include <algorithm>
#include <cmath>

namespace loom {
namespace picture_test {

using Bytes = std::vector<std::uint8_t>;

std::span<const std::uint8_t> bytes(const std::string& text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// A smooth picture, pixel by pixel, so that JPEG keeps it nearly whole.
Bytes gradient(int channels, int height, int width)
{
    Bytes out;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                out.push_back(std::uint8_t((c == 0 ? 255 * x / width : c == 1 ? 255 * y / height : 128)));
    return out;
}

std::string png(int channels, int height, int width, const Bytes& pixels)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = png_uint_32(width);
    image.height = png_uint_32(height);
    image.format = channels == 1 ? PNG_FORMAT_GRAY : channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
    std::string out(size, '\0');
    png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr);
    out.resize(size);
    return out;
}

std::string jpeg(int channels, int height, int width, const Bytes& pixels, int orientation = 1)
{
    jpeg_compress_struct info;
    jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = unsigned(width);
    info.image_height = unsigned(height);
    info.input_components = channels;
    info.in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 98, TRUE);
    jpeg_start_compress(&info, TRUE);
    if (orientation != 1) {
        const unsigned char exif[] = {'E', 'x',  'i', 'f', 0,
                                      0,   'I',  'I', 42,  0,
                                      8,   0,    0,   0,   1,
                                      0,   0x12, 1,   3,   0,
                                      1,   0,    0,   0,   static_cast<unsigned char>(orientation),
                                      0,   0,    0,   0,   0,
                                      0,   0};
        jpeg_write_marker(&info, JPEG_APP0 + 1, exif, sizeof exif);
    }
    while (info.next_scanline < info.image_height) {
        JSAMPROW row =
            const_cast<JSAMPROW>(pixels.data() + std::size_t(info.next_scanline) * std::size_t(width * channels));
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    std::string out(reinterpret_cast<char*>(memory), size);
    free(memory);
    return out;
}

std::string webp(int height, int width, const Bytes& rgb)
{
    std::uint8_t* memory = nullptr;
    const std::size_t size = WebPEncodeLosslessRGB(rgb.data(), width, height, width * 3, &memory);
    std::string out(reinterpret_cast<char*>(memory), size);
    WebPFree(memory);
    return out;
}

std::string little(std::uint32_t v, int n)
{
    std::string out;
    for (int i = 0; i < n; ++i)
        out += i < 4 ? char(v >> (8 * i)) : '\0';
    return out;
}

/// 24 bits, rows from the bottom as usual.
std::string bmp(int height, int width, const Bytes& rgb)
{
    const int stride = (width * 3 + 3) / 4 * 4;
    std::string out = "BM" + little(54 + std::uint32_t(stride * height), 4) + little(0, 4) + little(54, 4) +
                      little(40, 4) + little(std::uint32_t(width), 4) + little(std::uint32_t(height), 4) +
                      little(1, 2) + little(24, 2) + little(0, 24);
    for (int y = height - 1; y >= 0; --y) {
        std::string row;
        for (int x = 0; x < width; ++x)
            for (int c = 2; c >= 0; --c)
                row += char(rgb[std::size_t((y * width + x) * 3 + c)]);
        row.resize(std::size_t(stride));
        out += row;
    }
    return out;
}

int at(const Picture& p, int c, int y, int x)
{
    return p.pixels[std::size_t((c * p.shape.height + y) * p.shape.width + x)];
}

TEST(Picture, EveryFormatGivesTheSamePixels)
{
    const int height = 24, width = 40;
    const Bytes rgb = gradient(3, height, width);
    const struct {
        const char* name;
        std::string file;
        int tolerance;
    } files[] = {{"png", png(3, height, width, rgb), 0},
                 {"jpeg", jpeg(3, height, width, rgb), 8},
                 {"webp", webp(height, width, rgb), 0},
                 {"bmp", bmp(height, width, rgb), 0}};
    for (const auto& [name, file, tolerance] : files) {
        const auto shape = inspect_picture(bytes(file));
        ASSERT_TRUE(shape) << name;
        EXPECT_EQ(*shape, (PictureShape{3, height, width})) << name;
        const auto picture = decode_picture(bytes(file));
        ASSERT_TRUE(picture) << name;
        ASSERT_EQ(picture->shape, *shape) << name;
        for (int c = 0; c < 3; ++c)
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x)
                    ASSERT_NEAR(at(*picture, c, y, x), rgb[std::size_t((y * width + x) * 3 + c)], tolerance)
                        << name << c << " " << y << " " << x;
    }
}

TEST(Picture, CutOffAnywhereIsAnErrorNeverACrash)
{
    const Bytes rgb = gradient(3, 16, 16);
    for (const std::string& file : {png(3, 16, 16, rgb), jpeg(3, 16, 16, rgb), webp(16, 16, rgb), bmp(16, 16, rgb)})
        for (std::size_t n = 0; n + 14 < file.size(); ++n) {
            const std::string part = file.substr(0, n);
            static_cast<void>(inspect_picture(bytes(part)));
            EXPECT_FALSE(decode_picture(bytes(part))) << file.substr(0, 4) << " " << n << " of " << file.size();
        }
}

TEST(Picture, DamagedBytesNeverCrash)
{
    const Bytes rgb = gradient(3, 16, 16);
    for (const std::string& file : {png(3, 16, 16, rgb), jpeg(3, 16, 16, rgb), webp(16, 16, rgb), bmp(16, 16, rgb)})
        for (std::size_t i = 0; i < file.size(); ++i)
            for (int bit : {0, 7}) {
                std::string damaged = file;
                damaged[i] = char(damaged[i] ^ (1 << bit));
                static_cast<void>(decode_picture(bytes(damaged)));
            }
}

TEST(Picture, BombsAreRefusedBeforeMemoryIsTaken)
{
    std::string bomb = png(1, 4, 4, gradient(1, 4, 4));
    for (std::size_t i : {16u, 20u}) // 60 000 × 60 000.
        bomb.replace(i, 4, std::string("\x00\x00\xEA\x60", 4));
    const auto shape = inspect_picture(bytes(bomb));
    ASSERT_FALSE(shape);
    EXPECT_NE(render(shape.error().message, Language::English).find("60000"), std::string::npos);
    EXPECT_FALSE(decode_picture(bytes(bomb)));
    EXPECT_FALSE(decode_picture(bytes(bmp(1, 1, {1, 2, 3}).replace(18, 8, "\xff\xff\xff\x7f\xff\xff\xff\x7f"))));
}

TEST(Picture, OrientationIsFollowed)
{
    // Dark left half: after a quarter turn to the right it is the upper half.
    Bytes pixels;
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 32; ++x)
            pixels.push_back(x < 16 ? 0 : 255);
    const auto turned = decode_picture(bytes(jpeg(1, 16, 32, pixels, 6)));
    ASSERT_TRUE(turned);
    EXPECT_EQ(turned->shape, (PictureShape{1, 32, 16}));
    EXPECT_LT(at(*turned, 0, 4, 8), 40);
    EXPECT_GT(at(*turned, 0, 28, 8), 215);
    const auto half = decode_picture(bytes(jpeg(1, 16, 32, pixels, 3)));
    ASSERT_TRUE(half);
    EXPECT_GT(at(*half, 0, 8, 4), 215);
    const auto left = decode_picture(bytes(jpeg(1, 16, 32, pixels, 8)));
    ASSERT_TRUE(left);
    EXPECT_GT(at(*left, 0, 4, 8), 215);
}

TEST(Picture, OtherKindsBecomeGreyOrColour)
{
    // Half transparent black lies on white.
    Bytes rgba;
    for (int i = 0; i < 16; ++i)
        rgba.insert(rgba.end(), {0, 0, 0, std::uint8_t(i < 8 ? 0 : 255)});
    const auto clear = decode_picture(bytes(png(4, 4, 4, rgba)));
    ASSERT_TRUE(clear);
    EXPECT_EQ(clear->shape.channels, 3);
    EXPECT_EQ(at(*clear, 0, 0, 0), 255);
    EXPECT_EQ(at(*clear, 0, 3, 3), 0);
    // CMYK without a mark of Adobe: no ink is white.
    const auto cmyk = decode_picture(bytes(jpeg(4, 8, 8, Bytes(8 * 8 * 4, 0))));
    ASSERT_TRUE(cmyk);
    EXPECT_EQ(cmyk->shape, (PictureShape{3, 8, 8}));
    EXPECT_EQ(decode_picture(bytes(jpeg(1, 8, 8, Bytes(64, 77))))->shape.channels, 1);
}

TEST(Picture, FittingAveragesAndKeepsFlatColours)
{
    Bytes flat(3 * 50 * 70, 93), small(3 * 7 * 9);
    fit_picture(flat, {3, 50, 70}, {3, 7, 9}, small);
    EXPECT_TRUE(std::ranges::all_of(small, [](int v) { return v == 93; }));
    // A chess board of single pixels becomes grey.
    Bytes board;
    for (int i = 0; i < 64 * 64; ++i)
        board.push_back((i / 64 + i % 64) % 2 ? 255 : 0);
    Bytes grey(8 * 8);
    fit_picture(board, {1, 64, 64}, {1, 8, 8}, grey);
    for (int v : grey)
        EXPECT_NEAR(v, 127, 4);
    Bytes large(4 * 4), tiny = {0, 100, 200, 255};
    fit_picture(tiny, {1, 2, 2}, {1, 4, 4}, large);
    EXPECT_EQ(large[0], 0);
    EXPECT_EQ(large[15], 255);
    Bytes rgb = {255, 0, 0}, one(1);
    fit_picture(rgb, {3, 1, 1}, {1, 1, 1}, one);
    EXPECT_EQ(one[0], 76);
}

TEST(Picture, JpegAtReducedScaleIsLargeEnough)
{
    const std::string file = jpeg(3, 200, 300, gradient(3, 200, 300));
    for (int side : {10, 25, 26, 50, 99, 101, 200}) {
        const auto picture = decode_picture(bytes(file), {3, side, side});
        ASSERT_TRUE(picture);
        EXPECT_GE(picture->shape.height, side);
        EXPECT_GE(picture->shape.width, side);
        if (side <= 25) {
            EXPECT_EQ(picture->shape.height, 25);
        }
    }
}

// ---- Folders --------------------------------------------------------------------------------------------------------

class PictureFolder : public testing::Test {
protected:
    void SetUp() override
    {
        for (int i = 0; i < 12; ++i) {
            folder.write("cat/img" + std::to_string(i) + ".png", png(3, 10, 12, Bytes(360, std::uint8_t(10 + i))));
            folder.write("狗/img" + std::to_string(i) + ".jpg", jpeg(3, 20, 16, Bytes(960, std::uint8_t(200 + i))));
        }
        folder.write("cat/notes.txt", "no picture");
        folder.write(".hidden/x.png", "no");
    }
    test::DataFolder folder;
};

TEST_F(PictureFolder, ClassesAreFolders)
{
    const auto table = open_data(folder.path());
    ASSERT_TRUE(table) << render(table.error().message);
    EXPECT_EQ((*table)->source, "image_folder");
    EXPECT_EQ((*table)->rows, 24u);
    EXPECT_EQ((*table)->find("label")->text(0), "cat");
    EXPECT_EQ((*table)->find("label")->text(23), "狗");
    // img2 before img10.
    EXPECT_EQ((*table)->image_column()->pixels()->name(2), "cat/img2.png");
    EXPECT_EQ((*table)->bad_row_count, 0u);
}

TEST_F(PictureFolder, BrokenPicturesAreListedAndTheRestIsUsed)
{
    const std::string whole = jpeg(3, 20, 16, gradient(3, 20, 16));
    folder.write("cat/a-empty.png", "");
    folder.write("cat/b-text.jpg", "this is no picture");
    folder.write("cat/c-cut.jpg", whole.substr(0, whole.size() - 40)); // The header is good, the pixels are not.
    std::string bomb = png(1, 4, 4, gradient(1, 4, 4));
    for (std::size_t i : {16u, 20u})
        bomb.replace(i, 4, std::string("\x00\x00\xEA\x60", 4));
    folder.write("狗/bomb.png", bomb);
    const auto table = open_data(folder.path());
    ASSERT_TRUE(table);
    EXPECT_EQ((*table)->rows, 25u);
    ASSERT_EQ((*table)->bad_rows.size(), 3u);
    EXPECT_EQ((*table)->bad_rows[0].place, "cat/a-empty.png");
    EXPECT_EQ((*table)->bad_rows[2].place, "狗/bomb.png");

    DataSetup setup;
    setup.path = folder.path();
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().rows, 24);
    EXPECT_EQ((*data)->samples().unreadable().size(), 1u);
    bool told = false;
    for (const Message& note : (*data)->notes())
        told = told || render(note, Language::English).find("c-cut.jpg") != std::string::npos;
    EXPECT_TRUE(told);
}

TEST_F(PictureFolder, WhatDoesNotFitIsDecodedOnDemandAndBrokenOnesWeighNothing)
{
    const std::string whole = jpeg(3, 20, 16, gradient(3, 20, 16));
    folder.write("cat/c-cut.jpg", whole.substr(0, whole.size() - 40));
    DataSetup setup;
    setup.path = folder.path();
    setup.picture_size = 8;
    const auto fits = *Dataset::open(setup);
    const auto large = *Dataset::open(setup, nullptr, 5 * 3 * 8 * 8);
    EXPECT_TRUE(fits->samples().fits());
    EXPECT_FALSE(large->samples().fits());
    EXPECT_EQ(large->facts().rows, 25);
    BatchStream stream(large, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14},
                       {.size = 5, .epochs = 2, .threads = 3});
    std::vector<float> expected(3 * 8 * 8);
    std::size_t weightless = 0;
    while (const Batch* batch = stream.next())
        for (std::size_t i = 0; i < 5; ++i) {
            weightless += batch->weights[i] == 0;
            fits->fill({&batch->rows[i], 1}, expected);
            EXPECT_TRUE(std::equal(expected.begin(), expected.end(),
                                   batch->samples.begin() + std::ptrdiff_t(i * expected.size())));
        }
    EXPECT_EQ(weightless, 2u);
    EXPECT_EQ(stream.unreadable(), 2u);
}

TEST_F(PictureFolder, PartsAreFolders)
{
    test::DataFolder parts;
    for (const char* part : {"train", "val", "Test"})
        for (const char* name : {"a", "b"})
            for (int i = 0; i < 3; ++i)
                parts.write(std::string(part) + "/" + name + "/" + std::to_string(i) + ".png",
                            png(1, 5, 5, Bytes(25, 9)));
    const auto table = open_data(parts.path());
    ASSERT_TRUE(table);
    EXPECT_EQ((*table)->rows, 18u);
    EXPECT_EQ(std::ranges::count((*table)->split, Part::Validation), 6);
    EXPECT_EQ(std::ranges::count((*table)->split, Part::Test), 6);
    EXPECT_EQ(std::get<Codes>((*table)->find("label")->cells).names, (std::vector<std::string>{"a", "b"}));
}

TEST_F(PictureFolder, OneFileIsASample)
{
    DataSetup setup;
    setup.path = folder.path();
    setup.picture_size = 6;
    const auto data = *Dataset::open(setup);
    const auto samples = open_samples(data->encoder(), folder.write("new.bmp", bmp(9, 11, Bytes(297, 50))));
    ASSERT_TRUE(samples) << render(samples.error().message);
    std::vector<float> out(3 * 6 * 6);
    const std::uint32_t row = 0;
    (*samples)->fill({&row, 1}, out);
    EXPECT_TRUE(std::ranges::all_of(out, [](float v) { return v == 50; }));
    EXPECT_FALSE(open_samples(data->encoder(), folder.write("bad.png", "\x89PNG\r\n\x1a\n no")));
}

TEST(ImageFolder, ClothingSmall)
{
    const std::string path = test::shared_data("clothing-small");
    if (path.empty())
        GTEST_SKIP() << "no shared data";
    DataSetup setup;
    setup.path = path;
    setup.picture_size = 64;
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().sample, (Shape{3, 64, 64}));
    EXPECT_EQ((*data)->facts().classes.size(), 10u);
    EXPECT_EQ((*data)->table().rows, 1905u);
    EXPECT_FALSE((*data)->table().split.empty());
}

} // namespace picture_test
} // namespace loom
