// Optimisers against PyTorch's, step by step (tests/golden, made by tests/python/make_vectors.py).
#include "engine/backend.h"
#include "golden.h"
#include "schema/types.h"

#include <set>

namespace loom {
namespace optimizers_test {

using Row = std::vector<double>;

/// The parameter after every step that the case tells.
std::vector<Row> steps_of(Backend& device, const OptimizerType& type, const Values& values, const nlohmann::json& given)
{
    const Row start = given["start"];
    const auto size = std::int64_t(start.size());
    Builder b;
    b.set_scope("layer");
    const TensorId param = b.weight("weight", {size}, {}), grad = b.input("gradient", {size}),
                   step_rate = b.input("rate", {1});
    type.lower(b, values, param, grad, step_rate);
    const TensorId clock = b.program().find("clock");
    auto executable = device.compile(b.program(), {});
    EXPECT_TRUE(bool(executable));
    (*executable)->write(param, std::span(start));
    for (TensorId id = 0; id < TensorId(b.program().tensors.size()); ++id)
        if (b.program().at(id).role == Role::Moment)
            (*executable)->write(id, Row(start.size(), b.program().at(id).init.a));
    std::vector<Row> result;
    for (std::size_t step = 0; step < given["gradients"].size(); ++step) {
        (*executable)->write(grad, given["gradients"][step].get<Row>());
        (*executable)->write(step_rate, Row{given["rates"][step].get<double>()});
        if (clock != no_tensor)
            (*executable)->write(clock, std::vector<std::int64_t>{1, std::int64_t(step)});
        EXPECT_TRUE(bool((*executable)->run()));
        if ((step + 1) % given["told_every"].get<std::size_t>() != 0)
            continue;
        result.emplace_back(start.size());
        (*executable)->read(param, std::span(result.back()));
    }
    return result;
}

class Optimizers : public testing::TestWithParam<std::string> {};

TEST_P(Optimizers, StepAsPyTorchDoes)
{
    const auto device = open_device(GetParam());
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    const nlohmann::json given = test::golden("optimizers.json");
    std::set<std::string> seen;
    for (const auto& c : given["cases"]) {
        SCOPED_TRACE(c["optimizer"].get<std::string>() + c["settings"].dump());
        seen.insert(c["optimizer"]);
        const OptimizerType& type = *find_optimizer(c["optimizer"].get<std::string>());
        const auto steps = steps_of(**device, type, test::settings_of(type, c["settings"]), given);
        ASSERT_EQ(steps.size(), c["steps"].size());
        // The reference counts in double, the other devices in f32.
        for (std::size_t step = 0; step < steps.size(); ++step)
            test::expect_near(steps[step], c["steps"][step], GetParam() == "reference" ? 1e-9 : 1e-6);
    }
    EXPECT_EQ(seen.size(), optimizer_types().size());
}

INSTANTIATE_TEST_SUITE_P(Devices, Optimizers, testing::Values("reference", "cpu"),
                         [](const auto& tried) { return tried.param; });

// Lion's is that of its paper.
TEST(EveryOptimizer, HasTheRateOfKerasOrPyTorch)
{
    for (const auto& [id, expected] :
         {std::pair{"sgd", 0.01}, {"adagrad", 0.01}, {"rmsprop", 0.001}, {"adam", 0.001}, {"adamw", 0.001},
          {"lion", 0.0001}})
        EXPECT_DOUBLE_EQ(find_optimizer(id)->learning_rate(defaults(*find_optimizer(id))), expected) << id;
    EXPECT_EQ(optimizer_types().size(), 6u);
}

// The moments' names are what a checkpoint stores.
TEST(EveryOptimizer, NamesItsMemoryAfterTheParameter)
{
    for (const OptimizerType* type : optimizer_types()) {
        Builder b;
        b.set_scope("dense_1");
        const TensorId param = b.weight("weight", {3}, {}), grad = b.input("gradient", {3}),
                       step_rate = b.input("rate", {1});
        type->lower(b, defaults(*type), param, grad, step_rate);
        for (const Tensor& t : b.program().tensors)
            if (t.role == Role::Moment) {
                EXPECT_TRUE(t.name.starts_with("dense_1.weight.")) << t.name;
            }
    }
}

} // namespace optimizers_test
} // namespace loom
