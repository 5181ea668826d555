#include "graph/change.h"

#include "graph/arrange.h"
#include "graph/exposed.h"
#include "graph/unit_classes.h"
#include "graph/value_words.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

const std::string& name_of(const Document& document, NodeId id)
{
    return document.nodes().at(id).name;
}

/// A change that starts with one new node; an entrance is the next of its unit.
Change with_new(const Document& document, const LayerType& type, Point at, UnitId in)
{
    const NodeId id = document.new_id();
    std::string name = document.new_name(type, language(), in);
    Change change{Message(LOOM_TEXT("Add %1"), name), {}, {id}};
    Node node{std::string(type.id), std::move(name), defaults(type), at, in};
    if (node.type == entrance_type) {
        const auto taken = document.entrances(in);
        std::int64_t port = 1;
        while (taken.contains(int(port) - 1))
            ++port;
        node.values[*type.index_of("port")] = port;
    }
    change.edits.push_back(AddNode{id, std::move(node)});
    return change;
}

/// Where a node lands between two others: where it was let go, or, where it would cover another, in the place of the one
/// behind it, which moves on with its row.
Point room_before(const Document& document, Change& change, NodeId moving, Point wished, NodeId behind)
{
    const UnitId graph = document.nodes().at(behind).in;
    const bool covers = std::ranges::any_of(document.members(graph), [&](NodeId id) {
        const Point at = document.nodes().at(id).at;
        return id != moving && std::abs(at.x - wished.x) < node_width + 12 && std::abs(at.y - wished.y) < 84;
    });
    if (!covers)
        return wished;
    const Point place = document.nodes().at(behind).at;
    for (const NodeId id : document.members(graph))
        if (const Node& node = document.nodes().at(id); id != moving && std::abs(node.at.y - place.y) < 60 && node.at.x >= place.x)
            change.edits.push_back(MoveNode{id, {node.at.x + node_width + column_gap, node.at.y}});
    return place;
}

void put_between(Change& change, const Link& link, NodeId id)
{
    change.edits.push_back(Disconnect{link});
    change.edits.push_back(Connect{{link.from, id, 0}});
    change.edits.push_back(Connect{{id, link.to, link.port}});
}

} // namespace

Change adding(const Document& document, const LayerType& type, Point at, UnitId in)
{
    return with_new(document, type, at, in);
}

Change adding_behind(const Document& document, const LayerType& type, Point at, NodeId from)
{
    return led_behind(with_new(document, type, at, document.nodes().at(from).in), from);
}

Change adding_before(const Document& document, const LayerType& type, Point at, NodeId to, int port)
{
    return led_before(document, with_new(document, type, at, document.nodes().at(to).in), to, port);
}

Change adding_into(const Document& document, const LayerType& type, Point at, const Link& link)
{
    return led_into(document, [&](Point place) { return with_new(document, type, place, document.nodes().at(link.to).in); }, at, link);
}

Change led_behind(Change change, NodeId from)
{
    change.edits.push_back(Connect{{from, *change.made.begin(), 0}});
    return change;
}

Change led_before(const Document& document, Change change, NodeId to, int port)
{
    if (const auto old = document.link_into(to, port))
        change.edits.push_back(Disconnect{*old});
    change.edits.push_back(Connect{{*change.made.begin(), to, port}});
    return change;
}

Change led_into(const Document& document, const std::function<Change(Point)>& make, Point at, const Link& link)
{
    Change moved;
    Change change = make(room_before(document, moved, document.new_id(), at, link.to));
    put_between(change, link, *change.made.begin());
    change.edits.insert(change.edits.end(), moved.edits.begin(), moved.edits.end());
    return change;
}

Change joining(const Document& document, const Link& link)
{
    Change change{Message(LOOM_TEXT("Connect %1 to %2"), name_of(document, link.from), name_of(document, link.to)), {}};
    if (const auto old = document.link_into(link.to, link.port); old && *old != link)
        change.edits.push_back(Disconnect{*old});
    if (!document.links().contains(link))
        change.edits.push_back(Connect{link});
    return change;
}

Change rejoining(const Document& document, const Link& old, const Link& fresh)
{
    if (old == fresh)
        return {};
    Change change = joining(document, fresh);
    if (!(old.to == fresh.to && old.port == fresh.port)) // Else joining() has taken it away.
        change.edits.insert(change.edits.begin(), Disconnect{old});
    return change;
}

Change cutting(const Document& document, const std::set<Link>& links)
{
    Change change;
    if (links.size() == 1)
        change.name = Message(LOOM_TEXT("Disconnect %1 from %2"), name_of(document, links.begin()->from),
                              name_of(document, links.begin()->to));
    else
        change.name = Message(LOOM_TEXT("Remove %1 links"), links.size());
    for (const Link& link : links)
        change.edits.push_back(Disconnect{link});
    return change;
}

Change removing(const Document& document, const std::set<NodeId>& nodes, const std::set<Link>& links,
                Reconnect reconnect)
{
    if (nodes.empty())
        return links.empty() ? Change{} : cutting(document, links);
    Change change;
    change.name = nodes.size() == 1 ? Message(LOOM_TEXT("Delete %1"), name_of(document, *nodes.begin()))
                                    : Message(LOOM_TEXT("Delete %1 nodes"), nodes.size());
    for (const Link& link : links)
        if (!nodes.contains(link.from) && !nodes.contains(link.to))
            change.edits.push_back(Disconnect{link});
    for (Edit& edit : removal(document, nodes, reconnect))
        change.edits.push_back(std::move(edit));
    return change;
}

Change bridging(const Document& before, const std::set<NodeId>& removed)
{
    Change change;
    for (Edit& edit : removal(before, removed, Reconnect::Yes))
        if (std::holds_alternative<Connect>(edit))
            change.edits.push_back(std::move(edit));
    if (change.edits.empty())
        return {};
    const Link first = std::get<Connect>(change.edits.front()).link;
    change.name = change.edits.size() == 1
                      ? Message(LOOM_TEXT("Reconnect %1 to %2"), name_of(before, first.from), name_of(before, first.to))
                      : Message(LOOM_TEXT("Reconnect by %1 links"), change.edits.size());
    return change;
}

Change moving(const Document& document, const std::set<NodeId>& nodes, Point by)
{
    if (nodes.empty())
        return {};
    Change change;
    change.name = nodes.size() == 1 ? Message(LOOM_TEXT("Move %1"), name_of(document, *nodes.begin()))
                                    : Message(LOOM_TEXT("Move %1 nodes"), nodes.size());
    for (NodeId id : nodes) {
        const Point at = document.nodes().at(id).at;
        change.edits.push_back(MoveNode{id, {at.x + by.x, at.y + by.y}});
    }
    // Links between them keep their way.
    for (const Link& l : document.links())
        if (const auto route = document.route(l); !route.empty() && nodes.contains(l.from) && nodes.contains(l.to)) {
            std::vector<Point> moved(route.begin(), route.end());
            for (Point& p : moved)
                p = {p.x + by.x, p.y + by.y};
            change.edits.push_back(RouteLink{l, std::move(moved)});
        }
    return change;
}

Change moving_into(const Document& document, NodeId id, Point to, const Link& link)
{
    Change change{Message(LOOM_TEXT("Insert %1 between %2 and %3"), name_of(document, id), name_of(document, link.from),
                          name_of(document, link.to)),
                  {}};
    change.edits.push_back(MoveNode{id, room_before(document, change, id, to, link.to)});
    put_between(change, link, id);
    return change;
}

Change renaming(const Document& document, NodeId id, const std::string& name)
{
    Change change{Message(LOOM_TEXT("Rename %1 to %2"), name_of(document, id), name), {RenameNode{id, name}}};
    if (const UnitId unit = document.nodes().at(id).unit; document.copies(unit).size() == 1) {
        Unit same = *document.find(unit);
        same.name = name;
        change.edits.push_back(SetUnit{unit, std::move(same)});
    }
    return change;
}

Change setting_to(const Document& document, const std::set<NodeId>& nodes, std::size_t index, const Value& value)
{
    Change change;
    for (NodeId id : nodes) {
        const Node& node = document.nodes().at(id);
        if (change.edits.empty()) {
            const Setting& setting = find_layer(node.type)->settings[index];
            if (const auto* on = std::get_if<bool>(&value))
                change.name = Message(*on ? LOOM_TEXT("Turn on %1") : LOOM_TEXT("Turn off %1"), setting.label);
            else
                change.name = Message(LOOM_TEXT("Set %1 to %2"), setting.label, value_words(setting, value));
        }
        change.edits.push_back(SetSetting{id, index, value});
    }
    return change;
}

Change placing(const Document& document, const std::map<NodeId, Point>& places)
{
    Change change{LOOM_TEXT("Arrange the nodes"), {}};
    for (const auto& [id, at] : places)
        if (const Node* node = document.find(id); node && node->at != at)
            change.edits.push_back(MoveNode{id, at});
    // Points that links were led by belong to the places before.
    if (!change.edits.empty())
        for (const Link& l : document.links())
            if (!document.route(l).empty() && places.contains(l.from) && places.contains(l.to))
                change.edits.push_back(RouteLink{l, {}});
    return change;
}

bool passes_on(const LayerType& type, const Values& values)
{
    return type.has_output && type.inputs(values).size() == 1;
}

Document piece_of(const Document& document, const std::set<NodeId>& nodes)
{
    // The units in front of what has copies of them.
    std::vector<UnitId> units;
    std::vector<NodeId> open(nodes.begin(), nodes.end());
    while (!open.empty()) {
        const Node* node = document.find(open.back());
        open.pop_back();
        if (node && node->type == unit_type && std::ranges::find(units, node->unit) == units.end()) {
            units.push_back(node->unit);
            open.insert(open.end(), document.members(node->unit).begin(), document.members(node->unit).end());
        }
    }
    const auto belongs = [&](UnitId in) { return std::ranges::find(units, in) != units.end(); };
    Document piece;
    std::map<NodeId, Node> taken;
    for (const auto& [id, node] : document.nodes())
        if (belongs(node.in))
            taken.emplace(id, node);
        else if (nodes.contains(id) && node.type != entrance_type && node.type != exit_type) {
            Node& top = taken.emplace(id, node).first->second;
            top.in = main_graph;
            if (top.shares && !nodes.contains(*top.shares))
                top.shares.reset();
        }
    std::vector<Edit> edits;
    for (const UnitId id : units)
        edits.push_back(AddUnit{id, *document.find(id)});
    for (auto [id, node] : taken) {
        node.shares.reset();
        edits.push_back(AddNode{id, std::move(node)});
    }
    for (const auto& [id, node] : taken)
        if (node.shares)
            edits.push_back(ShareWeights{id, node.shares});
    for (const auto& [id, node] : taken)
        for (const Link& l : document.links_of(id))
            if (l.to == id && taken.contains(l.from)) {
                const auto by = document.route(l);
                edits.push_back(Connect{l, {by.begin(), by.end()}});
            }
    for (const auto& [id, remark] : document.remarks())
        if (belongs(remark.in))
            edits.push_back(AddRemark{id, remark});
    for (const Edit& edit : edits)
        (void)piece.apply(edit);
    return piece;
}

Point corner_of(const Document& document)
{
    Point corner{INFINITY, INFINITY};
    for (const NodeId id : document.members(main_graph)) {
        const Point at = document.nodes().at(id).at;
        corner = {std::min(corner.x, at.x), std::min(corner.y, at.y)};
    }
    for (const auto& [id, remark] : document.remarks())
        if (remark.in == main_graph)
            corner = {std::min(corner.x, remark.at.x), std::min(corner.y, remark.at.y)};
    return corner;
}

FreeNames::FreeNames(const Document& document, UnitId graph)
{
    for (const NodeId id : document.members(graph))
        taken_.insert(document.nodes().at(id).name);
}

FreeNames::FreeNames(const Document& document)
{
    for (const auto& [id, unit] : document.units())
        taken_.insert(unit.name);
}

std::string FreeNames::operator()(const std::string& name)
{
    if (taken_.insert(name).second)
        return name;
    const auto end = name.find_last_not_of("0123456789");
    std::string stem = name.substr(0, end == name.npos ? 0 : end + 1);
    if (stem.size() == name.size())
        stem += " ";
    for (int& n = counted_[stem];;)
        if (std::string next = stem + std::to_string(++n); taken_.insert(next).second)
            return next;
}

Change pasting(const Document& document, const Document& piece, Point by, UnitId into)
{
    if (piece.nodes().empty() && piece.remarks().empty())
        return {};
    Change change;
    FreeNames free_name(document, into);
    // Units that are here as well, and new ones.
    std::map<UnitId, UnitId> units{{main_graph, into}};
    std::set<UnitId> known;
    auto next_unit = std::int64_t(document.new_unit());
    for (const auto& [id, same] : same_units(piece, document)) {
        units[id] = same;
        known.insert(id);
    }
    for (const auto& [id, unit] : piece.units())
        if (!known.contains(id))
            units[id] = UnitId(next_unit++);
    std::map<NodeId, NodeId> fresh;
    auto next = std::int64_t(document.new_id());
    for (const auto& [id, old] : piece.nodes())
        if (!known.contains(old.in))
            fresh[id] = NodeId(next++);
    FreeNames free_unit(document);
    for (const auto& [id, unit] : piece.units())
        if (!known.contains(id)) {
            Unit made = unit;
            made.name = free_unit(unit.name);
            std::map<NodeId, NodeId> inside;
            for (const NodeId member : piece.members(id))
                inside[member] = fresh.at(member);
            renumber_targets(made, inside);
            change.edits.push_back(AddUnit{units[id], std::move(made)});
        }
    std::string only;
    for (const auto& [id, old] : piece.nodes()) {
        if (!fresh.contains(id))
            continue;
        Node node = old;
        if (old.in == main_graph) {
            only = node.name = free_name(node.name);
            node.at = {node.at.x + by.x, node.at.y + by.y};
            change.made.insert(fresh[id]);
        }
        node.in = units.at(old.in);
        if (node.type == unit_type)
            node.unit = units.at(old.unit);
        node.shares.reset();
        change.edits.push_back(AddNode{fresh[id], std::move(node)});
    }
    for (const auto& [id, old] : piece.nodes())
        if (old.shares && fresh.contains(id))
            change.edits.push_back(ShareWeights{fresh[id], fresh[*old.shares]});
    for (const Link& l : piece.links())
        if (fresh.contains(l.from)) {
            std::vector<Point> route(piece.route(l).begin(), piece.route(l).end());
            if (piece.nodes().at(l.from).in == main_graph)
                for (Point& p : route)
                    p = {p.x + by.x, p.y + by.y};
            change.edits.push_back(Connect{{fresh[l.from], fresh[l.to], l.port}, std::move(route)});
        }
    auto next_remark = std::int64_t(document.new_remark());
    for (const auto& [id, remark] : piece.remarks())
        if (!known.contains(remark.in)) {
            Remark made = remark;
            made.in = units.at(remark.in);
            if (remark.in == main_graph)
                made.at = {made.at.x + by.x, made.at.y + by.y};
            change.edits.push_back(AddRemark{RemarkId(next_remark++), std::move(made)});
        }
    change.name = change.made.size() == 1 ? Message(LOOM_TEXT("Paste %1"), only)
                  : change.made.empty()   ? Message(LOOM_TEXT("Paste a frame or note"))
                                          : Message(LOOM_TEXT("Paste %1 nodes"), change.made.size());
    return change;
}

} // namespace loom
