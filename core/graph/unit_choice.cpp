#include "graph/unit_choice.h"
#include "graph/exposed.h"

#include <algorithm>
#include <charconv>

namespace loom {
namespace {

std::ptrdiff_t exits_of(const Document& document, UnitId unit)
{
    return std::ranges::count_if(document.members(unit), [&](NodeId id) { return document.find(id)->type == exit_type; });
}

std::vector<int> ports_of(const Document& document, UnitId unit)
{
    std::vector<int> ports;
    for (const auto& [port, entrance] : document.entrances(unit))
        ports.push_back(port);
    return ports;
}

/// A graph, and all in which a copy of it stands, however deep.
std::set<UnitId> graphs_around(const Document& document, UnitId graph)
{
    std::set<UnitId> around{graph};
    for (std::vector<UnitId> open{graph}; !open.empty();) {
        const UnitId inner = open.back();
        open.pop_back();
        for (const NodeId copy : document.copies(inner))
            if (const UnitId outer = document.find(copy)->in; around.insert(outer).second)
                open.push_back(outer);
    }
    return around;
}

bool takes(const Document& document, UnitId unit, const std::string& key, const Value& value)
{
    const auto& all = document.find(unit)->exposed;
    const auto exposed = std::ranges::find(all, key, &Exposed::key);
    const Setting* setting = exposed == all.end() ? nullptr : setting_behind(document, unit, *exposed);
    return setting && setting->fallback.index() == value.index();
}

} // namespace

Value unit_value(UnitId unit) { return std::to_string(std::int64_t(unit)); }

std::optional<UnitId> unit_in(const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    std::int64_t number = 0;
    if (!text)
        return {};
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    return error == std::errc{} && end == text->data() + text->size() && number > 0 ? std::optional(UnitId{number}) : std::nullopt;
}

std::vector<UnitId> fitting_units(const Document& document, NodeId copy)
{
    const Node& node = document.nodes().at(copy);
    const auto ports = ports_of(document, node.unit);
    const auto exits = exits_of(document, node.unit);
    const std::set<UnitId> around = graphs_around(document, node.in);
    std::vector<UnitId> fitting;
    for (const auto& [id, unit] : document.units())
        if (!around.contains(id) && exits_of(document, id) == exits && ports_of(document, id) == ports)
            fitting.push_back(id);
    return fitting;
}

bool can_be_left_out(const Document& document, NodeId copy)
{
    const UnitId unit = document.nodes().at(copy).unit;
    return ports_of(document, unit).size() == 1 && exits_of(document, unit) == 1;
}

std::vector<Edit> standing_for(const Document& document, NodeId copy, UnitId unit)
{
    Node node = document.nodes().at(copy);
    if (node.unit == unit)
        return node.use == Use::Full ? std::vector<Edit>() : std::vector<Edit>{SetUse{copy, Use::Full}};
    node.unit = unit;
    node.use = Use::Full;
    std::erase_if(node.given, [&](const auto& row) { return !takes(document, unit, row.first, row.second); });
    return recasting(document, copy, std::move(node));
}

Change choosing_unit(const Document& document, NodeId copy, UnitId unit)
{
    return {Message(LOOM_TEXT("Make %1 a copy of “%2”"), document.nodes().at(copy).name, document.find(unit)->name), standing_for(document, copy, unit), {}};
}

std::vector<Edit> recasting(const Document& document, NodeId id, Node as)
{
    std::vector<Edit> edits;
    const auto links = document.links_of(id);
    for (const Link& l : links)
        edits.push_back(Disconnect{l});
    for (const NodeId sharer : document.sharers(id))
        edits.push_back(ShareWeights{sharer, {}});
    edits.push_back(RemoveNode{id});
    as.shares.reset();
    edits.push_back(AddNode{id, std::move(as)});
    for (const Link& l : links) {
        const auto by = document.route(l);
        edits.push_back(Connect{l, {by.begin(), by.end()}});
    }
    return edits;
}

} // namespace loom
