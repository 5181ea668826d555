// Units, repetitions, shared weights, bypassed and muted nodes: what they mean, and that every edit can be taken back.
#include "graph/analysis.h"
#include "graph/history.h"
#include "graph/unit_change.h"
#include "lowering/lowering.h"
#include "project/document_json.h"
#include "project/templates.h"

#include "core/random_edits.h"

#include <gtest/gtest.h>

namespace loom {
namespace units_test {

struct Units : testing::Test {
    Document document;
    History history{document};

    Point size(const Node&) const { return {176, 76}; }
    void perform(const Change& change)
    {
        const auto done = history.perform(change.name, change.edits);
        ASSERT_TRUE(done) << render(change.name) << ": " << render(done.error().message);
    }
    void perform(const Result<Change>& change)
    {
        ASSERT_TRUE(change) << render(change.error().message);
        perform(*change);
    }
    NodeId add(std::string_view type, const std::vector<std::pair<std::string_view, Value>>& settings = {}, std::optional<NodeId> from = {},
               UnitId in = main_graph)
    {
        const LayerType& t = *find_layer(type);
        Change change = from ? adding_behind(document, t, {double(document.nodes().size()) * 220, 0}, *from)
                             : adding(document, t, {double(document.nodes().size()) * 220, 0}, in);
        for (const auto& [key, value] : settings)
            std::get<AddNode>(change.edits[0]).node.values[*t.index_of(key)] = value;
        perform(change);
        return *change.made.begin();
    }
    void set(NodeId id, std::string_view key, const Value& value)
    {
        perform(setting_to(document, {id}, *find_layer(document.nodes().at(id).type)->index_of(key), value));
    }
    /// Input 8 → dense 16 ReLU → dense 8 → + (from input) → output, the middle as a unit.
    NodeId residual()
    {
        input = add("input", {{"shape", std::vector<std::int64_t>{8}}, {"scaling", std::string("none")}});
        wide = add("dense", {{"units", std::int64_t{16}}, {"activation", std::string("relu")}}, input);
        narrow = add("dense", {{"units", std::int64_t{8}}}, wide);
        sum = add("add", {}, narrow);
        perform(joining(document, {input, sum, 1}));
        output = add("output", {}, sum);
        plain = document;
        const auto change = making_unit(document, {wide, narrow, sum}, "Residual");
        perform(change);
        return *change->made.begin();
    }
    UnitId unit() const { return document.units().begin()->first; }
    std::int64_t parameters() const { return analyse(document, nullptr).total.parameters; }

    NodeId input{}, wide{}, narrow{}, sum{}, output{};
    Document plain;
};

constexpr std::int64_t of_block = 8 * 16 + 16 + 16 * 8 + 8;

TEST_F(Units, AUnitIsWhatItWasMadeOf)
{
    const NodeId copy = residual();
    EXPECT_EQ(document.members(main_graph), (std::set<NodeId>{input, output, copy}));
    EXPECT_EQ(document.inputs(document.nodes().at(copy)).size(), 1u); // One source, however often it is used.
    const Analysis analysis = analyse(document, nullptr);
    EXPECT_TRUE(analysis.findings.empty() || analysis.sound());
    EXPECT_EQ(analysis.total.parameters, of_block);
    EXPECT_EQ(analysis.nodes.at(copy).cost.parameters, of_block);
    EXPECT_EQ(analysis.nodes.at(copy).output, (Shape{8}));
    EXPECT_EQ(analysis.nodes.at(wide).output, (Shape{16}));
    EXPECT_EQ(analysis.within.at({copy}).at(narrow).cost.parameters, 16 * 8 + 8);

    perform(unpacking(document, copy));
    EXPECT_EQ(document.units().size(), 0u);
    EXPECT_EQ(document.links(), plain.links());
    for (const auto& [id, node] : plain.nodes()) {
        EXPECT_EQ(document.nodes().at(id).values, node.values);
        EXPECT_EQ(document.nodes().at(id).name, node.name);
    }
    history.undo();
    history.undo();
    EXPECT_EQ(document, plain);
}

TEST_F(Units, TheOnlyCopyAndItsUnitHaveOneName)
{
    const NodeId copy = residual();
    const std::size_t depth = history.depth();
    perform(renaming(document, copy, "stem"));
    EXPECT_EQ(document.find(unit())->name, "stem");
    perform(renaming_unit(document, unit(), "root"));
    EXPECT_EQ(document.nodes().at(copy).name, "root");
    EXPECT_EQ(document.find(unit())->name, "root");
    EXPECT_EQ(history.depth(), depth + 2);
    // A layer inside is none; of several copies each has its own name, and the unit too.
    perform(renaming(document, wide, "first"));
    EXPECT_EQ(document.find(unit())->name, "root");
    const Change second = adding_copy(document, unit(), {0, 300}, main_graph);
    perform(second);
    perform(renaming(document, copy, "left"));
    perform(renaming_unit(document, unit(), "Block"));
    EXPECT_EQ(document.nodes().at(copy).name, "left");
    EXPECT_EQ(document.nodes().at(*second.made.begin()).name, "root 1");
    EXPECT_EQ(document.find(unit())->name, "Block");
    while (history.depth() > depth)
        ASSERT_TRUE(history.undo());
    EXPECT_EQ(document.nodes().at(copy).name, "Residual");
    EXPECT_EQ(document.find(unit())->name, "Residual");
}

TEST_F(Units, RepetitionsStandBehindEachOther)
{
    const NodeId copy = residual();
    set(copy, "repeat", std::int64_t{5});
    EXPECT_EQ(parameters(), 5 * of_block);
    const Flat flat = flattened(document);
    EXPECT_EQ(flat.document.nodes().size(), 2u + 5 * 3);
    std::set<std::string> scopes;
    for (const auto& [id, node] : flat.document.nodes())
        scopes.insert(scope_of(id, node));
    EXPECT_EQ(scopes.size(), 17u);
    EXPECT_TRUE(scopes.contains(scope_of(copy, document.nodes().at(copy)) + "_3_" + scope_of(wide, plain.nodes().at(wide))));

    set(copy, "share", true);
    EXPECT_EQ(parameters(), of_block);
    EXPECT_EQ(analyse(document, nullptr).total.multiply_adds, 5 * (8 * 16 + 16 * 8));
    set(copy, "share", false);

    const auto five = analyse(document, nullptr).total;
    perform(unpacking(document, copy));
    EXPECT_TRUE(document.units().empty());
    const auto unpacked = analyse(document, nullptr);
    EXPECT_EQ(unpacked.total.parameters, five.parameters);
    EXPECT_EQ(unpacked.total.multiply_adds, five.multiply_adds);
    EXPECT_TRUE(unpacked.sound());
}

/// All of them in one step, and nothing lies on anything afterwards.
TEST_F(Units, SeveralMakeRoomAsTheyAreUnpacked)
{
    for (const char* id : {"resnet-18", "unet"}) {
        document = *make_template(id, {});
        history.clear();
        const auto overlaps = [&] {
            std::size_t found = 0;
            for (const NodeId a : document.members(main_graph))
                for (const NodeId b : document.members(main_graph))
                    if (const Point x = document.nodes().at(a).at, y = document.nodes().at(b).at; a < b)
                        found += std::abs(x.x - y.x) < 176 && std::abs(x.y - y.y) < 124;
            return found;
        };
        ASSERT_EQ(overlaps(), 0u) << id;
        const Document before = document;
        std::set<NodeId> copies;
        for (const NodeId node : document.members(main_graph))
            if (document.nodes().at(node).type == unit_type)
                copies.insert(node);
        ASSERT_GT(copies.size(), 1u);
        const auto total = analyse(document, nullptr).total;
        perform(unpacking(document, copies));
        EXPECT_EQ(overlaps(), 0u) << id;
        EXPECT_EQ(analyse(document, nullptr).total.parameters, total.parameters);
        EXPECT_EQ(history.depth(), 1u);
        history.undo();
        EXPECT_EQ(document, before);
    }
}

TEST_F(Units, SharedRepetitionsStaySharedWhenUnpacked)
{
    const NodeId copy = residual();
    set(copy, "repeat", std::int64_t{3});
    set(copy, "share", true);
    perform(unpacking(document, copy));
    EXPECT_EQ(document.nodes().size(), 2u + 9);
    EXPECT_EQ(parameters(), of_block);
}

TEST_F(Units, ExposedSettingsAreEachCopysOwn)
{
    const NodeId first = residual();
    perform(exposing(document, wide, *find_layer("dense")->index_of("units")));
    const std::string key = document.units().begin()->second.exposed.at(0).key;
    EXPECT_EQ(exposed_value(document, unit(), document.units().begin()->second.exposed[0]), Value(std::int64_t{16}));
    const Change second = adding_copy(document, unit(), {500, 200}, main_graph);
    perform(second);
    const NodeId copy = *second.made.begin();
    perform(cutting(document, {*document.link_into(output, 0)}));
    perform(joining(document, {first, copy, 0}));
    perform(joining(document, {copy, output, 0}));
    perform(giving(document, {copy}, key, Value(std::int64_t{32})));
    EXPECT_EQ(parameters(), of_block + 8 * 32 + 32 + 32 * 8 + 8);
    EXPECT_EQ(analyse(document, nullptr).within.at({copy}).at(wide).output, (Shape{32}));
    // A factor: half as many.
    Unit halved = *document.find(unit());
    halved.exposed[0].targets[0].factor = 0.5;
    perform(Change{LOOM_TEXT("Halve"), {SetUnit{unit(), halved}}});
    EXPECT_EQ(parameters(), 2 * of_block);
    // What the inner layer cannot take is told at the copy.
    perform(giving(document, {copy}, key, Value(std::int64_t{0})));
    const Analysis analysis = analyse(document, nullptr);
    const auto finding = std::ranges::find(analysis.findings, "unit-setting", &Finding::code);
    ASSERT_NE(finding, analysis.findings.end());
    EXPECT_EQ(finding->node, copy);
    EXPECT_EQ(finding->setting, key);
    perform(hiding(document, unit(), key));
    EXPECT_TRUE(analyse(document, nullptr).sound());
    EXPECT_TRUE(document.nodes().at(copy).given.empty());
    // Unlinked: changes in one no longer change the other.
    perform(detaching(document, copy));
    EXPECT_EQ(document.units().size(), 2u);
    set(wide, "units", std::int64_t{4});
    EXPECT_EQ(parameters(), of_block + 8 * 4 + 4 + 4 * 8 + 8);
}

TEST_F(Units, WhatIsGivenIsKeptWhenUnpacked)
{
    const NodeId copy = residual();
    perform(exposing(document, wide, *find_layer("dense")->index_of("units")));
    perform(giving(document, {copy}, "units", Value(std::int64_t{64})));
    const auto before = parameters();
    perform(unpacking(document, copy));
    EXPECT_EQ(parameters(), before);
    EXPECT_EQ(before, 8 * 64 + 64 + 64 * 8 + 8);
}

TEST_F(Units, UnitsInsideOfUnits)
{
    const NodeId copy = residual();
    perform(exposing(document, wide, *find_layer("dense")->index_of("units")));
    // The two dense layers inside as a unit of their own: what the outer exposes reaches them still.
    const auto inner = making_unit(document, {wide, narrow}, "Pair");
    perform(inner);
    EXPECT_EQ(document.nodes().at(*inner->made.begin()).in, unit());
    set(copy, "repeat", std::int64_t{2});
    perform(giving(document, {copy}, "units", Value(std::int64_t{32})));
    EXPECT_EQ(parameters(), 2 * (8 * 32 + 32 + 32 * 8 + 8));
    const Analysis analysis = analyse(document, nullptr);
    EXPECT_TRUE(analysis.sound());
    EXPECT_EQ(analysis.within.at({copy, *inner->made.begin()}).at(wide).output, (Shape{32}));
    EXPECT_EQ(analysis.within.at({copy}).at(*inner->made.begin()).cost.parameters, 8 * 32 + 32 + 32 * 8 + 8);
    // A unit cannot stand inside of itself.
    const UnitId pair = document.nodes().at(*inner->made.begin()).unit;
    EXPECT_FALSE(history.perform(LOOM_TEXT("Try"), adding_copy(document, unit(), {}, pair).edits));
    EXPECT_FALSE(history.perform(LOOM_TEXT("Try"), adding_copy(document, unit(), {}, unit()).edits));
    // Unpacked from the inside out it is what it was.
    perform(unpacking(document, *inner->made.begin()));
    EXPECT_EQ(parameters(), 2 * (8 * 32 + 32 + 32 * 8 + 8));
}

TEST_F(Units, WhatCannotBeAUnit)
{
    input = add("input", {{"shape", std::vector<std::int64_t>{8}}});
    const NodeId a = add("dense", {}, input), b = add("dense", {}, a), c = add("dense", {}, b), d = add("dense", {}, a);
    EXPECT_FALSE(making_unit(document, {}, "x"));
    EXPECT_FALSE(making_unit(document, {input, a}, "x"));
    EXPECT_FALSE(making_unit(document, {a, c}, "x"));    // Through b and back.
    EXPECT_FALSE(making_unit(document, {b, c, d}, "x")); // Two ends.
    EXPECT_TRUE(making_unit(document, {b, c}, "x"));
    perform(sharing(document, b, d));
    EXPECT_FALSE(making_unit(document, {b, c}, "x"));
}

TEST_F(Units, AnEntranceThatIsUsedStays)
{
    const NodeId copy = residual();
    const NodeId entrance = document.entrances(unit()).at(0);
    std::vector<Edit> edits;
    for (const Link& l : document.links_of(entrance))
        edits.push_back(Disconnect{l});
    edits.push_back(RemoveNode{entrance});
    EXPECT_FALSE(history.perform(LOOM_TEXT("Try"), edits));
    EXPECT_FALSE(document.apply(SetSetting{entrance, 0, std::int64_t{2}}));
    EXPECT_FALSE(document.apply(Connect{{input, narrow, 0}})); // Past the entrance.
    EXPECT_FALSE(document.apply(RemoveUnit{unit()}));
    // Inner inputs that nothing feeds, for want of an outer link, are told at the copy.
    perform(cutting(document, {*document.link_into(copy, 0)}));
    const Analysis analysis = analyse(document, nullptr);
    const auto finding = std::ranges::find(analysis.findings, "unconnected", &Finding::code);
    ASSERT_NE(finding, analysis.findings.end());
    EXPECT_EQ(finding->node, copy);
    EXPECT_EQ(finding->port, 0);
    EXPECT_EQ(std::ranges::count(analysis.findings, "unconnected", &Finding::code), 1);
}

// Entrances need not stand in a row: where none is, no link leads, and no removal leaves one behind.
TEST_F(Units, BetweenTwoEntrancesNothingCanBeLinked)
{
    const NodeId copy = residual();
    const auto second = adding(document, *find_layer(entrance_type), {0, 300}, unit());
    perform(second);
    EXPECT_EQ(document.entrances(unit()).at(1), *second.made.begin());
    perform(setting_to(document, second.made, 0, std::int64_t{3}));
    EXPECT_FALSE(document.apply(Connect{{input, copy, 1}}));
    perform(joining(document, {input, copy, 2}));
    EXPECT_FALSE(history.perform(LOOM_TEXT("Try"), removing(document, second.made, {}, Reconnect::No).edits));
    perform(cutting(document, {*document.link_into(copy, 2)}));
    perform(removing(document, second.made, {}, Reconnect::No));
    while (history.undo()) {
    }
    EXPECT_EQ(document, Document());
}

TEST_F(Units, AFaultInsideIsToldOnceAndMendedInside)
{
    input = add("input", {{"shape", std::vector<std::int64_t>{28, 28, 1}}});
    const NodeId conv = add("conv2d", {}, input), dense = add("dense", {{"units", std::int64_t{10}}}, conv);
    output = add("output", {}, dense);
    const auto change = making_unit(document, {conv, dense}, "Wrong");
    perform(change);
    const NodeId copy = *change->made.begin();
    const Analysis analysis = analyse(document, nullptr);
    const auto finding = std::ranges::find(analysis.findings, "shape", &Finding::code);
    ASSERT_NE(finding, analysis.findings.end());
    EXPECT_EQ(finding->node, dense);
    EXPECT_EQ(finding->path, UnitPath{copy});
    ASSERT_FALSE(finding->fixes.empty()); // Insert Flatten.
    perform(Change{finding->fixes[0].label, finding->fixes[0].edits});
    EXPECT_TRUE(analyse(document, nullptr).sound());
    EXPECT_EQ(document.members(unit()).size(), 5u);
    // Through the entrance too: the fault is the first inner layer's.
    history.undo();
    perform(unpacking(document, copy));
    const auto only = making_unit(document, {dense}, "Only");
    perform(only);
    const Analysis second = analyse(document, nullptr);
    const auto again = std::ranges::find(second.findings, "shape", &Finding::code);
    ASSERT_NE(again, second.findings.end());
    ASSERT_FALSE(again->fixes.empty());
    perform(Change{again->fixes[0].label, again->fixes[0].edits});
    EXPECT_TRUE(analyse(document, nullptr).sound());
}

TEST_F(Units, BypassedAndMuted)
{
    residual();
    document = plain;
    history.clear();
    perform(using_nodes(document, {narrow}, Use::Bypassed));
    EXPECT_FALSE(analyse(document, nullptr).sound()); // 16 and 8 cannot be added.
    perform(using_nodes(document, {wide}, Use::Bypassed));
    EXPECT_TRUE(analyse(document, nullptr).sound());
    EXPECT_EQ(parameters(), 0);
    perform(using_nodes(document, {narrow, wide}, Use::Full));
    perform(using_nodes(document, {narrow}, Use::Muted));
    const Analysis analysis = analyse(document, nullptr);
    EXPECT_TRUE(analysis.sound()); // Add does with the shortcut alone.
    EXPECT_EQ(analysis.nodes.at(sum).output, (Shape{8}));
    EXPECT_EQ(analysis.nodes.at(narrow).output, std::nullopt);
    EXPECT_FALSE(document.apply(SetUse{input, Use::Muted}));
}

TEST_F(Units, WeightsOfAnother)
{
    input = add("input", {{"shape", std::vector<std::int64_t>{8}}, {"scaling", std::string("none")}});
    const NodeId ids = add("embedding", {{"vocabulary", std::int64_t{50}}, {"width", std::int64_t{6}}}, input);
    const NodeId scores = add("token_scores", {{"vocabulary", std::int64_t{50}}}, ids);
    EXPECT_EQ(parameters(), 600);
    perform(sharing(document, scores, ids));
    EXPECT_EQ(parameters(), 300);
    EXPECT_FALSE(document.apply(RemoveNode{ids}));
    EXPECT_FALSE(document.apply(ShareWeights{ids, scores})); // No chains.
    // Deleting the owner gives the other its own.
    perform(removing(document, {ids}, {}, Reconnect::No));
    EXPECT_EQ(document.nodes().at(scores).shares, std::nullopt);
    history.undo();
    EXPECT_EQ(document.nodes().at(scores).shares, ids);
    set(scores, "vocabulary", std::int64_t{51});
    const Analysis analysis = analyse(document, nullptr);
    ASSERT_NE(std::ranges::find(analysis.findings, "shared-weights", &Finding::code), analysis.findings.end());
}

TEST_F(Units, TheProgramIsThatOfTheFlatGraph)
{
    const NodeId copy = residual();
    set(copy, "repeat", std::int64_t{2});
    perform(Change{LOOM_TEXT("Loss"), {SetRecipe{[&] {
                       Recipe recipe = document.recipe();
                       recipe.loss = {"mse", defaults(*find_loss("mse"))};
                       return recipe;
                   }()}}});
    DataFacts facts;
    facts.sample = {8};
    facts.target = DataFacts::Target::Numbers;
    facts.target_width = 8;
    const auto lowered = lower(document, facts, Purpose::Train, 4);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    EXPECT_EQ(elements(lowered->program, Role::Weight), 2 * of_block);
    const std::string scope = scope_of(copy, document.nodes().at(copy));
    EXPECT_NE(lowered->program.find(scope + "_2_" + scope_of(wide, plain.nodes().at(wide)) + ".weight"), no_tensor);
    set(copy, "freeze", true);
    const auto frozen = lower(document, facts, Purpose::Train, 4);
    ASSERT_TRUE(frozen) << render(frozen.error().message);
    EXPECT_EQ(elements(frozen->program, Role::Moment), 0);
}

TEST_F(Units, NestedRepetitionsHaveALimit)
{
    const NodeId copy = residual();
    NodeId outer = copy;
    for (int depth = 0; depth < 4; ++depth) {
        set(outer, "repeat", std::int64_t{1000});
        const auto next = making_unit(document, {outer}, "Deeper");
        perform(next);
        outer = *next->made.begin();
    }
    const Analysis analysis = analyse(document, nullptr);
    EXPECT_NE(std::ranges::find(analysis.findings, "too-many-nodes", &Finding::code), analysis.findings.end());
}

TEST_F(Units, PiecesBringTheirUnits)
{
    const NodeId copy = residual();
    perform(exposing(document, wide, *find_layer("dense")->index_of("units")));
    perform(giving(document, {copy}, "units", Value(std::int64_t{24})));
    const Document piece = piece_of(document, {copy, output});
    EXPECT_EQ(piece.units().size(), 1u);
    // Into the same project: another copy of the same unit.
    perform(pasting(document, piece, {10, 10}));
    EXPECT_EQ(document.units().size(), 1u);
    EXPECT_EQ(document.copies(unit()).size(), 2u);
    // Into another one, by text: the unit comes along, and what it exposes reaches its own layers.
    auto read = document_from_text(document_text(piece), "piece");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(*read, piece);
    Document other;
    History fresh(other);
    const Change change = pasting(other, *read, {});
    ASSERT_TRUE(fresh.perform(change.name, change.edits));
    EXPECT_EQ(other.units().size(), 1u);
    const Flat flat = flattened(other);
    EXPECT_TRUE(std::ranges::any_of(flat.document.nodes(), [](const auto& row) {
        return row.second.type == "dense" && row.second.values[0] == Value(std::int64_t{24});
    }));
    // A unit of the same number but of other content is another.
    set(wide, "units", std::int64_t{99});
    perform(pasting(document, piece, {20, 20}));
    EXPECT_EQ(document.units().size(), 2u);
}

// Whatever is done can be undone to the byte and done again, what counts as a step has changed something, and every gesture
// was made.
TEST_F(Units, TenThousandRandomEditsAreUndone)
{
    RandomEdits random(document, 20261128);
    std::set<std::size_t> kinds; // Of edits that were made.
    std::map<std::string_view, int> gestures;
    const std::string start = document_text(document);
    int edits = 0;
    while (edits < 10'000) {
        const auto [gesture, change] = random.next();
        if (change.edits.empty())
            continue;
        const Document before = document;
        const std::size_t depth = history.depth();
        gestures.try_emplace(gesture, 0);
        if (!history.perform(change.name, change.edits)) {
            ASSERT_EQ(document, before) << render(change.name);
            continue;
        }
        if (history.depth() == depth) {
            ASSERT_EQ(document, before) << render(change.name);
            continue;
        }
        ASSERT_NE(document, before) << render(change.name);
        ++gestures[gesture];
        for (const Edit& edit : change.edits)
            kinds.insert(edit.index());
        if (++edits % 500 == 0) { // What is saved is what is there, and it can be judged.
            const auto read = document_from_text(document_text(document), "random");
            ASSERT_TRUE(read) << render(read.error().message);
            ASSERT_EQ(*read, document);
            (void)analyse(document, nullptr);
        }
    }
    EXPECT_EQ(kinds.size(), std::variant_size_v<AnyEdit> - 3); // All but recipe, data and rows, which the stages change.
    EXPECT_EQ(gestures.size(), RandomEdits::gestures);
    for (const auto& [gesture, times] : gestures)
        EXPECT_GT(times, 0) << gesture;
    const std::string end = document_text(document);
    while (history.undo()) {
    }
    EXPECT_EQ(document, Document());
    EXPECT_EQ(document_text(document), start);
    while (history.redo()) {
    }
    EXPECT_EQ(document_text(document), end);
}

// Whatever the numbers are drawn from: no gesture ends the program, and all can be undone.
TEST_F(Units, ManyShortSequencesOfEditsAreUndone)
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        Document d;
        History h(d);
        RandomEdits random(d, seed);
        const std::string empty = document_text(d);
        for (int i = 0; i < 400; ++i) {
            const auto [gesture, change] = random.next();
            if (!change.edits.empty())
                (void)h.perform(change.name, change.edits);
        }
        (void)analyse(d, nullptr);
        while (h.undo()) {
        }
        ASSERT_EQ(document_text(d), empty) << seed;
    }
}

// What lies in one project is put into another, and back: it is the same network there, and comes twice under one unit.
TEST_F(Units, PastingBetweenProjects)
{
    Document other;
    RandomEdits here(document, 7), there(other, 8);
    const auto grow = [](Document& d, RandomEdits& random, int edits) {
        History h(d);
        while (edits > 0) {
            const auto [gesture, change] = random.next();
            if (!change.edits.empty() && h.perform(change.name, change.edits))
                --edits;
        }
    };
    int pasted = 0, known = 0, counted = 0;
    for (int round = 0; round < 60; ++round) {
        document = {}; // From something that runs, or there is nothing to count.
        history.clear();
        residual();
        grow(document, here, 5 + round);
        grow(other, there, 3);
        const auto read = document_from_text(document_text(piece_of(document, document.members(main_graph))), "piece");
        ASSERT_TRUE(read) << render(read.error().message);
        for (int again = 0; again < 2; ++again) {
            const auto units = other.units();
            const Change change = pasting(other, *read, {10, 10});
            if (change.edits.empty() || !History(other).perform(change.name, change.edits))
                continue;
            ++pasted;
            known += again && !units.empty();
            if (again) {
                EXPECT_EQ(other.units(), units); // All were there.
            }
            // Alone it is what was copied.
            Document alone;
            const Change single = pasting(alone, piece_of(other, change.made), {});
            ASSERT_TRUE(single.edits.empty() || History(alone).perform(single.name, single.edits));
            const Analysis a = analyse(*read, nullptr), b = analyse(alone, nullptr);
            EXPECT_EQ(a.total.parameters, b.total.parameters);
            EXPECT_EQ(a.total.multiply_adds, b.total.multiply_adds);
            counted += a.total.parameters > 0;
            std::set<std::string> names;
            for (const auto& [id, unit] : other.units())
                EXPECT_TRUE(names.insert(unit.name).second) << unit.name;
        }
        if (other.nodes().size() > 400)
            other = {};
    }
    EXPECT_GT(pasted, 20);
    EXPECT_GT(known, 5);
    EXPECT_GT(counted, 20); // Parameters, or that they are the same says nothing.
}

TEST_F(Units, APastedUnitIsKnownByAllThatIsInside)
{
    const NodeId copy = residual();
    const auto pair = making_unit(document, {wide, narrow}, "Pair");
    perform(pair);
    const Document piece = piece_of(document, {copy});
    Document other;
    for (int times = 0; times < 2; ++times) {
        const Change change = pasting(other, piece, {});
        ASSERT_TRUE(History(other).perform(change.name, change.edits));
    }
    EXPECT_EQ(other.units().size(), 2u); // Once each.
    // Another inside of the inner unit: the outer one is another too.
    set(wide, "units", std::int64_t{99});
    perform(pasting(document, piece, {}));
    EXPECT_EQ(document.units().size(), 4u);
    std::set<std::string> names;
    for (const auto& [id, unit] : document.units())
        EXPECT_TRUE(names.insert(unit.name).second) << unit.name;
    perform(pasting(document, piece, {}));
    EXPECT_EQ(document.units().size(), 4u);
}

} // namespace units_test
} // namespace loom
