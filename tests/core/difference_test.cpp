// Two documents compared: the same says nothing, an edit is told and nothing else, and the other way round says the reverse.
#include "base/random.h"
#include "core/reversed_difference.h"
#include "graph/chain.h"
#include "graph/difference.h"
#include "project/difference_words.h"
#include "project/templates.h"
#include "schema/recipe.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace loom {
namespace difference_test {

/// A network with a branch, other numbers and names on request.
Document network(std::int64_t first = 1, const std::string& mark = {})
{
    Document d;
    const auto add = [&](std::int64_t n, const char* type, const char* name, const std::vector<std::int64_t>& from) {
        const NodeId id{first + n};
        EXPECT_TRUE(d.apply(AddNode{id, {type, name + mark, defaults(*find_layer(type)), {double(n) * 200, 0}}}));
        for (std::size_t port = 0; port < from.size(); ++port)
            EXPECT_TRUE(d.apply(Connect{{NodeId{first + from[port]}, id, int(port)}}));
    };
    add(0, "input", "Input", {});
    add(1, "conv2d", "Conv 1", {0});
    add(2, "conv2d", "Conv 2", {1});
    add(3, "add", "Add 1", {1, 2});
    add(4, "flatten", "Flatten 1", {3});
    add(5, "dense", "Dense 1", {4});
    add(6, "output", "Output", {5});
    return d;
}

std::vector<std::string> told(const Document& before, const Document& after)
{
    std::vector<std::string> lines;
    for (const DifferenceRow& row : rows_of(difference(before, after), before, after))
        lines.push_back(std::string(sign_text(row.sign)) + " " + render(row.what, Language::English));
    return lines;
}

TEST(Difference, OfTheSameIsEmpty)
{
    for (const Template& t : templates()) {
        const auto d = make_template(t.id);
        ASSERT_TRUE(d);
        const Difference found = difference(*d, *d);
        EXPECT_TRUE(found.empty()) << t.id;
        EXPECT_EQ(found.pairs.size(), d->nodes().size());
        EXPECT_TRUE(rows_of(found, *d, *d).empty());
    }
    EXPECT_TRUE(difference({}, {}).empty());
}

/// Another value of the setting's type that is allowed; nothing where none was found.
std::optional<Value> other_value(const TypeInfo& type, std::size_t index, const Value& now, Random& random)
{
    const Setting& setting = type.settings[index];
    std::vector<Value> candidates;
    if (!setting.choices.empty())
        candidates.push_back(std::string(setting.choices[random.below(setting.choices.size())].id));
    else if (const auto* on = std::get_if<bool>(&now))
        candidates.push_back(!*on);
    else if (const auto* n = std::get_if<std::int64_t>(&now))
        candidates = {*n + 1, *n - 1};
    else if (const auto* x = std::get_if<double>(&now))
        candidates = {*x / 2, *x + 0.25};
    else if (const auto* sizes = std::get_if<std::vector<std::int64_t>>(&now)) {
        auto larger = *sizes;
        for (auto& size : larger)
            ++size;
        candidates.push_back(larger);
    }
    for (const Value& value : candidates)
        if (value != now && !validate(type, index, value))
            return value;
    return {};
}

TEST(Difference, TellsOfUnitsAndTheirCopies)
{
    Chain c;
    c.add("input", {{"shape", std::vector<std::int64_t>{8}}, {"scaling", std::string("none")}}).begin("Block").add("dense");
    const NodeId inner = c.last();
    c.expose("width", "Width", {{inner, "units", 1}});
    const UnitId block = c.end();
    c.copy(block, {{"width", std::int64_t{16}}});
    const NodeId copy = c.last();
    const Document before = c.finish(default_recipe());
    Document after = before;
    ASSERT_TRUE(after.apply(GiveSetting{copy, "width", std::int64_t{24}}));
    Difference d = difference(before, after);
    ASSERT_EQ(d.changed.size(), 1u);
    EXPECT_EQ(d.changed[0].given, std::vector<std::string>{"width"});
    EXPECT_EQ(render(rows_of(d, before, after).at(0).what, Language::English), before.nodes().at(copy).name + " · Width: 16 → 24");
    Unit unit = *before.find(block);
    unit.exposed.clear();
    ASSERT_TRUE(after.apply(SetUnit{block, unit}));
    d = difference(before, after);
    EXPECT_EQ(d.units, std::vector<UnitId>{block});
    bool told = false;
    for (const DifferenceRow& row : rows_of(d, before, after))
        told = told || render(row.what, Language::English) == "Block · Settings of copies: Width → none";
    EXPECT_TRUE(told);
}

// A thousand random edits, one after the other: each is told, and nothing else is.
TEST(Difference, TellsExactlyTheEdit)
{
    Random random(11, 3);
    Document d = network();
    std::map<std::string, int> made;
    for (int round = 0; round < 1000; ++round) {
        std::vector<NodeId> ids;
        for (const auto& [id, node] : d.nodes())
            ids.push_back(id);
        const NodeId id = ids[random.below(ids.size())];
        const Node node = d.nodes().at(id);
        const LayerType& type = *find_layer(node.type);
        Difference expected;
        expected.unit_pairs = {{main_graph, main_graph}};
        std::optional<Edit> edit;
        std::string kind;
        switch (random.below(9)) {
        case 0: {
            const LayerType& fresh = *layer_types()[random.below(layer_types().size())];
            edit = AddNode{d.new_id(), {std::string(fresh.id), "New " + std::to_string(round), defaults(fresh), {}}};
            expected.added = {d.new_id()};
            kind = "add";
            break;
        }
        case 1:
            edit = RemoveNode{id};
            expected.removed = {id};
            kind = "remove";
            break;
        case 2: {
            const NodeId from = ids[random.below(ids.size())];
            const int port = int(random.below(2));
            edit = Connect{{from, id, port}};
            expected.changed = {{id, id, false, {}, {{port, {}, from}}}};
            kind = "connect";
            break;
        }
        case 3: {
            const auto links = d.links_of(id);
            if (links.empty())
                continue;
            const Link link = links[random.below(links.size())];
            edit = Disconnect{link};
            expected.changed = {{link.to, link.to, false, {}, {{link.port, link.from, {}}}}};
            kind = "disconnect";
            break;
        }
        case 4: {
            if (node.values.empty())
                continue;
            const std::size_t index = random.below(node.values.size());
            const auto value = other_value(type, index, node.values[index], random);
            if (!value)
                continue;
            edit = SetSetting{id, index, *value};
            expected.changed = {{id, id, false, {{index, node.values[index], *value}}, {}}};
            kind = "set";
            break;
        }
        case 5:
            edit = RenameNode{id, "Name " + std::to_string(round)};
            expected.changed = {{id, id, true, {}, {}}};
            kind = "rename";
            break;
        case 7: {
            const Use use = Use(random.below(3));
            if (use == node.use)
                continue;
            edit = SetUse{id, use};
            expected.changed = {{.before = id, .after = id, .used = true}};
            kind = "use";
            break;
        }
        case 8: {
            const NodeId owner = ids[random.below(ids.size())];
            const auto with = node.shares ? std::nullopt : std::optional(owner);
            edit = ShareWeights{id, with};
            expected.changed = {{.before = id, .after = id, .shared = true}};
            kind = "share";
            break;
        }
        case 6:
            edit = MoveNode{id, {double(round), 1}};
            kind = "move";
            break;
        }
        Document changed = d;
        if (!changed.apply(*edit))
            continue; // A circle, a taken input, a node that is still linked.
        ++made[kind];
        Difference found = difference(d, changed);
        EXPECT_EQ(found.pairs.size(), d.nodes().size() - expected.removed.size());
        EXPECT_EQ(difference(changed, d), reversed(found)) << kind;
        for (const auto& [x, y] : found.pairs)
            EXPECT_EQ(x, y);
        found.pairs.clear();
        EXPECT_EQ(found, expected) << kind << " in round " << round;
        d = std::move(changed);
    }
    for (const char* kind : {"add", "remove", "connect", "disconnect", "set", "rename", "move", "use", "share"})
        EXPECT_GT(made[kind], 5) << kind;
}

TEST(Difference, MatchesByNameAndByPlaceWhereNumbersDiffer)
{
    const Document d = network();
    // Other numbers, the same names.
    const Difference by_name = difference(d, network(50));
    EXPECT_TRUE(by_name.empty());
    EXPECT_EQ(by_name.pairs.at(NodeId{3}), NodeId{52});
    // Other numbers and names: begins, ends and what stands between them.
    const Document strange = network(50, " bis");
    const Difference by_place = difference(d, strange);
    EXPECT_EQ(by_place.pairs.size(), 7u);
    for (const auto& [x, y] : by_place.pairs)
        EXPECT_EQ(std::int64_t(y) - std::int64_t(x), 49);
    EXPECT_TRUE(by_place.removed.empty() && by_place.added.empty());
    EXPECT_TRUE(std::ranges::all_of(by_place.changed, [](const NodeChange& c) { return c.renamed && c.inputs.empty(); }));
    EXPECT_EQ(difference(strange, d), reversed(by_place));
    // Numbers that mean another layer here are no match.
    const Difference shifted = difference(d, network(2));
    EXPECT_EQ(shifted.pairs.at(NodeId{4}), NodeId{5});
    EXPECT_EQ(difference(network(2), d), reversed(shifted));
}

TEST(Difference, IsTheSameTheOtherWayRound)
{
    Random random(5, 8);
    for (int round = 0; round < 50; ++round) {
        Document a = network(1 + std::int64_t(random.below(9)), random.below(2) ? "" : " x"), b = network(1 + std::int64_t(random.below(9)));
        for (Document* d : {&a, &b})
            for (int i = 0; i < 4; ++i) {
                auto at = d->nodes().begin();
                std::advance(at, random.below(d->nodes().size()));
                for (const Edit& edit : removal(*d, {at->first}, random.below(2) ? Reconnect::Yes : Reconnect::No))
                    (void)d->apply(edit);
                const LayerType& fresh = *find_layer(random.below(2) ? "dense" : "dropout");
                (void)d->apply(AddNode{d->new_id(), {std::string(fresh.id), "Added", defaults(fresh), {}}});
            }
        EXPECT_EQ(difference(b, a), reversed(difference(a, b)));
        EXPECT_TRUE(difference(a, a).empty());
    }
}

TEST(Difference, RecipeAndDataAreTold)
{
    const Document d = network();
    Document other = d;
    Recipe recipe = d.recipe();
    recipe.optimizer = {"sgd", defaults(*find_optimizer("sgd"))};
    recipe.settings[*recipe_type().index_of("epochs")] = std::int64_t{25};
    ASSERT_TRUE(other.apply(SetRecipe{recipe}));
    DataSetup data = d.data();
    data.target = "price";
    data.split = SplitWay::Random;
    data.validation_share = 0.25;
    data.steps = {{"standardize", {"age"}, {}, true}};
    ASSERT_TRUE(other.apply(SetData{data}));
    ASSERT_TRUE(other.apply(EditRows{{{.row = 3, .column = "price", .label = "4"}}}));
    const Difference found = difference(d, other);
    EXPECT_TRUE(found.optimizer.other_type);
    EXPECT_TRUE(found.loss.empty());
    ASSERT_EQ(found.recipe.size(), 1u);
    EXPECT_EQ(found.data, (std::vector{DataPart::Target, DataPart::Split, DataPart::Steps, DataPart::Rows}));
    EXPECT_EQ(difference(other, d), reversed(found));
    const std::vector<std::string> expected{"≠ Optimiser: Adam → SGD",
                                            "≠ Epochs: 10 → 25",
                                            "≠ Target: by itself → price",
                                            "≠ Split: As the data gives it → Random",
                                            "≠ Share for validation: 10% → 25%",
                                            "+ Standardise: age",
                                            "≠ Rows changed by hand: 0 → 1"};
    EXPECT_EQ(told(d, other), expected);
}

TEST(Difference, IsToldInWords)
{
    const Document d = network();
    Document other = d;
    const LayerType& conv = *find_layer("conv2d");
    ASSERT_TRUE(other.apply(SetSetting{NodeId{3}, *conv.index_of("filters"), std::int64_t{64}}));
    ASSERT_TRUE(other.apply(Disconnect{{NodeId{2}, NodeId{4}, 0}}));
    ASSERT_TRUE(other.apply(AddNode{NodeId{9}, {"dropout", "Dropout 1", defaults(*find_layer("dropout")), {}}}));
    ASSERT_TRUE(other.apply(Connect{{NodeId{2}, NodeId{9}, 0}}));
    ASSERT_TRUE(other.apply(Connect{{NodeId{9}, NodeId{4}, 0}}));
    for (const Edit& edit : removal(other, {NodeId{5}}, Reconnect::Yes))
        ASSERT_TRUE(other.apply(edit));
    const std::vector<std::string> expected{"− Flatten 1 (Flatten)", "≠ Conv 2 · Filters: 32 → 64", "≠ Add 1 · Input 1: Conv 1 → Dropout 1",
                                            "≠ Dense 1 · Input: Flatten 1 → Add 1", "+ Dropout 1 (Dropout)"};
    EXPECT_EQ(told(d, other), expected);
    EXPECT_NE(render(rows_of(difference(d, other), d, other)[1].what, Language::Chinese).find("卷积核数"), std::string::npos);
}

} // namespace difference_test
} // namespace loom
