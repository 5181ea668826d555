// What write_onnx() writes, read_onnx() reads back as a program that gives the same numbers.
#include "base/random.h"
#include "engine/backend.h"
#include "exchange/onnx.h"
#include "graph/chain.h"
#include "graph/kit.h"
#include "ir/builder.h"
#include "lowering/lowering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <unistd.h>

using namespace loom;

namespace onnx_test {

constexpr std::int64_t batch = 3;

Window window(std::int64_t kernel, std::int64_t stride, std::int64_t pad, std::int64_t dilation = 1)
{
    return {{kernel, kernel}, {stride, stride}, {dilation, dilation}, {pad, pad}, {pad + 1, pad}};
}

struct Case {
    std::string name;
    Shape sample;
    std::function<TensorId(Builder&, TensorId)> body;
};

std::vector<Case> cases()
{
    const Shape picture{4, 9, 8}, row{10};
    std::vector<Case> all = {
        {"dense", row, [](Builder& b, TensorId x) { return b.add_bias(b.matmul(x, b.weight("w", {10, 5}, {.kind = InitKind::Normal, .a = 1})), b.weight("b", {5}, {.kind = InitKind::Normal, .a = 1})); }},
        {"dense without bias, transposed", row, [](Builder& b, TensorId x) { return b.matmul(x, b.weight("w", {5, 10}, {.kind = InitKind::Normal, .a = 1}), false, true); }},
        {"convolution", picture, [](Builder& b, TensorId x) { return b.add_bias(b.conv(x, b.weight("w", {6, 2, 3, 3}, {.kind = InitKind::Normal, .a = 1}), window(3, 2, 1, 2), 2), b.weight("b", {6}, {.kind = InitKind::Normal, .a = 1})); }},
        {"bias used twice", picture, [](Builder& b, TensorId x) {
             const TensorId y = b.conv(x, b.weight("w", {4, 4, 1, 1}, {.kind = InitKind::Normal, .a = 1}), window(1, 1, 0), 1);
             return b.binary(BinaryKind::Multiply, b.add_bias(y, b.weight("b", {4}, {.kind = InitKind::Normal, .a = 1})), y);
         }},
        {"max pool", picture, [](Builder& b, TensorId x) { return b.pool(PoolKind::Max, x, window(2, 2, 0)); }},
        {"average pool", picture, [](Builder& b, TensorId x) { return b.pool(PoolKind::Average, x, window(3, 1, 1)); }},
        {"average pool with padding counted", picture, [](Builder& b, TensorId x) { return b.pool(PoolKind::Average, x, window(3, 1, 1), true); }},
        {"batch norm", picture, [](Builder& b, TensorId x) {
             return b.batch_norm(x, b.weight("scale", {4}, {.kind = InitKind::Normal, .a = 1}), b.weight("shift", {4}, {.kind = InitKind::Normal, .a = 1}),
                                 b.state("mean", {4}, {.kind = InitKind::Normal, .a = 1}), b.state("variance", {4}, {.a = 2}), 0.1, 1e-3);
         }},
        {"softmax", row, [](Builder& b, TensorId x) { return b.softmax(x); }},
        {"log softmax", row, [](Builder& b, TensorId x) { return b.softmax(x, true); }},
        {"scaling", picture, [](Builder& b, TensorId x) { return b.affine(b.affine(b.affine(x, 1. / 255, 0), 2, -1), 1, 0); }},
        {"standardising", row, [](Builder& b, TensorId x) {
             return b.binary(BinaryKind::Divide, b.binary(BinaryKind::Subtract, x, b.state("mean", {1, 10}, {.kind = InitKind::Normal, .a = 1})), b.state("deviation", {1, 10}, {.a = 3}));
         }},
        {"minimum and maximum", row, [](Builder& b, TensorId x) {
             return b.binary(BinaryKind::Maximum, b.binary(BinaryKind::Minimum, x, b.affine(x, -1, 0)), b.constant({1}, {.a = -0.5}));
         }},
        {"mean over space", picture, [](Builder& b, TensorId x) { return b.reduce(ReduceKind::Mean, x, {2, 3}); }},
        {"sum over channels", picture, [](Builder& b, TensorId x) { return b.reduce(ReduceKind::Sum, x, {1}); }},
        {"reshape", picture, [](Builder& b, TensorId x) { return b.reshape(x, {batch, 8, 36}); }},
        {"concat of slices", picture, [](Builder& b, TensorId x) { return b.concat({b.slice(x, 1, 1, 2), x, b.slice(x, 1, 0, 1)}, 1); }},
        {"another order", picture, [](Builder& b, TensorId x) { return b.permute(x, {0, 3, 1, 2}); }},
        {"product of many, transposed", picture, [](Builder& b, TensorId x) {
             return b.matmul(b.matmul(x, x, false, true), b.matmul(x, b.weight("w", {8, 9}, {.kind = InitKind::Normal, .a = 1})), true);
         }},
        {"cells over steps", Shape{6, 5}, [](Builder& b, TensorId x) {
             TensorId total = no_tensor;
             const TensorId steps = b.permute(x, {2, 0, 1}), lengths = b.lengths(b.permute(x, {0, 2, 1}));
             for (const Cell cell : {Cell::Tanh, Cell::Relu, Cell::Lstm, Cell::Gru})
                 for (const bool reverse : {false, true}) {
                     const std::int64_t width = 7 * gate_count(cell);
                     auto made = [&](Shape shape) { return b.weight("w" + std::to_string(b.program().tensors.size()), std::move(shape), {.kind = InitKind::Normal, .a = 0.5}); };
                     const auto r = b.recurrent(cell, steps, made({6, width}), made({7, width}), made({width}), cell == Cell::Gru ? made({width}) : no_tensor,
                                                reverse ? lengths : no_tensor, no_tensor, reverse);
                     const TensorId both = b.permute(reverse ? r.y : b.binary(BinaryKind::Add, r.y, r.last), {1, 2, 0});
                     total = total == no_tensor ? both : b.binary(BinaryKind::Add, total, both);
                 }
             return total;
         }},
        {"attention's softmax", picture, [](Builder& b, TensorId x) {
             const TensorId square = b.matmul(x, x, false, true), lengths = b.lengths(b.slice(b.reshape(x, {batch, 9, 32}), 1, 0, 7));
             return b.binary(BinaryKind::Add, b.masked_softmax(square, no_tensor, true), b.masked_softmax(square, lengths, false));
         }},
        {"rows chosen by whole numbers", row, [](Builder& b, TensorId x) {
             const TensorId inside = b.binary(BinaryKind::Maximum, b.affine(x, 2, 1), b.constant({1}, {.a = 0}));
             const TensorId rows = b.gather(b.weight("w", {20, 4}, {.kind = InitKind::Normal, .a = 1}), b.cast(inside, DType::I32), 0);
             return b.gather(rows, b.constant({3}, {.values = {2, 0, 9}}, DType::I64), 1);
         }},
        {"power and remainders", row, [](Builder& b, TensorId x) {
             const TensorId positive = b.affine(b.eltwise(Curve::Abs, x), 1, 0.5), two = b.constant({1}, {.a = 2.5});
             return b.binary(BinaryKind::Add, b.binary(BinaryKind::Power, positive, two),
                             b.binary(BinaryKind::Subtract, b.binary(BinaryKind::Modulo, x, two), b.binary(BinaryKind::Remainder, x, two)));
         }},
        {"choice by truth", row, [](Builder& b, TensorId x) {
             const TensorId zero = b.constant({1}, {}), one = b.constant({1}, {.a = 1});
             const TensorId above = b.compare(CompareKind::Greater, x, one), below = b.compare(CompareKind::LessEqual, x, zero);
             const TensorId outside = b.logic(LogicKind::Or, above, b.logic(LogicKind::And, below, b.logic(LogicKind::Not, above)));
             const TensorId odd = b.logic(LogicKind::Xor, outside, b.compare(CompareKind::Equal, x, zero));
             return b.where(b.logic(LogicKind::And, odd, b.compare(CompareKind::GreaterEqual, x, b.affine(x, 2, 0))), x, b.cast(above, DType::F32));
         }},
        {"other reductions", picture, [](Builder& b, TensorId x) {
             return b.concat({b.reduce(ReduceKind::Max, x, {2, 3}), b.reduce(ReduceKind::Min, x, {2, 3}), b.reduce(ReduceKind::LogSumExp, x, {2, 3}),
                              b.reduce(ReduceKind::Product, b.eltwise(Curve::Sigmoid, x), {2, 3})}, 1);
         }},
        {"places of extremes", picture, [](Builder& b, TensorId x) {
             const TensorId first = b.arg_reduce(x, 1), last = b.arg_reduce(x, 1, true, true);
             return b.cast(b.concat({first, last}, 1), DType::F32);
         }},
        {"running sums", picture, [](Builder& b, TensorId x) {
             return b.concat({b.cum_sum(x, 2), b.cum_sum(x, 2, true), b.cum_sum(x, 2, false, true), b.cum_sum(x, 2, true, true)}, 1);
         }},
        {"the largest", row, [](Builder& b, TensorId x) {
             const auto top = b.top_k(x, 4), least = b.top_k(x, 3, true);
             return b.concat({top.values, b.cast(top.places, DType::F32), least.values}, 1);
         }},
        {"repeated along an axis", picture, [](Builder& b, TensorId x) {
             return b.expand(b.reshape(b.reduce(ReduceKind::Mean, x, {2, 3}), {batch, 4, 1}), {batch, 4, 5}, {2});
         }},
    };
    const std::pair<const char*, Curve> curves[] = {
        {"relu", Curve::Relu}, {"leaky relu", Curve::LeakyRelu}, {"elu", Curve::Elu}, {"tanh", Curve::Tanh}, {"sigmoid", Curve::Sigmoid},
        {"gelu", Curve::Gelu}, {"silu", Curve::Silu}, {"softplus", Curve::Softplus}, {"hard sigmoid", Curve::HardSigmoid},
        {"hard swish", Curve::HardSwish}, {"relu6", Curve::Relu6}, {"mish", Curve::Mish}, {"gelu tanh", Curve::GeluTanh},
        {"softsign", Curve::Softsign}, {"clip", Curve::Clip}, {"exp", Curve::Exp}, {"abs", Curve::Abs}, {"erf", Curve::Erf},
        {"sin", Curve::Sin}, {"cos", Curve::Cos}, {"tan", Curve::Tan}, {"atan", Curve::Atan}, {"sinh", Curve::Sinh},
        {"cosh", Curve::Cosh}, {"asinh", Curve::Asinh}, {"floor", Curve::Floor}, {"ceil", Curve::Ceil}, {"round", Curve::Round},
        {"sign", Curve::Sign}, {"reciprocal", Curve::Reciprocal}};
    for (const auto& [name, curve] : curves)
        all.push_back({name, row, [c = curve](Builder& b, TensorId x) { return b.eltwise(c, x, 0.3, 0.9); }});
    const std::pair<const char*, Curve> inside[] = {{"log", Curve::Log}, {"sqrt", Curve::Sqrt}, {"asin", Curve::Asin},
                                                    {"acos", Curve::Acos}, {"atanh", Curve::Atanh}};
    for (const auto& [name, curve] : inside) // Defined between 0 and 1 at least.
        all.push_back({name, row, [c = curve](Builder& b, TensorId x) { return b.eltwise(c, b.eltwise(Curve::Sigmoid, x)); }});
    all.push_back({"acosh", row, [](Builder& b, TensorId x) { return b.eltwise(Curve::Acosh, b.affine(b.eltwise(Curve::Abs, x), 1, 1.5)); }});
    return all;
}

std::vector<float> run(const Program& program, TensorId input, TensorId output, const std::map<std::string, std::vector<float>>& tensors, const std::vector<float>& samples)
{
    const auto backend = make_reference_backend();
    auto executable = backend->compile(program, {});
    EXPECT_TRUE(bool(executable));
    for (std::size_t i = 0; i < program.tensors.size(); ++i)
        if (const auto t = tensors.find(program.tensors[i].name); t != tensors.end() && !t->first.empty())
            (*executable)->write(TensorId(i), std::span<const float>(t->second));
    (*executable)->write(input, std::span<const float>(samples));
    EXPECT_TRUE(bool((*executable)->run()));
    std::vector<float> result(count(program.at(output).shape));
    (*executable)->read(output, std::span<float>(result));
    return result;
}

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Onnx : public testing::TestWithParam<Case> {};

fs::path scratch(const std::string& name) { return fs::path(testing::TempDir()) / ("loom-onnx-" + std::to_string(::getpid()) + name); }

TEST_P(Onnx, RoundTripGivesTheSameNumbers)
{
    Builder b(Mode::Infer);
    Shape in{batch};
    in.insert(in.end(), GetParam().sample.begin(), GetParam().sample.end());
    const TensorId x = b.input("samples", in);
    b.set_scope("layer_1");
    const TensorId y = GetParam().body(b, x);
    b.mark_output(y, "scores");
    const Program program = b.take();

    std::map<std::string, std::vector<float>> tensors;
    for (const Tensor& t : program.tensors)
        if (t.role == Role::Weight || t.role == Role::State) {
            auto& values = tensors[t.name];
            values.resize(count(t.shape));
            fill(t.init, 7, stream_of(t.name), values);
        }
    const fs::path file = scratch(".onnx");
    std::vector<float> samples(count(in));
    Random random(3, 0);
    for (float& v : samples)
        v = float(3 * random.normal());
    const auto expected = run(program, x, y, tensors, samples);
    double spread = 0;
    for (const auto value : expected)
        spread = std::max(spread, double(std::abs(value - expected[0])));
    EXPECT_GT(spread, 0) << "all values alike would prove nothing";
    for (const int opset : onnx_opsets) {
        ASSERT_TRUE(bool(write_onnx(file, program, tensors, {"model", {"a", "b"}, opset})));
        const auto back = read_onnx(file, {batch});
        ASSERT_TRUE(bool(back)) << render(back.error().message);
        EXPECT_EQ(back->notes.labels, (std::vector<std::string>{"a", "b"}));
        const auto got = run(back->program, back->inputs[0], back->outputs[0], {}, samples);
        ASSERT_EQ(expected.size(), got.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            EXPECT_NEAR(got[i], expected[i], 1e-6 * (1 + std::abs(expected[i]))) << "opset " << opset << ", at " << i;
    }
    fs::remove(file);
}

INSTANTIATE_TEST_SUITE_P(Instructions, Onnx, testing::ValuesIn(cases()), [](const auto& tried) {
    std::string name = tried.param.name;
    std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

TEST(OnnxFile, LaterOperatorsStandOnlyInLaterOpsets)
{
    Builder b(Mode::Infer);
    const TensorId x = b.input("samples", {2, 6, 5});
    const TensorId normal = b.layer_norm(x, b.weight("scale", {6}, {.a = 1}), b.weight("shift", {6}, {}), 0, 1e-5);
    b.mark_output(b.eltwise(Curve::HardSwish, normal), "scores");
    const fs::path file = scratch("-opset.onnx");
    for (const int opset : onnx_opsets) {
        ASSERT_TRUE(bool(write_onnx(file, b.program(), {}, {.opset = opset})));
        const auto outline = outline_onnx(file);
        ASSERT_TRUE(bool(outline));
        EXPECT_EQ(outline->opset, opset);
        const auto uses = [&](const char* type) { return std::ranges::count(outline->operators, type) > 0; };
        EXPECT_EQ(uses("HardSwish"), opset >= 14) << opset;
        EXPECT_EQ(uses("LayerNormalization"), opset >= 17) << opset;
        EXPECT_EQ(uses("InstanceNormalization"), opset < 17) << opset;
    }
    fs::remove(file);
}

TEST(OnnxFile, LayersWithTheSameWeightsMayHaveABiasOfTheirOwn)
{
    for (const bool behind_first : {true, false}) {
        const std::string one = behind_first ? "behind" : "before", other = behind_first ? "before" : "behind";
        Chain c;
        c.add("input", {{"scaling", std::string("none")}, {"shape", std::vector<std::int64_t>{5, 4}}});
        c.add("gru", {{"units", std::int64_t{4}}, {"returns", std::string("all")}, {"reset", one}});
        const NodeId first = c.last();
        c.add("gru", {{"units", std::int64_t{4}}, {"returns", std::string("all")}, {"reset", other}}).share(first).add("flatten").add("output");
        const auto lowered = lower(c.finish(recipe_with("mse")), {.sample = {4, 5}, .target = DataFacts::Target::Numbers, .target_width = 20}, Purpose::Predict, batch);
        ASSERT_TRUE(bool(lowered)) << render(lowered.error().message);
        std::map<std::string, std::vector<float>> tensors;
        Random random(3, 0);
        for (const Tensor& t : lowered->program.tensors)
            if (t.role == Role::Weight)
                for (std::size_t i = 0; i < count(t.shape); ++i)
                    tensors[t.name].push_back(float(random.normal()));
        EXPECT_EQ(tensors.size(), 4u);
        std::vector<float> samples(std::size_t(batch * 20));
        for (float& v : samples)
            v = float(random.normal());
        const fs::path file = scratch("-gru.onnx");
        const auto done = write_onnx(file, lowered->program, tensors, {});
        ASSERT_TRUE(bool(done)) << render(done.error().message);
        const auto back = read_onnx(file, {batch});
        ASSERT_TRUE(bool(back)) << render(back.error().message);
        const auto expected = run(lowered->program, lowered->samples, lowered->scores, tensors, samples), got = run(back->program, back->inputs[0], back->outputs[0], {}, samples);
        ASSERT_EQ(expected.size(), got.size());
        for (std::size_t i = 0; i < got.size(); ++i)
            EXPECT_NEAR(got[i], expected[i], 1e-5);
        fs::remove(file);
    }
}

TEST(OnnxFile, ABatchIsFreeOnceExported)
{
    Builder b(Mode::Infer);
    const TensorId x = b.input("samples", {1, 2, 3, 3});
    b.mark_output(b.reshape(x, {1, 18}), "scores");
    const fs::path file = scratch("-batch.onnx");
    ASSERT_TRUE(bool(write_onnx(file, b.program(), {}, {})));
    const auto back = read_onnx(file, {5});
    ASSERT_TRUE(bool(back));
    EXPECT_EQ(back->program.at(back->outputs[0]).shape, (Shape{5, 18}));
    fs::remove(file);
}

TEST(OnnxFile, TrainingInstructionsAreRefusedByName)
{
    Builder b(Mode::Train);
    const TensorId x = b.input("samples", {2, 4});
    b.mark_output(b.dropout(x, 0.5), "scores");
    const auto status = write_onnx(scratch("-refused.onnx"), b.program(), {}, {});
    ASSERT_FALSE(bool(status));
    EXPECT_NE(render(status.error().message, Language::English).find("dropout"), std::string::npos);
    EXPECT_FALSE(fs::exists(scratch("-refused.onnx")));
}

TEST(OnnxFile, EveryCutAndEveryFlippedByteIsRefusedOrRead)
{
    Builder b(Mode::Infer);
    const TensorId x = b.input("samples", {1, 1, 6, 6});
    b.set_scope("conv2d_1");
    b.mark_output(b.conv(x, b.weight("weight", {2, 1, 3, 3}, {.a = 1}), window(3, 1, 0)), "scores");
    const fs::path file = scratch("-whole.onnx"), bad = scratch("-bad.onnx");
    ASSERT_TRUE(bool(write_onnx(file, b.program(), {}, {})));
    const std::string whole = *read_file(file);
    int refused = 0;
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        ASSERT_TRUE(bool(write_file(bad, whole.substr(0, cut))));
        refused += !read_onnx(bad, {1});
    }
    EXPECT_GT(refused, int(whole.size()) / 2);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string flipped = whole;
        flipped[at] = char(flipped[at] ^ 0x55);
        ASSERT_TRUE(bool(write_file(bad, flipped)));
        (void)read_onnx(bad, {1}); // Whatever it says, it must not crash.
    }
    fs::remove(file);
    fs::remove(bad);
}

} // namespace onnx_test
