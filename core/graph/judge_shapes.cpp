#include "graph/judging.h"

#include <algorithm>

namespace loom {
namespace {

/// What could have been meant to feed an input: nodes whose output leads nowhere. With more of them than this nobody can
/// say which.
class LooseEnds {
public:
    explicit LooseEnds(const Document& document)
    {
        std::set<NodeId> used;
        for (const Link& l : document.links())
            used.insert(l.from);
        for (const auto& [id, node] : document.nodes()) {
            if (used.contains(id) || !find_layer(node.type)->has_output)
                continue;
            if (before_.size() == most) {
                before_.clear();
                return;
            }
            before_[id] = leading_to(document, id);
        }
    }
    /// The only one that does not come behind this node.
    std::optional<NodeId> for_node(NodeId id) const
    {
        std::optional<NodeId> only;
        for (const auto& [end, before] : before_)
            if (!before.contains(id)) {
                if (only)
                    return {};
                only = end;
            }
        return only;
    }

private:
    static constexpr std::size_t most = 8;
    std::map<NodeId, std::set<NodeId>> before_; // With all they depend on.
};

class Shapes {
public:
    explicit Shapes(Judging& j) : j_(j) {}

    void judge(NodeId id)
    {
        const Node& node = j_.node(id);
        const LayerType& type = j_.type(id);
        NodeFacts& facts = j_.facts(id);
        for (const auto& own : {j_.ends.input(id) ? j_.ends.input(id)->facts : nullptr, j_.ends.output(id) ? j_.ends.output(id)->facts : nullptr})
            if (own && own.get() != j_.around.data)
                facts.data = own;
        const auto ports = type.inputs(node.values);
        std::vector<Shape> shapes;
        facts.inputs.reserve(ports.size());
        shapes.reserve(ports.size());
        for (std::size_t p = 0; p < ports.size(); ++p) {
            std::optional<Shape> shape;
            if (const auto from = j_.source(id, int(p))) {
                const NodeFacts& known = j_.facts(*from);
                shape = known.output;
                facts.assumed |= known.assumed;
            } else if (!j_.inputs.empty()) { // Else it is the Input that is missing.
                unconnected(id, int(p), ports);
            }
            if (shape)
                shapes.push_back(*shape);
            facts.inputs.push_back(std::move(shape));
        }
        if (shapes.size() != ports.size())
            return; // One fault is told once, where it is, not on every node behind it.
        const Inferred inferred = type.infer(node.values, shapes, j_.ends.around(id));
        if (const Shape* shape = std::get_if<Shape>(&inferred)) {
            facts.output = *shape;
            facts.cost = cost(type, node.values, shapes, j_.ends.around(id));
            if (shares_ && type.learns)
                facts.cost.parameters = fresh_weights(scope_of(id, node), weights_of(type, node.values, shapes, j_.ends.around(id)));
            j_.result.total.parameters += facts.cost.parameters;
            j_.result.total.multiply_adds += facts.cost.multiply_adds;
            j_.result.total.activation_bytes += facts.cost.activation_bytes;
            return;
        }
        const Fault& fault = std::get<Fault>(inferred);
        Finding& finding = j_.tell("shape", Severity::Error, fault.message, fault.hint, id);
        finding.port = fault.port;
        finding.setting = fault.setting;
        finding.expected = fault.expected;
        finding.found = fault.found;
        finding.fixes = fixes_of(id, fault);
        facts.output = fault.assumed;
        facts.assumed = true;
    }

    /// Where a layer has no input and nothing else says what feeds it: the nearest node that it takes. Once all shapes are
    /// known; of so many only that anyone reads.
    void offer_links()
    {
        constexpr int most = 20;
        int offered = 0;
        for (Finding& finding : j_.result.findings) {
            if (finding.code != "unconnected" || j_.type(*finding.node).inputs(j_.node(*finding.node).values).size() != 1)
                continue;
            if (!finding.fixes.empty() && std::holds_alternative<Connect>(finding.fixes.front().edits.front()))
                continue;
            if (++offered > most)
                return;
            if (const auto from = nearest(*finding.node))
                finding.fixes.insert(finding.fixes.begin(), Fix{Message(LOOM_TEXT("Connect %1"), j_.name(*from)), {Connect{{*from, *finding.node, 0}}}});
        }
    }

private:
    /// How many numbers those have that no layer of the scope had before.
    std::int64_t fresh_weights(const std::string& scope, const std::map<std::string, Shape>& weights)
    {
        std::int64_t sum = 0;
        for (const auto& [name, shape] : weights)
            if (counted_[scope].insert(name).second)
                sum += std::int64_t(count(shape));
        return sum;
    }

    std::optional<NodeId> nearest(NodeId id) const
    {
        const Point to = j_.node(id).at;
        std::vector<std::pair<double, NodeId>> near;
        for (const auto& [from, facts] : j_.result.nodes) {
            if (from == id || !facts.output || facts.assumed || !j_.type(from).has_output)
                continue;
            near.emplace_back(distance(j_.node(from).at, to), from);
        }
        constexpr std::ptrdiff_t tried = 32;
        const auto end = near.begin() + std::min(tried, std::ssize(near));
        std::ranges::partial_sort(near, end);
        near.erase(end, near.end());
        for (const auto& [far, from] : near)
            if (takes(id, 0, *j_.result.nodes.at(from).output) && !reaches(j_.document, id, from))
                return from;
        return {};
    }

    std::vector<Fix> fixes_of(NodeId id, const Fault& fault)
    {
        std::vector<Fix> fixes;
        const auto from = fault.port >= 0 ? j_.source(id, fault.port) : std::nullopt;
        const auto insert = [&](const std::vector<NewLayer>& layers) {
            if (auto edits = j_.insertion(*from, id, fault.port, layers); !edits.empty())
                fixes.push_back({insert_label(layers), std::move(edits)});
        };
        const DataFacts* data = from ? j_.ends.around(*from).data : nullptr;
        if (from && fault.found && data && data->vocabulary > 0 && fault.found->size() == 1 && j_.node(*from).type == "input") {
            // Whole numbers that stand for words: no Reshape makes a sequence of features of them.
            const std::vector<NewLayer> looked_up{{"embedding", {{"vocabulary", data->vocabulary}}}};
            if (const auto made = j_.through(looked_up, *fault.found); made && takes(id, fault.port, *made))
                insert(looked_up);
        }
        if (from && fault.found)
            if (const auto all = j_.all_steps(*from); all && takes(id, fault.port, *all))
                fixes.push_back(j_.set(*from, "returns", std::string("all"), Message(LOOM_TEXT("Let %1 give all steps"), j_.name(*from))));
        if (const OutputEnd* end = from && fault.found ? j_.ends.output(id) : nullptr)
            if (const auto ending = j_.ending_for(*fault.found, *end); ending && !ending->empty())
                insert(*ending);
        for (const Repair& repair : fault.repairs)
            if (auto edits = edits_of(id, repair); !edits.empty())
                if (std::ranges::find(fixes, repair.label, [](const Fix& f) { return f.label; }) == fixes.end())
                    fixes.push_back({repair.label, std::move(edits)});
        if (const auto index = !fixes.empty() ? std::nullopt : j_.type(id).index_of(fault.setting))
            if (const Value usual = j_.type(id).settings[*index].fallback; j_.with_setting(id, fault.setting, usual))
                fixes.push_back(j_.set(id, fault.setting, usual));
        return fixes;
    }

    /// Whether a node would take this shape at one of its inputs.
    bool takes(NodeId id, int port, const Shape& shape) const
    {
        std::vector<Shape> shapes;
        for (std::size_t p = 0; p < j_.type(id).inputs(j_.node(id).values).size(); ++p) {
            const auto from = j_.source(id, int(p));
            const auto known = int(p) == port ? std::optional(shape) : from ? j_.shape(*from) : std::nullopt;
            if (!known)
                return false;
            shapes.push_back(*known);
        }
        return std::holds_alternative<Shape>(j_.type(id).infer(j_.node(id).values, shapes, j_.ends.around(id)));
    }

    std::vector<Edit> edits_of(NodeId id, const Repair& repair)
    {
        return std::visit(
            overloaded{[&](const ChangeSetting& c) { return changed(id, c); },
                       [&](const TakeOut&) -> std::vector<Edit> { return j_.take_out(id).edits; },
                       [&](const InsertBefore& i) -> std::vector<Edit> {
                           const auto from = j_.source(id, i.port);
                           if (!from)
                               return {};
                           const NewLayer layer{i.layer, {i.settings.begin(), i.settings.end()}};
                           return j_.insertion(*from, id, i.port, std::span(&layer, 1));
                       }},
            repair.action);
    }

    /// Links into inputs that the layer no longer has are cut.
    std::vector<Edit> changed(NodeId id, const ChangeSetting& c) const
    {
        Fix fix = j_.set(id, c.key, c.value);
        Values values = j_.node(id).values;
        values[*j_.type(id).index_of(c.key)] = c.value;
        const auto left = int(j_.type(id).inputs(values).size());
        for (const Link& l : j_.document.links_of(id))
            if (l.to == id && l.port >= left)
                fix.edits.insert(fix.edits.begin(), Disconnect{l});
        return std::move(fix.edits);
    }

    void unconnected(NodeId id, int port, const std::vector<Port>& ports)
    {
        const std::string& name = j_.name(id);
        Finding& finding = j_.tell("unconnected", Severity::Error,
                                   ports.size() == 1 ? Message(LOOM_TEXT("%1 has no input."), name)
                                                     : Message(LOOM_TEXT("Input %2 of %1 is not connected."), name, ports[std::size_t(port)].name),
                                   LOOM_TEXT("Draw a link to it from an earlier node."), id);
        finding.port = port;
        const auto connect = [&](NodeId from) {
            return Fix{Message(LOOM_TEXT("Connect %1"), j_.name(from)), {Connect{{from, id, port}}}};
        };
        if (!ends_)
            ends_.emplace(j_.document);
        const auto end = ends_->for_node(id);
        if (end)
            finding.fixes.push_back(connect(*end));
        if (auto fewer = without(id, port, int(ports.size())))
            finding.fixes.push_back(std::move(*fewer));
        if (ports.size() > 1 && j_.inputs.size() == 1 && end != j_.inputs[0])
            if (const auto from = j_.shape(j_.inputs[0]); from && takes(id, port, *from))
                finding.fixes.push_back(connect(j_.inputs[0]));
        if (!j_.outputs.empty() && !j_.is_useful(id))
            finding.fixes.push_back({Message(LOOM_TEXT("Delete %1"), name), removal(j_.document, {id}, Reconnect::No)});
    }

    /// A layer that joins inputs, without this one: with one input less, or, where one is left, taken out.
    std::optional<Fix> without(NodeId id, int port, int ports) const
    {
        if (j_.type(id).category != Category::Merge || ports < 2)
            return {};
        std::vector<Edit> cut, joined;
        for (const Link& l : j_.document.links_of(id))
            if (l.to == id && (l.port > port || ports == 2)) {
                cut.push_back(Disconnect{l});
                joined.push_back(Connect{{l.from, id, l.port - 1}});
            }
        if (ports > 2) {
            if (!j_.setting(id, "inputs"))
                return {};
            Fix fix = j_.set(id, "inputs", std::int64_t(ports - 1), Message(LOOM_TEXT("Set inputs to %1"), ports - 1));
            fix.edits.insert(fix.edits.begin(), cut.begin(), cut.end());
            fix.edits.insert(fix.edits.end(), joined.begin(), joined.end());
            return fix;
        }
        const auto other = j_.source(id, 1 - port);
        if (!other)
            return {};
        Fix fix{Message(LOOM_TEXT("Remove %1"), j_.name(id)), std::move(cut)};
        std::vector<Edit> again;
        for (const Link& l : j_.document.links_of(id))
            if (l.from == id) {
                fix.edits.push_back(Disconnect{l});
                again.push_back(Connect{{*other, l.to, l.port}});
            }
        fix.edits.insert(fix.edits.end(), again.begin(), again.end());
        fix.edits.push_back(RemoveNode{id});
        return fix;
    }

    Judging& j_;
    const bool shares_ = std::ranges::any_of(j_.document.nodes(), [](const auto& row) { return !row.second.scope.empty(); });
    std::map<std::string, std::set<std::string>> counted_; // Weights that were met, by scope.
    std::optional<LooseEnds> ends_;
};

} // namespace

void judge_shapes(Judging& j)
{
    Shapes shapes(j);
    for (NodeId id : j.result.order)
        shapes.judge(id);
    shapes.offer_links();
}

} // namespace loom
