#include "graph/varied.h"
#include "graph/value_words.h"
#include "schema/recipe.h"

#include <algorithm>
#include <cmath>

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

const Setting* setting_of(const Document& document, const Varied& v)
{
    const Settings place = settings_of(document, v);
    const auto index = place.type ? place.type->index_of(v.key) : std::nullopt;
    return index ? &place.type->settings[*index] : nullptr;
}

const Value* value_of(const Document& document, const Varied& v)
{
    const Settings place = settings_of(document, v);
    const auto index = place.type ? place.type->index_of(v.key) : std::nullopt;
    return index ? &(*place.values)[*index] : nullptr;
}

Message place_words(const Document& document, const Varied& v)
{
    const Setting* setting = setting_of(document, v);
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
    const Setting* setting = setting_of(document, v);
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

std::vector<Edit> dropping_varied(const Document& document, const std::set<NodeId>& nodes)
{
    std::vector<Varied> kept = document.search();
    std::erase_if(kept, [&](const Varied& v) { return v.of == Varied::Of::Node && (nodes.empty() || nodes.contains(v.node)); });
    return kept.size() == document.search().size() ? std::vector<Edit>() : std::vector<Edit>{SetSearch{std::move(kept)}};
}

} // namespace loom
