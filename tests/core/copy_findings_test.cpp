// Faults inside of copies of units: in which copy they are told, and that what mends them harms no other.
#include "graph/copy_repairs.h"
#include "graph/finding_place.h"
#include "graph/history.h"
#include "graph/kit.h"
#include "graph/running_part.h"
#include "graph/unit_change.h"
#include "project/templates.h"

#include "core/random_edits.h"

#include <gtest/gtest.h>

namespace loom {
namespace copy_findings_test {

using I = std::int64_t;
using Sizes = std::vector<std::int64_t>;

std::string english(const Message& m) { return render(m, Language::English); }

NodeId named(const Document& d, std::string_view name)
{
    for (const auto& [id, node] : d.nodes())
        if (node.name == name)
            return id;
    ADD_FAILURE() << "no " << name;
    return {};
}

Analysis analysed(const Document& d) { return analyse(d, nullptr); }

std::vector<Finding> told(const Analysis& analysis, Severity severity = Severity::Error)
{
    std::vector<Finding> all;
    std::ranges::copy_if(analysis.findings, std::back_inserter(all), [&](const Finding& f) { return f.severity == severity; });
    return all;
}
std::vector<Finding> errors(const Document& d) { return told(analysed(d)); }

void apply(Document& d, const std::vector<Edit>& edits)
{
    for (const Edit& edit : edits) {
        const auto done = d.apply(edit);
        ASSERT_TRUE(done) << render(done.error().message);
    }
}

std::vector<std::string> labels(const Finding& finding)
{
    std::vector<std::string> all;
    for (const Fix& fix : finding.fixes)
        all.push_back(english(fix.label));
    return all;
}

/// Every one is a step that can be taken back, and leaves no error anywhere.
void all_mend(const Document& d, const Finding& finding)
{
    for (const Fix& fix : finding.fixes) {
        Document mended = d;
        History history(mended);
        ASSERT_TRUE(history.perform(fix.label, fix.edits)) << english(fix.label);
        const auto left = errors(mended);
        EXPECT_TRUE(left.empty()) << english(fix.label) << " leaves " << way_text(mended, left[0]) << ": " << english(left[0].message);
        history.undo();
        EXPECT_EQ(mended, d);
    }
}

/// “Residual block 1” gives other filters than flow in.
Document narrowed()
{
    set_language(Language::English);
    Document d = *make_template("resnet-18", {});
    apply(d, {GiveSetting{named(d, "Residual block 1"), "filters", Value(I{32})}});
    return d;
}

TEST(CopyFindings, AFaultOfOneCopyIsToldInThisCopy)
{
    const Document d = narrowed();
    const NodeId faulty = named(d, "Residual block 1"), sound = named(d, "Residual block"), add = named(d, "Add 1");
    const Analysis analysis = analysed(d);
    const auto found = told(analysis);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].node, add);
    EXPECT_EQ(found[0].path, UnitPath{faulty});
    EXPECT_EQ(way_text(d, found[0]), "Residual block 1 / Add 1");
    EXPECT_EQ(way_text(d, found[0], 1), "Add 1");
    EXPECT_EQ(bearers(d, found[0], {}), std::vector{faulty});
    EXPECT_EQ(bearers(d, found[0], {faulty}), std::vector{add});
    EXPECT_TRUE(bearers(d, found[0], {sound}).empty());
    EXPECT_TRUE(english(told_at(d, found[0], {})).starts_with("Add 1: Input "));
    EXPECT_TRUE(english(told_at(d, found[0], {faulty})).starts_with("Input "));
    EXPECT_TRUE(english(first_error(d, analysis)->message).starts_with("Residual block 1 / Add 1: Input "));
}

TEST(CopyFindings, TheSettingsOfACopyAreOfferedBeforeItsUnit)
{
    const Document d = narrowed();
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(labels(found[0]), (std::vector<std::string>{"Turn “Plain shortcut” off", "Set Filters to 64", "Give Residual block 1 a unit of its own: Insert 1×1 convolution"}));
    all_mend(d, found[0]);
    // None of them touches another copy.
    for (const Fix& fix : found[0].fixes) {
        Document mended = d;
        apply(mended, fix.edits);
        for (const auto& [id, node] : d.nodes())
            if (node.type == unit_type && node.name != "Residual block 1") {
                EXPECT_EQ(nodes_within(mended, id), nodes_within(d, id)) << english(fix.label);
            }
    }
}

TEST(CopyFindings, TwoOfEightAreToldEach)
{
    Document d = narrowed();
    apply(d, {GiveSetting{named(d, "Residual block 3"), "filters", Value(I{96})}});
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].path, UnitPath{named(d, "Residual block 1")});
    EXPECT_EQ(found[1].path, UnitPath{named(d, "Residual block 3")});
    // Each is mended on its own, though the other is still there.
    EXPECT_EQ(labels(found[1]).at(0), "Turn “Plain shortcut” off");
    apply(d, found[1].fixes.at(0).edits);
    EXPECT_EQ(errors(d).size(), 1u);
}

/// Two copies in a row of a unit whose second layer takes no picture.
Document broken_unit()
{
    set_language(Language::English);
    Chain c;
    c.add("input", {{"shape", Sizes{12}}, {"scaling", "none"}});
    c.begin("Pair");
    const NodeId in = c.last();
    c.add("dense", {{"units", I{8}}}).add("add").join(in);
    const UnitId pair = c.end();
    return c.copy(pair).copy(pair).add("output").finish(recipe_with("mse"));
}

TEST(CopyFindings, AFaultOfTheUnitIsToldOnce)
{
    const Document d = broken_unit();
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(is_in_every_copy(d, found[0]));
    EXPECT_TRUE(english(found[0].message).starts_with("In all 2 copies: Input ")) << english(found[0].message);
    EXPECT_EQ(way_text(d, found[0]), "Pair / Add 1");
    const NodeId first = named(d, "Pair"), second = named(d, "Pair 1"), add = named(d, "Add 1");
    EXPECT_EQ(bearers(d, found[0], {}), (std::vector{first, second}));
    EXPECT_EQ(bearers(d, found[0], {second}), std::vector{add});
    // What mends it says how many copies it changes.
    ASSERT_FALSE(found[0].fixes.empty());
    for (const std::string& label : labels(found[0]))
        EXPECT_TRUE(label.ends_with(" in all 2 copies")) << label;
    all_mend(d, found[0]);
    // The copies do not run.
    const auto part = running_part(d, analysed(d));
    ASSERT_TRUE(part);
    EXPECT_FALSE(part->nodes().contains(first));
}

/// A copy of a shipped unit on the canvas of LeNet-5.
struct Loose {
    Document d = *make_template("lenet-5", {});
    NodeId copy{};
    Loose()
    {
        set_language(Language::English);
        const Change change = pasting(d, piece_of_kit(*find_kit("residual_block")), {0, 900});
        apply(d, change.edits);
        copy = *change.made.begin();
    }
};

/// Where some copies have another fault, this one may lie behind it.
TEST(CopyFindings, WhatMostCopiesHaveIsToldOnce)
{
    set_language(Language::English);
    Document d = *make_template("resnet-18", {});
    const NodeId second = named(d, "Conv 2D 2");
    apply(d, {SetSetting{second, *find_layer("conv2d")->index_of("padding"), std::string("valid")}});
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(is_in_every_copy(d, found[0]));
    EXPECT_TRUE(english(found[0].message).starts_with("In 7 of 8 copies, for instance in Residual block: Input ")) << english(found[0].message);
    EXPECT_EQ(way_text(d, found[1]), "Residual block 7 / Conv 2D 2"); // Too small for its window there.
}

TEST(CopyFindings, ASettingIsOfferedToAllCopies)
{
    Loose loose; // Two copies of the shipped unit beside each other.
    const Change other = adding_copy(loose.d, loose.d.nodes().at(loose.copy).unit, {400, 900}, main_graph);
    apply(loose.d, other.edits);
    const NodeId second = *other.made.begin();
    const Link into = *loose.d.link_into(named(loose.d, "Average pool 1"), 0);
    apply(loose.d, {Disconnect{into}, Connect{{into.from, loose.copy, 0}}, Connect{{into.from, second, 0}}, Connect{{loose.copy, into.to, 0}}});
    const Change sum = adding(loose.d, *find_layer("add"), {700, 900});
    apply(loose.d, {Disconnect{{loose.copy, into.to, 0}}});
    apply(loose.d, sum.edits);
    const NodeId added = *sum.made.begin();
    apply(loose.d, {Connect{{loose.copy, added, 0}}, Connect{{second, added, 1}}, Connect{{added, into.to, 0}}});
    const auto found = errors(loose.d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(is_in_every_copy(loose.d, found[0]));
    EXPECT_EQ(labels(found[0]).at(0), "Turn “Plain shortcut” off in all 2 copies");
    all_mend(loose.d, found[0]);
}

TEST(CopyFindings, ALaterRepetitionIsNamed)
{
    set_language(Language::English);
    Chain c;
    c.add("input", {{"shape", Sizes{9, 9, 1}}});
    c.begin("Stage");
    const NodeId conv = c.add("conv2d", {{"filters", I{2}}}).last();
    const UnitId stage = c.end();
    c.begin("Around");
    c.copy(stage, {}, 6);
    const NodeId stages = c.last();
    const UnitId around = c.end();
    const NodeId copy = c.copy(around).last();
    const Document d = c.add("flatten").add("dense").add("output").finish(recipe_with("mse"));
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].node, conv);
    EXPECT_EQ(found[0].path, (UnitPath{copy, stages}));
    EXPECT_TRUE(english(found[0].message).starts_with("In repetition 5 of Stage: ")) << english(found[0].message);
    EXPECT_EQ(way_text(d, found[0]), "Around / Stage / Conv 2D 1");
    EXPECT_EQ(bearers(d, found[0], {}), std::vector{copy});
    EXPECT_EQ(bearers(d, found[0], {copy}), std::vector{stages});
    all_mend(d, found[0]);
}

TEST(CopyFindings, ACopyThatIsNotConnectedIsOneFault)
{
    Loose loose;
    const Analysis analysis = analysed(loose.d);
    EXPECT_TRUE(told(analysis, Severity::Warning).empty());
    const auto found = told(analysis);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].node, loose.copy);
    ASSERT_FALSE(found[0].fixes.empty());
    EXPECT_EQ(labels(found[0]), std::vector<std::string>{"Delete Residual block"}); // There are no 64 channels anywhere.
    all_mend(loose.d, found[0]);
    // With fewer it takes some: the nearest.
    Document fits = loose.d;
    apply(fits, {GiveSetting{loose.copy, "filters", Value(I{16})}, MoveNode{loose.copy, {fits.nodes().at(named(fits, "Flatten 1")).at.x, fits.nodes().at(named(fits, "Flatten 1")).at.y + 150}}});
    const auto again = errors(fits);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(labels(again[0]), (std::vector<std::string>{"Connect Average pool 2", "Delete Residual block"}));
    all_mend(fits, again[0]);
    // Connected at its input: one warning, of the copy.
    apply(loose.d, {GiveSetting{loose.copy, "filters", Value(I{6})}, Connect{{loose.d.link_into(named(loose.d, "Average pool 1"), 0)->from, loose.copy, 0}}});
    const Analysis fed = analysed(loose.d);
    EXPECT_TRUE(told(fed).empty());
    const auto warned = told(fed, Severity::Warning);
    ASSERT_EQ(warned.size(), 1u);
    EXPECT_EQ(warned[0].node, loose.copy);
    EXPECT_EQ(english(warned[0].message), "Residual block does not lead to the Output and will not be trained.");
    EXPECT_EQ(labels(warned[0]), std::vector<std::string>{"Delete Residual block"});
}

TEST(CopyFindings, WhatLeadsNowhereInsideIsToldInside)
{
    Loose loose;
    const UnitId unit = loose.d.nodes().at(loose.copy).unit;
    // In the place of the first activation, with a layer that leads nowhere beside its own.
    const Link into = *loose.d.link_into(named(loose.d, "Average pool 1"), 0);
    const Change idle = adding(loose.d, *find_layer("dropout"), {0, 500}, unit);
    apply(loose.d, {GiveSetting{loose.copy, "filters", Value(I{6})}, Disconnect{into}, Connect{{into.from, loose.copy, 0}}, Connect{{loose.copy, into.to, 0}}});
    apply(loose.d, idle.edits);
    apply(loose.d, {Connect{{loose.d.entrances(unit).at(0), *idle.made.begin(), 0}}});
    const Analysis analysis = analysed(loose.d);
    EXPECT_TRUE(told(analysis).empty());
    const auto warned = told(analysis, Severity::Warning);
    ASSERT_EQ(warned.size(), 1u);
    EXPECT_EQ(warned[0].node, *idle.made.begin());
    EXPECT_EQ(warned[0].path, UnitPath{loose.copy});
}

TEST(CopyFindings, AUnitOnAWireIsMendedByItsSettings)
{
    Loose loose;
    const Link into = *loose.d.link_into(named(loose.d, "Average pool 1"), 0);
    apply(loose.d, {Disconnect{into}, Connect{{into.from, loose.copy, 0}}, Connect{{loose.copy, into.to, 0}}});
    const auto found = errors(loose.d);
    ASSERT_EQ(found.size(), 1u);
    const auto offered = labels(found[0]);
    ASSERT_GE(offered.size(), 2u);
    EXPECT_EQ(offered[0], "Turn “Plain shortcut” off");
    EXPECT_EQ(offered[1], "Set Filters to 6");
    all_mend(loose.d, found[0]);
}

TEST(CopyFindings, InsideOfUnitsTheOuterCopyIsAskedToo)
{
    set_language(Language::English);
    Chain c;
    c.add("input", {{"shape", Sizes{8}}, {"scaling", "none"}});
    c.begin("Inner");
    const NodeId in = c.last();
    const NodeId dense = c.add("dense", {{"units", I{8}}}).last();
    c.add("add").join(in).expose("width", "Width", {{dense, "units"}});
    const UnitId inner = c.end();
    c.begin("Outer");
    const NodeId inside = c.copy(inner).last();
    c.expose("wide", "Wide", {{inside, "width"}});
    const UnitId outer = c.end();
    c.copy(outer);
    const NodeId second = c.copy(outer, {{"wide", I{5}}}).last();
    const Document d = c.add("output").finish(recipe_with("mse"));
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].path, (UnitPath{second, inside}));
    ASSERT_FALSE(found[0].fixes.empty());
    // What the outer copy gives for the inner one is changed there.
    EXPECT_EQ(found[0].fixes[0].edits, (std::vector<Edit>{GiveSetting{second, "wide", Value(I{8})}}));
    EXPECT_EQ(labels(found[0]), (std::vector<std::string>{"Set Wide to 8", "Insert Dense with 8 units in all 2 copies"}));
    all_mend(d, found[0]);
}

TEST(CopyFindings, AUnitWithoutCopiesHasFaultsToo)
{
    Loose loose;
    const UnitId unit = loose.d.nodes().at(loose.copy).unit;
    apply(loose.d, {RemoveNode{loose.copy}});
    std::vector<NodeId> curves;
    for (const NodeId id : loose.d.members(unit))
        if (loose.d.nodes().at(id).type == "activation")
            curves.push_back(id);
    ASSERT_EQ(curves.size(), 2u);
    apply(loose.d, {ShareWeights{curves[1], curves[0]}}); // They have none.
    const auto found = errors(loose.d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].node, curves[1]);
    EXPECT_TRUE(bearers(loose.d, found[0], {}).empty());
    ASSERT_EQ(found[0].fixes.size(), 1u);
    all_mend(loose.d, found[0]);
}

/// In networks that nobody would draw: what is offered inside of several copies can be made, and brings no error.
TEST(CopyFindings, RepairsOfRandomUnitsHarmNothing)
{
    set_language(Language::English);
    Document d;
    History history(d);
    RandomEdits random(d, 7);
    const auto kinds_of = [](const Document& document) {
        std::set<std::tuple<std::string, NodeId, int, std::string>> all;
        for (const Finding& f : told(analyse_untried(document, nullptr)))
            all.emplace(f.code, f.node.value_or(NodeId{}), f.port, f.setting);
        return all;
    };
    int taken = 0;
    for (int edits = 0; edits < 800; ++edits) {
        const auto [gesture, change] = random.next();
        if (change.edits.empty() || !history.perform(change.name, change.edits))
            continue;
        const auto before = kinds_of(d);
        const Analysis analysis = analysed(d);
        for (const Finding& finding : told(analysis)) {
            const UnitId unit = finding.node ? d.nodes().at(*finding.node).in : main_graph;
            const auto takes_part = [&](const auto& row) { return !row.first.empty() && d.nodes().at(row.first.back()).unit == unit; };
            if (unit == main_graph || std::ranges::count_if(analysis.within, takes_part) < 2)
                continue;
            for (const Fix& fix : finding.fixes) {
                Document mended = d;
                apply(mended, fix.edits);
                ++taken;
                if (std::ranges::any_of(fix.edits, [](const Edit& e) { return std::holds_alternative<AddUnit>(e); }))
                    continue; // There the nodes have other numbers.
                for (const auto& kind : kinds_of(mended))
                    EXPECT_TRUE(before.contains(kind)) << english(fix.label) << " brings " << std::get<0>(kind);
            }
        }
    }
    EXPECT_GT(taken, 50);
}

/// Nobody has tried what is not offered: there are too many nodes for any trial.
TEST(CopyFindings, WhatCannotBeTriedIsNotOffered)
{
    set_language(Language::English);
    Chain c;
    c.add("input", {{"shape", Sizes{8}}, {"scaling", "none"}});
    c.begin("Pair");
    const NodeId in = c.last();
    const NodeId dense = c.add("dense", {{"units", I{8}}}).last();
    c.add("add").join(in).expose("width", "Width", {{dense, "units"}});
    const UnitId pair = c.end();
    for (int i = 0; i < 1000; ++i)
        c.copy(pair);
    const NodeId odd = c.copy(pair, {{"width", I{5}}}).last();
    const Document d = c.add("output").finish(recipe_with("mse"));
    const auto found = errors(d);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].path, UnitPath{odd});
    EXPECT_TRUE(found[0].fixes.empty()) << labels(found[0])[0];
}

} // namespace copy_findings_test
} // namespace loom
