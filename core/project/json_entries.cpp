#include "project/json_entries.h"

namespace loom {

using nlohmann::json;

json value_json(const Value& value)
{
    return std::visit([](const auto& v) { return json(v); }, value);
}

json settings_json(const TypeInfo& type, const Values& values)
{
    json out = json::object();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (const Setting& setting = type.settings[i]; !setting.sparse || values[i] != setting.fallback)
            out[std::string(setting.key)] = value_json(values[i]);
    return out;
}

json settings_json(const std::map<std::string, Value>& settings)
{
    json object = json::object();
    for (const auto& [key, value] : settings)
        object[key] = value_json(value);
    return object;
}

json chosen_json(const TypeInfo& type, const Chosen& chosen)
{
    return {{"type", chosen.type}, {"settings", settings_json(type, chosen.values)}};
}

std::optional<Value> value_from(const json& j, const Value& like)
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

std::optional<Value> value_from(const json& j)
{
    for (const Value& like : {Value(false), Value(std::int64_t{0}), Value(0.0), Value(std::string()), Value(std::vector<std::int64_t>())})
        if (auto value = value_from(j, like))
            return value;
    return {};
}

Result<Values> settings_from(const json* object, const TypeInfo& type, const Message& place)
{
    Values values = defaults(type);
    if (!object)
        return values;
    if (!object->is_object())
        return Error{Message(LOOM_TEXT("%1: the settings are not an object."), place),
                     mend_that_place};
    for (const auto& [key, entry] : object->items()) {
        const auto index = type.index_of(key);
        if (!index)
            return Error{Message(LOOM_TEXT("%1 has no setting “%2”."), place, key), perhaps_newer};
        auto value = value_from(entry, type.settings[*index].fallback);
        if (!value)
            return Error{Message(LOOM_TEXT("%1: the setting “%2” has the wrong type."), place, key),
                         type.settings[*index].help};
        values[*index] = std::move(*value);
    }
    return values;
}

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

} // namespace loom
