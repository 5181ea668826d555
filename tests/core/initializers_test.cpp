// How weights start: the published variances and ranges, with the fans that each layer asks for.
// Glorot and Bengio 2010: variance 2/(fan_in + fan_out). He et al. 2015: 2/fan_in. LeCun et al. 1998: 1/fan_in.
#include "schema/initializers.h"
#include "schema/types.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

namespace loom {
namespace initializers_test {

struct Case {
    std::string_view layer;
    std::vector<std::pair<std::string_view, Value>> settings;
    Shape input;
    double fan_in, fan_out;
};

using Sizes = std::vector<std::int64_t>;

// Fans as Keras (compute_fans) and PyTorch (_calculate_fan_in_and_fan_out) read them off the weight's shape: groups
// divide the channels that go in, not the filters that come out. Enough weights each that a variance is sure to 1 %.
const std::vector<Case> cases{
    {"dense", {{"units", std::int64_t{700}}}, {300}, 300, 700},
    {"conv2d", {{"filters", std::int64_t{160}}, {"kernel", Sizes{3, 5}}}, {64, 9, 9}, 64 * 15, 160 * 15},
    {"conv2d",
     {{"filters", std::int64_t{256}}, {"kernel", Sizes{3, 5}}, {"groups", std::int64_t{4}}},
     {128, 9, 9},
     128 / 4 * 15,
     256 * 15},
    {"conv2d", // Depthwise.
     {{"filters", std::int64_t{1024}}, {"kernel", Sizes{11, 11}}, {"groups", std::int64_t{512}}},
     {512, 20, 20},
     121,
     1024 * 121},
};

/// The starting weights of a layer, filled as a run fills them.
std::vector<float> weights_of(const Case& c, std::string_view initializer)
{
    const LayerType& type = *find_layer(c.layer);
    Values values = defaults(type);
    for (const auto& [key, value] : c.settings)
        values.at(type.index_of(key).value()) = value;
    values.at(type.index_of("initializer").value()) = std::string(initializer);
    EXPECT_TRUE(std::holds_alternative<Shape>(type.infer(values, std::span(&c.input, 1), {})));
    Builder b;
    b.set_scope("layer");
    Shape batch = c.input;
    batch.insert(batch.begin(), 1);
    const TensorId x = b.input("x", batch);
    (void)type.lower(b, values, std::span(&x, 1), {});
    const Tensor& weight = b.program().at(b.program().find("layer.weight"));
    std::vector<float> filled(count(weight.shape)), bias(1, 7);
    fill(weight.init, 5, 1, filled);
    fill(b.program().at(b.program().find("layer.bias")).init, 5, 2, bias);
    EXPECT_EQ(bias[0], 0);
    return filled;
}

struct Spread {
    double mean = 0, variance = 0, largest = 0;
};

Spread spread(const std::vector<float>& values)
{
    Spread s;
    for (const double v : values) {
        s.mean += v / double(values.size());
        s.largest = std::max(s.largest, std::abs(v));
    }
    for (const double v : values)
        s.variance += (v - s.mean) * (v - s.mean) / double(values.size());
    return s;
}

TEST(Initializers, HaveThePublishedVarianceAndRange)
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    // A uniform draw ends at √3 deviations; a normal one of a rule is cut at 2 deviations and then widened by what
    // the cut took from the deviation (Keras: 1/0.8796), so that the variance is the rule's.
    const double uniform = std::sqrt(3), cut = 2 / 0.87962566103423978;
    for (const Case& c : cases) {
        const double glorot = 2 / (c.fan_in + c.fan_out), he = 2 / c.fan_in, lecun = 1 / c.fan_in;
        const std::map<std::string_view, std::pair<double, double>> rules{
            {"glorot_uniform", {glorot, uniform}}, {"glorot_normal", {glorot, cut}},
            {"he_uniform", {he, uniform}},         {"he_normal", {he, cut}},
            {"lecun_uniform", {lecun, uniform}},   {"lecun_normal", {lecun, cut}},
            {"normal", {0.05 * 0.05, inf}},        {"uniform", {0.05 * 0.05 / 3, uniform}},
        };
        EXPECT_EQ(initializer_choices().size(), rules.size() + 1); // And zeros.
        for (const Choice& choice : initializer_choices()) {
            SCOPED_TRACE(testing::Message()
                         << choice.id << ", " << c.layer << ", fans " << c.fan_in << " and " << c.fan_out);
            const std::vector<float> weights = weights_of(c, choice.id);
            const Spread s = spread(weights);
            if (choice.id == "zeros") {
                EXPECT_EQ(s.largest, 0);
                continue;
            }
            ASSERT_TRUE(rules.contains(choice.id));
            const auto [variance, deviations] = rules.at(choice.id);
            const double deviation = std::sqrt(variance);
            EXPECT_GT(weights.size(), 100000u);
            EXPECT_NEAR(s.mean / deviation, 0, 0.015);
            EXPECT_NEAR(s.variance / variance, 1, 0.015);
            if (deviations == inf) {
                EXPECT_GT(s.largest, 3.5 * deviation); // Not cut.
            } else {
                EXPECT_LE(s.largest, deviations * deviation * (1 + 1e-6));
                EXPECT_GT(s.largest, deviations * deviation * 0.999);
            }
        }
    }
}

} // namespace initializers_test
} // namespace loom
