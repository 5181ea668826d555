// ONNX files as networks that can be changed: what layers can do is layers, with its weights, and gives the same numbers; the
// rest stays as what it is; and what makes no sense is refused.
#include "core/onnx_kit.h"
#include "engine/backend.h"
#include "exchange/onnx_network.h"
#include "graph/analysis.h"
#include "graph/kit.h"
#include "lowering/lowering.h"
#include "train/import_network.h"
#include "train/likeness.h"
#include "trial_networks.h"

#include <cmath>
#include <fstream>
#include <unistd.h>

namespace loom {
namespace onnx_network_test {

using namespace test;

fs::path file_of(const std::string& name)
{
    return fs::path(testing::TempDir()) / ("loom-" + name + std::to_string(::getpid()) + ".onnx");
}

std::vector<float> scores(const Lowered& lowered, const std::map<std::string, std::vector<float>>& tensors, const std::vector<float>& samples, TensorId of)
{
    auto executable = make_reference_backend()->compile(lowered.program, {});
    EXPECT_TRUE(executable);
    for (TensorId id = 0; id < TensorId(lowered.program.tensors.size()); ++id) {
        const Tensor& t = lowered.program.at(id);
        if (t.role != Role::Weight && t.role != Role::State)
            continue;
        const auto values = tensors.find(t.name);
        if (values == tensors.end() || values->second.size() != count(t.shape)) {
            ADD_FAILURE() << t.name << (values == tensors.end() ? " has no values" : " has another shape");
            return {};
        }
        (*executable)->write(id, std::span<const float>(values->second));
    }
    (*executable)->write(lowered.samples, std::span<const float>(samples));
    EXPECT_TRUE((*executable)->run());
    std::vector<float> out(count(lowered.program.at(of).shape));
    (*executable)->read(of, std::span<float>(out));
    return out;
}

std::map<std::string, std::vector<float>> values_of(const OnnxNetwork& network)
{
    std::map<std::string, std::vector<float>> all;
    for (const auto& [name, tensor] : network.tensors)
        all[name].assign(tensor.reals.begin(), tensor.reals.end());
    return all;
}

std::string layers_of(const Document& d)
{
    std::string text;
    for (const auto& [id, node] : d.nodes())
        text += (text.empty() ? "" : " ") + node.type;
    return text;
}

/// Writes the network as ONNX, reads it as a network, and compares what both make of the samples.
OnnxNetwork there_and_back(Trained trained, const std::vector<float>& samples, std::int64_t batch, const std::string& name)
{
    auto lowered = lower(trained.document, trained.facts, Purpose::Predict, batch);
    if (!lowered) {
        ADD_FAILURE() << name << ": " << render(lowered.error().message);
        return {};
    }
    for (TensorId id = 0; id < TensorId(lowered->program.tensors.size()); ++id)
        if (const Tensor& t = lowered->program.at(id); t.role == Role::Weight || t.role == Role::State)
            trained.tensors[t.name] = probe_values(lowered->program, id);
    const fs::path file = file_of("network");
    const auto written = write_onnx(file, lowered->program, trained.tensors, {});
    EXPECT_TRUE(written) << name << ": " << render(written.error().message);
    auto network = read_onnx_network(file);
    if (!network) {
        ADD_FAILURE() << name << ": " << render(network.error().message);
        return {};
    }
    // Nothing that is right may be refused. With a softmax in front of its loss a network does not run; a mask is 0 in use.
    if (network->opaque.empty() && !name.starts_with("softmax ") && !name.starts_with("random_mask ")) {
        const auto same = likeness(file, *network, values_of(*network));
        EXPECT_TRUE(same && same->difference) << name << ": " << render(same ? same->why_not : same.error().message);
        EXPECT_LE(same ? same->difference.value_or(0) : 0, 1e-4) << name << ": " << layers_of(network->document);
    }
    fs::remove(file);
    if (!network->opaque.empty())
        return std::move(*network);
    DataFacts facts = trained.facts;
    if (network->gives_logits) {
        facts.target = DataFacts::Target::Classes;
        facts.classes.assign(network->document.recipe().loss.type == "cross_entropy" ? std::size_t(facts.target_width) : 2, "class");
    } else {
        EXPECT_TRUE(network->document.apply(SetRecipe{trained.document.recipe()}));
    }
    const auto again = lower(network->document, facts, Purpose::Predict, batch);
    EXPECT_TRUE(again) << name << ": " << layers_of(network->document) << ": " << (again ? "" : render(again.error().message));
    if (!again)
        return std::move(*network);
    const auto before = scores(*lowered, trained.tensors, samples, lowered->scores), after = scores(*again, values_of(*network), samples, again->scores);
    EXPECT_EQ(before.size(), after.size()) << name << ": " << layers_of(network->document);
    double largest = 0;
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
        largest = std::max(largest, double(std::abs(before[i] - after[i])) / std::max(1.0, double(std::abs(before[i]))));
    EXPECT_LE(largest, 1e-4) << name << ": " << layers_of(network->document);
    return std::move(*network);
}

class OnnxNetworkOfEveryLayer : public testing::TestWithParam<const LayerType*> {};
INSTANTIATE_TEST_SUITE_P(Layers, OnnxNetworkOfEveryLayer, testing::ValuesIn(layer_types().begin(), layer_types().end()),
                         [](const auto& layer) { return std::string(layer.param->id); });

TEST_P(OnnxNetworkOfEveryLayer, GivesTheSameNumbersOrSaysWhatItCannotDo)
{
    const LayerType& type = *GetParam();
    if (!is_offered(type.id) || type.id == "noise" || type.id == "real_and_made")
        GTEST_SKIP() << "is in no ONNX file";
    // What these are made of is in no layer, or in none that a file of single operators is told from.
    const std::set<std::string_view> partly{"attention", "decoder_block", "dot", "dot_product_attention", "encoder_block", "token_scores", "lambda", "pixel_shuffle"};
    // Rows that end early, and both directions, are several operators in our files.
    const auto may_miss = [&](const LayerTrial& trial) {
        const auto on = [&](const char* key) {
            const auto index = type.index_of(key);
            return index && trial.values[*index] == Value{true};
        };
        return partly.contains(type.id) || on("skip_padding") || on("bidirectional");
    };
    std::size_t whole = 0, all = 0;
    std::set<std::string> seen, missing;
    for (const LayerTrial& trial : layer_trials(type, SizeClass::Small, 2)) {
        std::string settings;
        for (const Value& v : trial.values)
            settings += value_text(v) + ";";
        if (!seen.insert(settings).second || (type.id == "output" && trial.output.size() > 1) || count(trial.output) > 5000)
            continue;
        constexpr std::int64_t batch = 3;
        const OnnxNetwork network = there_and_back(around(trial), samples_for(trial, batch), batch, std::string(type.id) + " " + settings);
        if (may_miss(trial))
            continue;
        ++all;
        whole += network.opaque.empty();
        for (const auto& [id, why] : network.opaque)
            missing.insert(std::get<std::string>(network.document.nodes().at(id).values[0]) + ": " + render(why));
    }
    std::string list;
    for (const std::string& m : missing)
        list += "\n" + m;
    EXPECT_EQ(whole, all) << list;
}

Result<OnnxNetwork> read(const std::string& bytes)
{
    const fs::path file = file_of("written");
    std::ofstream(file, std::ios::binary) << bytes; // Many small ones: write_file() waits for the disk.
    auto network = read_onnx_network(file);
    fs::remove(file);
    return network;
}

Result<OnnxProgram> read_program(const onnx_kit::Graph& graph)
{
    const fs::path file = file_of("program");
    std::ofstream(file, std::ios::binary) << graph.model();
    auto program = read_onnx(file, {});
    fs::remove(file);
    return program;
}

using onnx_kit::attribute, onnx_kit::node, onnx_kit::reals, onnx_kit::value;

TEST(OnnxNetwork, CurvesPlaceByPlaceBecomeOne)
{
    // x·(1 + erf(x/√2))·½, x·sigmoid(x), and one that has no name.
    const auto network = read(onnx_kit::Graph{.nodes = {node("Div", {"x", "root"}, "a"), node("Erf", {"a"}, "b"), node("Add", {"b", "one"}, "c"), node("Mul", {"x", "c"}, "d"),
                                                        node("Mul", {"d", "half"}, "gelu"), node("Sigmoid", {"gelu"}, "e"), node("Mul", {"gelu", "e"}, "silu"),
                                                        node("Cos", {"silu"}, "f"), node("Add", {"f", "half"}, "y")},
                                              .initializers = {reals("root", {}, {1.41421354f}), reals("one", {}, {1}), reals("half", {}, {0.5f})}}
                                  .model());
    ASSERT_TRUE(network) << render(network.error().message);
    // All of it is one formula of x; each curve alone is recognised.
    EXPECT_EQ(layers_of(network->document), "input lambda output");
    const auto gelu = read(onnx_kit::Graph{.nodes = {node("Div", {"x", "root"}, "a"), node("Erf", {"a"}, "b"), node("Add", {"b", "one"}, "c"), node("Mul", {"x", "c"}, "d"),
                                                     node("Mul", {"d", "half"}, "y")},
                                           .initializers = {reals("root", {}, {1.41421354f}), reals("one", {}, {1}), reals("half", {}, {0.5f})}}
                               .model());
    ASSERT_TRUE(gelu);
    ASSERT_EQ(layers_of(gelu->document), "input activation output");
    EXPECT_EQ(std::get<std::string>(gelu->document.nodes().at(NodeId{2}).values[0]), "gelu");
}

/// The graph as a file, imported: project and run are made, and the network is compared with the file.
Result<Imported> imported(const onnx_kit::Graph& graph)
{
    const fs::path file = file_of("imported"), project = fs::path(testing::TempDir()) / ("loom-imported" + std::to_string(::getpid()) + ".loom");
    std::ofstream(file, std::ios::binary) << graph.model();
    auto made = import_onnx(file, project);
    fs::remove(file);
    fs::remove(project);
    fs::remove_all(fs::path(project).replace_extension(".runs"));
    return made;
}

// One value used in several ways: what is true for one reader must not become true for the others.
class OnnxNetworkOfShapesThatBranch : public testing::TestWithParam<std::pair<const char*, onnx_kit::Graph>> {};

TEST_P(OnnxNetworkOfShapesThatBranch, GivesTheFilesNumbers)
{
    const auto made = imported(GetParam().second);
    ASSERT_TRUE(made) << render(made.error().message);
    EXPECT_TRUE(made->opaque.empty());
    ASSERT_TRUE(made->difference);
    EXPECT_LE(*made->difference, 1e-6) << layers_of(made->project.document);
}

std::vector<float> some(std::size_t n, float first = 0)
{
    std::vector<float> out(n);
    for (std::size_t i = 0; i < n; ++i)
        out[i] = std::sin(first + float(i) * 0.7f) * 2;
    return out;
}

/// Attention of two heads, {2, 4, 6}, as exporters write it; `scale` of the scores, and what is added to them. The parts named have
/// one head, which both share.
onnx_kit::Graph attention(float scale, const std::vector<float>& mask, const std::string& of_one_head = {})
{
    onnx_kit::Graph graph{.nodes = {}, .initializers = {}, .inputs = {value("x", {2, 4, 6})}};
    auto& nodes = graph.nodes;
    auto& constants = graph.initializers;
    constants = {onnx_kit::whole("heads", {2, 4, 2, 3}), onnx_kit::whole("head", {2, 4, 1, 3}), onnx_kit::whole("together", {2, 4, 6}), reals("scale", {}, {scale}),
                 reals("mask", {4, 4}, mask)};
    using Axes = std::vector<std::int64_t>;
    for (const char* part : {"q", "k", "v"}) {
        const std::string p = part;
        const bool one = of_one_head.find(p) != std::string::npos;
        const std::int64_t width = one ? 3 : 6;
        constants.push_back(reals("w" + p, {6, width}, some(std::size_t(6 * width), float(part[0]))));
        nodes.push_back(node("MatMul", {"x", "w" + p}, p + "1"));
        nodes.push_back(node("Reshape", {p + "1", one ? "head" : "heads"}, p + "2"));
        nodes.push_back(node("Transpose", {p + "2"}, p, attribute("perm", p == "k" ? Axes{0, 2, 3, 1} : Axes{0, 2, 1, 3})));
    }
    for (const std::string& n : {node("MatMul", {"q", "k"}, "scores"), node("Mul", {"scores", "scale"}, "scaled"), node("Add", {"scaled", "mask"}, "masked"),
                                 node("Softmax", {"masked"}, "shares", attribute("axis", std::int64_t{-1})), node("MatMul", {"shares", "v"}, "mixed"),
                                 node("Transpose", {"mixed"}, "turned", attribute("perm", Axes{0, 2, 1, 3})), node("Reshape", {"turned", "together"}, "y")})
        nodes.push_back(n);
    return graph;
}

std::vector<float> mask_of_later(float open, float shut)
{
    std::vector<float> mask;
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j)
            mask.push_back(j > i ? shut : open);
    return mask;
}

const float usual_scale = float(1 / std::sqrt(3.));

std::vector<std::pair<const char*, onnx_kit::Graph>> branching()
{
    using onnx_kit::Graph;
    const auto w = reals("w", {3, 3}, some(9)), v = reals("v", {3, 3}, some(9, 2)), b = reals("b", {3}, {1, -2, 3}), c = reals("c", {3}, {2, 1, -1});
    const auto number = [](const char* name, float value) { return reals(name, {}, {value}); };
    return {
        {"a_bound_far_away", Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Clip", {"h", "low", "high"}, "k"), node("MatMul", {"k", "v"}, "y")},
                                   .initializers = {reals("w", {3, 3}, std::vector<float>(9, 300)), v, number("low", 0), number("high", 20)}}},
        {"the_smaller_of_nine", Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Relu", {"h"}, "r"), node("Min", {"r", "nine"}, "k"), node("MatMul", {"k", "v"}, "y")},
                                      .initializers = {reals("w", {3, 3}, std::vector<float>(9, 300)), v, number("nine", 9)}}},
        {"a_raw_and_a_standardised_input",
         Graph{.nodes = {node("Sub", {"x", "mean"}, "s"), node("Div", {"s", "deviation"}, "q"), node("MatMul", {"q", "w"}, "h"), node("MatMul", {"x", "v"}, "k"), node("Add", {"h", "k"}, "y")},
               .initializers = {w, v, reals("mean", {1, 3}, {1, 2, 3}), reals("deviation", {1, 3}, {2, 3, 4})}}},
        {"a_curve_of_the_raw_input",
         Graph{.nodes = {node("Relu", {"x"}, "r"), node("Sub", {"x", "mean"}, "s"), node("Div", {"s", "deviation"}, "q"), node("Concat", {"q", "r"}, "y", attribute("axis", std::int64_t{1}))},
               .initializers = {reals("mean", {1, 3}, {1, 2, 3}), reals("deviation", {1, 3}, {2, 3, 4})}}},
        {"a_product_with_and_without_its_bias",
         Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Identity", {"h"}, "i"), node("Add", {"i", "b"}, "p"), node("Relu", {"h"}, "q"),
                         node("Concat", {"p", "q"}, "y", attribute("axis", std::int64_t{1}))},
               .initializers = {w, b}}},
        {"fractions_that_are_cut_off",
         Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Cast", {"h"}, "i", attribute("to", std::int64_t{7})), node("Cast", {"i"}, "k", attribute("to", std::int64_t{1})),
                         node("MatMul", {"k", "v"}, "y")},
               .initializers = {w, v}}},
        {"fractions_that_become_places",
         Graph{.nodes = {node("Mul", {"x", "three"}, "h"), node("Cast", {"h"}, "i", attribute("to", std::int64_t{7})), node("Gather", {"table", "i"}, "e"),
                         node("ReduceMean", {"e"}, "y", attribute("axes", std::vector<std::int64_t>{1}) + attribute("keepdims", std::int64_t{0}))},
               .initializers = {reals("table", {40, 2}, some(80)), number("three", 3)}}},
        {"places_that_cannot_be_negative",
         Graph{.nodes = {node("Mul", {"x", "x"}, "h"), node("Cast", {"h"}, "i", attribute("to", std::int64_t{7})), node("Gather", {"table", "i"}, "e"),
                         node("ReduceMean", {"e"}, "y", attribute("axes", std::vector<std::int64_t>{1}) + attribute("keepdims", std::int64_t{0}))},
               .initializers = {reals("table", {40, 2}, some(80))}}},
        {"whole_numbers_that_become_truths",
         Graph{.nodes = {node("Cast", {"x"}, "i", attribute("to", std::int64_t{9})), node("Cast", {"i"}, "k", attribute("to", std::int64_t{1})), node("MatMul", {"k", "w"}, "y")},
               .initializers = {w},
               .inputs = {value("x", {2, 3}, onnx_kit::Int64)}}},
        {"places_of_a_whole_table",
         Graph{.nodes = {node("Gather", {"table", "x"}, "e"), node("ReduceMean", {"e"}, "y", attribute("axes", std::vector<std::int64_t>{1}) + attribute("keepdims", std::int64_t{0}))},
               .initializers = {reals("table", {40, 2}, some(80))},
               .inputs = {value("x", {2, 3}, onnx_kit::Int64)}}},
        {"a_batch_of_one", Graph{.nodes = {node("MatMul", {"x", "w"}, "y")}, .initializers = {w}, .inputs = {value("x", {1, 3})}}},
        {"scores_at_each_place_with_channels_last",
         Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Add", {"h", "b"}, "k"), node("Softmax", {"k"}, "y", attribute("axis", std::int64_t{-1}))},
               .initializers = {w, b},
               .inputs = {value("x", {2, 4, 3})}}},
        {"logarithms_of_scores", Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("LogSoftmax", {"h"}, "y", attribute("axis", std::int64_t{-1}))}, .initializers = {w}}},
        {"logarithms_of_scores_of_channels",
         Graph{.nodes = {node("Conv", {"x", "v"}, "h"), node("LogSoftmax", {"h"}, "y", attribute("axis", std::int64_t{1}))},
               .initializers = {reals("v", {3, 2, 1}, some(6))},
               .inputs = {value("x", {2, 2, 4})}}},
        {"scores_of_all_places_as_rows",
         Graph{.nodes = {node("Reshape", {"x", "rows"}, "r"), node("MatMul", {"r", "w"}, "h"), node("Softmax", {"h"}, "y", attribute("axis", std::int64_t{-1}))},
               .initializers = {w, onnx_kit::whole("rows", {8, 3})},
               .inputs = {value("x", {2, 4, 3})}}},
        {"one_product_twice", Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Relu", {"h"}, "r"), node("MatMul", {"r", "w"}, "y")}, .initializers = {w}}},
        {"one_product_with_two_biases",
         Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Add", {"h", "b"}, "p"), node("MatMul", {"p", "w"}, "k"), node("Add", {"k", "c"}, "y")}, .initializers = {w, b, c}}},
        {"later_operators", Graph{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Gelu", {"h"}, "g", attribute("approximate", std::string("tanh"))), node("Mish", {"g"}, "m"),
                                            node("RMSNormalization", {"m", "c"}, "n"), node("Swish", {"n"}, "y")},
                                  .initializers = {w, c},
                                  .opset = 24}},
        {"attention", attention(usual_scale, std::vector<float>(16, 0))},
        {"attention_that_looks_back", attention(usual_scale, mask_of_later(0, -1e9f))},
        {"scales_of_groups", Graph{.nodes = {node("GroupNormalization", {"x", "s", "t"}, "y", attribute("num_groups", std::int64_t{2}))},
                                   .initializers = {reals("s", {2}, {2, 3}), reals("t", {2}, {1, -1})},
                                   .inputs = {value("x", {2, 4, 3})},
                                   .opset = 18}},
    };
}
INSTANTIATE_TEST_SUITE_P(Files, OnnxNetworkOfShapesThatBranch, testing::ValuesIn(branching()), [](const auto& file) { return std::string(file.param.first); });

/// How far the network that a file becomes is from it once one of its tensors has other values.
double after_a_change(const onnx_kit::Graph& graph, const std::string& tensor, const std::function<void(std::vector<float>&)>& change)
{
    const fs::path file = file_of("changed");
    std::ofstream(file, std::ios::binary) << graph.model();
    const auto network = read_onnx_network(file);
    if (!network) {
        ADD_FAILURE() << render(network.error().message);
        return 0;
    }
    auto weights = values_of(*network);
    if (!weights.contains(tensor)) {
        ADD_FAILURE() << tensor;
        return 0;
    }
    const auto before = likeness(file, *network, weights);
    change(weights[tensor]);
    const auto after = likeness(file, *network, weights);
    fs::remove(file);
    EXPECT_TRUE(before && before->difference && after && after->difference);
    EXPECT_LE(before->difference.value_or(1), 1e-5);
    return after->difference.value_or(0);
}

TEST(OnnxLikeness, SeesWhatIsWrongHoweverSmallItIs)
{
    using onnx_kit::Graph;
    const auto first = [](std::vector<float>& values) { values[0] += 0.5f; };
    const auto w = reals("w", {3, 3}, some(9));
    // 3,000 classes have scores around 1/3,000.
    const Graph classes{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Softmax", {"h"}, "y", attribute("axis", std::int64_t{-1}))},
                        .initializers = {reals("w", {3, 3000}, some(9000))}};
    EXPECT_GT(after_a_change(classes, "dense_2.weight", first), 1e-2);
    // A score that is certain says nothing of the others; their logits do.
    const Graph certain{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Add", {"h", "b"}, "k"), node("Softmax", {"k"}, "y", attribute("axis", std::int64_t{-1}))},
                        .initializers = {w, reals("b", {3}, {0, 0, 300})}};
    EXPECT_GT(after_a_change(certain, "dense_2.weight", [](std::vector<float>& values) { values[0] += 5; }), 5e-3);
    // The same along an axis in front of the last one.
    const Graph maps{.nodes = {node("Add", {"x", "b"}, "k"), node("Conv", {"k", "v"}, "h"), node("Softmax", {"h"}, "y", attribute("axis", std::int64_t{1}))},
                     .initializers = {reals("b", {1}, {300}), reals("v", {3, 2, 1}, some(6))},
                     .inputs = {value("x", {2, 2, 4})}};
    EXPECT_GT(after_a_change(maps, "conv1d_3.weight", [](std::vector<float>& values) { values[1] *= 1.05f; }), 5e-3);
    // Outputs far below 1.
    const Graph tiny{.nodes = {node("MatMul", {"x", "w"}, "y")}, .initializers = {reals("w", {3, 3}, {1e-5f, 2e-5f, 3e-5f, 4e-5f, 5e-5f, 6e-5f, 7e-5f, 8e-5f, 9e-5f})}};
    EXPECT_GT(after_a_change(tiny, "dense_2.weight", [](std::vector<float>& values) { values[0] *= 2; }), 1e-2);
    // Channels that have changed places, where the file has them last.
    const Graph sequences{.nodes = {node("MatMul", {"x", "w"}, "h"), node("Relu", {"h"}, "y")}, .initializers = {w}, .inputs = {value("x", {2, 4, 3})}};
    EXPECT_GT(after_a_change(sequences, "dense_3.weight",
                             [](std::vector<float>& values) {
                                 for (std::size_t row = 0; row < 3; ++row)
                                     std::swap(values[3 * row], values[3 * row + 1]);
                             }),
              1e-2);
    // A row of a table that only larger numbers name.
    const Graph table{.nodes = {node("Gather", {"table", "x"}, "e"), node("ReduceMean", {"e"}, "y", attribute("axes", std::vector<std::int64_t>{1}) + attribute("keepdims", std::int64_t{0}))},
                      .initializers = {reals("table", {40, 2}, some(80))},
                      .inputs = {value("x", {2, 30}, onnx_kit::Int64)}};
    EXPECT_GT(after_a_change(table, "embedding_2.weight",
                             [](std::vector<float>& values) {
                                 for (std::size_t i = 2 * 20; i < values.size(); ++i)
                                     values[i] += 1;
                             }),
              1e-2);
    // Infinite is not the same as infinite on the other side, nor as no number.
    const Graph endless{.nodes = {node("MatMul", {"x", "w"}, "y")}, .initializers = {reals("w", {3, 3}, {1e38f, 1e38f, 1e38f, 1e38f, 1e38f, 1e38f, 1e38f, 1e38f, 1})}};
    EXPECT_GT(after_a_change(endless, "dense_2.weight", [](std::vector<float>& values) { std::ranges::fill(values, -3e38f); }), 1e-2);
}

TEST(OnnxLikeness, SaysWhyNothingWasCompared)
{
    const auto why = [](const onnx_kit::Graph& graph) {
        const auto made = imported(graph);
        EXPECT_TRUE(made) << render(made.error().message);
        EXPECT_FALSE(made->difference);
        return made->why_not_compared ? render(*made->why_not_compared, Language::English) : std::string();
    };
    // No logarithm of numbers below 0.
    EXPECT_NE(why({.nodes = {node("Abs", {"x"}, "a"), node("Sub", {"zero", "a"}, "b"), node("Log", {"b"}, "y")}, .initializers = {reals("zero", {}, {0})}}).find("no finite number"),
              std::string::npos);
    EXPECT_NE(why({.nodes = {node("Floor", {"x"}, "a"), node("Ceil", {"x"}, "b"), node("Mul", {"a", "zero"}, "c"), node("Mul", {"b", "zero"}, "d"), node("Add", {"c", "d"}, "y")},
                   .initializers = {reals("zero", {}, {0})}})
                  .find("nothing but 0"),
              std::string::npos);
    // The network does not run as it is.
    EXPECT_NE(why({.nodes = {node("Softmax", {"x"}, "s", attribute("axis", std::int64_t{-1})), node("Flatten", {"s"}, "y")}, .inputs = {value("x", {2, 3, 4})}}).find("applies Softmax"),
              std::string::npos);
    const auto each = reals("s", {3}, {1, 2, 3});
    EXPECT_NE(why({.nodes = {node("BatchNormalization", {"x", "s", "s", "s", "s"}, std::vector<std::string>{"y", "m", "v"}, attribute("training_mode", std::int64_t{1}))},
                   .initializers = {each},
                   .opset = 15})
                  .find("each batch"),
              std::string::npos);
}

TEST(OnnxNetwork, WhatATableDoesItselfIsNoFormula)
{
    // As our own files have it: between the first row and the last, and whole.
    const auto layers = [](float last) {
        const auto network = read(onnx_kit::Graph{.nodes = {node("Max", {"x", "zero"}, "a"), node("Min", {"a", "last"}, "b"), node("Cast", {"b"}, "i", attribute("to", std::int64_t{6})),
                                                            node("Gather", {"table", "i"}, "e"), node("Flatten", {"e"}, "y")},
                                                  .initializers = {reals("zero", {}, {0}), reals("last", {}, {last}), reals("table", {40, 2}, some(80))}}
                                      .model());
        EXPECT_TRUE(network) << render(network.error().message);
        return layers_of(network->document);
    };
    EXPECT_EQ(layers(39), "input embedding permute flatten output");
    EXPECT_EQ(layers(38), "input lambda embedding permute flatten output"); // Not the last one.
}

TEST(OnnxNetwork, LayersWithTheSameWeightsShareThem)
{
    const auto shares = [](const onnx_kit::Graph& graph) {
        const auto network = read(graph.model());
        EXPECT_TRUE(network);
        return std::ranges::count_if(network->document.nodes(), [](const auto& n) { return n.second.shares.has_value(); });
    };
    const auto same = branching();
    const auto of = [&](std::string_view name) { return std::ranges::find(same, name, &std::pair<const char*, onnx_kit::Graph>::first)->second; };
    EXPECT_EQ(shares(of("one_product_twice")), 1);
    EXPECT_EQ(shares(of("one_product_with_two_biases")), 0); // What shares would have one bias too.
}

TEST(OnnxNetwork, WhatIsNotQuiteAttentionStaysWholeAndOpaque)
{
    const auto opaque = [](const onnx_kit::Graph& graph) {
        const auto network = read(graph.model());
        EXPECT_TRUE(network);
        std::vector<std::string> operators;
        for (const auto& [id, why] : network->opaque)
            operators.push_back(std::get<std::string>(network->document.nodes().at(id).values[0]));
        std::ranges::sort(operators);
        return operators;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(opaque(attention(usual_scale, mask_of_later(0, -1e9f))), Names());
    // Another scale shows at the second product; a mask that is none, before the softmax.
    EXPECT_EQ(opaque(attention(0.5f, std::vector<float>(16, 0))).size(), 2u);
    EXPECT_EQ(opaque(attention(usual_scale, mask_of_later(-1e9f, 0))).size(), 2u);
    EXPECT_EQ(opaque(attention(usual_scale, mask_of_later(0.5f, -1e9f))).size(), 2u);
    // Heads that share their keys or their values.
    for (const char* shared : {"k", "v", "kv"})
        EXPECT_EQ(opaque(attention(usual_scale, std::vector<float>(16, 0), shared)).size(), 2u) << shared;
    auto told = attention(usual_scale, std::vector<float>(16, 0)); // Somebody else wants the shares.
    told.outputs = {"y", "shares"};
    EXPECT_FALSE(opaque(told).empty());
}

TEST(OnnxNetwork, ItsNumbersAreTheSmallestAndLargestOfWholeOnes)
{
    // Below and above what the bits of a smaller type can say.
    const auto network = read_program(onnx_kit::Graph{.nodes = {node("ReduceMax", {"x"}, "y"), node("ReduceMin", {"x"}, "z")}, .inputs = {value("x", {3}, onnx_kit::Int32)}, .outputs = {"y", "z"}});
    ASSERT_TRUE(network);
    auto executable = make_reference_backend()->compile(network->program, {});
    ASSERT_TRUE(executable);
    for (const auto& numbers : {std::vector<std::int64_t>{-5, -3, -9}, std::vector<std::int64_t>{5, 3, 9}}) {
        (*executable)->write(network->inputs[0], std::span<const std::int64_t>(numbers));
        ASSERT_TRUE((*executable)->run());
        for (std::size_t i = 0; i < 2; ++i) {
            std::int64_t found = 0;
            (*executable)->read(network->outputs[i], std::span(&found, 1));
            EXPECT_EQ(found, i == 0 ? std::ranges::max(numbers) : std::ranges::min(numbers));
        }
    }
}

TEST(OnnxNetwork, WhatNoLayerDoesStaysWithItsReason)
{
    const auto network = read(onnx_kit::Graph{.nodes = {node("Relu", {"x"}, "a"), node("Fancy", {"a"}, "b", attribute("depth", std::int64_t{7})), node("Relu", {"b"}, "c"),
                                                        node("Add", {"c", "x"}, "y")}}
                                  .model());
    ASSERT_TRUE(network) << render(network.error().message);
    ASSERT_EQ(network->opaque.size(), 3u); // Behind it nobody knows the shapes.
    const Node& fancy = network->document.nodes().at(network->opaque[0].first);
    EXPECT_EQ(fancy.type, opaque_type);
    EXPECT_EQ(render(find_layer(opaque_type)->summary(fancy.values)), "Fancy · depth 7");
    EXPECT_NE(render(network->opaque[0].second, Language::English).find("not known: Fancy"), std::string::npos);
    bool told = false;
    for (const Finding& f : analyse(network->document, nullptr).findings)
        told = told || (f.node == network->opaque[0].first && render(f.message, Language::English) == "Nothing here does what the operator Fancy of the ONNX file does.");
    EXPECT_TRUE(told);
}

TEST(OnnxNetwork, WhatMakesNoSenseIsRefusedByName)
{
    const auto refused = [](const std::string& bytes, std::string_view named) {
        const auto network = read(bytes);
        ASSERT_FALSE(network) << "should name " << named;
        EXPECT_NE(render(network.error().message, Language::English).find(named), std::string::npos) << render(network.error().message, Language::English);
        EXPECT_FALSE(network.error().hint.empty());
    };
    refused("no ONNX at all", "is not a whole ONNX file");
    refused("", "ONNX");
    refused(onnx_kit::Graph{.nodes = {node("Add", {"x", "b"}, "a"), node("Relu", {"a"}, "b"), node("Relu", {"b"}, "y")}}.model(), "“b” before it is made"); // A circle.
    refused(onnx_kit::Graph{.nodes = {node("Fancy", {"x", "b"}, "a"), node("Relu", {"a"}, "b"), node("Relu", {"b"}, "y")}}.model(), "“b” before it is made");
    refused(onnx_kit::Graph{.nodes = {node("Relu", {"nowhere"}, "y")}}.model(), "“nowhere”");
    refused(onnx_kit::Graph{.nodes = {node("Relu", {"x"}, "a"), node("Fancy", {"a"}, "x"), node("Relu", {"x"}, "y")}}.model(), "another value");
    refused(onnx_kit::Graph{.nodes = {node("Relu", {"x"}, "z")}}.model(), "“y”");
    refused(onnx_kit::Graph{.nodes = {node("Relu", {"x"}, "y")}, .inputs = {value("x", {2, 3, 1 << 30, 1 << 30, 1 << 30})}}.model(), "“x”");
    refused(onnx_kit::Graph{.nodes = {node("Relu", {"x"}, "y")}, .inputs = {value("x", {3})}}.model(), "“x”");
    refused(onnx_kit::Graph{.nodes = {node("Relu", {"x"}, "y")}, .opset = 99}.model(), "opset 99");
}

TEST(OnnxNetwork, BytesThatWereChangedNeverDoMoreThanBeRefused)
{
    const std::string whole = onnx_kit::Graph{.nodes = {node("Conv", {"x", "w", "b"}, "a", attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1})), node("Relu", {"a"}, "c"),
                                                        node("Flatten", {"c"}, "d"), node("MatMul", {"d", "v"}, "e"), node("Softmax", {"e"}, "y")},
                                              .initializers = {reals("w", {2, 3, 3, 3}, std::vector<float>(54, 0.1f)), reals("b", {2}, {1, 2}), reals("v", {32, 2}, std::vector<float>(64, 0.5f))},
                                              .inputs = {value("x", {1, 3, 4, 4})}}
                                  .model();
    ASSERT_TRUE(read(whole));
    Random random(1, 7);
    std::size_t sound = 0;
    for (int i = 0; i < 1500; ++i) {
        std::string bytes = whole;
        for (std::uint64_t n = random.below(4) + 1; n > 0; --n)
            bytes[random.below(bytes.size())] = char(random.below(256));
        if (random.below(4) == 0)
            bytes.resize(random.below(bytes.size()));
        sound += bool(read(bytes));
    }
    EXPECT_GT(sound, 10u);
    EXPECT_LT(sound, 1490u);
}

} // namespace onnx_network_test
} // namespace loom
