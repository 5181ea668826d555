#include "graph/within.h"

#include "graph/unit_change.h"

#include <algorithm>
#include <cmath>

namespace loom {

std::optional<Giver> giver_of(const Document& document, const UnitPath& path, NodeId id, std::string_view setting)
{
    if (path.empty())
        return {};
    const NodeId copy = path.back();
    const UnitPath outer(path.begin(), path.end() - 1);
    const Node here = outer.empty() ? document.nodes().at(copy) : nodes_within(document, outer).at(copy);
    // The last one counts, as it does where values are put in.
    std::optional<Giver> found;
    for (const Exposed& exposed : document.find(here.unit)->exposed)
        if (here.given.contains(exposed.key))
            for (const Exposed::Target& target : exposed.targets)
                if (target.node == id && target.setting == setting)
                    found = Giver{copy, exposed.key, target.factor};
    if (found)
        if (auto further_out = giver_of(document, outer, copy, found->key))
            return Giver{further_out->copy, further_out->key, further_out->factor * found->factor};
    return found;
}

std::optional<Value> given_for(const Giver& giver, const Value& value)
{
    if (giver.factor == 1)
        return value;
    bool whole = true;
    const auto shared = [&](std::int64_t n) {
        const auto part = std::llround(double(n) / giver.factor);
        whole &= std::llround(double(part) * giver.factor) == n;
        return std::int64_t(part);
    };
    const Value given = std::visit(overloaded{[&](std::int64_t n) { return Value(shared(n)); }, [&](double v) { return Value(v / giver.factor); },
                                              [&](std::vector<std::int64_t> v) {
                                                  std::ranges::transform(v, v.begin(), shared);
                                                  return Value(std::move(v));
                                              },
                                              [](const auto& other) { return Value(other); }},
                                   value);
    return whole ? std::optional(given) : std::nullopt;
}

Result<Change> setting_within(const Document& document, const UnitPath& path, const std::set<NodeId>& nodes, std::size_t index, const Value& value)
{
    Change change = setting_to(document, nodes, index, value);
    for (Edit& edit : change.edits) {
        const NodeId id = std::get<SetSetting>(edit).id;
        const Node& node = document.nodes().at(id);
        const Setting& setting = find_layer(node.type)->settings[index];
        const auto giver = giver_of(document, path, id, setting.key);
        if (!giver)
            continue;
        auto given = given_for(*giver, value);
        if (!given)
            return Error{Message(LOOM_TEXT("%1 of %2 is %3 times what “%4” gives, so it cannot be %5."), setting.label, node.name, number_text(giver->factor),
                                 document.nodes().at(giver->copy).name, value_text(value)),
                         Message(LOOM_TEXT("Use a multiple of %1, or change the unit."), number_text(giver->factor))};
        edit = GiveSetting{giver->copy, giver->key, std::move(*given)};
    }
    return change;
}

Change using_within(const Document& document, const UnitPath& path, const std::set<NodeId>& nodes, Use use)
{
    Change change = using_nodes(document, nodes, use);
    std::vector<Edit> edits;
    for (Edit& edit : change.edits) {
        const auto giver = giver_of(document, path, std::get<SetUse>(edit).id, bypass_key);
        if (giver) {
            GiveSetting given{giver->copy, giver->key, {}};
            if (use != Use::Muted)
                given.value.emplace(use == Use::Bypassed);
            edits.push_back(std::move(given));
        }
        if (!giver || use == Use::Muted)
            edits.push_back(std::move(edit));
    }
    change.edits = std::move(edits);
    return change;
}

Change giving_within(const Document& document, const UnitPath& path, NodeId copy, const std::string& key, const Value& value)
{
    Change change = giving(document, {copy}, key, value);
    if (const auto giver = giver_of(document, path, copy, key))
        if (auto given = given_for(*giver, value))
            change.edits = {GiveSetting{giver->copy, giver->key, std::move(*given)}};
    return change;
}

} // namespace loom
