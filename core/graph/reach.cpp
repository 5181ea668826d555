#include "graph/reach.h"

namespace loom {
namespace {

enum class Side { Before, Behind, Both };

/// `far`: all the way; else one link.
std::set<NodeId> spread(const Document& document, const std::set<NodeId>& nodes, Side side, bool far)
{
    std::set<NodeId> found;
    std::vector<NodeId> open;
    for (NodeId id : nodes)
        if (document.find(id) && found.insert(id).second)
            open.push_back(id);
    while (!open.empty()) {
        const NodeId at = open.back();
        open.pop_back();
        for (const Link& l : document.links_of(at)) {
            const bool behind = l.from == at;
            if ((behind && side == Side::Before) || (!behind && side == Side::Behind))
                continue;
            const NodeId next = behind ? l.to : l.from;
            if (found.insert(next).second && far)
                open.push_back(next);
        }
    }
    return found;
}

} // namespace

std::set<NodeId> upstream_of(const Document& document, const std::set<NodeId>& nodes)
{
    return spread(document, nodes, Side::Before, true);
}

std::set<NodeId> downstream_of(const Document& document, const std::set<NodeId>& nodes)
{
    return spread(document, nodes, Side::Behind, true);
}

std::set<NodeId> with_neighbours(const Document& document, const std::set<NodeId>& nodes)
{
    return spread(document, nodes, Side::Both, false);
}

} // namespace loom
