#include "graph/judging.h"
#include "graph/arrange.h"
#include "schema/shapes.h"

#include <algorithm>
#include <tuple>

namespace loom {
namespace {

/// What a new Input should say while there is no data: a picture, or columns or a sequence where the layer wants those.
Value shape_for(const Judging& j, NodeId reader)
{
    const std::vector<std::int64_t> kinds[] = {{28, 28, 1}, {16}, {32, 16}};
    if (j.facts(reader).inputs.size() == 1)
        for (const auto& sizes : kinds) {
            const Shape shape = shape_from_sizes(sizes);
            if (std::holds_alternative<Shape>(j.type(reader).infer(j.node(reader).values, std::span(&shape, 1), j.around)))
                return sizes;
        }
    return kinds[0];
}

void no_input(Judging& j)
{
    Finding& finding = j.tell("no-input", Severity::Error, LOOM_TEXT("There is no Input, so no data can flow in."),
                              LOOM_TEXT("Add an Input in front of the first layer."));
    std::vector<std::pair<NodeId, int>> open; // Where the data belongs.
    for (NodeId id : j.result.order)
        for (std::size_t port = 0; port < j.facts(id).inputs.size(); ++port)
            if (!j.source(id, int(port)))
                open.emplace_back(id, int(port));
    if (open.empty())
        return;
    std::tie(finding.node, finding.port) = open[0];
    const Point at = j.node(open[0].first).at;
    const AddNode input = j.fresh({"input", {{"shape", shape_for(j, open[0].first)}}}, {at.x - node_width - column_gap, at.y});
    Fix fix{open.size() == 1 ? Message(LOOM_TEXT("Add %1 in front of %2"), input.node.name, j.name(open[0].first))
                             : Message(LOOM_TEXT("Add %1 for all %2 open inputs"), input.node.name, open.size()),
            {input}};
    for (const auto& [id, port] : open)
        fix.edits.push_back(Connect{{input.id, id, port}});
    finding.fixes.push_back(std::move(fix));
}

/// An Output that would be added.
OutputEnd target_alone(const Judging& j)
{
    return {.node = j.document.new_id(), .name = {}, .loss = j.document.recipe().loss, .facts = {std::shared_ptr<void>{}, j.around.data}};
}

void no_output(Judging& j)
{
    Finding& finding = j.tell("no-output", Severity::Error, LOOM_TEXT("There is no Output, so there is nothing to learn from."),
                              LOOM_TEXT("Add an Output behind the last layer."));
    std::set<NodeId> used;
    for (const Link& l : j.document.links())
        used.insert(l.from);
    if (j.document.nodes().size() != used.size() + 1)
        return;
    // That node itself is well: the finding is none of its.
    const NodeId last = std::ranges::find_if(j.document.nodes(), [&](const auto& row) { return !used.contains(row.first); })->first;
    std::vector<NewLayer> layers;
    if (const auto shape = j.shape(last)) {
        if (auto ending = j.ending_for(*shape, target_alone(j)))
            layers = std::move(*ending);
        else if (shape->size() > 1)
            layers = {{"flatten"}};
    }
    layers.push_back({"output"});
    Fix fix{Message(LOOM_TEXT("Add %1 behind %2"), find_layer("output")->title, j.name(last)), {}};
    NodeId from = last;
    Point at = j.node(last).at;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        at.x += node_width + column_gap;
        fix.edits.push_back(j.fresh(layers[i], at, std::int64_t(i)));
        const NodeId made = std::get<AddNode>(fix.edits.back()).id;
        fix.edits.push_back(Connect{{from, made, 0}});
        from = made;
    }
    finding.fixes.push_back(std::move(fix));
}

Fix deletion(const Judging& j, NodeId id)
{
    return {Message(LOOM_TEXT("Delete %1"), j.name(id)), removal(j.document, {id}, Reconnect::No)};
}

void unused(Judging& j)
{
    if (!j.leads_to_ends())
        return; // Nothing leads to an Output, which says so itself.
    std::set<NodeId> told;
    for (const Finding& f : j.result.findings)
        if (f.node && f.code == "unconnected")
            told.insert(*f.node);
    if (std::ranges::any_of(told, [&](NodeId id) { return j.is_useful(id); }))
        return; // Where something is missing there, it is what leads nowhere.
    for (NodeId id : j.result.order)
        if (!j.is_useful(id) && !told.contains(id))
            j.tell("unused", Severity::Warning, Message(LOOM_TEXT("%1 does not lead to the Output and will not be trained."), j.name(id)),
                   LOOM_TEXT("Connect it, or delete it."), id)
                .fixes.push_back(deletion(j, id));
}

} // namespace

void judge_network(Judging& j)
{
    if (j.document.nodes().empty()) {
        j.tell("empty", Severity::Error, LOOM_TEXT("There are no layers yet."), LOOM_TEXT("Drag one from the list, or open a template."));
        return;
    }
    if (j.inputs.empty())
        no_input(j);
    if (j.outputs.empty())
        no_output(j);
    unused(j);
    if (!j.around.data)
        j.tell("no-data", Severity::Info, LOOM_TEXT("No data yet, so the input's shape is an assumption."), LOOM_TEXT("Open data in the Data stage."));
}

} // namespace loom
