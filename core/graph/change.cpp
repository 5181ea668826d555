#include "graph/change.h"

#include "graph/arrange.h"
#include "graph/value_words.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

const std::string& name_of(const Document& document, NodeId id)
{
    return document.nodes().at(id).name;
}

/// A change that starts with one new node.
Change with_new(const Document& document, const LayerType& type, Point at)
{
    const NodeId id = document.new_id();
    std::string name = document.new_name(type, language());
    Change change{Message(LOOM_TEXT("Add %1"), name), {}, {id}};
    change.edits.push_back(AddNode{id, {std::string(type.id), std::move(name), defaults(type), at}});
    return change;
}

/// Where a node lands between two others: where it was let go, or, where it would cover another, in the place of the one
/// behind it, which moves on with its row.
Point room_before(const Document& document, Change& change, NodeId moving, Point wished, NodeId behind)
{
    const bool covers = std::ranges::any_of(document.nodes(), [&](const auto& row) {
        const Point at = row.second.at;
        return row.first != moving && std::abs(at.x - wished.x) < node_width + 12 && std::abs(at.y - wished.y) < 84;
    });
    if (!covers)
        return wished;
    const Point place = document.nodes().at(behind).at;
    for (const auto& [id, node] : document.nodes())
        if (id != moving && std::abs(node.at.y - place.y) < 60 && node.at.x >= place.x)
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

Change adding(const Document& document, const LayerType& type, Point at)
{
    return with_new(document, type, at);
}

Change adding_behind(const Document& document, const LayerType& type, Point at, NodeId from)
{
    Change change = with_new(document, type, at);
    change.edits.push_back(Connect{{from, *change.made.begin(), 0}});
    return change;
}

Change adding_before(const Document& document, const LayerType& type, Point at, NodeId to, int port)
{
    Change change = with_new(document, type, at);
    if (const auto old = document.link_into(to, port))
        change.edits.push_back(Disconnect{*old});
    change.edits.push_back(Connect{{*change.made.begin(), to, port}});
    return change;
}

Change adding_into(const Document& document, const LayerType& type, Point at, const Link& link)
{
    Change moved;
    const Point place = room_before(document, moved, document.new_id(), at, link.to);
    Change change = with_new(document, type, place);
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
    return {Message(LOOM_TEXT("Rename %1 to %2"), name_of(document, id), name), {RenameNode{id, name}}};
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
    return change;
}

bool passes_on(const LayerType& type, const Values& values)
{
    return type.has_output && type.inputs(values).size() == 1;
}

Document piece_of(const Document& document, const std::set<NodeId>& nodes)
{
    Document piece;
    for (NodeId id : nodes)
        if (const Node* node = document.find(id))
            (void)piece.apply(AddNode{id, *node});
    for (const Link& l : document.links())
        if (nodes.contains(l.from) && nodes.contains(l.to))
            (void)piece.apply(Connect{l});
    return piece;
}

Point corner_of(const Document& document)
{
    Point corner{INFINITY, INFINITY};
    for (const auto& [id, node] : document.nodes())
        corner = {std::min(corner.x, node.at.x), std::min(corner.y, node.at.y)};
    return corner;
}

Change pasting(const Document& document, const Document& piece, Point by)
{
    if (piece.nodes().empty())
        return {};
    Change change;
    std::set<std::string> taken;
    for (const auto& [id, node] : document.nodes())
        taken.insert(node.name);
    std::map<std::string, int> counted;
    auto free_name = [&](const std::string& name) {
        if (taken.insert(name).second)
            return name;
        const auto end = name.find_last_not_of("0123456789");
        std::string stem = name.substr(0, end == name.npos ? 0 : end + 1);
        if (stem.size() == name.size())
            stem += " ";
        for (int& n = counted[stem];;)
            if (std::string next = stem + std::to_string(++n); taken.insert(next).second)
                return next;
    };
    std::map<NodeId, NodeId> fresh;
    auto next = std::int64_t(document.new_id());
    for (const auto& [id, old] : piece.nodes()) {
        Node node = old;
        node.name = free_name(node.name);
        node.at = {node.at.x + by.x, node.at.y + by.y};
        fresh[id] = NodeId(next++);
        change.made.insert(fresh[id]);
        change.edits.push_back(AddNode{fresh[id], std::move(node)});
    }
    for (const Link& l : piece.links())
        change.edits.push_back(Connect{{fresh[l.from], fresh[l.to], l.port}});
    change.name = fresh.size() == 1 ? Message(LOOM_TEXT("Paste %1"), std::get<AddNode>(change.edits.front()).node.name)
                                    : Message(LOOM_TEXT("Paste %1 nodes"), fresh.size());
    return change;
}

} // namespace loom
