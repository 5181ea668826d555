// What a search varies: in the document, as people write it, and as samplers see it.
#include "core/train_kit.h"
#include "graph/difference.h"
#include "graph/history.h"
#include "project/difference_words.h"
#include "project/document_json.h"
#include "search/space.h"
#include "train/as_trained.h"

#include <cmath>

namespace loom {
namespace search_space_test {

using test::perform;

Document network() { return test::moons_network(3); }

NodeId dense_of(const Document& d)
{
    for (const auto& [id, node] : d.nodes())
        if (node.type == "dense")
            return id;
    return {};
}

Varied units_of(const Document& d) { return {.of = Varied::Of::Node, .node = dense_of(d), .key = "units", .low = 4, .high = 64, .log = true}; }

std::string refusal(const Document& d, const char* text)
{
    const auto varied = parse_varied(d, text);
    if (!varied)
        return render(varied.error().message, Language::English);
    Document with = d;
    perform(with, SetSearch{{*varied}});
    const auto space = space_of(with);
    return space ? "accepted" : render(space.error().message, Language::English);
}

TEST(SearchSpace, IsUndoneSavedAndCompared)
{
    Document d = network();
    const Document plain = d;
    const std::string before = document_text(d);
    History history(d);
    const Change change = searching({units_of(d), {.of = Varied::Of::Loss, .key = "smoothing", .choices = {0.0, 0.1}}});
    ASSERT_TRUE(history.perform(change.name, change.edits));
    const auto read = document_from_text(document_text(d), "m.loom");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(*read, d);
    const Difference found = difference(plain, d);
    EXPECT_TRUE(found.search);
    EXPECT_FALSE(found.empty());
    EXPECT_TRUE(difference(d, *read).empty());
    const auto rows = rows_of(found, plain, d);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(render(rows[0].what, Language::English), "Search over: the usual settings → Dense 1 · Units: 4 to 64; Label smoothing: 0, 0.1");
    EXPECT_EQ(as_trained(d), as_trained(plain)) << "a search is nothing to a training";
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(document_text(d), before);
    EXPECT_EQ(before.find("search"), before.npos) << "files of projects that search nothing stay as they were";
}

TEST(SearchSpace, WhatIsSenselessIsRefused)
{
    Document d = network();
    const Varied good = units_of(d);
    const auto refused = [&](const std::vector<Varied>& all) { return !d.apply(SetSearch{all}); };
    Varied other = good;
    other.key.clear();
    EXPECT_TRUE(refused({other}));
    EXPECT_TRUE(refused({good, good}));
    other = good;
    std::swap(other.low, other.high);
    EXPECT_TRUE(refused({other}));
    other = good;
    other.low = 0;
    EXPECT_TRUE(refused({other})) << "the logarithm of 0";
    other.low = NAN;
    EXPECT_TRUE(refused({other}));
    other = good;
    other.choices = {INFINITY};
    EXPECT_TRUE(refused({other}));
    EXPECT_TRUE(d.search().empty());
    EXPECT_FALSE(refused({good}));
}

TEST(SearchSpace, GoesWithItsNode)
{
    Document d = network();
    perform(d, SetSearch{{units_of(d), {.of = Varied::Of::Recipe, .key = "batch_size", .choices = {std::int64_t{8}}}}});
    const NodeId dense = dense_of(d);
    const Document before = d;
    History history(d);
    const Change gone = removing(d, {dense}, {}, Reconnect::Yes);
    ASSERT_TRUE(history.perform(gone.name, gone.edits));
    ASSERT_EQ(d.search().size(), 1u);
    EXPECT_EQ(d.search()[0].key, "batch_size");
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(d, before);
    // One that a file has lost is passed over, and no new node takes its place.
    perform(d, SetSearch{{{.of = Varied::Of::Node, .node = NodeId{90}, .key = "units", .low = 1, .high = 2}}});
    EXPECT_EQ(d.new_id(), NodeId{91});
    const auto space = space_of(d);
    ASSERT_TRUE(space);
    EXPECT_EQ(key_of(space->dimensions[0].varied), "optimizer.learning_rate");
}

TEST(SearchSpace, OfNothingIsLearningRateAndBatchSize)
{
    const auto space = space_of(network());
    ASSERT_TRUE(space);
    ASSERT_EQ(space->dimensions.size(), 2u);
    const Dimension &rate = space->dimensions[0], &batch = space->dimensions[1];
    EXPECT_EQ(key_of(rate.varied), "optimizer.learning_rate");
    EXPECT_TRUE(rate.log);
    EXPECT_DOUBLE_EQ(rate.low, 0.001);
    EXPECT_DOUBLE_EQ(rate.high, 0.1);
    EXPECT_NEAR(rate.from_unit(0.5), 0.01, 1e-12);
    EXPECT_EQ(key_of(batch.varied), "recipe.batch_size");
    EXPECT_TRUE(batch.ordered);
    std::vector<Value> sizes;
    for (std::size_t i = 0; i < batch.choices(); ++i)
        sizes.push_back(batch.value(double(i)));
    EXPECT_EQ(sizes, (std::vector<Value>{std::int64_t{4}, std::int64_t{8}, std::int64_t{16}, std::int64_t{32}, std::int64_t{64}}));
    const auto made = with_candidate(network(), *space, {0.02, 3});
    ASSERT_TRUE(made);
    EXPECT_EQ(unpack_recipe(made->recipe().settings).batch_size, 32);
    EXPECT_DOUBLE_EQ(std::get<double>(*value_of(*made, rate.varied)), 0.02);
    const auto values = values_of(*space, {0.02, 3});
    EXPECT_EQ(values.at("recipe.batch_size"), Value(std::int64_t{32}));
}

// Each value lies in its cell of the unit interval, and comes back from it.
TEST(SearchSpace, UnitIntervalThereAndBack)
{
    Document d = network();
    for (const bool log : {false, true}) {
        Varied units = units_of(d);
        units.log = log;
        perform(d, SetSearch{{units}});
        const auto space = space_of(d);
        ASSERT_TRUE(space);
        const Dimension& whole = space->dimensions[0];
        double end = 0;
        for (double v = 4; v <= 64; ++v) {
            const auto [low, high] = whole.cell(v);
            EXPECT_NEAR(low, end, 1e-12);
            EXPECT_GT(high, low);
            end = high;
            EXPECT_EQ(whole.from_unit((low + high) / 2), v);
        }
        EXPECT_NEAR(end, 1, 1e-12);
        EXPECT_EQ(whole.from_unit(0), 4);
        EXPECT_EQ(whole.from_unit(1), 64);
    }
}

TEST(SearchSpace, AsPeopleWriteIt)
{
    const Document d = network();
    const auto parsed = [&](const std::string& text) {
        const auto v = parse_varied(d, text);
        EXPECT_TRUE(v) << text << ": " << render(v.error().message);
        return v ? *v : Varied{};
    };
    Varied v = parsed("learning_rate=1e-4..0.1:log");
    EXPECT_EQ(v.of, Varied::Of::Optimizer);
    EXPECT_TRUE(v.log && v.low == 1e-4 && v.high == 0.1);
    v = parsed("batch_size=16,32,64");
    EXPECT_EQ(v.of, Varied::Of::Recipe);
    EXPECT_EQ(v.choices.size(), 3u);
    v = parsed("Dense 1.units=8..32");
    EXPECT_EQ(v.node, dense_of(d));
    EXPECT_FALSE(v.log);
    EXPECT_EQ(parsed(std::to_string(std::int64_t(dense_of(d))) + ".units=8..32"), v);
    EXPECT_EQ(parsed("schedule").choices.size(), 8u) << "all of its choices";
    EXPECT_EQ(parsed("Dense 1.activation=relu,tanh").choices, (std::vector<Value>{std::string("relu"), std::string("tanh")}));
    v = parsed("Dense 1.units");
    EXPECT_TRUE(v.low == 8 && v.high == 32 && v.log) << v.low << " " << v.high;
    EXPECT_EQ(refusal(d, "Dense 1.units=8..32"), "accepted");
    EXPECT_EQ(refusal(d, "depth=1..3"), "There is no setting “depth” to search over.");
    EXPECT_EQ(refusal(d, "batch_size=16..x"), "“batch_size=16..x” says no range or values to search over.");
    EXPECT_EQ(refusal(d, "batch_size=64..16"), "“batch_size” cannot go from 64 to 16.");
    EXPECT_EQ(refusal(d, "Dense 1.units=0..16"), "A search cannot vary Dense 1 · Units: Dense: Units is 0, but must be at least 1.");
    EXPECT_EQ(refusal(d, "schedule=constant,square").substr(0, 29), "A search cannot vary Schedule");
    EXPECT_EQ(refusal(d, "schedule=0..1"), "A search cannot vary Schedule: it is no number.");
}

} // namespace search_space_test
} // namespace loom
