// Tensors without elements and tensors without axes, as imported models have them, through the instructions: both
// devices run them, forwards and backwards, and agree.
#include "conformance/instruction_cases.h"
#include "engine/backend.h"
#include "ir/gradient.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom::conformance {
namespace empty_test {

using Make = std::function<void(Case&)>;

std::vector<double> values_of(const Executable& e, const Program& program, TensorId id)
{
    std::vector<double> values(count(program.at(id).shape));
    e.read(id, std::span(values));
    return values;
}

/// Everything that the case computes, its gradients included, on this device.
std::vector<std::vector<double>> run_all(std::string_view device_name, const Make& make)
{
    Case c;
    make(c);
    Builder& b = c.builder;
    std::vector<TensorId> wanted = c.also_compared;
    if (c.result != no_tensor) {
        wanted.push_back(c.result);
        const TensorId seed = c.input(Shape(b.shape(c.result)));
        const std::size_t forward = b.program().tensors.size();
        const auto gradient = differentiate(b.program(), c.result, seed, Wanted::WeightsAndInputs);
        for (std::size_t id = 0; id < forward; ++id)
            if (gradient[id] != no_tensor && TensorId(id) != c.result)
                wanted.push_back(gradient[id]);
    }
    for (TensorId id : wanted)
        if (Tensor& t = b.program().at(id); t.role == Role::Intermediate || t.role == Role::Gradient) {
            t.role = Role::Output;
            t.name = "output " + std::to_string(id);
        }
    auto e = (*open_device(device_name))->compile(b.program(), {2});
    if (!e) {
        ADD_FAILURE() << render(e.error().message, Language::English);
        return {};
    }
    for (const Filling& f : c.fillings)
        f.whole.empty() && is_real(b.dtype(f.id)) ? (*e)->write(f.id, std::span<const float>(f.real))
                                                  : (*e)->write(f.id, std::span<const std::int64_t>(f.whole));
    EXPECT_TRUE(bool((*e)->run()));
    std::vector<std::vector<double>> out;
    for (TensorId id : wanted)
        if (const Role role = b.program().at(id).role; role != Role::Constant)
            out.push_back(values_of(**e, b.program(), id));
    return out;
}

const std::vector<std::pair<std::string, Make>>& all()
{
    static const std::vector<std::pair<std::string, Make>> cases = [] {
        std::vector<std::pair<std::string, Make>> list;
        auto add = [&](std::string name, Make make) { list.emplace_back(std::move(name), std::move(make)); };
        auto positive = [](double v) { return std::abs(v) + 0.5; };
        for (const auto& [name, shape] : {std::pair<std::string, Shape>{"number", {}}, {"none", {0, 3}}, {"none_within", {2, 0, 3}}}) {
            add("curves_of_" + name, [=](Case& c) {
                for (Curve curve : {Curve::Relu, Curve::Gelu, Curve::Silu, Curve::Exp, Curve::Sqrt, Curve::Floor})
                    c.also_compared.push_back(c.builder.eltwise(curve, c.input(shape, positive)));
                c.result = c.builder.eltwise(Curve::Tanh, c.input(shape));
            });
            add("affine_of_" + name, [=](Case& c) { c.result = c.builder.affine(c.input(shape), 2, 1); });
            add("arithmetic_of_" + name, [=](Case& c) {
                const auto x = c.input(shape, positive), y = c.input({}, positive), one = c.input({1}, positive);
                for (BinaryKind kind : {BinaryKind::Subtract, BinaryKind::Maximum, BinaryKind::Power, BinaryKind::Modulo})
                    c.also_compared.push_back(c.builder.binary(kind, x, y));
                c.also_compared.push_back(c.builder.binary(BinaryKind::Add, x, one));
                c.result = c.builder.binary(BinaryKind::Divide, c.builder.binary(BinaryKind::Multiply, x, y), y);
            });
            add("choices_of_" + name, [=](Case& c) {
                Builder& b = c.builder;
                const auto x = c.input(shape), y = c.input({});
                const auto less = b.compare(CompareKind::Less, x, y), both = b.logic(LogicKind::Or, less, b.logic(LogicKind::Not, less));
                c.also_compared.push_back(both);
                c.result = b.where(less, x, y);
            });
            add("orders_of_" + name, [=](Case& c) {
                Builder& b = c.builder;
                Shape more = shape;
                more.insert(more.begin(), 1);
                std::vector<int> turned;
                for (int i = int(more.size()) - 1; i >= 0; --i)
                    turned.push_back(i);
                const auto x = b.permute(b.reshape(c.input(shape), more), turned);
                c.also_compared.push_back(b.cast(x, DType::I32));
                c.result = b.concat({x, x}, 0);
            });
            add("reductions_of_" + name, [=](Case& c) {
                std::vector<int> axes;
                for (std::size_t i = 0; i < shape.size(); ++i)
                    axes.push_back(int(i));
                for (ReduceKind kind : {ReduceKind::Max, ReduceKind::Min, ReduceKind::Product, ReduceKind::LogSumExp})
                    c.also_compared.push_back(c.builder.reduce(kind, c.input(shape), axes));
                c.result = c.builder.reduce(ReduceKind::Sum, c.input(shape), axes);
            });
            add("dropout_of_" + name, [=](Case& c) {
                const auto clock = c.clock();
                c.result = c.builder.dropout(c.input(shape), 0.5);
                c.also_compared.push_back(c.builder.normal_noise(shape));
                (void)clock;
            });
        }
        for (const auto& [a, b] : {std::pair<Shape, Shape>{{0, 3}, {3, 4}}, {{2, 0}, {0, 4}}, {{2, 3}, {3, 0}}, {{0, 2, 3}, {3, 4}}, {{2, 0, 3}, {2, 3, 4}}})
            add("product_of_" + std::to_string(list.size()), [=](Case& c) { c.result = c.builder.matmul(c.input(a), c.weight("w", b)); });
        add("windows_of_no_samples", [](Case& c) {
            Builder& b = c.builder;
            const Window w{{3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
            const auto y = b.add_bias(b.conv(c.input({0, 3, 6, 6}), c.weight("w", {8, 3, 3, 3}), w), c.weight("b", {8}));
            for (PoolKind kind : {PoolKind::Average, PoolKind::Norm})
                c.also_compared.push_back(b.pool(kind, y, w));
            c.also_compared.push_back(b.pad(PadKind::Reflect, y, {1, 1}, {1, 1}));
            c.also_compared.push_back(b.resize(ResizeKind::Linear, y, {9, 9}));
            c.also_compared.push_back(b.lrn(y, {}));
            c.result = b.pool(PoolKind::Max, y, w);
        });
        add("norms_of_no_samples", [](Case& c) {
            Builder& b = c.builder;
            const auto x = c.input({0, 4, 5}), scale = c.weight("scale", {4}), shift = c.weight("shift", {4});
            c.also_compared.push_back(b.layer_norm(x, scale, shift, 2, 1e-5));
            c.also_compared.push_back(b.layer_norm(x, scale, no_tensor, 0, 1e-5, true));
            c.result = b.layer_norm(x, scale, shift, 0, 1e-5);
        });
        add("softmax_of_nothing", [](Case& c) {
            Builder& b = c.builder;
            for (const Shape& shape : {Shape{0, 5}, Shape{5, 0}, Shape{2, 0, 3}})
                for (bool log : {false, true})
                    c.also_compared.push_back(b.softmax(c.input(shape), log));
            for (const Shape& shape : {Shape{0, 2, 3}, Shape{2, 0, 3}, Shape{2, 3, 0}})
                c.also_compared.push_back(b.masked_softmax(c.input(shape), no_tensor, true));
            c.result = b.softmax(c.input({0, 4}));
        });
        add("gathered_and_scattered", [](Case& c) {
            Builder& b = c.builder;
            const auto none = b.constant({0}, {}, DType::I64), one = b.constant({}, {}, DType::I32);
            c.also_compared.push_back(b.gather(c.input({4, 3}), none, 0));
            c.also_compared.push_back(b.scatter(ScatterKind::Add, c.input({4, 3}), none, c.input({0, 3})));
            c.result = b.gather(c.input({4, 3}), one, 1);
        });
        add("pieces_of_nothing", [](Case& c) {
            Builder& b = c.builder;
            const auto x = c.input({3, 4});
            c.also_compared.push_back(b.slice(x, 1, 2, 0));
            c.also_compared.push_back(b.cum_sum(c.input({0, 3}), 1));
            c.also_compared.push_back(b.cum_sum(c.input({3, 0}), 1));
            c.also_compared.push_back(b.top_k(x, 0).values);
            c.also_compared.push_back(b.top_k(c.input({0, 4}), 2).places);
            c.also_compared.push_back(b.arg_reduce(c.input({0, 4}), 1));
            c.also_compared.push_back(b.expand(c.input({0, 1}), {0, 5}, {1}));
            c.result = b.concat({c.input({3, 0}), x, c.input({3, 2})}, 1);
        });
        for (Cell cell : {Cell::Tanh, Cell::Lstm, Cell::Gru, Cell::GruResetFirst})
            for (const auto& [steps, samples] : {std::pair<std::int64_t, std::int64_t>{0, 2}, {3, 0}})
                add("cells_" + std::to_string(int(cell)) + "_over_" + std::to_string(steps) + "_steps", [=](Case& c) {
                    const auto wide = 4 * gate_count(cell);
                    const auto made = c.builder.recurrent(
                        cell, c.input({steps, samples, 5}), c.weight("wx", {5, wide}), c.weight("wh", {4, wide}),
                        c.weight("b", {wide}), cell == Cell::Gru ? c.weight("d", {wide}) : no_tensor, no_tensor, no_tensor, false);
                    c.also_compared.push_back(made.y);
                    c.result = made.last;
                });
        add("losses_of_no_rows", [](Case& c) {
            Builder& b = c.builder;
            const auto logits = c.input({0, 4}), weights = c.input({0});
            const auto labels = c.labels(0, 4);
            c.also_compared.push_back(b.count_correct(logits, labels, weights));
            c.also_compared.push_back(b.pointwise_loss(PointLoss::Mse, c.input({0, 2}), c.input({0, 2}), weights));
            c.result = b.cross_entropy(logits, labels, weights, no_tensor, 0.1);
        });
        add("updates_of_nothing", [](Case& c) {
            const auto param = c.weight("p", {0, 3}), grad = c.input({0, 3}), rate = c.input({1});
            c.builder.emit(SgdUpdate{param, grad, no_tensor, rate});
            c.also_compared.push_back(param);
            c.also_compared.push_back(c.builder.square_sum(grad));
        });
        add("assigned_nothing", [](Case& c) {
            const auto into = c.state("s", {2, 3}), nothing = c.state("n", {0, 3});
            c.builder.assign(c.input({2, 0}), into, c.whole({2}, 0, 2, DType::I32));
            c.builder.assign(c.input({0, 3}), nothing);
            c.also_compared = {into, nothing};
        });
        return list;
    }();
    return cases;
}

class Empty : public testing::TestWithParam<std::size_t> {};

TEST_P(Empty, RunsAlikeOnBothDevices)
{
    const Make& make = all()[GetParam()].second;
    const auto truth = run_all("reference", make);
    if (!open_device("cpu"))
        GTEST_SKIP() << "The processor's device is not there.";
    const auto got = run_all("cpu", make);
    ASSERT_EQ(got.size(), truth.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        ASSERT_EQ(got[i].size(), truth[i].size()) << i;
        for (std::size_t k = 0; k < got[i].size(); ++k)
            if (std::isinf(truth[i][k]))
                EXPECT_EQ(got[i][k], truth[i][k]) << "tensor " << i;
            else if (!std::isnan(truth[i][k]))
                EXPECT_NEAR(got[i][k], truth[i][k], 1e-5) << "tensor " << i;
            else
                EXPECT_TRUE(std::isnan(got[i][k])) << "tensor " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Instructions, Empty, testing::Range(std::size_t{0}, all().size()),
                         [](const auto& test) { return all()[test.param].first; });

} // namespace empty_test
} // namespace loom::conformance
