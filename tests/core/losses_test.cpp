// Losses against PyTorch's and Keras's (tests/golden, made by tests/python/make_vectors.py), their edges against the
// formulas, their gradients against finite differences.
#include "engine/backend.h"
#include "golden.h"
#include "ir/gradient.h"
#include "schema/boxes.h"

#include <cmath>
#include <map>
#include <set>

namespace loom {
namespace losses_test {

using Changes = std::vector<std::pair<std::string, Value>>;
using Row = std::vector<double>;

Values values_of(const TypeInfo& type, const Changes& changes)
{
    Values values = defaults(type);
    for (const auto& [key, value] : changes)
        values.at(type.index_of(key).value()) = value;
    return values;
}

void write_target(Executable& executable, const LossType& type, TensorId id, const Row& target)
{
    if (type.needs == LossType::Needs::Label || type.needs == LossType::Needs::LabelSequence)
        executable.write(id, std::vector<std::int32_t>(target.begin(), target.end()));
    else if (id != no_tensor)
        executable.write(id, std::span(target));
}

class Loss {
public:
    /// On the reference, in double.
    Loss(std::string_view id, const Changes& changes, std::int64_t rows, std::int64_t width,
         const DataFacts* data = nullptr)
        : Loss(**open_device("reference"), *find_loss(id), values_of(*find_loss(id), changes), {rows, width}, data)
    {
    }
    Loss(Backend& device, const LossType& type, const Values& values, const Shape& shape, const DataFacts* data,
         const Shape& labels = {})
        : type_(type)
    {
        Builder b;
        x_ = b.input("prediction", shape);
        target_ = target_input(b, type_, shape, labels);
        weights_ = b.input("weights", {shape[0]});
        loss_ = type_.lower(b, values, x_, target_, weights_, {data});
        const auto gradient = differentiate(b.program(), loss_, b.constant({1}, {.a = 1}), Wanted::WeightsAndInputs);
        gradient_ = b.affine(gradient[std::size_t(x_)], 1, 0);
        scores_ = b.affine(type_.scores(b, values, x_), 1, 0);
        b.mark_output(loss_, "loss");
        b.mark_output(gradient_, "gradient");
        b.mark_output(scores_, "scores");
        size_ = count(shape);
        auto made = device.compile(b.program(), {});
        EXPECT_TRUE(bool(made));
        executable_ = std::move(*made);
    }

    double operator()(const Row& x, const Row& target, const Row& weights)
    {
        executable_->write(x_, std::span(x));
        write_target(*executable_, type_, target_, target);
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
        const Shape shape = c.value("shape", Shape{given["rows"], given["width"]});
        Loss loss(**device, type, test::settings_of(type, c["settings"]), shape, &data,
                  c.value("labels", Shape()));
        const double value = loss(c.value("prediction", given["prediction"]), c["target"], c["weights"]);
        // The reference counts in double, but class weights are f32 everywhere.
        const bool exact = GetParam() == "reference" && !c["settings"].contains("class_weights");
        const double tolerance = exact ? 1e-8 : 1e-5;
        test::expect_alike({value}, {c["value"].get<double>()}, tolerance);
        test::expect_alike(loss.gradient(), c["gradient"], tolerance);
    }
    for (const LossType* type : loss_types()) // Those of two players: lowering_test.cpp.
        EXPECT_NE(seen.contains(std::string(type->id)), bool(type->lower_generator)) << type->id;
}

TEST_P(Losses, TrainANetworkAsPyTorchDoes)
{
    const auto device = open_device(GetParam());
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    const nlohmann::json given = test::golden("loss_training.json");
    const DataFacts data{.class_counts = given["class_counts"]};
    const std::int64_t rows = given["rows"], inputs = given["inputs"], hidden = given["hidden"];
    std::map<std::string, std::set<std::string>> seen; // Settings that were tried, by loss.
    for (const auto& c : given["cases"]) {
        SCOPED_TRACE(c["loss"].get<std::string>() + c["settings"].dump());
        for (auto& tried = seen[c["loss"]]; const auto& [key, value] : c["settings"].items())
            tried.insert(key);
        const LossType& type = *find_loss(c["loss"].get<std::string>());
        Shape shape = c["shape"];
        const auto outputs = std::int64_t(count(shape));
        shape.insert(shape.begin(), rows);

        Builder b;
        b.set_scope("net");
        const TensorId x = b.input("x", {rows, inputs}), rate = b.input("rate", {1});
        const std::map<std::string, TensorId> weights{{"w1", b.weight("w1", {inputs, hidden}, {})},
                                                      {"b1", b.weight("b1", {hidden}, {})},
                                                      {"w2", b.weight("w2", {hidden, outputs}, {})},
                                                      {"b2", b.weight("b2", {outputs}, {})}};
        const TensorId middle = b.eltwise(Curve::Tanh, b.add_bias(b.matmul(x, weights.at("w1")), weights.at("b1")));
        const TensorId y = b.reshape(b.add_bias(b.matmul(middle, weights.at("w2")), weights.at("b2")), shape);
        const TensorId target = target_input(b, type, shape, c.value("labels", Shape())), counted = b.input("weights", {rows});
        const TensorId loss = type.lower(b, test::settings_of(type, c["settings"]), y, target, counted, {&data});
        const auto gradient = differentiate(b.program(), loss, b.constant({1}, {.a = 1}));
        for (const auto& [name, id] : weights)
            b.emit(SgdUpdate{id, gradient[std::size_t(id)], no_tensor, rate});
        b.mark_output(loss, "loss");
        auto e = (*device)->compile(b.program(), {});
        ASSERT_TRUE(bool(e));

        (*e)->write(x, given["x"].get<Row>());
        (*e)->write(rate, Row{given["rate"].get<double>()});
        (*e)->write(counted, given["weights"].get<Row>());
        write_target(**e, type, target, c["target"]);
        for (const auto& [name, id] : weights)
            (*e)->write(id, given["starts"][std::to_string(outputs)][name].get<Row>());
        Row losses;
        for (std::size_t step = 0; step < c["losses"].size(); ++step) {
            ASSERT_TRUE(bool((*e)->run()));
            losses.push_back(0);
            (*e)->read(loss, std::span(&losses.back(), 1));
        }
        // In f32 PyTorch's own steps end within 8.2e-7 of its doubles, those of triplets with vectors of any length, where
        // the farthest and nearest have steep slopes, within 6e-6 (the largest of all losses and weights). Ours do so too
        // with AVX-512; with AVX2 and SSE4.1, which sum up in another order, triplets end within 3.3e-6, those of any
        // length within 1.8e-5.
        const bool triplets = c["loss"] == "triplet", steep = c["settings"].contains("unit_length");
        const double tolerance = GetParam() == "reference" ? 1e-6 : steep ? 3e-5 : triplets ? 5e-6 : 2e-6;
        test::expect_near(losses, c["losses"], tolerance);
        for (const auto& [name, id] : weights) {
            Row end(count(b.shape(id)));
            (*e)->read(id, std::span(end));
            SCOPED_TRACE(name);
            test::expect_near(end, c["end"][name], tolerance);
        }
    }
    for (const LossType* type : loss_types())
        for (const Setting& s : type->settings) {
            // The adversarial one is two losses: lowering_test.cpp.
            const bool tried = type->lower_generator || seen[std::string(type->id)].contains(std::string(s.key));
            EXPECT_TRUE(tried) << type->id << " " << s.key;
        }
    EXPECT_EQ(seen.size() + 1, loss_types().size());
}

INSTANTIATE_TEST_SUITE_P(Devices, Losses, testing::Values("reference", "cpu"),
                         [](const auto& tried) { return tried.param; });

/// {rows, objects, 5}: some rows with fewer, one of them with none, two objects in one cell.
Row drawn_boxes(int rows, int objects, int classes)
{
    Row target;
    for (int row = 0; row < rows; ++row)
        for (int i = 0; i < objects; ++i) {
            const bool none = row == 1 || (row % 2 == 0 && i + 1 == objects);
            const double at = 0.1 + 0.19 * row;
            for (const double v : none ? Row{-1, 0, 0, 0, 0} : Row{double((row + i) % classes), at, 1 - at + 0.01 * i, 0.15 + 0.1 * i, 0.3 + 0.05 * row})
                target.push_back(v);
        }
    return target;
}

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

TEST(FocalLoss, StaysExactWhereTheNetworkIsSure)
{
    // 1 − p is 3e-18, which 1 − p from p could not tell from 0; (1 − p)²·(1 − p).
    Loss loss("focal", {}, 1, 2);
    EXPECT_NEAR(loss({40, 0}, {0}, {1}) / std::exp(-120), 1, 1e-9);
    EXPECT_NEAR(loss({-40, 0}, {0}, {1}), 40, 1e-9);
    EXPECT_TRUE(std::isfinite(loss.gradient()[0]));
    // A label that is none does not count.
    Loss two("focal", {}, 2, 2);
    EXPECT_EQ(two({1, 2, 3, 4}, {0, -1}, {1, 1}), two({1, 2, 3, 4}, {0, 0}, {1, 0}));
}

TEST(InfoNceLoss, RowsThatOnlyFillTheBatchAreNobodysNegatives)
{
    Loss loss("info_nce", {}, 3, 4);
    const double without = loss({1, 2, 1, 1, -1, 1, 0, 1, 5, 6, 7, 8}, {}, {1, 1, 0});
    EXPECT_DOUBLE_EQ(loss({1, 2, 1, 1, -1, 1, 0, 1, 1, 2, 1, 1}, {}, {1, 1, 0}), without);
    EXPECT_GT(loss({1, 2, 1, 1, -1, 1, 0, 1, 1, 2, 1, 1}, {}, {1, 1, 1}), without);
    EXPECT_EQ(loss({1, 2, 1, 1, -1, 1, 0, 1, 5, 6, 7, 8}, {}, {0, 0, 0}), 0);
    for (const double slope : loss.gradient())
        EXPECT_EQ(slope, 0);
}

TEST(KlDivergenceLoss, CountsSmallSharesAndNoShares)
{
    Loss loss("kl_divergence", {{"temperature", 1.0}}, 1, 3);
    const double small = 1e-5;
    EXPECT_NEAR(loss({0, 0, 0}, {small, 0, 1 - small}, {1}),
                small * std::log(3 * small) + (1 - small) * std::log(3 * (1 - small)), 1e-12);
    for (const double slope : loss.gradient())
        EXPECT_TRUE(std::isfinite(slope));
}

TEST(CtcLoss, SumsUpAllWaysToSpellTheLabels)
{
    // Two steps, classes blank, a, b, all shares equal: "a" is aa, a_ or _a, of 9 ways. "aa" needs a blank between.
    const Values values = values_of(*find_loss("ctc"), {{"zero_infinity", false}});
    Loss loss(**open_device("reference"), *find_loss("ctc"), values, {1, 3, 2}, nullptr, {2});
    const Row same(6, 0.5);
    EXPECT_NEAR(loss(same, {1, -1}, {1}), std::log(9.0 / 3), 1e-12);
    EXPECT_NEAR(loss(same, {1, 2}, {1}), std::log(9.0) / 2, 1e-12);
    EXPECT_NEAR(loss(same, {-1, -1}, {1}), std::log(9.0), 1e-12);
    EXPECT_TRUE(std::isinf(loss(same, {1, 1}, {1})));
    EXPECT_EQ(loss(same, {1, 1}, {0}), 0);
    EXPECT_EQ(loss(same, {0, 1}, {1}), 0); // The blank is no label, nor is a class that is not there.
    EXPECT_EQ(loss(same, {3, 1}, {1}), 0);
    Loss skipping(**open_device("reference"), *find_loss("ctc"), defaults(*find_loss("ctc")), {1, 3, 2}, nullptr, {2});
    EXPECT_EQ(skipping(same, {1, 1}, {1}), 0);
    EXPECT_EQ(skipping.gradient(), Row(6, 0.0));
}

TEST_P(Losses, OfTripletsLoseNothingFarFromZero)
{
    const auto device = open_device(GetParam());
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    const LossType& type = *find_loss("triplet");
    for (const std::int64_t rows : {6, 1200}) { // Each pair by itself, and by a product.
        SCOPED_TRACE(rows);
        const std::int64_t width = 3;
        Loss loss(**device, type, values_of(type, {{"unit_length", false}}), {rows, width}, nullptr);
        Row near, labels, weights(std::size_t(rows), 1);
        for (std::int64_t i = 0; i < rows * width; ++i)
            near.push_back(double(i * i % 257 - 128) / 64);
        for (std::int64_t i = 0; i < rows; ++i)
            labels.push_back(double(i % 3 == 0));
        Row away = near;
        for (double& v : away)
            v += 1024; // Exact in f32.
        const double wanted = loss(near, labels, weights);
        EXPECT_GT(wanted, 0.1);
        EXPECT_NEAR(loss(away, labels, weights), wanted, rows == 6 ? 1e-6 : 1e-3);
    }
}

TEST(TripletLosses, HaveFiniteSlopesWhereVectorsMeet)
{
    for (const auto& [id, width] : {std::pair{"triplet", 2}, {"contrastive", 4}, {"triplet_margin", 6}}) {
        SCOPED_TRACE(id);
        Loss loss(id, {}, 3, width);
        for (const Row& x : {Row(std::size_t(3 * width), 0.0), Row(std::size_t(3 * width), 0.5)}) {
            EXPECT_TRUE(std::isfinite(loss(x, {0, 0, 1}, {1, 1, 1})));
            for (const double slope : loss.gradient())
                EXPECT_TRUE(std::isfinite(slope));
        }
    }
}

TEST(EveryLoss, HasTheGradientOfFiniteDifferences)
{
    const DataFacts data{.class_counts = {3, 1, 2}};
    for (const LossType* type : loss_types()) {
        if (type->lower_generator)
            continue;
        std::vector<Changes> settings{{}};
        for (const Setting& s : type->settings) {
            if (s.key == "smoothing")
                settings.push_back({{"smoothing", 0.2}});
            if (s.key == "class_weights")
                settings.push_back({{"class_weights", std::string("balanced")}});
            if (s.key == "positive_weight" || s.key == "delta" || s.key == "gamma" || s.key == "temperature")
                settings.push_back({{std::string(s.key), 0.4}});
        }
        for (const Changes& changes : settings) {
            SCOPED_TRACE(type->id);
            const std::int64_t width = type->vectors > 0 ? 2 * type->vectors : 3;
            const bool sequence = type->needs == LossType::Needs::LabelSequence, boxes = finds_boxes(*type);
            const Shape shape = sequence ? Shape{5, width, 4} : boxes ? Shape{5, 5 + width, 2, 2} : Shape{5, width};
            Loss loss(**open_device("reference"), *type, values_of(*type, changes), shape, &data,
                      sequence ? Shape{2} : boxes ? Shape{2, box_values} : Shape());
            Row x;
            for (std::size_t i = 0; i < count(shape); ++i)
                x.push_back(1.5 * std::sin(7.3 * double(i) + 1));
            const bool shares = type->applies == "softmax";
            const Row target = boxes ? drawn_boxes(5, 2, 3)
                               : sequence                              ? Row{1, 2, 1, -1, 2, 2, -1, -1, 2, 1}
                               : type->needs == LossType::Needs::Label ? Row{0, 2, 1, 0, 1}
                               : type->vectors > 0                   ? Row{1, 0, 1, 0, 0}
                               : type->needs == LossType::Needs::Binary
                                   ? Row{1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0}
                               : shares ? Row{0.1, 0.4, 0.5, 1, 0, 0, 0.2, 0.5, 0.3, 0.3, 0.3, 0.4, 0.6, 0.1, 0.3}
                                        : Row{0.1, 0.4, 2, -1, 1.3, 0.2, 1, -0.6, 0.3, 0, 0.7, 0.4, -2, 0.1, 1};
            const Row weights{1, 0, 2, 1, 0.5};
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

} // namespace losses_test
} // namespace loom
