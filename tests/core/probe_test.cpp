// One sample through a network: what layers give, and the gradients on the way back.
#include "data/open.h"
#include "data_files.h"
#include "evaluate/node_look.h"
#include "evaluate/probe.h"
#include "graph/chain.h"
#include "graph/unit_change.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace probe_test {

struct Probing : testing::Test {
    void SetUp() override
    {
        std::string text = "a,b,c,kind\n";
        for (int i = 0; i < 40; ++i)
            text += std::to_string(i % 7) + "," + std::to_string((i * 3) % 5) + "," + std::to_string(i % 2) + (i % 3 ? ",x\n" : ",y\n");
        DataSetup setup;
        setup.source = "csv";
        setup.path = folder.write("three.csv", text);
        setup.target = "kind";
        Recipe recipe = default_recipe();
        document = Chain()
                       .add("input", {{"scaling", "none"}, {"shape", std::vector<std::int64_t>{3}}})
                       .add("dense", {{"units", std::int64_t{4}}, {"activation", "tanh"}})
                       .add("dropout")
                       .add("dense", {{"units", std::int64_t{2}}})
                       .add("output")
                       .finish(recipe);
        ASSERT_TRUE(document.apply(SetData{setup}));
        auto opened = Dataset::open(setup);
        ASSERT_TRUE(opened) << render(opened.error().message);
        data = *opened;
        for (const auto& [id, node] : document.nodes())
            (node.type == "dense" ? (hidden == NodeId{} ? hidden : last) : other) = id;
    }
    std::unique_ptr<NetworkProbe> probe(const NetworkProbe::Tensors& tensors = {}, const char* device = "reference")
    {
        auto made = NetworkProbe::make(document, data->facts(), data, tensors, device, 1);
        EXPECT_TRUE(made) << render(made.error().message);
        return made ? std::move(*made) : nullptr;
    }

    test::DataFolder folder;
    Document document;
    std::shared_ptr<const Dataset> data;
    NodeId hidden{}, last{}, other{};
};

TEST_F(Probing, LayersGiveWhatTheirWeightsSay)
{
    auto p = probe();
    ASSERT_TRUE(p && p->show(5));
    EXPECT_EQ(p->untrained().size(), 4u);
    std::vector<float> sample(3);
    const std::uint32_t row[] = {5};
    data->fill(row, sample);
    const auto weights = p->weights(hidden);
    ASSERT_EQ(weights.size(), 2u);
    ASSERT_EQ(weights[0].name, "weight");
    ASSERT_EQ(weights[0].values.shape, (Shape{3, 4}));
    const auto given = p->output(hidden);
    ASSERT_TRUE(given);
    EXPECT_EQ(given->shape, (Shape{4}));
    for (std::size_t unit = 0; unit < 4; ++unit) {
        double sum = weights[1].values.numbers[unit];
        for (std::size_t i = 0; i < 3; ++i)
            sum += double(sample[i]) * double(weights[0].values.numbers[i * 4 + unit]);
        EXPECT_NEAR(given->numbers[unit], std::tanh(sum), 1e-6);
    }
    EXPECT_FALSE(p->output(NodeId{999}));
}

TEST_F(Probing, GradientsAreWhatTheLossDoes)
{
    auto p = probe();
    ASSERT_TRUE(p && p->show(7));
    const double loss = p->loss();
    EXPECT_GT(loss, 0);
    const auto weights = p->weights(last);
    ASSERT_TRUE(weights[0].gradient);
    NetworkProbe::Tensors moved;
    for (const NodeId id : {hidden, last})
        for (const auto& w : p->weights(id))
            moved[scope_of(id, document.nodes().at(id)) + "." + w.name] = w.values.numbers;
    const std::string name = scope_of(last, document.nodes().at(last)) + ".weight";
    constexpr float step = 1e-2f;
    for (const std::size_t i : {0u, 3u, 6u}) {
        auto there = moved;
        there[name][i] += step;
        auto q = probe(there);
        ASSERT_TRUE(q && q->show(7));
        EXPECT_TRUE(q->untrained().empty());
        EXPECT_NEAR((q->loss() - loss) / double(step), weights[0].gradient->numbers[i], 0.02) << i;
    }
    // Of the last layer's output: shares less the truth.
    const auto logits = p->output(last), gradient = p->gradient(last);
    ASSERT_TRUE(logits && gradient);
    const double a = std::exp(logits->numbers[0]), b = std::exp(logits->numbers[1]);
    const auto truth = std::size_t(data->label(7));
    EXPECT_NEAR(gradient->numbers[0], a / (a + b) - (truth == 0), 1e-5);
    EXPECT_NEAR(gradient->numbers[1], b / (a + b) - (truth == 1), 1e-5);
    EXPECT_TRUE(p->gradient(hidden));
}

// With kept statistics: the layer learns both, so the loss depends on both.
TEST_F(Probing, BatchNormHasGradientsOfScaleAndShift)
{
    Chain c;
    c.add("input", {{"scaling", "none"}, {"shape", std::vector<std::int64_t>{3}}}).add("dense", {{"units", std::int64_t{4}}});
    const NodeId norm = c.add("batch_norm").last();
    document = c.add("activation", {{"curve", "tanh"}}).add("dense", {{"units", std::int64_t{2}}}).add("output").finish(default_recipe());
    ASSERT_TRUE(document.apply(SetData{data->setup()}));
    const std::string scope = scope_of(norm, document.nodes().at(norm)) + ".";
    NetworkProbe::Tensors moved;
    {
        auto p = probe();
        ASSERT_TRUE(p && p->show(7));
        for (const auto& [id, node] : document.nodes())
            for (const auto& w : p->weights(id))
                moved[scope_of(id, node) + "." + w.name] = w.values.numbers;
    }
    // Not at their beginnings, where mistakes hide.
    moved[scope + "running_mean"] = {0.5f, -1, 0.2f, 2};
    moved[scope + "running_variance"] = {2, 0.5f, 1, 3};
    moved[scope + "scale"] = {1.5f, -0.5f, 2, 1};
    moved[scope + "shift"] = {0.1f, 0.4f, -0.2f, 0};
    const auto loss = [&](const NetworkProbe::Tensors& tensors) {
        auto p = probe(tensors);
        EXPECT_TRUE(p && p->show(7));
        return p ? p->loss() : 0;
    };
    for (const char* device : {"reference", "auto"}) {
        SCOPED_TRACE(device);
        auto p = probe(moved, device);
        ASSERT_TRUE(p && p->show(7));
        const auto weights = p->weights(norm);
        ASSERT_EQ(weights.size(), 2u);
        for (const auto& w : weights) {
            ASSERT_TRUE(w.gradient) << w.name;
            for (std::size_t i = 0; i < 4; ++i) {
                auto more = moved, less = moved;
                more[scope + w.name][i] += 1e-2f;
                less[scope + w.name][i] -= 1e-2f;
                EXPECT_NEAR((loss(more) - loss(less)) / 2e-2, w.gradient->numbers[i], 2e-4) << w.name << i;
            }
        }
    }
}

TEST_F(Probing, WithoutGradientsGivesTheSameAndHasNoWayBack)
{
    auto whole = probe();
    auto made = NetworkProbe::make(document, data->facts(), data, {}, "reference", 1, NetworkProbe::Extent::Outputs);
    ASSERT_TRUE(whole && made && whole->show(3) && (*made)->show(3));
    EXPECT_EQ((*made)->loss(), whole->loss());
    for (const NodeId id : {hidden, last}) {
        EXPECT_EQ((*made)->output(id)->numbers, whole->output(id)->numbers);
        EXPECT_TRUE(whole->gradient(id) && whole->weights(id)[0].gradient);
        EXPECT_FALSE((*made)->gradient(id) || (*made)->weights(id)[0].gradient);
    }
    EXPECT_LT((*made)->program().ops.size(), whole->program().ops.size());
}

TEST_F(Probing, DevicesAgreeAndUnitsAreFound)
{
    const auto made = making_unit(document, {hidden, last, NodeId{std::int64_t(hidden) + 1}}, "Both");
    ASSERT_TRUE(made) << render(made.error().message);
    for (const Edit& edit : made->edits)
        ASSERT_TRUE(document.apply(edit));
    auto p = probe(), fast = probe({}, "auto");
    ASSERT_TRUE(p && fast && p->show(3) && fast->show(3));
    int inner = 0;
    for (const auto& [id, origin] : p->flat().origins) {
        const auto slow = p->output(id), quick = fast->output(id);
        ASSERT_EQ(slow.has_value(), quick.has_value());
        for (std::size_t i = 0; slow && i < slow->numbers.size(); ++i)
            EXPECT_NEAR(slow->numbers[i], quick->numbers[i], 1e-5);
        inner += origin.node == hidden && origin.path == UnitPath{*made->made.begin()};
    }
    EXPECT_EQ(inner, 1);
    EXPECT_NEAR(p->loss(), fast->loss(), 1e-5);
}

TEST_F(Probing, ABrokenNetworkIsAnError)
{
    ASSERT_TRUE(document.apply(Disconnect{*document.link_into(last, 0)}));
    EXPECT_FALSE(NetworkProbe::make(document, data->facts(), data, {}, "reference", 1));
}

TEST(NodeLooks, AreShadesBetweenTheSmallestAndTheLargest)
{
    std::vector<float> picture(5 * 72 * 72, 1.0f);
    picture[0] = picture[1] = picture[72] = picture[73] = -1; // The first corner of the first channel.
    picture.back() = 3;
    const NodeLook maps = look_of({5, 72, 72}, picture);
    EXPECT_EQ(maps.form, NodeLook::Form::Maps);
    ASSERT_EQ(maps.maps.size(), 4u);
    EXPECT_EQ(maps.maps[0].width, look_side);
    EXPECT_EQ(maps.maps[0].shades[0], 0);
    EXPECT_EQ(maps.maps[0].shades[1], 128);
    EXPECT_EQ(maps.low, -1);
    EXPECT_EQ(maps.high, 3);

    const std::vector<float> logits = {0, 1, NAN, 4};
    const NodeLook bars = look_of({4}, logits);
    EXPECT_EQ(bars.form, NodeLook::Form::Bars);
    EXPECT_EQ(bars.maps[0].shades, (std::vector<std::uint8_t>{0, 64, 0, 255}));
    EXPECT_EQ(bars.broken, 1u);

    const std::vector<float> vector(1000, 2.5f);
    const NodeLook cells = look_of({1000}, vector);
    EXPECT_EQ(cells.form, NodeLook::Form::Vector);
    EXPECT_EQ(cells.maps[0].width, 16);
    EXPECT_EQ(cells.maps[0].height, 4);
    EXPECT_EQ(cells.maps[0].shades.size(), 64u);

    const std::vector<float> steps(64 * 200, 0.0f);
    const NodeLook sequence = look_of({64, 200}, steps);
    EXPECT_EQ(sequence.form, NodeLook::Form::Steps);
    EXPECT_EQ(sequence.maps[0].height, look_side);
    EXPECT_EQ(sequence.maps[0].width, 4 * look_side);
    EXPECT_TRUE(look_of({0}, {}).maps.empty());
}

} // namespace probe_test
} // namespace loom
