// See broken_graphs.h.
#include "broken_graphs.h"

namespace loom::test {
namespace {

/// A picture that goes two ways, the second through these layers.
Net two_ways(List shape, const std::vector<std::pair<std::string_view, Settings>>& second, std::string_view merge, int inputs = 2)
{
    Net net(shape);
    for (const auto& [layer, settings] : second)
        net.add(layer, settings);
    std::string end;
    for (const auto& [id, node] : net.document.nodes())
        end = node.name;
    net.from("Input").add(merge, inputs == 2 ? Settings{} : Settings{{"inputs", I{inputs}}});
    return net.join(end, 1);
}

/// Generator and discriminator over two columns.
Net game(I made = 2)
{
    return Net({2}).add("real_and_made").loose("noise", {{"size", I{3}}}).add("dense", {{"units", made}}).from("Real and made 1");
}
Net played(I made = 2)
{
    Net net = game(made);
    perform(net.document, Connect{{net.id("Dense 1"), net.id("Real and made 1"), 1}});
    return net.add("dense", {{"units", I{1}}}).add("output").loss("adversarial");
}

} // namespace

std::vector<Broken> broken_joints()
{
    const List picture{28, 28, 1}, sequence{20, 6};
    const Value same("same");
    const Settings wide{{"filters", I{8}}, {"padding", same}}, smaller{{"filters", I{1}}, {"padding", same}, {"stride", List{2, 2}}};
    Net cut = game();
    cut.add("dense", {{"units", I{1}}}).add("output").loss("adversarial");
    Net two_meetings = played();
    perform(two_meetings.document, Disconnect{{two_meetings.id("Real and made 1"), two_meetings.id("Dense 2"), 0}});
    two_meetings.from("Real and made 1").add("real_and_made").join("Dense 1", 1);
    perform(two_meetings.document, Connect{{two_meetings.id("Real and made 2"), two_meetings.id("Dense 2"), 0}});
    Net past = played();
    perform(past.document, Disconnect{{past.id("Real and made 1"), past.id("Dense 2"), 0}});
    past.from("Real and made 1").add("add").join("Dense 1", 1);
    perform(past.document, Connect{{past.id("Add 1"), past.id("Dense 2"), 0}});
    const DataFacts points = classes({2}, 2), digits = classes({1, 28, 28}, 10);
    return {
        {"Add of unequal channels", two_ways(picture, {{"conv2d", wide}}, "add").end(), {},
         {"shape", "Add 1", 0, "", "28×28×8", "28×28×1", "Input a has 1 channels, input b has 8. Both must have the same shape.", "Insert 1×1 convolution"}},
        {"Add of unequal sizes", two_ways(picture, {{"conv2d", smaller}}, "add").end(), {},
         {"shape", "Add 1", 0, "", "14×14×1", "28×28×1", "Input a is 28×28×1, input b is 14×14×1. Both must have the same shape.", "Insert Average pool"}},
        {"Add of sizes that no stride makes", two_ways({14, 14, 1}, {{"adaptive_avg_pool", {{"size", List{9, 9}}}}}, "add").end(), {},
         {"shape", "Add 1", 0, "", "9×9×1", "14×14×1", "Input a is 14×14×1, input b is 9×9×1. Both must have the same shape.", "Insert Adaptive average pool to 9×9"}},
        {"Add of features of unequal number along steps", two_ways(sequence, {{"conv1d", wide}}, "add").end(), {},
         {"shape", "Add 1", 0, "", "20×8", "20×6", "Input a has 6 channels, input b has 8. Both must have the same shape.", "Insert Dense with 8 units at each place"}},
        {"Multiply of unequal numbers of steps", two_ways(sequence, {{"max_pool1d", {}}}, "multiply").end(), {},
         {"shape", "Multiply 1", 0, "", "10×6", "20×6", "Input a is 20×6, input b is 10×6. Both must have the same shape.", "Insert Adaptive average pool to 10"}},
        {"Subtract of vectors of unequal length", two_ways({10}, {{"dense", {{"units", I{12}}}}}, "subtract").end(), {},
         {"shape", "Subtract 1", 0, "", "12", "10", "Input a is 10, input b is 12. Both must have the same shape.", "Insert Dense with 12 units"}},
        {"Maximum of a picture and a vector", two_ways(picture, {{"flatten", {}}}, "maximum").end(), {},
         {"shape", "Maximum 1", 0, "", "784", "28×28×1", "Input a is 28×28×1, input b is 784. Both must have the same shape.", "Insert Flatten"}},
        {"Average of three, one of which differs", two_ways({10}, {{"dense", {{"units", I{12}}}}}, "average", 3).join("Input", 2).end(), {},
         {"shape", "Average 1", 1, "", "10", "12", "Input b is 12, input a is 10. Both must have the same shape.", "Insert Dense with 10 units"}},
        {"Dot of vectors of unequal length", two_ways({10}, {{"dense", {{"units", I{4}}}}}, "dot").end(), {},
         {"shape", "Dot 1", 1, "", "10", "4", "Input b is 4, input a is 10. Both must have the same shape.", "Insert Dense with 10 units"}},
        {"Concat of a picture and a vector", two_ways(picture, {{"flatten", {}}}, "concat").end(), {},
         {"shape", "Concat 1", 0, "", "784", "28×28×1", "Input a is 28×28×1, but another input is a vector. They cannot be joined.", "Insert Flatten"}},
        {"Concat of pictures of unequal size", two_ways(picture, {{"max_pool", {}}}, "concat").end(), {},
         {"shape", "Concat 1", 0, "", "14×14×1", "28×28×1", "Input a is 28×28×1, input b is 14×14×1. Height and width must agree.", "Insert Max pool 2×2"}},
        {"Concat of unequal numbers of steps", two_ways(sequence, {{"adaptive_avg_pool", {{"size", List{7}}}}}, "concat").end(), {},
         {"shape", "Concat 1", 0, "", "7×6", "20×6", "Input a is 20×6, input b is 7×6. The number of steps must agree.", "Insert Adaptive average pool to 7"}},

        {"nothing at all", Net(), {},
         {"empty", "", -1, "", "", "", "There are no layers yet.", ""}},
        {"no Input", Net().add("dense", {{"units", I{10}}}).add("output"), {},
         {"no-input", "Dense 1", 0, "", "", "", "There is no Input, so no data can flow in.", "Add Input in front of Dense 1"}},
        {"no Input, and two places for one", Net().add("dense").loose("dense").from("Dense 1").add("add").join("Dense 2", 1).end(), {},
         {"no-input", "Dense 1", 0, "", "", "", "There is no Input, so no data can flow in.", "Add Input for all 2 open inputs"}},
        {"no Output", Net(picture).add("conv2d").add("flatten"), digits,
         {"no-output", "", -1, "", "", "", "There is no Output, so there is nothing to learn from.", "Add Output behind Flatten 1"}},
        {"no Output, and no data", Net(picture).add("conv2d"), {},
         {"no-output", "", -1, "", "", "", "There is no Output, so there is nothing to learn from.", "Add Output behind Conv 2D 1"}},
        {"a gap in the chain", Net(picture).add("flatten").loose("dense", {{"units", I{10}}}).add("output"), {},
         {"unconnected", "Dense 1", 0, "", "", "", "Dense 1 has no input.", "Connect Flatten 1"}},
        {"an Output that nothing reaches", Net(picture).add("flatten").add("dense").loose("output"), {},
         {"unconnected", "Output", 0, "", "", "", "Output has no input.", "Connect Dense 1"}},
        {"an input of Add that nothing reaches", Net({4}).add("dense", {{"units", I{4}}}).add("add").end(), {},
         {"unconnected", "Add 1", 1, "", "", "", "Input b of Add 1 is not connected.", "Remove Add 1"}},
        {"the second of three inputs that nothing reaches", Net({4}).add("concat", {{"inputs", I{3}}}).join("Input", 2).end(), {},
         {"unconnected", "Concat 1", 1, "", "", "", "Input b of Concat 1 is not connected.", "Set inputs to 2"}},
        {"ids that nobody connected", Net({20}).add("embedding").add("attention", {{"padding", "ids"}}).end(), {},
         {"unconnected", "Attention 1", 1, "", "", "", "Input ids of Attention 1 is not connected.", "Connect Input"}},
        {"a layer that nobody connected", Net({4}).end().loose("dense"), {},
         {"unconnected", "Dense 2", 0, "", "", "", "Dense 2 has no input.", "Connect Dense 1"}},
        {"a branch that leads nowhere", Net({4}).add("dense").from("Input").end(), {},
         {"unused", "Dense 1", -1, "", "", "", "Dense 1 does not lead to the Output and will not be trained.", "Delete Dense 1", Severity::Warning}},

        {"two players and a loss for one", played().loss("cross_entropy"), {},
         {"players-without-loss", "Real and made 1", -1, "", "", "", "Real and made 1 joins two networks that learn against each other, but the loss “Cross-entropy” trains one.", "Use the loss “Adversarial”"}},
        {"a loss for two players and one of them", Net({2}).add("dense", {{"units", I{2}}}).add("output").loss("adversarial"), points,
         {"loss-without-players", "", -1, "", "", "", "The loss “Adversarial” needs a generator and a discriminator, but there is no “Real and made”.", "Use the loss “Cross-entropy”"}},
        {"samples made of another length", played(5), points,
         {"shape", "Real and made 1", 1, "", "2", "5", "Real samples are 2, but those made are 5. Both must have the same shape.", "Insert Dense with 2 units"}},
        {"two meetings", two_meetings, points,
         {"several-meetings", "Real and made 2", -1, "", "", "", "Real and made 2 is a second “Real and made”; there can be one.", "Remove Real and made 2"}},
        {"made samples that pass the meeting by", past, points,
         {"past-the-meeting", "Add 1", 1, "", "", "", "Dense 1 reaches the discriminator past “Real and made”, so it does not belong to the made samples.", "Connect Real and made 1"}},
        {"a meeting without what is made", cut, points,
         {"unconnected", "Real and made 1", 1, "", "", "", "Input made of Real and made 1 is not connected.", "Connect Dense 1"}},
    };
}

} // namespace loom::test
