// Layers with the weights of another, and frozen ones, as Python: what each has of its own is there, and what is shared is one.
#include "exchange/source.h"
#include "graph/chain.h"
#include "graph/kit.h"
#include "lowering/lowering.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loom {
namespace shared_source_test {

using Settings = std::vector<std::pair<std::string_view, Value>>;

/// Input {1, 8, 8} → first → second, which has the first one's weights → Flatten → Dense → Output of two classes.
struct Pair {
    Document document;
    DataFacts facts{.sample = {1, 8, 8}, .pictures = true, .classes = {"no", "yes"}};
    std::map<std::string, std::vector<float>> tensors;
    NodeId first{}, second{};

    Pair(std::string_view type, const Settings& one, const Settings& two)
    {
        Chain c;
        c.add("input", {{"scaling", std::string("none")}}).add(type, one).named("A 1");
        first = c.last();
        c.add(type, two).named("B 1").share(first);
        second = c.last();
        c.add("flatten").add("dense", {{"units", std::int64_t{2}}}).add("output");
        document = c.finish(default_recipe());
        const auto lowered = lower(document, facts, Purpose::Predict, 1);
        EXPECT_TRUE(lowered) << render(lowered.error().message);
        for (const Tensor& t : lowered->program.tensors)
            if (t.role == Role::Weight || t.role == Role::State)
                for (std::size_t i = 0; i < count(t.shape); ++i)
                    tensors[t.name].push_back(0.01f * float(i + t.name.size()));
    }
    Result<PythonSource> exported(Framework f) const { return write_source(f, document, facts, tensors, {"m"}); }
    std::string network(Framework f) const
    {
        const auto source = write_network(f, document, &facts, {"m"});
        EXPECT_TRUE(source) << render(source.error().message);
        return source ? source->text : std::string();
    }
};

const std::int64_t one = 1, three = 3;

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::set<std::string> names(const PythonSource& source)
{
    std::set<std::string> all;
    for (const auto& [name, array] : source.arrays)
        EXPECT_TRUE(all.insert(name).second) << name;
    return all;
}

TEST(SharedSource, TheSameSettingsAreOnePart)
{
    const Pair p("conv2d", {{"filters", one}, {"padding", std::string("same")}}, {{"filters", one}, {"padding", std::string("same")}});
    for (const Framework f : {Framework::Torch, Framework::Keras}) {
        const auto source = p.exported(f);
        ASSERT_TRUE(source) << render(source.error().message);
        EXPECT_FALSE(has(source->text, "b_1 ="));
        EXPECT_EQ(source->arrays.size(), 4u);
    }
}

TEST(SharedSource, ALayerOfAnotherKindReadsTheRowsOfAnEmbedding)
{
    Chain c;
    c.add("input", {{"shape", std::vector<std::int64_t>{6}}, {"scaling", std::string("none")}}).add("embedding", {{"vocabulary", std::int64_t{9}}, {"width", std::int64_t{4}}});
    const NodeId table = c.last();
    const Document document = c.add("token_scores", {{"vocabulary", std::int64_t{9}}}).share(table).add("output", {{"each_place", true}}).finish(recipe_with("cross_entropy"));
    for (const auto& [f, call] : {std::pair(Framework::Torch, "F.linear(x.movedim(1, -1), self.embedding_1.weight)"), std::pair(Framework::Keras, "TokenScores(embedding_1_layer")}) {
        const auto source = write_network(f, document, nullptr, {"m"});
        ASSERT_TRUE(source) << render(source.error().message);
        EXPECT_TRUE(source->unwritten.empty());
        EXPECT_TRUE(has(source->text, call)) << source->text;
    }
}

TEST(SharedSource, ALayerOfAnotherKindIsCalledSo)
{
    Chain c;
    c.add("input", {{"scaling", std::string("none")}}).add("conv2d", {{"filters", one}, {"padding", std::string("same")}}).named("A 1");
    const NodeId first = c.last();
    c.add("conv_transpose2d", {{"filters", one}, {"stride", std::vector<std::int64_t>{1, 1}}, {"padding", std::string("same")}}).named("B 1").share(first);
    const Document document = c.add("flatten").add("dense", {{"units", std::int64_t{2}}}).add("output").finish(default_recipe());
    const DataFacts facts{.sample = {1, 8, 8}, .pictures = true, .classes = {"no", "yes"}};
    for (const Framework f : {Framework::Torch, Framework::Keras}) {
        const auto source = write_network(f, document, &facts, {"m"});
        ASSERT_TRUE(source) << render(source.error().message);
        ASSERT_EQ(source->unwritten.size(), 1u);
        const Error& why = source->unwritten[0].second;
        EXPECT_NE(render(why.message, Language::English).find("“B 1” has the weights of another kind of layer"), std::string::npos) << render(why.message, Language::English);
        EXPECT_EQ(render(why.hint, Language::English).find("settings"), std::string::npos); // No setting mends that.
    }
}

TEST(SharedSource, OtherSettingsAreASecondPartWithTheSameWeights)
{
    const Pair p("conv2d", {{"filters", one}, {"padding", std::string("same")}},
                 {{"filters", one}, {"stride", std::vector<std::int64_t>{2, 2}}, {"padding", std::string("valid")}, {"activation", std::string("tanh")}});
    const std::string text = p.network(Framework::Torch);
    EXPECT_TRUE(has(text, "self.b_1 = nn.Conv2d(")) << text;
    EXPECT_TRUE(has(text, "self.b_1.weight = self.a_1.weight\n")) << text;
    EXPECT_TRUE(has(text, "self.b_1.bias = self.a_1.bias\n")) << text;
    EXPECT_TRUE(has(text, "self.b_1(")) << text;
    const auto source = p.exported(Framework::Torch);
    ASSERT_TRUE(source) << render(source.error().message);
    // As state_dict() has them: under both names.
    EXPECT_TRUE(std::ranges::includes(names(*source), std::set<std::string>{"a_1.bias", "a_1.weight", "b_1.bias", "b_1.weight"}));
    // Keras's layers make their weights themselves.
    const auto refused = p.exported(Framework::Keras);
    ASSERT_FALSE(refused);
    const std::string why = render(refused.error().message, Language::English);
    EXPECT_TRUE(has(why, "“A 1”") && has(why, "“B 1”")) << why;
    EXPECT_TRUE(has(p.network(Framework::Keras), "not_written("));
}

TEST(SharedSource, WhatASharerHasOfItsOwnIsThere)
{
    // Of a layer on vectors at each place, so that both have the same shape.
    const Settings bare{{"units", one}, {"bias", false}, {"each_place", true}}, biased{{"units", one}, {"each_place", true}};
    for (const bool first_is_bare : {true, false}) {
        const Pair p("dense", first_is_bare ? bare : biased, first_is_bare ? biased : bare);
        const std::string text = p.network(Framework::Torch);
        EXPECT_TRUE(has(text, "self.b_1.weight = self.a_1.weight\n")) << text;
        EXPECT_FALSE(has(text, "self.b_1.bias = ")) << text;
        const auto source = p.exported(Framework::Torch);
        ASSERT_TRUE(source) << render(source.error().message);
        EXPECT_TRUE(names(*source).contains(first_is_bare ? "b_1.bias" : "a_1.bias"));
        EXPECT_FALSE(names(*source).contains(first_is_bare ? "a_1.bias" : "b_1.bias"));
        EXPECT_FALSE(p.exported(Framework::Keras));
    }
    // Of PyTorch's batch norm the running averages are the same too.
    const Pair norm("batch_norm", {{"epsilon", 0.1}}, {{"epsilon", 0.001}});
    const std::string text = norm.network(Framework::Torch);
    for (const char* name : {"weight", "bias", "running_mean", "running_var"})
        EXPECT_TRUE(has(text, std::string("self.b_1.") + name + " = self.a_1." + name + "\n")) << text;
    EXPECT_TRUE(has(text, "eps=0.1") && has(text, "eps=0.001"));
}

TEST(SharedSource, AThirdHasThePartThatFitsIt)
{
    Chain c;
    c.add("input", {{"scaling", std::string("none")}}).add("conv2d", {{"filters", one}, {"padding", std::string("same")}}).named("A 1");
    const NodeId first = c.last();
    c.add("conv2d", {{"filters", one}}).named("B 1").share(first).add("conv2d", {{"filters", one}}).named("C 1").share(first);
    c.add("flatten").add("dense", {{"units", std::int64_t{2}}}).add("output");
    const Document document = c.finish(default_recipe());
    const DataFacts facts{.sample = {1, 8, 8}, .pictures = true, .classes = {"no", "yes"}};
    const auto source = write_network(Framework::Torch, document, &facts, {"m"});
    ASSERT_TRUE(source);
    EXPECT_FALSE(has(source->text, "self.c_1"));
    const auto at = source->text.find("self.b_1(");
    ASSERT_NE(at, std::string::npos);
    EXPECT_NE(source->text.find("self.b_1(", at + 1), std::string::npos);
}

TEST(SharedSource, FrozenLayersAreFrozen)
{
    Chain c;
    c.add("input", {{"scaling", std::string("none")}}).add("conv2d", {{"filters", one}, {"frozen", true}}).named("A 1").add("flatten").add("dense", {{"units", three}}).named("B 1");
    c.add("dense", {{"units", std::int64_t{2}}}).add("output");
    const Document document = c.finish(default_recipe());
    const DataFacts facts{.sample = {1, 8, 8}, .pictures = true, .classes = {"no", "yes"}};
    const auto torch = write_network(Framework::Torch, document, &facts, {"m"}), keras = write_network(Framework::Keras, document, &facts, {"m"});
    ASSERT_TRUE(torch);
    ASSERT_TRUE(keras);
    EXPECT_TRUE(has(torch->text, "self.a_1.requires_grad_(False)\n")) << torch->text;
    EXPECT_FALSE(has(torch->text, "self.b_1.requires_grad_"));
    const auto at = keras->text.find("trainable=False, name=\"a_1\"");
    EXPECT_NE(at, std::string::npos) << keras->text;
    EXPECT_EQ(keras->text.find("trainable=False", at + 1), std::string::npos);
}

TEST(SharedSource, NumbersAreShort)
{
    const Pair p("batch_norm", {{"momentum", 0.9}}, {{"momentum", 0.9}});
    EXPECT_TRUE(has(p.network(Framework::Torch), "momentum=0.1)"));
}

} // namespace shared_source_test
} // namespace loom
