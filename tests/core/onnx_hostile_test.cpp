// Files that were not made by a friendly program: each is refused with the name of the node or tensor to blame, and
// nothing large is ever held.
#include "base/process.h"
#include "core/onnx_kit.h"
#include "core/shadows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>

using namespace loom;
using namespace loom::onnx_kit;

namespace onnx_hostile_test {

Result<OnnxProgram> read(const Graph& graph)
{
    const fs::path file = fs::path(testing::TempDir()) / ("loom-hostile-" + std::to_string(::getpid()) + ".onnx");
    EXPECT_TRUE(bool(write_file(file, graph.model())));
    auto result = read_onnx(file, {});
    fs::remove(file);
    return result;
}

void expect_refused(const Graph& graph, const std::string& named)
{
    const auto result = read(graph);
    ASSERT_FALSE(bool(result)) << "should be refused, naming " << named;
    EXPECT_NE(render(result.error().message, Language::English).find(named), std::string::npos)
        << render(result.error().message, Language::English);
    EXPECT_FALSE(result.error().hint.empty());
}

TEST(HostileOnnx, AFriendlyFileOfTheSameMakingIsRead)
{
    const auto result = read(
        {.nodes = {node("Add", {"x", "w"}, "y")}, .initializers = {tensor("w", Float, {1}, std::string(4, '\0'))}});
    ASSERT_TRUE(bool(result)) << render(result.error().message);
    EXPECT_EQ(result->program.at(result->outputs[0]).shape, (Shape{2, 3}));
}

TEST(HostileOnnx, FunctionsOfTheModelAreReadInTheirPlace)
{
    // own.Twice(v; to) = Cast(v + v, to); the caller says which type that is, and both names "v" are its own.
    const std::string of_caller = bytes(5, bytes(1, "to") + bytes(21, "type") + number(20, 2));
    const std::string twice =
        function("Twice", {"v"}, "r", {node("Add", {"v", "v"}, "s"), node("Cast", {"s"}, "r", of_caller)});
    const std::string call = bytes(7, "own") + attribute("type", Int64);
    const auto result =
        read({.nodes = {node("Twice", {"x"}, "v", call), node("Twice", {"v"}, "y", call)}, .functions = {twice}});
    ASSERT_TRUE(bool(result)) << render(result.error().message);
    const Program& program = result->program;
    EXPECT_EQ(program.at(result->outputs[0]).dtype, DType::I64);
    int sums = 0;
    for (const Op& op : program.ops)
        sums += std::holds_alternative<Binary>(op);
    EXPECT_EQ(sums, 2);
    // Names outside are not known inside.
    const std::string stealing = function("Steal", {"v"}, "r", {node("Add", {"v", "x"}, "r")});
    expect_refused({.nodes = {node("Steal", {"x"}, "y", bytes(7, "own"))}, .functions = {stealing}},
                   "node of Steal/node of Add");
    // One that calls itself never ends.
    const std::string endless = function("Endless", {"v"}, "r", {node("Endless", {"v"}, "r", bytes(7, "own"))});
    expect_refused({.nodes = {node("Endless", {"x"}, "y", bytes(7, "own"))}, .functions = {endless}}, "Endless");
}

TEST(HostileOnnx, UnknownOperatorsAreNamedWithTheirNode)
{
    expect_refused({.nodes = {node("Loop", {"x"}, "y")}}, "Loop");
    expect_refused({.nodes = {node("Loop", {"x"}, "y")}}, "node of Loop");
    expect_refused({.nodes = {node("Relu", {"x"}, "y", bytes(7, "some.domain"))}}, "node of Relu");
}

TEST(HostileOnnx, TensorsOfImpossibleShapesAreNamed)
{
    auto with = [](const Shape& dims, const std::string& raw = "", const std::string& more = "") {
        return Graph{.nodes = {node("Add", {"x", "heavy"}, "y")},
                     .initializers = {tensor("heavy", Float, dims, raw, more)}};
    };
    const auto before = peak_resident_bytes();
    expect_refused(with({-1}), "heavy");
    expect_refused(with({std::int64_t{1} << 62, 8}), "heavy");
    expect_refused(with({std::int64_t{1} << 32, std::int64_t{1} << 32}), "heavy");
    expect_refused(with({0, std::int64_t{1} << 62}), "heavy");
    expect_refused(with(Shape(9, 1), std::string(4, '\0')), "heavy");
    expect_refused(with({1 << 30}), "heavy"); // Fewer bytes than it says.
    expect_refused(with({2}, std::string(7, '\0')), "heavy");
    EXPECT_LT(peak_resident_bytes(), before + (std::size_t{64} << 20));
}

// ---- Values beside the file (“external data”) -----------------------------------------------------------------------

/// A folder of its own with the model "model.onnx": y = x + heavy, heavy being a tensor of `dims` with these entries.
class OnnxBeside : public testing::Test {
protected:
    using Entries = std::vector<std::pair<std::string, std::string>>;

    void SetUp() override
    {
        fs::remove_all(root_);
        fs::create_directories(folder_ / "sub");
        put(folder_ / "weights", std::string(8, 'x') + raw(std::vector<float>{1, 2, 3}));
        put(root_ / "secret", raw(std::vector<float>{7, 7, 7}));
    }
    void TearDown() override { fs::remove_all(root_); }
    static void put(const fs::path& file, const std::string& content) { ASSERT_TRUE(bool(write_file(file, content))); }

    static std::string heavy(const Entries& entries, const Shape& dims = {3}, const std::string& more = number(14, 1))
    {
        std::string out;
        for (auto d : dims)
            out += number(1, d);
        out += number(2, Float) + bytes(8, "heavy") + more;
        for (const auto& [key, v] : entries)
            out += bytes(13, bytes(1, key) + bytes(2, v));
        return out;
    }
    Result<OnnxProgram> read(const std::string& tensor) const
    {
        put(folder_ / "model.onnx",
            Graph{.nodes = {node("Add", {"x", "heavy"}, "y")}, .initializers = {tensor}}.model());
        return read_onnx(folder_ / "model.onnx", {});
    }
    void expect_refused(const std::string& tensor, const std::string& why) const
    {
        const auto result = read(tensor);
        ASSERT_FALSE(bool(result)) << why;
        const std::string message = render(result.error().message, Language::English),
                          hint = render(result.error().hint, Language::English);
        EXPECT_NE(message.find("heavy"), std::string::npos) << message;
        EXPECT_NE((message + hint).find(why), std::string::npos) << message << " " << hint;
    }

    const fs::path root_ = fs::path(testing::TempDir()) / ("loom-beside-" + std::to_string(::getpid())),
                   folder_ = root_ / "model";
};

TEST_F(OnnxBeside, ValuesInTheFolderAreRead)
{
    fs::copy_file(folder_ / "weights", folder_ / "sub" / "weights");
    for (const Entries& entries : {Entries{{"location", "weights"}, {"offset", "8"}, {"length", "12"}},
                                   Entries{{"location", "./sub/weights"}, {"offset", "8"}}}) {
        const auto result = read(heavy(entries));
        ASSERT_TRUE(bool(result)) << render(result.error().message);
        const auto& tensors = result->program.tensors;
        EXPECT_TRUE(std::ranges::any_of(tensors, [](const Tensor& t) {
            return t.init.values == std::vector<double>{1, 2, 3};
        }));
    }
    const fs::path before = fs::current_path();
    fs::current_path(folder_); // A model that is named without its folder lies in this one.
    EXPECT_TRUE(bool(read_onnx("model.onnx", {})));
    fs::current_path(before);
}

TEST_F(OnnxBeside, NothingOutsideTheFolderIsOpened)
{
    for (const std::string& place :
         {std::string("../secret"), std::string("sub/../../secret"), std::string("sub/.."), (root_ / "secret").string(),
          std::string(""), std::string("sub/"), std::string("weights\0", 8)})
        expect_refused(heavy({{"location", place}}), "in the same folder or below");
    fs::create_symlink(root_ / "secret", folder_ / "link");
    fs::create_symlink("weights", folder_ / "near");
    fs::create_directory_symlink(root_, folder_ / "way");
    for (const char* place : {"link", "near", "way/secret"})
        expect_refused(heavy({{"location", place}}), "symbolic link");
    fs::create_hard_link(root_ / "secret", folder_ / "twin");
    expect_refused(heavy({{"location", "twin"}}), "hard link");
}

TEST_F(OnnxBeside, OnlyRegularFilesAreOpened)
{
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    expect_refused(heavy({{"location", "pipe"}}), "a pipe");
    expect_refused(heavy({{"location", "sub"}}), "It is a folder");
    expect_refused(heavy({{"location", "nothing"}}), "no such file");
    expect_refused(heavy({{"location", "weights/more"}}), "not a folder");
}

TEST_F(OnnxBeside, PlaceAndLengthMustFitFileAndTensor)
{
    const std::string rightly = "say rightly", shape = "do not agree with its shape",
                      missing = "does not have the bytes";
    for (const char* v : {"-4", "", "8x", " 8", "0x8", "99999999999999999999"}) {
        expect_refused(heavy({{"location", "weights"}, {"offset", v}}), rightly);
        expect_refused(heavy({{"location", "weights"}, {"length", v}}), rightly);
    }
    expect_refused(heavy({{"location", "weights"}, {"offset", "9"}, {"length", "12"}}), missing);
    expect_refused(heavy({{"location", "weights"}, {"offset", "18446744073709551615"}, {"length", "12"}}), missing);
    expect_refused(heavy({{"location", "weights"}, {"length", "16"}}), shape);
    expect_refused(heavy({{"location", "weights"}, {"offset", "8"}, {"length", "8"}}), shape);
    expect_refused(heavy({{"location", "weights"}}), missing); // Up to the end there are more.
    const auto before = peak_resident_bytes();
    expect_refused(heavy({{"location", "weights"}}, {1 << 29}), missing);
    expect_refused(heavy({{"location", "weights"}, {"length", "2147483648"}}, {1 << 29}), missing);
    expect_refused(heavy({{"location", "weights"}}, {std::int64_t{1} << 36}), "GiB"); // Whatever the file holds.
    EXPECT_LT(peak_resident_bytes(), before + (std::size_t{64} << 20));
}

TEST_F(OnnxBeside, WhatItSaysMustBeWhole)
{
    const std::string rightly = "say rightly";
    expect_refused(heavy({}), rightly);
    expect_refused(heavy({{"offset", "8"}}), rightly);
    expect_refused(heavy({{"location", "weights"}, {"location", "weights"}, {"offset", "8"}}), rightly);
    expect_refused(heavy({{"location", "weights"}, {"offset", "8"}, {"unknown", "1"}}), rightly);
    expect_refused(heavy({{"location", "weights"}, {"offset", "8"}}, {3}, ""), rightly); // Not said to be outside.
    expect_refused(heavy({{"location", "weights"}, {"offset", "8"}}, {3},
                         number(14, 1) + bytes(9, raw(std::vector<float>{4, 5, 6}))),
                   rightly); // There are values in the file, too.
    // A tensor in a file of its own has no folder.
    put(folder_ / "tensor.pb", heavy({{"location", "weights"}, {"offset", "8"}, {"length", "12"}}));
    const auto alone = read_onnx_tensor(folder_ / "tensor.pb");
    ASSERT_FALSE(bool(alone));
    EXPECT_NE(render(alone.error().message, Language::English).find("“heavy” lies outside"), std::string::npos);
    EXPECT_NE(render(alone.error().hint, Language::English).find("inside the file"), std::string::npos);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST(HostileOnnx, ANameHasOneValue)
{
    const std::string twice = "gives “y”, which is the name of another value";
    expect_refused({.nodes = {node("Relu", {"x"}, "y"), node("Neg", {"x"}, "y")}},
                   "“node of Neg” (Neg) of the ONNX file " + twice);
    expect_refused({.nodes = {node("Relu", {"x"}, "x"), node("Neg", {"x"}, "y")}}, "gives “x”");
    const std::string w = tensor("w", Float, {1}, std::string(4, '\0'));
    expect_refused({.nodes = {node("Relu", {"x"}, "w"), node("Neg", {"w"}, "y")}, .initializers = {w}}, "gives “w”");
    expect_refused({.nodes = {node("Add", {"x", "w"}, "t"), node("Relu", {"x"}, "w"), node("Neg", {"t"}, "y")},
                    .initializers = {w}},
                   "gives “w”");
    expect_refused({.nodes = {node("Split", {"x"}, std::vector<std::string>{"y", "y"}, attribute("axis", 1))},
                    .inputs = {value("x", {2, 4})}},
                   twice);
    expect_refused({.nodes = {node("Add", {"x", "w"}, "y")}, .initializers = {w, w}}, "have the name “w”");
    expect_refused({.nodes = {node("Neg", {"x"}, "y")}, .inputs = {value("x", {2}), value("x", {3})}},
                   "have the name “x”");
    const std::string inside = function("Own", {"v"}, "r", {node("Neg", {"v"}, "r"), node("Relu", {"v"}, "r")});
    expect_refused({.nodes = {node("Own", {"x"}, "y", bytes(7, "own"))}, .functions = {inside}}, "gives “r”");
    expect_refused({.nodes = {node("Relu", {"x"}, "y"), node("Own", {"x"}, "y", bytes(7, "own"))},
                    .functions = {function("Own", {"v"}, "r", {node("Neg", {"v"}, "r")})}},
                   twice);
}

TEST(HostileOnnx, InputsOfImpossibleShapesAreNamed)
{
    for (const Shape& dims : {Shape{-2, 3}, Shape{std::int64_t{1} << 40, 1 << 30}, Shape(9, 1)})
        expect_refused({.nodes = {node("Relu", {"deep"}, "y")}, .inputs = {value("deep", dims)}}, "deep");
}

TEST(HostileOnnx, NodesThatMakeImpossibleShapesAreNamed)
{
    const auto before = peak_resident_bytes();
    const std::int64_t huge = std::int64_t{1} << 45;
    auto with = [&](const std::string& type, const std::vector<std::int64_t>& sizes, std::int64_t opset = 13) {
        return Graph{
            .nodes = {node(type, {"x", "sizes"}, "y")}, .initializers = {whole("sizes", sizes)}, .opset = opset};
    };
    expect_refused(with("Expand", {huge, 2, 3}), "node of Expand");
    expect_refused(with("Expand", {-1, 2, 3}), "node of Expand");
    expect_refused(with("Expand", std::vector<std::int64_t>(9, 2)), "node of Expand");
    expect_refused(with("Tile", {huge, 1}), "node of Tile");
    expect_refused(with("Tile", {-1, 1}), "node of Tile");
    expect_refused(with("Reshape", {huge, -1}), "node of Reshape");
    expect_refused(with("Reshape", {-7}), "node of Reshape");
    expect_refused(with("Reshape", {7}), "node of Reshape");
    expect_refused(with("Unsqueeze", {0, 1, 2, 3, 4, 5, 6, 7, 8}), "node of Unsqueeze");
    expect_refused({.nodes = {node("ConstantOfShape", {"sizes"}, "y")}, .initializers = {whole("sizes", {huge})}},
                   "node of ConstantOfShape");
    expect_refused({.nodes = {node("Range", {"a", "b", "c"}, "y")},
                    .initializers = {whole("a", {0}), whole("b", {huge}), whole("c", {1})}},
                   "node of Range");
    expect_refused({.nodes = {node("Concat", {"x", "x"}, "y", attribute("axis", 7))}}, "node of Concat");
    expect_refused(
        {.nodes = {node("Gather", {"x", "sizes"}, "y", attribute("axis", -9))}, .initializers = {whole("sizes", {0})}},
        "node of Gather");
    expect_refused({.nodes = {node("Relu", {"nothing"}, "y")}}, "node of Relu");
    expect_refused({.nodes = {node("Add", {"x"}, "y")}}, "node of Add");
    EXPECT_LT(peak_resident_bytes(), before + (std::size_t{64} << 20));
}

TEST(HostileOnnx, RegionsBeyondAllSizesAreNamed)
{
    for (const float end : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e30f, -1e30f})
        for (const char* mode : {"nearest", "linear", "cubic"})
            expect_refused({.nodes = {node("Resize", {"x", "roi", "", "sizes"}, "y", attribute("mode", std::string(mode)) + attribute("coordinate_transformation_mode", std::string("tf_crop_and_resize")))},
                            .initializers = {reals("roi", {4}, {0, end, 1, 1}), whole("sizes", {4, 6})}},
                           "its roi has");
}

TEST(HostileOnnx, TablesThatOperatorsMakeAreCounted)
{
    Graph graph{.nodes = {node("Trilu", {"x"}, "t0")}, .inputs = {value("x", {1024, 4096})}};
    for (int i = 1; i < 100; ++i)
        graph.nodes.push_back(node("Trilu", {"t" + std::to_string(i - 1)}, i == 99 ? "y" : "t" + std::to_string(i)));
    const auto before = peak_resident_bytes();
    expect_refused(graph, "node of Trilu");
    EXPECT_LT(peak_resident_bytes() - before, test::shadows * (std::size_t{400} << 20));
}

TEST(HostileOnnx, StridesThatNoSizeCanHaveAreNamed)
{
    const std::int64_t most = (std::int64_t{1} << 31) - 1;
    expect_refused({.nodes = {node("ConvTranspose", {"x", "w"}, "y", attribute("strides", std::vector<std::int64_t>{most}))},
                    .initializers = {reals("w", {1, 1, 1}, {1})},
                    .inputs = {value("x", {1, 1, std::int64_t{1} << 38})}},
                   "node of ConvTranspose");
}

TEST(HostileOnnx, AMillionNodesAreReadInFlatMemory)
{
    // Each makes 65,536 numbers from known ones; all of them would be half a terabyte.
    Graph graph{.initializers = {tensor("w", Float, {1 << 16}, std::string(4 << 16, '\0'))}};
    for (int i = 0; i < 1'000'000; ++i)
        graph.nodes.push_back(bytes(1, "w") + bytes(2, i == 999'999 ? "y" : std::to_string(i)) + bytes(4, "Neg"));
    const auto before = peak_resident_bytes();
    const auto result = read(graph);
    ASSERT_TRUE(bool(result)) << render(result.error().message);
    EXPECT_GT(result->program.ops.size(), 999'000u);
    EXPECT_LT(peak_resident_bytes() - before, test::shadows * (std::size_t{5} << 28));
}

} // namespace onnx_hostile_test
