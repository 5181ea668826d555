// Literals worked out by hand: the reference is what the other devices are compared with.
#include "base/random.h"
#include "engine/backend.h"
#include "ir/builder.h"
#include "ir/gradient.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace reference_test {

std::unique_ptr<Executable> compile(const Program& program)
{
    auto made = (*open_device("reference"))->compile(program, {});
    return std::move(*made);
}

void put(Executable& e, TensorId id, std::vector<double> values)
{
    e.write(id, std::span<const double>(values));
}

std::vector<double> get(const Executable& e, TensorId id, std::size_t n)
{
    std::vector<double> values(n);
    e.read(id, std::span<double>(values));
    return values;
}

void expect_near(const std::vector<double>& a, const std::vector<double>& b)
{
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        EXPECT_NEAR(a[i], b[i], 1e-12) << i;
}

TEST(Reference, MatMul)
{
    Builder b;
    const auto x = b.input("x", {2, 3}), y = b.input("y", {2, 3});
    const auto out = b.matmul(x, y, false, true);
    auto e = compile(b.take());
    put(*e, x, {1, 2, 3, 4, 5, 6});
    put(*e, y, {1, 0, 1, 2, 1, 0});
    ASSERT_TRUE(e->run());
    expect_near(get(*e, out, 4), {4, 4, 10, 13});
}

TEST(Reference, ConvWithPaddingOnOneSide)
{
    Builder b;
    const auto x = b.input("x", {1, 1, 3}), w = b.input("w", {1, 1, 2});
    const auto out = b.conv(x, w, {{2}, {1}, {1}, {0}, {1}});
    auto e = compile(b.take());
    put(*e, x, {1, 2, 3});
    put(*e, w, {10, 1});
    ASSERT_TRUE(e->run());
    expect_near(get(*e, out, 3), {12, 23, 30});
}

TEST(Reference, MaxPoolSendsTheGradientToTheFirstOfEquals)
{
    Builder b;
    const auto x = b.input("x", {1, 1, 4}), seed = b.input("seed", {1, 1, 2});
    const auto y = b.pool(PoolKind::Max, x, {{2}, {2}, {1}, {0}, {0}});
    const auto gradient = differentiate(b.program(), y, seed, Wanted::WeightsAndInputs);
    const auto dx = gradient[std::size_t(x)];
    auto e = compile(b.take());
    put(*e, x, {5, 5, 1, 2});
    put(*e, seed, {1, 7});
    ASSERT_TRUE(e->run());
    expect_near(get(*e, y, 2), {5, 2});
    expect_near(get(*e, dx, 4), {1, 0, 0, 7});
}

TEST(Reference, BatchNormMovesTheRunningValues)
{
    Builder b;
    b.set_scope("bn");
    const auto x = b.input("x", {2, 1});
    const auto scale = b.weight("scale", {1}, {}), shift = b.weight("shift", {1}, {});
    const auto mean = b.state("mean", {1}, {}), variance = b.state("variance", {1}, {});
    const auto y = b.batch_norm(x, scale, shift, mean, variance, 0.1, 0);
    auto e = compile(b.take());
    put(*e, x, {1, 3});
    put(*e, scale, {2});
    put(*e, shift, {1});
    put(*e, variance, {1});
    ASSERT_TRUE(e->run());
    expect_near(get(*e, y, 2), {-1, 3});
    expect_near(get(*e, mean, 1), {0.2});
    expect_near(get(*e, variance, 1), {1.1}); // unbiased variance 2
}

TEST(Reference, CrossEntropyLeavesOutRowsWithoutWeight)
{
    Builder b;
    const auto x = b.input("x", {3, 2}), weights = b.input("weights", {3});
    const auto labels = b.input("labels", {3}, DType::I32);
    const auto loss = b.cross_entropy(x, labels, weights, no_tensor, 0);
    const auto right = b.count_correct(x, labels, weights);
    auto e = compile(b.take());
    put(*e, x, {0, 0, std::log(3), 0, 100, 0});
    put(*e, weights, {1, 1, 0});
    e->write(labels, std::span<const std::int32_t>(std::vector<std::int32_t>{0, 1, 0}));
    ASSERT_TRUE(e->run());
    expect_near(get(*e, loss, 1), {(std::log(2) + std::log(4)) / 2});
    expect_near(get(*e, right, 1), {1});
}

TEST(Reference, TrainsALine)
{
    Builder b;
    b.set_scope("line");
    const auto x = b.input("x", {4, 1}), target = b.input("target", {4, 1}), weights = b.input("weights", {4});
    const auto rate = b.input("rate", {1});
    const auto w = b.weight("weight", {1, 1}, {}), bias = b.weight("bias", {1}, {});
    const auto y = b.add_bias(b.matmul(x, w), bias);
    const auto loss = b.pointwise_loss(PointLoss::Mse, y, target, weights);
    const auto seed = b.constant({1}, {.a = 1});
    const auto gradient = differentiate(b.program(), loss, seed);
    for (TensorId p : {w, bias})
        b.emit(SgdUpdate{p, gradient[std::size_t(p)], b.moment(p, "velocity"), rate, 0.5});
    auto e = compile(b.take());
    put(*e, x, {0, 1, 2, 3});
    put(*e, target, {1, 3, 5, 7});
    put(*e, weights, {1, 1, 1, 1});
    put(*e, rate, {0.1});
    for (int i = 0; i < 300; ++i)
        ASSERT_TRUE(e->run());
    EXPECT_NEAR(get(*e, w, 1)[0], 2, 1e-6);
    EXPECT_NEAR(get(*e, bias, 1)[0], 1, 1e-6);
}

} // namespace reference_test
} // namespace loom
