#include "graph/flatten.h"
#include "graph/wiring.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

/// What flows into an input.
struct Source {
    std::optional<NodeId> flat = {};
    bool muted = false;                  // On purpose nothing.
    std::optional<Flat::Gap> gap = {};   // Nothing, because of this.
};

/// A number as a target takes it; where it would be larger than any setting, the largest.
Value scaled(const Value& value, double factor)
{
    if (factor == 1)
        return value;
    const auto times = [&](std::int64_t n) { return std::int64_t(std::llround(std::clamp(double(n) * factor, -0x1p53, 0x1p53))); };
    return std::visit(overloaded{[&](std::int64_t n) { return Value(times(n)); }, [&](double v) { return Value(v * factor); },
                                 [&](std::vector<std::int64_t> v) {
                                     std::ranges::transform(v, v.begin(), times);
                                     return Value(std::move(v));
                                 },
                                 [](const auto& other) { return Value(other); }},
                      value);
}

/// No longer than a few words, cut between characters.
std::string shortened(const std::string& name)
{
    constexpr std::size_t most = 120;
    if (name.size() <= most)
        return name;
    std::size_t end = most;
    while (end > 0 && (name[end] & 0xC0) == 0x80)
        --end;
    return name.substr(0, end) + "…";
}

template <class T>
T setting_of(const LayerType& type, const Values& values, std::string_view key)
{
    return std::get<T>(values[*type.index_of(key)]);
}

/// What a copy says of one setting inside.
struct Given {
    std::string setting;
    Value value;
    const Exposed* exposed; // As the copy's unit has it.
};
using AllGiven = std::map<NodeId, std::vector<Given>>;

AllGiven given_by(const Document& document, const Node& copy)
{
    AllGiven all;
    for (const Exposed& exposed : document.find(copy.unit)->exposed)
        if (const auto given = copy.given.find(exposed.key); given != copy.given.end())
            for (const Exposed::Target& target : exposed.targets)
                all[target.node].push_back({target.setting, scaled(given->second, target.factor), &exposed});
    return all;
}

using Refused = std::vector<std::pair<const Exposed*, Error>>;

/// Puts it into a node: which of its own settings these are, and what it cannot take.
std::set<std::size_t> take(Node& node, const std::vector<Given>& given, Refused& refused)
{
    std::set<std::size_t> taken;
    const LayerType& type = *find_layer(node.type);
    for (const auto& [key, value, exposed] : given) {
        if (const auto* on = std::get_if<bool>(&value); on && key == bypass_key) {
            if (node.use != Use::Muted)
                node.use = *on ? Use::Bypassed : Use::Full;
        } else if (const auto index = type.index_of(key)) {
            if (value.index() != type.settings[*index].fallback.index()) {
                refused.emplace_back(exposed, Error{LOOM_TEXT("The value has the wrong type.")});
            } else if (auto error = validate(type, *index, value)) {
                refused.emplace_back(exposed, std::move(*error));
            } else {
                node.values[*index] = value;
                taken.insert(*index);
            }
        } else if (node.type == unit_type) {
            node.given[key] = value;
        }
    }
    return taken;
}

} // namespace

/// One graph at one place: the main graph, or a unit in one of its copies.
class Flattener {
public:
    Flattener(const Document& document, FlatNames names) : document_(document), names_(names), next_(std::int64_t(document.new_id()))
    {
        for (const NodeId id : in_order(document))
            order_[document.nodes_.at(id).in].push_back(id);
    }

    Flat run()
    {
        flat_.document.recipe_ = document_.recipe_;
        flat_.document.data_ = document_.data_;
        Site site;
        flat_.too_large = counted(main_graph, {}) > most_flat_nodes;
        if (!flat_.too_large)
            expand(main_graph, site);
        return std::move(flat_);
    }

private:
    struct Site {
        UnitPath path = {};
        std::vector<int> turns = {};
        bool frozen = false;
        std::string scope = {}, name = {}; // In front of those of its nodes.
        std::string outermost = {};        // What the name begins with.
        std::map<int, Source> feeds = {};  // By entrance.
        AllGiven given = {};
        Source result = {};
    };
    /// What is given to the copies in a graph; nothing else changes how many nodes it means.
    using GivenToCopies = std::map<NodeId, std::vector<std::pair<std::string, Value>>>;

    /// Nodes that a graph means, its copies' repetitions counted too. It ends soon above most_flat_nodes: what it comes
    /// across is part of the network, so there are as many of them at least.
    std::size_t counted(UnitId graph, const AllGiven& given)
    {
        std::pair<UnitId, GivenToCopies> key(graph, {});
        for (const auto& [id, values] : given)
            if (const Node* node = document_.find(id); node && node->in == graph && node->type == unit_type)
                for (const Given& g : values)
                    key.second[id].emplace_back(g.setting, g.value);
        if (const auto known = counts_.find(key); known != counts_.end())
            return known->second;
        const std::vector<NodeId>& members = order_[graph];
        std::size_t sum = members.size();
        walked_ += members.size() + 1;
        for (const NodeId id : members) {
            if (sum > most_flat_nodes || walked_ > most_flat_nodes)
                return most_flat_nodes + 1;
            Node node = document_.nodes_.at(id);
            if (node.type != unit_type)
                continue;
            Refused refused;
            if (const auto own = given.find(id); own != given.end())
                take(node, own->second, refused);
            if (node.use == Use::Full)
                sum += std::size_t(setting_of<std::int64_t>(*find_layer(unit_type), node.values, "repeat")) * (1 + counted(node.unit, given_by(document_, node)));
        }
        return counts_[std::move(key)] = sum;
    }

    void expand(UnitId graph, Site& site)
    {
        std::map<NodeId, Source> outputs;
        for (const NodeId id : order_[graph]) {
            Node node = document_.nodes_.at(id);
            const std::set<std::size_t> given = take_given(id, node, site);
            std::vector<Source> in;
            for (std::size_t port = 0, ports = document_.inputs(node).size(); port < ports; ++port) {
                const auto link = document_.link_into(id, int(port));
                in.push_back(link ? outputs[link->from] : Source{});
            }
            if (node.type == entrance_type) {
                outputs[id] = site.feeds[int(setting_of<std::int64_t>(*find_layer(entrance_type), node.values, "port")) - 1];
                pass(site, id, {}, outputs[id]);
            } else if (node.type == exit_type) {
                site.result = in[0];
                pass(site, id, in, in[0]);
            } else if (node.use != Use::Full) {
                outputs[id] = node.use == Use::Muted || in.empty() ? Source{.muted = true} : in[0];
                pass(site, id, in, outputs[id]);
            } else if (node.type == unit_type) {
                outputs[id] = repeated(id, node, in, site);
                pass(site, id, in, outputs[id]);
            } else {
                outputs[id] = single(id, node, in, given, site);
            }
        }
    }

    /// What the copies around a node say of its settings; which of its own these are.
    std::set<std::size_t> take_given(NodeId id, Node& node, const Site& site)
    {
        const auto found = site.given.find(id);
        if (found == site.given.end())
            return {};
        Refused refused;
        const auto taken = take(node, found->second, refused);
        for (auto& [exposed, error] : refused) {
            UnitPath outer = site.path;
            outer.pop_back();
            flat_.misfits.push_back({std::move(outer), site.path.back(), *exposed, std::move(error)});
        }
        return taken;
    }

    void pass(const Site& site, NodeId id, const std::vector<Source>& in, const Source& out)
    {
        Flat::Passing passing{site.path, id, site.turns, {}, out.flat};
        for (const Source& source : in)
            passing.inputs.push_back(source.flat);
        flat_.passing.push_back(std::move(passing));
    }

    /// The scope of the node whose weights it has.
    std::string scope(NodeId id, const Node& node, const Site& site) const
    {
        const std::string own = node.shares ? scope_of(*node.shares, document_.nodes_.at(*node.shares)) : scope_of(id, node);
        return site.scope.empty() ? own : site.scope + "_" + own;
    }

    Source repeated(NodeId id, const Node& node, std::vector<Source> in, const Site& site)
    {
        const LayerType& type = *find_layer(unit_type);
        const auto times = setting_of<std::int64_t>(type, node.values, "repeat");
        const bool shared = setting_of<bool>(type, node.values, "share");
        Source result;
        for (std::int64_t n = 0; n < times; ++n) {
            Site inner{.path = site.path, .turns = site.turns, .frozen = site.frozen || setting_of<bool>(type, node.values, "freeze")};
            inner.path.push_back(id);
            inner.turns.push_back(int(n));
            inner.scope = scope(id, node, site);
            std::string name = shortened(node.name);
            if (times > 1) {
                name += " " + std::to_string(n + 1);
                if (!shared)
                    inner.scope += "_" + std::to_string(n + 1);
            }
            name += " / ";
            constexpr std::size_t most = 200; // Of the way in front of a name.
            inner.outermost = site.outermost.empty() ? name : site.outermost;
            inner.name = site.name.size() + name.size() > most ? inner.outermost + "… / " + name : site.name + name;
            for (std::size_t port = 0; port < in.size(); ++port) {
                Source& feed = inner.feeds[int(port)] = port == 0 && n > 0 ? result : in[port];
                if (!feed.flat && !feed.muted && !feed.gap)
                    feed.gap = Flat::Gap{site.path, id, int(port)};
            }
            inner.given = given_by(document_, node);
            expand(node.unit, inner);
            result = inner.result;
        }
        return result;
    }

    Source single(NodeId id, Node& node, std::vector<Source> in, const std::set<std::size_t>& given, const Site& site)
    {
        const LayerType& type = *find_layer(node.type);
        // What merges any number of inputs does without those that are muted.
        if (const auto count = type.index_of("inputs"); count && std::ranges::any_of(in, &Source::muted)) {
            std::erase_if(in, &Source::muted);
            if (in.size() < 2) {
                const Source left = in.empty() ? Source{.muted = true} : in[0];
                pass(site, id, in, left);
                return left;
            }
            node.values[*count] = std::int64_t(in.size());
        }
        if (site.frozen && type.learns)
            node.values[*type.index_of("frozen")] = true;
        const NodeId made = site.path.empty() ? id : NodeId(next_++);
        if (node.shares || !site.scope.empty())
            node.scope = scope(id, node, site);
        if (!site.path.empty())
            node.name = (names_ == FlatNames::WithWay ? site.name : "") + shortened(node.name);
        node.in = main_graph;
        node.shares.reset();
        node.pinned = false;
        for (std::size_t port = 0; port < in.size(); ++port)
            if (in[port].flat) {
                flat_.document.links_.insert({*in[port].flat, made, int(port)});
                flat_.document.sources_.emplace(std::pair(made, int(port)), *in[port].flat);
            } else if (in[port].gap) {
                flat_.gaps.emplace(std::pair(made, int(port)), *in[port].gap);
            }
        flat_.document.members_[main_graph].insert(made);
        flat_.document.nodes_.emplace(made, std::move(node));
        flat_.origins.emplace(made, Flat::Origin{site.path, id, site.turns, given});
        return {.flat = made};
    }

    const Document& document_;
    const FlatNames names_;
    std::map<UnitId, std::vector<NodeId>> order_;
    std::map<std::pair<UnitId, GivenToCopies>, std::size_t> counts_;
    std::size_t walked_ = 0; // Nodes that counted() came across.
    std::int64_t next_;
    Flat flat_;
};

bool is_flat(const Document& document)
{
    return document.units().empty() &&
           std::ranges::none_of(document.nodes(), [](const auto& row) { return row.second.use != Use::Full || row.second.shares; });
}

Flat flattened(const Document& document, FlatNames names) { return Flattener(document, names).run(); }

static std::map<NodeId, Node> nodes_within(const Document& document, const Node& outer)
{
    const auto given = given_by(document, outer);
    std::map<NodeId, Node> nodes;
    Refused refused;
    for (const NodeId id : document.members(outer.unit)) {
        Node& node = nodes.emplace(id, document.nodes().at(id)).first->second;
        if (const auto own = given.find(id); own != given.end())
            take(node, own->second, refused);
    }
    return nodes;
}

std::map<NodeId, Node> nodes_within(const Document& document, NodeId copy) { return nodes_within(document, document.nodes().at(copy)); }

std::map<NodeId, Node> nodes_within(const Document& document, const UnitPath& path)
{
    std::map<NodeId, Node> nodes = nodes_within(document, path.front());
    for (std::size_t i = 1; i < path.size(); ++i)
        nodes = nodes_within(document, Node(nodes.at(path[i])));
    return nodes;
}

const Document& flat_graph(const Document& document, std::optional<Flat>& made, FlatNames names)
{
    return is_flat(document) ? document : made.emplace(flattened(document, names)).document;
}

std::vector<NodeId> in_order(const Document& document)
{
    const Wiring wiring(document);
    std::vector<NodeId> order;
    order.reserve(wiring.size());
    for (const int place : wiring.order())
        order.push_back(wiring.id(place));
    return order;
}

} // namespace loom
