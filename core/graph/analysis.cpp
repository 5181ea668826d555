#include "graph/analysis.h"
#include "graph/finding_place.h"
#include "graph/judging.h"
#include "graph/linking.h"

#include <algorithm>

namespace loom {

std::optional<Error> first_error(const Document& document, const Analysis& analysis)
{
    const auto f = std::ranges::find(analysis.findings, Severity::Error, &Finding::severity);
    if (f == analysis.findings.end())
        return {};
    return Error{told_with_way(document, *f), f->hint};
}

bool Analysis::sound() const
{
    return std::ranges::none_of(findings, [](const Finding& f) { return f.severity == Severity::Error; });
}

Analysis analyse_flat(const Document& document, const DataFacts* data)
{
    Judging judging(document, data);
    for (const auto judge : {judge_shapes, judge_network, judge_ends, judge_values, judge_players, judge_ending, judge_training, judge_loss})
        judge(judging);
    std::ranges::stable_sort(judging.result.findings, {}, &Finding::severity);
    return std::move(judging.result);
}

std::optional<Message> refusal(const Document& document, const Analysis& analysis, const DataFacts* data, NodeId from, NodeId to, int port)
{
    if (const auto error = link_error(document, {from, to, port}))
        return error->message;
    const auto source = analysis.nodes.find(from);
    const auto target = analysis.nodes.find(to);
    if (source == analysis.nodes.end() || !source->second.output || target == analysis.nodes.end())
        return {};
    std::vector<Shape> shapes;
    for (std::size_t p = 0; p < target->second.inputs.size(); ++p) {
        const auto& shape = int(p) == port ? source->second.output : target->second.inputs[p];
        if (!shape)
            return {};
        shapes.push_back(*shape);
    }
    const Node& node = *document.find(to);
    if (node.type == unit_type)
        return {}; // What is inside says so.
    const Inferred inferred = find_layer(node.type)->infer(node.values, shapes, Surroundings{data});
    if (const Fault* fault = std::get_if<Fault>(&inferred))
        return fault->message;
    return {};
}

std::set<NodeId> leading_to(const Document& document, NodeId end)
{
    std::set<NodeId> found{end};
    std::vector<NodeId> open{end};
    while (!open.empty()) {
        const NodeId at = open.back();
        open.pop_back();
        for (const NodeId from : sources_of(document, at))
            if (found.insert(from).second)
                open.push_back(from);
    }
    return found;
}

std::optional<NodeId> maker_of(const Document& document)
{
    for (const auto& [id, node] : document.nodes())
        if (node.type == "real_and_made")
            if (const auto link = document.link_into(id, 1))
                return link->from;
    return {};
}

} // namespace loom
