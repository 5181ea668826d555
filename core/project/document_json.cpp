#include "project/document_json.h"
#include "base/json.h"
#include "data/split_setup.h"
#include "data/step.h"
#include "graph/linking.h"
#include "schema/recipe.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace loom {
namespace {

using nlohmann::json;

const Message perhaps_newer = LOOM_TEXT("It may come from a newer version of Layerloom.");

json to_json(const Value& value)
{
    return std::visit([](const auto& v) { return json(v); }, value);
}

json settings_json(const TypeInfo& type, const Values& values)
{
    json out = json::object();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (const Setting& setting = type.settings[i]; !setting.sparse || values[i] != setting.fallback)
            out[std::string(setting.key)] = to_json(values[i]);
    return out;
}

json chosen_json(const TypeInfo& type, const Chosen& chosen)
{
    return {{"type", chosen.type}, {"settings", settings_json(type, chosen.values)}};
}

json object_of(const std::map<std::string, Value>& settings)
{
    json object = json::object();
    for (const auto& [key, value] : settings)
        object[key] = to_json(value);
    return object;
}

json data_json(const DataSetup& d)
{
    json steps = json::array();
    for (const PreparationStep& s : d.steps)
        steps.push_back({{"columns", s.columns}, {"on", s.on}, {"settings", object_of(s.settings)}, {"type", s.type}});
    json object = {{"column_types", d.column_types},
            {"path", d.path},
            {"picture_size", d.picture_size},
            {"settings", object_of(d.settings)},
            {"source", d.source},
            {"split_seed", d.split_seed},
            {"stratified", d.stratified},
            {"target", d.target},
            {"test_share", d.test_share},
            {"validation_share", d.validation_share}};
    if (!steps.empty()) // Earlier versions do not know them.
        object["steps"] = std::move(steps);
    const DataSetup usual;
    if (d.split != usual.split) // Nor these.
        object["split"] = split_way_id(d.split);
    if (d.split_column != usual.split_column)
        object["split_column"] = d.split_column;
    if (d.folds != usual.folds)
        object["folds"] = d.folds;
    if (d.fold != usual.fold)
        object["fold"] = d.fold;
    return object;
}

/// What is empty is left out; check as hexadecimal digits, because JSON's numbers have 53 bits.
json row_json(const RowEdit& e)
{
    json object = {{"row", e.row}};
    if (e.check)
        object["check"] = fmt::format("{:016x}", e.check);
    for (const auto& [key, text] : {std::pair("column", &e.column), {"label", &e.label}, {"name", &e.name}, {"note", &e.note}})
        if (!text->empty())
            object[key] = *text;
    if (e.excluded)
        object["excluded"] = true;
    return object;
}

constexpr std::pair<std::string_view, Use> uses[] = {{"full", Use::Full}, {"bypassed", Use::Bypassed}, {"muted", Use::Muted}};
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
        object["given"] = object_of(node.given);
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

/// A value of the type that `like` has; an integer is a fine number.
std::optional<Value> from_json(const json& j, const Value& like)
{
    const auto integer = [](const json& n) {
        return n.is_number_integer() && !(n.is_number_unsigned() && n.get<std::uint64_t>() > INT64_MAX);
    };
    return std::visit(overloaded{[&](bool) -> std::optional<Value> {
                                     return j.is_boolean() ? std::optional<Value>(j.get<bool>()) : std::nullopt;
                                 },
                                 [&](std::int64_t) -> std::optional<Value> {
                                     return integer(j) ? std::optional<Value>(j.get<std::int64_t>()) : std::nullopt;
                                 },
                                 [&](double) -> std::optional<Value> {
                                     return j.is_number() ? std::optional<Value>(j.get<double>()) : std::nullopt;
                                 },
                                 [&](const std::string&) -> std::optional<Value> {
                                     return j.is_string() ? std::optional<Value>(j.get<std::string>()) : std::nullopt;
                                 },
                                 [&](const std::vector<std::int64_t>&) -> std::optional<Value> {
                                     if (!j.is_array() || !std::ranges::all_of(j, integer))
                                         return {};
                                     return Value(j.get<std::vector<std::int64_t>>());
                                 }},
                      like);
}

bool point_from(const json& j, Point& out)
{
    if (!j.is_array() || j.size() != 2 || !j[0].is_number() || !j[1].is_number())
        return false;
    out = {j[0].get<double>(), j[1].get<double>()};
    return true;
}

/// A value whose type only the number's form tells.
std::optional<Value> free_value(const json& j)
{
    for (const Value& like : {Value(false), Value(std::int64_t{0}), Value(0.0), Value(std::string()), Value(std::vector<std::int64_t>())})
        if (auto value = from_json(j, like))
            return value;
    return {};
}

/// Reads one object entry by entry; a wrong type, and at the end an entry that nobody asked for, is the error.
class Entries {
public:
    Entries(const json& object, Message place) : object_(object), place_(std::move(place))
    {
        if (!object.is_object())
            fail(Message(LOOM_TEXT("%1 is not an object."), place_));
    }

    /// The entry, or null where it is missing.
    const json* find(std::string_view key)
    {
        if (error_)
            return nullptr;
        known_.insert(std::string(key));
        const auto it = object_.find(std::string(key));
        return it == object_.end() ? nullptr : &*it;
    }
    template <class T>
    void read(std::string_view key, T& out)
    {
        const json* entry = find(key);
        if (!entry)
            return;
        if (auto value = from_json(*entry, Value(out)))
            out = std::get<T>(*value);
        else
            fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), place_, key));
    }
    /// Two numbers.
    void read(std::string_view key, Point& out)
    {
        if (const json* entry = find(key); entry && !point_from(*entry, out))
            fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), place_, key));
    }
    /// One of the words of a table.
    template <class Table, class T>
    void read(std::string_view key, const Table& words, T& out)
    {
        std::string word;
        read(key, word);
        if (word.empty())
            return;
        const auto row = std::ranges::find(words, word, [](const auto& r) { return std::string(r.first); });
        if (row == std::end(words))
            fail(Message(LOOM_TEXT("%1: “%2” cannot be “%3”."), place_, key, word), perhaps_newer);
        else
            out = row->second;
    }
    const Message& place() const { return place_; }
    void fail(Message message, Message hint = LOOM_TEXT("Mend that place, or use a copy."))
    {
        if (!error_)
            error_ = Error{std::move(message), std::move(hint)};
    }
    std::optional<Error> finish()
    {
        if (!error_)
            for (const auto& [key, value] : object_.items())
                if (!known_.contains(key)) {
                    fail(Message(LOOM_TEXT("%1: “%2” is unknown."), place_, key), perhaps_newer);
                    break;
                }
        return error_;
    }

private:
    const json& object_;
    Message place_;
    std::set<std::string> known_;
    std::optional<Error> error_;
};

/// Settings by key, the missing ones from the defaults. Ranges are left to Document::apply.
Result<Values> settings_from(const json* object, const TypeInfo& type, const Message& place)
{
    Values values = defaults(type);
    if (!object)
        return values;
    if (!object->is_object())
        return Error{Message(LOOM_TEXT("%1: the settings are not an object."), place),
                     LOOM_TEXT("Mend that place, or use a copy.")};
    for (const auto& [key, entry] : object->items()) {
        const auto index = type.index_of(key);
        if (!index)
            return Error{Message(LOOM_TEXT("%1 has no setting “%2”."), place, key), perhaps_newer};
        auto value = from_json(entry, type.settings[*index].fallback);
        if (!value)
            return Error{Message(LOOM_TEXT("%1: the setting “%2” has the wrong type."), place, key),
                         type.settings[*index].help};
        values[*index] = std::move(*value);
    }
    return values;
}

template <class T>
Result<Chosen> chosen_from(const json& object, const T* (*lookup)(std::string_view), const Message& place)
{
    Entries entries(object, place);
    Chosen chosen;
    entries.read("type", chosen.type);
    const json* settings = entries.find("settings");
    if (auto error = entries.finish())
        return *error;
    const T* type = lookup(chosen.type);
    if (!type)
        return Error{Message(LOOM_TEXT("%1: the type “%2” is unknown."), place, chosen.type), perhaps_newer};
    auto values = settings_from(settings, *type, place);
    if (!values)
        return values.error();
    chosen.values = std::move(*values);
    return chosen;
}

Result<Recipe> recipe_from(const json& object, const Message& where)
{
    Entries entries(object, Message(LOOM_TEXT("%1, recipe"), where));
    const json *loss = entries.find("loss"), *optimizer = entries.find("optimizer"),
               *settings = entries.find("settings");
    if (auto error = entries.finish())
        return *error;
    Recipe recipe = default_recipe();
    if (loss) {
        auto chosen = chosen_from(*loss, find_loss, Message(LOOM_TEXT("%1, loss"), where));
        if (!chosen)
            return chosen.error();
        recipe.loss = std::move(*chosen);
    }
    if (optimizer) {
        auto chosen = chosen_from(*optimizer, find_optimizer, Message(LOOM_TEXT("%1, optimiser"), where));
        if (!chosen)
            return chosen.error();
        recipe.optimizer = std::move(*chosen);
    }
    auto values = settings_from(settings, recipe_type(), entries.place());
    if (!values)
        return values.error();
    recipe.settings = std::move(*values);
    return recipe;
}

/// Only those that are written down.
Result<std::map<std::string, Value>> changed_settings(const json& object, const TypeInfo& type, const Message& place)
{
    auto values = settings_from(&object, type, place);
    if (!values)
        return values.error();
    if (auto errors = validate(type, *values); !errors.empty())
        return errors.front();
    std::map<std::string, Value> changed;
    for (const auto& [key, entry] : object.items())
        changed[key] = (*values)[*type.index_of(key)];
    return changed;
}

Result<PreparationStep> step_from(const json& object, const Message& where)
{
    Entries entries(object, where);
    PreparationStep step;
    entries.read("type", step.type);
    entries.read("on", step.on);
    const json *columns = entries.find("columns"), *settings = entries.find("settings");
    if (columns && (!columns->is_array() || !std::ranges::all_of(*columns, [](const json& c) { return c.is_string(); })))
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), where, "columns"));
    if (auto error = entries.finish())
        return *error;
    const StepType* type = find_step(step.type);
    if (!type)
        return Error{Message(LOOM_TEXT("%1: the type “%2” is unknown."), where, step.type), perhaps_newer};
    if (columns)
        step.columns = columns->get<std::vector<std::string>>();
    if (settings) {
        auto changed = changed_settings(*settings, *type, where);
        if (!changed)
            return changed.error();
        step.settings = std::move(*changed);
    }
    return step;
}

Result<DataSetup> data_from(const json& object, const Message& where)
{
    Entries entries(object, Message(LOOM_TEXT("%1, data"), where));
    DataSetup d;
    std::string split(split_way_id(d.split));
    entries.read("fold", d.fold);
    entries.read("folds", d.folds);
    entries.read("path", d.path);
    entries.read("picture_size", d.picture_size);
    entries.read("source", d.source);
    entries.read("split", split);
    entries.read("split_column", d.split_column);
    entries.read("split_seed", d.split_seed);
    entries.read("stratified", d.stratified);
    entries.read("target", d.target);
    entries.read("test_share", d.test_share);
    entries.read("validation_share", d.validation_share);
    const SourceType* source = find_source(d.source);
    if (!d.source.empty() && !source)
        entries.fail(Message(LOOM_TEXT("%1: the source “%2” is unknown."), entries.place(), d.source), perhaps_newer);
    if (const auto way = find_split_way(split))
        d.split = *way;
    else
        entries.fail(Message(LOOM_TEXT("%1: “%2” is no way of splitting."), entries.place(), split), perhaps_newer);
    if (d.folds < 2 || d.fold < 1 || d.fold > d.folds)
        entries.fail(Message(LOOM_TEXT("%1: there is no fold %2 of %3."), entries.place(), d.fold, d.folds));
    for (double share : {d.test_share, d.validation_share})
        if (!(share >= 0 && share < 1))
            entries.fail(Message(LOOM_TEXT("%1: a share of %2 is not between 0 and 1."), entries.place(), share));
    if (d.picture_size < 0 || d.picture_size > 1 << 16)
        entries.fail(
            Message(LOOM_TEXT("%1: pictures of %2 pixels a side cannot be made."), entries.place(), d.picture_size));
    if (const json* types = entries.find("column_types")) {
        if (!types->is_object() || !std::ranges::all_of(*types, [](const json& t) { return t.is_string(); }))
            entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "column_types"));
        else
            d.column_types = types->get<std::map<std::string, std::string>>();
    }
    const json *settings = entries.find("settings"), *steps = entries.find("steps");
    if (steps && !steps->is_array())
        entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "steps"));
    if (auto error = entries.finish())
        return *error;
    if (settings && !settings->empty() && !source)
        return Error{Message(LOOM_TEXT("%1: there are settings without a source."), entries.place()), perhaps_newer};
    if (settings && source) {
        auto changed = changed_settings(*settings, *source, entries.place());
        if (!changed)
            return changed.error();
        d.settings = std::move(*changed);
    }
    for (std::size_t i = 0; steps && i < steps->size(); ++i) {
        auto step = step_from((*steps)[i], Message(LOOM_TEXT("%1, step %2"), entries.place(), i + 1));
        if (!step)
            return step.error();
        d.steps.push_back(std::move(*step));
    }
    return d;
}

Result<std::vector<RowEdit>> rows_from(const json& rows, const Message& where)
{
    std::vector<RowEdit> edits;
    edits.reserve(rows.size());
    for (const json& object : rows) {
        Entries entries(object, Message(LOOM_TEXT("%1, a changed row"), where));
        RowEdit edit;
        std::int64_t row = 0;
        std::string check;
        entries.read("check", check);
        entries.read("column", edit.column);
        entries.read("excluded", edit.excluded);
        entries.read("label", edit.label);
        entries.read("name", edit.name);
        entries.read("note", edit.note);
        entries.read("row", row);
        if (row < 0 || row > UINT32_MAX)
            entries.fail(Message(LOOM_TEXT("%1: the number %2 is not allowed."), entries.place(), row));
        edit.row = std::uint32_t(row);
        if (const auto [end, error] = std::from_chars(check.data(), check.data() + check.size(), edit.check, 16);
            !check.empty() && (error != std::errc() || end != check.data() + check.size()))
            entries.fail(Message(LOOM_TEXT("%1: “%2” has the wrong type."), entries.place(), "check"));
        if (edit.label.empty() != edit.column.empty())
            entries.fail(Message(LOOM_TEXT("%1: “label” and “column” belong together."), entries.place()));
        if (auto error = entries.finish())
            return *error;
        edits.push_back(std::move(edit));
    }
    return edits;
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
        if (auto value = free_value(one))
            node.given.emplace(key, std::move(*value));
        else
            return Error{Message(LOOM_TEXT("%1: the setting “%2” has the wrong type."), place, key), LOOM_TEXT("Mend that place, or use a copy.")};
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
    entry.read("name", name);
    entry.read("zoom", bookmark.zoom);
    if (auto error = entry.finish())
        return *error;
    bookmark.in = UnitId{in};
    return SetBookmark{std::move(name), bookmark};
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
    for (const auto& [name, b] : document.bookmarks())
        bookmarks.push_back({{"at", {b.centre.x, b.centre.y}}, {"in", std::int64_t(b.in)}, {"name", name}, {"zoom", b.zoom}});
    const Recipe& r = document.recipe();
    std::string out = "{";
    if (!bookmarks.empty()) // Earlier versions do not know them.
        out += line + "  \"bookmarks\": " + list(bookmarks) + ",";
    out += line + "  \"data\": " + json_line(data_json(document.data()));
    out += "," + line + "  \"links\": " + list(links);
    out += "," + line + "  \"nodes\": " + list(nodes);
    out += "," + line + "  \"recipe\": {";
    out += line + "    \"loss\": " + json_line(chosen_json(*find_loss(r.loss.type), r.loss));
    out += "," + line + "    \"optimizer\": " + json_line(chosen_json(*find_optimizer(r.optimizer.type), r.optimizer));
    out += "," + line + "    \"settings\": " + json_line(settings_json(recipe_type(), r.settings));
    out += line + "  }";
    if (!remarks.empty()) // Earlier versions do not know them, nor what follows.
        out += "," + line + "  \"remarks\": " + list(remarks);
    if (!document.data().row_edits.empty()) {
        std::vector<json> rows;
        for (const RowEdit& e : document.data().row_edits.all())
            rows.push_back(row_json(e));
        out += "," + line + "  \"rows\": " + list(rows);
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
               *recipe = entries.find("recipe"), *remarks = entries.find("remarks"), *changed_rows = entries.find("rows"), *units = entries.find("units");
    for (const auto& [key, rows] : {std::pair("bookmarks", bookmarks), {"links", links}, {"nodes", nodes}, {"remarks", remarks}, {"rows", changed_rows}, {"units", units}})
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
