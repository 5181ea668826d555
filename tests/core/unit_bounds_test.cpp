// How far units go: nesting, repetitions, places, and what reaches nothing; and whose weights are whose.
#include "graph/align.h"
#include "graph/analysis.h"
#include "graph/arrange.h"
#include "graph/chain.h"
#include "graph/exposed.h"
#include "graph/history.h"
#include "graph/linking.h"
#include "graph/unit_change.h"
#include "project/document_json.h"

#include <gtest/gtest.h>

#include <cmath>

namespace loom {
namespace unit_bounds_test {

Values settings(std::string_view type, const std::vector<std::pair<std::string_view, Value>>& changed = {}) { return with(*find_layer(type), changed); }

/// Units, each with one node between its ends; the last in the main graph, with an Input and an Output.
struct Bounds : testing::Test {
    Document document;
    std::int64_t next = 1;

    void apply(const Edit& edit)
    {
        const auto made = document.apply(edit);
        ASSERT_TRUE(made) << render(made.error().message);
    }
    NodeId add(std::string_view type, UnitId in = main_graph, const std::vector<std::pair<std::string_view, Value>>& changed = {}, UnitId unit = main_graph)
    {
        Node node{std::string(type), std::string(type) + " " + std::to_string(next), settings(type, changed), {}, in};
        node.unit = unit;
        apply(AddNode{NodeId(next), std::move(node)});
        return NodeId(next++);
    }
    void link(NodeId from, NodeId to) { apply(Connect{{from, to, 0}}); }
    UnitId unit(const std::string& name)
    {
        const UnitId id = document.new_unit();
        apply(AddUnit{id, {name, {}, {}}});
        return id;
    }
    /// A unit of one node.
    UnitId around(std::string_view type, const std::vector<std::pair<std::string_view, Value>>& changed = {}, UnitId inner = main_graph)
    {
        const UnitId made = unit("U" + std::to_string(document.units().size()));
        const NodeId in = add("unit_input", made), middle = add(type, made, changed, inner), out = add("unit_output", made);
        link(in, middle);
        link(middle, out);
        last = middle;
        return made;
    }
    NodeId network(UnitId of, std::int64_t times = 1)
    {
        input = add("input", main_graph, {{"shape", std::vector<std::int64_t>{8}}, {"scaling", std::string("none")}});
        const NodeId copy = add("unit", main_graph, {{"repeat", times}}, of);
        output = add("output");
        link(input, copy);
        link(copy, output);
        return copy;
    }
    void expose(UnitId id, const std::string& key, std::vector<Exposed::Target> targets)
    {
        Unit changed = *document.find(id);
        changed.exposed.push_back({key, "The " + key, std::move(targets)});
        apply(SetUnit{id, std::move(changed)});
    }
    void perform(const Change& change)
    {
        const auto done = History(document).perform(change.name, change.edits);
        ASSERT_TRUE(done) << render(done.error().message);
    }
    std::vector<const Finding*> found(const Analysis& analysis, std::string_view code) const
    {
        std::vector<const Finding*> all;
        for (const Finding& f : analysis.findings)
            if (f.code == code)
                all.push_back(&f);
        return all;
    }
    void survives_saving()
    {
        const auto read = document_from_text(document_text(document), "saved");
        ASSERT_TRUE(read) << render(read.error().message);
        EXPECT_EQ(*read, document);
    }
    NodeId input{}, output{}, last{};
};

TEST_F(Bounds, NestingEndsInWords)
{
    UnitId inner = around("dense");
    for (int depth = 2; depth <= most_nested_units; ++depth)
        inner = around("unit", {}, inner);
    network(inner);
    EXPECT_TRUE(analyse(document, nullptr).sound());
    survives_saving();
    const UnitId deeper = unit("Deeper");
    const auto refused = document.apply(AddNode{document.new_id(), [&] {
                                                    Node node{"unit", "x", settings("unit"), {}, deeper};
                                                    node.unit = inner;
                                                    return node;
                                                }()});
    ASSERT_FALSE(refused);
    EXPECT_NE(render(refused.error().message, Language::English).find("more than 32 units"), std::string::npos);
    // From the other side: deeper at the bottom.
    const UnitId bottom = *std::ranges::find_if(document.units(), [&](const auto& row) { return row.second.name == "U0"; }) == *document.units().begin()
                              ? document.units().begin()->first
                              : main_graph;
    ASSERT_NE(bottom, main_graph);
    Node node{"unit", "y", settings("unit"), {}, bottom};
    node.unit = deeper;
    EXPECT_FALSE(document.apply(AddNode{document.new_id(), node}));
    node.unit = inner; // Its own outermost.
    const auto circle = document.apply(AddNode{document.new_id(), node});
    ASSERT_FALSE(circle);
    EXPECT_NE(render(circle.error().message, Language::English).find("inside of itself"), std::string::npos);
}

TEST_F(Bounds, TooManyRepetitionsAreTheOnlyFinding)
{
    const UnitId inner = around("dense", {{"units", std::int64_t{8}}}), outer = around("unit", {{"repeat", std::int64_t{200}}}, inner);
    const NodeId copy = network(outer, 1000);
    const Analysis analysis = analyse(document, nullptr);
    ASSERT_EQ(analysis.findings.size(), 1u);
    EXPECT_EQ(analysis.findings[0].code, "too-many-nodes");
    EXPECT_EQ(analysis.total.parameters, 0);
    EXPECT_EQ(analysis.nodes.size(), document.nodes().size());
    EXPECT_EQ(analysis.order.size(), document.nodes().size());
    EXPECT_TRUE(flattened(document).document.nodes().empty());
    // A copy that gives the repetitions inside another number: what counts is what is in force.
    expose(outer, "times", {{last, "repeat", 1}});
    apply(GiveSetting{copy, "times", std::int64_t{1}});
    EXPECT_TRUE(analyse(document, nullptr).sound());
    EXPECT_EQ(analyse(document, nullptr).total.parameters, 1000 * 72);
}

TEST_F(Bounds, EmptyUnitsCountToo)
{
    const UnitId a = unit("a"), b = unit("b"), c = unit("c");
    add("unit", a, {{"repeat", std::int64_t{1000}}}, b);
    add("unit", b, {{"repeat", std::int64_t{1000}}}, c);
    add("unit", main_graph, {{"repeat", std::int64_t{1000}}}, a);
    EXPECT_EQ(found(analyse(document, nullptr), "too-many-nodes").size(), 1u);
}

TEST_F(Bounds, EveryNodeHasFacts)
{
    const UnitId used = around("dense", {{"units", std::int64_t{8}}}), unused = around("add");
    network(used);
    const Analysis analysis = analyse(document, nullptr);
    for (const auto& [id, node] : document.nodes()) {
        ASSERT_TRUE(analysis.nodes.contains(id)) << node.name;
        EXPECT_EQ(analysis.nodes.at(id).inputs.size(), document.inputs(node).size()) << node.name;
    }
    EXPECT_EQ(analysis.nodes.at(*document.members(unused).begin()).output, std::nullopt);
}

TEST_F(Bounds, WhatIsSavedIsOnTheCanvasWhateverMovedIt)
{
    const UnitId wide = around("dense", {{"units", std::int64_t{8}}});
    const NodeId other = add("dense", wide);
    apply(MoveNode{other, {1e6, 0}});
    const NodeId copy = network(wide, 1000);
    const auto inside = [&] {
        for (const auto& [id, node] : document.nodes())
            if (std::abs(node.at.x) > farthest_place || std::abs(node.at.y) > farthest_place)
                return false;
        return true;
    };
    perform(moving(document, {copy, output}, {3e7, -3e7}));
    survives_saving();
    perform(adding(document, *find_layer("dense"), {-1e9, NAN}));
    perform(adding_into(document, *find_layer("dense"), {INFINITY, 0}, *document.link_into(output, 0)));
    perform(placing(document, {{input, {-1e300, 4}}}));
    perform(routing(document, *document.link_into(output, 0), {{1e300, 0}, {NAN, 0}}));
    perform(noting(document, {1e12, 0}, main_graph, "far"));
    perform(framing(document, {input, output}, "wide", 0, [](const Node&) { return Point{1e9, 1e9}; }));
    perform(bookmarking(document, "far", Bookmark{main_graph, {1e30, 0}, 1}));
    perform(pasting(document, piece_of(document, {input}), {-1e9, 1e9}));
    survives_saving();
    const auto unpacked = unpacking(document, copy);
    ASSERT_TRUE(unpacked);
    perform(*unpacked);
    EXPECT_TRUE(inside());
    survives_saving();
    std::set<NodeId> some;
    for (const NodeId id : document.members(main_graph))
        if (some.size() < 5)
            some.insert(id);
    const auto made = making_unit(document, {copy == *some.begin() ? *some.rbegin() : *unpacked->made.begin()}, "far");
    ASSERT_TRUE(made) << render(made.error().message);
    perform(*made);
    EXPECT_TRUE(inside());
    survives_saving();
    EXPECT_FALSE(document.apply(SetBookmark{"x", Bookmark{main_graph, {}, INFINITY}}));
    EXPECT_FALSE(document.apply(GiveSetting{*document.copies(document.units().rbegin()->first).begin(), "k", NAN}));
}

TEST_F(Bounds, ASettingWhoseNodeIsGoneDrivesNoOther)
{
    const UnitId block = around("dense", {{"units", std::int64_t{8}}});
    const NodeId dense = last;
    expose(block, "width", {{dense, "units", 1}});
    const NodeId copy = network(block);
    const UnitId outer = unit("Outer");
    const NodeId deep = add("unit", outer, {}, block);
    expose(outer, "width", {{deep, "width", 1}});
    const NodeId far = add("unit", main_graph, {}, outer);
    apply(GiveSetting{copy, "width", std::int64_t{8}});
    apply(GiveSetting{far, "width", std::int64_t{9}});
    const Document before = document;
    History history(document);
    const Change gone = removing(document, {dense}, {}, Reconnect::Yes);
    ASSERT_TRUE(history.perform(gone.name, gone.edits));
    EXPECT_TRUE(document.find(block)->exposed.empty());
    EXPECT_TRUE(document.find(outer)->exposed.empty());
    EXPECT_TRUE(document.nodes().at(copy).given.empty());
    EXPECT_TRUE(document.nodes().at(far).given.empty());
    history.undo();
    EXPECT_EQ(document, before);
    // A file whose target is gone: no new node gets its number.
    expose(block, "ghost", {{NodeId{5000}, "units", 1}});
    EXPECT_EQ(document.new_id(), NodeId{5001});
    perform(detaching(document, copy));
    EXPECT_TRUE(document.units().rbegin()->second.exposed.back().targets.empty());
    // The value is looked for in the unit alone.
    EXPECT_EQ(exposed_value(document, outer, {"k", "k", {{dense, "units", 1}}}), std::nullopt);
    EXPECT_EQ(exposed_value(document, block, {"k", "k", {{dense, "units", 1}}}), Value(std::int64_t{8}));
}

TEST_F(Bounds, HidingReachesTheUnitsAround)
{
    const UnitId block = around("dense", {{"units", std::int64_t{8}}});
    const NodeId dense = last;
    expose(block, "width", {{dense, "units", 1}});
    const UnitId outer = around("unit", {}, block);
    expose(outer, "both", {{last, "width", 1}, {last, "repeat", 1}});
    expose(outer, "width", {{last, "width", 1}});
    const NodeId copy = network(outer);
    apply(GiveSetting{copy, "width", std::int64_t{9}});
    perform(hiding(document, block, "width"));
    ASSERT_EQ(document.find(outer)->exposed.size(), 1u);
    EXPECT_EQ(document.find(outer)->exposed[0].targets, (std::vector<Exposed::Target>{{last, "repeat", 1}}));
    EXPECT_TRUE(document.nodes().at(copy).given.empty());
}

TEST_F(Bounds, ValuesThatReachNothingAreNoted)
{
    const UnitId block = around("dense", {{"units", std::int64_t{8}}});
    const NodeId dense = last;
    expose(block, "ghost", {{NodeId{5000}, "units", 1}});
    expose(block, "off", {{dense, "bypass", 1}});
    expose(block, "width", {{dense, "units", 1e300}});
    const NodeId copy = network(block);
    apply(GiveSetting{copy, "unknown", std::int64_t{1}});
    apply(GiveSetting{copy, "ghost", std::int64_t{1}});
    apply(GiveSetting{copy, "off", std::int64_t{3}});
    Analysis analysis = analyse(document, nullptr);
    EXPECT_TRUE(analysis.sound());
    const auto notes = found(analysis, "given-to-nothing");
    ASSERT_EQ(notes.size(), 3u);
    for (const Finding* note : notes) {
        EXPECT_EQ(note->node, copy);
        ASSERT_EQ(note->fixes.size(), 1u);
        perform({note->fixes[0].label, note->fixes[0].edits});
    }
    EXPECT_TRUE(found(analyse(document, nullptr), "given-to-nothing").empty());
    // What cannot be taken is told in the copy's words, and mended there.
    apply(GiveSetting{copy, "width", std::int64_t{5}});
    analysis = analyse(document, nullptr);
    const auto unfit = found(analysis, "unit-setting");
    ASSERT_EQ(unfit.size(), 1u);
    EXPECT_EQ(unfit[0]->setting, "width");
    EXPECT_NE(render(unfit[0]->message, Language::English).find("“The width”"), std::string::npos);
    EXPECT_NE(unfit[0]->hint, Message(find_layer("dense")->settings[0].help));
    ASSERT_EQ(unfit[0]->fixes.size(), 1u);
    perform({unfit[0]->fixes[0].label, unfit[0]->fixes[0].edits});
    EXPECT_TRUE(analyse(document, nullptr).sound());
    // What is muted stays so.
    apply(GiveSetting{copy, "off", false});
    apply(SetUse{dense, Use::Muted});
    EXPECT_EQ(analyse(document, nullptr).total.parameters, 0);
}

TEST_F(Bounds, WeightsThatCannotBeSharedAreTold)
{
    const UnitId a = around("dense", {{"units", std::int64_t{8}}}), b = around("dense", {{"units", std::int64_t{8}}});
    const NodeId copy = network(a), other = add("unit", main_graph, {}, b), curve = add("activation"), dense = add("dense");
    apply(ShareWeights{other, copy});
    apply(ShareWeights{curve, dense});
    const auto told = [&] {
        std::set<NodeId> nodes;
        const Analysis analysis = analyse(document, nullptr);
        for (const Finding* f : found(analysis, "shared-weights"))
            nodes.insert(*f->node);
        return nodes;
    };
    EXPECT_EQ(told(), (std::set<NodeId>{other, curve}));
    const Analysis analysis = analyse(document, nullptr);
    for (const Finding* f : found(analysis, "shared-weights"))
        perform({f->fixes.at(0).label, f->fixes[0].edits});
    EXPECT_TRUE(told().empty());
    // A copy that gets a unit of its own has its own weights, and so have those that had its.
    const NodeId third = add("unit", main_graph, {}, a);
    apply(ShareWeights{third, copy});
    Change change = detaching(document, third);
    EXPECT_NE(render(change.name, Language::English).find("weights"), std::string::npos);
    perform(change);
    EXPECT_EQ(document.nodes().at(third).shares, std::nullopt);
    EXPECT_TRUE(told().empty());
}

TEST_F(Bounds, TensorsOfSharersAreCountedOnce)
{
    input = add("input", main_graph, {{"shape", std::vector<std::int64_t>{2}}, {"scaling", std::string("none")}});
    const NodeId first = add("dense", main_graph, {{"units", std::int64_t{2}}, {"bias", false}}), second = add("dense", main_graph, {{"units", std::int64_t{2}}}),
                 third = add("dense", main_graph, {{"units", std::int64_t{2}}});
    output = add("output");
    link(input, first);
    link(first, second);
    link(second, third);
    link(third, output);
    apply(ShareWeights{second, first});
    apply(ShareWeights{third, first});
    const Analysis analysis = analyse(document, nullptr);
    EXPECT_EQ(analysis.total.parameters, 4 + 2);
    EXPECT_EQ(analysis.nodes.at(second).cost.parameters, 2);
    EXPECT_EQ(analysis.nodes.at(third).cost.parameters, 0);
    // Frozen at one place only.
    apply(SetSetting{first, *find_layer("dense")->index_of("frozen"), true});
    const Analysis frozen = analyse(document, nullptr);
    EXPECT_EQ(found(frozen, "shared-frozen").size(), 2u);
}

TEST_F(Bounds, RepairsNameTheDocumentsNodes)
{
    const UnitId inner = around("conv2d"), outer = around("unit", {{"repeat", std::int64_t{3}}}, inner);
    network(outer, 2);
    apply(SetSetting{input, *find_layer("input")->index_of("shape"), std::vector<std::int64_t>{8}});
    const Analysis analysis = analyse(document, nullptr);
    ASSERT_FALSE(analysis.sound());
    for (const Finding& f : analysis.findings)
        for (const Fix& fix : f.fixes)
            EXPECT_EQ(render(fix.label, Language::English).find(" / "), std::string::npos) << render(fix.label);
    const Flat flat = flattened(document);
    EXPECT_TRUE(std::ranges::any_of(flat.document.nodes(), [](const auto& row) { return row.second.name.find(" 2 / ") != std::string::npos; }));
}

TEST_F(Bounds, LongWaysAreShortened)
{
    UnitId inner = around("dense", {{"units", std::int64_t{8}}});
    apply(RenameNode{last, std::string(100'000, 'n')});
    for (int depth = 2; depth <= most_nested_units; ++depth) {
        inner = around("unit", {}, inner);
        apply(RenameNode{last, "层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层层 " + std::to_string(depth)});
    }
    network(inner);
    const Flat flat = flattened(document);
    for (const auto& [id, node] : flat.document.nodes())
        EXPECT_LT(node.name.size(), 500u);
    survives_saving();
}

} // namespace unit_bounds_test
} // namespace loom
