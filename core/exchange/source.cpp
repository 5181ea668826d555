#include "exchange/source.h"
#include "graph/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace loom {
namespace {

/// What a part that ends in a digit may be called least of all: nn.Module has it.
constexpr std::string_view taken = "bfloat16";
constexpr std::string_view checksum_place = "0x________";

/// What may stand in a comment or between three quotes, whatever a person wrote.
std::string harmless(std::string_view text)
{
    std::string line;
    for (const char c : text)
        line += (unsigned char)c < 0x20 || c == 0x7f || c == '"' || c == '\\' ? ' ' : c;
    const std::string quoted = python_string(line); // UTF-8 whatever came in.
    return quoted.substr(1, quoted.size() - 2);
}

/// "conv_1" of "Conv 1". Python's words and the names of its libraries have no number at their end, so what has none
/// gets the node's; so does what is not written in ASCII.
std::string identifier(NodeId id, const Node& node)
{
    std::string name;
    bool plain = true;
    for (const unsigned char c : node.name) {
        plain = plain && c < 0x80;
        if (std::isalnum(c) && c < 0x80)
            name += char(std::tolower(c));
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    if (!plain || name.empty() || std::isdigit((unsigned char)name[0]) || name.size() > 60)
        return scope_of(id, node);
    if (!std::isdigit((unsigned char)name.back()) || name == taken)
        name += "_" + std::to_string(std::int64_t(id));
    return name;
}

/// The curve behind the network, from what the loss makes scores with.
enum class Scores { AsTheyAre, Softmax, Sigmoid };
std::optional<Scores> scores_of(const Recipe& recipe, const Shape& prediction)
{
    Builder b(Mode::Infer);
    Shape shape = prediction;
    shape.insert(shape.begin(), 1);
    find_loss(recipe.loss.type)->scores(b, recipe.loss.values, b.input("x", shape));
    if (b.program().ops.empty())
        return Scores::AsTheyAre;
    if (b.program().ops.size() == 1) {
        if (const auto* s = std::get_if<Softmax>(&b.program().ops[0]); s && !s->log)
            return Scores::Softmax;
        if (const auto* e = std::get_if<Eltwise>(&b.program().ops[0]); e && e->curve == Curve::Sigmoid)
            return Scores::Sigmoid;
    }
    return {};
}

/// One network on its way to a file. Layers write through it, one after the other.
class Script : public SourceWriter {
public:
    Script(Framework framework, const Document& document, const DataFacts& facts,
           const std::map<std::string, std::vector<float>>& tensors)
        : torch_(framework == Framework::Torch), document_(document), facts_(facts), tensors_(tensors)
    {
    }

    Result<PythonSource> write(const SourceNotes& notes)
    {
        const Analysis analysis = analyse_flat(document_, &facts_);
        if (auto error = first_error(document_, analysis))
            return *error;
        std::map<NodeId, int> wanted;
        for (const Link& link : document_.links())
            ++wanted[link.from];
        std::string current = torch_ ? "x" : "inputs"; // The variable of the samples.
        std::map<NodeId, std::string> variables;
        std::string result;
        Shape prediction;
        // Of two players, the one that makes samples is what people want.
        const bool game = bool(find_loss(document_.recipe().loss.type)->lower_generator);
        const NodeId maker = game ? *maker_of(document_) : NodeId{};
        const std::set<NodeId> written = game ? leading_to(document_, maker) : std::set<NodeId>();
        for (const NodeId id : analysis.order) {
            if (game && !written.contains(id))
                continue;
            const Node& node = document_.nodes().at(id);
            const LayerType& type = *find_layer(node.type);
            const NodeFacts& facts = analysis.nodes.at(id);
            begin(id, node);
            std::vector<SourceValue> in;
            for (std::size_t port = 0; port < type.inputs(node.values).size(); ++port) {
                const NodeId from = document_.link_into(id, int(port))->from;
                in.push_back({variables.at(from), *facts.inputs[port]});
                --wanted[from];
            }
            if (in.empty())
                in.push_back({current, facts_.sample});
            know_tensors(type, node, in);
            const LayerType::Write& write = torch_ ? type.torch : type.keras;
            if (!write)
                return Error{Message(LOOM_TEXT("“%1” is a layer (%2) that has no form in %3."), node.name, type.title, title()),
                             LOOM_TEXT("Export ONNX, or put other layers in its place.")};
            auto made = write(*this, node.values, in, {&facts_});
            if (!made)
                return Error{Message(LOOM_TEXT("“%1” cannot be written for %2: %3"), node.name, title(), made.error().message),
                             made.error().hint};
            if (!missing_.empty())
                return Error{Message(LOOM_TEXT("The trained weights lack the tensor “%1” in the shape that the network has."), missing_),
                             LOOM_TEXT("Use a run that was trained with this network.")};
            if (std::ranges::find(in, *made, &SourceValue::text) == in.end()) {
                // "x" goes on as long as nobody else wants what it holds.
                const bool free = std::ranges::none_of(variables, [&](const auto& row) {
                    return row.second == "x" && wanted[row.first] > 0;
                });
                const std::string variable = free || !type.has_output ? "x" : name_;
                flow_ += before_ + fmt::format("        {} = {}\n", variable, *made);
                variables[id] = variable;
            } else {
                flow_ += before_;
                variables[id] = *made;
            }
            if (!type.has_output || (game && id == maker)) {
                result = variables[id];
                prediction = *facts.output;
            }
        }
        const auto scores = scores_of(document_.recipe(), prediction);
        if (!scores)
            return Error{Message(LOOM_TEXT("The scores of the loss “%1” have no form in %2."),
                                 find_loss(document_.recipe().loss.type)->title, title()),
                         LOOM_TEXT("Export ONNX, or train with another loss.")};
        return PythonSource{text(notes, result, *scores), std::move(arrays_)};
    }

    // ---- What layers write with -------------------------------------------------------------------------------------
    Array own(std::string_view name) override
    {
        const std::string whole = scope_ + "." + std::string(name);
        const auto shape = shapes_.find(whole);
        const auto values = tensors_.find(whole);
        if (shape == shapes_.end() || values == tensors_.end() || values->second.size() != count(shape->second)) {
            missing_ = whole;
            return filled(shape == shapes_.end() ? Shape{} : shape->second, 0);
        }
        return {shape->second, values->second};
    }

    std::string make(std::string_view type, const Arguments& arguments, std::string_view part) override
    {
        const std::string name = part_name(part);
        if (torch_) {
            parts_ += fmt::format("        self.{} = {}({})\n", name, type, fmt::join(arguments, ", "));
            return "self." + name;
        }
        return fmt::format("{}({}{}name=\"{}\")", type, fmt::join(arguments, ", "), arguments.empty() ? "" : ", ", name);
    }

    void weight(std::string_view name, Array array, std::string_view part) override
    {
        std::string whole = part_name(part);
        if (!name.empty())
            whole += (torch_ ? "." : "/") + std::string(name);
        arrays_.emplace_back(std::move(whole), std::move(array));
    }

    std::string let(const std::string& expression, std::string_view part) override
    {
        const std::string name = part_name(part);
        before_ += fmt::format("        {} = {}\n", name, expression);
        return name;
    }

    void helper(std::string_view code) override
    {
        if (std::ranges::find(helpers_, code) == helpers_.end())
            helpers_.emplace_back(code);
    }

    void note(std::string_view sentence) override { before_ += fmt::format("        # {}\n", sentence); }

private:
    Message title() const { return Message::plain(torch_ ? "PyTorch" : "Keras"); }

    void begin(NodeId id, const Node& node)
    {
        scope_ = scope_of(id, node);
        name_ = identifier(id, node);
        while (!names_.insert(name_).second)
            name_ += "_" + std::to_string(std::int64_t(id));
        part_names_.clear();
        before_.clear();
        if (std::ranges::any_of(node.name, [](unsigned char c) { return c >= 0x80; }))
            note(harmless(node.name));
    }

    std::string part_name(std::string_view part)
    {
        if (part.empty())
            return name_;
        const auto [it, fresh] = part_names_.try_emplace(std::string(part), name_ + "_" + std::string(part));
        while (fresh && !names_.insert(it->second).second)
            it->second += "_";
        return it->second;
    }

    /// The names and shapes of a layer's tensors, by lowering it alone.
    void know_tensors(const LayerType& type, const Node& node, const std::vector<SourceValue>& in)
    {
        Builder b(Mode::Infer);
        b.set_scope(scope_);
        std::vector<TensorId> operands;
        for (const SourceValue& x : in) {
            Shape shape = x.sample;
            shape.insert(shape.begin(), 1);
            operands.push_back(b.input("x" + std::to_string(operands.size()), std::move(shape)));
        }
        type.lower(b, node.values, operands, {&facts_});
        shapes_.clear();
        for (const Tensor& t : b.program().tensors)
            if (t.role == Role::Weight || t.role == Role::State)
                shapes_.emplace(t.name, t.shape);
    }

    // ---- The file ---------------------------------------------------------------------------------------------------
    std::string text(const SourceNotes& notes, const std::string& result, Scores scores) const
    {
        const std::string framework = torch_ ? "PyTorch 2" : "Keras 3", name = harmless(notes.name);
        std::string t = fmt::format("\"\"\"{}: a network trained with Layerloom, for {}.\n\n", name, framework);
        t += fmt::format("Samples are raw values {{batch{}}}, as the network was trained with; the scaling is inside.\n",
                         sizes(facts_.sample));
        if (!facts_.features.empty()) {
            t += "Their columns:";
            for (const std::string& f : facts_.features)
                t += (&f == &facts_.features[0] ? " " : ", ") + harmless(f);
            t += ".\n";
        }
        t += "\nWithout arguments it tells what the network is made of. With a .npy file of samples it prints the scores of each,\n"
             "or writes them to a second .npy file. The weights lie in the .npz file of the same name.\n\"\"\"\n\n";
        t += "import sys\nimport zlib\nfrom pathlib import Path\n\n";
        std::string body = helper_text() + network_text(result, scores) + "\n\n" + use_text(scores);
        if (torch_) {
            t += "import numpy as np\nimport torch\n";
            t += body.find("F.") != std::string::npos ? "import torch.nn.functional as F\n" : "";
            t += "from torch import nn\n";
        } else {
            t += "import keras\nimport numpy as np\nfrom keras import layers";
            t += body.find("ops.") != std::string::npos ? ", ops\n" : "\n";
        }
        t += "\nWEIGHTS = Path(__file__).resolve().with_suffix(\".npz\")\n";
        if (!facts_.classes.empty()) {
            t += "LABELS = [";
            for (const std::string& label : facts_.classes)
                t += (&label == &facts_.classes[0] ? "" : ", ") + python_string(label);
            t += "]\n";
        }
        return t + "\n\n" + body;
    }

    static std::string sizes(const Shape& sample)
    {
        std::string text;
        for (const auto size : sample)
            text += ", " + std::to_string(size);
        return text;
    }

    std::string helper_text() const
    {
        std::string text;
        for (const std::string& code : helpers_)
            text += code + "\n\n\n";
        return text;
    }

    std::string network_text(const std::string& result, Scores scores) const
    {
        const char* gives = scores == Scores::AsTheyAre ? "" : "  # Logits: predict() makes probabilities of them.";
        if (torch_)
            return "class Network(nn.Module):\n    def __init__(self):\n        super().__init__()\n" + parts_ +
                   "\n    def forward(self, x):\n" + flow_ + fmt::format("        return {}{}\n", result, gives);
        std::string flow = flow_; // A function stands one step further left than a method.
        for (std::size_t at = 0; (at = flow.find("        ", at)) != std::string::npos;) {
            flow.erase(at, 4);
            at = flow.find('\n', at);
        }
        return fmt::format("def build():\n    inputs = keras.Input({})\n{}    return keras.Model(inputs, {}){}\n",
                           python_tuple(facts_.sample), flow, result, gives);
    }

    std::string use_text(Scores scores) const
    {
        std::string t = "def load():\n    \"\"\"The trained network.\"\"\"\n";
        t += fmt::format("    if zlib.crc32(WEIGHTS.read_bytes()) != {}:\n", checksum_place);
        t += "        raise ValueError(f\"{WEIGHTS} does not belong to this file. Export both again.\")\n";
        t += "    arrays = np.load(WEIGHTS)\n";
        if (torch_)
            t += "    network = Network()\n"
                 "    network.load_state_dict({name: torch.from_numpy(arrays[name]) for name in arrays.files})\n"
                 "    return network.eval()\n";
        else
            t += "    network = build()\n"
                 "    for layer in network.layers:\n"
                 "        layer.set_weights([arrays[name] for name in arrays.files if name.split(\"/\")[0] == layer.name])\n"
                 "    return network\n";
        const char* curve = scores == Scores::Softmax ? "softmax" : "sigmoid";
        t += "\n\ndef predict(network, samples):\n    \"\"\"The scores of each sample: " +
             std::string(scores == Scores::AsTheyAre ? "the predicted numbers" : "probabilities") + ".\"\"\"\n";
        t += "    samples = np.asarray(samples, \"float32\")\n";
        if (torch_) {
            std::string of = "network(part)";
            if (scores != Scores::AsTheyAre)
                of = fmt::format("torch.{}({}{})", curve, of, scores == Scores::Softmax ? ", dim=1" : "");
            t += "    with torch.no_grad():\n";
            t += fmt::format("        return torch.cat([{} for part in torch.from_numpy(samples).split(64)]).numpy()\n", of);
        } else if (scores == Scores::AsTheyAre) {
            t += "    return network.predict(samples, verbose=0)\n";
        } else {
            t += fmt::format("    return ops.convert_to_numpy(ops.{}(network.predict(samples, verbose=0)))\n", curve);
        }
        t += "\n\nif __name__ == \"__main__\":\n    network = load()\n    if len(sys.argv) == 1:\n        ";
        t += torch_ ? "print(network)\n" : "network.summary()\n";
        t += "        sys.exit()\n    scores = predict(network, np.load(sys.argv[1]))\n    if len(sys.argv) > 2:\n"
             "        np.save(sys.argv[2], scores)\n        sys.exit()\n    for row in scores:\n";
        if (facts_.classes.empty())
            t += "        print(*row)\n";
        else if (scores == Scores::Sigmoid)
            t += "        print(LABELS[int(row[0] > 0.5)], *row)\n";
        else
            t += "        print(LABELS[row.argmax()], *row)\n";
        return t;
    }

    const bool torch_;
    const Document& document_;
    const DataFacts& facts_;
    const std::map<std::string, std::vector<float>>& tensors_;

    // Of the node at hand.
    std::string scope_, name_, before_, missing_;
    std::map<std::string, Shape> shapes_;
    std::map<std::string, std::string> part_names_;

    std::set<std::string> names_{"x", "inputs"};
    std::string parts_, flow_; // The lines of __init__ and of forward, or of build().
    std::vector<std::string> helpers_;
    std::vector<std::pair<std::string, Array>> arrays_;
};

} // namespace

Result<PythonSource> write_source(Framework framework, const Document& document, const DataFacts& facts,
                                  const std::map<std::string, std::vector<float>>& tensors, const SourceNotes& notes)
{
    std::optional<Flat> flat;
    const Document& graph = flat_graph(document, flat);
    if (flat)
        if (auto error = first_error(document, analyse(document, &facts)))
            return *error;
    return Script(framework, graph, facts, tensors).write(notes);
}

std::string finished_source(std::string text, std::uint32_t checksum)
{
    return text.replace(text.rfind(checksum_place), checksum_place.size(), fmt::format("0x{:08x}", checksum));
}

} // namespace loom
