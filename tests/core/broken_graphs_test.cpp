// The truth about broken networks: what is found, where, in which words, and that its first repair mends it.
#include "broken_graphs.h"

#include "graph/history.h"
#include "graph/judging.h"
#include "project/document_json.h"
#include "schema/recipe.h"

namespace loom {

using namespace test;

namespace broken_graphs_test {

Language english() { return Language::English; }

std::string text_of(const std::optional<Shape>& shape) { return shape ? shape_text(*shape) : ""; }

const std::vector<Broken>& table()
{
    static const std::vector<Broken> all = [] {
        std::vector<Broken> rows = broken_layers();
        for (const auto& more : {broken_joints(), broken_ends(), broken_trainings()})
            rows.insert(rows.end(), more.begin(), more.end());
        return rows;
    }();
    return all;
}

Analysis analysed(const Document& document, const Broken& row) { return analyse(document, row.facts ? &*row.facts : nullptr); }

/// A finding as a row of the table says it.
Told told(const Document& document, const Finding& f)
{
    return {f.code, f.node ? document.nodes().at(*f.node).name : "", f.port, f.setting, text_of(f.expected), text_of(f.found),
            render(f.message, english()), f.fixes.empty() ? "" : render(f.fixes[0].label, english()), f.severity};
}

std::string line(const Told& t)
{
    std::string out = "{\"" + t.code + "\", \"" + t.node + "\", " + std::to_string(t.port);
    for (const auto& part : {t.setting, t.expected, t.found, t.message, t.repair})
        out += ", \"" + part + "\"";
    if (t.severity != Severity::Error || !t.sound_after)
        out += t.severity == Severity::Error ? ", Severity::Error" : t.severity == Severity::Warning ? ", Severity::Warning" : ", Severity::Info";
    return out + (t.sound_after ? "}" : ", false}");
}

/// Errors in words, with the node.
std::set<std::string> errors_of(const Document& document, const Analysis& analysis)
{
    std::set<std::string> all;
    for (const Finding& f : analysis.findings)
        if (f.severity == Severity::Error)
            all.insert((f.node ? document.nodes().at(*f.node).name + ": " : "") + render(f.message, english()));
    return all;
}

void expect_found_and_mended(const Broken& row)
{
    Document document = row.net.document;
    const Analysis before = analysed(document, row);
    const Finding* finding = nullptr;
    for (const Finding& f : before.findings)
        if (!finding && f.code == row.told.code && told(document, f).node == row.told.node && f.port == row.told.port)
            finding = &f;
    if (!finding) {
        std::string all;
        for (const Finding& f : before.findings)
            all += "\n    " + line(told(document, f));
        FAIL() << "wanted " << row.told.code << " at " << row.told.node << ", found" << all;
    }
    Told here = told(document, *finding);
    here.sound_after = row.told.sound_after;
    EXPECT_EQ(line(here), line(row.told));
    EXPECT_FALSE(render(finding->hint, english()).empty());
    // In Chinese all of it is Chinese: no sentence stays without its translation.
    for (const Message& m : {finding->message, finding->hint})
        EXPECT_NE(render(m, Language::Chinese), render(m, english()));
    for (const Fix& fix : finding->fixes)
        EXPECT_NE(render(fix.label, Language::Chinese), render(fix.label, english()));
    // One fault is told once.
    const auto errors = errors_of(document, before);
    EXPECT_EQ(errors.size(), finding->severity == Severity::Error ? 1u : 0u) << testing::PrintToString(errors);

    // Each repair is one step that can be taken back; the first leaves no fault in the place of this one.
    const Document broken = document;
    const std::string written = document_text(document);
    History history(document);
    for (const Fix& fix : finding->fixes) {
        const Status done = history.perform(fix.label, fix.edits);
        ASSERT_TRUE(done) << render(fix.label) << ": " << render(done.error().message);
        const Analysis after = analysed(document, row);
        EXPECT_TRUE(std::ranges::none_of(after.findings, [&](const Finding& f) { return f.code == finding->code && f.node == finding->node && f.port == finding->port && f.message == finding->message; }))
            << render(fix.label, english()) << " does not mend it";
        if (&fix == &finding->fixes[0]) {
            for (const std::string& error : errors_of(document, after))
                EXPECT_TRUE(errors.contains(error)) << render(fix.label, english()) << " brings: " << error;
            EXPECT_EQ(after.sound(), row.told.sound_after);
        }
        ASSERT_EQ(history.depth(), 1u);
        ASSERT_TRUE(history.undo());
        EXPECT_EQ(document, broken);
        EXPECT_EQ(document_text(document), written);
    }
}

void expect_found_and_mended(const std::vector<Broken>& rows)
{
    set_language(Language::English); // Names of new nodes.
    for (const Broken& row : rows) {
        SCOPED_TRACE(row.name);
        expect_found_and_mended(row);
    }
}

TEST(BrokenGraphs, OfLayersAreFoundAndMended) { expect_found_and_mended(broken_layers()); }
TEST(BrokenGraphs, OfJointsAreFoundAndMended) { expect_found_and_mended(broken_joints()); }
TEST(BrokenGraphs, OfEndsAreFoundAndMended) { expect_found_and_mended(broken_ends()); }
TEST(BrokenGraphs, OfTrainingsAreFoundAndMended) { expect_found_and_mended(broken_trainings()); }

// The table knows all that can be found, and nothing else: a code that is not among these does not compile.
TEST(BrokenGraphs, HasARowForEachCode)
{
    EXPECT_GE(table().size(), 70u);
    std::set<std::string_view> told, known(std::begin(finding_codes), std::end(finding_codes));
    for (const Broken& row : table())
        told.insert(row.told.code);
    EXPECT_EQ(told, known);
}

// Every layer that refuses something has a mistake of its own or one that its family shares.
TEST(BrokenGraphs, HasARowForEachFamilyOfLayersThatRefuse)
{
    const std::map<std::string_view, std::string_view> family = {
        {"avg_pool1d", "max_pool1d"}, {"avg_pool3d", "max_pool"}, {"lp_pool", "max_pool"}, {"lp_pool1d", "max_pool1d"}, {"lp_pool3d", "max_pool"},
        {"max_pool3d", "max_pool"}, {"conv_transpose1d", "conv_transpose2d"}, {"conv_transpose3d", "conv_transpose2d"}, {"rnn", "gru"},
        {"adaptive_max_pool", "adaptive_avg_pool"}, {"global_max_pool", "global_avg_pool"}, {"global_lp_pool", "global_avg_pool"}};
    std::set<std::string> told;
    for (const Broken& row : table())
        if (const auto named = std::ranges::find(row.net.document.nodes(), row.told.node, [](const auto& n) { return n.second.name; });
            row.told.code == "shape" && named != row.net.document.nodes().end())
            told.insert(named->second.type);
    const std::vector<Shape> shapes{{6}, {6, 6}, {6, 6, 6}, {6, 6, 6, 6}};
    for (const LayerType* type : layer_types()) {
        const Values values = defaults(*type);
        bool refuses = false;
        for (const Shape& first : shapes)
            for (const Shape& second : shapes) {
                std::vector<Shape> in(type->inputs(values).size(), second);
                if (!in.empty())
                    in[0] = first;
                refuses |= std::holds_alternative<Fault>(type->infer(values, in, {}));
            }
        const auto shared = family.find(type->id);
        if (refuses) {
            EXPECT_TRUE(told.contains(std::string(shared == family.end() ? type->id : shared->second))) << type->id;
        }
    }
}

// What can be wrong for a while is found; what never makes sense is refused, with a reason, and changes nothing.
TEST(BrokenGraphs, WhatIsSenselessIsRefusedAndChangesNothing)
{
    const Net net = Net({4}).add("dense").add("dense").add("dropout").add("add").end();
    const auto setting = [&](const char* node, const char* key, Value value) -> Edit {
        const NodeId id = net.id(node);
        return SetSetting{id, *find_layer(net.document.nodes().at(id).type)->index_of(key), std::move(value)};
    };
    const auto link = [&](const char* from, const char* to, int port) -> Edit { return Connect{{net.id(from), net.id(to), port}}; };
    const auto node = [&](const char* type, std::string name, Values values) -> Edit { return AddNode{NodeId{99}, {type, std::move(name), std::move(values), {}}}; };
    Recipe rate = net.document.recipe();
    rate.optimizer.values[*find_optimizer("adam")->index_of("learning_rate")] = 0.0;
    Recipe unknown = net.document.recipe();
    unknown.loss.type = "luck";
    Recipe short_one = net.document.recipe();
    short_one.settings.pop_back();
    const Values dense = defaults(*find_layer("dense"));
    const std::size_t settings = recipe_type().settings.size();
    const std::pair<Edit, std::string> cases[] = {
        {setting("Dropout 1", "rate", 1.0), "Dropout: Rate is 1, but must be at most 0.99."},
        {setting("Dense 1", "units", I{0}), "Dense: Units is 0, but must be at least 1."},
        {setting("Dense 1", "units", I{INT64_MAX}), "Dense: Units is 9.22337e+18, but must be at most 1048576."},
        {setting("Dense 1", "units", std::string("many")), "Dense: Units has the wrong type."},
        {setting("Dense 1", "activation", std::string("bend")), "Dense: Activation has no choice “bend”."},
        {SetSetting{net.id("Dense 1"), 99, I{1}}, "Dense 1 has no such setting."},
        {SetSetting{NodeId{77}, 0, I{1}}, "That node is not in the graph."},
        {setting("Add 1", "inputs", I{9}), "Add: Inputs is 9, but must be at most 8."},
        {link("Dense 2", "Dense 1", 0), "A link from Dense 2 to Dense 1 would close a circle."},
        {link("Dense 2", "Add 1", 0), "This input of Add 1 is taken."},
        {link("Dense 2", "Add 1", 7), "Add 1 has no such input."},
        {link("Dense 2", "Add 1", -1), "Add 1 has no such input."},
        {link("Add 1", "Add 1", 1), "A link from Add 1 to Add 1 would close a circle."},
        {link("Flatten 1", "Add 1", 1), "A link from Flatten 1 to Add 1 would close a circle."},
        {link("Output", "Add 1", 1), "Output has no output."},
        {Connect{{net.id("Dense 1"), NodeId{77}, 0}}, "That node is not in the graph."},
        {Disconnect{{net.id("Dense 1"), net.id("Add 1"), 0}}, "These ports are not connected."},
        {RemoveNode{net.id("Dense 1")}, "The node is still connected."},
        {RemoveNode{NodeId{77}}, "That node is not in the graph."},
        {MoveNode{NodeId{77}, {}}, "That node is not in the graph."},
        {RenameNode{net.id("Dense 1"), ""}, "A node needs a name."},
        {node("dense", "", dense), "A node needs a name."},
        {node("denser", "D", dense), "There is no type called “denser”."},
        {node("dense", "D", {}), "Dense has 10 settings, but 0 are given."},
        {AddNode{net.id("Dense 1"), {"dense", "D", dense, {}}}, "A node with this number exists already."},
        {SetRecipe{rate}, "Adam: Learning rate is 0, but must be at least 1e-9."},
        {SetRecipe{unknown}, "There is no type called “luck”."},
        {SetRecipe{short_one}, "Recipe has " + std::to_string(settings) + " settings, but " + std::to_string(settings - 1) + " are given."},
    };
    for (const auto& [edit, reason] : cases) {
        SCOPED_TRACE(reason);
        Document document = net.document;
        History history(document);
        // As the second half of a step, whose first half must go too.
        const Status done = history.perform(LOOM_TEXT("Move %1"), {MoveNode{net.id("Input"), {5, 5}}, edit});
        ASSERT_FALSE(done);
        EXPECT_EQ(render(done.error().message, english()), reason);
        EXPECT_EQ(document, net.document);
        EXPECT_EQ(history.depth(), 0u);
    }
}

// A wire is refused for the reasons for which its link would be, before it is let go.
TEST(BrokenGraphs, AWireSaysWhyItIsRefused)
{
    const Net net = Net({28, 28, 1}).add("conv2d").add("flatten").add("dense").add("add").end();
    const Analysis analysis = analyse(net.document, nullptr);
    const auto why = [&](const char* from, const char* to, int port) {
        const auto reason = refusal(net.document, analysis, nullptr, net.id(from), net.id(to), port);
        return reason ? render(*reason, english()) : "";
    };
    EXPECT_EQ(why("Dense 1", "Add 1", 1), "");
    EXPECT_EQ(why("Conv 2D 1", "Flatten 1", 0), "") << "in the place of the link that is there";
    EXPECT_EQ(why("Conv 2D 1", "Dense 1", 0), "Dense needs a vector, but 26×26×32 comes in.");
    EXPECT_EQ(why("Input", "Add 1", 1), "Input b is 28×28×1, input a is 64. Both must have the same shape.");
    EXPECT_EQ(why("Dense 1", "Conv 2D 1", 0), "A link from Dense 1 to Conv 2D 1 would close a circle.");
    EXPECT_EQ(why("Add 1", "Add 1", 1), "A link from Add 1 to Add 1 would close a circle.");
    EXPECT_EQ(why("Output", "Add 1", 1), "Output has no output.");
    EXPECT_EQ(why("Dense 1", "Add 1", 2), "Add 1 has no such input.");
}

} // namespace broken_graphs_test
} // namespace loom
