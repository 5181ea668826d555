// What the passes over a program take away, and that nothing readable changes by it.
#include "base/random.h"
#include "engine/backend.h"
#include "engine/reference/store.h"
#include "ir/builder.h"
#include "ir/gradient.h"
#include "ir/passes/passes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

namespace loom {
namespace passes_test {

using Values = std::vector<std::vector<double>>;

bool is_readable(Role role)
{
    return role == Role::Weight || role == Role::State || role == Role::Moment || role == Role::Output;
}

/// What can be read after `runs` runs, by tensor; all inputs and what lasts are drawn, the same for equal programs.
Values run_on(std::string_view device, const Program& program, int runs = 2)
{
    auto opened = open_device(device);
    if (!opened)
        return {};
    auto made = (*opened)->compile(program, {2});
    EXPECT_TRUE(made);
    Executable& e = **made;
    for (std::size_t i = 0; i < program.tensors.size(); ++i) {
        const Tensor& t = program.tensors[i];
        Random random(11, i);
        std::vector<float> values(count(t.shape));
        for (float& v : values)
            v = float(random.uniform() + 0.5);
        if (t.role == Role::Input && t.dtype == DType::I64)
            e.write(TensorId(i), std::span<const std::int64_t>(std::vector<std::int64_t>(values.size(), 3)));
        else if (t.role == Role::Input || t.role == Role::Weight || t.role == Role::State || t.role == Role::Moment)
            e.write(TensorId(i), std::span<const float>(values));
    }
    for (int i = 0; i < runs; ++i)
        EXPECT_TRUE(e.run());
    Values out(program.tensors.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        if (is_readable(program.tensors[i].role)) {
            out[i].resize(count(program.tensors[i].shape));
            e.read(TensorId(i), std::span<double>(out[i]));
        }
    return out;
}

/// The other program makes the same of all that can be read in this one, up to `error` on the reference device.
void expect_same(const Program& before, const Program& after, double error = 0)
{
    ASSERT_LE(before.tensors.size(), after.tensors.size());
    for (const auto& [device, allowed] : {std::pair("reference", error), std::pair("cpu", 1e-5)}) {
        const auto expected = run_on(device, before), found = run_on(device, after);
        for (std::size_t i = 0; i < expected.size(); ++i)
            for (std::size_t k = 0; k < expected[i].size(); ++k)
                ASSERT_NEAR(found[i][k], expected[i][k], allowed * (1 + std::abs(expected[i][k]))) << device << ", " << i;
    }
}

constexpr double rounding = 1e-6; // Constants that were computed ahead are as exact as their type.

std::size_t count_of(const Program& program, std::string_view name)
{
    return std::size_t(std::ranges::count(program.ops, name, [](const Op& op) { return name_of(op); }));
}

TEST(Passes, WhatLeadsNowhereGoes)
{
    Builder b;
    b.set_scope("s");
    const auto x = b.input("x", {4, 3, 2, 2}), rate = b.input("rate", {1});
    const auto used = b.eltwise(Curve::Relu, x);
    const auto unused = b.eltwise(Curve::Exp, b.affine(x, 2, 1));
    const auto lonely = b.constant({5}, {.a = 1});
    (void)b.binary(BinaryKind::Add, unused, unused);
    // Nobody reads what it normalises, but it moves the running values; and an update is wanted for its own sake.
    const auto mean = b.state("mean", {3}, {}), variance = b.state("variance", {3}, {.a = 1});
    (void)b.batch_norm(used, b.weight("scale", {3}, {}), b.weight("shift", {3}, {}), mean, variance, 0.1, 1e-3);
    const auto w = b.weight("w", {4, 3, 2, 2}, {});
    b.emit(SgdUpdate{w, used, no_tensor, rate});
    b.mark_output(b.reduce(ReduceKind::Sum, used, {0, 1, 2, 3}), "sum");
    const Program before = b.program();
    Program after = before;
    EXPECT_EQ(remove_dead(after), 3u);
    EXPECT_EQ(after.ops.size(), before.ops.size() - 3);
    EXPECT_EQ(count_of(after, "batch_norm"), 1u);
    EXPECT_EQ(count_of(after, "sgd_update"), 1u);
    EXPECT_EQ(after.at(lonely).role, Role::Intermediate);
    EXPECT_EQ(remove_dead(after), 0u);
    expect_same(before, after);
}

TEST(Passes, EqualInstructionsRunOnce)
{
    Builder b;
    const auto x = b.input("x", {64}), clock = b.clock();
    std::vector<TensorId> made;
    const auto draw = [&](std::uint64_t stream) {
        Tensor t{.shape = {64}};
        b.program().tensors.push_back(t);
        const auto out = TensorId(b.program().tensors.size()) - 1;
        b.emit(Dropout{x, clock, out, 0.5, stream});
        return out;
    };
    TensorId sum = b.binary(BinaryKind::Add, b.eltwise(Curve::Tanh, x), b.eltwise(Curve::Tanh, x));
    sum = b.binary(BinaryKind::Add, sum, b.eltwise(Curve::Clip, x, 0, 1)); // Another curve, and other ends of it.
    sum = b.binary(BinaryKind::Add, sum, b.eltwise(Curve::Clip, x, 0, 2));
    sum = b.binary(BinaryKind::Add, sum, b.affine(b.affine(x, 2, 0), 3, 0)); // Equal ones of equal ones.
    sum = b.binary(BinaryKind::Add, sum, b.affine(b.affine(x, 2, 0), 3, 0));
    for (std::uint64_t stream : {7, 7, 8})
        sum = b.binary(BinaryKind::Add, sum, draw(stream));
    for (int i = 0; i < 2; ++i) // Constants of one value are one.
        sum = b.binary(BinaryKind::Multiply, sum, b.constant({}, {.a = 2}));
    const auto one = b.constant({1}, {.a = 1});
    for (std::int64_t n : {3, 4}) // What another size tells apart.
        sum = b.binary(BinaryKind::Add, sum, b.reduce(ReduceKind::Sum, b.expand(one, {n}, {0}), {0}));
    const auto first = b.eltwise(Curve::Sin, x), second = b.eltwise(Curve::Sin, x);
    b.mark_output(first, "first"); // Both can be read, so both stay.
    b.mark_output(second, "second");
    b.mark_output(sum, "sum");
    const Program before = b.program();
    Program after = before;
    EXPECT_EQ(merge_equal(after), 4u); // tanh, two of affine, a draw.
    EXPECT_EQ(count_of(after, "dropout"), 2u);
    EXPECT_EQ(count_of(after, "affine"), 2u);
    EXPECT_EQ(count_of(after, "expand"), 2u);
    EXPECT_EQ(remove_dead(after), 0u);
    EXPECT_EQ(std::ranges::count(after.tensors, Role::Constant, &Tensor::role), 2);
    expect_same(before, after);
}

/// Reads a weight, updates it and reads it again, and moves a state twice, as a generator and a discriminator that
/// learn in one program do.
Program adversarial()
{
    Builder b;
    b.set_scope("s");
    const auto x = b.input("x", {4, 3, 2, 2}), rate = b.input("rate", {1});
    const auto w = b.weight("w", {4, 3, 2, 2}, {}), bias = b.weight("bias", {3}, {});
    const auto scale = b.constant({3}, {.a = 1}), shift = b.constant({3}, {.a = 0});
    const auto mean = b.state("mean", {3}, {}), variance = b.state("variance", {3}, {.a = 1});
    const auto pass = [&](const char* name) {
        const auto y = b.add_bias(b.binary(BinaryKind::Multiply, x, w), bias);
        const auto normal = b.batch_norm(y, scale, shift, mean, variance, 0.5, 1e-3);
        b.mark_output(b.reduce(ReduceKind::Mean, b.eltwise(Curve::Tanh, b.binary(BinaryKind::Add, normal, y)), {0, 1, 2, 3}), name);
        return y;
    };
    const auto y = pass("first");
    b.emit(SgdUpdate{w, y, no_tensor, rate});
    b.emit(SgdUpdate{bias, b.reduce(ReduceKind::Sum, y, {0, 2, 3}), no_tensor, rate});
    const auto again = pass("second");
    b.emit(SgdUpdate{w, again, no_tensor, rate});
    (void)pass("third");
    return b.take();
}

TEST(Passes, AWeightThatIsReadAgainAfterItsUpdateIsAnotherValue)
{
    const Program before = adversarial();
    Program after = before;
    EXPECT_EQ(merge_equal(after), 0u);
    improve(after, reference::compute_ahead);
    EXPECT_EQ(count_of(after, "batch_norm"), 3u);
    EXPECT_EQ(count_of(after, "sgd_update"), 3u);
    expect_same(before, after);
    const Values values = run_on("reference", before);
    const auto first = values[std::size_t(before.find("first"))], second = values[std::size_t(before.find("second"))];
    EXPECT_NE(first, second);
}

TEST(Passes, ABiasThatIsUpdatedBetweenAProductAndItsAdditionCounts)
{
    Builder b;
    b.set_scope("s");
    const auto x = b.input("x", {8, 4}), rate = b.input("rate", {1}), g = b.input("g", {5});
    const auto w = b.weight("w", {4, 5}, {}), bias = b.weight("bias", {5}, {});
    const auto product = b.matmul(x, w);
    b.emit(SgdUpdate{bias, g, no_tensor, rate});
    b.mark_output(b.add_bias(product, bias), "y");
    const Program program = b.take();
    const auto exact = run_on("reference", program), fast = run_on("cpu", program);
    const auto y = std::size_t(program.find("y"));
    for (std::size_t i = 0; !fast.empty() && i < exact[y].size(); ++i)
        EXPECT_NEAR(fast[y][i], exact[y][i], 1e-5);
}

TEST(Passes, ConstantsAreComputedAhead)
{
    Builder b;
    const auto x = b.input("x", {8});
    const auto small = b.eltwise(Curve::Exp, b.affine(b.constant({8}, {.values = {1, 2, 3, 4, 5, 6, 7, 8}}), 0.5, 1));
    const auto whole = b.cast(b.constant({8}, {.whole = {9, 8, 7, 6, 5, 4, 3, 2}}, DType::I64), DType::F32);
    const auto wide = b.reduce(ReduceKind::Sum, b.expand(b.constant({1}, {.a = 2}), {100'000}, {0}), {0});
    b.mark_output(b.binary(BinaryKind::Add, b.binary(BinaryKind::Multiply, x, b.binary(BinaryKind::Add, small, whole)),
                           b.reshape(wide, {1})),
                  "y");
    const Program before = b.program();
    Program after = before;
    EXPECT_EQ(fold_constants(after, reference::compute_ahead), 4u); // affine, exp, cast, add; not the wide ones.
    EXPECT_EQ(remove_dead(after), 0u);
    EXPECT_EQ(count_of(after, "eltwise"), 0u);
    EXPECT_EQ(count_of(after, "expand"), 1u);
    expect_same(before, after, rounding);
}

TEST(Passes, AnotherOrderSavesMemoryWhereOneDoes)
{
    Builder b;
    const auto x = b.input("x", {64, 64});
    std::vector<TensorId> wide, sums;
    for (int i = 0; i < 8; ++i)
        wide.push_back(b.affine(x, 1 + i, 0));
    for (TensorId id : wide)
        sums.push_back(b.reduce(ReduceKind::Sum, b.eltwise(Curve::Exp, id), {0, 1}));
    TensorId sum = sums[0];
    for (std::size_t i = 1; i < sums.size(); ++i)
        sum = b.binary(BinaryKind::Add, sum, sums[i]);
    b.mark_output(sum, "sum");
    const Program before = b.program();
    Program after = before, again = before;
    const auto bytes = passing_bytes(before);
    ASSERT_TRUE(order_for_memory(after));
    EXPECT_LT(passing_bytes(after), bytes / 4);
    EXPECT_TRUE(order_for_memory(again));
    EXPECT_EQ(again.ops, after.ops);
    EXPECT_FALSE(order_for_memory(again)); // There is nothing more to win, so it stays.
    EXPECT_EQ(again.ops, after.ops);
    expect_same(before, after);
    if (const auto cpu = open_device("cpu")) {
        EXPECT_LT(*(*cpu)->memory_needed(after, {1}), *(*cpu)->memory_needed(before, {1}) / 2);
    }
}

/// Layers with a GELU and a dropout, and their training step.
Program layers(bool update_before_the_way_back)
{
    Builder b;
    b.set_scope("s");
    const auto x = b.input("x", {32, 32}), target = b.input("target", {32, 32}), weights = b.input("weights", {32}),
               rate = b.input("rate", {1});
    const auto bias = b.weight("bias", {256}, {});
    TensorId y = x;
    std::vector<TensorId> learned, sums;
    for (const char* layer : {"a", "b", "c", "d"}) {
        b.set_scope(layer);
        learned.push_back(b.weight("in", {32, 256}, {}));
        learned.push_back(b.weight("out", {256, 32}, {}));
        const TensorId h = b.matmul(y, learned[learned.size() - 2]);
        TensorId g = h;
        if (update_before_the_way_back) { // What the sum was made from is in memory all the while.
            sums.push_back(h);
            g = b.add_bias(h, bias);
        } else {
            g = b.dropout(b.eltwise(Curve::HardSwish, h), 0.5);
        }
        y = b.affine(b.matmul(g, learned.back()), 1e-4, 0);
    }
    if (update_before_the_way_back)
        b.emit(SgdUpdate{bias, b.input("g", {256}), no_tensor, rate});
    const auto loss = b.pointwise_loss(PointLoss::Mse, y, target, weights);
    b.mark_output(loss, "loss");
    const auto gradient = differentiate(b.program(), loss, b.constant({1}, {.a = 1}));
    for (TensorId h : sums)
        b.mark_output(b.reduce(ReduceKind::Sum, h, {0, 1}), "sum " + std::to_string(h));
    for (TensorId w : learned)
        b.emit(SgdUpdate{w, gradient[std::size_t(w)], no_tensor, rate});
    return b.take();
}

TEST(Passes, WhatIsCheapIsMadeAgainInPlaceOfBeingKept)
{
    const Program before = layers(false);
    Program after = before;
    const Recomputed made = recompute(after, 1);
    // The curve and the draw, from the product that the way back needs in any case; not in the last layer.
    EXPECT_EQ(made.instructions, 6u);
    EXPECT_EQ(made.elements, 6u * 32 * 256);
    EXPECT_EQ(after.ops.size(), before.ops.size() + 6);
    EXPECT_EQ(made.bytes_before, passing_bytes(before));
    EXPECT_EQ(made.bytes_after, passing_bytes(after));
    EXPECT_LT(made.bytes_after, made.bytes_before);
    expect_same(before, after);
    if (const auto cpu = open_device("cpu")) {
        EXPECT_LT(*(*cpu)->memory_needed(after, {1}), *(*cpu)->memory_needed(before, {1}));
    }
    // Where that is not worth it, nothing changes.
    Program same = before;
    EXPECT_EQ(recompute(same, made.bytes_before - made.bytes_after + 1).instructions, 0u);
    EXPECT_EQ(same.ops, before.ops);
}

TEST(Passes, NothingIsMadeAgainFromWhatHasChanged)
{
    const Program before = layers(true);
    Program after = before;
    recompute(after, 1);
    EXPECT_EQ(count_of(after, "add_bias"), 4u);
    expect_same(before, after);
}

/// Sums and products of what is there, weights that are updated in between and read again, constants, and results that
/// nobody reads.
Program random_program(std::uint64_t seed, int instructions)
{
    Random random(seed, stream_of("passes"));
    Builder b;
    b.set_scope("s");
    const auto rate = b.input("rate", {1}), clock = b.clock();
    std::vector<TensorId> known{b.input("x", {2, 8}), b.constant({2, 8}, {.a = 0.5}), b.constant({2, 8}, {.a = 0.5})}, weights;
    for (int i = 0; i < 3; ++i)
        weights.push_back(b.weight("w" + std::to_string(i), {2, 8}, {}));
    const auto any = [&](const std::vector<TensorId>& of) { return of[random.below(of.size())]; };
    const auto operand = [&] { return random.below(4) == 0 ? any(weights) : any(known); };
    for (int i = 0; i < instructions; ++i)
        switch (random.below(6)) {
        case 0:
            b.emit(SgdUpdate{any(weights), any(known), no_tensor, rate, 0, 0.1});
            break;
        case 1: {
            const TensorId x = operand(), out = b.affine(x, 0.5, double(random.below(2)));
            known.push_back(out);
            break;
        }
        case 2: {
            const TensorId x = operand(), out = b.affine(x, 1, 0);
            b.program().ops.back() = Dropout{x, clock, out, 0.5, random.below(2)};
            known.push_back(out);
            break;
        }
        case 3:
            known.push_back(b.eltwise(random.below(2) ? Curve::Tanh : Curve::Sigmoid, operand()));
            break;
        default: {
            const TensorId a = operand(), c = operand();
            known.push_back(b.eltwise(Curve::Tanh, b.binary(random.below(2) ? BinaryKind::Add : BinaryKind::Multiply, a, c)));
        }
        }
    b.mark_output(known.back(), "last");
    return b.take();
}

TEST(Passes, RandomProgramsKeepTheirResults)
{
    std::size_t went = 0, moved = 0, again = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE(seed);
        const Program before = random_program(seed, 40);
        Program folded = before;
        fold_constants(folded, reference::compute_ahead);
        expect_same(before, folded, rounding);
        Program after = folded;
        merge_equal(after);
        remove_dead(after);
        went += before.ops.size() - after.ops.size();
        moved += order_for_memory(after);
        again += recompute(after, 1).instructions;
        expect_same(folded, after);
    }
    // Each pass had something to do.
    EXPECT_GT(went, 100u);
    EXPECT_GT(moved, 5u);
    EXPECT_GT(again, 5u);
}

TEST(Passes, ProgramsOfManyInstructionsTakeSeconds)
{
    const Program before = random_program(1, 20'000);
    ASSERT_GT(before.ops.size(), 20'000u);
    Program after = before;
    const auto begin = std::clock();
    improve(after, reference::compute_ahead);
    EXPECT_LT(double(std::clock() - begin) / CLOCKS_PER_SEC, 5);
    EXPECT_LT(after.ops.size(), before.ops.size());
}

} // namespace passes_test
} // namespace loom
