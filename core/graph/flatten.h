#pragma once
#include "graph/document.h"

namespace loom {

/// The way to a node through copies of units, outermost first. Empty: it stands in the main graph.
using UnitPath = std::vector<NodeId>;

/// A document as the one graph that it means: units in the place of their copies, repeated as often as these say, without
/// what is bypassed or muted, weights that are shared under one scope. Recipe and data stay.
struct Flat {
    struct Origin {
        UnitPath path;
        NodeId node{};
        std::vector<int> turns = {};      // Which repetition it is of each copy on the path, counted from 0.
        std::set<std::size_t> given = {}; // The settings that a copy of a unit has in its own way.
    };
    /// A node of the document that has no node of its own in the flat graph: copies of units, ends of units, what is
    /// bypassed.
    struct Passing {
        UnitPath path;
        NodeId node{};
        std::vector<int> turns;
        std::vector<std::optional<NodeId>> inputs; // What feeds it, in the flat graph.
        std::optional<NodeId> output;              // What others take from it.
    };
    /// An input that nothing feeds because an entrance of this copy is not fed.
    struct Gap {
        UnitPath path;
        NodeId copy{};
        int port = 0;
    };
    /// A copy has a setting that an inner node cannot take.
    struct Misfit {
        UnitPath path;
        NodeId copy{};
        Exposed exposed; // As the copy's unit has it.
        Error error;
    };
    Document document; // Nodes of the main graph keep their numbers.
    std::map<NodeId, Origin> origins;
    std::vector<Passing> passing;
    std::map<std::pair<NodeId, int>, Gap> gaps; // By input in the flat graph.
    std::vector<Misfit> misfits;
    bool too_large = false; // More than most_flat_nodes: then it holds none.
};
/// Of the flat graph and passing, each repetition counted too. No network comes near, but a few repetitions inside of each
/// other do.
inline constexpr std::size_t most_flat_nodes = 100'000;

/// What the nodes of a flat graph are called: "Block 2 / Dense 1", a long way shortened, or as in the document.
enum class FlatNames { WithWay, AsTheyAre };

/// Whether the document is one graph already, in which every node takes part with its own weights.
bool is_flat(const Document&);
Flat flattened(const Document&, FlatNames = FlatNames::WithWay);
/// The document itself where it is flat, else what `made` then holds.
const Document& flat_graph(const Document&, std::optional<Flat>& made, FlatNames = FlatNames::WithWay);

/// The nodes of a copy's unit as they are in that copy, with the settings that it gives; of a copy inside, those that it
/// gives on.
std::map<NodeId, Node> nodes_within(const Document&, NodeId copy);
/// The same of the last copy on a path, as it is there.
std::map<NodeId, Node> nodes_within(const Document&, const UnitPath&);

/// Nodes with everything that they depend on in front of them; nodes in a circle are left out.
std::vector<NodeId> in_order(const Document&);

} // namespace loom
