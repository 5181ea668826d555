// Networks as Python source: every layer says how it is written, uses all its tensors, and nothing a person wrote gets
// out of its quotes. What the files compute is compared by tests/python/source_check.py with what WritesTrials leaves.
#include "base/npz.h"
#include "engine/backend.h"
#include "exchange/safetensors.h"
#include "exchange/source.h"
#include "graph/analysis.h"
#include "graph/assumed_data.h"
#include "graph/flatten.h"
#include "graph/kit.h"
#include "lowering/lowering.h"
#include "project/project.h"
#include "schema/boxes.h"
#include "schema/expression.h"
#include "trial_networks.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

namespace loom {
namespace source_test {

using namespace test;

/// Hears what a layer writes.
class Listener : public SourceWriter {
public:
    explicit Listener(std::map<std::string, Shape> tensors) : tensors_(std::move(tensors)) {}

    Array own(std::string_view name) override
    {
        const auto t = tensors_.find(std::string(name));
        EXPECT_NE(t, tensors_.end()) << name;
        used.insert(std::string(name));
        return filled(t == tensors_.end() ? Shape{1} : t->second, 1);
    }
    std::string shared(std::string_view) override { return {}; }
    bool has_sharers() const override { return false; }
    std::string make(std::string_view type, const Arguments&, std::string_view) override { return std::string(type); }
    void weight(std::string_view, Array array, std::string_view) override
    {
        EXPECT_EQ(array.values.size(), count(array.shape));
        numbers += array.values.size();
    }
    std::string let(const std::string&, std::string_view part) override { return std::string(part); }
    void helper(std::string_view) override {}
    void note(std::string_view) override {}

    std::set<std::string> used;
    std::size_t numbers = 0;

private:
    std::map<std::string, Shape> tensors_;
};

class EveryLayerInPython : public testing::TestWithParam<const LayerType*> {};
INSTANTIATE_TEST_SUITE_P(Layers, EveryLayerInPython, testing::ValuesIn(layer_types().begin(), layer_types().end()),
                         [](const auto& layer) { return std::string(layer.param->id); });

TEST_P(EveryLayerInPython, WritesItselfWithAllItsTensors)
{
    const LayerType& type = *GetParam();
    ASSERT_TRUE(type.torch) << "has no form in PyTorch: give its struct a method torch()";
    ASSERT_TRUE(type.keras) << "has no form in Keras: give its struct a method keras()";
    for (const SizeClass size : {SizeClass::Small, SizeClass::Odd})
        for (const LayerTrial& trial : layer_trials(type, size, 8)) {
            const Program program = probe(trial, Mode::Infer, false).program;
            std::map<std::string, Shape> tensors;
            std::set<std::string> names;
            std::size_t numbers = 0;
            for (const Tensor& t : program.tensors)
                if (t.role == Role::Weight || t.role == Role::State) {
                    tensors.emplace(t.name.substr(t.name.find('.') + 1), t.shape);
                    // Spectral norm's vectors are in the weights by then.
                    numbers += t.name.ends_with("_u") || t.name.ends_with("_v") ? 0 : count(t.shape);
                }
            for (const auto& [name, shape] : tensors)
                names.insert(name);
            std::vector<SourceValue> in;
            for (const Shape& s : trial.inputs)
                in.push_back({"x" + std::to_string(in.size()), s});
            for (const auto& write : {type.torch, type.keras}) {
                Listener listener(tensors);
                const auto made = write(listener, trial.values, in, {});
                ASSERT_TRUE(made);
                EXPECT_FALSE(made->empty());
                EXPECT_EQ(listener.used, names);
                EXPECT_GE(listener.numbers, numbers);
            }
        }
}

/// The network in both languages, with its arrays beside it.
void write_sources(const fs::path& folder, const std::string& name, const Trained& trained)
{
    for (const auto& [framework, ending] : {std::pair(Framework::Torch, "_torch"), std::pair(Framework::Keras, "_keras")}) {
        const auto source = write_source(framework, trained.document, trained.facts, trained.tensors, {name});
        ASSERT_TRUE(source) << name << ": " << render(source.error().message, Language::English);
        std::vector<std::pair<std::string, TensorBytes>> arrays;
        for (const auto& [array_name, array] : source->arrays)
            arrays.emplace_back(array_name, tensor_bytes(array.shape, std::span<const float>(array.values)));
        ASSERT_TRUE(write_npz(folder / (name + ending + ".npz"), arrays));
        ASSERT_TRUE(write_file(folder / (name + ending + ".py"), finished_source(source->text, *npz_checksum(arrays))));
    }
}

void write_case(const fs::path& folder, int number, const LayerTrial& trial)
{
    constexpr std::int64_t batch = 4;
    Trained trained = around(trial);
    auto lowered = lower(trained.document, trained.facts, Purpose::Predict, batch);
    ASSERT_TRUE(lowered) << trial.type->id << ": " << render(lowered.error().message, Language::English);
    const auto device = make_reference_backend();
    auto executable = device->compile(lowered->program, {});
    ASSERT_TRUE(executable);
    for (TensorId id = 0; id < TensorId(lowered->program.tensors.size()); ++id) {
        const Tensor& t = lowered->program.at(id);
        if (t.role != Role::Weight && t.role != Role::State)
            continue;
        auto& values = trained.tensors[t.name] = probe_values(lowered->program, id);
        (*executable)->write(id, std::span<const float>(values));
    }
    const std::vector<float> samples = samples_for(trial, batch);
    (*executable)->write(lowered->samples, std::span<const float>(samples));
    ASSERT_TRUE((*executable)->run());
    const Shape out = lowered->program.at(lowered->scores).shape;
    std::vector<float> scores(count(out));
    (*executable)->read(lowered->scores, std::span<float>(scores));

    const std::string name = fmt::format("{}_{:04}", trial.type->id, number);
    ASSERT_TRUE(write_npy(folder / (name + ".samples.npy"),
                          tensor_bytes(lowered->program.at(lowered->samples).shape, std::span<const float>(samples))));
    ASSERT_TRUE(write_npy(folder / (name + ".scores.npy"), tensor_bytes(out, std::span<const float>(scores))));
    write_sources(folder, name, trained);
    std::size_t learned = 0;
    for (const Tensor& t : lowered->program.tensors)
        learned += t.role == Role::Weight && !learning_of(*trial.type, trial.values).frozen ? count(t.shape) : 0;
    ASSERT_TRUE(write_file(folder / (name + ".learned.txt"), std::to_string(learned)));
}

/// Numbered, so that safetensors keep the order in which Keras takes them.
std::string numbered(std::size_t i, const std::string& name) { return fmt::format("{:05}.{}", i, name); }

// Run by tests/python/code_check.py, which says where to and which one: a network that is known by its name, with the weights
// that a training would begin with, and what it makes of two samples.
TEST(Source, WritesAnArchitecture)
{
    const char *folder = std::getenv("LOOM_SOURCE_TRIALS"), *id = std::getenv("LOOM_SOURCE_ARCHITECTURE");
    if (!folder || !id)
        GTEST_SKIP() << "LOOM_SOURCE_TRIALS names no folder, or LOOM_SOURCE_ARCHITECTURE no network";
    constexpr std::int64_t batch = 2;
    auto [document, facts] = with_assumed_data(find_architecture(id)->make());
    Trained trained{std::move(document), std::move(facts), {}};
    std::optional<NodeId> noise;
    const Document as_it_is = trained.document;
    for (const auto& [node, of] : as_it_is.nodes()) {
        if (of.type == "noise")
            noise = node;
        if (of.type != "input")
            continue;
        EXPECT_TRUE( // As it is without data.
            trained.document.apply(SetSetting{node, *find_layer("input")->index_of("scaling"), std::string("none")}));
    }
    auto lowered = lower(trained.document, trained.facts, Purpose::Predict, batch, noise ? Keep::AllNodes : Keep::EndsOnly);
    ASSERT_TRUE(lowered) << render(lowered.error().message, Language::English);
    const auto device = open_device("auto");
    ASSERT_TRUE(device);
    auto executable = (*device)->compile(lowered->program, {});
    ASSERT_TRUE(executable);
    for (TensorId t = 0; t < TensorId(lowered->program.tensors.size()); ++t) {
        const Tensor& tensor = lowered->program.at(t);
        if (tensor.role != Role::Weight && tensor.role != Role::State)
            continue;
        auto& values = trained.tensors[tensor.name];
        values.resize(count(tensor.shape));
        fill(tensor.init, 1, stream_of(tensor.name), values);
        (*executable)->write(t, std::span<const float>(values));
    }
    std::optional<Flat> flat;
    const Document& graph = flat_graph(trained.document, flat);
    Random random(7, 1);
    std::vector<TensorId> given, made;
    for (const Lowered::Entry& entry : lowered->entries) {
        const bool ids = std::ranges::any_of(graph.links(), [&](const Link& l) { return l.from == entry.node && graph.nodes().at(l.to).type == "embedding"; });
        std::vector<float> samples(count(lowered->program.at(entry.samples).shape));
        for (float& v : samples)
            v = ids ? float(random.below(100)) : float(random.normal());
        (*executable)->write(entry.samples, std::span<const float>(samples));
        ASSERT_TRUE(write_npy(fs::path(folder) / fmt::format("samples_{}.npy", given.size()),
                              tensor_bytes(lowered->program.at(entry.samples).shape, std::span<const float>(samples))));
        given.push_back(entry.samples);
    }
    ASSERT_TRUE((*executable)->run());
    for (const Lowered::Head& head : lowered->heads) {
        const Shape out = lowered->program.at(head.scores).shape;
        std::vector<float> scores(count(out));
        (*executable)->read(head.scores, std::span<float>(scores));
        ASSERT_TRUE(write_npy(fs::path(folder) / fmt::format("scores_{}.npy", made.size()), tensor_bytes(out, std::span<const float>(scores))));
        made.push_back(head.scores);
    }
    if (noise) { // What was drawn.
        const TensorId drawn = lowered->outputs.at(*noise);
        std::vector<float> values(count(lowered->program.at(drawn).shape));
        (*executable)->read(drawn, std::span<float>(values));
        ASSERT_TRUE(write_npy(fs::path(folder) / "noise.npy", tensor_bytes(lowered->program.at(drawn).shape, std::span<const float>(values))));
    }
    write_sources(folder, "model", trained);
    ASSERT_TRUE(create_project({fs::path(folder) / "drawn.loom", trained.document}));
    for (const auto& [framework, ending] : {std::pair(Framework::Torch, "torch"), std::pair(Framework::Keras, "keras")}) {
        const auto source = write_source(framework, trained.document, trained.facts, trained.tensors, {"model"});
        ASSERT_TRUE(source);
        std::map<std::string, TensorBytes> arrays;
        for (const auto& [name, array] : source->arrays)
            arrays.emplace(numbered(arrays.size(), name), tensor_bytes(array.shape, std::span<const float>(array.values)));
        ASSERT_TRUE(write_safetensors(fs::path(folder) / (std::string(ending) + ".safetensors"), arrays));
    }
}

// Run by tests/python/source_check.py, which says where to.
TEST(Source, WritesTrials)
{
    const char* folder = std::getenv("LOOM_SOURCE_TRIALS");
    if (!folder)
        GTEST_SKIP() << "LOOM_SOURCE_TRIALS names no folder";
    // Many small files take their time: half of them are for those who run them all.
    const char* full = std::getenv("LOOM_FULL_TESTS");
    std::vector<SizeClass> sizes{SizeClass::Odd};
    if (full && *full)
        sizes.push_back(SizeClass::Small);
    int number = 0;
    for (const LayerType* type : layer_types())
        for (const SizeClass size : sizes) {
            if (!is_offered(type->id) || type->id == "noise" || type->id == "real_and_made")
                continue; // Gone from the flat graph; draws of its own; no layer of a network for one player.
            std::set<std::string> seen;
            for (const LayerTrial& trial : layer_trials(*type, size, 3)) {
                std::string settings;
                for (const Value& v : trial.values)
                    settings += value_text(v) + ";";
                // Each setting with the first shape that fits it, and a few shapes with the first setting.
                if (!seen.insert(settings).second && seen.size() > 1)
                    continue;
                if (type->id == "output" && trial.output.size() > 1)
                    continue; // At each place there are labels, here numbers.
                if (count(trial.output) < 5000)
                    write_case(folder, ++number, trial);
            }
        }
    EXPECT_GT(number, 300);
}

Trained small(const std::string& name)
{
    Trained t;
    t.facts = {.sample = {1, 6, 5}, .pictures = true, .classes = {"no", "yes"}};
    Document& d = t.document;
    const NodeId input = add(d, "input", "Input 1", defaults(*find_layer("input")), {});
    const NodeId conv = add(d, "conv2d", "Conv 1", with("conv2d", {{"filters", std::int64_t{2}}, {"padding", std::string("same")}, {"activation", std::string("relu")}}), {input});
    const NodeId second = add(d, "conv2d", name, with("conv2d", {{"filters", std::int64_t{2}}, {"padding", std::string("same")}}), {conv});
    const NodeId sum = add(d, "add", "Add 1", defaults(*find_layer("add")), {second, conv});
    const NodeId flat = add(d, "flatten", "Flatten 1", {}, {sum});
    const NodeId dense = add(d, "dense", "Dense 1", with("dense", {{"units", std::int64_t{2}}}), {flat});
    add(d, "output", "Output 1", defaults(*find_layer("output")), {dense});
    const auto lowered = lower(d, t.facts, Purpose::Predict, 1);
    EXPECT_TRUE(lowered);
    for (const Tensor& w : lowered->program.tensors)
        if (w.role == Role::Weight)
            t.tensors[w.name] = std::vector<float>(count(w.shape), 0.5f);
    return t;
}

std::string text_of(Framework framework, const Trained& t, const std::string& name = "Digits")
{
    const auto source = write_source(framework, t.document, t.facts, t.tensors, {name});
    EXPECT_TRUE(source);
    return source ? source->text : "";
}

TEST(Source, ReadsLikeTheFrameworksOwnExamples)
{
    const Trained t = small("Conv 2");
    EXPECT_NE(text_of(Framework::Torch, t).find(R"(
        self.conv_1 = nn.Conv2d(1, 2, 3, padding="same")
        self.conv_2 = nn.Conv2d(2, 2, 3, padding="same")
        self.dense_1 = nn.Linear(60, 2)

    def forward(self, x):
        x = x / 255
        x = F.relu(self.conv_1(x))
        conv_2 = self.conv_2(x)
        x = conv_2 + x
        x = x.flatten(1)
        x = self.dense_1(x)
        return x  # Logits: predict() makes probabilities of them.
)"), std::string::npos) << text_of(Framework::Torch, t);
    EXPECT_NE(text_of(Framework::Keras, t).find(R"(
    x = layers.Conv2D(2, 3, padding="same", activation="relu", name="conv_1")(x)
    conv_2 = layers.Conv2D(2, 3, padding="same", name="conv_2")(x)
    x = layers.Add(name="add_1")([conv_2, x])
)"), std::string::npos) << text_of(Framework::Keras, t);
}

TEST(Source, WhatTheFrameworkAloneWantsLearnsNothing)
{
    const auto fixed = [](const LayerTrial& trial) {
        const Trained t = around(trial);
        const auto source = write_network(Framework::Torch, t.document, &t.facts, {"m"});
        EXPECT_TRUE(source) << render(source.error().message);
        std::set<std::string> names;
        constexpr std::string_view ends = ".requires_grad_(False)\n", begins = "        self.layer_1.";
        for (std::size_t at = 0; source && (at = source->text.find(ends, at)) != std::string::npos; at += ends.size()) {
            const std::size_t line = source->text.rfind('\n', at) + 1;
            EXPECT_TRUE(source->text.substr(line).starts_with(begins)) << source->text;
            names.insert(source->text.substr(line + begins.size(), at - line - begins.size()));
        }
        return names;
    };
    const auto trial = [](const char* type, const std::vector<std::pair<const char*, Value>>& settings, const Shape& sample, const Shape& out) {
        return LayerTrial{.type = find_layer(type), .values = with(type, settings), .inputs = {sample}, .output = out};
    };
    using Names = std::set<std::string>;
    const auto steps = [&](const char* type, const std::vector<std::pair<const char*, Value>>& settings) { return fixed(trial(type, settings, {3, 5}, {64})); };
    EXPECT_EQ(steps("gru", {{"reset", std::string("before")}}), Names{"bias_hh_l0"});
    EXPECT_EQ(steps("gru", {}), Names());
    EXPECT_EQ(steps("lstm", {}), Names{"bias_hh_l0"});
    EXPECT_EQ(fixed(trial("layer_norm", {{"shift", false}}, {6}, {6})), Names{"bias"});
    EXPECT_EQ(fixed(trial("group_norm", {{"groups", std::int64_t{2}}, {"scale", false}}, {4, 5}, {4, 5})), Names{"weight"});
    EXPECT_EQ(fixed(trial("instance_norm", {}, {4, 5}, {4, 5})), Names());
    EXPECT_EQ(fixed(trial("batch_norm", {}, {4, 5}, {4, 5})), Names());
}

TEST(Source, NoTextOfAPersonGetsOutOfItsPlace)
{
    for (const std::string name : {"x\nimport os", "\"\"\"\nimport os", "层\nimport os", "class", "forward", "bfloat16", "x",
                                   "self.y = 1", "\\", "1", "conv 1", ""}) {
        if (name.empty())
            continue;
        Trained t = small(name);
        t.facts.classes = {"\"]\nimport os\n#", "\\"};
        t.facts.features = {"\"\"\"\nimport os", "b"};
        for (const Framework framework : {Framework::Torch, Framework::Keras}) {
            const std::string text = text_of(framework, t, "\"\"\"\nimport os");
            EXPECT_EQ(text.find("\nimport os"), std::string::npos) << text;
        }
    }
}

TEST(Source, WhatCannotBeWrittenIsRefusedByName)
{
    Trained t = small("Conv 2");
    t.tensors.erase("conv2d_2.bias");
    const auto source = write_source(Framework::Torch, t.document, t.facts, t.tensors, {"x"});
    ASSERT_FALSE(source);
    EXPECT_NE(render(source.error().message, Language::English).find("conv2d_2.bias"), std::string::npos);
}

/// The lines of a text, for `lines` of a source.
std::string cut(const std::string& text, const std::vector<Lines>& wanted)
{
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        all.push_back(line);
    std::string out;
    for (const auto& [first, last] : wanted)
        for (int n = first; n <= last; ++n)
            out += n >= 1 && n <= int(all.size()) ? all[std::size_t(n) - 1] + "\n" : "past the end\n";
    return out;
}

TEST(Source, EveryNodeKnowsItsLines)
{
    const Trained t = small("Conv 2");
    const NodeId input{1}, conv{2}, second{3}, sum{4}, output{7};
    const auto torch = write_network(Framework::Torch, t.document, &t.facts, {"Digits"});
    ASSERT_TRUE(torch);
    const auto of = [&](NodeId id) { return cut(torch->text, torch->lines.at(id)); };
    EXPECT_EQ(of(input), "    def forward(self, x):\n        x = x / 255\n");
    EXPECT_EQ(of(conv), "        self.conv_1 = nn.Conv2d(1, 2, 3, padding=\"same\")\n        x = F.relu(self.conv_1(x))\n");
    EXPECT_EQ(of(second), "        self.conv_2 = nn.Conv2d(2, 2, 3, padding=\"same\")\n        conv_2 = self.conv_2(x)\n");
    EXPECT_EQ(of(sum), "        x = conv_2 + x\n");
    EXPECT_EQ(of(output), "        return x  # Logits: softmax makes probabilities of them.\n");
    const auto keras = write_network(Framework::Keras, t.document, &t.facts, {"Digits"});
    ASSERT_TRUE(keras);
    EXPECT_EQ(cut(keras->text, keras->lines.at(conv)),
              "    x = layers.Conv2D(2, 3, padding=\"same\", activation=\"relu\", name=\"conv_1\")(x)\n");
    EXPECT_NE(cut(keras->text, keras->lines.at(input)).find("inputs = keras.Input((1, 6, 5))"), std::string::npos);
    EXPECT_EQ(cut(keras->text, keras->lines.at(output)),
              "    return keras.Model(inputs, x)  # Logits: softmax makes probabilities of them.\n");

    // The same network with its weights: other lines, found the same way.
    for (const Framework framework : {Framework::Torch, Framework::Keras}) {
        const auto trained = write_source(framework, t.document, t.facts, t.tensors, {"Digits"});
        ASSERT_TRUE(trained);
        EXPECT_EQ(cut(trained->text, trained->lines.at(sum)),
                  cut((framework == Framework::Torch ? torch : keras)->text,
                      (framework == Framework::Torch ? torch : keras)->lines.at(sum)));
    }
}

TEST(Source, NoLineBelongsToTwoLayers)
{
    // Names, notes and helpers take lines of their own; the Input and what is behind it share none.
    for (const LayerType* type : layer_types())
        for (const LayerTrial& trial : layer_trials(*type, SizeClass::Odd, 1)) {
            if (!is_offered(type->id) || type->id == "real_and_made" || (type->id == "output" && trial.output.size() > 1))
                continue;
            const Trained t = around(trial);
            for (const Framework framework : {Framework::Torch, Framework::Keras}) {
                const auto source = write_network(framework, t.document, &t.facts, {"x"});
                ASSERT_TRUE(source) << type->id << ": " << render(source.error().message, Language::English);
                EXPECT_TRUE(source->unwritten.empty()) << type->id;
                EXPECT_TRUE(source->arrays.empty());
                EXPECT_EQ(source->text.find("WEIGHTS"), std::string::npos);
                const int all = int(std::ranges::count(source->text, '\n'));
                std::set<int> taken;
                for (const auto& [id, places] : source->lines)
                    for (const auto& [first, last] : places) {
                        EXPECT_LE(first, last);
                        EXPECT_LE(last, all);
                        for (int n = first; n <= last; ++n)
                            EXPECT_TRUE(taken.insert(n).second) << type->id << " " << n << "\n" << source->text;
                    }
            }
        }
}

TEST(Source, IsWrittenWithoutData)
{
    const Trained t = small("Conv 2");
    Document d = t.document;
    ASSERT_TRUE(d.apply(SetSetting{NodeId{1}, *find_layer("input")->index_of("shape"), std::vector<std::int64_t>{6, 5, 1}}));
    const auto source = write_network(Framework::Torch, d, nullptr, {"Digits"});
    ASSERT_TRUE(source) << render(source.error().message, Language::English);
    EXPECT_NE(source->text.find("{batch, 1, 6, 5}"), std::string::npos) << source->text;
    EXPECT_NE(source->text.find("nn.Linear(60, 2)"), std::string::npos);
}

TEST(Source, AnErrorInTheGraphIsToldInPlaceOfTheSource)
{
    Trained t = small("Conv 2");
    ASSERT_TRUE(t.document.apply(Disconnect{{NodeId{3}, NodeId{4}, 0}}));
    const auto source = write_network(Framework::Torch, t.document, &t.facts, {"x"});
    ASSERT_FALSE(source);
    EXPECT_NE(render(source.error().message, Language::English).find("Add 1"), std::string::npos);
}

TEST(Source, TheNetworkAloneHasBothPlayers)
{
    Trained t;
    t.facts = {.sample = {6}, .target = DataFacts::Target::Numbers, .target_width = 1};
    Document& d = t.document;
    const NodeId input = add(d, "input", "Input 1", defaults(*find_layer("input")), {});
    const NodeId noise = add(d, "noise", "Noise 1", with("noise", {{"size", std::int64_t{4}}}), {});
    const NodeId maker = add(d, "dense", "Maker 1", with("dense", {{"units", std::int64_t{6}}}), {noise});
    const NodeId meeting = add(d, "real_and_made", "Meeting 1", {}, {input, maker});
    const NodeId judge = add(d, "dense", "Judge 1", with("dense", {{"units", std::int64_t{1}}}), {meeting});
    add(d, "output", "Output 1", defaults(*find_layer("output")), {judge});
    Recipe recipe = d.recipe();
    recipe.loss = {"adversarial", defaults(*find_loss("adversarial"))};
    ASSERT_TRUE(d.apply(SetRecipe{recipe}));
    const auto source = write_network(Framework::Torch, d, &t.facts, {"Game"});
    ASSERT_TRUE(source) << render(source.error().message, Language::English);
    EXPECT_NE(cut(source->text, source->lines.at(maker)).find("nn.Linear(4, 6)"), std::string::npos);
    EXPECT_NE(cut(source->text, source->lines.at(judge)).find("nn.Linear(6, 1)"), std::string::npos);
    EXPECT_NE(cut(source->text, source->lines.at(meeting)).find("torch.cat"), std::string::npos);
}

TEST(Source, ALayerWithoutAFormStandsInItsPlaceAndSaysSo)
{
    const Trained t = small("Conv 2");
    auto& flatten = const_cast<LayerType&>(*find_layer("flatten")); // Every type has a form; this one loses its own for a while.
    const auto torch = std::exchange(flatten.torch, {});
    const auto source = write_network(Framework::Torch, t.document, &t.facts, {"x"});
    const auto refused = write_source(Framework::Torch, t.document, t.facts, t.tensors, {"x"});
    flatten.torch = torch;
    ASSERT_TRUE(source);
    ASSERT_EQ(source->unwritten.size(), 1u);
    EXPECT_EQ(source->unwritten[0].first, NodeId{5});
    EXPECT_EQ(cut(source->text, source->lines.at(NodeId{5})),
              "        x = not_written(\"“Flatten 1” is a layer (Flatten) that has no form in PyTorch.\", x)\n");
    EXPECT_NE(source->text.find("def not_written(why, *values):"), std::string::npos);
    EXPECT_NE(cut(source->text, source->lines.at(NodeId{6})).find("self.dense_1(x)"), std::string::npos); // What is behind it is written.
    ASSERT_FALSE(refused); // An export is whole or none.
    EXPECT_NE(render(refused.error().message, Language::English).find("Flatten 1"), std::string::npos);
}

TEST(Source, FormulasKeepTheirMeaning)
{
    const auto torch = [](const char* formula) { return torch_expression(formula, "y"); };
    EXPECT_EQ(torch("x"), "y");
    EXPECT_EQ(torch("-x^2"), "-y ** 2");
    EXPECT_EQ(torch("(-x)^2"), "(-y) ** 2");
    EXPECT_EQ(torch("2^x^2"), "2 ** y ** 2");
    EXPECT_EQ(torch("(2^x)^2"), "(2 ** y) ** 2");
    EXPECT_EQ(torch("x-(1-x)"), "y - (1 - y)");
    EXPECT_EQ(torch("x/(x*3)"), "y / (y * 3)");
    EXPECT_EQ(torch("(x+1)*(x-1)"), "(y + 1) * (y - 1)");
    EXPECT_EQ(torch("x^-1"), "y ** -1");
    EXPECT_EQ(torch("(0-1)^x"), "(-1) ** y");
    EXPECT_EQ(torch("sin(2)"), "torch.sin(torch.full_like(y, 2))");
    EXPECT_EQ(torch("max(x, 0) + min(x, x*x)"), "torch.clamp(y, min=0) + torch.minimum(y, y * y)");
    EXPECT_EQ(torch("mod(x, 1/0)"), "y % float(\"inf\")");
    EXPECT_EQ(keras_expression("clip(asin(x), -1, 1)", "y"), "ops.minimum(ops.maximum(ops.arcsin(y), -1), 1)");
}

TEST(Arrays, ChangeTheirOrder)
{
    const Array a{{2, 3}, {1, 2, 3, 4, 5, 6}};
    EXPECT_EQ(permuted(a, {1, 0}).values, (std::vector<float>{1, 4, 2, 5, 3, 6}));
    EXPECT_EQ(reordered(a, {2, 0, 1}).values, (std::vector<float>{3, 1, 2, 6, 4, 5}));
    EXPECT_EQ(stacked({a, a}).shape, (Shape{4, 3}));
    const Array b{{2, 1, 2, 2}, {0, 1, 2, 3, 4, 5, 6, 7}};
    const Array c = permuted(b, {2, 3, 1, 0});
    EXPECT_EQ(c.shape, (Shape{2, 2, 1, 2}));
    EXPECT_EQ(c.values, (std::vector<float>{0, 4, 1, 5, 2, 6, 3, 7}));
}

} // namespace source_test
} // namespace loom
