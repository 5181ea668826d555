// Which instructions belong to which part of a batch, where parts may run side by side.
#include "ir/builder.h"
#include "ir/parts.h"

#include <gtest/gtest.h>

using namespace loom;

namespace parts_test {

/// A batch of 4 in two parts: x·w each, and what both give.
struct TwoParts {
    Builder b;
    TensorId x = b.input("x", {4, 3}), w = b.weight("w", {3, 3}, {}), rate = b.input("rate", {1});
    TensorId part[2] = {b.slice(x, 0, 0, 2), b.slice(x, 0, 2, 2)};
    TensorId turned = b.permute(w, {1, 0});
    TensorId made[2] = {b.matmul(part[0], turned), b.matmul(part[1], turned)};
    TensorId both = b.binary(BinaryKind::Add, made[0], made[1]);
    TwoParts() { b.program().side_by_side = true; }

    std::vector<Stretch> found() { return stretches(b.program()); }
};

constexpr Stretch all(int stage) { return {stage, -1}; }

TEST(Stretches, FollowWhatInstructionsReadFrom)
{
    TwoParts p;
    EXPECT_EQ(p.found(), (std::vector<Stretch>{{1, 0}, {1, 1}, all(0), {1, 0}, {1, 1}, all(2)}));
    p.b.program().side_by_side = false;
    EXPECT_EQ(p.found(), std::vector<Stretch>(6, all(0)));
}

TEST(Stretches, PartsGoOnBehindWhatAllHaveDone)
{
    TwoParts p;
    const TensorId last = p.b.binary(BinaryKind::Add, p.made[1], p.b.reduce(ReduceKind::Sum, p.both, {0, 1}));
    p.b.eltwise(Curve::Relu, last);
    p.b.eltwise(Curve::Relu, p.made[0]);
    const auto found = p.found();
    EXPECT_EQ(std::vector(found.begin() + 6, found.end()), (std::vector<Stretch>{all(2), {3, 1}, {3, 1}, {1, 0}}));
}

TEST(Stretches, TheClockHasNoRows)
{
    TwoParts p;
    p.b.slice(p.b.clock(), 0, 1, 1);
    EXPECT_EQ(p.found().back(), all(0));
}

TEST(Stretches, WhatLastsIsWrittenWhenNoPartReadsItAnyMore)
{
    TwoParts q;
    q.b.matmul(q.part[0], q.w);
    q.b.emit(SgdUpdate{q.w, q.turned, no_tensor, q.rate});
    q.b.matmul(q.part[1], q.w);
    const auto later = q.found();
    EXPECT_EQ(std::vector(later.begin() + 6, later.end()), (std::vector<Stretch>{{1, 0}, all(2), {3, 1}}));
}

TEST(Stretches, AStateThatAPartWritesIsNoPartsOwn)
{
    TwoParts p;
    const TensorId state = p.b.state("s", {2, 3}, {});
    p.b.assign(p.made[0], state);
    p.b.binary(BinaryKind::Add, p.made[1], state);
    const auto found = p.found();
    EXPECT_EQ(std::vector(found.begin() + 6, found.end()), (std::vector<Stretch>{all(2), {3, 1}}));
}

} // namespace parts_test
