#pragma once
#include "graph/document.h"

namespace loom {

/// A setting of something that has the same type on both sides.
struct SettingChange {
    std::size_t index = 0; // In the type's declaration.
    Value before, after;
    bool operator==(const SettingChange&) const = default;
};

/// An input that is fed by another node, or no longer, or now.
struct InputChange {
    int port = 0;
    std::optional<NodeId> before, after; // A node of either document.
    bool operator==(const InputChange&) const = default;
};

/// A loss or an optimiser: another type, or settings of the same one.
struct ChosenChange {
    bool other_type = false;
    std::vector<SettingChange> settings = {};
    bool empty() const { return !other_type && settings.empty(); }
    bool operator==(const ChosenChange&) const = default;
};

/// A node that both documents have, and what differs in it.
struct NodeChange {
    NodeId before{}, after{};
    bool renamed = false;
    std::vector<SettingChange> settings = {};
    std::vector<InputChange> inputs = {};
    ChosenChange loss = {}; // Of an Output; other_type also where one of the two has the recipe's.
    bool used = false, shared = false;   // Takes part otherwise; has the weights of another node, or its own, now.
    bool other_unit = false;             // A copy of another unit.
    bool moved = false;                  // Stands in another graph.
    std::vector<std::string> given = {}; // Keys of what the copy of a unit has in its own way, on one of the sides or otherwise.
    bool empty() const { return !renamed && settings.empty() && inputs.empty() && loss.empty() && !used && !shared && !other_unit && !moved && given.empty(); }
    bool operator==(const NodeChange&) const = default;
};

/// What a data setup is made of.
enum class DataPart { Source, Settings, Path, Target, ColumnTypes, Split, PictureSize, Steps, Rows };

/// What is different in `after` when it is compared with `before`. Places on the canvas are no difference.
struct Difference {
    std::map<NodeId, NodeId> pairs; // The nodes that both have, by the number in `before`.
    std::set<NodeId> removed, added; // Of `before`, of `after`.
    std::vector<NodeChange> changed; // By the number in `before`. Links of removed and added nodes are those of the nodes they fed.
    ChosenChange loss, optimizer;
    std::vector<SettingChange> recipe;
    bool search = false; // A search varies other settings, or in another range.
    std::vector<DataPart> data;
    std::map<UnitId, UnitId> unit_pairs; // The graphs that both have, by the number in `before`; the main graph among them.
    std::set<UnitId> removed_units, added_units; // Of `before`, of `after`.
    std::vector<UnitId> units; // Of both, with another name or other settings that copies can have; by the number in `before`.

    /// The documents say the same.
    bool empty() const;
    bool operator==(const Difference&) const = default;
};

/// Units are the same where number and name agree; of what is left, where the name does; of what is left, where the number does.
/// Nodes are the same within the same graph where type and number agree; of what is left, where type and name do; of what is
/// left, where the type agrees and the same nodes feed them or are fed by them, or both are the only one of a kind where a
/// network begins or ends; of what is then left, where type and number agree in different graphs: such a node was moved.
/// The other way round it says the reverse. Takes about the time of reading both.
Difference difference(const Document& before, const Document& after);

} // namespace loom
