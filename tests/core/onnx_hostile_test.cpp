// Files that were not made by a friendly program: each is refused with the name of the node or tensor to blame, and
// nothing large is ever held. The bytes are written here, field by field, as onnx.proto numbers them.
#include "base/process.h"
#include "exchange/onnx.h"

#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

using namespace loom;

namespace {

std::string varint(std::uint64_t v)
{
    std::string out;
    for (; v >= 128; v >>= 7)
        out += char(v % 128 + 128);
    return out + char(v);
}
std::string number(int field, std::int64_t v)
{
    return varint(std::uint64_t(field) << 3) + varint(std::uint64_t(v));
}
std::string bytes(int field, const std::string& content)
{
    return varint((std::uint64_t(field) << 3) + 2) + varint(content.size()) + content;
}

enum { Float = 1, Int64 = 7 };

std::string tensor(const std::string& name, int type, const Shape& dims, const std::string& raw,
                   const std::string& more = {})
{
    std::string out;
    for (auto d : dims)
        out += number(1, d);
    return out + number(2, type) + bytes(8, name) + bytes(9, raw) + more;
}
std::string whole(const std::string& name, const std::vector<std::int64_t>& values)
{
    return tensor(name, Int64, {std::int64_t(values.size())},
                  std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::int64_t)));
}
std::string value(const std::string& name, const Shape& dims)
{
    std::string shape;
    for (auto d : dims)
        shape += bytes(1, number(1, d));
    return bytes(1, name) + bytes(2, bytes(1, number(1, Float) + bytes(2, shape)));
}
std::string node(const std::string& type, const std::vector<std::string>& inputs, const std::string& output,
                 const std::string& more = {})
{
    std::string out;
    for (const auto& i : inputs)
        out += bytes(1, i);
    return out + bytes(2, output) + bytes(3, "node of " + type) + bytes(4, type) + more;
}
std::string attribute(const std::string& name, std::int64_t v)
{
    return bytes(5, bytes(1, name) + number(3, v) + number(20, 2));
}

/// A function of the model: its inputs, outputs and nodes.
std::string function(const std::string& name, const std::vector<std::string>& inputs, const std::string& output,
                     const std::vector<std::string>& nodes)
{
    std::string out = bytes(1, name) + bytes(10, "own");
    for (const auto& i : inputs)
        out += bytes(4, i);
    out += bytes(5, output);
    for (const auto& n : nodes)
        out += bytes(7, n);
    return out + bytes(9, number(2, 13));
}

struct Graph {
    std::vector<std::string> nodes, initializers;
    std::vector<std::string> inputs = {value("x", {2, 3})};
    std::int64_t opset = 13;
    std::vector<std::string> functions = {};

    std::string model() const
    {
        std::string graph;
        for (const auto& n : nodes)
            graph += bytes(1, n);
        for (const auto& t : initializers)
            graph += bytes(5, t);
        for (const auto& i : inputs)
            graph += bytes(11, i);
        std::string own;
        for (const auto& f : functions)
            own += bytes(25, f);
        return own + number(1, 8) + bytes(7, graph + bytes(12, value("y", {}))) + bytes(8, number(2, opset));
    }
};

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
    auto external = [](const std::string& key, const std::string& v) { return bytes(13, bytes(1, key) + bytes(2, v)); };
    for (const char* place : {"../../etc/passwd", "/etc/passwd", "link"})
        expect_refused(with({4}, "", external("location", place) + external("offset", "-4") + number(14, 1)), "heavy");
    expect_refused(with({1}, std::string(4, '\0'), external("location", "beside")), "heavy"); // Not said to be outside.
    EXPECT_LT(peak_resident_bytes(), before + (std::size_t{64} << 20));
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

TEST(HostileOnnx, AMillionNodesAreReadInFlatMemory)
{
    // Each makes 65,536 numbers from known ones; all of them would be half a terabyte.
    Graph graph{.initializers = {tensor("w", Float, {1 << 16}, std::string(4 << 16, '\0'))}};
    for (int i = 0; i < 1'000'000; ++i)
        graph.nodes.push_back(bytes(1, "w") + bytes(2, i == 999'999 ? "y" : "t") + bytes(4, "Neg"));
    const auto result = read(graph);
    ASSERT_TRUE(bool(result)) << render(result.error().message);
    EXPECT_GT(result->program.ops.size(), 999'000u);
    EXPECT_LT(peak_resident_bytes(), std::size_t{3} << 30);
}

} // namespace
