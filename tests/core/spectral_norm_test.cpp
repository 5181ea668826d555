// Layers whose weights are divided by their largest singular value, trained for twenty steps beside PyTorch's
// (tests/golden, made by tests/python/make_vectors.py), and what holds of them whatever the numbers.
#include "core/golden.h"
#include "engine/backend.h"
#include "ir/gradient.h"
#include "schema/types.h"

namespace loom {
namespace spectral_norm_test {

using nlohmann::json;
using List = std::vector<double>;

class SpectralNorm : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override
    {
        const auto opened = open_device(GetParam());
        if (!opened)
            GTEST_SKIP() << render(opened.error().message, Language::English);
        device_ = *opened;
        tolerance_ = std::string(GetParam()) == "reference" ? 1e-7 : 1e-4;
    }
    std::unique_ptr<Executable> compiled(const Program& program)
    {
        auto made = device_->compile(program, {2});
        EXPECT_TRUE(bool(made));
        return std::move(*made);
    }
    static List read(const Executable& e, const Program& program, TensorId id)
    {
        List values(count(program.at(id).shape));
        e.read(id, std::span(values));
        return values;
    }
    static void write_all(Executable& e, const Program& program, const json& tensors)
    {
        for (const auto& [name, values] : tensors.items()) {
            const TensorId id = program.find("layer." + name);
            ASSERT_NE(id, no_tensor) << name;
            e.write(id, std::span<const double>(values.get<List>()));
        }
    }

    Backend* device_ = nullptr;
    double tolerance_ = 0;
};

TEST_P(SpectralNorm, TrainsLikePyTorch)
{
    const json given = test::golden("spectral_norm.json");
    for (const json& c : given.at("cases")) {
        const LayerType& type = *find_layer(c.at("layer").get<std::string>());
        SCOPED_TRACE(type.id);
        const Values settings = test::settings_of(type, c.at("settings"));
        const auto shape = c.at("shape").get<Shape>();

        Builder b;
        b.set_scope("layer");
        const TensorId x = b.input("x", shape), y = type.lower(b, settings, {&x, 1}, {});
        const TensorId target = b.input("target", Shape(b.shape(y))), weights = b.constant({shape[0]}, {.a = 1}),
                       loss = b.pointwise_loss(PointLoss::Mse, y, target, weights);
        const auto gradient = differentiate(b.program(), loss, b.constant({1}, {.a = 1}), Wanted::Weights);
        const TensorId rate = b.input("rate", {1});
        const OptimizerType& sgd = *find_optimizer("sgd");
        for (TensorId id = 0; id < TensorId(gradient.size()); ++id)
            if (b.program().at(id).role == Role::Weight)
                sgd.lower(b, defaults(sgd), id, gradient[std::size_t(id)], rate);
        b.mark_output(loss, "loss");
        const Program train = b.take();
        const auto step = compiled(train);
        write_all(*step, train, c.at("start"));
        step->write(x, std::span<const double>(c.at("x").get<List>()));
        step->write(target, std::span<const double>(c.at("target").get<List>()));
        step->write(rate, std::span<const double>(List{c.at("rate").get<double>()}));
        for (const double expected : c.at("losses")) {
            ASSERT_TRUE(bool(step->run()));
            EXPECT_NEAR(read(*step, train, loss)[0], expected, tolerance_ * 10);
        }
        json end;
        for (const auto& [name, values] : c.at("end").items()) {
            end[name] = read(*step, train, train.find("layer." + name));
            test::expect_alike(end[name].get<List>(), values.get<List>(), tolerance_ * 10);
        }

        Builder in_use(Mode::Infer);
        in_use.set_scope("layer");
        const TensorId given_x = in_use.input("x", shape), made = type.lower(in_use, settings, {&given_x, 1}, {});
        in_use.mark_output(made, "y");
        const Program use = in_use.take();
        const auto e = compiled(use);
        write_all(*e, use, end);
        e->write(given_x, std::span<const double>(c.at("x").get<List>()));
        ASSERT_TRUE(bool(e->run()));
        test::expect_alike(read(*e, use, made), c.at("y").get<List>(), tolerance_ * 10);
    }
}

// A layer without a bias stretches no vector once the iteration has found the largest singular value.
TEST_P(SpectralNorm, StretchesNothing)
{
    const LayerType& type = *find_layer("dense");
    const Values settings = test::settings_of(type, {{"units", 9}, {"bias", false}, {"spectral_norm", true}});
    Builder b;
    b.set_scope("layer");
    constexpr std::int64_t features = 12;
    Init identity{};
    for (std::int64_t i = 0; i < features * features; ++i)
        identity.values.push_back(i % (features + 1) == 0);
    const TensorId x = b.constant({features, features}, std::move(identity)), y = type.lower(b, settings, {&x, 1}, {});
    b.mark_output(y, "y");
    const Program program = b.take();
    const auto e = compiled(program);
    const auto random = [&](const char* name, std::uint64_t stream) {
        const TensorId id = program.find(name);
        std::vector<float> values(count(program.at(id).shape));
        fill({InitKind::Normal, 3}, 5, stream, values);
        e->write(id, std::span<const float>(values));
    };
    random("layer.weight", 1);
    random("layer.weight_u", 2);
    random("layer.weight_v", 3);
    for (int i = 0; i < 300; ++i)
        ASSERT_TRUE(bool(e->run()));
    const List w = read(*e, program, y); // {features, 9}: the identity put through the layer.
    List v(9, 1);
    double largest = 0;
    for (int i = 0; i < 1000; ++i) { // The largest singular value of what came out, found from the other side.
        List through(features, 0.0), back(9, 0.0);
        for (std::size_t r = 0; r < features; ++r)
            for (std::size_t k = 0; k < 9; ++k)
                through[r] += w[r * 9 + k] * v[k];
        for (std::size_t r = 0; r < features; ++r)
            for (std::size_t k = 0; k < 9; ++k)
                back[k] += w[r * 9 + k] * through[r];
        double size = 0;
        for (const double value : back)
            size += value * value;
        largest = std::sqrt(std::sqrt(size));
        for (std::size_t k = 0; k < 9; ++k)
            v[k] = back[k] / std::sqrt(size);
    }
    EXPECT_NEAR(largest, 1, 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Devices, SpectralNorm, testing::Values("reference", "cpu"),
                         [](const auto& test) { return std::string(test.param); });

} // namespace spectral_norm_test
} // namespace loom
