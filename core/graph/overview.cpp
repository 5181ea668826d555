// What analyse() found in the flat graph, in terms of the document: its nodes, the ways to them, edits that mend it.
#include "graph/analysis.h"
#include "graph/copy_repairs.h"
#include "graph/exposed.h"
#include "graph/judging.h"

#include <algorithm>
#include <tuple>

namespace loom {
namespace {

/// Nodes that no copy brings into the network have no facts, but they have inputs.
void add_unreached(const Document& document, Analysis& analysis)
{
    for (const auto& [id, node] : document.nodes())
        if (const auto [facts, fresh] = analysis.nodes.try_emplace(id); fresh)
            facts->second.inputs.resize(document.inputs(node).size());
}

Analysis too_large(const Document& document)
{
    Analysis analysis;
    analysis.order = in_order(document);
    add_unreached(document, analysis);
    analysis.findings.push_back({.code = "too-many-nodes",
                                 .message = Message(LOOM_TEXT("With all repetitions the network has more than %1 layers."), most_flat_nodes),
                                 .hint = LOOM_TEXT("Repeat the units less often.")});
    return analysis;
}

class Overview {
public:
    Overview(const Document& document, const Flat& flat, Analysis found)
        : document_(document), flat_(flat), found_(std::move(found))
    {
    }

    Analysis run(const DataFacts* data)
    {
        result_.total = found_.total;
        result_.order = in_order(document_);
        for (const NodeId id : found_.order) {
            const Flat::Origin& origin = flat_.origins.at(id);
            const NodeFacts& facts = found_.nodes.at(id);
            if (is_first(origin.turns))
                result_.within[origin.path][origin.node] = facts;
            add_cost(origin, facts.cost);
        }
        for (const Flat::Passing& passing : flat_.passing)
            if (is_first(passing.turns))
                result_.within[passing.path][passing.node] = facts_of(passing);
        for (const auto& [place, cost] : costs_)
            result_.within[place.first][place.second].cost = cost;
        result_.nodes = result_.within[{}];
        for (const auto& [path, nodes] : result_.within)
            for (const auto& [id, facts] : nodes)
                result_.nodes.try_emplace(id, facts);
        add_unreached(document_, result_);
        judge_units();
        for (const Finding& finding : found_.findings)
            add(finding);
        judge_owners();
        judge_shares(data);
        for (const Flat::Misfit& misfit : flat_.misfits)
            add(unfit(misfit), true);
        judge_given();
        join_copies();
        std::ranges::stable_sort(result_.findings, {}, &Finding::severity);
        return std::move(result_);
    }

private:
    const std::string& name(NodeId id) const { return document_.nodes().at(id).name; }

    static bool is_first(std::span<const int> turns)
    {
        return std::ranges::all_of(turns, [](int turn) { return turn == 0; });
    }

    /// Of a layer for all copies around it, with what these repeat.
    void add_cost(const Flat::Origin& origin, const Cost& cost)
    {
        for (UnitPath path = origin.path; !path.empty();) {
            const NodeId copy = path.back();
            path.pop_back();
            if (!is_first(std::span(origin.turns).first(path.size())))
                continue;
            Cost& sum = costs_[{path, copy}];
            sum.parameters += cost.parameters;
            sum.multiply_adds += cost.multiply_adds;
            sum.activation_bytes += cost.activation_bytes;
        }
    }

    NodeFacts facts_of(const Flat::Passing& passing) const
    {
        NodeFacts facts;
        const auto shape = [&](std::optional<NodeId> id) -> std::optional<Shape> {
            const auto known = id ? found_.nodes.find(*id) : found_.nodes.end();
            if (known == found_.nodes.end())
                return {};
            facts.assumed |= known->second.assumed;
            return known->second.output;
        };
        for (const auto& input : passing.inputs)
            facts.inputs.push_back(shape(input));
        facts.output = shape(passing.output);
        return facts;
    }

    /// Once for each copy of a unit, whatever it repeats.
    void add(Finding finding, bool placed = false)
    {
        if (!placed && finding.node) {
            const NodeId at = *finding.node;
            const auto gap = flat_.gaps.find({at, finding.port});
            if (finding.code == "unconnected" && gap != flat_.gaps.end()) {
                finding = at_copy(std::move(finding), gap->second);
            } else {
                const Flat::Origin& origin = flat_.origins.at(at);
                finding.path = origin.path;
                finding.node = origin.node;
                if (finding.code == "unused" && follows_from_copy(finding))
                    return;
                std::erase_if(finding.fixes, [&](Fix& fix) {
                    auto edits = edits_of(fix.edits, at);
                    if (edits)
                        fix.edits = std::move(*edits);
                    return !edits;
                });
                if (const auto turn = std::ranges::find_if(origin.turns, [](int n) { return n > 0; }); turn != origin.turns.end())
                    finding.message = Message(LOOM_TEXT("In repetition %1 of %2: %3"), *turn + 1, name(origin.path[std::size_t(turn - origin.turns.begin())]),
                                              std::move(finding.message));
            }
        }
        if (!finding.node || told_[{finding.code, *finding.node, finding.port, finding.setting}].try_emplace(finding.path, result_.findings.size()).second)
            result_.findings.push_back(std::move(finding));
    }

    /// What is missing at the entrance of a copy, told at the copy.
    Finding at_copy(Finding finding, const Flat::Gap& gap) const
    {
        const NodeId inner = *finding.node;
        const Node& copy = document_.nodes().at(gap.copy);
        const auto ports = document_.inputs(copy);
        finding.message = ports.size() == 1 ? Message(LOOM_TEXT("%1 has no input."), copy.name)
                                            : Message(LOOM_TEXT("Input %2 of %1 is not connected."), copy.name, ports[std::size_t(gap.port)].name);
        finding.path = gap.path;
        finding.node = gap.copy;
        finding.port = gap.port;
        const bool useless = std::ranges::any_of(finding.fixes, [&](const Fix& fix) { return fix.edits == removal(flat_.document, {inner}, Reconnect::No); });
        finding.fixes.clear();
        if (useless)
            finding.fixes.push_back(deletion(gap.copy));
        return finding;
    }

    Fix deletion(NodeId copy) const
    {
        return {Message(LOOM_TEXT("Delete %1"), name(copy)), removal(document_, {copy}, Reconnect::No)};
    }

    /// Whether a layer leads nowhere because a copy around it does. Then that is told, once, and only where the copy is
    /// connected: else that is what is told of it.
    bool follows_from_copy(const Finding& finding)
    {
        std::size_t depth = finding.path.size();
        NodeId at = *finding.node;
        for (; depth > 0 && leads_out(at); --depth)
            at = finding.path[depth - 1];
        if (at == *finding.node || leads_out(at)) // A node that is muted inside is the reason.
            return false;
        const UnitPath way(finding.path.begin(), finding.path.begin() + std::ptrdiff_t(depth));
        bool open = false;
        for (int port = 0, ports = int(document_.inputs(document_.nodes().at(at)).size()); port < ports; ++port)
            if (const auto told = told_.find({"unconnected", at, port, ""}); told != told_.end())
                open |= told->second.contains(way);
        if (!open)
            add({.code = finding.code, .severity = finding.severity, .message = Message(LOOM_TEXT("%1 does not lead to the Output and will not be trained."), name(at)),
                 .hint = finding.hint, .node = at, .fixes = {deletion(at)}, .path = way},
                true);
        return true;
    }

    /// Whether an exit of its unit depends on a node, or an Output of the main graph.
    bool leads_out(NodeId id)
    {
        const UnitId graph = document_.nodes().at(id).in;
        const auto [known, fresh] = leading_out_.try_emplace(graph);
        if (fresh)
            for (const NodeId member : document_.members(graph))
                if (document_.nodes().at(member).type == (graph == main_graph ? "output" : exit_type))
                    known->second.merge(leading_to(document_, member));
        return known->second.contains(id);
    }

    /// What each copy has in which a node is fed, or something else is wrong, is the unit's: told once, on no way.
    void join_copies()
    {
        std::set<UnitPath> faulty;
        for (const Finding& f : result_.findings)
            if (f.severity == Severity::Error)
                faulty.insert(f.path);
        std::map<UnitId, std::vector<const UnitPath*>> ways_into;
        for (const auto& [path, nodes] : result_.within)
            if (!path.empty())
                ways_into[document_.nodes().at(path.back()).unit].push_back(&path);
        std::set<std::size_t> joined;
        for (const auto& [what, ways] : told_) {
            const NodeId id = std::get<NodeId>(what);
            if (ways.size() < 2)
                continue;
            const auto& copies = ways_into[document_.nodes().at(id).in];
            const bool everywhere = std::ranges::all_of(copies, [&](const UnitPath* path) {
                const auto& nodes = result_.within.at(*path);
                const auto facts = nodes.find(id);
                return ways.contains(*path) || faulty.contains(*path) || facts == nodes.end() || std::ranges::any_of(facts->second.inputs, [](const auto& s) { return !s; });
            });
            if (!everywhere)
                continue;
            std::vector<std::size_t> places;
            for (const auto& [path, place] : ways)
                places.push_back(place);
            std::ranges::sort(places);
            joined.insert(places.begin() + 1, places.end());
            join(result_.findings[places[0]], places, copies.size());
        }
        std::vector<Finding> left;
        for (std::size_t i = 0; i < result_.findings.size(); ++i)
            if (!joined.contains(i))
                left.push_back(std::move(result_.findings[i]));
        result_.findings = std::move(left);
    }

    /// `first`: the one at the first of these places. `copies`: how many take part.
    void join(Finding& first, std::span<const std::size_t> places, std::size_t copies)
    {
        const bool alike = std::ranges::all_of(places, [&](std::size_t place) { return result_.findings[place].message == first.message; });
        for (const std::size_t place : places)
            if (first.fixes.empty())
                first.fixes = result_.findings[place].fixes;
        first.message = alike && places.size() == copies ? Message(LOOM_TEXT("In all %1 copies: %2"), copies, std::move(first.message))
                        : places.size() == copies        ? Message(LOOM_TEXT("In all %1 copies, for instance in %2: %3"), copies, name(first.path.back()), std::move(first.message))
                                                         : Message(LOOM_TEXT("In %1 of %2 copies, for instance in %3: %4"), places.size(), copies, name(first.path.back()), std::move(first.message));
        first.path.clear();
    }

    /// Edits of the flat graph as edits of the document, made where the node `at` stands; nothing where there are none
    /// such.
    std::optional<std::vector<Edit>> edits_of(const std::vector<Edit>& edits, NodeId at) const
    {
        const Flat::Origin& here = flat_.origins.at(at);
        const UnitId graph = document_.nodes().at(here.node).in;
        std::map<NodeId, NodeId> fresh;
        auto next = std::int64_t(document_.new_id());
        std::optional<Link> cut; // The last link that was taken away.
        std::vector<Edit> made;
        bool possible = true;
        const auto raw = [&](NodeId id) -> std::optional<NodeId> {
            if (const auto it = fresh.find(id); it != fresh.end())
                return it->second;
            const auto origin = flat_.origins.find(id);
            if (origin == flat_.origins.end() || origin->second.path != here.path)
                return {};
            return origin->second.node;
        };
        const auto put = [&](std::optional<NodeId> id, auto edit) {
            possible &= id.has_value();
            if (id)
                made.push_back(edit(*id));
        };
        for (const Edit& edit : edits)
            std::visit(overloaded{[&](const AddNode& e) {
                                      Node node = e.node;
                                      node.in = graph;
                                      fresh[e.id] = NodeId(next);
                                      made.push_back(AddNode{NodeId(next++), std::move(node)});
                                  },
                                  [&](const RemoveNode& e) { put(raw(e.id), [](NodeId id) { return RemoveNode{id}; }); },
                                  [&](const Disconnect& e) {
                                      const auto to = raw(e.link.to);
                                      cut = to ? document_.link_into(*to, e.link.port) : std::nullopt;
                                      possible &= cut.has_value();
                                      if (cut)
                                          made.push_back(Disconnect{*cut});
                                  },
                                  [&](const Connect& e) {
                                      const auto to = raw(e.link.to);
                                      auto from = raw(e.link.from);
                                      if (!from && cut) // It came from outside.
                                          from = cut->from;
                                      possible &= to && from;
                                      if (to && from)
                                          made.push_back(Connect{{*from, *to, e.link.port}});
                                  },
                                  [&](const SetSetting& e) {
                                      const auto origin = flat_.origins.find(e.id);
                                      possible &= origin == flat_.origins.end() || !origin->second.given.contains(e.index);
                                      put(raw(e.id), [&](NodeId id) { return SetSetting{id, e.index, e.value}; });
                                  },
                                  [&](const MoveNode& e) {
                                      if (const auto id = raw(e.id)) // Others lie on other canvases.
                                          made.push_back(MoveNode{*id, e.to});
                                  },
                                  [&](const SetLoss& e) { put(raw(e.id), [&](NodeId id) { return SetLoss{id, e.loss}; }); },
                                  [&](const ShareWeights& e) { put(raw(e.id), [](NodeId id) { return ShareWeights{id, {}}; }); },
                                  [&](const SetRecipe& e) { made.push_back(e); },
                                  [&](const auto&) { possible = false; }},
                       edit);
        std::set<NodeId> removed;
        for (const Edit& edit : made)
            if (const auto* gone = std::get_if<RemoveNode>(&edit))
                removed.insert(gone->id);
        if (!removed.empty())
            for (Edit& edit : dropping_targets(document_, removed))
                made.push_back(std::move(edit));
        return possible ? std::optional(std::move(made)) : std::nullopt;
    }

    void judge_units()
    {
        for (const auto& [id, unit] : document_.units()) {
            std::vector<NodeId> exits;
            for (const NodeId member : document_.members(id))
                if (document_.nodes().at(member).type == exit_type)
                    exits.push_back(member);
            if (exits.size() == 1 || document_.copies(id).empty())
                continue;
            const NodeId copy = *document_.copies(id).begin();
            if (exits.empty())
                result_.findings.push_back({.code = "unit-exit", .message = Message(LOOM_TEXT("The unit “%1” has no Exit, so it gives nothing."), unit.name),
                                            .hint = LOOM_TEXT("Open the unit and add an Exit behind its last layer."), .node = copy, .fixes = exit_for(id)});
            else
                result_.findings.push_back({.code = "unit-exit", .message = Message(LOOM_TEXT("The unit “%1” has %2 exits; it can give one value."), unit.name, exits.size()),
                                            .hint = LOOM_TEXT("Keep one. Concat puts values together."), .node = exits[1],
                                            .fixes = {{Message(LOOM_TEXT("Delete %1"), name(exits[1])), removal(document_, {exits[1]}, Reconnect::No)}}});
        }
    }

    /// Behind the one layer whose output leads nowhere.
    std::vector<Fix> exit_for(UnitId unit) const
    {
        std::optional<NodeId> last;
        for (const NodeId id : document_.members(unit)) {
            const auto links = document_.links_of(id);
            if (std::ranges::any_of(links, [&](const Link& l) { return l.from == id; }))
                continue;
            if (last)
                return {};
            last = id;
        }
        if (!last)
            return {};
        const LayerType& type = *find_layer(exit_type);
        const Point at = document_.nodes().at(*last).at;
        const NodeId id = document_.new_id();
        return {{Message(LOOM_TEXT("Add an Exit behind %1"), name(*last)),
                 {AddNode{id, {std::string(exit_type), document_.new_name(type, language()), defaults(type), {at.x + 216, at.y}, unit}},
                  Connect{{*last, id, 0}}}}};
    }

    Finding unfit(const Flat::Misfit& misfit) const
    {
        Finding finding{.code = "unit-setting",
                        .message = Message(LOOM_TEXT("%1 gives its setting “%2” a value that an inner layer cannot take: %3"), name(misfit.copy), misfit.exposed.label,
                                           misfit.error.message),
                        .hint = LOOM_TEXT("Give it a value that the layer inside takes, or leave it as the unit has it."),
                        .node = misfit.copy, .setting = misfit.exposed.key, .path = misfit.path};
        if (document_.nodes().at(misfit.copy).given.contains(misfit.exposed.key)) // Else a copy around it gives the value.
            finding.fixes.push_back({Message(LOOM_TEXT("Set %1 as in the unit"), misfit.exposed.label), {GiveSetting{misfit.copy, misfit.exposed.key, {}}}});
        return finding;
    }

    /// Values that copies give and nothing takes.
    void judge_given()
    {
        for (const auto& [id, node] : document_.nodes())
            for (const auto& [key, value] : node.given) {
                const Unit& unit = *document_.find(node.unit);
                const auto exposed = std::ranges::find(unit.exposed, key, &Exposed::key);
                if (exposed != unit.exposed.end() && is_taken(document_, node.unit, *exposed, value))
                    continue;
                add({.code = "given-to-nothing", .severity = Severity::Info,
                     .message = exposed == unit.exposed.end()
                                    ? Message(LOOM_TEXT("%1 gives “%2” a value, which its unit does not have as a setting."), node.name, key)
                                    : Message(LOOM_TEXT("%1 gives its setting “%2” a value that nothing inside takes."), node.name, exposed->label),
                     .hint = LOOM_TEXT("Take the value away, or show a setting of an inner layer on the unit again."), .node = id, .setting = key,
                     .fixes = {{Message(LOOM_TEXT("Take the value of “%1” away"), exposed == unit.exposed.end() ? key : exposed->label), {GiveSetting{id, key, {}}}}}},
                    true);
            }
    }

    Fix own_weights(NodeId id) const { return {Message(LOOM_TEXT("Give %1 its own weights"), name(id)), {ShareWeights{id, {}}}}; }

    /// Nodes that cannot share any weights, whatever flows into them.
    void judge_owners()
    {
        for (const auto& [id, node] : document_.nodes()) {
            if (!node.shares)
                continue;
            const Node& owner = document_.nodes().at(*node.shares);
            const bool copies = node.type == unit_type && owner.type == unit_type;
            const auto has_weights = [](const Node& n) { return n.type == unit_type || find_layer(n.type)->learns; };
            if (copies ? node.unit == owner.unit : node.type != unit_type && owner.type != unit_type && has_weights(node) && has_weights(owner))
                continue;
            add({.code = "shared-weights",
                 .message = copies ? Message(LOOM_TEXT("%1 cannot have the weights of %2: they are copies of different units."), node.name, owner.name)
                                   : Message(LOOM_TEXT("%1 cannot have the weights of %2: they have none in common."), node.name, owner.name),
                 .hint = LOOM_TEXT("Let it have its own weights, or those of a node of its own kind."), .node = id, .fixes = {own_weights(id)}},
                true);
        }
    }

    /// Weights can be another's only where they have the same shapes.
    void judge_shares(const DataFacts* data)
    {
        const auto known = [&](NodeId id) {
            const NodeFacts& facts = found_.nodes.at(id);
            return facts.output && !facts.assumed && std::ranges::all_of(facts.inputs, [](const auto& s) { return s.has_value(); });
        };
        const auto weights = [&](NodeId id) {
            const Node& node = flat_.document.nodes().at(id);
            const NodeFacts& facts = found_.nodes.at(id);
            std::vector<Shape> shapes;
            for (const auto& shape : facts.inputs)
                shapes.push_back(*shape);
            return weights_of(*find_layer(node.type), node.values, shapes, {facts.data ? facts.data.get() : data});
        };
        std::map<std::string, NodeId> owners; // By scope.
        for (const NodeId id : found_.order) {
            const Node& node = flat_.document.nodes().at(id);
            const LayerType& type = *find_layer(node.type);
            if (!type.learns || !known(id))
                continue;
            const auto [owner, first] = owners.try_emplace(scope_of(id, node), id);
            if (first)
                continue;
            const Node& other = flat_.document.nodes().at(owner->second);
            const auto mine = weights(id), theirs = weights(owner->second);
            if (std::ranges::any_of(mine, [&](const auto& w) { return theirs.contains(w.first) && theirs.at(w.first) != w.second; }) ||
                std::ranges::none_of(mine, [&](const auto& w) { return theirs.contains(w.first); })) {
                Finding finding{.code = "shared-weights",
                                .message = Message(LOOM_TEXT("%1 cannot have the weights of %2: they have other shapes."), node.name, other.name),
                                .hint = LOOM_TEXT("Both layers need the same settings and inputs of the same shape."), .node = id};
                if (const NodeId origin = flat_.origins.at(id).node; document_.nodes().at(origin).shares)
                    finding.fixes.push_back({Message(LOOM_TEXT("Give %1 its own weights"), name(origin)), {ShareWeights{id, {}}}});
                add(std::move(finding));
                continue;
            }
            const bool frozen = learning_of(type, node.values).frozen, theirs_frozen = learning_of(*find_layer(other.type), other.values).frozen;
            if (frozen != theirs_frozen)
                add({.code = "shared-frozen", .severity = Severity::Info,
                     .message = theirs_frozen ? Message(LOOM_TEXT("%1 has the weights of %2, which are frozen there: they do not learn here either."), node.name, other.name)
                                              : Message(LOOM_TEXT("%1 is frozen, but its weights are those of %2 and learn there."), node.name, other.name),
                     .hint = LOOM_TEXT("Freeze both, or neither."), .node = id});
        }
    }

    const Document& document_;
    const Flat& flat_;
    Analysis found_, result_;
    std::map<std::pair<UnitPath, NodeId>, Cost> costs_;
    /// Findings at nodes, by way: their places in the result.
    std::map<std::tuple<std::string, NodeId, int, std::string>, std::map<UnitPath, std::size_t>> told_;
    std::map<UnitId, std::set<NodeId>> leading_out_; // Of the graphs that were asked for.
};

} // namespace

Analysis analyse(const Document& document, const DataFacts* data)
{
    Analysis analysis = analyse_untried(document, data);
    try_repairs(document, data, analysis);
    return analysis;
}

Analysis analyse_untried(const Document& document, const DataFacts* data)
{
    std::optional<Flat> flat;
    const Document& graph = flat_graph(document, flat, FlatNames::AsTheyAre);
    if (flat && flat->too_large)
        return too_large(document);
    Analysis found = analyse_flat(graph, data);
    return flat ? Overview(document, *flat, std::move(found)).run(data) : found;
}

} // namespace loom
