#include "graph/finding_place.h"

#include <algorithm>

namespace loom {

bool is_in_every_copy(const Document& document, const Finding& finding)
{
    const Node* node = finding.node && finding.path.empty() ? document.find(*finding.node) : nullptr;
    return node && node->in != main_graph;
}

std::vector<NodeId> bearers(const Document& document, const Finding& finding, const UnitPath& shown)
{
    const Node* node = finding.node ? document.find(*finding.node) : nullptr;
    if (!node)
        return {};
    if (!is_in_every_copy(document, finding)) {
        if (finding.path.size() < shown.size() || !std::equal(shown.begin(), shown.end(), finding.path.begin()))
            return {};
        return {finding.path.size() == shown.size() ? *finding.node : finding.path[shown.size()]};
    }
    const UnitId graph = shown.empty() ? main_graph : document.nodes().at(shown.back()).unit;
    if (node->in == graph)
        return {*finding.node};
    std::vector<NodeId> found;
    std::vector<UnitId> open{node->in};
    std::set<UnitId> met{node->in};
    while (!open.empty()) {
        const UnitId unit = open.back();
        open.pop_back();
        for (const NodeId copy : document.copies(unit)) {
            const UnitId around = document.nodes().at(copy).in;
            if (around == graph)
                found.push_back(copy);
            else if (around != main_graph && met.insert(around).second)
                open.push_back(around);
        }
    }
    return found;
}

std::string way_text(const Document& document, const Finding& finding, std::size_t depth)
{
    const Node* node = finding.node ? document.find(*finding.node) : nullptr;
    if (!node)
        return {};
    std::string way;
    if (is_in_every_copy(document, finding))
        way = document.find(node->in)->name + " / ";
    for (std::size_t i = depth; i < finding.path.size(); ++i)
        way += document.nodes().at(finding.path[i]).name + " / ";
    return way + node->name;
}

Message told_at(const Document& document, const Finding& finding, const UnitPath& shown)
{
    const auto all = bearers(document, finding, shown);
    if (all.empty() || all.front() == finding.node)
        return finding.message;
    return Message(LOOM_TEXT("%1: %2"), way_text(document, finding, shown.size() + 1), finding.message);
}

Message told_with_way(const Document& document, const Finding& finding)
{
    const std::string way = way_text(document, finding);
    return way.empty() ? finding.message : Message(LOOM_TEXT("%1: %2"), way, finding.message);
}

} // namespace loom
