#include "graph/exposed.h"

#include <algorithm>

namespace loom {

bool is_taken(const Document& document, UnitId unit, const Exposed& exposed, const Value& value)
{
    return std::ranges::any_of(exposed.targets, [&](const Exposed::Target& target) {
        const Node* node = document.find(target.node);
        if (!node || node->in != unit)
            return false;
        if (target.setting == bypass_key)
            return std::holds_alternative<bool>(value);
        if (find_layer(node->type)->index_of(target.setting))
            return true;
        if (node->type != unit_type)
            return false;
        const auto& inner = document.find(node->unit)->exposed;
        const auto next = std::ranges::find(inner, target.setting, &Exposed::key);
        return next != inner.end() && is_taken(document, node->unit, *next, value);
    });
}

/// Whether a node is left out.
static const Setting bypass_setting{.key = bypass_key, .label = LOOM_TEXT("Bypassed"), .help = LOOM_TEXT("What comes in goes on unchanged."), .fallback = false};

const Setting* setting_behind(const Document& document, UnitId unit, const Exposed& exposed)
{
    for (const Exposed::Target& target : exposed.targets) {
        const Node* node = document.find(target.node);
        if (!node || node->in != unit || target.factor != 1)
            continue;
        if (target.setting == bypass_key)
            return &bypass_setting;
        const LayerType& type = *find_layer(node->type);
        if (const auto index = type.index_of(target.setting))
            return &type.settings[*index];
        if (node->type != unit_type)
            continue;
        for (const Exposed& inner : document.find(node->unit)->exposed)
            if (inner.key == target.setting)
                return setting_behind(document, node->unit, inner);
    }
    return nullptr;
}

std::vector<Edit> dropping_targets(const Document& document, const std::set<NodeId>& nodes, std::set<std::pair<UnitId, std::string>> settings)
{
    std::map<UnitId, Unit> changed;
    for (const auto& [unit, key] : settings)
        std::erase_if(changed.try_emplace(unit, *document.find(unit)).first->second.exposed, [&](const Exposed& e) { return e.key == key; });
    for (bool more = true; more;) {
        more = false;
        for (const auto& [id, unit] : document.units()) {
            Unit fresh = changed.contains(id) ? changed.at(id) : unit;
            const auto is_gone = [&](const Exposed::Target& target) {
                if (nodes.contains(target.node))
                    return true;
                const Node* node = document.find(target.node);
                return node && node->type == unit_type && settings.contains({node->unit, target.setting});
            };
            std::erase_if(fresh.exposed, [&, unit_id = id](Exposed& e) {
                const bool hidden = std::erase_if(e.targets, is_gone) > 0 && e.targets.empty();
                if (hidden)
                    settings.emplace(unit_id, e.key);
                more |= hidden;
                return hidden;
            });
            if (fresh != unit)
                changed[id] = std::move(fresh);
        }
    }
    std::vector<Edit> edits;
    for (const auto& [unit, key] : settings)
        for (const NodeId copy : document.copies(unit))
            if (!nodes.contains(copy) && document.nodes().at(copy).given.contains(key))
                edits.push_back(GiveSetting{copy, key, {}});
    for (auto& [id, unit] : changed)
        edits.push_back(SetUnit{id, std::move(unit)});
    return edits;
}

void renumber_targets(Unit& unit, const std::map<NodeId, NodeId>& numbers)
{
    for (Exposed& exposed : unit.exposed) {
        std::erase_if(exposed.targets, [&](const Exposed::Target& target) { return !numbers.contains(target.node); });
        for (Exposed::Target& target : exposed.targets)
            target.node = numbers.at(target.node);
    }
}

} // namespace loom
