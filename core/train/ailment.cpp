#include "train/ailment.h"
#include "train/rate_finder.h"

#include <algorithm>

namespace loom {
namespace {

const Setting& setting_of(const TypeInfo& type, std::string_view key)
{
    return type.settings[*type.index_of(key)];
}

Message label_of(const Setting& s, const Value& value)
{
    const auto* word = std::get_if<std::string>(&value);
    const auto choice = word ? std::ranges::find(s.choices, std::string_view(*word), &Choice::id) : s.choices.end();
    return choice == s.choices.end() ? Message(LOOM_TEXT("Set %1 to %2"), s.label, value_text(value)) : Message(LOOM_TEXT("Set %1 to %2"), s.label, choice->label);
}

} // namespace

const AilmentType* find_ailment(std::string_view id)
{
    const auto types = ailment_types();
    const auto found = std::ranges::find(types, id, [](const AilmentType* t) { return t->id; });
    return found == types.end() ? nullptr : *found;
}

std::vector<Diagnosis> examine(const Chart& chart, std::span<const Diagnosis> known)
{
    std::vector<Diagnosis> found;
    for (const AilmentType* type : ailment_types())
        for (Diagnosis& d : type->look(chart)) {
            d.ailment = type->id;
            d.epoch = chart.epoch;
            if (d.step == 0)
                d.step = chart.step;
            if (std::ranges::none_of(known, [&](const Diagnosis& k) { return k.same_as(d); }))
                found.push_back(std::move(d));
        }
    const auto was_found = [&](std::string_view id) {
        const auto is = [id](const Diagnosis& d) { return d.ailment == id; };
        return std::ranges::any_of(known, is) || std::ranges::any_of(found, is);
    };
    std::vector<Diagnosis> told;
    for (const Diagnosis& d : found)
        if (std::ranges::none_of(find_ailment(d.ailment)->follows_from, was_found))
            told.push_back(d);
    std::ranges::stable_sort(told, {}, &Diagnosis::severity);
    return told;
}

std::optional<Fix> remedy_of(const Diagnosis& d, const Document& document)
{
    const AilmentType* type = find_ailment(d.ailment);
    if (!type || !type->treat)
        return {};
    auto fix = type->treat(d, document);
    if (!fix || fix->edits.empty())
        return {};
    Document tried = document;
    for (const Edit& edit : fix->edits)
        if (!tried.apply(edit))
            return {};
    return tried == document ? std::nullopt : std::move(fix);
}

Diagnosis at_layer(const Chart& chart, NodeId flat_node, Diagnosis d)
{
    const auto origin = chart.flat.origins.find(flat_node);
    d.node = origin == chart.flat.origins.end() ? flat_node : origin->second.node;
    if (origin != chart.flat.origins.end())
        d.path = origin->second.path;
    d.layer = chart.node(flat_node).name;
    return d;
}

std::string_view curve_of(const Node& node)
{
    const LayerType& type = *find_layer(node.type);
    if (type.category == Category::Attention || type.category == Category::Recurrent) // Whose curves are within.
        return {};
    const auto index = type.index_of(node.type == "activation" ? "curve" : "activation");
    const auto* chosen = index ? std::get_if<std::string>(&node.values[*index]) : nullptr;
    return chosen && *chosen != "none" ? std::string_view(*chosen) : std::string_view();
}

bool is_last(const Chart& chart, NodeId flat_node)
{
    return std::ranges::any_of(chart.flat.document.links_of(flat_node),
                               [&](const Link& l) { return l.from == flat_node && chart.node(l.to).type == "output"; });
}

bool lasts(const Chart& chart, std::size_t count, NodeId node, const std::function<bool(const LayerLook&)>& so)
{
    if (chart.looks.size() < count)
        return false;
    return std::ranges::all_of(std::span(chart.looks).last(count), [&](const NetworkLook& look) {
        const auto layer = std::ranges::find(look.layers, node, &LayerLook::node);
        return layer != look.layers.end() && so(*layer);
    });
}

Fix setting_recipe(const Document& document, std::string_view key, Value value)
{
    Message label = label_of(setting_of(recipe_type(), key), value);
    Recipe recipe = document.recipe();
    recipe.settings[*recipe_type().index_of(key)] = std::move(value);
    return {std::move(label), {SetRecipe{std::move(recipe)}}};
}

std::optional<Fix> scaling_rate(const Document& document, double factor)
{
    const Recipe& recipe = document.recipe();
    const OptimizerType& type = *find_optimizer(recipe.optimizer.type);
    auto edit = taking_rate(document, type.learning_rate(recipe.optimizer.values) * factor);
    if (!edit || std::get<SetRecipe>(*edit).recipe == recipe)
        return {};
    const Chosen& scaled = std::get<SetRecipe>(*edit).recipe.optimizer;
    return Fix{label_of(setting_of(type, "learning_rate"), type.learning_rate(scaled.values)), {std::move(*edit)}};
}

std::optional<Fix> setting_node(const Diagnosis& d, const Document& document, std::string_view key, Value value)
{
    const Node* node = d.node ? document.find(*d.node) : nullptr;
    const LayerType* type = node ? find_layer(node->type) : nullptr;
    const auto index = type ? type->index_of(key) : std::nullopt;
    if (!index || node->values[*index] == value)
        return {};
    Message label(LOOM_TEXT("%1: %2"), node->name, label_of(type->settings[*index], value));
    return Fix{std::move(label), {SetSetting{*d.node, *index, std::move(value)}}};
}

} // namespace loom
