#pragma once
#include "base/severity.h"
#include "graph/flatten.h"

#include <memory>
#include <set>

namespace loom {

struct Fix {
    Message label; // "Insert Flatten"
    std::vector<Edit> edits;
};

/// Something about the document that the user should know, tied to where it is.
struct Finding {
    std::string code; // Stable, for tests: "unconnected", "shape", …; those of analyse() are listed in graph/judging.h.
    Severity severity = Severity::Error;
    Message message, hint;
    std::optional<NodeId> node = {};
    int port = -1;
    std::string setting = {};
    std::optional<Shape> expected = {}, found = {}; // Per sample.
    std::vector<Fix> fixes = {};                    // The best one first.
    UnitPath path = {};                             // To the node.
};

struct NodeFacts {
    std::vector<std::optional<Shape>> inputs; // By port, per sample.
    std::optional<Shape> output;
    bool assumed = false; // The shape is what the node would give once a fault is mended.
    Cost cost;
    std::shared_ptr<const DataFacts> data = {}; // Of an Input or Output: its part of the data, where that is not all.
};

/// The truth about a document, derived from it alone.
struct Analysis {
    std::map<NodeId, NodeFacts> nodes; // Of every node; inside of a unit, in the first of its copies that takes part.
    std::vector<NodeId> order;         // Inputs first; every node that is not in a circle.
    std::map<UnitPath, std::map<NodeId, NodeFacts>> within; // Of each copy of a unit; empty where there are none.
    std::vector<Finding> findings;
    Cost total;

    /// No finding of severity Error: it can be trained.
    bool sound() const;
};

/// Why the network cannot be trained, with the node's name; nothing where it is sound.
std::optional<Error> first_error(const Document&, const Analysis&);

/// `data` is null where there is none yet; then what depends on it is not judged.
Analysis analyse(const Document&, const DataFacts* data);
/// The same of a document that is_flat().
Analysis analyse_flat(const Document&, const DataFacts* data);

/// Why a link from `from` into this port would be refused, for a wire that is being drawn; nothing when it fits.
/// Says shape errors too, where the source's shape is known.
std::optional<Message> refusal(const Document&, const Analysis&, const DataFacts*, NodeId from, NodeId to, int port);

/// The node itself and all that it depends on.
std::set<NodeId> leading_to(const Document&, NodeId);
/// What makes the samples that “Real and made” joins with the real ones; nothing in a network for one player.
std::optional<NodeId> maker_of(const Document&);

} // namespace loom
