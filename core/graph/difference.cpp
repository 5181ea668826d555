#include "graph/difference.h"
#include "graph/unit_choice.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace loom {
namespace {

/// Units of the same number and name, then of the same name, then of the same number.
std::map<UnitId, UnitId> pairs_of_units(const Document& before, const Document& after)
{
    std::map<UnitId, UnitId> pairs{{main_graph, main_graph}};
    std::set<UnitId> taken;
    const auto pair = [&](const auto& alike) {
        for (const auto& [id, unit] : before.units())
            if (!pairs.contains(id))
                for (const auto& [other, fresh] : after.units())
                    if (!taken.contains(other) && alike(id, unit, other, fresh)) {
                        pairs[id] = other;
                        taken.insert(other);
                        break;
                    }
    };
    pair([](UnitId id, const Unit& unit, UnitId other, const Unit& fresh) { return id == other && unit.name == fresh.name; });
    pair([](UnitId, const Unit& unit, UnitId, const Unit& fresh) { return unit.name == fresh.name; });
    pair([](UnitId id, const Unit&, UnitId other, const Unit&) { return id == other; });
    return pairs;
}

/// Finds which nodes are the same. Each step treats both sides alike, so that it makes no difference which one is first.
class Matching {
public:
    Matching(const Document& before, const Document& after, const std::map<UnitId, UnitId>& units)
        : sides_{Side{before}, Side{after}}
    {
        for (const auto& [x, y] : units) {
            sides_[0].graphs[x] = x;
            sides_[1].graphs[y] = x;
        }
    }

    std::map<NodeId, NodeId> find()
    {
        for (const auto& [id, node] : sides_[0].document.nodes())
            if (const Node* other = sides_[1].document.find(id); other && other->type == node.type && same_graph(node, *other))
                pair(id, id);
        pair_alike([](const Side& side, NodeId, const Node& node) { return side.key(node, node.name); }, unpaired());
        auto open = unpaired();
        while (true) {
            fresh_.clear();
            pair_by_place(open);
            if (fresh_.empty())
                // Where a network begins or ends is a place too.
                pair_alike(
                    [this](const Side& side, NodeId, const Node& node) {
                        const bool only = find_layer(node.type)->category == Category::InputOutput && side.left(node) == 1;
                        return only ? side.key(node) : Key{};
                    },
                    unpaired());
            if (fresh_.empty())
                break;
            open = neighbours_of_fresh();
        }
        // What stands in another graph now.
        const Ids left = unpaired();
        for (const NodeId id : left[0])
            if (const Node* other = sides_[1].document.find(id);
                other && other->type == sides_[0].document.nodes().at(id).type && !sides_[1].partner.contains(id))
                pair(id, id);
        return sides_[0].partner;
    }

private:
    using Ids = std::array<std::set<NodeId>, 2>;
    /// Type, graph, name, and the known neighbours: their number in `before`, and the port. An empty type pairs with nobody.
    struct Key {
        std::string type;
        UnitId graph = main_graph;
        std::string name;
        std::vector<std::pair<NodeId, int>> near;
        auto operator<=>(const Key&) const = default;
    };

    struct Side {
        const Document& document;
        std::map<NodeId, NodeId> partner = {};
        std::map<UnitId, UnitId> graphs = {}; // Those that both have, as `before` numbers them.
        /// How many of its kind and graph have no partner yet.
        std::size_t left(const Node& node) const
        {
            return std::size_t(std::ranges::count_if(document.members(node.in), [&](NodeId id) {
                return document.nodes().at(id).type == node.type && !partner.contains(id);
            }));
        }
        /// No key where the other side lacks the graph.
        Key key(const Node& node, const std::string& name = {}) const
        {
            const auto graph = graphs.find(node.in);
            return graph == graphs.end() ? Key{} : Key{node.type, graph->second, name, {}};
        }
    };

    bool same_graph(const Node& before, const Node& after) const
    {
        const auto a = sides_[0].graphs.find(before.in), b = sides_[1].graphs.find(after.in);
        return a != sides_[0].graphs.end() && b != sides_[1].graphs.end() && a->second == b->second;
    }

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
                    Key key = side.key(node);
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

/// The same settings of copies for the same nodes; targets that are gone say nothing.
bool same_exposed(const Document& before, UnitId x, const Document& after, UnitId y, const std::map<NodeId, NodeId>& pairs)
{
    const auto kept = [](const Document& document, UnitId unit) {
        std::vector<Exposed> all = document.find(unit)->exposed;
        for (Exposed& e : all)
            std::erase_if(e.targets, [&](const Exposed::Target& t) {
                const Node* node = document.find(t.node);
                return !node || node->in != unit;
            });
        return all;
    };
    std::vector<Exposed> old = kept(before, x);
    for (Exposed& e : old)
        for (Exposed::Target& target : e.targets) {
            const auto partner = pairs.find(target.node);
            target.node = partner == pairs.end() ? NodeId{} : partner->second;
        }
    return old == kept(after, y);
}

/// The same settings of the same nodes, and the same units to choose from, in whatever order the settings stand.
bool same_search(std::vector<Varied> before, const std::vector<Varied>& after, const std::map<NodeId, NodeId>& pairs, const std::map<UnitId, UnitId>& units)
{
    for (Varied& v : before) {
        if (v.of != Varied::Of::Node)
            continue;
        if (const auto partner = pairs.find(v.node); partner != pairs.end())
            v.node = partner->second;
        for (Value& choice : v.choices)
            if (const auto unit = v.key == unit_key ? unit_in(choice) : std::nullopt)
                if (const auto partner = units.find(*unit); partner != units.end())
                    choice = unit_value(partner->second);
    }
    return std::ranges::is_permutation(before, after);
}

} // namespace

bool Difference::empty() const
{
    return removed.empty() && added.empty() && changed.empty() && loss.empty() && optimizer.empty() && recipe.empty() &&
           !search && data.empty() && units.empty() && removed_units.empty() && added_units.empty();
}

Difference difference(const Document& before, const Document& after)
{
    Difference d;
    d.unit_pairs = pairs_of_units(before, after);
    d.pairs = Matching(before, after, d.unit_pairs).find();
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
        const auto moves = [&](UnitId a, UnitId b) {
            const auto partner = d.unit_pairs.find(a);
            return partner == d.unit_pairs.end() || partner->second != b;
        };
        change.other_unit = moves(old.unit, fresh.unit);
        change.moved = moves(old.in, fresh.in);
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
    for (const auto& [id, unit] : after.units())
        d.added_units.insert(id);
    for (const auto& [id, unit] : before.units()) {
        const auto partner = d.unit_pairs.find(id);
        if (partner == d.unit_pairs.end()) {
            d.removed_units.insert(id);
            continue;
        }
        d.added_units.erase(partner->second);
        if (unit.name != after.find(partner->second)->name || !same_exposed(before, id, after, partner->second, d.pairs))
            d.units.push_back(id);
    }
    d.loss = changes_of(before.recipe().loss, after.recipe().loss);
    d.optimizer = changes_of(before.recipe().optimizer, after.recipe().optimizer);
    d.recipe = changes_of(before.recipe().settings, after.recipe().settings);
    d.search = !same_search(before.search(), after.search(), d.pairs, d.unit_pairs);
    d.data = changes_of(before.data(), after.data());
    return d;
}

} // namespace loom
