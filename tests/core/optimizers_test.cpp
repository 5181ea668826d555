// Optimisers against their published formulas, written out here a second time, over several steps.
#include "engine/backend.h"
#include "schema/types.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace {

using Changes = std::vector<std::pair<std::string, Value>>;
using Row = std::vector<double>;

const Row start{1, -2, 0.5};
const std::vector<Row> gradients{{0.1, -0.4, 2}, {0.3, 0.2, -1}, {0, -0.5, 0.7}};
constexpr double rate = 0.1;

/// The parameter after each of the steps.
std::vector<Row> steps_of(std::string_view id, const Changes& changes)
{
    const OptimizerType& type = *find_optimizer(id);
    Values values = defaults(type);
    for (const auto& [key, value] : changes)
        values.at(type.index_of(key).value()) = value;
    Builder b;
    b.set_scope("layer");
    const TensorId param = b.weight("weight", {3}, {}), grad = b.input("gradient", {3}),
                   step_rate = b.input("rate", {1});
    type.lower(b, values, param, grad, step_rate);
    const TensorId clock = b.program().find("clock");
    const auto backend = make_reference_backend();
    auto executable = backend->compile(b.program(), {});
    EXPECT_TRUE(bool(executable));
    (*executable)->write(param, std::span(start));
    for (TensorId id_ = 0; id_ < TensorId(b.program().tensors.size()); ++id_)
        if (b.program().at(id_).role == Role::Moment)
            (*executable)->write(id_, Row(3, b.program().at(id_).init.a));
    std::vector<Row> result;
    for (std::size_t step = 0; step < gradients.size(); ++step) {
        (*executable)->write(grad, std::span(gradients[step]));
        (*executable)->write(step_rate, Row{rate});
        if (clock != no_tensor)
            (*executable)->write(clock, std::vector<std::int64_t>{1, std::int64_t(step)});
        EXPECT_TRUE(bool((*executable)->run()));
        result.emplace_back(3);
        (*executable)->read(param, std::span(result.back()));
    }
    return result;
}

/// `update(param, gradient, step)` for one number, with memory of its own.
template <class Make>
void expect_steps(std::string_view id, const Changes& changes, Make make)
{
    SCOPED_TRACE(id);
    const auto told = steps_of(id, changes);
    for (std::size_t i = 0; i < 3; ++i) {
        auto update = make();
        double p = start[i];
        for (std::size_t step = 0; step < gradients.size(); ++step) {
            p = update(p, gradients[step][i], int(step) + 1);
            EXPECT_NEAR(told[step][i], p, 1e-9) << "step " << step << ", element " << i;
        }
    }
}

TEST(Sgd, IsTheFormula)
{
    expect_steps("sgd", {}, [] { return [](double p, double g, int) { return p - rate * g; }; });
    expect_steps("sgd", {{"weight_decay", 0.2}},
                 [] { return [](double p, double g, int) { return p - rate * (g + 0.2 * p); }; });
}

// As in PyTorch: v = μ·v + g; Nesterov steps along g + μ·v.
TEST(Sgd, HasMomentum)
{
    expect_steps("sgd", {{"momentum", 0.9}}, [] {
        return [v = 0.0](double p, double g, int) mutable {
            v = 0.9 * v + g;
            return p - rate * v;
        };
    });
    expect_steps("sgd", {{"momentum", 0.9}, {"nesterov", true}, {"weight_decay", 0.01}}, [] {
        return [v = 0.0](double p, double g, int) mutable {
            g += 0.01 * p;
            v = 0.9 * v + g;
            return p - rate * (g + 0.9 * v);
        };
    });
}

TEST(AdaGrad, IsTheFormula)
{
    expect_steps("adagrad", {{"initial", 0.1}, {"weight_decay", 0.01}}, [] {
        return [sum = 0.1](double p, double g, int) mutable {
            g += 0.01 * p;
            sum += g * g;
            return p - rate * g / (std::sqrt(sum) + 1e-7);
        };
    });
}

TEST(RmsProp, IsTheFormula)
{
    expect_steps("rmsprop", {}, [] {
        return [square = 0.0](double p, double g, int) mutable {
            square = 0.9 * square + 0.1 * g * g;
            return p - rate * g / (std::sqrt(square) + 1e-7);
        };
    });
    expect_steps("rmsprop", {{"momentum", 0.8}, {"rho", 0.7}}, [] {
        return [square = 0.0, v = 0.0](double p, double g, int) mutable {
            square = 0.7 * square + 0.3 * g * g;
            v = 0.8 * v + g / (std::sqrt(square) + 1e-7);
            return p - rate * v;
        };
    });
}

auto adam(double decay, bool decoupled)
{
    return [=] {
        return [=, m = 0.0, v = 0.0](double p, double g, int step) mutable {
            if (decoupled)
                p -= rate * decay * p;
            else
                g += decay * p;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            const double mean = m / (1 - std::pow(0.9, step)), square = v / (1 - std::pow(0.999, step));
            return p - rate * mean / (std::sqrt(square) + 1e-7);
        };
    };
}

TEST(Adam, IsTheFormula)
{
    expect_steps("adam", {}, adam(0, false));
    expect_steps("adam", {{"weight_decay", 0.1}}, adam(0.1, false));
    expect_steps("adamw", {}, adam(0.01, true));
}

TEST(EveryOptimizer, HasTheRateOfKerasOrPyTorch)
{
    for (const auto& [id, expected] :
         {std::pair{"sgd", 0.01}, {"adagrad", 0.01}, {"rmsprop", 0.001}, {"adam", 0.001}, {"adamw", 0.001}})
        EXPECT_DOUBLE_EQ(find_optimizer(id)->learning_rate(defaults(*find_optimizer(id))), expected) << id;
    EXPECT_EQ(optimizer_types().size(), 5u);
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

} // namespace
} // namespace loom
