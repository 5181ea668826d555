#include "broken_graphs.h"

namespace loom::test {
namespace {

/// Two numbers and a category of two, three classes, and a price that can be predicted too.
DataFacts people()
{
    DataFacts facts = classes({4}, 3);
    facts.columns = {{.name = "age", .place = 0, .shape = {1}}, {.name = "income", .place = 1, .shape = {1}}, {.name = "city", .place = 2, .shape = {2}}};
    facts.target_column = "class";
    facts.further = {{.column = "price", .target = DataFacts::Target::Numbers}};
    return facts;
}

Settings taking(std::string_view columns) { return {{"columns", std::string(columns)}}; }

/// Two Inputs, and what they take, joined.
Net two_inputs(std::string_view first, std::string_view second)
{
    return Net().add("input", taking(first)).loose("input", taking(second)).from("Input").add("concat").join("Input 1", 1).add("dense", {{"units", I{3}}}).add("output");
}

/// Classes at “Output”, and something of so many values at “Output 1”.
Net two_outputs(I units, const Settings& second)
{
    return Net().add("input").add("dense", {{"units", I{3}}}).add("output").from("Input").add("dense", {{"units", units}}).add("output", second);
}

Net with_loss(Net net, std::string_view output, std::string_view loss)
{
    perform(net.document, SetLoss{net.id(output), Chosen{std::string(loss), defaults(*find_loss(loss))}});
    return net;
}

Net rebuilding(I units)
{
    return Net({4}).add("dense", {{"units", units}}).add("output", {{"truth", "wire"}}).loss("mse");
}

} // namespace

std::vector<Broken> broken_ends()
{
    const Settings price{{"target", "price"}}, wire{{"truth", "wire"}};
    return {
        {"two Inputs that take all", two_inputs("", ""), people(),
         {"same-columns", "Input 1", -1, "", "", "", "Input 1 takes the same columns as Input.", "Use Input for both"}},
        {"two Inputs that share a column", two_inputs("age, income", "income, city"), people(),
         {"same-columns", "Input 1", -1, "columns", "", "", "Input and Input 1 both take the column “income”.", "Take “income” out of Input 1", Severity::Warning}},
        {"a column that is not there", two_inputs("age, height", ""), people(),
         {"missing-column", "Input", -1, "columns", "", "", "Input takes the column “height”, which samples of this data do not have.", "Take “height” out of Input"}},
        {"an Input that takes the answer", two_inputs("age, class", ""), people(),
         {"target-as-input", "Input", -1, "columns", "", "", "Input takes the column “class”, which is to be predicted.", "Take “class” out of Input"}},
        {"an Input that takes another Output's answer", two_inputs("age, price", ""), people(),
         {"target-as-input", "Input", -1, "columns", "", "", "Input takes the column “price”, which is to be predicted.", "Take “price” out of Input"}},
        {"an Input that is left without a column", two_inputs("age, income, city", ""), people(),
         {"no-columns", "Input 1", -1, "columns", "", "", "Input 1 is left without a column: others take or predict them all.", "Use Input for both"}},
        {"an Output of a column that is not there", two_outputs(3, {{"target", "height"}}), people(),
         {"missing-target", "Output 1", -1, "target", "", "", "Output 1 predicts the column “height”, which the data does not have, or which cannot be learned.", "Predict the target of the data"}},
        {"an Output that counts nothing", with_loss(two_outputs(1, {{"target", "price"}, {"weight", 0.0}}), "Output 1", "mse"), people(),
         {"weight-of-nothing", "Output 1", -1, "weight", "", "", "The loss of Output 1 counts 0, so nothing is learned from it.", "Set Loss weight to 1", Severity::Warning}},
        {"two players beside another Output", with_loss(two_outputs(1, price), "Output 1", "adversarial"), people(),
         {"loss-alone", "Output 1", -1, "", "", "", "The loss “Adversarial” of Output 1 trains two networks against each other, and cannot stand beside another Output.", "Use the loss “Mean squared error”"}},
        {"a number by a loss for classes, beside classes", two_outputs(1, price), people(),
         {"loss-needs-classes", "Output 1", -1, "", "", "", "The loss “Cross-entropy” needs classes, but the target is a number.", "Use the loss “Mean squared error”"}},
        {"samples rebuilt by a loss for classes", Net({4}).add("dense", {{"units", I{4}}}).add("output", wire).join("Input", 1), classes({4}, 3),
         {"loss-needs-classes", "Output", -1, "", "", "", "The loss “Cross-entropy” cannot compare the prediction of Output with what is drawn into its second input.", "Use the loss “Mean squared error”"}},
        {"samples rebuilt with too few values", rebuilding(3).join("Input", 1), classes({4}, 3),
         {"shape", "Output", 0, "", "4", "3", "The prediction is 3, but it is compared with 4.", "Insert Dense with 4 units"}},
        {"samples rebuilt, but compared with nothing", rebuilding(4), classes({4}, 3),
         {"unconnected", "Output", 1, "", "", "", "Input truth of Output is not connected.", "Connect Input"}},
    };
}

} // namespace loom::test
