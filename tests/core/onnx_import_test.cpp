// What ONNX's own tests leave out: each file is written here, read, run on every device and compared with the
// operator's definition.
#include "core/onnx_kit.h"
#include "engine/backend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <unistd.h>

using namespace loom;
using namespace loom::onnx_kit;

namespace onnx_import_test {

Result<OnnxProgram> read(const Graph& graph)
{
    const fs::path file = fs::path(testing::TempDir()) / ("loom-import-" + std::to_string(::getpid()) + ".onnx");
    EXPECT_TRUE(bool(write_file(file, graph.model())));
    auto result = read_onnx(file, {});
    fs::remove(file);
    return result;
}

bool has_gelu(const Program& program)
{
    return std::ranges::any_of(program.ops, [](const Op& op) {
        const auto* curve = std::get_if<Eltwise>(&op);
        return curve && curve->curve == Curve::Gelu;
    });
}

struct Values {
    Shape shape;
    std::vector<double> values;
};

std::vector<double> values_of(const Executable& e, TensorId id, const Tensor& t)
{
    std::vector<double> out(count(t.shape));
    if (is_real(t.dtype)) {
        e.read(id, std::span(out));
        return out;
    }
    std::vector<std::int64_t> whole(out.size());
    e.read(id, std::span(whole));
    return {whole.begin(), whole.end()};
}

/// All outputs, which the devices agree on up to rounding.
std::vector<Values> run(const Graph& graph, const std::vector<std::vector<double>>& inputs)
{
    const auto read_back = read(graph);
    EXPECT_TRUE(bool(read_back)) << render(read_back.error().message, Language::English);
    if (!read_back)
        return {};
    const Program& program = read_back->program;
    std::vector<Values> first;
    for (const std::string& device : built_devices()) {
        const auto opened = open_device(device);
        EXPECT_TRUE(bool(opened)) << device;
        if (!opened)
            continue;
        auto executable = (*opened)->compile(program, {1});
        EXPECT_TRUE(bool(executable)) << device;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const TensorId id = read_back->inputs[i];
            if (is_real(program.at(id).dtype))
                (*executable)->write(id, std::span(inputs[i]));
            else
                (*executable)
                    ->write(id, std::span<const std::int64_t>(
                                    std::vector<std::int64_t>(inputs[i].begin(), inputs[i].end())));
        }
        EXPECT_TRUE(bool((*executable)->run())) << device;
        std::vector<Values> got;
        for (TensorId id : read_back->outputs)
            got.push_back({program.at(id).shape, values_of(**executable, id, program.at(id))});
        for (std::size_t i = 0; i < first.size(); ++i)
            for (std::size_t k = 0; k < first[i].values.size(); ++k)
                EXPECT_NEAR(got[i].values[k], first[i].values[k], 1e-5 * (1 + std::abs(first[i].values[k]))) << device;
        if (first.empty())
            first = std::move(got);
    }
    return first;
}

void expect_near(const Values& got, const Shape& shape, const std::vector<double>& wanted)
{
    EXPECT_EQ(got.shape, shape);
    ASSERT_EQ(got.values.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_NEAR(got.values[i], wanted[i], 1e-5 * (1 + std::abs(wanted[i]))) << "at " << i;
}

void expect_reason(const Graph& graph, const std::string& reason)
{
    const auto result = read(graph);
    ASSERT_FALSE(bool(result)) << reason;
    const std::string said = render(result.error().message, Language::English);
    EXPECT_NE(said.find(reason), std::string::npos) << said;
}

// ---- GELU ----------------------------------------------------------------------------------------------------------

Graph gelu(float plus, std::vector<std::string> outputs = {"y"}, const std::string& scale = "Mul")
{
    const float root = scale == "Mul" ? float(std::sqrt(0.5)) : float(std::sqrt(2.));
    return {.nodes = {node(scale, {"x", "root"}, "scaled"), node("Erf", {"scaled"}, "erf"),
                      node("Add", {"erf", "plus"}, "sum"), node("Mul", {"x", "sum"}, "product"),
                      node("Mul", {"product", "half"}, "y")},
            .initializers = {reals("root", {}, {root}), reals("plus", {}, {plus}), reals("half", {}, {0.5f})},
            .inputs = {value("x", {3})},
            .outputs = std::move(outputs)};
}

TEST(OnnxGelu, IsFoundOnlyWhereOneIsAdded)
{
    const std::vector<double> x{-1, 0.5, 2};
    for (double plus : {1., 2.}) {
        std::vector<double> wanted;
        for (double v : x)
            wanted.push_back(v * (std::erf(v / std::sqrt(2.)) + plus) / 2);
        for (const char* scale : {"Mul", "Div"}) {
            const Graph graph = gelu(float(plus), {"y"}, scale);
            const auto got = run(graph, {x});
            ASSERT_EQ(got.size(), 1u);
            expect_near(got[0], {3}, wanted);
            EXPECT_EQ(has_gelu(read(graph)->program), plus == 1) << scale;
        }
    }
}

TEST(OnnxGelu, WhatItIsMadeOfStaysForOthers)
{
    const auto got = run(gelu(1, {"erf", "scaled", "y"}), {{-1, 0.5, 2}});
    ASSERT_EQ(got.size(), 3u);
    EXPECT_NEAR(got[0].values[1], std::erf(0.5 / std::sqrt(2.)), 1e-6);
    EXPECT_NEAR(got[1].values[1], 0.5 / std::sqrt(2.), 1e-6);
    EXPECT_NEAR(got[2].values[1], 0.25 * (1 + std::erf(0.5 / std::sqrt(2.))), 1e-6);
    Graph again = gelu(1);
    again.nodes.back() = node("Mul", {"product", "half"}, "bent");
    again.nodes.push_back(node("Add", {"bent", "scaled"}, "y"));
    const auto sum = run(again, {{-1, 0.5, 2}});
    ASSERT_EQ(sum.size(), 1u);
    EXPECT_NEAR(sum[0].values[1], got[2].values[1] + got[1].values[1], 1e-6);
}

// ---- Recurrences ---------------------------------------------------------------------------------------------------

struct Recurrence {
    std::string op = "LSTM";
    std::int64_t steps = 3, batch = 2, directions = 1;
    bool is_double = false, state = false;
    std::string more = {}; // Attributes.

    std::int64_t gates() const { return op == "LSTM" ? 4 : op == "GRU" ? 3 : 1; }
    Graph graph() const
    {
        const std::int64_t g = gates();
        auto weights = [&](const std::string& name, const Shape& shape) {
            std::vector<double> v(count(shape));
            for (std::size_t i = 0; i < v.size(); ++i)
                v[i] = std::sin(double(i) + double(name[0]));
            return is_double ? doubles(name, shape, v) : reals(name, shape, std::vector<float>(v.begin(), v.end()));
        };
        Graph out{.initializers = {weights("W", {directions, g * 2, 3}), weights("R", {directions, g * 2, 2}),
                                   weights("B", {directions, g * 4})},
                  .inputs = {value("x", {steps, batch, 3}, is_double ? Double : Float)},
                  .opset = 14,
                  .outputs = {"y", "h"}};
        std::vector<std::string> inputs{"x", "W", "R", "B"};
        if (state) {
            inputs.insert(inputs.end(), {"", "H"});
            out.initializers.push_back(weights("H", {directions, batch, 2}));
        }
        const std::string direction = directions == 2 ? attribute("direction", std::string("bidirectional")) : "";
        out.nodes = {
            node(op, inputs, std::vector<std::string>{"y", "h"}, attribute("hidden_size", 2) + direction + more)};
        return out;
    }
    std::vector<Values> run_it() const
    {
        std::vector<double> x(std::size_t(steps * batch * 3));
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = std::cos(double(i));
        return run(graph(), {x});
    }
};

std::string activations(const std::vector<std::string>& names)
{
    return attribute("activations", names);
}

TEST(OnnxRecurrent, ActivationsThatAreUsualMayBeWrittenOut)
{
    for (const auto& [op, names] : {std::pair("LSTM", std::vector<std::string>{"Sigmoid", "tanh", "Tanh"}),
                                    std::pair("GRU", std::vector<std::string>{"Sigmoid", "Tanh"}),
                                    std::pair("RNN", std::vector<std::string>{"Tanh"})})
        for (std::int64_t directions : {1, 2}) {
            std::vector<std::string> all = names;
            if (directions == 2)
                all.insert(all.end(), names.begin(), names.end());
            const auto plain = Recurrence{.op = op, .directions = directions}.run_it(),
                       written = Recurrence{.op = op, .directions = directions, .more = activations(all)}.run_it();
            ASSERT_EQ(plain.size(), 2u);
            ASSERT_EQ(written.size(), 2u) << op;
            EXPECT_EQ(plain[0].values, written[0].values) << op;
        }
    const auto relu = Recurrence{.op = "RNN", .directions = 2, .more = activations({"Tanh", "Relu"})}.run_it();
    ASSERT_EQ(relu.size(), 2u); // {steps, directions, batch, hidden}
    EXPECT_LT(relu[0].values[0], 1);
    for (std::size_t t = 0; t < 3; ++t)
        for (std::size_t i = 0; i < 4; ++i)
            EXPECT_GE(relu[0].values[t * 8 + 4 + i], 0) << "of the second direction";
    EXPECT_TRUE(std::ranges::any_of(relu[0].values, [](double v) { return v < 0; })) << "of the first direction";
    expect_reason(Recurrence{.more = activations({"Sigmoid", "Affine", "Tanh"})}.graph(), "activations is “affine”");
    expect_reason(Recurrence{.more = activations({"Tanh", "Tanh", "Tanh"})}.graph(), "sigmoid");
    expect_reason(Recurrence{.directions = 2, .more = activations({"Sigmoid", "Tanh", "Tanh"})}.graph(),
                  "the number of values of activations is 3; it must be 6");
}

TEST(OnnxRecurrent, DoublesAreRead)
{
    for (const char* op : {"LSTM", "GRU", "RNN"}) {
        const auto floats = Recurrence{.op = op, .directions = 2}.run_it(),
                   wide = Recurrence{.op = op, .directions = 2, .is_double = true}.run_it();
        ASSERT_EQ(floats.size(), 2u);
        ASSERT_EQ(wide.size(), 2u) << op;
        expect_near(wide[0], floats[0].shape, floats[0].values);
        expect_near(wide[1], floats[1].shape, floats[1].values);
    }
}

TEST(OnnxRecurrent, NoStepsLeaveTheStateAndNoSamplesGiveNone)
{
    for (const char* op : {"LSTM", "GRU", "RNN"}) {
        const auto resting = Recurrence{.op = op, .steps = 0, .state = true}.run_it();
        ASSERT_EQ(resting.size(), 2u) << op;
        EXPECT_EQ(resting[0].shape, (Shape{0, 1, 2, 2}));
        expect_near(resting[1], {1, 2, 2}, {std::sin(72.), std::sin(73.), std::sin(74.), std::sin(75.)});
        const auto empty = Recurrence{.op = op, .batch = 0, .directions = 2}.run_it();
        ASSERT_EQ(empty.size(), 2u) << op;
        EXPECT_EQ(empty[0].shape, (Shape{3, 2, 0, 2}));
        EXPECT_EQ(empty[1].shape, (Shape{2, 0, 2}));
    }
}

TEST(OnnxRecurrent, WalksFromAStateMayBeLong)
{
    EXPECT_TRUE(bool(read(Recurrence{.op = "GRU", .steps = 5000, .state = true}.graph())));
    expect_reason(Recurrence{.op = "GRU", .steps = 70'000, .state = true}.graph(), "it has 70000 steps; up to 65536");
    Graph twice = Recurrence{.op = "GRU", .steps = 40'000, .state = true}.graph();
    twice.nodes.push_back(node("GRU", {"x", "W", "R", "B", "", "H"}, "again", attribute("hidden_size", 2)));
    expect_reason(twice, "it has 40000 steps; up to 65536 in all");
}

// ---- Others --------------------------------------------------------------------------------------------------------

TEST(OnnxForms, ABatchOfNothingIsResized)
{
    for (const char* mode : {"nearest", "linear"}) {
        const auto got = run({.nodes = {node("Resize", {"x", "", "scales"}, "y", attribute("mode", std::string(mode)))},
                              .initializers = {reals("scales", {4}, {1, 1, 2, 3})},
                              .inputs = {value("x", {0, 1, 2, 2})}},
                             {{}});
        ASSERT_EQ(got.size(), 1u);
        EXPECT_EQ(got[0].shape, (Shape{0, 1, 4, 6}));
    }
    expect_reason({.nodes = {node("Resize", {"x", "", "scales"}, "y")},
                   .initializers = {reals("scales", {2}, {0.1f, 1})},
                   .inputs = {value("x", {2, 2})}},
                  "axis 0 with 2 elements cannot get 0");
}

TEST(OnnxForms, NormsOverAllPlacesAndAlongAnAxis)
{
    const std::vector<double> x{3, -4, 0, 0, 1, 2};
    auto pooled = run({.nodes = {node("GlobalLpPool", {"x"}, "y")}, .inputs = {value("x", {1, 3, 2})}}, {x});
    ASSERT_EQ(pooled.size(), 1u);
    expect_near(pooled[0], {1, 3, 1}, {5, 0, std::sqrt(5.)});
    pooled =
        run({.nodes = {node("GlobalLpPool", {"x"}, "y", attribute("p", 3))}, .inputs = {value("x", {1, 3, 2})}}, {x});
    ASSERT_EQ(pooled.size(), 1u);
    expect_near(pooled[0], {1, 3, 1}, {std::cbrt(91.), 0, std::cbrt(9.)});
    auto unit = run({.nodes = {node("LpNormalization", {"x"}, "y")}, .inputs = {value("x", {3, 2})}}, {x});
    ASSERT_EQ(unit.size(), 1u);
    expect_near(unit[0], {3, 2}, {0.6, -0.8, 0, 0, 1 / std::sqrt(5.), 2 / std::sqrt(5.)});
    unit = run({.nodes = {node("LpNormalization", {"x"}, "y", attribute("p", 1) + attribute("axis", 0))},
                .inputs = {value("x", {3, 2})}},
               {x});
    ASSERT_EQ(unit.size(), 1u);
    expect_near(unit[0], {3, 2}, {0.75, -4. / 6, 0, 0, 0.25, 2. / 6});
}

TEST(OnnxForms, AnAverageCountsUpToThePaddingOnly)
{
    // torch.nn.functional.avg_pool1d(x, 3, 2, 1, ceil_mode=True, count_include_pad=True): of 4 values, padded to
    // 0 1 2 3 4 0, the last window begins at the padded 4 and has two values.
    auto pool = [](std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t pad,
                   std::int64_t counted) {
        return Graph{
            .nodes = {node("AveragePool", {"x"}, "y",
                           attribute("kernel_shape", std::vector{kernel}) + attribute("strides", std::vector{stride}) +
                               attribute("pads", std::vector{pad, pad}) + attribute("ceil_mode", 1) +
                               attribute("count_include_pad", counted))},
            .inputs = {value("x", {1, 1, size})}};
    };
    auto got = run(pool(4, 3, 2, 1, 1), {{1, 2, 3, 4}});
    ASSERT_EQ(got.size(), 1u);
    expect_near(got[0], {1, 1, 3}, {1, 3, 2});
    got = run(pool(4, 3, 2, 1, 0), {{1, 2, 3, 4}});
    ASSERT_EQ(got.size(), 1u);
    expect_near(got[0], {1, 1, 3}, {1.5, 3, 4});
    // A window that would begin in the padding behind the values is left out.
    got = run(pool(3, 2, 3, 1, 1), {{1, 2, 3}});
    ASSERT_EQ(got.size(), 1u);
    expect_near(got[0], {1, 1, 2}, {0.5, 1.5});
    got = run(pool(2, 2, 3, 1, 1), {{1, 2}});
    ASSERT_EQ(got.size(), 1u);
    expect_near(got[0], {1, 1, 1}, {0.5});
}

TEST(OnnxForms, WholeNumbersAreMultipliedExactly)
{
    const std::int64_t big = (std::int64_t{1} << 53) + 1;
    const Graph graph{.nodes = {node("MatMul", {"x", "w"}, "y")},
                      .initializers = {tensor("w", Int64, {2, 2}, raw(std::vector<std::int64_t>{big, 2, 3, -5}))},
                      .inputs = {value("x", {2, 1, 2}, Int64)}};
    const auto result = read(graph);
    ASSERT_TRUE(bool(result)) << render(result.error().message);
    for (const std::string& device : built_devices()) {
        auto executable = (*open_device(device))->compile(result->program, {1});
        ASSERT_TRUE(bool(executable));
        (*executable)->write(result->inputs[0], std::span<const std::int64_t>(std::vector<std::int64_t>{1, 0, 2, 7}));
        ASSERT_TRUE(bool((*executable)->run()));
        std::vector<std::int64_t> y(4);
        (*executable)->read(result->outputs[0], std::span(y));
        EXPECT_EQ(y, (std::vector<std::int64_t>{big, 2, 2 * big + 21, 4 - 35})) << device;
        EXPECT_EQ(result->program.at(result->outputs[0]).shape, (Shape{2, 1, 2}));
    }
    const auto row = run({.nodes = {node("MatMul", {"x", "w"}, "y")},
                          .initializers = {whole("w", {2, 3})},
                          .inputs = {value("x", {2}, Int64)}},
                         {{4, 5}});
    ASSERT_EQ(row.size(), 1u);
    expect_near(row[0], {}, {23});
    const auto signs = run({.nodes = {node("Sign", {"x"}, "y")}, .inputs = {value("x", {3}, Int32)}}, {{-3, 0, 9}});
    ASSERT_EQ(signs.size(), 1u);
    expect_near(signs[0], {3}, {-1, 0, 1});
}

// ---- Einsum, and what is made of known numbers -----------------------------------------------------------------------

Graph einsum(const std::string& equation, const std::vector<Shape>& shapes)
{
    Graph graph{.inputs = {}};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        names.push_back("x" + std::to_string(i));
        graph.inputs.push_back(value(names.back(), shapes[i]));
    }
    graph.nodes = {node("Einsum", names, "y", attribute("equation", equation))};
    return graph;
}

TEST(OnnxEinsum, EllipsesStandInFrontInTheirOrder)
{
    const auto transposed = run(einsum("...ji", {{2, 3, 1, 2}}), {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}});
    ASSERT_EQ(transposed.size(), 1u);
    expect_near(transposed[0], {2, 3, 2, 1}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    const auto product = run(einsum("...ij,...jk", {{2, 3, 1, 2}, {2, 3, 2, 1}}),
                             {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}});
    ASSERT_EQ(product.size(), 1u);
    expect_near(product[0], {2, 3, 1, 1}, {2, 8, 14, 20, 26, 32});
}

TEST(OnnxEinsum, EllipsesOfDifferentRankGoTogetherFromTheLast)
{
    const std::vector<std::vector<double>> inputs{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {1, 2, 1, 0, 0, 1}};
    for (const char* equation : {"...i,...i->...", "...i,...i"}) {
        const auto y = run(einsum(equation, {{2, 3, 2}, {3, 2}}), inputs);
        ASSERT_EQ(y.size(), 1u);
        expect_near(y[0], {2, 3}, {2, 2, 5, 20, 8, 11});
    }
}

TEST(OnnxMade, SumsOfExponentialsOverNothingAreTheValue)
{
    const auto y = run({.nodes = {node("ReduceLogSumExp", {"x"}, "y")}, .inputs = {value("x", {})}}, {{1000}});
    ASSERT_EQ(y.size(), 1u);
    expect_near(y[0], {}, {1000});
}

TEST(OnnxMade, WholeNumbersStayExact)
{
    const std::int64_t big = (std::int64_t{1} << 62) + 1;
    const Graph filled{.nodes = {node("ConstantOfShape", {"sizes"}, "c",
                                      bytes(5, bytes(1, "value") + bytes(5, whole("v", {big})) + number(20, 4))),
                                 node("Sub", {"c", "x"}, "y")},
                       .initializers = {whole("sizes", {2})},
                       .inputs = {value("x", {2}, Int64)}};
    const auto y = read(filled);
    ASSERT_TRUE(bool(y)) << render(y.error().message);
    for (const std::string& device : built_devices()) {
        auto executable = (*open_device(device))->compile(y->program, {1});
        ASSERT_TRUE(bool(executable));
        (*executable)->write(y->inputs[0], std::span<const std::int64_t>(std::vector<std::int64_t>{big - 1, big}));
        ASSERT_TRUE(bool((*executable)->run()));
        std::vector<std::int64_t> got(2);
        (*executable)->read(y->outputs[0], std::span(got));
        EXPECT_EQ(got, (std::vector<std::int64_t>{1, 0})) << device;
    }
}

TEST(OnnxMade, RangesEndWhereTheyMust)
{
    constexpr auto top = std::numeric_limits<std::int64_t>::max(), bottom = std::numeric_limits<std::int64_t>::min();
    const std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t> tried[] = {
        {0, 7, 3, 3}, {7, 0, -3, 3}, {0, 0, 1, 0}, {5, 0, 1, 0}, {top - 1, top, top, 1}, {bottom, top, top, 3}, {top, bottom, bottom, 2}};
    for (const auto& [start, limit, delta, steps] : tried) {
        auto scalar = [](const char* name, std::int64_t v) { return tensor(name, Int64, {}, raw(std::vector{v})); };
        const auto made = read({.nodes = {node("Range", {"a", "b", "c"}, "y")},
                                .initializers = {scalar("a", start), scalar("b", limit), scalar("c", delta)}});
        ASSERT_TRUE(bool(made)) << start << " " << limit << " " << delta;
        EXPECT_EQ(made->program.at(made->outputs[0]).shape, (Shape{steps})) << start << " " << limit << " " << delta;
    }
}

TEST(OnnxMade, TranspositionsCountAxesFromTheEndToo)
{
    const Graph graph{.nodes = {node("Transpose", {"x"}, "y", attribute("perm", std::vector<std::int64_t>{-1, 0}))}};
    const auto y = run(graph, {{1, 2, 3, 4, 5, 6}});
    ASSERT_EQ(y.size(), 1u);
    expect_near(y[0], {3, 2}, {1, 4, 2, 5, 3, 6});
}

// ---- What a refusal says -------------------------------------------------------------------------------------------

TEST(OnnxReasons, SayWhatWasFoundAndWhatItMustBe)
{
    auto conv = [](const std::string& more) {
        return Graph{.nodes = {node("Conv", {"x", "w"}, "y", more)},
                     .initializers = {reals("w", {1, 1, 1, 1}, {1})},
                     .inputs = {value("x", {1, 1, 2, 2})}};
    };
    expect_reason(conv(attribute("group", 0)),
                  "“node of Conv” (Conv) of the ONNX file cannot be read: group is 0; it must be 1 or more");
    expect_reason(conv(attribute("pads", std::vector<std::int64_t>{0, -1, 0, 0})), "pads is -1; it must be 0 or more");
    expect_reason(conv(attribute("strides", std::vector<std::int64_t>{1})),
                  "the number of values of strides is 1; it must be 2");
    expect_reason(conv(attribute("auto_pad", std::string("SOMEHOW"))),
                  "auto_pad is “SOMEHOW”; it must be one of: NOTSET");
    expect_reason({.nodes = {node("Add", {"x", "w"}, "y")}, .initializers = {reals("w", {4}, {1, 2, 3, 4})}},
                  "the shapes {2, 3} and {4} do not go together");
    expect_reason({.nodes = {node("Add", {"x", "w"}, "y")}, .initializers = {whole("w", {1})}},
                  "it mixes the types float and int64");
    expect_reason({.nodes = {node("Concat", {"x", "x"}, "y", attribute("axis", 7))}}, "there is no axis 7 among 2");
    expect_reason({.nodes = {node("Foo", {"x"}, "y")}}, "has an operator that is not known: Foo");
}

TEST(OnnxReasons, ValuesAreMadeBeforeTheyAreUsed)
{
    expect_reason({.nodes = {node("Neg", {"later"}, "y"), node("Relu", {"x"}, "later")}},
                  "“node of Neg” (Neg) of the ONNX file uses “later” before it is made");
    expect_reason({.nodes = {node("Add", {"x", "z"}, "y"), node("Neg", {"y"}, "z")}}, "uses “z” before it is made");
    expect_reason({.nodes = {node("Neg", {"lost"}, "y")}}, "uses “lost”, which nothing gives");
    const std::string inside = function("Late", {"v"}, "r", {node("Neg", {"s"}, "r"), node("Neg", {"v"}, "s")});
    expect_reason({.nodes = {node("Late", {"x"}, "y", bytes(7, "own"))}, .functions = {inside}},
                  "uses “s” before it is made");
}

} // namespace onnx_import_test
