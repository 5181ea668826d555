// Layers over sequences against PyTorch's: results and gradients, and whole networks trained for fifty steps.
#include "core/golden.h"
#include "engine/backend.h"
#include "ir/builder.h"
#include "ir/gradient.h"
#include "schema/types.h"

#include <gtest/gtest.h>

namespace loom {
namespace sequences_test {

using nlohmann::json;

void write(Executable& e, TensorId id, const std::vector<double>& values)
{
    ASSERT_NE(id, no_tensor);
    e.write(id, std::span<const double>(values));
}
std::vector<double> read(const Executable& e, const Program& program, TensorId id)
{
    std::vector<double> values(count(program.at(id).shape));
    e.read(id, std::span<double>(values));
    return values;
}

class Sequences : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override
    {
        const auto opened = open_device(GetParam());
        if (!opened)
            GTEST_SKIP() << render(opened.error().message, Language::English);
        device_ = *opened;
    }
    std::unique_ptr<Executable> compiled(const Program& program)
    {
        auto made = device_->compile(program, {2});
        EXPECT_TRUE(bool(made));
        return std::move(*made);
    }
    bool exact() const { return std::string(GetParam()) == "reference"; }

    Backend* device_ = nullptr;
};

TEST_P(Sequences, AreTheLayersOfPyTorch)
{
    int seen = 0;
    const json cases = test::golden("sequences.json");
    for (const json& c : cases) {
        const std::string id = c.at("layer");
        SCOPED_TRACE(id + " " + c.at("settings").dump());
        const LayerType* type = find_layer(id);
        ASSERT_TRUE(type);
        Builder b;
        b.set_scope("layer");
        std::vector<TensorId> inputs;
        for (const json& x : c.at("inputs")) {
            Shape shape{c.at("batch").get<std::int64_t>()};
            for (const std::int64_t d : x.at("shape"))
                shape.push_back(d);
            inputs.push_back(b.input("x" + std::to_string(inputs.size()), shape));
        }
        const TensorId y = type->lower(b, test::settings_of(*type, c.at("settings")), inputs, {});
        const TensorId seed = b.input("seed", Shape(b.shape(y)));
        const auto gradient = differentiate(b.program(), y, seed, Wanted::WeightsAndInputs);
        std::map<TensorId, TensorId> gradients;
        for (TensorId t = 0; t < seed; ++t)
            if (const Role role = b.program().at(t).role; role == Role::Weight || role == Role::Input) {
                ASSERT_NE(gradient[std::size_t(t)], no_tensor) << b.program().at(t).name;
                gradients[t] = b.affine(gradient[std::size_t(t)], 1, 0);
                b.mark_output(gradients[t], "gradient of " + b.program().at(t).name);
            }
        const TensorId out = b.affine(y, 1, 0);
        b.mark_output(out, "output");
        const Program program = b.take();
        const auto e = compiled(program);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            write(*e, inputs[i], c.at("inputs")[i].at("values"));
        for (const auto& [name, values] : c.at("weights").items())
            write(*e, program.find("layer." + name), values);
        write(*e, seed, c.at("seed"));
        ASSERT_TRUE(bool(e->run()));
        const double tolerance = exact() ? 1e-7 : 2e-4;
        test::expect_alike(read(*e, program, out), c.at("output"), tolerance);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            test::expect_alike(read(*e, program, gradients.at(inputs[i])), c.at("inputs")[i].at("gradient"), tolerance);
        for (const auto& [name, values] : c.at("gradients").items()) {
            SCOPED_TRACE(name);
            test::expect_alike(read(*e, program, gradients.at(program.find("layer." + name))), values, tolerance);
        }
        EXPECT_EQ(gradients.size(), inputs.size() + c.at("weights").size());
        ++seen;
    }
    EXPECT_GE(seen, 15);
}

// The same weights, batches and optimiser: the losses of all steps.
TEST_P(Sequences, LearnAsInPyTorch)
{
    const json curves = test::golden("sequence_curves.json");
    for (const std::string name : {"lstm", "transformer"}) {
        const json& c = curves.at(name);
        SCOPED_TRACE(name);
        const auto batch = c.at("batch").get<std::int64_t>(), length = c.at("length").get<std::int64_t>();
        Builder b;
        const TensorId ids = b.input("ids", {batch, length}), labels = b.input("labels", {batch}, DType::I32);
        TensorId y = ids;
        auto add = [&](const char* id, const json& settings) {
            b.set_scope(id);
            const LayerType& type = *find_layer(id);
            y = type.lower(b, test::settings_of(type, settings), std::span(&y, 1), {});
        };
        auto add_beside = [&](const char* id, const json& settings) {
            const TensorId before = y;
            add(id, settings);
            y = b.binary(BinaryKind::Add, before, y);
        };
        if (name == "lstm") {
            add("embedding", {{"vocabulary", c.at("vocabulary")}, {"width", 6}});
            add("lstm", {{"units", 10}});
        } else {
            add("embedding", {{"vocabulary", c.at("vocabulary")}, {"width", 8}});
            add("positions", json::object());
            add_beside("attention", {{"heads", 2}});
            add_beside("feed_forward", {{"hidden", 16}});
            add("flatten", json::object());
        }
        add("dense", {{"units", 2}});
        const TensorId loss = b.cross_entropy(y, labels, b.constant({batch}, {.a = 1}), no_tensor, 0);
        const auto gradient = differentiate(b.program(), loss, b.constant({1}, {.a = 1}), Wanted::Weights);
        const TensorId rate = b.input("rate", {1});
        const OptimizerType& adam = *find_optimizer("adam");
        for (TensorId id = 0; id < TensorId(gradient.size()); ++id)
            if (b.program().at(id).role == Role::Weight)
                adam.lower(b, defaults(adam), id, gradient[std::size_t(id)], rate);
        const TensorId clock = b.clock();
        b.mark_output(loss, "loss");
        const Program program = b.take();
        const auto e = compiled(program);
        for (const auto& [weight, values] : c.at("weights").items())
            write(*e, program.find(weight), values);
        write(*e, rate, {0.01});
        const auto each = std::size_t(batch * length);
        const std::vector<double> all_ids = c.at("ids");
        const std::vector<std::int64_t> all_labels = c.at("labels");
        for (std::size_t step = 0; step < c.at("losses").size(); ++step) {
            e->write(ids, std::span<const double>(all_ids).subspan(step * each, each));
            e->write(labels, std::span<const std::int64_t>(all_labels).subspan(step * std::size_t(batch), std::size_t(batch)));
            e->write(clock, std::span<const std::int64_t>(std::vector<std::int64_t>{1, std::int64_t(step)}));
            ASSERT_TRUE(bool(e->run()));
            EXPECT_NEAR(read(*e, program, loss)[0], c.at("losses")[step].get<double>(), exact() ? 1e-6 : 1e-3)
                << "step " << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Devices, Sequences, testing::Values("reference", "cpu"),
                         [](const auto& test) { return std::string(test.param); });

} // namespace sequences_test
} // namespace loom
