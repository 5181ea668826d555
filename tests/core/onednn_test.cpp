// What the oneDNN device adds to the meaning of a program: layouts that stay inside, a forecast, the same bits again.
#include "base/random.h"
#include "engine/backend.h"
#include "ir/builder.h"
#include "ir/gradient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace loom {
namespace onednn_test {

/// A small network of everything that chooses layouts, with its training step.
struct Network {
    Program program;
    TensorId x, labels, weights, rate, clock, loss;
    std::vector<TensorId> params;
};

Network network()
{
    Builder b;
    Network n{};
    n.x = b.input("x", {8, 1, 16, 16});
    n.labels = b.input("labels", {8}, DType::I32);
    n.weights = b.input("weights", {8});
    n.rate = b.input("rate", {1});
    n.clock = b.clock();
    auto weight = [&](const char* name, Shape shape, double half_range) {
        n.params.push_back(b.weight(name, std::move(shape), {.kind = InitKind::Uniform, .a = half_range}));
        return n.params.back();
    };
    const Window same{{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
    b.set_scope("first");
    auto y = b.eltwise(Curve::Relu,
                       b.add_bias(b.conv(n.x, weight("weight", {16, 1, 3, 3}, 0.5), same), weight("bias", {16}, 0)));
    b.set_scope("norm");
    const auto mean = b.state("mean", {16}, {}), variance = b.state("variance", {16}, {.a = 1});
    y = b.batch_norm(y, weight("scale", {16}, 1), weight("shift", {16}, 1), mean, variance, 0.1, 1e-3);
    const auto side = y;
    b.set_scope("second");
    y = b.conv(y, weight("weight", {16, 16, 3, 3}, 0.1), same);
    y = b.binary(BinaryKind::Add, b.eltwise(Curve::Silu, y), side);
    y = b.pool(PoolKind::Max, y, {{2, 2}, {2, 2}, {1, 1}, {0, 0}, {0, 0}});
    y = b.dropout(y, 0.25);
    b.set_scope("dense");
    y = b.add_bias(b.matmul(b.reshape(y, {8, 1024}), weight("weight", {1024, 4}, 0.05)), weight("bias", {4}, 0));
    n.loss = b.cross_entropy(y, n.labels, n.weights, no_tensor, 0);
    b.mark_output(n.loss, "loss");
    const auto gradient = differentiate(b.program(), n.loss, b.constant({1}, {.a = 1}));
    for (TensorId p : n.params)
        b.emit(AdamUpdate{p, gradient[std::size_t(p)], b.moment(p, "first"), b.moment(p, "second"), n.rate, n.clock});
    n.program = b.take();
    return n;
}

void start(Executable& e, const Network& n)
{
    Random random(1, 1);
    for (std::size_t i = 0; i < n.program.tensors.size(); ++i) {
        const Tensor& t = n.program.tensors[i];
        std::vector<float> values(count(t.shape));
        if (t.role == Role::Weight || t.role == Role::State || t.role == Role::Moment)
            fill(t.init, 3, stream_of(t.name), values);
        else if (TensorId(i) == n.x)
            for (float& v : values)
                v = float(random.uniform());
        else
            continue;
        e.write(TensorId(i), std::span<const float>(values));
    }
    e.write(n.labels, std::span<const std::int32_t>(std::vector<std::int32_t>{0, 1, 2, 3, 0, 1, 2, 3}));
    e.write(n.weights, std::span<const float>(std::vector<float>(8, 1)));
    e.write(n.rate, std::span<const double>(std::vector<double>{0.01}));
}

double train(Executable& e, const Network& n, int steps, std::int64_t first = 0)
{
    for (std::int64_t step = first; step < first + steps; ++step) {
        e.write(n.clock, std::span<const std::int64_t>(std::vector<std::int64_t>{5, step}));
        EXPECT_TRUE(e.run());
    }
    double loss = 0;
    e.read(n.loss, std::span<double>(&loss, 1));
    return loss;
}

std::vector<float> lasting(const Executable& e, const Network& n)
{
    std::vector<float> all;
    for (std::size_t i = 0; i < n.program.tensors.size(); ++i)
        if (const Tensor& t = n.program.tensors[i];
            t.role == Role::Weight || t.role == Role::State || t.role == Role::Moment) {
            std::vector<float> values(count(t.shape));
            e.read(TensorId(i), std::span<float>(values));
            all.insert(all.end(), values.begin(), values.end());
        }
    return all;
}

class OneDnn : public testing::Test {
protected:
    void SetUp() override
    {
        const auto opened = open_device("cpu");
        if (!opened)
            GTEST_SKIP() << render(opened.error().message, Language::English);
        cpu = *opened;
    }
    std::unique_ptr<Executable> compile(Backend& device, int threads)
    {
        auto made = device.compile(net.program, {threads});
        EXPECT_TRUE(made);
        start(**made, net);
        return std::move(*made);
    }
    Backend* cpu = nullptr;
    Network net = network();
};

TEST_F(OneDnn, TrainsAsTheReferenceDoes)
{
    const auto fast = compile(*cpu, 2), exact = compile(**open_device("reference"), 1);
    const double first = train(*fast, net, 1);
    EXPECT_NEAR(first, train(*exact, net, 1), 1e-5);
    EXPECT_NEAR(train(*fast, net, 4, 1), train(*exact, net, 4, 1), 1e-3);
    EXPECT_LT(train(*fast, net, 30, 5), first / 4);
}

TEST_F(OneDnn, SameBitsAgainAndAfterAResume)
{
    const auto whole = compile(*cpu, 2), again = compile(*cpu, 2);
    train(*whole, net, 10);
    train(*again, net, 10);
    EXPECT_EQ(lasting(*whole, net), lasting(*again, net));

    // What lasts is all that a run is: handed to a fresh executable after half of the steps, nothing differs.
    const auto half = compile(*cpu, 2), rest = compile(*cpu, 2);
    train(*half, net, 5);
    for (std::size_t i = 0; i < net.program.tensors.size(); ++i)
        if (const Tensor& t = net.program.tensors[i];
            t.role == Role::Weight || t.role == Role::State || t.role == Role::Moment) {
            std::vector<float> values(count(t.shape));
            half->read(TensorId(i), std::span<float>(values));
            rest->write(TensorId(i), std::span<const float>(values));
        }
    train(*rest, net, 5, 5);
    EXPECT_EQ(lasting(*whole, net), lasting(*rest, net));
}

TEST_F(OneDnn, ProgramsMayMoveToAnotherThread)
{
    const auto here = compile(*cpu, 2), there = compile(*cpu, 2);
    train(*here, net, 3);
    std::jthread([&] { train(*there, net, 3); }).join();
    EXPECT_EQ(lasting(*here, net), lasting(*there, net));
}

TEST_F(OneDnn, ForecastsItsMemoryAndReusesIt)
{
    const auto e = compile(*cpu, 2);
    const auto forecast = cpu->memory_needed(net.program, {2});
    ASSERT_TRUE(forecast);
    EXPECT_EQ(*forecast, e->memory_bytes());
    std::size_t sum = 0;
    for (const Tensor& t : net.program.tensors)
        sum += count(t.shape) * sizeof(float);
    EXPECT_LT(*forecast, sum);
}

TEST_F(OneDnn, FusesAndSaysWhereTheTimeGoes)
{
    const auto e = compile(*cpu, 1);
    const auto times = e->profile();
    ASSERT_TRUE(times);
    bool fused = false;
    for (const StepTime& t : *times) {
        EXPECT_GE(t.seconds, 0);
        fused = fused || t.what.starts_with("conv + add_bias + eltwise");
    }
    EXPECT_TRUE(fused);
}

// What stands side by side in memory is done side by side, there and on the way back.
TEST_F(OneDnn, StepsOfSeveralInstructions)
{
    const auto steps_of = [&](auto&& layers) {
        Builder b;
        const TensorId y = layers(b);
        const TensorId seed = b.input("seed", Shape(b.shape(y)));
        const auto gradient = differentiate(b.program(), y, seed, Wanted::WeightsAndInputs);
        for (TensorId id = 0; id < TensorId(gradient.size()); ++id)
            if (gradient[std::size_t(id)] != no_tensor && b.program().at(id).role == Role::Weight)
                b.mark_output(gradient[std::size_t(id)], "gradient " + std::to_string(id));
        b.mark_output(y, "y");
        const Program program = b.take();
        const auto made = cpu->compile(program, {1});
        EXPECT_TRUE(made);
        for (TensorId id = 0; id < TensorId(program.tensors.size()); ++id)
            if (const Tensor& t = program.at(id); t.role == Role::Input || t.role == Role::Weight || t.role == Role::State)
                (*made)->write(id, std::span<const float>(std::vector<float>(count(t.shape), 0.5f)));
        std::vector<std::string> names;
        const auto times = (*made)->profile();
        for (const StepTime& t : *times)
            names.push_back(t.what.substr(0, t.what.find(',')));
        return names;
    };
    const auto has = [](const std::vector<std::string>& names, std::string_view wanted) {
        return std::ranges::find(names, wanted) != names.end();
    };
    const Init some{.kind = InitKind::Uniform, .a = 0.5};
    const auto rows = steps_of([&](Builder& b) {
        const auto y = b.eltwise(Curve::Relu, b.add_bias(b.matmul(b.input("x", {8, 32}), b.weight("w", {32, 32}, some)), b.weight("b", {32}, some)));
        return b.matmul(y, b.weight("out", {32, 32}, some));
    });
    EXPECT_TRUE(has(rows, "matmul + add_bias + eltwise"));
    const auto residual = steps_of([&](Builder& b) {
        const auto x = b.matmul(b.input("x", {4, 8, 32}), b.weight("in", {32, 32}, some));
        const auto y = b.binary(BinaryKind::Add, b.matmul(x, b.weight("w", {32, 32}, some)), b.weight("b", {32}, some));
        return b.binary(BinaryKind::Add, y, x);
    });
    EXPECT_TRUE(has(residual, "matmul + binary + binary")); // Bias and residual connection.
    const auto pictures = steps_of([&](Builder& b) {
        const Window same{{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
        auto y = b.add_bias(b.conv(b.input("x", {4, 16, 8, 8}), b.weight("w", {16, 16, 3, 3}, some), same), b.weight("b", {16}, some));
        y = b.pool(PoolKind::Max, b.eltwise(Curve::Relu, y), {{2, 2}, {2, 2}, {1, 1}, {0, 0}, {0, 0}});
        y = b.batch_norm(b.conv(y, b.weight("w2", {16, 16, 3, 3}, some), same), b.weight("scale", {16}, some), b.weight("shift", {16}, some),
                         b.state("mean", {16}, {}), b.state("variance", {16}, {.a = 1}), 0.1, 1e-3);
        return b.conv(b.eltwise(Curve::Relu, y), b.weight("w3", {16, 16, 3, 3}, some), same);
    });
    for (const char* step : {"conv + add_bias + eltwise", "batch_norm + eltwise", "eltwise_backward + batch_norm_backward",
                             "pool_backward + eltwise_backward", "conv_backward_weights + reduce"})
        EXPECT_TRUE(has(pictures, step)) << step;
}

TEST_F(OneDnn, TooMuchMemoryIsAnErrorThatBlamesTheMachine)
{
    Builder b;
    const auto x = b.input("x", {std::int64_t{1} << 24, 1 << 20});
    b.mark_output(b.affine(x, 2, 1), "y");
    const auto made = cpu->compile(b.take(), {1});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().blame, Blame::Machine);
    EXPECT_FALSE(made.error().hint.empty());
}

} // namespace onednn_test
} // namespace loom
