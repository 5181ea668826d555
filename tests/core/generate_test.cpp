// Sequences written step by step, with what attention keeps, against whole passes over them.
#include "base/random.h"
#include "core/train_kit.h"
#include "engine/backend.h"
#include "lowering/lowering.h"

namespace loom {
namespace generate_test {

using namespace test;
using List = std::vector<double>;

constexpr std::int64_t vocabulary = 11, width = 12, batch = 3;

DataFacts text_of(std::int64_t steps)
{
    DataFacts facts;
    facts.sample = {steps};
    for (std::int64_t i = 0; i < vocabulary; ++i) {
        facts.classes.push_back(std::to_string(i));
        facts.class_counts.push_back(1);
    }
    return facts;
}

/// Two causal blocks and a head for each step, the last of which is the prediction.
Document writer(std::int64_t steps, const std::string& positions)
{
    std::vector<std::pair<std::string_view, Settings>> layers{
        {"input", {{"scaling", "none"}}}, {"embedding", {{"vocabulary", vocabulary}, {"width", width}}}};
    const bool rotary = positions == "rotary";
    if (!rotary)
        layers.push_back({"positions", {{"kind", positions}}});
    for (int i = 0; i < 2; ++i)
        layers.push_back({"encoder_block", {{"heads", std::int64_t{2}}, {"hidden", std::int64_t{20}}, {"causal", true}, {"rotary", rotary}}});
    layers.push_back({"layer_norm", {}});
    layers.push_back({"conv1d", {{"filters", vocabulary}, {"kernel", std::vector<std::int64_t>{1}}}});
    layers.push_back({"slice", {{"axis", std::int64_t{0}}, {"begin", steps - 1}, {"size", std::int64_t{1}}}});
    layers.push_back({"flatten", {}});
    layers.push_back({"output", {}});
    return chain(layers);
}

/// A program on a device, with weights that follow from their names.
struct Running {
    Lowered lowered;
    std::unique_ptr<Executable> executable;

    Running(Backend& device, const Document& document, const DataFacts& facts, Purpose purpose)
        : lowered(*lower(document, facts, purpose, batch, Keep::AllNodes)),
          executable(std::move(*device.compile(lowered.program, {2})))
    {
        for (TensorId id = 0; id < TensorId(lowered.program.tensors.size()); ++id)
            if (const Tensor& t = lowered.program.at(id); t.role == Role::Weight) {
                std::vector<float> values(count(t.shape));
                fill({InitKind::Normal, 0.4}, 7, stream_of(t.name), values);
                executable->write(id, std::span<const float>(values));
            }
    }
    void run(const std::vector<float>& ids)
    {
        executable->write(lowered.samples, std::span<const float>(ids));
        ASSERT_TRUE(bool(executable->run()));
    }
    List read(TensorId id) const
    {
        List values(count(lowered.program.at(id).shape));
        executable->read(id, std::span(values));
        return values;
    }
    /// What the only node of that layer gives.
    List read(const Document& document, std::string_view layer) const
    {
        for (const auto& [id, node] : document.nodes())
            if (node.type == layer)
                return read(lowered.outputs.at(id));
        return {};
    }
};

class Generate : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(Generate, StepsGiveTheLogitsOfTheWholePass)
{
    const auto& [device_name, positions] = GetParam();
    const auto device = open_device(device_name);
    if (!device)
        GTEST_SKIP() << render(device.error().message, Language::English);
    constexpr std::int64_t steps = 9;
    const DataFacts facts = text_of(steps);
    const Document document = writer(steps, positions);
    Running whole(**device, document, facts, Purpose::Predict), walk(**device, document, facts, Purpose::Generate);

    std::vector<float> ids(std::size_t(batch * steps));
    Random random(3, 1);
    for (float& id : ids)
        id = float(random.below(vocabulary));
    whole.run(ids);
    const List logits = whole.read(document, "conv1d"), scores = whole.read(whole.lowered.scores); // {batch, vocabulary, steps}

    // Twice, so that what the first sequence has left is seen to be of no account. Row n begins n steps late.
    for (int round = 0; round < 2; ++round)
        for (std::int64_t now = 0; now < steps + batch - 1; ++now) {
            std::vector<std::int64_t> places;
            std::vector<float> step;
            for (std::int64_t n = 0; n < batch; ++n) {
                places.push_back(std::clamp<std::int64_t>(now - n, 0, steps - 1));
                step.push_back(ids[std::size_t(n * steps + places.back())]);
            }
            walk.executable->write(walk.lowered.position, std::span<const std::int64_t>(places));
            walk.run(step);
            const List made = walk.read(document, "conv1d"), said = walk.read(walk.lowered.scores);
            ASSERT_EQ(made.size(), std::size_t(batch * vocabulary));
            for (std::size_t i = 0; i < made.size(); ++i) {
                const auto place = places[i / std::size_t(vocabulary)];
                ASSERT_NEAR(made[i], logits[i * std::size_t(steps) + std::size_t(place)], 1e-5) << "place " << place;
                if (place == steps - 1) {
                    ASSERT_NEAR(said[i], scores[i], 1e-5);
                }
            }
        }
}

INSTANTIATE_TEST_SUITE_P(All, Generate,
                         testing::Combine(testing::Values("reference", "cpu"),
                                          testing::Values("learned", "sinusoidal", "rotary")),
                         [](const auto& test) {
                             return std::string(std::get<0>(test.param)) + "_" + std::get<1>(test.param);
                         });

// A whole pass costs steps², a step no more than its share of one row of that.
TEST(GenerateCost, OfAStepIsAtMostLinearInTheLength)
{
    const auto of = [](std::int64_t steps) {
        const auto lowered = lower(writer(steps, "sinusoidal"), text_of(steps), Purpose::Generate, 1);
        std::int64_t largest = 0;
        for (const Tensor& t : lowered->program.tensors)
            if (t.role == Role::Intermediate)
                largest = std::max(largest, std::int64_t(count(t.shape)));
        return std::pair(multiply_adds(lowered->program), largest);
    };
    const auto [first, first_size] = of(64);
    const auto [second, second_size] = of(128);
    const auto [fourth, fourth_size] = of(256);
    EXPECT_GT(second, first);
    EXPECT_EQ(fourth - second, 2 * (second - first));
    EXPECT_LE(fourth_size, 2 * second_size);
    EXPECT_LE(fourth_size, 2 * 256);
}

TEST(GenerateRefusal, NamesTheNodeAndSaysWhy)
{
    constexpr std::int64_t steps = 8;
    using Layers = std::vector<std::pair<std::string_view, Settings>>;
    const auto list = [](std::int64_t v) { return std::vector<std::int64_t>{v}; };
    const auto refused = [&](Layers middle, const std::string& name, const std::string& why, DataFacts facts) {
        Layers layers{{"input", {{"scaling", "none"}}}};
        for (auto& layer : middle)
            layers.push_back(std::move(layer));
        layers.push_back({"dense", {{"units", vocabulary}}});
        layers.push_back({"output", {}});
        const auto lowered = lower(chain(layers), facts, Purpose::Generate, 1);
        ASSERT_FALSE(bool(lowered)) << name;
        const std::string said = render(lowered.error().message, Language::English),
                          hint = render(lowered.error().hint, Language::English);
        EXPECT_NE(said.find(name), said.npos) << said;
        EXPECT_NE(hint.find(why), hint.npos) << hint;
    };
    const DataFacts text = text_of(steps);
    const std::pair<std::string_view, Settings> embedding{"embedding", {{"vocabulary", vocabulary}, {"width", width}}},
        last{"slice", {{"axis", std::int64_t{0}}, {"begin", steps - 1}}};
    refused({embedding, {"conv1d", {{"kernel", list(3)}, {"padding", "same"}}}, last, {"flatten", {}}}, "Conv 1D", "several steps", text);
    refused({embedding, {"lstm", {}}}, "LSTM", "several steps", text);
    refused({embedding, {"attention", {}}, last, {"flatten", {}}}, "Attention", "Causal", text);
    refused({embedding, {"encoder_block", {}}, last, {"flatten", {}}}, "encoder block", "Causal", text);
    refused({embedding, {"layer_norm", {{"over", "everything"}}}, last, {"flatten", {}}}, "Layer norm", "all steps", text);
    refused({embedding, {"flatten", {}}}, "Flatten", "several steps", text);
    refused({embedding, {"slice", {{"axis", std::int64_t{0}}}}, {"flatten", {}}}, "Slice", "part of the steps", text);
    refused({}, "Dense", "all steps", text);
    DataFacts pictures = text;
    pictures.sample = {1, 8, 8};
    refused({{"flatten", {}}}, "8×8", "sequences", pictures);
}

} // namespace generate_test
} // namespace loom
