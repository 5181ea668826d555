// Which unit stands in a copy, and what a copy has in its own way, as a search varies them.
#include "core/train_kit.h"
#include "graph/analysis.h"
#include "graph/difference.h"
#include "graph/flatten.h"
#include "graph/history.h"
#include "graph/unit_change.h"
#include "project/difference_words.h"
#include "project/document_json.h"
#include "search/study.h"

namespace loom {
namespace unit_choice_test {

using test::perform;
using Layers = std::vector<std::pair<std::string_view, test::Settings>>;

const Value left_out = std::string(bypass_key);

/// Points → Block 1 → Block 2 → Dense → output. Both blocks are copies of Wide; Deep, Odd and Pair are other units. Wide and Deep show the
/// width of their (last) layer.
struct UnitChoice : testing::Test {
    Document document;
    UnitId wide{}, deep{}, odd{}, pair{};
    NodeId first{}, second{};

    NodeId add(std::string_view type, const std::string& name, UnitId in, const test::Settings& settings = {}, std::optional<NodeId> from = {}, UnitId unit = main_graph)
    {
        const NodeId id = document.new_id();
        Node node{std::string(type), name, test::with(*find_layer(type), settings), {}, in};
        node.unit = unit;
        perform(document, AddNode{id, std::move(node)});
        if (from)
            perform(document, Connect{{*from, id, 0}});
        return id;
    }
    UnitId unit(const std::string& name, const Layers& layers, bool shows = false, std::int64_t entrances = 1)
    {
        const UnitId id = document.new_unit();
        perform(document, AddUnit{id, {name, {}, {}}});
        NodeId last{};
        for (std::int64_t port = entrances; port > 0; --port)
            last = add(entrance_type, "in " + std::to_string(port), id, {{"port", port}});
        for (const auto& [type, settings] : layers)
            last = add(type, "layer", id, settings, last);
        const NodeId widest = last;
        add(exit_type, "out", id, {}, last);
        if (shows)
            perform(document, SetUnit{id, {name, {}, {{"width", "layer: Units", {{widest, "units", 1}}}}}});
        return id;
    }
    void SetUp() override
    {
        const test::Settings relu{{"units", std::int64_t{8}}, {"activation", "relu"}};
        wide = unit("Wide", {{"dense", relu}}, true);
        deep = unit("Deep", {{"dense", relu}, {"dense", relu}}, true);
        odd = unit("Odd", {{"conv2d", {}}}); // Takes no rows of numbers.
        pair = unit("Pair", {{"dense", relu}}, false, 2);
        const NodeId input = add("input", "Input", main_graph);
        first = add(unit_type, "Block 1", main_graph, {}, input, wide);
        second = add(unit_type, "Block 2", main_graph, {}, first, wide);
        add("output", "Output", main_graph, {}, add("dense", "Dense", main_graph, {{"units", std::int64_t{2}}}, second));
        test::set_recipe(document, "cross_entropy", {"adam", {{"learning_rate", 0.01}}}, {{"epochs", std::int64_t{1}}, {"batch_size", std::int64_t{16}}});
        perform(document, SetData{test::points("moons")});
    }

    void make(const Change& change)
    {
        for (const Edit& edit : change.edits)
            perform(document, edit);
    }
    Varied unit_of(NodeId copy, std::vector<Value> choices = {}) const
    {
        return {.of = Varied::Of::Node, .node = copy, .key = std::string(unit_key), .choices = std::move(choices)};
    }
    Varied width_of(NodeId copy) const { return {.of = Varied::Of::Node, .node = copy, .key = "width", .low = 4, .high = 32}; }
    Varied parsed(const std::string& text) const
    {
        const auto v = parse_varied(document, text);
        EXPECT_TRUE(v) << text << ": " << render(v.error().message);
        return v ? *v : Varied{};
    }
    std::string refusal(const std::string& text) const
    {
        const auto v = parse_varied(document, text);
        Document with = document;
        const auto space = v && with.apply(SetSearch{{*v}}) ? space_of(with) : Result<Space>(v.error());
        return space ? "accepted" : render(space.error().message, Language::English);
    }
    /// Of the dense layers, in the order of the network.
    static std::vector<std::int64_t> widths(const Document& d)
    {
        const Document flat = flattened(d).document;
        std::vector<std::int64_t> all;
        for (const NodeId id : in_order(flat))
            if (const Node& node = *flat.find(id); node.type == "dense")
                all.push_back(std::get<std::int64_t>(node.values[*find_layer("dense")->index_of("units")]));
        return all;
    }
    using Widths = std::vector<std::int64_t>;
};

TEST_F(UnitChoice, UnitsFitByTheirEnds)
{
    EXPECT_EQ(fitting_units(document, first), (std::vector<UnitId>{wide, deep, odd}));
    EXPECT_TRUE(can_be_left_out(document, first));
    const NodeId two = add(unit_type, "Two", main_graph, {}, {}, pair);
    EXPECT_EQ(fitting_units(document, two), std::vector<UnitId>{pair});
    EXPECT_FALSE(can_be_left_out(document, two)) << "which of both would go on?";
    EXPECT_EQ(refusal("Two.unit"), "No other unit can stand in the place of Two, and it cannot be left out.");
    // Inside of a unit, none that has this one inside.
    const NodeId inner = add(unit_type, "Inner", deep, {}, {}, wide);
    EXPECT_EQ(fitting_units(document, inner), (std::vector<UnitId>{wide, odd}));
    const NodeId innermost = add(unit_type, "Innermost", wide, {}, {}, odd);
    EXPECT_EQ(fitting_units(document, innermost), std::vector<UnitId>{odd}) << "Deep has Wide inside";
}

TEST_F(UnitChoice, AnotherUnitStandsInTheSamePlace)
{
    perform(document, GiveSetting{second, "width", std::int64_t{12}});
    perform(document, ShareWeights{second, first});
    perform(document, RouteLink{{first, second, 0}, {{50, 60}}});
    const Document before = document;
    History history(document);
    const Change change = choosing_unit(document, second, deep);
    ASSERT_TRUE(history.perform(change.name, change.edits));
    EXPECT_EQ(render(change.name, Language::English), "Make Block 2 a copy of “Deep”");
    EXPECT_EQ(document.links(), before.links());
    EXPECT_EQ(document.route({first, second, 0}).size(), 1u);
    EXPECT_EQ(document.find(second)->unit, deep);
    EXPECT_EQ(document.find(second)->given.at("width"), Value(std::int64_t{12})) << "both units show it";
    EXPECT_FALSE(document.find(second)->shares) << "of another unit it has other weights";
    EXPECT_EQ(widths(document), (Widths{8, 8, 12, 2}));
    EXPECT_TRUE(analyse(document, &test::data_of(document)->facts()).sound());
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(document, before);
    // Whose weights others have.
    const Change other = choosing_unit(document, first, odd);
    ASSERT_TRUE(history.perform(other.name, other.edits));
    EXPECT_FALSE(document.find(second)->shares);
    ASSERT_TRUE(history.undo());
    // What the unit does not show, or of another kind, goes.
    const Change third = choosing_unit(document, second, odd);
    ASSERT_TRUE(history.perform(third.name, third.edits));
    EXPECT_TRUE(document.find(second)->given.empty());
    ASSERT_TRUE(history.undo());
    Unit changed = *document.find(deep);
    changed.exposed[0].targets[0].setting = "activation";
    perform(document, SetUnit{deep, changed});
    const Change fourth = choosing_unit(document, second, deep);
    make(fourth);
    EXPECT_TRUE(document.find(second)->given.empty()) << "a number is no activation";
}

TEST_F(UnitChoice, ValuesOfACopyAreItsUnitAndWhetherItTakesPart)
{
    const auto is = [&] { return value_of(document, unit_of(second)); };
    EXPECT_EQ(is(), unit_value(wide));
    EXPECT_EQ(widths(*with_value(document, unit_of(second), left_out)), (Widths{8, 2}));
    for (const Use use : {Use::Bypassed, Use::Muted}) {
        perform(document, SetUse{second, use});
        EXPECT_EQ(is(), left_out);
        EXPECT_EQ(widths(*with_value(document, unit_of(second), unit_value(deep))), (Widths{8, 8, 8, 2})) << "it takes part";
        EXPECT_EQ(widths(*with_value(document, unit_of(second), unit_value(wide))), (Widths{8, 8, 2}));
    }
    EXPECT_FALSE(with_value(document, unit_of(second), unit_value(pair))) << "it has two entrances";
    EXPECT_FALSE(with_value(document, unit_of(second), std::string("Deep")));
    EXPECT_FALSE(with_value(document, unit_of(second), std::int64_t{1}));
}

TEST_F(UnitChoice, AsPeopleWriteIt)
{
    EXPECT_EQ(parsed("Block 2.unit=Deep,Wide"), unit_of(second, {unit_value(deep), unit_value(wide)}));
    EXPECT_EQ(parsed(std::to_string(std::int64_t(second)) + ".unit=" + std::to_string(std::int64_t(deep)) + ",bypass"), unit_of(second, {unit_value(deep), left_out}));
    EXPECT_EQ(parsed("Block 2.unit"), unit_of(second, {unit_value(wide), unit_value(deep), unit_value(odd)})) << "all that fit";
    EXPECT_EQ(parsed("Block 2.width=4..32"), width_of(second));
    EXPECT_EQ(parsed("Block 2.width").high, 16) << "the usual range of a layer's units, around the unit's 8";
    EXPECT_EQ(refusal("Block 2.unit=Deep,bypass"), "accepted");
    EXPECT_EQ(refusal("Block 2.width=4..32"), "accepted");
    EXPECT_EQ(refusal("Block 2.unit=Deep,Pair"), "There is no unit “Pair” that can stand in the place of Block 2.");
    EXPECT_EQ(render(parse_varied(document, "Block 2.unit=x").error().hint, Language::English), "Choose one of: Wide, Deep, Odd, bypass.");
    EXPECT_EQ(refusal("Block 2.unit=1..3"), "A search cannot vary Block 2 · Unit: it is no number.");
    EXPECT_EQ(refusal("Block 2.width=0..4"), "A search cannot vary Block 2 · layer: Units: Block 2: layer: Units is 0, but must be at least 1.");
    EXPECT_EQ(refusal("Block 2.depth=1..4"), "There is no setting “Block 2.depth” to search over.");
    EXPECT_EQ(refusal("Dense.unit=Deep"), "There is no setting “Dense.unit” to search over.");
    // Two of one name are told apart by their numbers.
    const UnitId twin = unit("Deep", {{"dense", {}}});
    const std::string name = "Deep (" + std::to_string(std::int64_t(twin)) + ")";
    EXPECT_EQ(parsed("Block 2.unit=" + name), unit_of(second, {unit_value(twin)}));
    EXPECT_NE(refusal("Block 2.unit=Deep"), "accepted");
    // With nothing else that fits, leaving it out is what there is to try.
    for (const UnitId other : {deep, odd, twin})
        make(removing_unit(document, other));
    EXPECT_EQ(parsed("Block 2.unit"), unit_of(second, {unit_value(wide), left_out}));
}

TEST_F(UnitChoice, IsToldInBothLanguages)
{
    const Varied v = unit_of(second, {unit_value(wide), unit_value(deep), left_out});
    EXPECT_EQ(render(words_of(document, v), Language::English), "Block 2 · Unit: Wide, Deep, bypassed");
    EXPECT_EQ(render(words_of(document, v), Language::Chinese), "Block 2 · 单元：Wide、Deep、旁路");
    EXPECT_EQ(render(words_of(document, width_of(second)), Language::English), "Block 2 · layer: Units: 4 to 32");
    const NodeId inner = add(unit_type, "Inner", deep, {}, {}, wide);
    EXPECT_EQ(render(place_words(document, unit_of(inner)), Language::English), "Deep / Inner · Unit");
    EXPECT_EQ(key_of(v), std::to_string(std::int64_t(second)) + ".unit");
}

TEST_F(UnitChoice, IsSavedUndoneAndCompared)
{
    const Document plain = document;
    History history(document);
    const Change change = searching({unit_of(second, {unit_value(wide), unit_value(deep), left_out}), width_of(first)});
    ASSERT_TRUE(history.perform(change.name, change.edits));
    const std::string text = document_text(document);
    const auto read = document_from_text(text, "m.loom");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(*read, document);
    EXPECT_NE(text.find("\"choices\":[\"1\",\"2\",\"bypass\"]"), text.npos) << text;
    const auto rows = rows_of(difference(plain, document), plain, document);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(render(rows[0].what, Language::English), "Search over: the usual settings → Block 2 · Unit: Wide, Deep, bypassed; Block 1 · layer: Units: 4 to 32");
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(document, plain);
    ASSERT_TRUE(history.redo());
    // The same in a project that numbers its units in another way.
    Document other = document;
    for (const Edit& edit : removing_unit(other, deep).edits)
        perform(other, edit);
    EXPECT_TRUE(difference(document, other).search);
    const UnitId again{40};
    perform(other, AddUnit{again, *document.find(deep)});
    perform(other, SetSearch{{unit_of(second, {unit_value(wide), unit_value(again), left_out}), width_of(first)}});
    EXPECT_FALSE(difference(document, other).search);
    perform(other, SetSearch{{unit_of(second, {unit_value(wide), unit_value(odd), left_out}), width_of(first)}});
    EXPECT_TRUE(difference(document, other).search);
}

TEST_F(UnitChoice, GoesWithItsNodeAndWithItsUnits)
{
    perform(document, SetSearch{{unit_of(first, {unit_value(deep), unit_value(odd)}), unit_of(second, {unit_value(odd)}), width_of(second)}});
    const Document before = document;
    History history(document);
    Change gone = removing_unit(document, odd);
    ASSERT_TRUE(history.perform(gone.name, gone.edits));
    EXPECT_EQ(document.search(), (std::vector<Varied>{unit_of(first, {unit_value(deep)}), width_of(second)})) << "of nothing else to choose nothing is left";
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(document, before);
    gone = removing(document, {second}, {}, Reconnect::Yes);
    ASSERT_TRUE(history.perform(gone.name, gone.edits));
    EXPECT_EQ(document.search(), (std::vector<Varied>{unit_of(first, {unit_value(deep), unit_value(odd)})}));
    ASSERT_TRUE(history.undo());
    // Unpacked, a copy is none, and the unit goes with its last copy.
    const auto unpacked = unpacking(document, {first, second});
    ASSERT_TRUE(unpacked) << render(unpacked.error().message);
    ASSERT_TRUE(history.perform(unpacked->name, unpacked->edits));
    EXPECT_TRUE(document.search().empty());
    ASSERT_TRUE(history.undo());
    EXPECT_EQ(document, before);
    // A unit without nodes and copies takes nothing else along.
    const UnitId empty = document.new_unit();
    perform(document, AddUnit{empty, {"Empty", {}, {}}});
    make(removing_unit(document, empty));
    EXPECT_EQ(document.search(), before.search());
    // One that a file has lost is passed over, and no new unit takes its place.
    perform(document, SetSearch{{unit_of(first, {unit_value(UnitId{90}), unit_value(deep)}), unit_of(second, {unit_value(UnitId{90})})}});
    EXPECT_EQ(varied_of(document), (std::vector<Varied>{unit_of(first, {unit_value(deep)})}));
    EXPECT_EQ(document.new_unit(), UnitId{91});
    const auto space = space_of(document);
    ASSERT_TRUE(space);
    EXPECT_EQ(space->dimensions.size(), 1u);
}

// A setting that two units show has its value in both; one that the trial's unit does not show is passed over.
TEST_F(UnitChoice, SamplersSeeACategoryThatDecidesWhichSettingsThereAre)
{
    perform(document, SetSearch{{width_of(second), unit_of(second, {unit_value(wide), unit_value(deep), unit_value(odd), left_out})}});
    const auto space = space_of(document);
    ASSERT_TRUE(space) << render(space.error().message);
    ASSERT_EQ(space->dimensions.size(), 2u);
    const Dimension& d = space->dimensions[0];
    EXPECT_EQ(d.varied.key, unit_key) << "units come first";
    EXPECT_EQ(d.kind, Dimension::Kind::Choice);
    EXPECT_FALSE(d.ordered) << "numbers of units have no order";
    EXPECT_EQ(d.choices(), 4u);
    const auto widths_of = [&](double unit, double width) {
        const auto made = with_candidate(document, *space, {unit, width});
        EXPECT_TRUE(made) << render(made.error().message);
        return made ? widths(*made) : Widths{};
    };
    EXPECT_EQ(widths_of(0, 20), (Widths{8, 20, 2})) << "Block 1 has the same unit, and stays as it is";
    EXPECT_EQ(widths_of(1, 20), (Widths{8, 8, 20, 2}));
    EXPECT_EQ(widths_of(2, 20), (Widths{8, 2})) << "Odd has no dense layer";
    EXPECT_EQ(widths_of(3, 20), (Widths{8, 2}));
    EXPECT_EQ(values_of(*space, {1, 20}).at(key_of(d.varied)), unit_value(deep));
    // A unit that no longer fits is told, and not passed over.
    perform(document, SetSearch{{unit_of(second, {unit_value(wide), unit_value(pair)})}});
    const auto refused = space_of(document);
    ASSERT_FALSE(refused);
    EXPECT_EQ(render(refused.error().message, Language::English), "A search cannot vary Block 2 · Unit: Block 2 cannot be a copy of “Pair”.");
}

// Of a unit inside of a unit, and whether a layer inside is left out.
TEST_F(UnitChoice, WhatUnitsShowIsReachedThroughUnitsInside)
{
    const UnitId outer = unit("Outer", {});
    const NodeId entrance = document.entrances(outer).at(0);
    NodeId exit{};
    for (const NodeId id : document.members(outer))
        exit = document.find(id)->type == exit_type ? id : exit;
    perform(document, Disconnect{{entrance, exit, 0}});
    const NodeId inner = add(unit_type, "Inner", outer, {}, entrance, wide);
    const NodeId tail = add("dense", "Tail", outer, {{"units", std::int64_t{6}}}, inner);
    perform(document, Connect{{tail, exit, 0}});
    perform(document, SetUnit{outer, {"Outer", {}, {{"deep", "Inner width", {{inner, "width", 1}}}, {"tail", "Without tail", {{tail, std::string(bypass_key), 1}}}, {"twice", "Twice", {{inner, "width", 2}}}}}});
    make(choosing_unit(document, second, outer));
    perform(document, SetSearch{{parsed("Block 2.deep=5..7"), parsed("Block 2.tail")}});
    const auto space = space_of(document);
    ASSERT_TRUE(space) << render(space.error().message);
    EXPECT_EQ(widths(*with_candidate(document, *space, {7, 0})), (Widths{8, 7, 6, 2}));
    EXPECT_EQ(widths(*with_candidate(document, *space, {5, 1})), (Widths{8, 5, 2}));
    EXPECT_EQ(render(words_of(document, document.search()[1]), Language::English), "Block 2 · Without tail: off, on");
    EXPECT_EQ(refusal("Block 2.twice=5..7"), "There is no setting “Block 2.twice” to search over.") << "what is given times a factor has no declaration";
    // What a copy has itself comes first, and a new setting of the unit does not take such a name.
    make(exposing(document, inner, *find_layer(unit_type)->index_of("repeat")));
    EXPECT_EQ(document.find(outer)->exposed.back().key, "repeat_2");
    EXPECT_FALSE(is_of_unit(document, parsed("Block 2.repeat=1..3")));
    EXPECT_EQ(widths(*with_value(document, parsed("Block 2.repeat=1..3"), std::int64_t{2})), (Widths{8, 8, 6, 8, 6, 2}));
}

struct UnitSearch : UnitChoice {
    test::Folder folder;
    std::shared_ptr<const Dataset> data;

    SearchSetup setup() const { return {.document = document, .project = folder.path / "a.loom", .sampler = "grid", .device = "reference", .threads = 1}; }
    Study searched()
    {
        data = test::data_of(document);
        auto study = Study::open(setup(), data);
        EXPECT_TRUE(study) << render(study.error().message);
        const auto end = study->go({.trials = 20}, {});
        EXPECT_TRUE(end && *end == Study::End::Exhausted);
        return std::move(*study);
    }
};

// Trials train what they say; one whose shapes do not fit is recorded with the reason, and the search goes on.
TEST_F(UnitSearch, EachTrialHasItsUnitAndFaultyOnesAreRecorded)
{
    perform(document, SetSearch{{unit_of(second, {unit_value(wide), unit_value(odd), unit_value(deep), left_out})}});
    const Study study = searched();
    ASSERT_EQ(study.trials().size(), 4u);
    constexpr std::int64_t block = 8 * 8 + 8, rest = 2 * 8 + 8 + 8 * 2 + 2;
    std::map<std::string, std::int64_t> parameters;
    for (const Trial& t : study.trials()) {
        const auto value = std::get<std::string>(study.space().dimensions[0].value(t.candidate[0]));
        if (value == std::to_string(std::int64_t(odd))) {
            EXPECT_EQ(t.state, Trial::State::Failed);
            EXPECT_NE(t.reason.find("layer"), t.reason.npos) << t.reason;
            EXPECT_TRUE(t.run.empty()) << "nothing was trained";
            continue;
        }
        EXPECT_EQ(t.state, Trial::State::Finished) << t.reason;
        parameters[value] = t.parameters;
        const auto run = Runs(folder.path / "a.loom").list().runs;
        const auto record = std::ranges::find(run, t.run, &RunRecord::name);
        ASSERT_NE(record, run.end());
        EXPECT_EQ(record->member.values.at(key_of(unit_of(second))), Value(value));
    }
    EXPECT_EQ(parameters, (std::map<std::string, std::int64_t>{{"1", rest + block}, {"2", rest + 2 * block}, {"bypass", rest}}));
    ASSERT_NE(study.best(), nullptr);
    EXPECT_EQ(study.best()->state, Trial::State::Finished);
}

// What is inside of a unit that no copy is of yet is part of the question; its name is not.
TEST_F(UnitSearch, WhatTheUnitsToChooseFromAreIsAsked)
{
    perform(document, SetSearch{{unit_of(second, {unit_value(wide), unit_value(deep)})}});
    const SearchSetup before = setup();
    make(renaming_unit(document, deep, "Deeper"));
    EXPECT_TRUE(asks_the_same(before, setup()));
    for (const NodeId id : document.members(deep))
        if (document.find(id)->type == "dense")
            perform(document, SetSetting{id, *find_layer("dense")->index_of("units"), std::int64_t{9}});
    EXPECT_FALSE(asks_the_same(before, setup()));
    // So is what a pinned setting of a copy is for.
    make(choosing_unit(document, second, deep));
    perform(document, SetSearch{{width_of(second)}});
    const SearchSetup shown = setup();
    Unit changed = *document.find(deep);
    NodeId& target = changed.exposed[0].targets[0].node;
    for (const NodeId id : document.members(deep))
        if (document.find(id)->type == "dense" && id != target) {
            target = id;
            break;
        }
    perform(document, SetUnit{deep, changed});
    EXPECT_FALSE(asks_the_same(shown, setup()));
}

} // namespace unit_choice_test
} // namespace loom
