// Steps that change pictures, by hand-made ones, and the way of a raw file through them.
#include "core/data_files.h"
#include "data/changed_pixels.h"
#include "data/dataset.h"
#include "data/sample_preview.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace loom {
namespace picture_steps_test {

using Bytes8 = std::vector<std::uint8_t>;

/// Behind a step, from one picture.
Picture behind(const PreparationStep& step, PictureShape shape, Bytes8 pixels)
{
    Table table;
    table.rows = 1;
    table.columns = {{"image", ColumnType::Image, std::make_shared<const MemoryPixels>(shape, std::move(pixels))}};
    const auto fitted = fit_steps({&step, 1}, table, "label", {});
    EXPECT_TRUE(fitted) << (fitted ? std::string() : render(fitted.error().message));
    const PixelStore& store = *table.columns[0].pixels();
    auto picture = store.picture(0, {});
    EXPECT_TRUE(picture);
    EXPECT_EQ(picture->shape, store.shape(0));
    EXPECT_EQ(picture->pixels.size(), picture->shape.bytes());
    return *picture;
}
Bytes8 sixteen()
{
    Bytes8 pixels(16);
    for (std::size_t i = 0; i < 16; ++i)
        pixels[i] = std::uint8_t(i);
    return pixels;
}
std::map<std::string, Value> sides(std::int64_t width, std::int64_t height)
{
    return {{"width", width}, {"height", height}};
}
std::map<std::string, Value> sides(std::int64_t width, std::int64_t height, const char* key, const char* choice)
{
    auto settings = sides(width, height);
    settings[key] = std::string(choice);
    return settings;
}

TEST(PictureSteps, CutTheMiddleOrTheMargins)
{
    const PictureShape four{1, 4, 4};
    EXPECT_EQ(behind({"picture_crop", {}, sides(2, 2)}, four, sixteen()).pixels, (Bytes8{5, 6, 9, 10}));
    EXPECT_EQ(behind({"picture_crop", {}, sides(2, 9)}, four, sixteen()).pixels, (Bytes8{1, 2, 5, 6, 9, 10, 13, 14}));
    std::map<std::string, Value> margins{{"way", std::string("margins")}, {"left", std::int64_t{1}}, {"top", std::int64_t{3}}};
    EXPECT_EQ(behind({"picture_crop", {}, margins}, four, sixteen()).pixels, (Bytes8{13, 14, 15}));
    margins["bottom"] = std::int64_t{1};
    Table table;
    table.rows = 1;
    table.columns = {{"image", ColumnType::Image, std::make_shared<const MemoryPixels>(four, sixteen())}};
    const PreparationStep step{"picture_crop", {}, margins};
    const auto refused = fit_steps({&step, 1}, table, "label", {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message, Language::English),
              "Step “Crop pictures”: Picture 1 has 4×4 pixels, and the margins leave nothing of it.");
}

TEST(PictureSteps, PadAllAround)
{
    const PictureShape two{1, 2, 2};
    EXPECT_EQ(behind({"picture_pad", {}, sides(4, 4)}, two, {1, 2, 3, 4}).pixels, (Bytes8{0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0}));
    EXPECT_EQ(behind({"picture_pad", {}, sides(4, 2, "filling", "white")}, two, {1, 2, 3, 4}).pixels, (Bytes8{255, 1, 2, 255, 255, 3, 4, 255}));
    EXPECT_EQ(behind({"picture_pad", {}, sides(4, 1, "filling", "edge")}, two, {1, 2, 3, 4}).pixels, (Bytes8{1, 1, 2, 2, 3, 3, 4, 4}));
}

TEST(PictureSteps, ResizeByCuttingPaddingOrStretching)
{
    // Left half 10, right half 90: 2 high, 4 wide.
    const PictureShape wide{1, 2, 4};
    const Bytes8 halves{10, 10, 90, 90, 10, 10, 90, 90};
    EXPECT_EQ(behind({"picture_resize", {}, sides(2, 2)}, wide, halves).pixels, (Bytes8{10, 90, 10, 90}));
    EXPECT_EQ(behind({"picture_resize", {}, sides(4, 4, "fit", "pad")}, wide, halves).pixels,
              (Bytes8{0, 0, 0, 0, 10, 10, 90, 90, 10, 10, 90, 90, 0, 0, 0, 0}));
    const Picture stretched = behind({"picture_resize", {}, sides(4, 4, "fit", "stretch")}, wide, halves);
    EXPECT_EQ(stretched.pixels, (Bytes8{10, 10, 90, 90, 10, 10, 90, 90, 10, 10, 90, 90, 10, 10, 90, 90}));
    const Picture small = behind({"picture_resize", {}, sides(1, 1, "fit", "stretch")}, wide, halves);
    EXPECT_EQ(small.pixels, Bytes8{50}); // The mean.
}

TEST(PictureSteps, GreyIsLuma)
{
    const Picture grey = behind({"picture_grey", {}, {}}, {3, 1, 2}, {255, 0, 0, 255, 0, 0});
    EXPECT_EQ(grey.shape, (PictureShape{1, 1, 2}));
    EXPECT_EQ(grey.pixels, (Bytes8{76, 150})); // 0.299·255, 0.587·255
}

/// 24 bits, rows from the bottom.
std::string bmp(int width, int height, auto value)
{
    const auto le = [](std::uint32_t v, int bytes) {
        std::string b;
        for (int i = 0; i < bytes; ++i)
            b += char(v >> (8 * i) & 0xff);
        return b;
    };
    const int line = (3 * width + 3) / 4 * 4;
    std::string file = "BM" + le(std::uint32_t(54 + line * height), 4) + le(0, 4) + le(54, 4) + le(40, 4) + le(std::uint32_t(width), 4) +
                       le(std::uint32_t(height), 4) + le(1, 2) + le(24, 2) + le(0, 4) + le(std::uint32_t(line * height), 4) + std::string(16, '\0');
    for (int y = height - 1; y >= 0; --y) {
        std::string row;
        for (int x = 0; x < width; ++x)
            row += std::string(3, char(value(x, y)));
        row.resize(std::size_t(line));
        file += row;
    }
    return file;
}

TEST(PictureSteps, ARawFileGoesTheSameWay)
{
    const test::DataFolder folder;
    for (int i = 0; i < 10; ++i)
        folder.write(std::string(i % 2 ? "a/" : "b/") + std::to_string(i) + ".bmp",
                     bmp(12 + i % 3, 9, [&](int x, int y) { return 20 * i + 3 * x + y; }));
    DataSetup setup;
    setup.path = folder.path();
    const auto bare = Dataset::open(setup);
    ASSERT_TRUE(bare) << render(bare.error().message);
    EXPECT_FALSE(to_json((*bare)->encoder()).contains("steps"));
    setup.steps = {{"picture_crop", {}, sides(10, 8)}, {"picture_grey", {}, {}}, {"picture_resize", {}, sides(6, 5)}, {"drop", {"image"}, {}}};
    const auto data = Dataset::open(setup);
    ASSERT_TRUE(data) << render(data.error().message);
    EXPECT_EQ((*data)->facts().sample, (Shape{1, 5, 6}));
    EXPECT_NE((*data)->fingerprint(), (*bare)->fingerprint());
    EXPECT_EQ((*data)->facts().mean.size(), 1u);
    for (const Message& note : (*data)->notes())
        EXPECT_EQ(render(note, Language::English).find("sizes"), std::string::npos); // They have one now.

    const auto encoder = encoder_from_json(to_json((*data)->encoder()));
    ASSERT_TRUE(encoder) << render(encoder.error().message);
    EXPECT_EQ(*encoder, (*data)->encoder());
    const PixelStore& names = *(*data)->table().image_column()->pixels();
    Bytes8 wanted(30), got(30);
    for (std::uint32_t row = 0; row < 10; ++row) {
        const auto one = open_samples(*encoder, (fs::path(folder.path()) / names.name(row)).string());
        ASSERT_TRUE(one) << render(one.error().message);
        ASSERT_TRUE((*data)->samples().picture(row, wanted));
        ASSERT_TRUE((*one)->picture(0, got));
        EXPECT_EQ(got, wanted);
    }
    // And a whole folder.
    const auto all = open_samples(*encoder, folder.path());
    ASSERT_TRUE(all);
    ASSERT_TRUE((*all)->picture(3, got) && (*data)->samples().picture(3, wanted));
    EXPECT_EQ(got, wanted);
}

TEST(PictureSteps, AreShownBeforeAndBehind)
{
    const test::DataFolder folder;
    for (int i = 0; i < 30; ++i)
        folder.write(std::string(i % 2 ? "a/" : "b/") + std::to_string(i) + ".bmp", bmp(8, 8, [&](int x, int) { return i + x; }));
    DataSetup setup;
    setup.path = folder.path();
    const auto opened = Dataset::open(setup);
    ASSERT_TRUE(opened);
    const Dataset& data = **opened;
    const StepInput input = step_input(data, {}, 0, false);
    const SamplePreview crop = preview_samples({"picture_crop", {}, sides(4, 2)}, data, input, 3, 4);
    ASSERT_EQ(crop.lines.size(), 3u);
    EXPECT_EQ(crop.lines[0].before[0].form.width, 8u);
    EXPECT_EQ(crop.lines[0].behind.size(), 1u);
    EXPECT_EQ(crop.lines[0].behind[0].form, (SampleForm{SampleForm::Kind::Picture, 3, 2, 4}));
    const SamplePreview noise = preview_samples({"augment_noise", {}, {}, false}, data, input, 3, 4);
    ASSERT_EQ(noise.lines.size(), 3u);
    ASSERT_EQ(noise.lines[0].behind.size(), 4u);
    EXPECT_NE(noise.lines[0].behind[0].values, noise.lines[0].behind[1].values);
    const SamplePreview mixed = preview_samples({"augment_mixup", {}, {}}, data, input, 3, 4);
    EXPECT_EQ(mixed.lines[0].before.size(), 2u);
    EXPECT_TRUE(preview_samples({"picture_crop", {"label"}, {}}, data, input, 3, 4).lines.empty());
    const auto effects = step_effects(data, std::vector<PreparationStep>{{"picture_crop", {}, sides(4, 2)}, {"augment_shift", {}, {}}});
    EXPECT_EQ(effects[0]->changed, 30u);
    EXPECT_FALSE(effects[1]->error);
}

} // namespace picture_steps_test
} // namespace loom
