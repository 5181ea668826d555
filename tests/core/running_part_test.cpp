// What runs of a network that is not finished.
#include "engine/backend.h"
#include "graph/kit.h"
#include "graph/running_part.h"
#include "lowering/lowering.h"
#include "trial_networks.h"

namespace loom {
namespace running_part_test {

using namespace test;

const DataFacts pictures{.sample = {1, 8, 8}, .pictures = true, .features = {}, .classes = {"a", "b"}};

std::set<std::string> names_of(const std::optional<Document>& part)
{
    std::set<std::string> names;
    if (part)
        for (const auto& [id, node] : part->nodes())
            if (node.in == main_graph && node.type != "output")
                names.insert(node.name);
    return names;
}

/// It is sound, and every node gives something.
void runs(const Document& part)
{
    const auto lowered = lower(part, pictures, Purpose::Predict, 1, Keep::AllNodes);
    ASSERT_TRUE(lowered) << render(lowered.error().message);
    auto executable = make_reference_backend()->compile(lowered->program, {});
    ASSERT_TRUE(executable);
    EXPECT_TRUE((*executable)->run());
    for (const auto& [id, node] : part.nodes())
        EXPECT_TRUE(node.type == "output" || lowered->outputs.contains(id)) << node.name;
}

TEST(RunningPart, EndsWhereTheNetworkIsNotDrawnYet)
{
    Document d;
    EXPECT_FALSE(running_part(d, analyse(d, &pictures)));
    const NodeId input = add(d, "input", "Input", defaults(*find_layer("input")), {});
    auto part = running_part(d, analyse(d, &pictures));
    EXPECT_EQ(names_of(part), std::set<std::string>{"Input"});
    runs(*part);
    const NodeId conv = add(d, "conv2d", "Conv", with("conv2d", {{"filters", std::int64_t{4}}}), {input});
    add(d, "conv2d", "Beside", with("conv2d", {{"filters", std::int64_t{2}}}), {input});
    add(d, "conv2d", "Alone", defaults(*find_layer("conv2d")), {});
    part = running_part(d, analyse(d, &pictures));
    EXPECT_EQ(names_of(part), (std::set<std::string>{"Input", "Conv", "Beside"}));
    runs(*part);
    // A picture into Dense is an error; what lies behind it does not run either, though shapes go on.
    const NodeId dense = add(d, "dense", "Dense", defaults(*find_layer("dense")), {conv});
    const NodeId bent = add(d, "activation", "Bent", defaults(*find_layer("activation")), {dense});
    add(d, "output", "Output", defaults(*find_layer("output")), {bent});
    part = running_part(d, analyse(d, &pictures));
    EXPECT_EQ(names_of(part), (std::set<std::string>{"Input", "Conv", "Beside"}));
    runs(*part);
    for (const auto& [id, node] : part->nodes()) // Under their own numbers.
        if (node.type != "output") {
            EXPECT_EQ(d.nodes().at(id).name, node.name);
        }
}

TEST(RunningPart, LeavesOutWhatIsWrongThoughItsShapeIsRight)
{
    Chain c;
    c.add("input", {{"shape", std::vector<std::int64_t>{8, 8, 1}}}).add("flatten").add("dense", {{"units", std::int64_t{4}}});
    const NodeId owner = c.last();
    c.add("dense", {{"units", std::int64_t{8}}}).share(owner); // Of another shape.
    const NodeId sharer = c.last();
    const Document d = c.finish(recipe_with("cross_entropy"));
    const auto part = running_part(d, analyse(d, &pictures));
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->nodes().contains(owner));
    EXPECT_FALSE(part->nodes().contains(sharer));
    runs(*part);
}

TEST(RunningPart, CopiesOfUnitsRunWhereNothingInsideIsWrong)
{
    Chain c;
    const UnitId block = unit_of(c, "residual_block");
    c.add("input", {{"shape", std::vector<std::int64_t>{8, 8, 1}}});
    const NodeId sound = c.copy(block, {{"filters", std::int64_t{4}}, {"plain", false}}).last();
    Document d = c.finish(recipe_with("cross_entropy"));
    auto part = running_part(d, analyse(d, &pictures));
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->nodes().contains(sound));
    const auto lowered = lower(*part, pictures, Purpose::Predict, 1, Keep::AllNodes);
    EXPECT_TRUE(lowered) << (lowered ? "" : render(lowered.error().message));
    for (const auto& [id, node] : d.nodes()) // A fault inside.
        if (node.in != main_graph && node.type == "conv2d") {
            ASSERT_TRUE(d.apply(SetSetting{id, *find_layer("conv2d")->index_of("groups"), std::int64_t{3}}));
            break;
        }
    part = running_part(d, analyse(d, &pictures));
    ASSERT_TRUE(part);
    EXPECT_FALSE(part->nodes().contains(sound));
}

} // namespace running_part_test
} // namespace loom
