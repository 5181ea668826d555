#include "graph/unit_change.h"
#include "graph/arrange.h"
#include "graph/exposed.h"
#include "graph/flatten.h"
#include "graph/unit_choice.h"
#include "graph/varied.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

constexpr double column = node_width + column_gap, room = 124;

const std::string& name_of(const Document& document, NodeId id) { return document.nodes().at(id).name; }

Value number(std::int64_t n) { return n; }

Node node_of(std::string_view type, std::string name, Point at, UnitId in)
{
    return {std::string(type), std::move(name), defaults(*find_layer(type)), at, in};
}

Connect again(const Document& document, const Link& link, NodeId from, NodeId to)
{
    const auto by = document.route(link);
    return {{from, to, link.port}, {by.begin(), by.end()}};
}

/// The corners of the rectangle around nodes' upper left corners.
std::pair<Point, Point> extent(const Document& document, const std::set<NodeId>& nodes)
{
    Point low{INFINITY, INFINITY}, high{-INFINITY, -INFINITY};
    for (const NodeId id : nodes) {
        const Point at = document.nodes().at(id).at;
        low = {std::min(low.x, at.x), std::min(low.y, at.y)};
        high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    }
    return {low, high};
}

/// All links at these nodes, once.
std::set<Link> links_at(const Document& document, const std::set<NodeId>& nodes)
{
    std::set<Link> links;
    for (const NodeId id : nodes)
        for (const Link& l : document.links_of(id))
            links.insert(l);
    return links;
}

/// How nodes that are named leave their graph, or come to another: without links and shared weights.
void lift(const Document& document, const std::set<NodeId>& nodes, std::vector<Edit>& edits)
{
    for (const Link& l : links_at(document, nodes))
        edits.push_back(Disconnect{l});
    for (const NodeId id : nodes)
        if (document.nodes().at(id).shares)
            edits.push_back(ShareWeights{id, {}});
    for (const NodeId id : nodes)
        edits.push_back(RemoveNode{id});
}

/// The unit around, with the targets of its settings changed.
template <class F>
void retarget(const Document& document, UnitId graph, std::vector<Edit>& edits, F change)
{
    const Unit* outer = document.find(graph);
    if (!outer)
        return;
    Unit fresh = *outer;
    for (Exposed& exposed : fresh.exposed)
        change(exposed);
    if (fresh != *outer)
        edits.push_back(SetUnit{graph, std::move(fresh)});
}

std::optional<Error> inseparable(const Document& document, const std::set<NodeId>& nodes)
{
    for (const NodeId id : nodes) {
        const Node& node = document.nodes().at(id);
        if (node.type == "input" || node.type == "output" || node.type == entrance_type || node.type == exit_type)
            return Error{Message(LOOM_TEXT("%1 cannot be part of a unit."), node.name), LOOM_TEXT("Choose what lies between the ends.")};
        if (node.shares && !nodes.contains(*node.shares))
            return Error{Message(LOOM_TEXT("%1 has the weights of %2, which would stay outside."), node.name, name_of(document, *node.shares)),
                         LOOM_TEXT("Choose both, or let it have its own weights.")};
        for (const NodeId sharer : document.sharers(id))
            if (!nodes.contains(sharer))
                return Error{Message(LOOM_TEXT("%1 has the weights of %2, which would go inside."), name_of(document, sharer), node.name),
                             LOOM_TEXT("Choose both, or let it have its own weights.")};
    }
    return {};
}

} // namespace

Result<Change> making_unit(const Document& document, const std::set<NodeId>& nodes, const std::string& name)
{
    if (nodes.empty())
        return Error{LOOM_TEXT("Nothing is chosen."), LOOM_TEXT("Choose the nodes that the unit is made of.")};
    if (auto error = inseparable(document, nodes))
        return *error;
    const UnitId graph = document.nodes().at(*nodes.begin()).in, unit = document.new_unit();
    std::vector<NodeId> sources; // Each an entrance.
    std::set<NodeId> ends;
    for (const Link& l : links_at(document, nodes)) {
        if (!nodes.contains(l.from) && std::ranges::find(sources, l.from) == sources.end())
            sources.push_back(l.from);
        if (!nodes.contains(l.to))
            ends.insert(l.from);
    }
    for (const NodeId source : sources)
        for (const NodeId end : ends)
            if (reaches(document, end, source))
                return Error{Message(LOOM_TEXT("What %1 gives flows through %2 and back into the unit."), name_of(document, end), name_of(document, source)),
                             LOOM_TEXT("Choose what lies between as well.")};
    if (ends.empty())
        for (const NodeId id : nodes)
            if (std::ranges::none_of(document.links_of(id), [id](const Link& l) { return l.from == id; }))
                ends.insert(id);
    if (ends.size() > 1) {
        const auto second = std::next(ends.begin());
        return Error{Message(LOOM_TEXT("Both %1 and %2 would leave the unit, which gives one value."), name_of(document, *ends.begin()), name_of(document, *second)),
                     LOOM_TEXT("Choose fewer nodes, or put their values together first.")};
    }

    Change change{Message(LOOM_TEXT("Make the unit %1"), name), {}};
    const auto links = links_at(document, nodes);
    lift(document, nodes, change.edits);
    Unit made{name, {}, {}};
    auto next = std::int64_t(document.new_id());
    const auto copy = NodeId(next++);
    // What the unit around gives to these nodes goes through the copy.
    const Unit* outer = document.find(graph);
    for (const Exposed& exposed : outer ? outer->exposed : std::vector<Exposed>()) {
        Exposed inner{exposed.key, exposed.label, {}};
        std::ranges::copy_if(exposed.targets, std::back_inserter(inner.targets), [&](const auto& t) { return nodes.contains(t.node); });
        if (!inner.targets.empty())
            made.exposed.push_back(std::move(inner));
    }
    change.edits.push_back(AddUnit{unit, made});
    retarget(document, graph, change.edits, [&](Exposed& exposed) {
        if (std::erase_if(exposed.targets, [&](const auto& t) { return nodes.contains(t.node); }))
            exposed.targets.push_back({copy, exposed.key, 1});
    });
    for (const NodeId id : nodes) {
        Node node = document.nodes().at(id);
        node.in = unit;
        node.shares.reset();
        change.edits.push_back(AddNode{id, std::move(node)});
    }
    for (const NodeId id : nodes)
        if (const auto& shares = document.nodes().at(id).shares)
            change.edits.push_back(ShareWeights{id, shares});
    const auto [low, high] = extent(document, nodes);
    std::map<NodeId, NodeId> entrances;
    const LayerType &entrance = *find_layer(entrance_type), &exit = *find_layer(exit_type);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::string title = render(entrance.title);
        Node node = node_of(entrance_type, sources.size() > 1 ? title + " " + std::to_string(i + 1) : title, {low.x - column, low.y + double(i) * room}, unit);
        node.values[*entrance.index_of("port")] = number(std::int64_t(i) + 1);
        entrances[sources[i]] = NodeId(next);
        change.edits.push_back(AddNode{NodeId(next++), std::move(node)});
    }
    const auto end = NodeId(next++);
    change.edits.push_back(AddNode{end, node_of(exit_type, render(exit.title), {high.x + column, high.y}, unit)});
    change.edits.push_back(AddNode{copy, node_of(unit_type, name, {(low.x + high.x) / 2, (low.y + high.y) / 2}, graph)});
    std::get<AddNode>(change.edits.back()).node.unit = unit;
    change.made = {copy};
    for (const Link& l : links) {
        const bool from = nodes.contains(l.from), to = nodes.contains(l.to);
        if (to)
            change.edits.push_back(from ? again(document, l, l.from, l.to) : Connect{{entrances.at(l.from), l.to, l.port}});
        else
            change.edits.push_back(Connect{{copy, l.to, l.port}});
    }
    for (std::size_t i = 0; i < sources.size(); ++i)
        change.edits.push_back(Connect{{sources[i], copy, int(i)}});
    if (!ends.empty())
        change.edits.push_back(Connect{{*ends.begin(), end, 0}});
    return change;
}

Result<Change> unpacking(const Document& document, NodeId copy)
{
    const Node& outer = document.nodes().at(copy);
    const LayerType& type = *find_layer(unit_type);
    if (outer.use != Use::Full)
        return Error{Message(LOOM_TEXT("%1 is left out."), outer.name), LOOM_TEXT("Let it take part first.")};
    if (outer.shares || !document.sharers(copy).empty())
        return Error{Message(LOOM_TEXT("%1 shares its weights with another copy."), outer.name), LOOM_TEXT("Let each have its own first.")};
    const auto setting = [&](std::string_view key) { return outer.values[*type.index_of(key)]; };
    const auto times = std::get<std::int64_t>(setting("repeat"));
    const bool share = std::get<bool>(setting("share")), frozen = std::get<bool>(setting("freeze"));
    const bool last_copy = document.copies(outer.unit).size() == 1, keeps = last_copy && times == 1;

    const auto inner = nodes_within(document, copy);
    std::set<NodeId> ends, parts;
    for (const auto& [id, node] : inner)
        (node.type == entrance_type || node.type == exit_type ? ends : parts).insert(id);
    Change change{Message(LOOM_TEXT("Unpack %1"), outer.name), {}};
    for (const Link& l : document.links_of(copy))
        change.edits.push_back(Disconnect{l});
    std::map<RemarkId, Remark> remarks;
    for (const auto& [id, remark] : document.remarks())
        if (remark.in == outer.unit)
            remarks.emplace(id, remark);
    change.edits.push_back(RemoveNode{copy});
    if (last_copy) {
        std::set<NodeId> all = parts;
        all.insert(ends.begin(), ends.end());
        lift(document, all, change.edits);
        for (const auto& [id, remark] : remarks)
            change.edits.push_back(RemoveRemark{id});
        for (const auto& [name, bookmark] : document.bookmarks())
            if (bookmark.in == outer.unit)
                change.edits.push_back(SetBookmark{name, {}});
        change.edits.push_back(RemoveUnit{outer.unit});
    }
    for (Edit& edit : dropping_varied(document, {copy}, last_copy ? outer.unit : main_graph))
        change.edits.push_back(std::move(edit));

    const auto [low, high] = parts.empty() ? std::pair(Point{}, Point{}) : extent(document, parts);
    const double width = high.x - low.x + column;
    FreeNames free_name(document, outer.in);
    free_name.give_back(outer.name);
    auto next = std::int64_t(document.new_id());
    auto next_remark = std::int64_t(document.new_remark());
    // Whose weights a part has. An end of the unit has none: who shares with it has its own.
    const auto owner = [&](NodeId id) {
        const auto& shares = inner.at(id).shares;
        return shares && parts.contains(*shares) ? shares : std::nullopt;
    };
    std::vector<std::map<NodeId, NodeId>> made; // By repetition.
    made.resize(std::size_t(times));
    std::vector<Edit> later;
    for (std::size_t n = 0; n < made.size(); ++n) {
        const Point by{outer.at.x - low.x + double(n) * width, outer.at.y - low.y};
        for (const NodeId id : parts) {
            Node node = inner.at(id);
            const LayerType& layer = *find_layer(node.type);
            const NodeId fresh = keeps ? id : NodeId(next++);
            made[n][id] = fresh;
            change.made.insert(fresh);
            if (const auto index = layer.index_of(node.type == unit_type ? "freeze" : "frozen"); frozen && index)
                node.values[*index] = true;
            if (share && n > 0)
                later.push_back(ShareWeights{fresh, made[0].at(owner(id).value_or(id))});
            node.in = outer.in;
            node.name = free_name(node.name);
            node.at = {node.at.x + by.x, node.at.y + by.y};
            node.shares.reset();
            change.edits.push_back(AddNode{fresh, std::move(node)});
        }
        for (const NodeId id : parts)
            if (const auto shares = owner(id); shares && !(share && n > 0))
                later.push_back(ShareWeights{made[n].at(id), made[n].at(*shares)});
        for (const auto& [id, remark] : remarks) {
            Remark moved = remark;
            moved.in = outer.in;
            moved.at = {remark.at.x + by.x, remark.at.y + by.y};
            change.edits.push_back(AddRemark{RemarkId(next_remark++), std::move(moved)});
        }
    }
    change.edits.insert(change.edits.end(), later.begin(), later.end());
    // The row behind it moves on, the rows below move down: nothing lies on anything that did not before.
    const Point more{double(times) * width - column, high.y - low.y};
    for (const NodeId id : document.members(outer.in)) {
        const Node& node = document.nodes().at(id);
        const bool in_row = std::abs(node.at.y - outer.at.y) < room;
        const Point by = in_row ? Point{node.at.x > outer.at.x ? more.x : 0, 0} : Point{0, node.at.y > outer.at.y ? more.y : 0};
        if (id != copy && by != Point{})
            change.edits.push_back(MoveNode{id, {node.at.x + by.x, node.at.y + by.y}});
    }

    // What feeds an inner input in the n-th repetition; nothing where nothing does.
    const auto entrances = document.entrances(outer.unit);
    std::function<std::optional<NodeId>(NodeId, std::size_t)> source = [&](NodeId id, std::size_t n) -> std::optional<NodeId> {
        if (const auto it = made[n].find(id); it != made[n].end())
            return it->second;
        const auto port = std::ranges::find(entrances, id, [](const auto& row) { return row.second; });
        if (port->first == 0 && n > 0) {
            const auto exit = std::ranges::find_if(ends, [&](NodeId end) { return inner.at(end).type == exit_type; });
            const auto into = exit == ends.end() ? std::nullopt : document.link_into(*exit, 0);
            return into ? source(into->from, n - 1) : std::nullopt;
        }
        const auto into = document.link_into(copy, port->first);
        return into ? std::optional(into->from) : std::nullopt;
    };
    for (std::size_t n = 0; n < made.size(); ++n)
        for (const Link& l : links_at(document, parts))
            if (parts.contains(l.to))
                if (const auto from = source(l.from, n))
                    change.edits.push_back(parts.contains(l.from) && times == 1 && last_copy ? again(document, l, *from, made[n].at(l.to))
                                                                                              : Connect{{*from, made[n].at(l.to), l.port}});
    for (const NodeId end : ends)
        if (const auto into = document.link_into(end, 0))
            if (const auto from = source(into->from, made.size() - 1))
                for (const Link& l : document.links_of(copy))
                    if (l.from == copy)
                        change.edits.push_back(Connect{{*from, l.to, l.port}});
    // What the unit around gives to the copy goes to the nodes themselves.
    retarget(document, outer.in, change.edits, [&](Exposed& exposed) {
        std::vector<Exposed::Target> targets;
        for (const Exposed::Target& t : exposed.targets) {
            if (t.node != copy) {
                targets.push_back(t);
                continue;
            }
            for (const Exposed& e : document.find(outer.unit)->exposed)
                for (const Exposed::Target& deep : e.targets)
                    if (e.key == t.setting)
                        for (const auto& turn : made)
                            if (const auto it = turn.find(deep.node); it != turn.end())
                                targets.push_back({it->second, deep.setting, deep.factor * t.factor});
        }
        exposed.targets = std::move(targets);
    });
    return change;
}

Result<Change> unpacking(const Document& document, const std::set<NodeId>& copies)
{
    Change all{copies.size() == 1 ? Message(LOOM_TEXT("Unpack %1"), name_of(document, *copies.begin())) : Message(LOOM_TEXT("Unpack %1 units"), copies.size()), {}};
    Document trial = document; // Each makes room beside what the ones before have left.
    for (const NodeId copy : copies) {
        auto one = unpacking(trial, copy);
        if (!one)
            return one.error();
        for (Edit& edit : one->edits) {
            if (auto made = trial.apply(edit); !made)
                return made.error();
            all.edits.push_back(std::move(edit));
        }
        all.made.insert(one->made.begin(), one->made.end());
    }
    return all;
}

Change detaching(const Document& document, NodeId copy)
{
    const Node& outer = document.nodes().at(copy);
    const UnitId unit = document.new_unit();
    const bool shared = outer.shares || !document.sharers(copy).empty();
    Change change{Message(shared ? LOOM_TEXT("Give %1 a unit and weights of its own") : LOOM_TEXT("Give %1 a unit of its own"), outer.name), {}, {copy}};
    std::map<NodeId, NodeId> fresh;
    auto next = std::int64_t(document.new_id());
    for (const NodeId id : document.members(outer.unit))
        fresh[id] = NodeId(next++);
    Unit made = *document.find(outer.unit);
    made.name = FreeNames(document)(outer.name);
    renumber_targets(made, fresh);
    change.edits.push_back(AddUnit{unit, std::move(made)});
    for (const auto& [id, to] : fresh) {
        Node node = document.nodes().at(id);
        node.in = unit;
        node.shares.reset();
        change.edits.push_back(AddNode{to, std::move(node)});
    }
    for (const auto& [id, to] : fresh)
        if (const auto& shares = document.nodes().at(id).shares)
            change.edits.push_back(ShareWeights{to, fresh.at(*shares)});
    for (const auto& [id, to] : fresh)
        for (const Link& l : document.links_of(id))
            if (l.to == id)
                change.edits.push_back(again(document, l, fresh.at(l.from), to));
    auto next_remark = std::int64_t(document.new_remark());
    for (const auto& [id, remark] : document.remarks())
        if (remark.in == outer.unit) {
            Remark moved = remark;
            moved.in = unit;
            change.edits.push_back(AddRemark{RemarkId(next_remark++), std::move(moved)});
        }
    // The copy itself, with its links, as one of the new unit.
    Node node = outer;
    node.unit = unit;
    for (Edit& edit : recasting(document, copy, std::move(node)))
        change.edits.push_back(std::move(edit));
    return change;
}

Change adding_copy(const Document& document, UnitId unit, Point at, UnitId in)
{
    FreeNames free_name(document, in);
    const NodeId id = document.new_id();
    Node node = node_of(unit_type, free_name(document.find(unit)->name), at, in);
    node.unit = unit;
    Change change{Message(LOOM_TEXT("Add %1"), node.name), {}, {id}};
    change.edits.push_back(AddNode{id, std::move(node)});
    return change;
}

Change renaming_unit(const Document& document, UnitId unit, const std::string& name)
{
    if (const auto& copies = document.copies(unit); copies.size() == 1)
        return renaming(document, *copies.begin(), name);
    Unit fresh = *document.find(unit);
    Change change{Message(LOOM_TEXT("Rename %1 to %2"), fresh.name, name), {}};
    fresh.name = name;
    change.edits.push_back(SetUnit{unit, std::move(fresh)});
    return change;
}

Change removing_unit(const Document& document, UnitId unit)
{
    Change change{Message(LOOM_TEXT("Delete the unit %1"), document.find(unit)->name), {}};
    const auto& copies = document.copies(unit);
    std::set<NodeId> nodes = document.members(unit);
    nodes.insert(copies.begin(), copies.end());
    change.edits = removal(document, nodes, Reconnect::No);
    for (Edit& edit : dropping_varied(document, nodes, unit))
        change.edits.push_back(std::move(edit));
    for (const auto& [id, remark] : document.remarks())
        if (remark.in == unit)
            change.edits.push_back(RemoveRemark{id});
    for (const auto& [name, bookmark] : document.bookmarks())
        if (bookmark.in == unit)
            change.edits.push_back(SetBookmark{name, {}});
    change.edits.push_back(RemoveUnit{unit});
    return change;
}

Change exposing(const Document& document, NodeId id, std::size_t index)
{
    const Node& node = document.nodes().at(id);
    const Setting& setting = find_layer(node.type)->settings[index];
    Unit unit = *document.find(node.in);
    std::string key(setting.key);
    const auto is_taken_by = [&](const std::string& name) { // Or means something else of a copy.
        return name == unit_key || find_layer(unit_type)->index_of(name) || std::ranges::find(unit.exposed, name, &Exposed::key) != unit.exposed.end();
    };
    for (int n = 2; is_taken_by(key); ++n)
        key = std::string(setting.key) + "_" + std::to_string(n);
    const std::string label = node.name + ": " + render(setting.label);
    Change change{Message(LOOM_TEXT("Show %1 on the unit %2"), label, unit.name), {}};
    unit.exposed.push_back({key, label, {{id, std::string(setting.key), 1}}});
    change.edits.push_back(SetUnit{node.in, std::move(unit)});
    return change;
}

Change hiding(const Document& document, UnitId id, const std::string& key)
{
    const Unit& unit = *document.find(id);
    const auto exposed = std::ranges::find(unit.exposed, key, &Exposed::key);
    Change change{Message(LOOM_TEXT("Take %1 off the unit %2"), exposed->label, unit.name), {}};
    change.edits = dropping_targets(document, {}, {{id, key}});
    return change;
}

Change giving(const Document& document, const std::set<NodeId>& copies, const std::string& key, const std::optional<Value>& value)
{
    Change change;
    for (const NodeId id : copies) {
        const Node& node = document.nodes().at(id);
        if (change.edits.empty()) {
            const auto& all = document.find(node.unit)->exposed;
            const auto exposed = std::ranges::find(all, key, &Exposed::key);
            const Message label = Message::plain(exposed == all.end() ? key : exposed->label);
            change.name = value ? Message(LOOM_TEXT("Set %1 to %2"), label, Message::plain(value_text(*value))) : Message(LOOM_TEXT("Set %1 as in the unit"), label);
        }
        change.edits.push_back(GiveSetting{id, key, value});
    }
    return change;
}

std::optional<Value> exposed_value(const Document& document, UnitId unit, const Exposed& exposed)
{
    for (const Exposed::Target& t : exposed.targets) {
        const Node* node = document.find(t.node);
        if (!node || node->in != unit || t.factor != 1)
            continue;
        if (t.setting == bypass_key)
            return Value(node->use == Use::Bypassed);
        if (const auto index = find_layer(node->type)->index_of(t.setting))
            return node->values[*index];
        if (node->type != unit_type)
            continue;
        if (const auto given = node->given.find(t.setting); given != node->given.end())
            return given->second;
        for (const Exposed& inner : document.find(node->unit)->exposed)
            if (inner.key == t.setting)
                return exposed_value(document, node->unit, inner);
    }
    return {};
}

// ---- Nodes and links ------------------------------------------------------------------------------------------------

template <class Make>
static Change each(const Document& document, const std::set<NodeId>& nodes, Text one, Text several, Make make)
{
    Change change;
    change.name = nodes.size() == 1 ? Message(one, name_of(document, *nodes.begin())) : Message(several, nodes.size());
    for (const NodeId id : nodes)
        change.edits.push_back(make(id));
    return change;
}

Change using_nodes(const Document& document, const std::set<NodeId>& nodes, Use use)
{
    const auto made = [use](NodeId id) { return SetUse{id, use}; };
    switch (use) {
    case Use::Bypassed:
        return each(document, nodes, LOOM_TEXT("Bypass %1"), LOOM_TEXT("Bypass %1 nodes"), made);
    case Use::Muted:
        return each(document, nodes, LOOM_TEXT("Mute %1"), LOOM_TEXT("Mute %1 nodes"), made);
    case Use::Full:
        break;
    }
    return each(document, nodes, LOOM_TEXT("Let %1 take part"), LOOM_TEXT("Let %1 nodes take part"), made);
}

Change pinning(const Document& document, const std::set<NodeId>& nodes, bool pinned)
{
    return each(document, nodes, pinned ? LOOM_TEXT("Pin %1") : LOOM_TEXT("Unpin %1"), pinned ? LOOM_TEXT("Pin %1 nodes") : LOOM_TEXT("Unpin %1 nodes"),
                [pinned](NodeId id) { return PinNode{id, pinned}; });
}

Change sharing(const Document& document, NodeId id, std::optional<NodeId> with)
{
    return {with ? Message(LOOM_TEXT("Let %1 have the weights of %2"), name_of(document, id), name_of(document, *with))
                 : Message(LOOM_TEXT("Give %1 its own weights"), name_of(document, id)),
            {ShareWeights{id, with}}};
}

Change routing(const Document& document, const Link& link, std::vector<Point> by)
{
    return {Message(LOOM_TEXT("Lead the link from %1 to %2"), name_of(document, link.from), name_of(document, link.to)), {RouteLink{link, std::move(by)}}};
}

// ---- What is written on the canvas ----------------------------------------------------------------------------------

Change framing(const Document& document, const std::set<NodeId>& nodes, const std::string& text, int colour, const std::function<Point(const Node&)>& size)
{
    constexpr double border = 24, title = 20;
    Point low{INFINITY, INFINITY}, high{-INFINITY, -INFINITY};
    for (const NodeId id : nodes) {
        const Node& node = document.nodes().at(id);
        const Point extent = size(node);
        low = {std::min(low.x, node.at.x), std::min(low.y, node.at.y)};
        high = {std::max(high.x, node.at.x + extent.x), std::max(high.y, node.at.y + extent.y)};
    }
    Remark frame{Remark::Kind::Frame, document.nodes().at(*nodes.begin()).in, text, {low.x - border, low.y - border - title}};
    frame.width = high.x - low.x + 2 * border;
    frame.height = high.y - low.y + 2 * border + title;
    frame.colour = colour;
    return {Message(LOOM_TEXT("Frame %1"), text), {AddRemark{document.new_remark(), std::move(frame)}}};
}

Change noting(const Document& document, Point at, UnitId in, const std::string& text)
{
    return {LOOM_TEXT("Add a note"), {AddRemark{document.new_remark(), {Remark::Kind::Note, in, text, at, 240, 96}}}};
}

static Message title_of(const Remark& remark)
{
    return remark.kind == Remark::Kind::Note ? Message(LOOM_TEXT("the note")) : Message(LOOM_TEXT("the frame %1"), remark.text);
}

Change changing(const Document& document, RemarkId id, const Remark& remark)
{
    return {Message(LOOM_TEXT("Change %1"), title_of(document.remarks().at(id))), {SetRemark{id, remark}}};
}

Change erasing(const Document& document, RemarkId id)
{
    return {Message(LOOM_TEXT("Delete %1"), title_of(document.remarks().at(id))), {RemoveRemark{id}}};
}

std::set<NodeId> nodes_in(const Document& document, const Remark& frame, const std::function<Point(const Node&)>& size)
{
    std::set<NodeId> found;
    if (frame.kind == Remark::Kind::Note)
        return found;
    for (const NodeId id : document.members(frame.in)) {
        const Node& node = document.nodes().at(id);
        const Point extent = size(node), middle{node.at.x + extent.x / 2 - frame.at.x, node.at.y + extent.y / 2 - frame.at.y};
        if (middle.x >= 0 && middle.x <= frame.width && middle.y >= 0 && middle.y <= frame.height)
            found.insert(id);
    }
    return found;
}

Change bookmarking(const Document&, const std::string& name, const std::optional<Bookmark>& to)
{
    return {Message(to ? LOOM_TEXT("Set the bookmark %1") : LOOM_TEXT("Delete the bookmark %1"), name), {SetBookmark{name, to}}};
}

} // namespace loom
