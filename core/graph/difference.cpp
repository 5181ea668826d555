#include "graph/difference.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace loom {
namespace {

/// Finds which nodes are the same. Each step treats both sides alike, so that it makes no difference which one is first.
class Matching {
public:
    Matching(const Document& before, const Document& after) : sides_{Side{before}, Side{after}} {}

    std::map<NodeId, NodeId> find()
    {
        for (const auto& [id, node] : sides_[0].document.nodes())
            if (const Node* other = sides_[1].document.find(id); other && other->type == node.type)
                pair(id, id);
        pair_alike([](const Side&, NodeId, const Node& node) { return Key{node.type, node.name, {}}; }, unpaired());
        auto open = unpaired();
        while (true) {
            fresh_.clear();
            pair_by_place(open);
            if (fresh_.empty())
                // Where a network begins or ends is a place too.
                pair_alike(
                    [this](const Side& side, NodeId, const Node& node) {
                        const bool only = find_layer(node.type)->category == Category::InputOutput && side.left(node.type) == 1;
                        return only ? Key{node.type, {}, {}} : Key{};
                    },
                    unpaired());
            if (fresh_.empty())
                break;
            open = neighbours_of_fresh();
        }
        return sides_[0].partner;
    }

private:
    struct Side {
        const Document& document;
        std::map<NodeId, NodeId> partner = {};
        std::size_t left(const std::string& type) const
        {
            return std::size_t(std::ranges::count_if(document.nodes(), [&](const auto& row) {
                return row.second.type == type && !partner.contains(row.first);
            }));
        }
    };
    using Ids = std::array<std::set<NodeId>, 2>;
    /// Type, name, and the known neighbours: their number in `before`, and the port. An empty type pairs with nobody.
    struct Key {
        std::string type, name;
        std::vector<std::pair<NodeId, int>> near;
        auto operator<=>(const Key&) const = default;
    };

    void pair(NodeId before, NodeId after)
    {
        sides_[0].partner.emplace(before, after);
        sides_[1].partner.emplace(after, before);
        fresh_.emplace_back(before, after);
    }

    Ids unpaired() const
    {
        Ids open;
        for (const int side : {0, 1})
            for (const auto& [id, node] : sides_[side].document.nodes())
                if (!sides_[side].partner.contains(id))
                    open[std::size_t(side)].insert(id);
        return open;
    }

    /// The first with the first, the second with the second, of those with the same key.
    template <class KeyOf>
    void pair_alike(KeyOf key_of, const Ids& open)
    {
        std::map<Key, std::array<std::vector<NodeId>, 2>> groups;
        for (const int side : {0, 1})
            for (const NodeId id : open[std::size_t(side)])
                if (!sides_[side].partner.contains(id))
                    if (Key key = key_of(sides_[side], id, sides_[side].document.nodes().at(id)); !key.type.empty())
                        groups[std::move(key)][std::size_t(side)].push_back(id);
        for (const auto& [key, ids] : groups)
            for (std::size_t i = 0; i < std::min(ids[0].size(), ids[1].size()); ++i)
                pair(ids[0][i], ids[1][i]);
    }

    void pair_by_place(const Ids& open)
    {
        for (const bool fed : {true, false})
            pair_alike(
                [&](const Side& side, NodeId id, const Node& node) {
                    Key key{node.type, {}, {}};
                    for (const Link& l : side.document.links_of(id)) {
                        const NodeId other = fed ? l.from : l.to;
                        if (const auto known = side.partner.find(other); other != id && known != side.partner.end())
                            key.near.emplace_back(&side == &sides_[0] ? other : known->second, l.port);
                    }
                    std::ranges::sort(key.near);
                    return key.near.empty() ? Key{} : key;
                },
                open);
    }

    /// Only the keys of these have changed.
    Ids neighbours_of_fresh() const
    {
        Ids open;
        for (const auto& ids : fresh_)
            for (const int side : {0, 1})
                for (const Link& l : sides_[side].document.links_of(side == 0 ? ids.first : ids.second))
                    for (const NodeId id : {l.from, l.to})
                        if (!sides_[side].partner.contains(id))
                            open[std::size_t(side)].insert(id);
        return open;
    }

    Side sides_[2];
    std::vector<std::pair<NodeId, NodeId>> fresh_;
};

std::vector<SettingChange> changes_of(const Values& before, const Values& after)
{
    std::vector<SettingChange> changes;
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
        if (before[i] != after[i])
            changes.push_back({i, before[i], after[i]});
    return changes;
}

ChosenChange changes_of(const Chosen& before, const Chosen& after)
{
    if (before.type != after.type)
        return {true, {}};
    return {false, changes_of(before.values, after.values)};
}

ChosenChange changes_of(const std::optional<Chosen>& before, const std::optional<Chosen>& after)
{
    return before && after ? changes_of(*before, *after) : ChosenChange{before.has_value() != after.has_value(), {}};
}

std::vector<InputChange> changes_of(const Document& before, const Document& after, const std::map<NodeId, NodeId>& pairs,
                                    NodeId x, NodeId y)
{
    std::map<int, InputChange> inputs;
    const auto read = [&](const Document& document, NodeId id, std::optional<NodeId> InputChange::*side) {
        for (const Link& l : document.links_of(id))
            if (l.to == id) {
                inputs[l.port].port = l.port;
                inputs[l.port].*side = l.from;
            }
    };
    read(before, x, &InputChange::before);
    read(after, y, &InputChange::after);
    std::vector<InputChange> changes;
    for (const auto& [port, input] : inputs) {
        const auto partner = input.before ? pairs.find(*input.before) : pairs.end();
        const bool same = partner != pairs.end() && input.after && partner->second == *input.after;
        if (!same)
            changes.push_back(input);
    }
    return changes;
}

std::vector<DataPart> changes_of(const DataSetup& before, const DataSetup& after)
{
    std::vector<DataPart> parts;
    const auto compare = [&](DataPart part, bool same) {
        if (!same)
            parts.push_back(part);
    };
    const auto split = [](const DataSetup& d) {
        return std::tie(d.split, d.validation_share, d.test_share, d.split_seed, d.stratified, d.split_column, d.folds, d.fold);
    };
    compare(DataPart::Source, before.source == after.source);
    compare(DataPart::Settings, before.settings == after.settings);
    compare(DataPart::Path, before.path == after.path);
    compare(DataPart::Target, before.target == after.target);
    compare(DataPart::ColumnTypes, before.column_types == after.column_types);
    compare(DataPart::Split, split(before) == split(after));
    compare(DataPart::PictureSize, before.picture_size == after.picture_size);
    compare(DataPart::Steps, before.steps == after.steps);
    compare(DataPart::Rows, before.row_edits == after.row_edits);
    return parts;
}

} // namespace

bool Difference::empty() const
{
    return removed.empty() && added.empty() && changed.empty() && loss.empty() && optimizer.empty() && recipe.empty() &&
           data.empty() && units.empty();
}

Difference difference(const Document& before, const Document& after)
{
    Difference d;
    d.pairs = Matching(before, after).find();
    std::set<NodeId> found;
    for (const auto& [x, y] : d.pairs)
        found.insert(y);
    for (const auto& [id, node] : before.nodes())
        if (!d.pairs.contains(id))
            d.removed.insert(id);
    for (const auto& [id, node] : after.nodes())
        if (!found.contains(id))
            d.added.insert(id);
    for (const auto& [x, y] : d.pairs) {
        const Node &old = before.nodes().at(x), &fresh = after.nodes().at(y);
        NodeChange change{x, y, old.name != fresh.name, changes_of(old.values, fresh.values),
                          changes_of(before, after, d.pairs, x, y), changes_of(old.loss, fresh.loss)};
        const auto owner = d.pairs.find(old.shares.value_or(NodeId{}));
        change.used = old.use != fresh.use;
        change.shared = old.shares.has_value() != fresh.shares.has_value() || (old.shares && (owner == d.pairs.end() || owner->second != fresh.shares));
        change.other_unit = old.unit != fresh.unit;
        for (const auto* side : {&old.given, &fresh.given})
            for (const auto& [key, value] : *side) {
                const auto a = old.given.find(key), b = fresh.given.find(key);
                if ((a == old.given.end() || b == fresh.given.end() || a->second != b->second) && std::ranges::find(change.given, key) == change.given.end())
                    change.given.push_back(key);
            }
        std::ranges::sort(change.given);
        if (!change.empty())
            d.changed.push_back(std::move(change));
    }
    for (const auto& [id, unit] : before.units())
        if (const Unit* fresh = after.find(id); fresh && *fresh != unit)
            d.units.push_back(id);
    d.loss = changes_of(before.recipe().loss, after.recipe().loss);
    d.optimizer = changes_of(before.recipe().optimizer, after.recipe().optimizer);
    d.recipe = changes_of(before.recipe().settings, after.recipe().settings);
    d.data = changes_of(before.data(), after.data());
    return d;
}

} // namespace loom
