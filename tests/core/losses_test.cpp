// Losses against PyTorch's and Keras's (tests/golden, made by tests/python/make_vectors.py), their edges against the
// formulas, their gradients against finite differences.
#include "engine/backend.h"
#include "golden.h"
#include "ir/gradient.h"
#include "schema/types.h"

#include <cmath>
#include <set>

namespace loom {
namespace {

using Changes = std::vector<std::pair<std::string, Value>>;
using Row = std::vector<double>;

Values values_of(const TypeInfo& type, const Changes& changes)
{
    Values values = defaults(type);
    for (const auto& [key, value] : changes)
        values.at(type.index_of(key).value()) = value;
    return values;
}

class Loss {
public:
    /// On the reference, in double.
    Loss(std::string_view id, const Changes& changes, std::int64_t rows, std::int64_t width,
         const DataFacts* data = nullptr)
        : Loss(**open_device("reference"), *find_loss(id), values_of(*find_loss(id), changes), rows, width, data)
    {
    }
    Loss(Backend& device, const LossType& type, const Values& values, std::int64_t rows, std::int64_t width,
         const DataFacts* data)
        : type_(type)
    {
        Builder b;
        x_ = b.input("prediction", {rows, width});
        const bool label = type_.needs == LossType::Needs::Label;
        target_ = label ? b.input("target", {rows}, DType::I32) : b.input("target", {rows, width});
        weights_ = b.input("weights", {rows});
        loss_ = type_.lower(b, values, x_, target_, weights_, {data});
        const auto gradient = differentiate(b.program(), loss_, b.constant({1}, {.a = 1}), Wanted::WeightsAndInputs);
        gradient_ = b.affine(gradient[std::size_t(x_)], 1, 0);
        scores_ = b.affine(type_.scores(b, values, x_), 1, 0);
        b.mark_output(loss_, "loss");
        b.mark_output(gradient_, "gradient");
        b.mark_output(scores_, "scores");
        size_ = std::size_t(rows * width);
        auto made = device.compile(b.program(), {});
        EXPECT_TRUE(bool(made));
        executable_ = std::move(*made);
    }

    double operator()(const Row& x, const Row& target, const Row& weights)
    {
        executable_->write(x_, std::span(x));
        if (type_.needs == LossType::Needs::Label)
            executable_->write(target_, std::vector<std::int32_t>(target.begin(), target.end()));
        else
            executable_->write(target_, std::span(target));
        executable_->write(weights_, std::span(weights));
        EXPECT_TRUE(bool(executable_->run()));
        double loss = 0;
        executable_->read(loss_, std::span(&loss, 1));
        return loss;
    }
    Row gradient() const { return read(gradient_); }
    Row scores() const { return read(scores_); }

private:
    Row read(TensorId id) const
    {
        Row values(size_);
        executable_->read(id, std::span(values));
        return values;
    }

    const LossType& type_;
    std::unique_ptr<Executable> executable_;
    TensorId x_, target_, weights_, loss_, gradient_, scores_;
    std::size_t size_ = 0;
};

class Losses : public testing::TestWithParam<std::string> {};

TEST_P(Losses, AreThoseOfPyTorchAndKeras)
{
    const auto device = open_device(GetParam());
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    const nlohmann::json given = test::golden("losses.json");
    const DataFacts data{.class_counts = given["class_counts"]};
    std::set<std::string> seen;
    for (const auto& c : given["cases"]) {
        SCOPED_TRACE(c["loss"].get<std::string>() + c["settings"].dump() + c["weights"].dump());
        seen.insert(c["loss"]);
        const LossType& type = *find_loss(c["loss"].get<std::string>());
        Loss loss(**device, type, test::settings_of(type, c["settings"]), given["rows"], given["width"], &data);
        const double value = loss(given["prediction"], c["target"], c["weights"]);
        // The reference counts in double, but class weights are f32 everywhere.
        const bool exact = GetParam() == "reference" && !c["settings"].contains("class_weights");
        const double tolerance = exact ? 1e-8 : 1e-5;
        test::expect_alike({value}, {c["value"].get<double>()}, tolerance);
        test::expect_alike(loss.gradient(), c["gradient"], tolerance);
    }
    for (const LossType* type : loss_types()) // Those of two players: lowering_test.cpp.
        EXPECT_NE(seen.contains(std::string(type->id)), bool(type->lower_generator)) << type->id;
}

INSTANTIATE_TEST_SUITE_P(Devices, Losses, testing::Values("reference", "cpu"),
                         [](const auto& tried) { return tried.param; });

TEST(CrossEntropyLoss, IsTheFormula)
{
    Loss loss("cross_entropy", {}, 2, 3);
    // −log softmax: row 0 is log(e^1 + e^2 + e^3) − 3, row 1 is log 3.
    const double first = std::log(std::exp(1) + std::exp(2) + std::exp(3)) - 3;
    EXPECT_NEAR(loss({1, 2, 3, 5, 5, 5}, {2, 0}, {1, 1}), (first + std::log(3)) / 2, 1e-12);
    EXPECT_NEAR(loss.scores()[3], 1.0 / 3, 1e-12);
    // Rows that only fill a batch do not count.
    EXPECT_NEAR(loss({1, 2, 3, 5, 5, 5}, {2, 0}, {1, 0}), first, 1e-12);
    EXPECT_NEAR(loss({800, 0, -800, 0, 0, 0}, {0, 0}, {1, 0}), 0, 1e-12); // No overflow.
}

TEST(CrossEntropyLoss, BalancesClasses)
{
    const DataFacts data{.class_counts = {30, 10, 0}};
    Loss loss("cross_entropy", {{"class_weights", std::string("balanced")}}, 2, 3, &data);
    // Weights 40/(3·30) and 40/(3·10), the mean by weight.
    const double a = 40.0 / 90, b = 40.0 / 30, all = std::log(std::exp(1) + std::exp(2) + std::exp(3));
    EXPECT_NEAR(loss({1, 2, 3, 1, 2, 3}, {0, 1}, {1, 1}), (a * (all - 1) + b * (all - 2)) / (a + b),
                1e-7); // Constants are f32.
    Loss without("cross_entropy", {{"class_weights", std::string("balanced")}}, 2, 3);
    EXPECT_NEAR(without({1, 2, 3, 1, 2, 3}, {0, 1}, {1, 1}), (all - 1 + all - 2) / 2, 1e-12);
}

TEST(BinaryCrossEntropyLoss, IsTheFormula)
{
    auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    Loss loss("binary_cross_entropy", {{"positive_weight", 3.0}}, 2, 1);
    EXPECT_NEAR(loss({0.4, -1.3}, {1, 0}, {1, 1}), (-3 * std::log(sigmoid(0.4)) - std::log(1 - sigmoid(-1.3))) / 2,
                1e-12);
    EXPECT_NEAR(loss.scores()[0], sigmoid(0.4), 1e-12);
    EXPECT_NEAR(loss({800, -800}, {1, 0}, {1, 1}), 0, 1e-12);
    Loss smooth("binary_cross_entropy", {{"smoothing", 0.2}}, 1, 1);
    EXPECT_NEAR(smooth({0.4}, {1}, {1}), -0.9 * std::log(sigmoid(0.4)) - 0.1 * std::log(1 - sigmoid(0.4)), 1e-12);
}

TEST(NumberLosses, AreTheFormulas)
{
    const Row x{1, 5, -2, 0}, target{2, 2, -2.5, 0};
    EXPECT_NEAR(Loss("mse", {}, 2, 2)(x, target, {1, 1}), (1 + 9 + 0.25 + 0) / 4, 1e-12);
    EXPECT_NEAR(Loss("mae", {}, 2, 2)(x, target, {1, 1}), (1 + 3 + 0.5 + 0) / 4, 1e-12);
    EXPECT_NEAR(Loss("huber", {}, 2, 2)(x, target, {1, 1}), (0.5 + 2.5 + 0.125 + 0) / 4, 1e-12);
    EXPECT_NEAR(Loss("huber", {{"delta", 2.0}}, 2, 2)(x, target, {1, 0}), (0.5 + 2 * (3 - 1)) / 2, 1e-12);
    Loss mse("mse", {}, 2, 2);
    (void)mse(x, target, {1, 1});
    EXPECT_EQ(mse.scores(), x);
}

TEST(EveryLoss, HasTheGradientOfFiniteDifferences)
{
    const DataFacts data{.class_counts = {3, 1, 2}};
    for (const LossType* type : loss_types()) {
        if (type->lower_generator)
            continue; // lowering_test.cpp.
        std::vector<Changes> settings{{}};
        for (const Setting& s : type->settings) {
            if (s.key == "smoothing")
                settings.push_back({{"smoothing", 0.2}});
            if (s.key == "class_weights")
                settings.push_back({{"class_weights", std::string("balanced")}});
            if (s.key == "positive_weight" || s.key == "delta")
                settings.push_back({{std::string(s.key), 0.4}});
        }
        for (const Changes& changes : settings) {
            SCOPED_TRACE(type->id);
            Loss loss(type->id, changes, 3, 3, &data);
            Row x{0.3, -1.2, 0.7, 2.1, 0.05, -0.4, 1.4, 0.6, -0.9};
            const Row target = type->needs == LossType::Needs::Label    ? Row{0, 2, 1}
                               : type->needs == LossType::Needs::Binary ? Row{1, 0, 1, 0, 0, 1, 1, 1, 0}
                                                                        : Row{0.1, 0.4, 2, -1, 1.3, 0.2, 1, -0.6, 0.3};
            const Row weights{1, 0, 2};
            (void)loss(x, target, weights);
            const Row told = loss.gradient();
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double was = x[i];
                x[i] = was + 1e-6;
                const double above = loss(x, target, weights);
                x[i] = was - 1e-6;
                const double below = loss(x, target, weights);
                x[i] = was;
                EXPECT_NEAR(told[i], (above - below) / 2e-6, 1e-7) << i;
            }
        }
    }
}

} // namespace
} // namespace loom
