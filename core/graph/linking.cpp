#include "graph/linking.h"

namespace loom {

const Error missing_node{LOOM_TEXT("That node is not in the graph."), LOOM_TEXT("It may have been deleted meanwhile.")};

std::optional<Error> link_error(const Document& document, const Link& link)
{
    const Node *from = document.find(link.from), *to = document.find(link.to);
    if (!from || !to)
        return missing_node;
    if (from->in != to->in)
        return Error{Message(LOOM_TEXT("%1 and %2 do not stand in the same graph."), from->name, to->name), LOOM_TEXT("Lead it through the entrances of the unit.")};
    if (!document.gives(*from))
        return Error{Message(LOOM_TEXT("%1 has no output."), from->name), LOOM_TEXT("Start the link at another node.")};
    const bool has = to->type == unit_type ? document.entrances(to->unit).contains(link.port)
                                           : link.port >= 0 && std::size_t(link.port) < document.inputs(*to).size();
    if (!has)
        return Error{Message(LOOM_TEXT("%1 has no such input."), to->name), LOOM_TEXT("Choose one of the inputs it shows.")};
    if (reaches(document, link.to, link.from))
        return Error{Message(LOOM_TEXT("A link from %1 to %2 would close a circle."), from->name, to->name),
                     LOOM_TEXT("Data flows one way; connect to a later node.")};
    return {};
}

std::vector<NodeId> sources_of(const Document& document, NodeId id)
{
    std::vector<NodeId> found;
    const std::size_t ports = document.inputs(document.nodes().at(id)).size();
    for (std::size_t port = 0; port < ports; ++port)
        if (const auto link = document.link_into(id, int(port)))
            found.push_back(link->from);
    return found;
}

std::vector<NodeId> targets_of(const Document& document, NodeId id)
{
    std::vector<NodeId> found;
    const auto& links = document.links();
    for (auto l = links.lower_bound({id, NodeId(INT64_MIN), INT32_MIN}); l != links.end() && l->from == id; ++l)
        found.push_back(l->to);
    return found;
}

} // namespace loom
