#include "project/document_json.h"
#include "base/json.h"
#include "graph/linking.h"
#include "project/data_json.h"
#include "project/json_entries.h"
#include "project/recipe_json.h"

#include <algorithm>
#include <cmath>

namespace loom {
namespace {

using nlohmann::json;

constexpr std::pair<std::string_view, Use> uses[] = {{"full", Use::Full}, {"bypassed", Use::Bypassed}, {"muted", Use::Muted}};
constexpr std::pair<std::string_view, Varied::Of> varied_kinds[] = {
    {"node", Varied::Of::Node}, {"recipe", Varied::Of::Recipe}, {"optimizer", Varied::Of::Optimizer}, {"loss", Varied::Of::Loss}};
constexpr std::pair<std::string_view, Remark::Kind> remark_kinds[] = {{"frame", Remark::Kind::Frame}, {"note", Remark::Kind::Note}};

template <class Table, class T>
std::string_view id_in(const Table& table, T value)
{
    return std::ranges::find(table, value, [](const auto& row) { return row.second; })->first;
}

/// What is as in most nodes is left out; earlier versions do not know it.
json node_json(NodeId id, const Node& node)
{
    json object = {{"at", {node.at.x, node.at.y}},
                   {"id", std::int64_t(id)},
                   {"name", node.name},
                   {"settings", settings_json(*find_layer(node.type), node.values)},
                   {"type", node.type}};
    if (node.in != main_graph)
        object["in"] = std::int64_t(node.in);
    if (node.unit != main_graph)
        object["unit"] = std::int64_t(node.unit);
    if (!node.given.empty())
        object["given"] = settings_json(node.given);
    if (node.shares)
        object["shares"] = std::int64_t(*node.shares);
    if (node.use != Use::Full)
        object["use"] = id_in(uses, node.use);
    if (node.pinned)
        object["pinned"] = true;
    if (node.loss)
        object["loss"] = chosen_json(*find_loss(node.loss->type), *node.loss);
    return object;
}

json link_json(const Link& l, std::span<const Point> route)
{
    json object = {{"from", std::int64_t(l.from)}, {"port", l.port}, {"to", std::int64_t(l.to)}};
    for (const Point& p : route)
        object["by"].push_back({p.x, p.y});
    return object;
}

json unit_json(UnitId id, const Unit& unit)
{
    json object = {{"id", std::int64_t(id)}, {"name", unit.name}};
    if (!unit.help.empty())
        object["help"] = unit.help;
    for (const Exposed& e : unit.exposed) {
        json targets = json::array();
        for (const Exposed::Target& t : e.targets) {
            json target = {{"node", std::int64_t(t.node)}, {"setting", t.setting}};
            if (t.factor != 1)
                target["factor"] = t.factor;
            targets.push_back(std::move(target));
        }
        object["exposed"].push_back({{"key", e.key}, {"label", e.label}, {"targets", std::move(targets)}});
    }
    return object;
}

json remark_json(RemarkId id, const Remark& r)
{
    json object = {{"at", {r.at.x, r.at.y}},         {"colour", r.colour}, {"id", std::int64_t(id)}, {"kind", id_in(remark_kinds, r.kind)},
                   {"size", {r.width, r.height}}, {"text", r.text}};
    if (r.in != main_graph)
        object["in"] = std::int64_t(r.in);
    return object;
}

json bookmark_json(const std::string& name, const Bookmark& b)
{
    json object = {{"at", {b.centre.x, b.centre.y}}, {"in", std::int64_t(b.in)}, {"name", name}, {"zoom", b.zoom}};
    for (const NodeId copy : b.path)
        object["path"].push_back(std::int64_t(copy));
    return object;
}

json varied_json(const Varied& v)
{
    json object = {{"key", v.key}, {"of", id_in(varied_kinds, v.of)}};
    if (v.of == Varied::Of::Node)
        object["node"] = std::int64_t(v.node);
    for (const Value& value : v.choices)
        object["choices"].push_back(value_json(value));
    if (v.choices.empty())
        object.update({{"high", v.high}, {"low", v.low}});
    if (v.log)
        object["log"] = true;
    return object;
}

Error at_place(const Message& place, Error error)
{
    error.message = Message(LOOM_TEXT("%1: %2"), place, error.message);
    return error;
}

/// A number that an object may have.
void check_id(Entries& entry, std::int64_t id)
{
    if (id < 1 || id > largest_id)
        entry.fail(Message(LOOM_TEXT("%1: the number %2 is not allowed."), entry.place(), id));
}

/// With the links, the exposed settings and the shared weights left out, which need all nodes.
Result<std::pair<NodeId, Node>> node_from(const json& row, const Message& where, std::optional<NodeId>& shares)
{
    Entries entry(row, Message(LOOM_TEXT("%1, a node"), where));
    std::int64_t id = 0, in = 0, unit = 0, with = 0;
    Node node;
    entry.read("at", node.at);
    entry.read("id", id);
    entry.read("in", in);
    entry.read("name", node.name);
    entry.read("pinned", node.pinned);
    entry.read("shares", with);
    entry.read("type", node.type);
    entry.read("unit", unit);
    entry.read("use", uses, node.use);
    const json *settings = entry.find("settings"), *given = entry.find("given"), *loss = entry.find("loss");
    check_id(entry, id);
    if (std::abs(node.at.x) > farthest_place || std::abs(node.at.y) > farthest_place)
        entry.fail(Message(LOOM_TEXT("%1: the place %2, %3 is not on the canvas."), entry.place(), node.at.x, node.at.y));
    if (given && !given->is_object())
        entry.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entry.place(), "given"));
    if (auto error = entry.finish())
        return *error;
    node.in = UnitId{in};
    node.unit = UnitId{unit};
    shares = with ? std::optional(NodeId{with}) : std::nullopt;
    const LayerType* type = find_layer(node.type);
    if (!type)
        return Error{Message(LOOM_TEXT("%1, node “%2” (%3): the layer type “%4” is unknown."), where, node.name, id, node.type), perhaps_newer};
    const Message place(LOOM_TEXT("%1, node “%2” (%3)"), where, node.name, type->title);
    auto values = settings_from(settings, *type, place);
    if (!values)
        return values.error();
    node.values = std::move(*values);
    if (loss) {
        auto chosen = chosen_from(*loss, find_loss, Message(LOOM_TEXT("%1, loss"), place));
        if (!chosen)
            return chosen.error();
        node.loss = std::move(*chosen);
    }
    static const json none = json::object();
    for (const auto& [key, one] : (given ? *given : none).items())
        if (auto value = value_from(one))
            node.given.emplace(key, std::move(*value));
        else
            return Error{Message(LOOM_TEXT("%1: the setting “%2” has the wrong type."), place, key), mend_that_place};
    return std::pair(NodeId{id}, std::move(node));
}

Result<Connect> link_from(const json& row, const Message& where)
{
    Entries entry(row, Message(LOOM_TEXT("%1, a link"), where));
    std::int64_t from = 0, to = 0, port = 0;
    entry.read("from", from);
    entry.read("to", to);
    entry.read("port", port);
    if (port < 0 || port > INT32_MAX)
        entry.fail(Message(LOOM_TEXT("%1: the number %2 is not allowed."), entry.place(), port));
    Connect connect;
    const json* by = entry.find("by");
    if (by && !by->is_array())
        entry.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entry.place(), "by"));
    for (std::size_t i = 0; by && by->is_array() && i < by->size(); ++i)
        if (Point point; point_from((*by)[i], point))
            connect.by.push_back(point);
        else
            entry.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entry.place(), "by"));
    if (auto error = entry.finish())
        return *error;
    connect.link = {NodeId{from}, NodeId{to}, int(port)};
    return connect;
}

Result<AddUnit> unit_from(const json& row, const Message& where)
{
    Entries entry(row, Message(LOOM_TEXT("%1, a unit"), where));
    std::int64_t id = 0;
    Unit unit;
    entry.read("help", unit.help);
    entry.read("id", id);
    entry.read("name", unit.name);
    check_id(entry, id);
    const json* exposed = entry.find("exposed");
    if (exposed && !exposed->is_array())
        entry.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entry.place(), "exposed"));
    if (auto error = entry.finish())
        return *error;
    for (const json& object : exposed ? *exposed : json::array()) {
        Entries one(object, Message(LOOM_TEXT("%1, a setting of the unit “%2”"), where, unit.name));
        Exposed e;
        one.read("key", e.key);
        one.read("label", e.label);
        const json* targets = one.find("targets");
        if (targets && !targets->is_array())
            one.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), one.place(), "targets"));
        if (auto error = one.finish())
            return *error;
        for (const json& t : targets ? *targets : json::array()) {
            Entries part(t, one.place());
            std::int64_t node = 0;
            Exposed::Target target;
            part.read("factor", target.factor);
            part.read("node", node);
            part.read("setting", target.setting);
            if (auto error = part.finish())
                return *error;
            target.node = NodeId{node};
            e.targets.push_back(std::move(target));
        }
        unit.exposed.push_back(std::move(e));
    }
    return AddUnit{UnitId{id}, std::move(unit)};
}

Result<AddRemark> remark_from(const json& row, const Message& where)
{
    Entries entry(row, Message(LOOM_TEXT("%1, a frame"), where));
    std::int64_t id = 0, in = 0, colour = 0;
    Remark remark;
    Point size{remark.width, remark.height};
    entry.read("at", remark.at);
    entry.read("colour", colour);
    entry.read("id", id);
    entry.read("in", in);
    entry.read("kind", remark_kinds, remark.kind);
    entry.read("size", size);
    entry.read("text", remark.text);
    check_id(entry, id);
    if (colour < 0 || colour > INT32_MAX)
        entry.fail(Message(LOOM_TEXT("%1: the number %2 is not allowed."), entry.place(), colour));
    if (auto error = entry.finish())
        return *error;
    remark.in = UnitId{in};
    remark.width = size.x;
    remark.height = size.y;
    remark.colour = int(colour);
    return AddRemark{RemarkId{id}, std::move(remark)};
}

Result<SetBookmark> bookmark_from(const json& row, const Message& where)
{
    Entries entry(row, Message(LOOM_TEXT("%1, a bookmark"), where));
    std::int64_t in = 0;
    std::string name;
    Bookmark bookmark;
    entry.read("at", bookmark.centre);
    entry.read("in", in);
    std::vector<std::int64_t> path;
    entry.read("name", name);
    entry.read("path", path);
    entry.read("zoom", bookmark.zoom);
    for (const std::int64_t copy : path) {
        check_id(entry, copy);
        bookmark.path.push_back(NodeId{copy});
    }
    if (auto error = entry.finish())
        return *error;
    bookmark.in = UnitId{in};
    return SetBookmark{std::move(name), bookmark};
}

Result<Varied> varied_from(const json& row, const Message& where)
{
    Entries entry(row, Message(LOOM_TEXT("%1, a setting to search over"), where));
    Varied v;
    std::int64_t node = 0;
    entry.read("high", v.high);
    entry.read("key", v.key);
    entry.read("log", v.log);
    entry.read("low", v.low);
    entry.read("node", node);
    entry.read("of", varied_kinds, v.of);
    const json* choices = entry.find("choices");
    if (choices ? !choices->is_array() : !entry.find("low") || !entry.find("high"))
        entry.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entry.place(), choices ? "choices" : "low"));
    if (auto error = entry.finish())
        return *error;
    v.node = NodeId{node};
    for (const json& one : choices ? *choices : json::array())
        if (auto value = value_from(one))
            v.choices.push_back(std::move(*value));
        else
            return Error{Message(LOOM_TEXT("%1: the setting “%2” has the wrong type."), entry.place(), v.key), mend_that_place};
    return v;
}

} // namespace

std::string document_text(const Document& document, int indent)
{
    const std::string line = "\n" + std::string(std::size_t(indent), ' ');
    const auto list = [&](const std::vector<json>& rows) {
        std::string out = "[";
        for (std::size_t i = 0; i < rows.size(); ++i)
            out += (i ? "," : "") + line + "    " + json_line(rows[i]);
        return out + (rows.empty() ? "]" : line + "  ]");
    };
    std::vector<json> bookmarks, links, nodes, remarks, units;
    for (const Link& l : document.links())
        links.push_back(link_json(l, document.route(l)));
    for (const auto& [id, node] : document.nodes())
        nodes.push_back(node_json(id, node));
    for (const auto& [id, unit] : document.units())
        units.push_back(unit_json(id, unit));
    for (const auto& [id, remark] : document.remarks())
        remarks.push_back(remark_json(id, remark));
    for (const auto& [name, bookmark] : document.bookmarks())
        bookmarks.push_back(bookmark_json(name, bookmark));
    std::string out = "{";
    if (!bookmarks.empty()) // Earlier versions do not know them.
        out += line + "  \"bookmarks\": " + list(bookmarks) + ",";
    out += line + "  \"data\": " + json_line(data_json(document.data()));
    out += "," + line + "  \"links\": " + list(links);
    out += "," + line + "  \"nodes\": " + list(nodes);
    out += "," + line + "  \"recipe\": " + recipe_text(document.recipe(), line + "  ");
    if (!remarks.empty()) // Earlier versions do not know them, nor what follows.
        out += "," + line + "  \"remarks\": " + list(remarks);
    if (!document.data().row_edits.empty()) {
        std::vector<json> rows;
        for (const RowEdit& e : document.data().row_edits.all())
            rows.push_back(row_json(e));
        out += "," + line + "  \"rows\": " + list(rows);
    }
    if (!document.search().empty()) {
        std::vector<json> search;
        for (const Varied& v : document.search())
            search.push_back(varied_json(v));
        out += "," + line + "  \"search\": " + list(search);
    }
    if (!units.empty())
        out += "," + line + "  \"units\": " + list(units);
    return out + line + "}";
}

Result<Document> document_from_json(const json& object, std::string_view name)
{
    const Message where = Message::of(name);
    Entries entries(object, where);
    const json *bookmarks = entries.find("bookmarks"), *data = entries.find("data"), *links = entries.find("links"), *nodes = entries.find("nodes"),
               *recipe = entries.find("recipe"), *remarks = entries.find("remarks"), *changed_rows = entries.find("rows"), *search = entries.find("search"),
               *units = entries.find("units");
    for (const auto& [key, rows] : {std::pair("bookmarks", bookmarks), {"links", links}, {"nodes", nodes}, {"remarks", remarks}, {"rows", changed_rows}, {"search", search}, {"units", units}})
        if (rows && !rows->is_array())
            entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), where, key));
    if (nodes && nodes->size() > most_nodes)
        entries.fail(
            Message(LOOM_TEXT("%1 has %2 nodes; more than %3 cannot be opened."), where, nodes->size(), most_nodes));
    if (auto error = entries.finish())
        return *error;

    Document document;
    const auto make = [&](const Edit& edit, const Message& place) -> Status {
        if (auto made = document.apply(edit); !made)
            return at_place(place, made.error());
        return Ok{};
    };
    const auto each = [](const json* rows) -> const json& {
        static const json none = json::array();
        return rows ? *rows : none;
    };
    for (const json& row : each(units)) {
        auto read = unit_from(row, where);
        if (!read)
            return read.error();
        LOOM_TRY(make(*read, Message(LOOM_TEXT("%1, a unit"), where)));
    }
    std::vector<ShareWeights> shared;
    for (const json& row : each(nodes)) {
        std::optional<NodeId> shares;
        auto read = node_from(row, where, shares);
        if (!read)
            return read.error();
        if (shares)
            shared.push_back({read->first, shares});
        const Message place(LOOM_TEXT("%1, node “%2” (%3)"), where, read->second.name, find_layer(read->second.type)->title);
        LOOM_TRY(make(AddNode{read->first, std::move(read->second)}, place));
    }
    for (const ShareWeights& edit : shared)
        LOOM_TRY(make(edit, Message(LOOM_TEXT("%1, node “%2” (%3)"), where, document.find(edit.id)->name, find_layer(document.find(edit.id)->type)->title)));
    for (const json& row : each(links)) {
        auto read = link_from(row, where);
        if (!read)
            return read.error();
        const Message place(LOOM_TEXT("%1, the link from %2 to %3"), where, std::int64_t(read->link.from), std::int64_t(read->link.to));
        LOOM_TRY(make(std::move(*read), place));
    }
    for (const json& row : each(remarks)) {
        auto read = remark_from(row, where);
        if (!read)
            return read.error();
        LOOM_TRY(make(std::move(*read), Message(LOOM_TEXT("%1, a frame"), where)));
    }
    for (const json& row : each(bookmarks)) {
        auto read = bookmark_from(row, where);
        if (!read)
            return read.error();
        LOOM_TRY(make(std::move(*read), Message(LOOM_TEXT("%1, a bookmark"), where)));
    }
    if (search) {
        SetSearch varied;
        for (const json& row : *search) {
            auto read = varied_from(row, where);
            if (!read)
                return read.error();
            varied.varied.push_back(std::move(*read));
        }
        LOOM_TRY(make(std::move(varied), Message(LOOM_TEXT("%1, a setting to search over"), where)));
    }
    if (recipe) {
        auto read = recipe_from(*recipe, where);
        if (!read)
            return read.error();
        if (auto set = document.apply(SetRecipe{std::move(*read)}); !set)
            return at_place(Message(LOOM_TEXT("%1, recipe"), where), set.error());
    }
    if (data) {
        auto read = data_from(*data, where);
        if (!read)
            return read.error();
        if (auto set = document.apply(SetData{std::move(*read)}); !set)
            return at_place(Message(LOOM_TEXT("%1, data"), where), set.error());
    }
    if (changed_rows) {
        auto read = rows_from(*changed_rows, where);
        if (!read)
            return read.error();
        if (auto set = document.apply(EditRows{std::move(*read)}); !set)
            return at_place(Message(LOOM_TEXT("%1, changed rows"), where), set.error());
    }
    return document;
}

Result<Document> document_from_text(std::string_view text, std::string_view where)
{
    auto parsed = parse_json(text, where);
    if (!parsed)
        return parsed.error();
    return document_from_json(*parsed, where);
}

} // namespace loom
