#include "exchange/source.h"
#include "graph/analysis.h"
#include "graph/ends.h"
#include "schema/boxes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace loom {
namespace {

/// What a part that ends in a digit may be called least of all: nn.Module has it.
constexpr std::string_view taken = "bfloat16";
constexpr std::string_view checksum_place = "0x________";

/// Words of the language, and of what the text imports.
bool is_pythons(std::string_view name)
{
    constexpr std::string_view words[] = {"and",    "as",     "assert", "async",    "await", "break", "class",  "continue", "def",   "del",   "elif",  "else",
                                          "except", "finally", "for",   "from",     "global", "if",   "import", "in",       "is",    "lambda", "nonlocal", "not",
                                          "or",     "pass",   "raise",  "return",   "try",   "while", "with",   "yield",    "self",  "torch", "nn",    "np",
                                          "keras",  "layers", "ops",    "sys",      "zlib"};
    return std::ranges::find(words, name) != std::end(words);
}

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
enum class Scores { AsTheyAre, Softmax, Sigmoid, Boxes };
std::optional<Scores> scores_of(const Chosen& loss, const Shape& prediction)
{
    if (finds_boxes(*find_loss(loss.type)))
        return Scores::Boxes;
    Builder b(Mode::Infer);
    Shape shape = prediction;
    shape.insert(shape.begin(), 1);
    find_loss(loss.type)->scores(b, loss.values, b.input("x", shape));
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
    /// `data` and `tensors` are null where there are none.
    Script(Framework framework, const Document& document, const DataFacts* data,
           const std::map<std::string, std::vector<float>>* tensors)
        : torch_(framework == Framework::Torch), document_(document), data_(data), tensors_(tensors), ends_(document, data)
    {
        for (const auto& [id, node] : document.nodes())
            ++sharers_[scope_of(id, node)];
    }

    Result<PythonSource> write(const SourceNotes& notes)
    {
        const Analysis analysis = analyse_flat(document_, data_);
        if (auto error = first_error(document_, analysis))
            return *error;
        for (const InputEnd& end : ends_.inputs)
            arguments_.push_back({end.name, *analysis.nodes.at(end.node).output, end.node, end.facts.get()});
        for (Argument& argument : arguments_)
            while (arguments_.size() > 1 && (is_pythons(argument.name) || !names_.insert(argument.name).second))
                argument.name += "_in";
        if (arguments_.size() == 1)
            arguments_[0].name = torch_ ? "x" : "inputs";
        std::map<NodeId, int> wanted;
        for (const Link& link : document_.links())
            ++wanted[link.from];
        std::map<NodeId, std::string> variables;
        std::set<NodeId> in_x; // Those whose values "x" holds, as long as they are wanted.
        std::map<NodeId, std::pair<std::string, Shape>> results; // Of what gives them.
        // Of two trained players, the one that makes samples is what people want.
        const bool game = tensors_ && ends_.outputs[0].loss_type().lower_generator;
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
                if (--wanted[from] == 0)
                    in_x.erase(from);
            }
            if (in.empty()) {
                const auto own = std::ranges::find(arguments_, id, &Argument::node);
                const Argument& argument = own == arguments_.end() ? arguments_[0] : *own;
                in.push_back({argument.name, argument.sample});
            }
            know_tensors(type, node, in);
            auto made = written_layer(type, node, in);
            if (!made && tensors_)
                return made.error();
            if (!made)
                made = stand_in(id, made.error(), in);
            for (const auto& [tensor, shape] : shapes_)
                if (made && tensors_ && missing_.empty() && !written_.contains(tensor))
                    return Error{Message(LOOM_TEXT("“%1” cannot be written for %2: its tensor “%3” has no place there."), node.name, title(), tensor),
                                 LOOM_TEXT("Export ONNX, and report this with the project file.")};
            if (!missing_.empty())
                return Error{Message(LOOM_TEXT("The trained weights lack the tensor “%1” in the shape that the network has."), missing_),
                             LOOM_TEXT("Use a run that was trained with this network.")};
            if (std::ranges::find(in, *made, &SourceValue::text) == in.end()) {
                // "x" goes on as long as nobody else wants what it holds.
                const std::string variable = in_x.empty() || !type.has_output ? "x" : name_;
                flow_ += before_ + fmt::format("        {} = {}\n", variable, *made);
                variables[id] = variable;
            } else {
                flow_ += before_;
                variables[id] = *made;
            }
            if (variables[id] == "x" && (wanted[id] > 0 || (!type.has_output && several())))
                in_x.insert(id);
            if (!type.has_output || (game && id == maker))
                results[id] = {variables[id], *facts.output};
            places_.back().flow_end = lines_in(flow_);
            places_.back().parts_end = lines_in(parts_);
        }
        std::string result;
        for (const OutputEnd& end : ends_.outputs) {
            const auto& [variable, prediction] = results.at(game ? maker : end.node);
            const auto scores = scores_of(end.loss, prediction);
            if (!scores && tensors_)
                return Error{Message(LOOM_TEXT("The scores of the loss “%1” have no form in %2."), end.loss_type().title, title()),
                             LOOM_TEXT("Export ONNX, or train with another loss.")};
            result += (result.empty() ? "" : ", ") + variable;
            scores_.push_back(scores.value_or(Scores::AsTheyAre));
        }
        PythonSource source;
        source.text = text(notes, result);
        source.arrays = std::move(arrays_);
        source.lines = lines();
        source.unwritten = std::move(unwritten_);
        return source;
    }

    // ---- What layers write with -------------------------------------------------------------------------------------
    Array own(std::string_view name) override
    {
        const std::string whole = scope_ + "." + std::string(name);
        asked_for_.insert(whole);
        const auto shape = shapes_.find(whole);
        if (!tensors_ && shape != shapes_.end())
            return {shape->second, {}}; // Its values are wanted by nobody, and would fill the memory.
        if (!tensors_) {
            missing_ = whole;
            return {};
        }
        const auto values = tensors_->find(whole);
        if (shape == shapes_.end() || values == tensors_->end() || values->second.size() != count(shape->second)) {
            missing_ = whole;
            return filled(shape == shapes_.end() ? Shape{} : shape->second, 0);
        }
        return {shape->second, values->second};
    }

    std::string make(std::string_view type, const Arguments& arguments, std::string_view part) override
    {
        std::vector<Part>& known = parts_of_scopes_[scope_ + "/" + std::string(part)];
        if (shared_ && !other_kind_ && !apart_)
            for (const Part& p : known)
                if (p.type == type && p.arguments == arguments) {
                    parts_of_node_[std::string(part)] = {p.text, false};
                    return p.text;
                }
        if (shared_ && !other_kind_ && !torch_) // A layer of Keras makes its weights itself.
            clash_ = true;
        const std::string name = part_name(part);
        std::string text = "self." + name;
        if (torch_) {
            parts_ += fmt::format("        {} = {}({})\n", text, type, fmt::join(arguments, ", "));
            if (frozen_)
                parts_ += fmt::format("        {}.requires_grad_(False)\n", text);
        } else {
            const std::string call = fmt::format("{}({}{}{}name=\"{}\")", type, fmt::join(arguments, ", "), arguments.empty() ? "" : ", ",
                                                 frozen_ ? "trainable=False, " : "", name);
            text = has_sharers() ? name + "_layer" : call;
            if (has_sharers())
                before_ += fmt::format("        {} = {}\n", text, call);
        }
        if (!other_kind_)
            known.push_back({std::string(type), arguments, text});
        parts_of_node_[std::string(part)] = {text, true};
        return text;
    }

    std::string shared(std::string_view part) override
    {
        asked_ = true;
        const auto known = parts_of_scopes_.find(scope_ + "/" + std::string(part));
        if (known == parts_of_scopes_.end() || known->second.empty())
            return {};
        const std::string& text = known->second.front().text;
        parts_of_node_[std::string(part)] = {text, false};
        return text;
    }

    bool has_sharers() const override { return sharers_.at(scope_) > 1; }

    void weight(std::string_view name, Array array, std::string_view part) override
    {
        const std::set<std::string> from = std::exchange(asked_for_, {});
        const auto mine = parts_of_node_.find(std::string(part));
        if (mine == parts_of_node_.end() ? shared_ : !mine->second.second) {
            // It is another's: the same tensors must have made it, or the layer says something else.
            const auto theirs = mine == parts_of_node_.end() ? weights_.end() : weights_.find({mine->second.first, std::string(name)});
            clash_ |= theirs == weights_.end() || theirs->second != from;
            return;
        }
        const std::string at = mine == parts_of_node_.end() ? "self." + part_name(part) : mine->second.first;
        if (shared_ && !other_kind_)
            for (const Part& p : parts_of_scopes_[scope_ + "/" + std::string(part)]) {
                const auto theirs = weights_.find({p.text, std::string(name)});
                if (p.text == at || theirs == weights_.end() || theirs->second != from || from.empty())
                    continue;
                parts_ += "        " + member(at, name) + " = " + member(p.text, name) + "\n";
                break;
            }
        for (const std::string& tensor : from) {
            const auto [first, fresh] = written_.try_emplace(tensor, Written{std::string(name), from, places_.back().id});
            clash_ |= !fresh && first->second.node != places_.back().id && (first->second.name != name || first->second.from != from);
        }
        weights_[{at, std::string(name)}] = from;
        // What none of ours made is there because the framework wants it, and learns nothing. A single number is a count.
        if (torch_ && from.empty() && !frozen_ && !array.shape.empty())
            parts_ += "        " + member(at, name) + ".requires_grad_(False)\n";
        if (!tensors_)
            return;
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
    /// Where a node begins and ends, in lines of parts_ and flow_ that were there before.
    struct Place {
        NodeId id;
        bool input, output;
        int parts, flow, parts_end = 0, flow_end = 0;
    };

    /// Something that is made once, and called by all that have its weights and settings.
    struct Part {
        std::string type;
        Arguments arguments;
        std::string text; // To call it with.
    };

    /// Where a tensor went: which weight, made of which tensors, of which node.
    struct Written {
        std::string name;
        std::set<std::string> from;
        NodeId node;
    };

    /// "self.conv.weight"; steps that are numbers are taken by place.
    static std::string member(std::string text, std::string_view name)
    {
        while (!name.empty()) {
            const std::string step(name.substr(0, name.find('.')));
            text += std::ranges::all_of(step, [](unsigned char c) { return std::isdigit(c); }) ? "[" + step + "]" : "." + step;
            name.remove_prefix(std::min(name.size(), step.size() + 1));
        }
        return text;
    }

    static int lines_in(std::string_view text) { return int(std::ranges::count(text, '\n')); }

    /// What forward() or build() is given for an Input.
    struct Argument {
        std::string name;
        Shape sample;
        NodeId node{};
        const DataFacts* data = nullptr;
    };
    bool several() const { return ends_.outputs.size() > 1; }
    bool takes_several() const { return arguments_.size() > 1; }

    Result<std::string> written_layer(const LayerType& type, const Node& node, const std::vector<SourceValue>& in)
    {
        const LayerType::Write& write = torch_ ? type.torch : type.keras;
        if (!write)
            return Error{Message(LOOM_TEXT("“%1” is a layer (%2) that has no form in %3."), node.name, type.title, title()),
                         LOOM_TEXT("Export ONNX, or put other layers in its place.")};
        const auto around = ends_.around(places_.back().id);
        auto made = write(*this, node.values, in, around);
        if (made && clash_ && torch_ && !other_kind_) { // A part of its own, with the same weights.
            take_back();
            apart_ = true;
            made = write(*this, node.values, in, around);
        }
        for (const std::string& tensor : asked_for_) // Its values stand in the text itself.
            written_.try_emplace(tensor, Written{{}, {}, places_.back().id});
        if (made && other_kind_ && !asked_)
            return Error{Message(LOOM_TEXT("“%1” has the weights of another kind of layer, which has no form in %2."), node.name, title()),
                         LOOM_TEXT("Export ONNX, or let it have its own weights.")};
        if (made && clash_)
            return Error{Message(LOOM_TEXT("“%1” has the weights of “%2” but other settings, which has no form in %3."), node.name,
                                 document_.nodes().at(firsts_of_scopes_.at(scope_)).name, title()),
                         LOOM_TEXT("Export ONNX, give both the same settings, or let it have its own weights.")};
        if (!made)
            return Error{Message(LOOM_TEXT("“%1” cannot be written for %2: %3"), node.name, title(), made.error().message),
                         made.error().hint};
        return made;
    }

    /// As if the layer at hand had not been written.
    void take_back()
    {
        parts_.resize(parts_size_);
        before_ = before_size_ ? before_.substr(0, before_size_) : std::string();
        missing_.clear();
        arrays_.resize(arrays_size_);
        asked_for_.clear();
        clash_ = false;
        for (const auto& [part, made] : parts_of_node_)
            if (made.second) {
                std::erase_if(weights_, [&](const auto& w) { return w.first.first == made.first; });
                std::erase_if(parts_of_scopes_[scope_ + "/" + part], [&](const Part& p) { return p.text == made.first; });
            }
        std::erase_if(written_, [&](const auto& w) { return w.second.node == places_.back().id; });
        parts_of_node_.clear();
    }

    /// A call in the place of a layer, so that the reader sees what is missing and where, and so does who runs it.
    std::string stand_in(NodeId id, const Error& why, const std::vector<SourceValue>& in)
    {
        take_back();
        unwritten_.emplace_back(id, why);
        helper(R"(def not_written(why, *values):
    """Stands where a layer has no form in this framework."""
    raise NotImplementedError(why))");
        std::string call = "not_written(\"" + harmless(render(why.message, Language::English)) + "\"";
        for (const SourceValue& x : in)
            call += ", " + x.text;
        return call + ")";
    }

    /// Of the text, where text() has put them.
    std::map<NodeId, std::vector<Lines>> lines() const
    {
        std::map<NodeId, std::vector<Lines>> found;
        for (const Place& p : places_) {
            std::vector<Lines>& of = found[p.id];
            if (p.parts_end > p.parts)
                of.push_back({parts_at_ + p.parts, parts_at_ + p.parts_end - 1});
            if (p.input) {
                // The line that names it: of forward(), or of its own in build().
                const auto own = std::ranges::find(arguments_, p.id, &Argument::node) - arguments_.begin();
                const int line = torch_ ? flow_at_ - 1 : flow_at_ - int(arguments_.size()) + int(own);
                of.push_back({line, line});
            }
            if (p.flow_end > p.flow)
                of.push_back({flow_at_ + p.flow, flow_at_ + p.flow_end - 1});
            if (p.output)
                of.push_back({flow_at_ + lines_in(flow_), flow_at_ + lines_in(flow_)});
            if (of.empty())
                found.erase(p.id);
        }
        return found;
    }

    Message title() const { return Message::plain(torch_ ? "PyTorch" : "Keras"); }

    void begin(NodeId id, const Node& node)
    {
        scope_ = scope_of(id, node);
        const auto [first, fresh] = types_of_scopes_.try_emplace(scope_, node.type);
        if (fresh)
            firsts_of_scopes_[scope_] = id;
        shared_ = !fresh;
        frozen_ = learning_of(*find_layer(node.type), node.values).frozen;
        any_frozen_ |= frozen_;
        apart_ = clash_ = false;
        parts_of_node_.clear();
        asked_for_.clear();
        arrays_size_ = arrays_.size();
        other_kind_ = shared_ && first->second != node.type;
        asked_ = false;
        name_ = identifier(id, node);
        while (!names_.insert(name_).second)
            name_ += "_" + std::to_string(std::int64_t(id));
        part_names_.clear();
        before_.clear();
        parts_size_ = parts_.size();
        places_.push_back({id, node.type == "input", !find_layer(node.type)->has_output, lines_in(parts_), lines_in(flow_)});
        if (std::ranges::any_of(node.name, [](unsigned char c) { return c >= 0x80; }))
            note(harmless(node.name));
        before_size_ = before_.size();
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
        type.lower(b, node.values, operands, ends_.around(places_.back().id));
        shapes_.clear();
        for (const Tensor& t : b.program().tensors)
            if (t.role == Role::Weight || t.role == Role::State)
                shapes_.emplace(t.name, t.shape);
    }

    // ---- The file ---------------------------------------------------------------------------------------------------
    std::string text(const SourceNotes& notes, const std::string& result)
    {
        const std::string framework = torch_ ? "PyTorch 2" : "Keras 3", name = harmless(notes.name);
        std::string t = fmt::format("\"\"\"{}: a network {} with Layerloom, for {}.\n\n", name,
                                    tensors_ ? "trained" : "designed", framework);
        t += "Samples are raw values ";
        for (const Argument& a : arguments_)
            t += (&a == &arguments_[0] ? "" : ", ") + (takes_several() ? a.name + " " : "") + "{batch" + sizes(a.sample) + "}";
        t += fmt::format("{}; the scaling is inside.\n", tensors_ ? ", as the network was trained with" : "");
        for (const Argument& a : arguments_)
            if (a.data && !a.data->features.empty()) {
                t += takes_several() ? "The columns of " + a.name + ":" : "Their columns:";
                for (const std::string& f : a.data->features)
                    t += (&f == &a.data->features[0] ? " " : ", ") + harmless(f);
                t += ".\n";
            }
        if (several()) {
            t += "It gives " + output_names(", ") + ".\n";
        }
        t += tensors_ ? fmt::format("\nWithout arguments it tells what the network is made of. With a {} file of samples it prints the scores of "
                                    "each,\nor writes them to a second {} file. The weights lie in the .npz file of the same name.\n\"\"\"\n\n",
                                    takes_several() ? ".npz" : ".npy", several() ? ".npz" : ".npy") +
                        "import sys\nimport zlib\nfrom pathlib import Path\n\n"
                      : "\nRun as a program it tells what the network is made of. Its weights are those it begins with.\n\"\"\"\n\n";
        const std::string helpers = helper_text(), network = network_text(result),
                          body = helpers + network + "\n\n" + (tensors_ ? use_text() : show_text());
        const auto uses = [&](std::string_view what) { return body.find(what) != std::string::npos; };
        const char* numpy = tensors_ || uses("np.") ? "import numpy as np\n" : "";
        if (torch_) {
            t += numpy;
            t += tensors_ || uses("torch.") ? "import torch\n" : "";
            t += uses("F.") ? "import torch.nn.functional as F\n" : "";
            t += "from torch import nn\n";
        } else {
            t += "import keras\n";
            t += numpy;
            t += uses("layers.") ? std::string("from keras import layers") + (uses("ops.") ? ", ops\n" : "\n")
                 : uses("ops.")  ? "from keras import ops\n"
                                 : "";
        }
        if (tensors_)
            t += "\nWEIGHTS = Path(__file__).resolve().with_suffix(\".npz\")\n";
        if (tensors_ && !several() && !ends_.outputs[0].facts->classes.empty())
            t += "LABELS = " + label_list(ends_.outputs[0]) + "\n";
        if (tensors_ && several()) {
            t += "LABELS = {";
            for (const OutputEnd& end : ends_.outputs)
                if (!end.facts->classes.empty())
                    t += (t.ends_with("{") ? "" : ", ") + python_string(end.name) + ": " + label_list(end);
            t += "}\n";
        }
        t += "\n\n";
        // As network_text() puts them below each other.
        parts_at_ = lines_in(t) + lines_in(helpers) + 4;
        flow_at_ = torch_ ? parts_at_ + lines_in(parts_) + 2 : parts_at_ - 2 + int(arguments_.size());
        return t + body;
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

    static std::string label_list(const OutputEnd& end)
    {
        std::string t;
        for (const std::string& label : end.facts->classes)
            t += (t.empty() ? "[" : ", ") + python_string(label);
        return t + "]";
    }

    std::string output_names(const char* between) const
    {
        std::string t;
        for (const OutputEnd& end : ends_.outputs)
            t += (t.empty() ? "" : between) + end.name;
        return t;
    }

    std::string argument_names() const
    {
        std::string t;
        for (const Argument& a : arguments_)
            t += (t.empty() ? "" : ", ") + a.name;
        return t;
    }

    std::string network_text(const std::string& result) const
    {
        const Scores scores = several() ? Scores::AsTheyAre : scores_[0];
        const char* gives = scores == Scores::AsTheyAre ? ""
                            : scores == Scores::Boxes   ? (tensors_ ? "  # Logits of a grid: box_scores() makes boxes of them." : "  # Logits of a grid.")
                            : tensors_                  ? "  # Logits: predict() makes probabilities of them."
                            : scores == Scores::Softmax ? "  # Logits: softmax makes probabilities of them."
                                                        : "  # Logits: a sigmoid makes probabilities of them.";
        if (torch_)
            return "class Network(nn.Module):\n    def __init__(self):\n        super().__init__()\n" + parts_ +
                   "\n    def forward(self, " + argument_names() + "):\n" + flow_ + fmt::format("        return {}{}\n", result, gives);
        std::string flow = flow_; // A function stands one step further left than a method.
        for (std::size_t at = 0; (at = flow.find("        ", at)) != std::string::npos;) {
            flow.erase(at, 4);
            at = flow.find('\n', at);
        }
        std::string made;
        for (const Argument& a : arguments_)
            made += fmt::format("    {} = keras.Input({}{})\n", a.name, python_tuple(a.sample), takes_several() ? ", name=" + python_string(a.name) : "");
        const auto list = [](bool of_several, const std::string& names) { return of_several ? "[" + names + "]" : names; };
        return fmt::format("def build():\n{}{}    return keras.Model({}, {}){}\n", made, flow, list(takes_several(), argument_names()),
                           list(several(), result), gives);
    }

    /// What a text without weights does as a program.
    std::string show_text() const
    {
        return torch_ ? "if __name__ == \"__main__\":\n    network = Network()\n    print(network)\n"
                        "    print(sum(p.numel() for p in network.parameters() if p.requires_grad), " +
                            std::string(any_frozen_ ? "\"parameters that learn\")\n" : "\"parameters\")\n")
                      : "if __name__ == \"__main__\":\n    build().summary()\n";
    }

    std::string use_text() const
    {
        std::string t;
        if (std::ranges::find(scores_, Scores::Boxes) != scores_.end())
            t += std::string(torch_ ? torch_box_scores() : keras_box_scores()) + "\n\n\n";
        t += "def load():\n    \"\"\"The trained network.\"\"\"\n";
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
        if (several() || takes_several())
            return t + use_of_several();
        const Scores scores = scores_[0];
        const char* curve = scores == Scores::Softmax ? "softmax" : "sigmoid";
        t += "\n\ndef predict(network, samples):\n    \"\"\"The scores of each sample: " +
             std::string(scores == Scores::AsTheyAre ? "the predicted numbers" : scores == Scores::Boxes ? "boxes, and how likely each class is" : "probabilities") + ".\"\"\"\n";
        t += "    samples = np.asarray(samples, \"float32\")\n";
        if (torch_) {
            std::string of = "network(part)";
            if (scores == Scores::Boxes)
                of = "box_scores(" + of + ")";
            else if (scores != Scores::AsTheyAre)
                of = fmt::format("torch.{}({}{})", curve, of, scores == Scores::Softmax ? ", dim=1" : "");
            t += "    with torch.no_grad():\n";
            t += fmt::format("        return torch.cat([{} for part in torch.from_numpy(samples).split(64)]).numpy()\n", of);
        } else if (scores == Scores::AsTheyAre) {
            t += "    return network.predict(samples, verbose=0)\n";
        } else if (scores == Scores::Boxes) {
            t += "    return ops.convert_to_numpy(box_scores(network.predict(samples, verbose=0)))\n";
        } else {
            t += fmt::format("    return ops.convert_to_numpy(ops.{}(network.predict(samples, verbose=0)))\n", curve);
        }
        t += "\n\nif __name__ == \"__main__\":\n    network = load()\n    if len(sys.argv) == 1:\n        ";
        t += torch_ ? "print(network)\n" : "network.summary()\n";
        t += "        sys.exit()\n    scores = predict(network, np.load(sys.argv[1]))\n    if len(sys.argv) > 2:\n"
             "        np.save(sys.argv[2], scores)\n        sys.exit()\n    for row in scores:\n";
        if (scores == Scores::Boxes)
            t += "        for box in row[row[:, 4:].max(1) >= 0.5]:\n            print(LABELS[box[4:].argmax()], *box[:4])\n";
        else if (ends_.outputs[0].facts->classes.empty())
            t += "        print(*row)\n";
        else if (scores == Scores::Sigmoid)
            t += "        print(LABELS[int(row[0] > 0.5)], *row)\n";
        else
            t += "        print(LABELS[row.argmax()], *row)\n";
        return t;
    }

    /// predict() and what follows, where samples or scores are lists of arrays.
    std::string use_of_several() const
    {
        std::string t = "\n\ndef predict(network, samples):\n    \"\"\"The scores of each sample";
        t += several() ? ", a list: " + output_names(", ") + "." : std::string(".");
        t += takes_several() ? " Samples are a list too: " + argument_names() + ".\"\"\"\n" : "\"\"\"\n";
        t += takes_several() ? "    samples = [np.asarray(part, \"float32\") for part in samples]\n" : "    samples = np.asarray(samples, \"float32\")\n";
        const auto curved = [&](const std::string& scores, Scores curve) {
            if (curve == Scores::AsTheyAre)
                return scores;
            if (curve == Scores::Boxes)
                return torch_ ? "box_scores(" + scores + ")" : "ops.convert_to_numpy(box_scores(" + scores + "))";
            const char* name = curve == Scores::Softmax ? "softmax" : "sigmoid";
            return torch_ ? fmt::format("torch.{}({}{})", name, scores, curve == Scores::Softmax ? ", dim=1" : "")
                          : fmt::format("ops.convert_to_numpy(ops.{}({}))", name, scores);
        };
        if (torch_) {
            const std::string batches = takes_several() ? "zip(*(torch.from_numpy(part).split(64) for part in samples))"
                                                        : "torch.from_numpy(samples).split(64)",
                              call = takes_several() ? "network(*batch)" : "network(batch)";
            t += fmt::format("    with torch.no_grad():\n        parts = [{} for batch in {}]\n", call, batches);
        } else {
            t += "    scores = network.predict(samples, verbose=0)\n";
        }
        std::string list;
        if (several() && torch_)
            t += "        scores = [torch.cat(part) for part in zip(*parts)]\n";
        else if (torch_)
            t += "        scores = torch.cat(parts)\n";
        for (std::size_t k = 0; k < scores_.size(); ++k) {
            const std::string of = several() ? "scores[" + std::to_string(k) + "]" : "scores";
            list += (k ? ", " : "") + curved(of, scores_[k]) + (torch_ ? ".numpy()" : "");
        }
        t += fmt::format("{}return {}\n", torch_ ? "        " : "    ", several() ? "[" + list + "]" : list);
        t += "\n\nif __name__ == \"__main__\":\n    network = load()\n    if len(sys.argv) == 1:\n        ";
        t += torch_ ? "print(network)\n" : "network.summary()\n";
        t += "        sys.exit()\n    given = np.load(sys.argv[1])\n";
        if (takes_several()) {
            t += "    given = [";
            for (const Argument& a : arguments_)
                t += (&a == &arguments_[0] ? "given[" : ", given[") + python_string(a.name) + "]";
            t += "]\n";
        }
        t += "    scores = predict(network, given)\n    if len(sys.argv) > 2:\n";
        if (several()) {
            t += "        np.savez(sys.argv[2], **{";
            for (std::size_t k = 0; k < scores_.size(); ++k)
                t += fmt::format("{}{}: scores[{}]", k ? ", " : "", python_string(ends_.outputs[k].name), k);
            t += "})\n";
        } else {
            t += "        np.save(sys.argv[2], scores)\n";
        }
        t += "        sys.exit()\n";
        t += several() ? "    for rows in zip(*scores):\n        print(*(row.tolist() for row in rows))\n" : "    for row in scores:\n        print(*row)\n";
        return t;
    }

    const bool torch_;
    const Document& document_;
    const DataFacts* data_;
    const std::map<std::string, std::vector<float>>* tensors_;
    const Ends ends_;
    std::vector<Argument> arguments_; // As ends_.inputs.
    std::vector<Scores> scores_;      // As ends_.outputs.

    // Of the node at hand.
    std::string scope_, name_, before_, missing_;
    std::size_t parts_size_ = 0; // Of parts_, before it.
    bool shared_ = false, other_kind_ = false; // Its weights were written before; by a layer of another type.
    bool asked_ = false;                       // It knows what to do with them.
    bool frozen_ = false;
    bool apart_ = false, clash_ = false;       // It makes parts of its own in any case; those of another do not do what it does.
    std::size_t before_size_ = 0, arrays_size_ = 0; // Of before_ and arrays_, before it.
    std::set<std::string> asked_for_;          // Tensors since the last weight().
    std::map<std::string, std::pair<std::string, bool>> parts_of_node_; // Its parts: their text, and whether it made them.
    std::map<std::string, Shape> shapes_;
    std::map<std::string, std::string> part_names_;

    std::set<std::string> names_{"x", "inputs"};
    std::map<std::string, int> sharers_; // How many nodes have a scope.
    std::map<std::string, std::string> types_of_scopes_;
    std::map<std::string, NodeId> firsts_of_scopes_;
    std::map<std::string, std::vector<Part>> parts_of_scopes_;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> weights_; // By part and name: the tensors that made it.
    std::map<std::string, Written> written_;                                       // By tensor.
    bool any_frozen_ = false;
    std::string parts_, flow_; // The lines of __init__ and of forward, or of build().
    std::vector<std::string> helpers_;
    std::vector<std::pair<std::string, Array>> arrays_;
    std::vector<Place> places_;
    int parts_at_ = 0, flow_at_ = 0; // The lines of the text that they begin at.
    std::vector<std::pair<NodeId, Error>> unwritten_;
};

} // namespace

/// Of the flat graph, told of the document's nodes: a copy of a unit has the lines of all that is inside.
template <class Write>
static Result<PythonSource> write_flat(const Document& document, const DataFacts* data, Write write)
{
    std::optional<Flat> flat;
    const Document& graph = flat_graph(document, flat);
    if (flat)
        if (auto error = first_error(document, analyse(document, data)))
            return *error;
    Result<PythonSource> source = write(graph);
    if (!source || !flat)
        return source;
    for (auto& [id, why] : source->unwritten)
        id = flat->origins.at(id).node;
    std::map<NodeId, std::vector<Lines>> lines;
    for (const auto& [id, ranges] : source->lines) {
        const Flat::Origin& origin = flat->origins.at(id);
        std::set<NodeId> owners(origin.path.begin(), origin.path.end());
        owners.insert(origin.node);
        for (const NodeId owner : owners)
            lines[owner].insert(lines[owner].end(), ranges.begin(), ranges.end());
        for (std::size_t depth = 0; depth <= origin.path.size(); ++depth) {
            const UnitPath path(origin.path.begin(), origin.path.begin() + std::ptrdiff_t(depth));
            auto& of = source->within[path][depth < origin.path.size() ? origin.path[depth] : origin.node];
            of.insert(of.end(), ranges.begin(), ranges.end());
        }
    }
    source->lines = std::move(lines);
    return source;
}

Result<PythonSource> write_source(Framework framework, const Document& document, const DataFacts& facts,
                                  const std::map<std::string, std::vector<float>>& tensors, const SourceNotes& notes)
{
    return write_flat(document, &facts, [&](const Document& graph) { return Script(framework, graph, &facts, &tensors).write(notes); });
}

Result<PythonSource> write_network(Framework framework, const Document& document, const DataFacts* data,
                                   const SourceNotes& notes)
{
    return write_flat(document, data, [&](const Document& graph) { return Script(framework, graph, data, nullptr).write(notes); });
}

std::string finished_source(std::string text, std::uint32_t checksum)
{
    return text.replace(text.rfind(checksum_place), checksum_place.size(), fmt::format("0x{:08x}", checksum));
}

} // namespace loom
