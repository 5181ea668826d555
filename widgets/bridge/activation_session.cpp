#include "bridge/activation_session.h"

#include "graph/copy_repairs.h"
#include "graph/running_part.h"

namespace loom {

ActivationSession::ActivationSession(GraphDocument& graph, DataSession& data, RunList& runs, SampleChoice& choice, QObject* parent)
    : SampleSession(graph, data, runs, choice, parent)
{
}

const NodeLook* ActivationSession::look(const UnitPath& path, NodeId id) const
{
    const auto nodes = looks_->find(path);
    if (nodes == looks_->end())
        return nullptr;
    const auto look = nodes->second.find(id);
    return look == nodes->second.end() ? nullptr : &look->second;
}

void ActivationSession::follow()
{
    if (!is_on() || !data_.dataset() || graph_.document().nodes().empty())
        return end();
    if (!is_same() || of_row_ != choice_.row())
        begin_in(150);
}

void ActivationSession::forget()
{
    looks_ = std::make_shared<NodeLooks>();
}

void ActivationSession::compute()
{
    of_row_ = choice_.row();
    worker_.start<Seen>([source = take_source()](Progress& progress) { return see(source, progress); },
                        [this](Seen seen) {
                            looks_ = std::make_shared<NodeLooks>(std::move(seen.looks));
                            error_ = std::move(seen.error);
                            Q_EMIT changed();
                        });
}

ActivationSession::Seen ActivationSession::see(const Source& source, Progress& progress)
{
    if (source.data->table().rows == 0 || progress.cancelled)
        return {};
    Source runs = source;
    if (const Analysis analysis = analyse_untried(source.document, &source.data->facts()); !analysis.sound()) {
        auto part = running_part(source.document, analysis);
        if (!part)
            return {};
        runs.document = std::move(*part);
    }
    auto opened = open(runs, NetworkProbe::Extent::Outputs);
    if (!opened)
        return {{}, opened.error()};
    NetworkProbe& probe = *opened->probe;
    if (progress.cancelled)
        return {};
    if (Status shown = probe.show(source.row); !shown)
        return {{}, shown.error()};
    // Copies of units, and what is passed by, give what the last node inside or in front of them does. Nodes of the main
    // graph come first, then those of its copies.
    struct Shown {
        const UnitPath* path;
        NodeId node, output;
    };
    std::vector<Shown> shown_nodes;
    const auto first = [](const std::vector<int>& turns) { return std::ranges::all_of(turns, [](int turn) { return turn == 0; }); };
    for (const auto& [id, origin] : probe.flat().origins)
        if (first(origin.turns))
            shown_nodes.push_back({&origin.path, origin.node, id});
    for (const Flat::Passing& passing : probe.flat().passing)
        if (passing.output && first(passing.turns))
            shown_nodes.push_back({&passing.path, passing.node, *passing.output});
    std::ranges::stable_sort(shown_nodes, {}, [](const Shown& s) { return s.path->size(); });
    Seen seen;
    std::size_t bytes = 0;
    for (const Shown& s : shown_nodes) {
        if (progress.cancelled)
            return {};
        const auto values = probe.output(s.output);
        if (!values)
            continue;
        NodeLook look = look_of(values->shape, values->numbers);
        bytes += look.bytes();
        if (bytes > most_look_bytes)
            break;
        seen.looks[*s.path][s.node] = std::move(look);
    }
    return seen;
}

} // namespace loom
