#include "graph/varied.h"
#include "graph/exposed.h"
#include "graph/unit_change.h"
#include "graph/value_words.h"
#include "schema/recipe.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace loom {
namespace {

struct Settings {
    const TypeInfo* type = nullptr;
    const Values* values = nullptr;
};

Settings settings_of(const Document& document, const Varied& v)
{
    const Recipe& recipe = document.recipe();
    switch (v.of) {
    case Varied::Of::Node:
        if (const Node* node = document.find(v.node))
            return {find_layer(node->type), &node->values};
        return {};
    case Varied::Of::Recipe:
        return {&recipe_type(), &recipe.settings};
    case Varied::Of::Optimizer:
        return {find_optimizer(recipe.optimizer.type), &recipe.optimizer.values};
    case Varied::Of::Loss:
        return {find_loss(recipe.loss.type), &recipe.loss.values};
    }
    return {};
}

/// The copy of a unit that it is of; null where it is of none, or of a setting that all copies have.
const Node* copy_of(const Document& document, const Varied& v)
{
    const Node* node = v.of == Varied::Of::Node ? document.find(v.node) : nullptr;
    return node && node->type == unit_type && !find_layer(unit_type)->index_of(v.key) ? node : nullptr;
}

const Exposed* exposed_by(const Document& document, const Node& copy, std::string_view key)
{
    const auto& all = document.find(copy.unit)->exposed;
    const auto exposed = std::ranges::find(all, key, &Exposed::key);
    return exposed == all.end() ? nullptr : &*exposed;
}

/// A setting that no declaration holds, with its words.
struct MadeSetting {
    Setting setting;
    std::deque<std::string> words;
    std::string_view word(std::string text) { return words.emplace_back(std::move(text)); }
};

std::shared_ptr<const Setting> setting_in(std::shared_ptr<MadeSetting> made) { return {made, &made->setting}; }

/// With its number where another has the same name.
std::string distinct_name(const Document& document, UnitId unit)
{
    const std::string& name = document.find(unit)->name;
    const bool only = std::ranges::count_if(document.units(), [&](const auto& row) { return row.second.name == name; }) == 1;
    return only ? name : name + " (" + std::to_string(std::int64_t(unit)) + ")";
}

std::shared_ptr<const Setting> unit_setting(const Document& document, NodeId copy)
{
    const auto made = std::make_shared<MadeSetting>();
    made->setting = {.key = unit_key,
                     .label = LOOM_TEXT("Unit"),
                     .help = LOOM_TEXT("Which unit stands here: any with as many entrances and exits. What both units show stays as it is."),
                     .fallback = std::string(bypass_key)};
    for (const UnitId unit : fitting_units(document, copy)) {
        const std::string_view id = made->word(std::to_string(std::int64_t(unit)));
        made->setting.choices.push_back({id, Text{made->word(distinct_name(document, unit))}});
    }
    if (can_be_left_out(document, copy))
        made->setting.choices.push_back({bypass_key, LOOM_TEXT("bypassed")});
    return setting_in(made);
}

std::shared_ptr<const Setting> exposed_setting(const Document& document, const Node& copy, std::string_view key)
{
    const Exposed* exposed = exposed_by(document, copy, key);
    const Setting* behind = exposed ? setting_behind(document, copy.unit, *exposed) : nullptr;
    if (!behind)
        return {};
    const auto made = std::make_shared<MadeSetting>();
    made->setting = *behind;
    made->setting.key = made->word(exposed->key);
    made->setting.label = Text{made->word(exposed->label)};
    return setting_in(made);
}

/// What a copy takes is checked here: its edits take anything.
Result<std::vector<Edit>> varying_copy(const Document& document, const Varied& v, const Setting& setting, const Value& value)
{
    const Node& copy = document.nodes().at(v.node);
    const TypeInfo info{.id = unit_type, .title = Text{copy.name}, .help = {}, .settings = {setting}};
    const auto error = validate(info, 0, value);
    if (v.key != unit_key)
        return error ? Result<std::vector<Edit>>(*error) : std::vector<Edit>{GiveSetting{v.node, v.key, value}};
    const auto unit = unit_in(value);
    if (const Unit* known = unit && error ? document.find(*unit) : nullptr)
        return Error{Message(LOOM_TEXT("%1 cannot be a copy of “%2”."), copy.name, known->name), LOOM_TEXT("Choose a unit with as many entrances and exits, which does not stand around it.")};
    if (error)
        return *error;
    return unit ? standing_for(document, v.node, *unit) : std::vector<Edit>{SetUse{v.node, Use::Bypassed}};
}

/// One behind the other, with what stands between two of them.
Message in_a_row(const std::vector<Message>& all, Text between)
{
    Message line = all.front();
    for (std::size_t i = 1; i < all.size(); ++i)
        line = Message(between, std::move(line), all[i]);
    return line;
}

bool is_number(const Value& value)
{
    const auto* number = std::get_if<double>(&value);
    return !number || std::isfinite(*number);
}

} // namespace

std::optional<Error> fault_of(std::span<const Varied> all)
{
    if (all.size() > most_varied)
        return Error{Message(LOOM_TEXT("A search can vary no more than %1 settings."), most_varied), LOOM_TEXT("Leave out those that matter least.")};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Varied& v = all[i];
        if (v.key.empty())
            return Error{LOOM_TEXT("A search needs the name of the setting that it varies.")};
        if (std::ranges::any_of(all.first(i), [&](const Varied& other) { return other.same_place(v); }))
            return Error{Message(LOOM_TEXT("The search varies “%1” twice."), v.key), LOOM_TEXT("Leave one of them out.")};
        if (v.choices.size() > most_varied || !std::ranges::all_of(v.choices, is_number))
            return Error{Message(LOOM_TEXT("“%1” cannot become these values."), v.key), Message(LOOM_TEXT("Name up to %1 values."), most_varied)};
        if (!std::isfinite(v.low) || !std::isfinite(v.high) || v.low > v.high)
            return Error{Message(LOOM_TEXT("“%1” cannot go from %2 to %3."), v.key, v.low, v.high), LOOM_TEXT("Give the smaller number first.")};
        if (v.log && v.choices.empty() && !(v.low > 0))
            return Error{Message(LOOM_TEXT("“%1” cannot go from %2 to %3 by factors."), v.key, v.low, v.high), LOOM_TEXT("Begin above 0, or let it go by differences.")};
    }
    return {};
}

std::vector<Varied> varied_of(const Document& document)
{
    std::vector<Varied> all;
    for (Varied v : document.search()) {
        const auto is_gone = [&](const Value& value) { return unit_in(value) && !document.find(*unit_in(value)); };
        const bool fewer = is_unit_choice(document, v) && std::erase_if(v.choices, is_gone) > 0;
        if (setting_of(document, v) && !(fewer && v.choices.empty()))
            all.push_back(std::move(v));
    }
    return all;
}

std::shared_ptr<const Setting> setting_of(const Document& document, const Varied& v)
{
    if (const Node* copy = copy_of(document, v))
        return v.key == unit_key ? unit_setting(document, v.node) : exposed_setting(document, *copy, v.key);
    const Settings place = settings_of(document, v);
    const auto index = place.type ? place.type->index_of(v.key) : std::nullopt;
    return index ? std::shared_ptr<const Setting>(std::shared_ptr<void>(), &place.type->settings[*index]) : nullptr; // A declaration lasts.
}

std::optional<Value> value_of(const Document& document, const Varied& v)
{
    if (const Node* copy = copy_of(document, v)) {
        if (v.key == unit_key)
            return copy->use == Use::Full ? unit_value(copy->unit) : Value(std::string(bypass_key));
        const Exposed* exposed = exposed_by(document, *copy, v.key);
        const auto given = copy->given.find(v.key);
        return !exposed ? std::nullopt : given != copy->given.end() ? std::optional(given->second) : exposed_value(document, copy->unit, *exposed);
    }
    const Settings place = settings_of(document, v);
    const auto index = place.type ? place.type->index_of(v.key) : std::nullopt;
    return index ? std::optional((*place.values)[*index]) : std::nullopt;
}

bool is_of_unit(const Document& document, const Varied& v) { return copy_of(document, v) != nullptr; }

bool is_unit_choice(const Document& document, const Varied& v) { return v.key == unit_key && is_of_unit(document, v); }

Result<std::vector<Edit>> varying(const Document& document, const Varied& v, const Value& value)
{
    const auto setting = setting_of(document, v);
    if (!setting)
        return std::vector<Edit>();
    if (is_of_unit(document, v))
        return varying_copy(document, v, *setting, value);
    const std::size_t index = *settings_of(document, v).type->index_of(v.key);
    if (v.of == Varied::Of::Node)
        return std::vector<Edit>{SetSetting{v.node, index, value}};
    Recipe recipe = document.recipe();
    Values& values = v.of == Varied::Of::Recipe ? recipe.settings : v.of == Varied::Of::Optimizer ? recipe.optimizer.values : recipe.loss.values;
    values[index] = value;
    return std::vector<Edit>{SetRecipe{std::move(recipe)}};
}

Message place_words(const Document& document, const Varied& v)
{
    const auto setting = setting_of(document, v);
    Message label = setting ? Message(setting->label) : Message::plain(v.key);
    const Node* node = v.of == Varied::Of::Node ? document.find(v.node) : nullptr;
    if (!node)
        return label;
    Message name = Message::plain(node->name);
    if (node->in != main_graph)
        name = Message(LOOM_TEXT("%1 / %2"), document.find(node->in)->name, std::move(name));
    return Message(LOOM_TEXT("%1 · %2"), std::move(name), std::move(label));
}

Message words_of(const Document& document, const Varied& v)
{
    const auto setting = setting_of(document, v);
    if (v.choices.empty())
        return Message(LOOM_TEXT("%1: %2 to %3"), place_words(document, v), v.low, v.high);
    std::vector<Message> values;
    for (const Value& value : v.choices)
        values.push_back(setting ? value_words(*setting, value) : Message::plain(value_text(value)));
    return Message(LOOM_TEXT("%1: %2"), place_words(document, v), in_a_row(values, LOOM_TEXT("%1, %2")));
}

Message varied_words(const Document& document)
{
    std::vector<Message> all;
    for (const Varied& v : document.search())
        all.push_back(words_of(document, v));
    return all.empty() ? Message(LOOM_TEXT("the usual settings")) : in_a_row(all, LOOM_TEXT("%1; %2"));
}

Change searching(std::vector<Varied> varied)
{
    return {LOOM_TEXT("Choose what a search varies"), {SetSearch{std::move(varied)}}};
}

std::vector<Edit> dropping_varied(const Document& document, const std::set<NodeId>& nodes, UnitId unit)
{
    std::vector<Varied> kept;
    for (Varied v : document.search()) {
        const bool chosen = is_unit_choice(document, v) && std::erase_if(v.choices, [&](const Value& value) { return unit_in(value) == unit; }) > 0;
        if (!(v.of == Varied::Of::Node && nodes.contains(v.node)) && !(chosen && v.choices.empty()))
            kept.push_back(std::move(v));
    }
    return kept == document.search() ? std::vector<Edit>() : std::vector<Edit>{SetSearch{std::move(kept)}};
}

} // namespace loom
