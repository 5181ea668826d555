#include "project/document_json.h"

#include "base/json.h"
#include "base/random.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace loom;

namespace document_json_test {

NodeId add(Document& d, std::string_view type, std::vector<std::pair<std::string_view, Value>> settings = {},
           Point at = {})
{
    const LayerType& t = *find_layer(type);
    Node node{std::string(type), d.new_name(t, Language::English), defaults(t), at};
    for (auto& [key, value] : settings)
        node.values[t.index_of(key).value()] = std::move(value);
    const NodeId id = d.new_id();
    EXPECT_TRUE(d.apply(AddNode{id, std::move(node)}));
    return id;
}

Document digits()
{
    Document d;
    NodeId last = add(d, "input", {}, {12.5, -3});
    for (NodeId id : {add(d, "conv2d", {{"filters", std::int64_t{8}}, {"activation", "relu"}}), add(d, "max_pool"),
                      add(d, "flatten"), add(d, "dropout", {{"rate", 0.25}}),
                      add(d, "dense", {{"units", std::int64_t{10}}}), add(d, "output")}) {
        EXPECT_TRUE(d.apply(Connect{{last, id, 0}}));
        last = id;
    }
    EXPECT_TRUE(d.apply(RenameNode{NodeId{2}, "“卷积”\n\t\\ \x01 🙂"}));
    DataSetup data;
    data.path = "数据/mnist";
    data.column_types = {{"a b", "category"}};
    data.test_share = 0.125;
    data.split = SplitWay::Folds;
    data.split_column = "患者";
    data.folds = 7;
    data.fold = 3;
    data.steps = {{"impute", {"age", "城市"}, {{"filling", std::string("mode")}, {"flag", true}}}, {"standardize", {}, {}, false}};
    EXPECT_TRUE(d.apply(SetData{data}));
    return d;
}

std::string refusal_of(std::string_view text)
{
    const auto read = document_from_text(text, "m.loom");
    return read ? std::string("accepted") : render(read.error().message, Language::English);
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

TEST(DocumentJson, WhatIsWrittenIsRead)
{
    for (const Document& d : {Document{}, digits()}) {
        const std::string text = document_text(d);
        const auto read = document_from_text(text, "m.loom");
        ASSERT_TRUE(read) << render(read.error().message);
        EXPECT_EQ(*read, d);
        EXPECT_EQ(document_text(*read), text);
        EXPECT_EQ(nlohmann::json::parse(document_text(d, 2)), nlohmann::json::parse(text));
    }
}

TEST(DocumentJson, OneNodeALineInOrder)
{
    const std::string text = document_text(digits());
    std::vector<std::string> nodes;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.find("\"type\":\"") != line.npos && line.find("\"id\":") != line.npos)
            nodes.push_back(line);
    ASSERT_EQ(nodes.size(), 7u);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        EXPECT_NE(nodes[i].find("\"id\":" + std::to_string(i + 1) + ","), std::string::npos);
}

TEST(DocumentJson, MissingSettingsTakeTheirDefaults)
{
    const auto read =
        document_from_text(R"({"nodes": [{"id": 3, "type": "dense", "name": "D", "settings": {"units": 7}}]})", "clip");
    ASSERT_TRUE(read) << render(read.error().message);
    const Node& node = read->nodes().at(NodeId{3});
    Values expected = defaults(*find_layer("dense"));
    expected[find_layer("dense")->index_of("units").value()] = std::int64_t{7};
    EXPECT_EQ(node.values, expected);
    EXPECT_EQ(read->recipe(), default_recipe());
}

TEST(DocumentJson, FaultsNameNodeAndType)
{
    const std::string text = document_text(digits());
    EXPECT_EQ(refusal_of(replaced(text, "\"type\":\"flatten\"", "\"type\":\"squash\"")),
              "m.loom, node “Flatten 1” (4): the layer type “squash” is unknown.");
    EXPECT_EQ(refusal_of(replaced(text, "\"units\":10", "\"unitz\":10")),
              "m.loom, node “Dense 1” (Dense) has no setting “unitz”.");
    EXPECT_EQ(refusal_of(replaced(text, "\"units\":10", "\"units\":\"ten\"")),
              "m.loom, node “Dense 1” (Dense): the setting “units” has the wrong type.");
    EXPECT_EQ(refusal_of(replaced(text, "\"units\":10", "\"units\":0")),
              "m.loom, node “Dense 1” (Dense): Dense: Units is 0, but must be at least 1.");
    EXPECT_EQ(refusal_of(replaced(text, "\"units\":10", "\"units\":10,\"units\":11")),
              "m.loom says “units” twice in one place.");
    EXPECT_EQ(refusal_of(replaced(text, "{\"from\":1,\"port\":0,\"to\":2}", "{\"from\":6,\"port\":0,\"to\":2}")),
              "m.loom, the link from 5 to 6: A link from Dropout 1 to Dense 1 would close a circle.");
    EXPECT_EQ(refusal_of(replaced(text, "\"id\":5,", "\"id\":4,")),
              "m.loom, node “Dropout 1” (Dropout): A node with this number exists already.");
    EXPECT_EQ(refusal_of(replaced(text, "\"id\":5,", "\"id\":-5,")), "m.loom, a node: the number -5 is not allowed.");
    EXPECT_EQ(refusal_of(replaced(text, "\"id\":5,", "\"id\":18446744073709551615,")),
              "m.loom, a node: “id” has the wrong type.");
    EXPECT_EQ(refusal_of(replaced(text, "\"data\"", "\"date\"")), "m.loom: “date” is unknown.");
    EXPECT_EQ(refusal_of(replaced(text, "\"test_share\":0.125", "\"test_share\":1.5")),
              "m.loom, data: a share of 1.5 is not between 0 and 1.");
    EXPECT_EQ(refusal_of(replaced(text, "\"split\":\"k-fold\"", "\"split\":\"fair\"")), "m.loom, data: “fair” is no way of splitting.");
    EXPECT_EQ(refusal_of(replaced(text, "\"fold\":3", "\"fold\":8")), "m.loom, data: there is no fold 8 of 7.");
    EXPECT_EQ(refusal_of(replaced(text, "\"source\":\"\"", "\"source\":\"tape\"")),
              "m.loom, data: the source “tape” is unknown.");
    EXPECT_EQ(refusal_of(replaced(text, "\"type\":\"impute\"", "\"type\":\"guess\"")),
              "m.loom, data, step 1: the type “guess” is unknown.");
    EXPECT_EQ(refusal_of(replaced(text, "\"filling\":\"mode\"", "\"filling\":7")),
              "m.loom, data, step 1: the setting “filling” has the wrong type.");
    EXPECT_EQ(refusal_of(replaced(text, "\"columns\":[]", "\"columns\":[1]")),
              "m.loom, data, step 2: “columns” has the wrong type.");
    EXPECT_EQ(refusal_of(replaced(text, "\"type\":\"adam\"", "\"type\":\"eve\"")),
              "m.loom, optimiser: the type “eve” is unknown.");
    EXPECT_EQ(refusal_of("[]"), "m.loom is not an object.");
    EXPECT_EQ(refusal_of("{\"nodes\": 1e999}"), "m.loom holds a number that is too large.");
}

TEST(DocumentJson, ACutOrDamagedTextIsRefusedAtItsPlace)
{
    const std::string text = document_text(digits());
    for (std::size_t n = 0; n < text.size(); ++n)
        EXPECT_NE(refusal_of(text.substr(0, n)), "accepted") << n;
    EXPECT_EQ(refusal_of("{\n  \"nodes\": [\n"), "m.loom ends in the middle, at byte 15 in line 3.");
    EXPECT_EQ(refusal_of("{\n  \"nodes\": [\n    {,\n"), "m.loom is damaged at line 3, column 6.");
    for (std::size_t bit = 0; bit < text.size() * 8; bit += 3) {
        std::string damaged = text;
        damaged[bit / 8] = char(damaged[bit / 8] ^ (1 << bit % 8));
        if (const auto read = document_from_text(damaged, "m.loom")) {
            EXPECT_TRUE(document_from_text(document_text(*read), "m.loom"));
        }
    }
}

TEST(DocumentJson, HostileTextsEndQuickly)
{
    EXPECT_NE(refusal_of(std::string(1'000'000, '[')), "accepted");
    std::string many = "{\"nodes\": [";
    for (int i = 0; i < 100'000; ++i)
        many += (i ? "," : "") + std::string("0");
    EXPECT_EQ(refusal_of(many + "]}"), "m.loom has 100000 nodes; more than 20000 cannot be opened.");
}

// What somebody pastes or was sent: each is refused with the name of what is wrong.
TEST(DocumentJson, GarbageIsRefusedByName)
{
    const auto node = [](const std::string& rest) { return R"({"nodes": [{"id": 1, "name": "N", )" + rest + "}]}"; };
    const auto linked = [](const std::string& links) {
        return R"({"nodes": [{"id": 1, "type": "input", "name": "I"}, {"id": 2, "type": "dense", "name": "D"}, {"id": 3, "type": "add", "name": "A"},)"
               R"({"id": 4, "type": "output", "name": "O"}], "links": [)" + links + "]}";
    };
    const auto link = [](const char* from, const char* to, const char* port) {
        return std::string(R"({"from": )") + from + R"(, "to": )" + to + R"(, "port": )" + port + "}";
    };
    std::string ones = "1";
    for (int i = 0; i < 100'000; ++i)
        ones += ",1";
    const std::pair<std::string, const char*> cases[] = {
        {"", "m.loom ends in the middle, at byte 0 in line 1."},
        {"Dense 1 → Output", "m.loom is damaged at line 1, column 1."},
        {"https://example.org/model", "m.loom is damaged at line 1, column 1."},
        {std::string("PK\x03\x04\0\0", 6), "m.loom is damaged at line 1, column 1."},
        {"\xff\xfe{}", "m.loom is damaged at line 1, column 1."},
        {"null", "m.loom is not an object."},
        {"7", "m.loom is not an object."},
        {R"("{}")", "m.loom is not an object."},
        {"{}{}", "m.loom is damaged at line 1, column 3."},
        {R"({"model": {"layers": []}})", "m.loom: “model” is unknown."},
        {R"({"nodes": {"1": {}}})", "m.loom: “nodes” has the wrong type."},
        {R"({"nodes": [1]})", "m.loom, a node is not an object."},
        {R"({"nodes": [[]]})", "m.loom, a node is not an object."},
        {R"({"links": 5})", "m.loom: “links” has the wrong type."},
        {R"({"links": ["1-2"]})", "m.loom, a link is not an object."},
        {R"({"nodes": [{}]})", "m.loom, a node: the number 0 is not allowed."},
        {node(R"("type": "dense", "settings": [])"), "m.loom, node “N” (Dense): the settings are not an object."},
        {node(R"("type": "dense", "settings": {"units": 1e300})"), "m.loom, node “N” (Dense): the setting “units” has the wrong type."},
        {node(R"("type": "dense", "settings": {"units": 9223372036854775807})"), "m.loom, node “N” (Dense): Dense: Units is 9.22337e+18, but must be at most 1048576."},
        {node(R"("type": "dense", "settings": {"units": null})"), "m.loom, node “N” (Dense): the setting “units” has the wrong type."},
        {node(R"("type": "dense", "settings": {"activation": "<script>"})"), "m.loom, node “N” (Dense): Dense: Activation has no choice “<script>”."},
        {node(R"("type": "conv2d", "settings": {"kernel": [3]})"), "m.loom, node “N” (Conv 2D): Conv 2D: Kernel needs 2 numbers, not 1."},
        {node(R"("type": "conv2d", "settings": {"kernel": [3, -3]})"), "m.loom, node “N” (Conv 2D): Conv 2D: Kernel is -3, but must be at least 1."},
        {node(R"("type": "add", "settings": {"inputs": 1000000000})"), "m.loom, node “N” (Add): Add: Inputs is 1000000000, but must be at most 8."},
        {node(R"("type": "reshape", "settings": {"shape": [)" + ones + "]}"), "m.loom, node “N” (Reshape): Reshape: Shape has 100001 numbers, but can have at most 64."},
        {node(R"("type": "dense", "at": [0])"), "m.loom, a node: “at” has the wrong type."},
        {node(R"("type": "dense", "at": [1e300, 0])"), "m.loom, a node: the place 1e+300, 0 is not on the canvas."},
        {node(R"("type": "dense", "code": "import os")"), "m.loom, a node: “code” is unknown."},
        {node(R"("type": "../../etc/passwd")"), "m.loom, node “N” (1): the layer type “../../etc/passwd” is unknown."},
        {R"({"nodes": [{"id": 1, "type": "dense", "name": ""}]})", "m.loom, node “” (Dense): A node needs a name."},
        {R"({"nodes": [{"id": 0, "type": "dense", "name": "D"}]})", "m.loom, a node: the number 0 is not allowed."},
        {R"({"nodes": [{"id": 1.5, "type": "dense", "name": "D"}]})", "m.loom, a node: “id” has the wrong type."},
        {R"({"nodes": [{"id": 9007199254740993, "type": "dense", "name": "D"}]})", "m.loom, a node: the number 9007199254740993 is not allowed."},
        {linked(link("1", "9", "0")), "m.loom, the link from 1 to 9: That node is not in the graph."},
        {linked(link("9", "2", "0")), "m.loom, the link from 9 to 2: That node is not in the graph."},
        {linked(link("1", "1", "0")), "m.loom, the link from 1 to 1: I has no such input."},
        {linked(link("3", "3", "0")), "m.loom, the link from 3 to 3: A link from A to A would close a circle."},
        {linked(link("4", "2", "0")), "m.loom, the link from 4 to 2: O has no output."},
        {linked(link("1", "2", "1")), "m.loom, the link from 1 to 2: D has no such input."},
        {linked(link("1", "2", "-1")), "m.loom, a link: the number -1 is not allowed."},
        {linked(link("1", "2", "4294967296")), "m.loom, a link: the number 4294967296 is not allowed."},
        {linked(link("1", "2", "0") + "," + link("3", "2", "0")), "m.loom, the link from 3 to 2: This input of D is taken."},
        {linked(link("1", "2", "0") + "," + link("1", "2", "0")), "m.loom, the link from 1 to 2: This input of D is taken."},
        {linked(link("2", "3", "0") + "," + link("3", "2", "0")), "m.loom, the link from 3 to 2: A link from A to D would close a circle."},
        {R"({"recipe": {"loss": {"type": "cross_entropy", "settings": {"smoothing": 5}}}})", "m.loom, recipe: Cross-entropy: Label smoothing is 5, but must be at most 0.9."},
        {R"({"recipe": {"settings": {"epochs": 0}}})", "m.loom, recipe: Recipe: Epochs is 0, but must be at least 1."},
        {R"({"recipe": []})", "m.loom, recipe is not an object."},
        {R"({"data": {"source": "csv", "settings": {"delimiter": 3}}})", "m.loom, data: the setting “delimiter” has the wrong type."},
        {R"({"data": {"picture_size": 1000000}})", "m.loom, data: pictures of 1000000 pixels a side cannot be made."},
        {R"({"rows": [{"row": -1}]})", "m.loom, a changed row: the number -1 is not allowed."},
    };
    for (const auto& [text, reason] : cases)
        EXPECT_EQ(refusal_of(text), reason) << text.substr(0, 200);
}

// All that a document accepts can be written and read again.
TEST(DocumentJson, ADocumentGrowsNoLargerThanCanBeOpened)
{
    Document d;
    const Values dense = defaults(*find_layer("dense"));
    const auto put = [&](std::int64_t id) { return d.apply(AddNode{NodeId{id}, {"dense", "D", dense, {}}}); };
    for (std::int64_t id = 1; id <= 20'000; ++id)
        ASSERT_TRUE(put(id));
    const Document full = d;
    const auto more = put(20'001);
    ASSERT_FALSE(more);
    EXPECT_EQ(render(more.error().message, Language::English), "A network can hold 20000 nodes.");
    EXPECT_EQ(d, full);
    ASSERT_TRUE(d.apply(RemoveNode{NodeId{7}}));
    for (const std::int64_t id : {std::int64_t{0}, std::int64_t{-3}, (std::int64_t{1} << 53) + 1}) {
        const auto refused = put(id);
        ASSERT_FALSE(refused);
        EXPECT_EQ(render(refused.error().message, Language::English), "A node cannot have the number " + std::to_string(id) + ".");
    }
    EXPECT_TRUE(put(std::int64_t{1} << 53));
    const auto read = document_from_text(document_text(d), "m.loom");
    ASSERT_TRUE(read) << render(read.error().message);
    EXPECT_EQ(*read, d);
}

} // namespace document_json_test
