// Penalties and clipping against PyTorch (tests/golden, made by tests/python/make_vectors.py).
#include "engine/backend.h"
#include "lowering/given_gradient.h"
#include "core/train_kit.h"
#include "golden.h"
#include "lowering/lowering.h"
#include "train/checkpoint.h"

namespace loom::test {
namespace given_gradient_test {

std::vector<double> given(const nlohmann::json& c, std::string_view device)
{
    RecipeSettings recipe;
    recipe.clip_value = c["clip_value"];
    recipe.clip_adaptive = c["clip_adaptive"];
    const Learning learning{.l1 = c["l1"], .l2 = c["l2"]};
    Builder b(Mode::Train);
    const Shape shape = c["shape"];
    const TensorId weight = b.weight("weight", shape, {}), gradient = b.input("gradient", shape);
    const TensorId out = b.affine(given_gradient(b, recipe, learning, weight, gradient), 1, 0);
    b.mark_output(out, "given");
    const Program program = b.take();
    const auto backend = open_device(device);
    EXPECT_TRUE(backend);
    auto made = (*backend)->compile(program, {1});
    EXPECT_TRUE(made);
    const std::vector<double> weights = c["weight"], gradients = c["gradient"];
    (*made)->write(weight, std::span(weights));
    (*made)->write(gradient, std::span(gradients));
    EXPECT_TRUE((*made)->run());
    std::vector<double> told(weights.size());
    (*made)->read(out, std::span(told));
    return told;
}

TEST(GivenGradient, IsThatOfPyTorch)
{
    const nlohmann::json cases = golden("given_gradients.json")["cases"];
    ASSERT_EQ(cases.size(), 18u);
    for (const auto& c : cases)
        for (const DeviceInfo& device : devices())
            if (device.available) {
                SCOPED_TRACE(device.id + " " + c.dump().substr(0, 120));
                expect_near(given(c, device.id), c["given"], 1e-6);
            }
}

TEST(GivenGradient, PenaltiesOfALayerPullItsWeightsAlone)
{
    const Document plain = chain({{"input", {}}, {"dense", {{"units", std::int64_t{3}}}}, {"output", {}}});
    const auto learned = [&](double l2) {
        Document d = plain;
        const NodeId dense = std::next(d.nodes().begin())->first;
        perform(d, SetSetting{dense, *find_layer("dense")->index_of("l2"), l2});
        set_recipe(d, "cross_entropy", {"sgd", {{"learning_rate", 0.1}}}, {{"epochs", std::int64_t{1}}, {"batch_size", std::int64_t{5}}});
        DataFacts facts;
        facts.target = DataFacts::Target::Classes;
        facts.classes = {"a", "b", "c"};
        facts.class_counts = {2, 2, 1};
        facts.sample = {4};
        facts.mean = {0, 0, 0, 0};
        facts.deviation = {1, 1, 1, 1};
        facts.rows = 5;
        auto lowered = lower(d, facts, Purpose::Train, 5);
        EXPECT_TRUE(lowered);
        auto made = (*open_device("reference"))->compile(lowered->program, {1});
        EXPECT_TRUE(made);
        Carried carried(lowered->program);
        carried.initialise(1);
        carried.write_to(**made);
        std::map<std::string, std::vector<double>> after;
        const double rate = 0.1;
        const std::vector<double> samples(20, 0.0), weights(5, 1.0), w(12, 2.0), bias(3, 2.0);
        const std::vector<std::int32_t> labels{0, 1, 2, 0, 1};
        const TensorId weight = lowered->program.find("dense_2.weight"), shift = lowered->program.find("dense_2.bias");
        (*made)->write(weight, std::span(w));
        (*made)->write(shift, std::span(bias));
        (*made)->write(lowered->samples, std::span(samples));
        (*made)->write(lowered->target, std::span(labels));
        (*made)->write(lowered->weights, std::span(weights));
        (*made)->write(lowered->rate, std::span(&rate, 1));
        EXPECT_TRUE((*made)->run());
        for (const auto& [name, id] : {std::pair("weight", weight), {"bias", shift}}) {
            after[name].resize(count(lowered->program.at(id).shape));
            (*made)->read(id, std::span(after[name]));
        }
        return after;
    };
    // Samples of zeros: the loss says nothing of the weight, and the bias learns the same with the penalty.
    auto without = learned(0), with = learned(0.5);
    EXPECT_EQ(without["weight"], std::vector<double>(12, 2.0));
    expect_near(with["weight"], std::vector<double>(12, 2.0 - 0.1 * 0.5 * 2.0), 1e-6);
    EXPECT_EQ(with["bias"], without["bias"]);
}

} // namespace given_gradient_test
} // namespace loom::test
