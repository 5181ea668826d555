// numpy's arrays as data.
#include "archive_files.h"
#include "base/npz.h"
#include "data/dataset.h"
#include "data/open.h"

#include <gtest/gtest.h>

namespace loom {
namespace npz_source_test {

using test::DataFolder;
using Arrays = std::vector<std::pair<std::string, TensorBytes>>;

const std::vector<std::uint8_t> pixels = [] {
    std::vector<std::uint8_t> v(10 * 4 * 5 * 3);
    for (std::size_t i = 0; i < v.size(); ++i)
        v[i] = std::uint8_t(i % 251);
    return v;
}();
const std::vector<std::uint8_t> labels = {2, 0, 1, 2, 0, 1, 2, 0, 1, 2};

TensorBytes bytes(Shape shape)
{
    const std::size_t n = count(shape);
    return tensor_bytes(std::move(shape), std::span<const std::uint8_t>(pixels).first(n));
}
TensorBytes some_labels(Shape shape)
{
    const std::size_t n = count(shape);
    return tensor_bytes(std::move(shape), std::span<const std::uint8_t>(labels).first(n));
}

std::string written(const DataFolder& folder, const std::string& name, const Arrays& arrays)
{
    const std::string path = folder.path() + "/" + name;
    EXPECT_TRUE(write_npz(path, arrays));
    return path;
}

std::shared_ptr<const Table> opened(const std::string& path)
{
    const auto table = open_data(path);
    if (!table) {
        ADD_FAILURE() << render(table.error().message);
        return std::make_shared<Table>();
    }
    return *table;
}

TEST(NpzSource, NamesGiveTheParts)
{
    const DataFolder folder;
    using Names = std::array<std::string, 6>;
    for (const Names& n : {Names{"x_test", "y_test", "x_train", "y_train", "x_val", "y_val"},
                           Names{"test_images", "test_labels", "train_images", "train_labels", "val_images", "val_labels"},
                           Names{"testX", "testY", "trainX", "trainY", "validX", "validY"}}) {
        const auto table = opened(written(folder, "a.npz", {{n[0], bytes({2, 4, 5})},
                                                            {n[1], some_labels({2, 1})},
                                                            {n[2], bytes({5, 4, 5})},
                                                            {n[3], some_labels({5, 1})},
                                                            {n[4], bytes({3, 4, 5})},
                                                            {n[5], some_labels({3, 1})}}));
        EXPECT_EQ(table->source, "npz");
        ASSERT_EQ(table->rows, 10u);
        EXPECT_EQ(table->split, (std::vector<Part>{Part::Train, Part::Train, Part::Train, Part::Train, Part::Train, Part::Validation,
                                                   Part::Validation, Part::Validation, Part::Test, Part::Test}));
        ASSERT_EQ(table->columns.size(), 2u);
        EXPECT_EQ(table->image_column()->pixels()->shape(0), (PictureShape{1, 4, 5}));
        EXPECT_EQ(table->image_column()->pixels()->in_memory(6)[3], pixels[23]) << "the second one of the validation part";
        EXPECT_EQ(table->target, "label");
        EXPECT_EQ(table->find("label")->type, ColumnType::Category);
        EXPECT_EQ(table->find("label")->text(0), "2");
        EXPECT_EQ(table->find("label")->text(9), "0");
    }
}

TEST(NpzSource, ColoursFirstOrLast)
{
    const DataFolder folder;
    const auto last = opened(written(folder, "a.npz", {{"images", bytes({10, 4, 5, 3})}, {"labels", some_labels({10})}}));
    const PixelStore* store = last->image_column()->pixels();
    EXPECT_EQ(store->shape(0), (PictureShape{3, 4, 5}));
    EXPECT_EQ(store->in_memory(0)[1], pixels[3]) << "red of the second pixel";
    EXPECT_EQ(store->in_memory(0)[20], pixels[1]) << "green of the first";
    const auto first = opened(written(folder, "b.npz", {{"images", bytes({10, 3, 4, 5})}}));
    EXPECT_EQ(first->image_column()->pixels()->shape(0), (PictureShape{3, 4, 5}));
    EXPECT_EQ(first->image_column()->pixels()->in_memory(1)[7], pixels[67]);
    EXPECT_EQ(first->target, "");
}

TEST(NpzSource, NumbersBecomeColumns)
{
    const DataFolder folder;
    const std::vector<float> x = {1, 2, 3, 4, 5, 6}, y = {0.5f, 1.5f, std::numeric_limits<float>::infinity()};
    const std::vector<std::int64_t> id = {7, 8, 9}, mean = {1, 2};
    const auto table = opened(written(folder, "a.npz", {{"x", tensor_bytes({3, 2}, std::span<const float>(x))},
                                                        {"y", tensor_bytes({3}, std::span<const float>(y))},
                                                        {"id", tensor_bytes({3}, std::span<const std::int64_t>(id))},
                                                        {"mean", tensor_bytes({2}, std::span<const std::int64_t>(mean))}}));
    ASSERT_EQ(table->columns.size(), 4u);
    EXPECT_EQ(table->find("x 2")->number(1), 4);
    EXPECT_EQ(table->target, "target");
    EXPECT_EQ(table->find("target")->number(1), 1.5);
    EXPECT_TRUE(table->find("target")->missing(2));
    EXPECT_EQ(table->find("id")->type, ColumnType::Integer);
    EXPECT_EQ(table->notes.size(), 2u) << "the infinite one, and what was passed over";
}

TEST(NpzSource, PicturesOfFractions)
{
    const DataFolder folder;
    std::vector<float> x(4 * 8 * 8);
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = float(i % 256) / 255;
    const auto table = opened(written(folder, "a.npz", {{"x", tensor_bytes({4, 8, 8}, std::span<const float>(x))}}));
    ASSERT_TRUE(table->image_column());
    EXPECT_EQ(table->image_column()->pixels()->in_memory(0)[63], 63);
    x[0] = -1;
    EXPECT_FALSE(open_data(written(folder, "b.npz", {{"x", tensor_bytes({4, 8, 8}, std::span<const float>(x))}})));
}

TEST(NpzSource, AFolderOfNpyFiles)
{
    const DataFolder folder;
    ASSERT_TRUE(write_npy(folder.path() + "/x_train.npy", bytes({4, 4, 5})));
    ASSERT_TRUE(write_npy(folder.path() + "/y_train.npy", some_labels({4})));
    written(folder, "kmnist-test-imgs.npz", {{"arr_0", bytes({2, 4, 5})}});
    written(folder, "kmnist-test-labels.npz", {{"arr_0", some_labels({2})}});
    const auto table = opened(folder.path());
    EXPECT_EQ(table->rows, 6u);
    EXPECT_EQ(table->target, "label");
    EXPECT_EQ(table->split.back(), Part::Test);
    const auto alone = opened(folder.path() + "/x_train.npy");
    EXPECT_EQ(alone->rows, 4u);
}

TEST(NpzSource, SaysWhatDoesNotFit)
{
    const DataFolder folder;
    const auto message = [&](const Arrays& arrays) {
        const auto table = open_data(written(folder, "bad.npz", arrays));
        return table ? std::string() : render(table.error().message);
    };
    EXPECT_NE(message({{"x_train", bytes({4, 4, 5})}, {"y_train", some_labels({3})}}).find("3 labels"), std::string::npos);
    EXPECT_NE(message({{"x_train", bytes({4, 4, 5})}, {"x_test", bytes({4, 5, 4})}}).find("4×5×4"), std::string::npos);
    EXPECT_NE(message({{"a", bytes({1, 1, 1, 1, 1})}}).find("no arrays"), std::string::npos);
    EXPECT_NE(message({{"x", bytes({0, 4, 5})}}).find("no arrays"), std::string::npos);
}

TEST(NpzSource, CutsAndChangedBytesAreRefusedOrRead)
{
    const DataFolder folder;
    const std::string whole = *read_file(written(folder, "a.npz", {{"x_train", bytes({5, 4, 5})}, {"y_train", some_labels({5})}}));
    for (std::size_t size = 0; size < whole.size(); size += 97)
        EXPECT_FALSE(open_data(folder.write("cut.npz", whole.substr(0, size)))) << size;
    for (int i = 0; i < 2000; ++i) {
        std::string changed = whole;
        changed[std::size_t(i) * 7 % changed.size()] ^= char(1 << (i % 8));
        (void)bool(open_data(folder.write("changed.npz", changed)));
    }
    const std::string npy = whole.substr(whole.find("\x93NUMPY"), 228);
    for (std::size_t size = 8; size < npy.size(); size += 7)
        EXPECT_FALSE(open_data(folder.write("cut.npy", npy.substr(0, size)))) << size;
}

TEST(NpzSource, WhatNumpyWroteBesideTheNumbersIsPassedOver)
{
    const DataFolder folder;
    // Texts, as numpy stores the names of features.
    std::string names = "\x93NUMPY";
    const std::string header = "{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }\n";
    names += std::string("\1\0", 2) + char(header.size()) + '\0' + header + std::string("a\0\0\0b\0\0\0", 8);
    const std::vector<float> x = {1, 2, 3, 4};
    const std::string path = folder.path() + "/x.npy";
    ASSERT_TRUE(write_npy(path, tensor_bytes({2, 2}, std::span<const float>(x))));
    const auto zip = [&](const std::string& name) {
        fs::rename(test::packed(folder, "zip", {{"x.npy", *read_file(path)}, {name, names}}), folder.path() + "/a.npz");
        return folder.path() + "/a.npz";
    };
    const auto table = opened(zip("feature_names.npy"));
    EXPECT_EQ(table->columns.size(), 2u);
    ASSERT_EQ(table->notes.size(), 1u);
    EXPECT_NE(render(table->notes[0]).find("<U1"), std::string::npos);
    EXPECT_FALSE(open_data(zip("labels.npy"))) << "labels are not passed over";
}

TEST(NpzSource, ChineseNamesOfOldProgramsAreReadable)
{
    const DataFolder folder;
    const std::vector<float> x = {1, 2, 3};
    const std::string path = folder.path() + "/x.npy";
    ASSERT_TRUE(write_npy(path, tensor_bytes({3}, std::span<const float>(x))));
    std::string zip = *read_file(test::packed(folder, "zip", {{"XXXX.npy", *read_file(path)}, {"y.npy", *read_file(path)}}));
    for (std::size_t at = 0; (at = zip.find("XXXX", at)) != zip.npos; at += 4)
        zip.replace(at, 4, "\xc9\xed\xb8\xdf"); // 身高 in GBK.
    const auto table = opened(folder.write("gbk.npz", zip));
    ASSERT_EQ(table->columns.size(), 2u);
    EXPECT_TRUE(table->find("身高")) << table->columns[0].name;
}

TEST(NpzSource, PneumoniaMnist)
{
    const std::string data = test::shared_data("pneumonia-mnist");
    if (data.empty())
        GTEST_SKIP();
    for (const std::string& path : {data, data + "/pneumoniamnist.npz"}) {
        const auto table = opened(path);
        ASSERT_EQ(table->rows, 2428u + 270 + 468);
        EXPECT_EQ(std::ranges::count(table->split, Part::Train), 2428);
        EXPECT_EQ(std::ranges::count(table->split, Part::Validation), 270);
        EXPECT_EQ(std::ranges::count(table->split, Part::Test), 468);
        EXPECT_EQ(table->image_column()->pixels()->shape(0), (PictureShape{1, 28, 28}));
        EXPECT_EQ(std::get<Codes>(table->find("label")->cells).names, (std::vector<std::string>{"0", "1"}));
        EXPECT_TRUE(Dataset::make(table, {}));
    }
}

} // namespace npz_source_test
} // namespace loom
