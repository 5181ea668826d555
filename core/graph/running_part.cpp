#include "graph/running_part.h"
#include "graph/change.h"
#include "graph/finding_place.h"

#include <algorithm>

namespace loom {

std::optional<Document> running_part(const Document& document, const Analysis& analysis)
{
    std::set<NodeId> faulty;
    for (const Finding& f : analysis.findings)
        if (f.severity == Severity::Error)
            for (const NodeId id : bearers(document, f, {}))
                faulty.insert(id);
    std::set<NodeId> running, ends;
    bool begins = false;
    for (const NodeId id : analysis.order) {
        const auto found = document.nodes().find(id);
        const auto facts = analysis.nodes.find(id);
        if (found == document.nodes().end() || found->second.in != main_graph || facts == analysis.nodes.end())
            continue;
        const Node& node = found->second;
        const LayerType& type = *find_layer(node.type);
        if (!type.has_output || !facts->second.output || facts->second.assumed || faulty.contains(id))
            continue;
        bool fed = true;
        std::set<NodeId> from;
        for (std::size_t port = 0; port < type.inputs(node.values).size(); ++port) {
            const auto link = document.link_into(id, int(port));
            fed = fed && link && running.contains(link->from);
            if (link)
                from.insert(link->from);
        }
        if (!fed)
            continue;
        begins = begins || node.type == "input";
        running.insert(id);
        ends.insert(id);
        for (const NodeId before : from)
            ends.erase(before);
    }
    if (!begins)
        return {};
    Document part = document;
    const auto apply = [&](const std::vector<Edit>& edits) {
        return std::ranges::all_of(edits, [&](const Edit& edit) { return bool(part.apply(edit)); });
    };
    std::set<NodeId> rest;
    for (const auto& [id, node] : document.nodes())
        if (node.in == main_graph && !running.contains(id))
            rest.insert(id);
    if (!rest.empty() && !apply(removing(part, rest, {}, Reconnect::No).edits))
        return {};
    const LayerType& output = *find_layer("output");
    Values by_wire = defaults(output);
    by_wire[*output.index_of("truth")] = std::string("wire");
    auto number = std::int64_t(document.new_id()); // None that a node had which is gone.
    for (const NodeId end : ends) {
        const NodeId id{number++};
        Node node{.type = "output", .name = FreeNames(part, main_graph)("Output"), .values = by_wire, .at = {}};
        node.loss = Chosen{"mse", defaults(*find_loss("mse"))};
        if (!apply({AddNode{id, std::move(node)}, Connect{{end, id, 0}}, Connect{{end, id, 1}}}))
            return {};
    }
    return part;
}

} // namespace loom
