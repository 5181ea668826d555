#include "base/process.h"
#include "exchange/safetensors.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>

using namespace loom;

namespace safetensors_test {

std::string file_of(std::string_view header, std::size_t data_bytes, std::optional<std::uint64_t> claimed = {})
{
    const std::uint64_t length = claimed.value_or(header.size());
    std::string out(8, '\0');
    std::memcpy(out.data(), &length, 8);
    return (out += header) + std::string(data_bytes, '\0');
}

std::string refusal_of(std::string content)
{
    const auto parsed = Safetensors::parse(std::move(content), "m");
    return parsed ? std::string("accepted") : render(parsed.error().message, Language::English);
}

class SafetensorsFile : public testing::Test {
protected:
    SafetensorsFile() { fs::create_directories(folder); }
    ~SafetensorsFile() override { fs::remove_all(folder); }
    fs::path folder = fs::temp_directory_path() / ("loom-safetensors-" + std::to_string(getpid()));
};

TEST_F(SafetensorsFile, WhatIsWrittenIsRead)
{
    const std::vector<float> weights{1.5f, -2, std::nanf(""), INFINITY, 0, 1e-30f};
    const std::vector<std::int64_t> clock{1, INT64_MIN};
    const std::vector<std::int32_t> labels{7};
    const std::vector<std::uint8_t> pixels{0, 255, 3};
    const std::vector<float> none;
    const std::map<std::string, TensorBytes> tensors{{"w", tensor_bytes({2, 3}, weights)},
                                                     {"clock", tensor_bytes({2}, clock)},
                                                     {"one", tensor_bytes({}, labels)},
                                                     {"pixels", tensor_bytes({3}, pixels)},
                                                     {"层 1", tensor_bytes({0, 4}, none)}};
    ASSERT_TRUE(write_safetensors(folder / "a", tensors, {{"epoch", "3"}}));
    const auto file = Safetensors::read(folder / "a");
    ASSERT_TRUE(file) << render(file.error().message);
    EXPECT_EQ(file->metadata(), (Metadata{{"epoch", "3"}}));
    EXPECT_EQ(file->names().size(), 5u);
    const auto read = file->floats("w");
    EXPECT_EQ(std::memcmp(read.data(), weights.data(), weights.size() * 4), 0);
    EXPECT_EQ(file->at("w").shape, (Shape{2, 3}));
    EXPECT_EQ(file->at("clock").element, Element::I64);
    EXPECT_EQ(file->floats("one"), std::vector<float>{7});
    EXPECT_EQ(file->floats("pixels"), (std::vector<float>{0, 255, 3}));
    EXPECT_TRUE(file->floats("层 1").empty());
    EXPECT_EQ(file->at("one").shape, Shape{});
}

TEST_F(SafetensorsFile, EqualContentGivesEqualBytes)
{
    const std::vector<float> a{1, 2}, b{3};
    std::map<std::string, TensorBytes> tensors{{"z", tensor_bytes({2}, a)}, {"a", tensor_bytes({1}, b)}};
    ASSERT_TRUE(write_safetensors(folder / "1", tensors, {{"x", "1"}, {"b", "2"}}));
    ASSERT_TRUE(write_safetensors(folder / "2", tensors, {{"b", "2"}, {"x", "1"}}));
    const std::string content = *read_file(folder / "1");
    EXPECT_EQ(content, *read_file(folder / "2"));
    std::uint64_t length = 0;
    std::memcpy(&length, content.data(), 8);
    EXPECT_EQ(length % 8, 0u);
    EXPECT_EQ(content.size(), 8 + length + 12);
}

TEST(Safetensors, TheFormatsOwnCorners)
{
    EXPECT_EQ(refusal_of(file_of("{}", 0)), "accepted");
    EXPECT_EQ(refusal_of(file_of("{}      ", 0)), "accepted");
    EXPECT_EQ(refusal_of(file_of(R"({"t":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})", 4)), "accepted");
    EXPECT_EQ(refusal_of(file_of(R"({"t":{"dtype":"F32","shape":[2,0],"data_offsets":[0,0]}})", 0)), "accepted");
    EXPECT_EQ(
        refusal_of(file_of(
            R"({"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
            3)),
        "accepted");
    const auto doubles =
        Safetensors::parse(file_of(R"({"t":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})", 8), "m");
    ASSERT_TRUE(doubles);
    EXPECT_EQ(doubles->floats("t"), std::vector<float>{0});
}

TEST(Safetensors, MalformedFilesAreRefused)
{
    const std::string good = R"({"t":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}})";
    ASSERT_EQ(refusal_of(file_of(good, 16)), "accepted");
    for (
        const auto& [what, content] : std::initializer_list<std::pair<const char*, std::string>>{
            {"too small", "x"},
            {"empty", ""},
            {"length without header", std::string("\x3c\0\0\0\0\0\0\0", 8)},
            {"header too large", file_of("{}", 0, 100'000'001)},
            {"header length overflows", file_of("{}", 0, ~std::uint64_t{0})},
            {"header longer than the file", file_of("{}", 0, 60)},
            {"no brace first", file_of(" {}", 0)},
            {"not UTF-8", file_of("{\"\xff\":\"\"}", 0)},
            {"not JSON", file_of("{", 0)},
            {"not an object", file_of("[]", 0)},
            {"rubbish after the header", file_of("{}x", 0)},
            {"empty header", file_of("", 0)},
            {"trailing bytes", file_of(good, 17)},
            {"missing bytes", file_of(good, 15)},
            {"shape and offsets disagree", file_of(R"({"t":{"dtype":"I32","shape":[2,3],"data_offsets":[0,16]}})", 16)},
            {"offset not from 0", file_of(R"({"t":{"dtype":"I32","shape":[2,2],"data_offsets":[4,20]}})", 20)},
            {"end before begin", file_of(R"({"t":{"dtype":"U8","shape":[0],"data_offsets":[4,0]}})", 4)},
            {"zero-size tensor beyond the end", file_of(R"({"t":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}})", 0)},
            {"overflowing shape",
             file_of(R"({"t":{"dtype":"I32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,16]}})",
                     16)},
            {"shape beyond 2^63",
             file_of(R"({"t":{"dtype":"I32","shape":[18446744073709551615],"data_offsets":[0,16]}})", 16)},
            {"negative size", file_of(R"({"t":{"dtype":"I32","shape":[-2,-2],"data_offsets":[0,16]}})", 16)},
            {"fractional size", file_of(R"({"t":{"dtype":"I32","shape":[2.0,2],"data_offsets":[0,16]}})", 16)},
            {"hole",
             file_of(
                 R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
                 3)},
            {"overlap",
             file_of(
                 R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
                 3)},
            {"same span twice",
             file_of(
                 R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
                 2)},
            {"name twice",
             file_of(
                 R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})",
                 0)},
            {"key twice in a tensor",
             file_of(R"({"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}})", 0)},
            {"metadata twice", file_of(R"({"__metadata__":{},"__metadata__":{}})", 0)},
            {"metadata key twice", file_of(R"({"__metadata__":{"a":"1","a":"2"}})", 0)},
            {"metadata with a number", file_of(R"({"__metadata__":{"a":1}})", 0)},
            {"metadata is a string", file_of(R"({"__metadata__":"a"})", 0)},
            {"nested metadata", file_of(R"({"__metadata__":{"a":{}}})", 0)},
            {"unknown type", file_of(R"({"t":{"dtype":"F33","shape":[0],"data_offsets":[0,0]}})", 0)},
            {"type is a number", file_of(R"({"t":{"dtype":5,"shape":[0],"data_offsets":[0,0]}})", 0)},
            {"no type", file_of(R"({"t":{"shape":[0],"data_offsets":[0,0]}})", 0)},
            {"no offsets", file_of(R"({"t":{"dtype":"U8","shape":[0]}})", 0)},
            {"three offsets", file_of(R"({"t":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}})", 0)},
            {"unknown entry", file_of(R"({"t":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"more":1}})", 0)},
            {"nested shape", file_of(R"({"t":{"dtype":"U8","shape":[[0]],"data_offsets":[0,0]}})", 0)},
            {"tensor is null", file_of(R"({"t":null})", 0)},
            {"comment", file_of("{/* */}", 0)},
            {"deep", file_of("{\"t\":" + std::string(100'000, '['), 0)}}) {
        const std::string message = refusal_of(content);
        EXPECT_NE(message, "accepted") << what;
        EXPECT_NE(message.find('m'), message.npos) << what;
    }
}

TEST(Safetensors, TheTensorToBlameIsNamed)
{
    const std::string head = R"({"good":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"layer.weight":{)", end = "}}";
    for (const char* entry : {
             R"("dtype":"U8","shape":[1],"data_offsets":[3,4])",                     // A gap.
             R"("dtype":"U8","shape":[2],"data_offsets":[1,3])",                     // An overlap.
             R"("dtype":"F32","shape":[2],"data_offsets":[2,4])",                    // Fewer bytes than elements.
             R"("dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[2,4])", // A size that overflows.
             R"("dtype":"C64","shape":[],"data_offsets":[2,4])",
             R"("dtype":"U8","shape":[2])",
             R"("dtype":"U8","shape":[2],"data_offsets":[2])",
         })
        EXPECT_NE(refusal_of(file_of(head + entry + end, 4)).find("layer.weight"), std::string::npos) << entry;
}

TEST(Safetensors, AHeaderOfEndlessShapesTakesNoMemory)
{
    std::string header = R"({"layer.weight":{"dtype":"U8","shape":[)";
    while (header.size() < 60'000'000)
        header += "1,1,1,1,1,1,1,1,";
    std::string content = file_of(header + R"(1],"data_offsets":[0,1]}})", 1);
    const auto before = peak_resident_bytes();
    EXPECT_NE(refusal_of(std::move(content)).find("layer.weight"), std::string::npos);
    EXPECT_LT(peak_resident_bytes(), before + (16u << 20));
}

TEST_F(SafetensorsFile, ALargeFileThatIsNoneTakesNoMemory)
{
    constexpr std::uint64_t size = std::uint64_t{1} << 33;
    const std::string missing = file_of(R"({"layer.weight":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 0),
                      no_header(16, '\0');
    for (const auto& [content, named] : {std::pair(missing, "describes"), std::pair(no_header, "header")}) {
        std::ofstream(folder / "sparse", std::ios::binary) << content;
        fs::resize_file(folder / "sparse", size);
        const auto before = peak_resident_bytes();
        const auto read = Safetensors::read(folder / "sparse");
        ASSERT_FALSE(read);
        EXPECT_NE(render(read.error().message, Language::English).find(named), std::string::npos)
            << render(read.error().message, Language::English);
        EXPECT_LT(peak_resident_bytes(), before + (16u << 20));
    }
}

TEST(Safetensors, AMillionEntriesAreRefused)
{
    std::string header = "{";
    for (int i = 0; i < 1'000'000; ++i)
        header += (i ? ",\"" : "\"") + std::to_string(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    EXPECT_EQ(refusal_of(file_of(header + "}", 0)), "m has more than 100000 entries.");
}

TEST_F(SafetensorsFile, EveryTruncationAndEveryFlippedBitIsSurvived)
{
    const std::vector<float> a{1, 2, 3};
    ASSERT_TRUE(write_safetensors(folder / "a", {{"a", tensor_bytes({3}, a)}, {"b", tensor_bytes({1, 3}, a)}},
                                  {{"epoch", "1"}}));
    const std::string whole = *read_file(folder / "a");
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_NE(refusal_of(whole.substr(0, n)), "accepted") << n;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = char(damaged[bit / 8] ^ (1 << bit % 8));
        if (const auto parsed = Safetensors::parse(damaged, "m")) {
            for (const std::string& name : parsed->names())
                EXPECT_LE(parsed->floats(name).size(), 6u);
        }
    }
}

} // namespace safetensors_test
